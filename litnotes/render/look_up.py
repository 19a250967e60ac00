"""A look-up in words: the candidates, where each field comes from, what the services answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from litnotes.library.inquiry import Asked
    from litnotes.library.resolution import PossiblePaper, Resolution
    from litnotes.model.limits import AllowedYears
    from litnotes.model.paper import Paper
    from litnotes.model.record import Record

MAX_SHOWN = 60

_SHOWN = (
    "title",
    "authors",
    "year",
    "venue",
    "venue_year",
    "volume",
    "number",
    "pages",
    "publisher",
    "abstract",
)


def offer(candidates: Iterable[PossiblePaper], name: str, years: AllowedYears) -> list[str]:
    """Return a numbered list of candidates, each with what speaks against it."""
    lines = [f'not sure which paper "{name}" is:']
    for number, one in enumerate(candidates, start=1):
        lines.append(f"{number:>3}. {about(one.record, years)}")
        if one.match.penalties:
            lines.append(f"     {'; '.join(one.match.penalties)}")
    lines.append("  0. none of these")
    return lines


def about(record: Record, years: AllowedYears) -> str:
    """Return a record in one line: title, first author, year and id, and how it misses the criteria."""
    first = (
        f"{record.authors[0]}{' and others' if len(record.authors) > 1 else ''}" if record.authors else ""
    )
    year = record.first_year or record.venue_year
    shared = [f"{kind} {record.ids[kind]}" for kind in ("arxiv", "doi") if kind in record.ids][:1]
    parts = [part for part in (first, str(year or ""), *shared) if part]
    told = "; ".join(filter(None, (", ".join(parts), years.outside(record.first_year))))
    return f"{record.title} ({told})" if told else record.title


def origins(paper: Paper) -> list[str]:
    """Return a table of what is known of a paper and where each field came from."""
    fields: list[tuple[str, Any]] = [(name, getattr(paper, name)) for name in _SHOWN]
    fields += [(f"ids.{kind}", value) for kind, value in paper.ids.items()]
    rows = [
        (name.removeprefix("ids.").replace("_", " "), _clipped(value), _origin(paper, name))
        for name, value in fields
        if value
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    return [
        f"  {name:<{widths[0]}}  {value:<{widths[1]}}  {origin}".rstrip() for name, value, origin in rows
    ]


def _origin(paper: Paper, name: str) -> str:
    kind = name.partition(".")[0]
    return paper.provenance.get(name) or paper.provenance.get(kind) or "yours"


def _clipped(value: Any) -> str:
    from litnotes.library.field_policy import as_text

    text = " ".join(as_text(value).split())
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"


def asked_line(asked: Iterable[Asked]) -> str:
    """Return in one line what came of asking each service; those with one outcome stand together."""
    told = _alike((one.label, f"{one.outcome}{f' ({one.why})' if one.why else ''}") for one in asked)
    parts = [f"{labels}: {outcome}" for outcome, labels in told.items()]
    return f"asked: {'; '.join(parts)}" if parts else "nobody was asked"


def failures(asked: Iterable[Asked]) -> list[str]:
    """Return why services gave no answer; those with one reason stand together."""
    told = _alike((one.label, one.why) for one in asked if one.outcome == "failed")
    return [f"no answer from {labels} ({why})" for why, labels in told.items()]


def missed(paper: Paper, asked: Iterable[Asked]) -> list[str]:
    """Return the services that gave no answer for a paper, now or before, and are asked again."""
    return [one.label for one in asked if paper.services.get(one.service, "").startswith("failed")]


def _alike(told: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return by what is told the services of which it is told."""
    labels: dict[str, list[str]] = {}
    for label, what in told:
        labels.setdefault(what, []).append(label)
    return {what: ", ".join(named) for what, named in labels.items()}


def as_data(outcome: Resolution, years: AllowedYears) -> dict[str, Any]:
    """Return what came of a look-up as values for JSON; `outside` is how a candidate misses `years`."""
    from litnotes.library.resolution import Choose, Disagreeing

    kinds = {"Resolved": "found", "Choose": "choose", "Disagreeing": "disagreeing", "NotFound": "not found"}
    data: dict[str, Any] = {
        "outcome": kinds.get(type(outcome).__name__, "failed"),
        "asked": [
            {"service": one.service, "outcome": one.outcome, "why": one.why or None}
            for one in outcome.asked
        ],
    }
    if isinstance(outcome, Choose):
        data["candidates"] = [
            {
                "pick": number,
                "title": one.record.title,
                "authors": list(one.record.authors),
                "year": one.record.first_year or one.record.venue_year,
                "outside": years.outside(one.record.first_year) or None,
                "venue": one.record.venue,
                "ids": dict(one.record.ids),
                "likeness": round(one.match.likeness, 3),
                "penalties": list(one.match.penalties),
            }
            for number, one in enumerate(outcome.candidates, start=1)
        ]
    if isinstance(outcome, Disagreeing):
        data["how"] = outcome.how
    return data
