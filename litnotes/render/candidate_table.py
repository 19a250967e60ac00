"""Candidates as rows of a list, as CSV for a person to fill in, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from litnotes.export.screened_records import csv_lines, facts
from litnotes.render.candidate_page import decisions_in_words
from litnotes.render.paper_page import cited

if TYPE_CHECKING:
    from litnotes.app.screening_order import RankedCandidate

COLUMNS = ("key", "title", "authors", "year", "venue", "doi", "arxiv", "url", "abstract", "linked", "score",
           "stage", "decision", "criterion", "reason", "by")  # fmt: skip
"""Columns of the CSV; `screen --decide` reads `key` and the columns from `decision` on."""


def candidate_row(ranked: RankedCandidate, names: Mapping[str, str]) -> list[str]:
    """Return the cells of a candidate in a list; `names` maps the key of a paper to its name."""
    candidate = ranked.standing.candidate
    return [
        candidate.key,
        candidate.title,
        cited(candidate.authors, None, None, more=candidate.more_authors),
        str(candidate.year or ""),
        candidate.venue or "",
        ", ".join(linked(ranked, names)),
        "" if ranked.score is None else f"{ranked.score:.2f}",
        ranked.standing.stage,
        "; ".join(decisions_in_words(ranked.standing)),
    ]


def candidates_as_csv(
    candidates: Iterable[RankedCandidate], by: str | None, names: Mapping[str, str]
) -> Iterator[str]:
    """Yield the heading and a row for each candidate with the decisions of `by`; a row may span lines."""
    return csv_lines(COLUMNS, (_cells(ranked, by, names) for ranked in candidates))


def _cells(ranked: RankedCandidate, by: str | None, names: Mapping[str, str]) -> dict[str, str]:
    own = ranked.standing.decisions.get(by or "")
    return {
        **facts(ranked.standing.candidate),
        "linked": "; ".join(linked(ranked, names)),
        "score": "" if ranked.score is None else f"{ranked.score:.3f}",
        "stage": ranked.standing.stage,
        "decision": own.decision if own else "",
        "criterion": (own.criterion or "") if own else "",
        "reason": (own.reason or "") if own else "",
        "by": by or "",
    }


def linked(ranked: RankedCandidate, names: Mapping[str, str]) -> Iterable[str]:
    """Return the names of the papers a candidate is linked with, each once."""
    return dict.fromkeys(names.get(each.paper, each.paper) for each in ranked.standing.candidate.reached)


def candidate_data(ranked: RankedCandidate) -> dict[str, Any]:
    """Return a candidate with all decisions on it as values for JSON."""
    standing = ranked.standing
    verdict = standing.verdict and {
        "decision": standing.verdict.decision, "reason": standing.verdict.reason, "by": standing.verdict.by,
        "day": str(standing.verdict.day) if standing.verdict.day else None,
    }  # fmt: skip
    return {
        **standing.candidate.model_dump(mode="json"),
        "traces": list(standing.traces),
        "paper": standing.paper,
        "stage": standing.stage,
        "score": ranked.score,
        "decisions": [
            each.model_dump(mode="json", exclude={"key"}) for each in standing.decisions.values()
        ],
        "verdict": verdict,
    }
