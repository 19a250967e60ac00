"""What tests of `litnotes trace` share: what services gave against what was found."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from litnotes.model.candidate import Candidate, Trace
from litnotes.store import traces
from litnotes.store.notebook import Notebook
from tests.sources.graph import Direction, Graph

SEEDS = {"vq-vae": "van2017neural", "vqgan": "esser2021taming", "vq-diffusion": "gu2022vector"}
"""Key in the played world, and here."""
NAMES = ("VQ-VAE", "VQ-GAN", "VQ-diffusion")

Edges = set[tuple[str, str, str, str]]
"""Seed, direction, service, and the key of the other paper in the played world."""


def only_trace(notes: Path) -> Trace:
    """Return the trace of notes that have one."""
    (name,) = traces.names(Notebook(notes))
    return traces.load(Notebook(notes), name)


def trace_bytes(notes: Path) -> bytes:
    """Return the file of the only trace."""
    (path,) = (notes / "traces").iterdir()
    return path.read_bytes()


def given(graph: Graph, seeds: dict[str, str], *directions: Direction) -> Edges:
    """Return every edge that a service gives of some seeds, whichever of its entries it is asked by."""
    found: Edges = set()
    for key, seed in seeds.items():
        for direction in directions:
            named = [(service, graph.truth(key, direction).get(service)) for service in _SERVICES]
            named += [
                ("openalex", graph.given("openalex", entry.name, direction))
                for entry in graph.facts.openalex.of.get(key, [])
            ]
            for service, rows in named:
                others = (other for other in (rows or {}).values() if other and other not in seeds)
                found |= {(seed, direction.replace("_", "-"), service, other) for other in others}
    return found


def edges(trace: Trace, graph: Graph) -> tuple[Edges, dict[str, list[Candidate]]]:
    """Return the edges of a trace, and its candidates by the papers of the played world that they are."""
    keys = _keys_by_id(graph)
    printed = dict(row for rows in graph.facts.raw.values() for row in rows)
    printed |= {
        known.removeprefix("title:"): key for rows in graph.facts.printed.values() for _, known, key in rows
    }
    found: Edges = set()
    by_key: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in trace.candidates:
        known = {key for kind, value in candidate.all_ids() if (key := keys.get(f"{kind}:{value}"))}
        if not candidate.ids:
            known = {printed[candidate.title]}
        assert len(known) == 1, (candidate, known)
        (key,) = known
        if not key:  # a reference that says nothing of which paper it is
            continue
        by_key[key].append(candidate)
        for reached in candidate.reached:
            found |= {(reached.paper, reached.direction, source, key) for source in reached.sources}
    return found, by_key


def _keys_by_id(graph: Graph) -> dict[str, str]:
    facts = graph.facts
    views = {"semantic_scholar": facts.scholar, "openalex": facts.openalex, "doi": facts.opencitations}
    found = {
        f"{kind}:{name.lower()}": entry.key
        for kind, view in views.items()
        for name, entry in view.entries.items()
    }
    for key, paper in graph.papers.items():
        found |= {f"doi:{paper.doi.lower()}": key} if paper.doi else {}
        found |= {f"arxiv:{paper.arxiv}": key} if paper.arxiv else {}
        if paper.openalex:
            found.setdefault(f"openalex:{paper.openalex.lower()}", key)
    return found


_SERVICES = ("semantic_scholar", "openalex", "crossref", "opencitations")
