"""`add-paper` of something unknown that looks known offers it; `alias` says what a name means."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml as pyyaml

from tests.conftest import Run, digest


def written(notes: Path) -> dict[str, str]:
    """Return the hashes of all files but the derived ones."""
    return {name: hashed for name, hashed in digest(notes).items() if not name.startswith("days")}


@pytest.fixture
def notes(tmp_path: Path, run: Run) -> Path:
    assert run("init").code == 0
    assert run("new-day").code == 0
    return tmp_path / "notes"


def papers(notes: Path) -> dict[str, dict[str, Any]]:
    paths = (notes / "papers").glob("*.yaml")
    return {path.stem: pyyaml.safe_load(path.read_text("utf-8")) for path in paths}


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("jukebooks", "Jukebox: A Generative Model for Music"),
        ("rq-va", "Autoregressive Image Generation using Residual Quantization"),
        ("Layer Normlization", "Layer Normalization"),
        ("Attention All You Need", "Attention Is All You Need"),
        ("van den Oord et al. 2017", "Neural Discrete Representation Learning"),
        ("Kingma & Welling 2014", "Auto-Encoding Variational Bayes"),
        ("vaswani2017attention", "Attention Is All You Need"),
    ],
)
@pytest.mark.gate
def test_an_unknown_name_that_looks_known_is_offered_and_nothing_is_written(
    run: Run, notes: Path, typed: str, title: str
) -> None:
    before = written(notes)
    done = run("add-paper", typed, "--offline")
    assert done.code == 3
    assert title in done.err
    assert "from the nickname table" in done.err
    assert written(notes) == before
    number = next(line.split(".")[0].strip() for line in done.err.splitlines() if f". {title}" in line)
    assert run("add-paper", typed, "--offline", "--pick", number).code == 0
    (paper,) = papers(notes).values()
    assert paper["title"] == title
    assert typed in (*paper["short_names"], *paper.get("other_titles", ()))
    again = run("add-paper", typed, "--offline")
    assert (again.code, len(papers(notes))) == (0, 1)


def test_own_papers_are_offered_first(run: Run, notes: Path) -> None:
    run("add-paper", "Quietbox", "--title", "Quietbox: A Model of Silence", "--offline")
    done = run("add-paper", "quietbooks", "--offline")
    assert done.code == 3
    assert "1. Quietbox: A Model of Silence, from your papers" in done.err
    assert notes


@pytest.mark.parametrize("option", [("--as-is",), ("--pick", "0")])
def test_the_name_is_added_as_typed_where_the_user_insists(
    run: Run, notes: Path, option: tuple[str, ...]
) -> None:
    assert run("add-paper", "jukebooks", "--offline", *option).code == 0
    assert papers(notes)["jukebooks"]["title"] == "jukebooks"


@pytest.mark.parametrize(
    "name", ["Hummingbird", "DDXM", "A New Paper on Everything at Sea", "LLaRA", "Sound Stairs"]
)
def test_a_name_like_no_other_is_added_without_a_question(run: Run, notes: Path, name: str) -> None:
    assert run("add-paper", name, "--offline").code == 0
    assert len(papers(notes)) == 1


class TestAlias:
    def test_a_name_means_the_paper_from_then_on_in_reports_too(self, run: Run, notes: Path) -> None:
        run("add-paper", "VQ-GAN", "--offline")
        day = next(notes.glob("2024-*.md"))
        day.write_text(f"{day.read_text('utf-8')}\n## Quick Notes\n1. the taming thing\n", "utf-8")
        done = run("alias", "the taming thing", "vq-gan")
        assert done.code == 0
        assert done.out.startswith("the taming thing now means esser2021taming: Taming Transformers")
        assert "the taming thing" in papers(notes)["esser2021taming"]["other_titles"]
        assert run("show", "The Taming Thing").code == 0
        assert "Taming Transformers" in run("show", "the taming thing").out
        assert run("alias", "the taming thing", "esser2021taming").out.startswith("the taming thing means")

    def test_a_paper_of_the_table_becomes_an_own_one(self, run: Run, notes: Path) -> None:
        assert run("alias", "jukebooks", "Jukebox").code == 0
        (paper,) = papers(notes).values()
        assert paper["short_names"][0] == "jukebooks" or "jukebooks" in paper["short_names"]

    def test_a_name_of_another_paper_is_refused(self, run: Run, notes: Path) -> None:
        run("add-paper", "VQ-GAN", "--offline")
        run("add-paper", "jukebooks", "--offline", "--as-is")
        before = written(notes)
        done = run("alias", "jukebooks", "VQ-GAN")
        assert done.code == 4
        assert "litnotes merge-papers esser2021taming jukebooks" in done.err
        assert run("alias", "CLIP", "SAM").code == 3
        assert run("alias", "CLIP", "nobody knows this").code == 3
        assert run("alias", "2012.09841", "VQ-GAN").code == 2
        assert written(notes) == before

    def test_dry_run_writes_nothing(self, run: Run, notes: Path) -> None:
        run("add-paper", "VQ-GAN", "--offline")
        before = written(notes)
        done = run("alias", "taming", "VQ-GAN", "--dry-run")
        assert (done.code, "would mean" in done.out) == (0, True)
        assert written(notes) == before
