"""Notes with a trace to screen: five candidates around a paper of the small notebook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from litnotes.model.candidate import Screened, Trace
from litnotes.store import traces
from litnotes.store.notebook import Notebook

NAME = "2024-06-01-huang2019muller"
SEED = "huang2019muller"
CITES = [{"paper": SEED, "direction": "cited-by", "sources": ["openalex"]}]
CRITERIA = "exclude: {codec: compresses sound only, survey: 'a survey, [bold]or not'}"

FOUND: tuple[Mapping[str, Any], ...] = (
    {
        "key": "moro2020song", "title": "Songs from a Latent Space", "authors": ["Ana Moro", "Bo Li"],
        "year": 2020, "venue": "ISMIR", "ids": {"arxiv": "2005.99341", "openalex": "W11"},
        "abstract": "We generate songs in a latent space. " + "Many more words follow here. " * 12,
        "reached": [{**CITES[0], "contexts": ["As in [1], we quantize before modelling."],
                     "sources": ["semantic_scholar"], "influential": True}],
    },
    {"key": "old2015codec", "title": "An Old Codec [bold]x[/bold] \x1b[31mred", "authors": ["Ann Old"],
     "year": 2015, "url": "https://example.org/old?a=1&b=$(touch%20owned)", "reached": CITES},
    {"key": "wang2021qian", "title": "潜在空间的音乐模型：一种量化自编码器", "authors": ["王 小明"],
     "year": 2021, "ids": {"doi": "10.1234/abc(2)"}, "reached": CITES},
    {"key": "noyear", "title": "A Work of no Known Year", "url": "javascript:alert(1)",
     "reached": [{**CITES[0], "direction": "references"}]},
    {"key": "li2022survey", "title": "A Survey of Latent Music Models", "authors": ["Bo Li"],
     "year": 2022, "url": "http://[", "reached": CITES},
)  # fmt: skip


def trace_of(*found: Mapping[str, Any], decisions: tuple[Mapping[str, Any], ...] = ()) -> Trace:
    """Return a trace with candidates, those of `FOUND` if none are given."""
    return Trace.model_validate(
        {
            "day": "2024-06-01",
            "question": {"seeds": [SEED], "directions": ["cited-by"]},
            "searches": [{"seed": SEED, "direction": "cited-by", "source": "openalex", "outcome": "found",
                          "count": 5, "asked": "2024-06-01"}],
            "candidates": [{"sources": ["openalex"], **one} for one in found or FOUND],
            "decisions": [{"day": "2024-06-01", **one} for one in decisions],
        }
    )  # fmt: skip


def screening_in(
    root: Path, *found: Mapping[str, Any], criteria: str = CRITERIA,
    decisions: tuple[Mapping[str, Any], ...] = (), name: str = NAME,
) -> None:  # fmt: skip
    """Put a trace into notes, and criteria for its screening."""
    settings = root / "litnotes.yaml"
    settings.write_text(settings.read_text("utf-8").replace("exclude: {}", criteria), "utf-8")
    traces.create(Notebook(root), name, trace_of(*found, decisions=decisions))


def decisions_of(root: Path, name: str = NAME) -> list[tuple[str, str]]:
    """Return key and decision of all decisions in a trace, as they stand there."""
    return [(one.key, one.decision) for one in saved_in(root, name)]


def saved_in(root: Path, name: str = NAME) -> tuple[Screened, ...]:
    """Return the decisions in a trace."""
    return traces.load(Notebook(root), name).decisions
