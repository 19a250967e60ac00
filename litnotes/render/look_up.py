"""A look-up as lines and JSON: possible papers, the source of each field, the answer of each service."""

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
_OF_KNOWN = {"your papers": ", from your papers", "nickname table": ", from the nickname table"}

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
    """Return a numbered list of possible papers, each with how it differs from the name."""
    lines = [f'not sure which paper "{name}" is:']
    for number, possible in enumerate(candidates, start=1):
        from_known = _OF_KNOWN.get(possible.record.source, "")
        lines.append(f"{number:>3}. {about(possible.record, years)}{from_known}")
        if possible.match.penalties:
            lines.append(f"     {'; '.join(possible.match.penalties)}")
    lines.append("  0. none of these")
    return lines


def about(record: Record, years: AllowedYears) -> str:
    """Return a record on one line: title, first author, year, id, and how its year misses the criteria."""
    first = (
        f"{record.authors[0]}{' and others' if len(record.authors) > 1 else ''}" if record.authors else ""
    )
    year = record.first_year or record.venue_year
    shared = [f"{kind} {record.ids[kind]}" for kind in ("arxiv", "doi") if kind in record.ids][:1]
    parts = [part for part in (first, str(year or ""), *shared) if part]
    details = "; ".join(filter(None, (", ".join(parts), years.outside(record.first_year))))
    return f"{record.title} ({details})" if details else record.title


def origins(paper: Paper) -> list[str]:
    """Return a row for each known field of a paper: name, value, source."""
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
    """Return the outcome of each service on one line, grouped by outcome."""
    labels = _grouped(
        (each.label, f"{each.outcome}{f' ({each.why})' if each.why else ''}") for each in asked
    )
    parts = [f"{names}: {outcome}" for outcome, names in labels.items()]
    return f"asked: {'; '.join(parts)}" if parts else "asked: no service"


def failures(asked: Iterable[Asked]) -> list[str]:
    """Return a line for each reason why services gave no answer, with the services."""
    labels = _grouped((each.label, each.why) for each in asked if each.outcome == "failed")
    return [f"no answer from {names} ({why})" for why, names in labels.items()]


def missed(paper: Paper, asked: Iterable[Asked]) -> list[str]:
    """Return the services of this look-up that failed for the paper; `resolve` asks them again."""
    return [each.label for each in asked if paper.services.get(each.service, "").startswith("failed")]


def _grouped(answers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Group services by message; `answers` are pairs of service and message."""
    labels: dict[str, list[str]] = {}
    for label, message in answers:
        labels.setdefault(message, []).append(label)
    return {message: ", ".join(names) for message, names in labels.items()}


def as_data(outcome: Resolution, years: AllowedYears) -> dict[str, Any]:
    """Return a look-up as values for JSON; `outside` is how the year of a possible paper misses `years`."""
    from litnotes.library.resolution import Choose, Disagreeing

    kinds = {
        "Resolved": "found",
        "Choose": "choose",
        "Disagreeing": "disagreeing",
        "NoneFound": "not found",
    }
    data: dict[str, Any] = {
        "outcome": kinds.get(type(outcome).__name__, "failed"),
        "asked": [
            {"service": each.service, "outcome": each.outcome, "why": each.why or None}
            for each in outcome.asked
        ],
    }
    if isinstance(outcome, Choose):
        data["candidates"] = [
            {
                "pick": number,
                "title": possible.record.title,
                "authors": list(possible.record.authors),
                "year": possible.record.first_year or possible.record.venue_year,
                "outside": years.outside(possible.record.first_year) or None,
                "venue": possible.record.venue,
                "ids": dict(possible.record.ids),
                "likeness": round(possible.match.likeness, 3),
                "penalties": list(possible.match.penalties),
            }
            for number, possible in enumerate(outcome.candidates, start=1)
        ]
    if isinstance(outcome, Disagreeing):
        data["how"] = outcome.how
    return data
