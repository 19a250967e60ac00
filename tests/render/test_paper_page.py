"""A paper in a few words."""

from __future__ import annotations

from litnotes.model.paper import Paper
from litnotes.render.paper_page import citation, described

VQ_VAE_2 = Paper(
    key="razavi2019generating",
    title="Generating Diverse High-Fidelity Images with VQ-VAE-2",
    short_names=("VQ-VAE-2",),
    authors=("Ali Razavi", "Aäron van den Oord", "Oriol Vinyals"),
    year=2019,
    record="looked up",
)


def test_a_citation_keeps_the_particle_of_a_name() -> None:
    paper = Paper(
        key="k", title="t", record="looked up", authors=("Aäron van den Oord", "Oriol Vinyals"), year=2017
    )
    assert citation(paper) == "van den Oord et al., 2017"


def test_a_line_names_a_paper_once() -> None:
    title = "Generating Diverse High-Fidelity Images with VQ-VAE-2"
    assert described(VQ_VAE_2) == f"{title} (Razavi et al., 2019)"
