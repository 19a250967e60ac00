"""Candidates as rows: cells of a list, CSV to be filled in by a person, JSON."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from litnotes.formats.spreadsheet import defused
from litnotes.render.candidate_page import decisions_in_words
from litnotes.render.paper_page import cited

if TYPE_CHECKING:
    from litnotes.app.screening_order import RankedCandidate

COLUMNS = ("key", "title", "authors", "year", "venue", "doi", "arxiv", "url", "abstract", "linked", "score",
           "stage", "decision", "criterion", "reason", "by")  # fmt: skip
"""Of the CSV; `screen --decide` reads the key, and those from `decision` on."""


def candidate_row(one: RankedCandidate, names: Mapping[str, str]) -> list[str]:
    """Return the cells of a candidate in a list; `names` are those of papers by key."""
    candidate = one.standing.candidate
    return [
        candidate.key,
        candidate.title,
        cited(candidate.authors, None, None, more=candidate.more_authors),
        str(candidate.year or ""),
        candidate.venue or "",
        ", ".join(_linked(one, names)),
        "" if one.score is None else f"{one.score:.2f}",
        one.standing.stage,
        "; ".join(decisions_in_words(one.standing)),
    ]


def candidates_as_csv(
    candidates: Iterable[RankedCandidate], by: str | None, names: Mapping[str, str]
) -> Iterator[str]:
    """Yield the rows of a table with one person's decisions; a row may have several lines."""
    rows = (_cells(one, by, names) for one in candidates)
    for cells in itertools.chain([COLUMNS], rows):
        row = io.StringIO()
        csv.writer(row, lineterminator="").writerow(map(defused, cells))
        yield row.getvalue()


def _cells(one: RankedCandidate, by: str | None, names: Mapping[str, str]) -> list[str]:
    candidate, own = one.standing.candidate, one.standing.decisions.get(by or "")
    return [
        candidate.key,
        candidate.title,
        "; ".join(candidate.authors),
        str(candidate.year or ""),
        candidate.venue or "",
        candidate.ids.get("doi", ""),
        candidate.ids.get("arxiv", ""),
        candidate.url or "",
        candidate.abstract or "",
        "; ".join(_linked(one, names)),
        "" if one.score is None else f"{one.score:.3f}",
        one.standing.stage,
        own.decision if own else "",
        (own.criterion or "") if own else "",
        (own.reason or "") if own else "",
        by or "",
    ]


def _linked(one: RankedCandidate, names: Mapping[str, str]) -> Iterable[str]:
    """Return what the papers are called that a candidate is linked with, each once."""
    return dict.fromkeys(names.get(each.paper, each.paper) for each in one.standing.candidate.reached)


def candidate_data(one: RankedCandidate) -> dict[str, Any]:
    """Return a candidate with all decisions on it as values for JSON."""
    standing = one.standing
    verdict = standing.verdict and {
        "decision": standing.verdict.decision, "reason": standing.verdict.reason, "by": standing.verdict.by,
        "day": str(standing.verdict.day) if standing.verdict.day else None,
    }  # fmt: skip
    return {
        **standing.candidate.model_dump(mode="json"),
        "traces": list(standing.traces),
        "paper": standing.paper,
        "stage": standing.stage,
        "score": one.score,
        "decisions": [
            each.model_dump(mode="json", exclude={"key"}) for each in standing.decisions.values()
        ],
        "verdict": verdict,
    }
