"""The numbers of a review as steps, rows, notes and JSON. The diagrams draw the same steps.

The wording is that of PRISMA 2020 (Page et al. 2021, BMJ 372:n71), which journals require.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from litnotes.render.text import count
from litnotes.values.printable import printable

if TYPE_CHECKING:
    from litnotes.screening.agreement import Agreement
    from litnotes.screening.prisma import Flow, Part

MAX_REASONS = 10
"""Reasons or sources that a box of a diagram names; one line sums up the others."""

MAX_LENGTH = 160
"""Characters of a reason that a diagram shows."""

KAPPA_CONDITION = (
    "kappa counts only what both decided, and is biased if the order chose it; for a random sample, both "
    "screen with `--sample 50`"
)
UNDECIDED = {"to screen": "not screened", "unsure": "unsure", "conflict": "people disagree"}


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A number and what it counts; `depth` is greater for a part of the number above."""

    text: str
    number: int
    depth: int = 0

    def __str__(self) -> str:
        return f"{self.text} (n = {self.number})"


@dataclass(frozen=True, slots=True)
class FlowStep:
    """A step of the review: `main` leads to the next step, `aside` leaves the review."""

    phase: str
    main: tuple[FlowLine, ...]
    aside: tuple[FlowLine, ...] = ()


def flow_steps(flow: Flow, *, at_most: int | None = None) -> list[FlowStep]:
    """Return the steps of a review, in order.

    Args:
        flow: the numbers.
        at_most: number of reasons or sources to name; None names all.
    """
    return [
        FlowStep("Identification", tuple(_identified(flow, at_most)), tuple(_removed(flow, at_most))),
        FlowStep("Screening", (FlowLine("Records to screen", flow.works),), tuple(_undecided(flow))),
        FlowStep(
            "Screening",
            (FlowLine("Records screened", flow.screened),),
            tuple(_with_parts("Records excluded", flow.excluded, at_most)),
        ),
        FlowStep(
            "Screening",
            (FlowLine("Reports sought for retrieval", flow.sought),),
            (FlowLine("Reports not retrieved", flow.not_retrieved),),
        ),
        FlowStep(
            "Screening",
            (FlowLine("Reports assessed for eligibility", flow.assessed),),
            tuple(_with_parts("Reports excluded", flow.read_and_excluded, at_most)),
        ),
        FlowStep("Included", tuple(_included(flow))),
    ]


def drawn_steps(flow: Flow) -> list[FlowStep]:
    """Return the steps of a diagram: exactly those of PRISMA 2020 once every work is decided."""
    steps = flow_steps(flow, at_most=MAX_REASONS)
    return steps if flow.works > flow.screened else [steps[0], *steps[2:]]


def _identified(flow: Flow, at_most: int | None) -> Iterator[FlowLine]:
    yield FlowLine("Records identified", flow.identified)
    yield from _with_parts("citation searching", flow.citation_searching, at_most, 1)
    yield from _with_parts("databases and files", flow.databases, at_most, 1)
    if flow.kept:
        yield FlowLine("no longer in any list", flow.kept, 1)
    if flow.uncounted:
        yield FlowLine("not in any counted list", flow.uncounted, 1)


def _removed(flow: Flow, at_most: int | None) -> Iterator[FlowLine]:
    yield FlowLine("Records removed before screening", flow.removed)
    yield FlowLine("duplicates", flow.duplicates, 1)
    for line in _shown(flow.left_out, at_most, 1):
        by_condition = line.text if line.text.startswith("and ") else f"ineligible by {line.text}"
        yield FlowLine(_REMOVED.get(line.text, by_condition), line.number, 1)


_REMOVED = {"seed": "the seeds themselves", "no title": "without a title", "stopped": "without a title yet"}


def _undecided(flow: Flow) -> Iterator[FlowLine]:
    yield FlowLine("Not decided yet", flow.works - flow.screened)
    for part in flow.undecided:
        yield FlowLine(UNDECIDED.get(part.what, part.what), part.works, 1)


def _included(flow: Flow) -> Iterator[FlowLine]:
    yield FlowLine("Studies included in review", flow.included)
    yield FlowLine("verdict in a report", flow.with_verdict, 1)
    yield FlowLine("no verdict yet", flow.by_screening, 1)


def _with_parts(
    text: str, parts: Sequence[Part], at_most: int | None, depth: int = 0
) -> Iterator[FlowLine]:
    yield FlowLine(text, sum(part.works for part in parts), depth)
    yield from _shown(parts, at_most, depth + 1)


def _shown(parts: Sequence[Part], at_most: int | None, depth: int) -> Iterator[FlowLine]:
    """Yield a line for each part, and one line for all beyond `at_most`."""
    # A single further part takes the line that would count it.
    named = parts if at_most is None or len(parts) <= at_most + 1 else parts[:at_most]
    for part in named:
        text = harmless(part.what)
        yield FlowLine(text if at_most is None else _short(text), part.works, depth)
    if more := parts[len(named) :]:
        yield FlowLine(f"and {len(more)} more", sum(part.works for part in more), depth)


def _short(text: str) -> str:
    return text if len(text) <= MAX_LENGTH else f"{text[:MAX_LENGTH].rstrip()}…"


def harmless(text: str) -> str:
    """Return outside text on one line, without terminal control characters or what XML forbids."""
    return printable(" ".join(text.split())).translate(_NO_XML)


_NO_XML = dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd")


def flow_rows(flow: Flow) -> list[tuple[str, str]]:
    """Return each number with what it counts; parts are indented below their total."""
    lines = (line for step in flow_steps(flow) for line in (*step.main, *step.aside))
    numbers = [(str(line.number), f"{'  ' * line.depth}{line.text}") for line in lines]
    return numbers + [_agreement_row(agreement) for agreement in flow.agreements]


def _agreement_row(agreement: Agreement) -> tuple[str, str]:
    first, second = map(_person, agreement.people)
    name = f"Cohen's kappa of {first} and {second}"
    if not agreement.works:
        return "-", f"{name}: no work decided by both"
    alike = f"same decision on {agreement.agreed} of {count(agreement.works, 'work')}"
    if agreement.kappa is None:
        return "-", f"{name}: undefined, all decisions are the same; {alike}"
    low_high = agreement.interval
    between = f", 95 % interval {low_high[0]:.2f} to {low_high[1]:.2f}" if low_high else ""
    return (
        f"{agreement.kappa:.2f}",
        f"{name}: {agreement.strength} (Landis and Koch 1977){between}; {alike}",
    )


def _person(name: str) -> str:
    return harmless(name) or "you"


def flow_notes(flow: Flow) -> list[str]:
    """Return a sentence for each correction of the numbers and each kind of missing or cut list."""
    notes = []
    if flow.uncounted:
        candidates = count(flow.uncounted, "candidate is", "candidates are")
        notes.append(
            f"{candidates} not in any counted list, because a trace was edited by hand. "
            "The number of records identified includes them so that the totals are right"
        )
    if flow.missing:
        notes.append(f"missing lists, not counted: {_named(flow.missing)}")
    if flow.cut:
        notes.append(f"incomplete lists, counted as far as received: {_named(flow.cut)}")
    if any(agreement.works for agreement in flow.agreements):
        notes.append(KAPPA_CONDITION)
    return notes


def _named(parts: Iterable[Part]) -> str:
    return ", ".join(f"{harmless(part.what)} ({part.works})" for part in parts)


def flow_as_data(flow: Flow) -> dict[str, Any]:
    """Return the numbers as values for JSON, each total with its parts."""
    return {
        "identified": {
            "records": flow.identified,
            "citation_searching": _with_sum(flow.citation_searching, "records", "source"),
            "databases": _with_sum(flow.databases, "records", "source"),
            "kept": flow.kept,
            "uncounted": flow.uncounted,
        },
        "removed": {
            "records": flow.removed,
            "duplicates": flow.duplicates,
            "left_out": _data(flow.left_out, "records", "why"),
        },
        "works": flow.works,
        "undecided": {
            "works": flow.works - flow.screened,
            **{part.what.replace(" ", "_"): part.works for part in flow.undecided},
        },
        "screened": flow.screened,
        "excluded": _with_sum(flow.excluded, "works", "why"),
        "sought": flow.sought,
        "not_retrieved": flow.not_retrieved,
        "assessed": flow.assessed,
        "read_and_excluded": _with_sum(flow.read_and_excluded, "works", "why"),
        "included": {
            "works": flow.included,
            "with_verdict": flow.with_verdict,
            "by_screening": flow.by_screening,
        },
        "agreement": [_agreement_data(agreement) for agreement in flow.agreements],
        "missing": _data(flow.missing, "lists", "source"),
        "cut": _data(flow.cut, "lists", "source"),
        "notes": flow_notes(flow),
    }


def _data(parts: Iterable[Part], number: str, what: str) -> list[dict[str, str | int]]:
    return [{what: part.what, number: part.works} for part in parts]


def _with_sum(parts: Sequence[Part], number: str, what: str) -> dict[str, Any]:
    named = {"source": "sources", "why": "reasons"}[what]
    return {number: sum(part.works for part in parts), named: _data(parts, number, what)}


def _agreement_data(agreement: Agreement) -> dict[str, Any]:
    return {
        "people": [person or "you" for person in agreement.people],
        "works": agreement.works,
        "agreed": agreement.agreed,
        "share": _rounded(agreement.share),
        "kappa": _rounded(agreement.kappa),
        "standard_error": _rounded(agreement.standard_error),
        "interval": [_rounded(end) for end in agreement.interval] if agreement.interval else None,
        "strength": agreement.strength,
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
