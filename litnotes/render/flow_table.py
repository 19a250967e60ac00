"""The numbers of a review as steps, rows, notes and JSON; the diagrams draw the same steps.

The words are those of PRISMA 2020 (Page et al. 2021, BMJ 372:n71), which journals ask for.
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
"""How many reasons, or sources, a box of a diagram names; the others are one line."""

MAX_LENGTH = 160
"""How many characters of a reason a diagram shows."""

UNDECIDED = {"to screen": "not screened", "unsure": "unsure", "conflict": "people disagree"}


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A number and what it counts; a part of the number above stands deeper."""

    text: str
    number: int
    depth: int = 0

    def __str__(self) -> str:
        return f"{self.text} (n = {self.number})"


@dataclass(frozen=True, slots=True)
class FlowStep:
    """A step of the review: what goes on, and beside it what goes no further."""

    phase: str
    main: tuple[FlowLine, ...]
    aside: tuple[FlowLine, ...] = ()


def flow_steps(flow: Flow, *, at_most: int | None = None) -> list[FlowStep]:
    """Return the steps of a review, in order.

    Args:
        flow: the numbers.
        at_most: how many reasons or sources are named; all of them where it is None.
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
    """Return the steps of a diagram: where all is decided, those of PRISMA 2020 and no others."""
    steps = flow_steps(flow, at_most=MAX_REASONS)
    return steps if flow.works > flow.screened else [steps[0], *steps[2:]]


def _identified(flow: Flow, at_most: int | None) -> Iterator[FlowLine]:
    yield FlowLine("Records identified", flow.identified)
    yield from _with_parts("citation searching", flow.citation_searching, at_most, 1)
    yield from _with_parts("databases and files", flow.databases, at_most, 1)
    if flow.kept:
        yield FlowLine("named before, by no list any more", flow.kept, 1)
    if flow.uncounted:
        yield FlowLine("in no list that was counted", flow.uncounted, 1)


def _removed(flow: Flow, at_most: int | None) -> Iterator[FlowLine]:
    yield FlowLine("Records removed before screening", flow.removed)
    yield FlowLine("duplicates", flow.duplicates, 1)
    for line in _shown(flow.left_out, at_most, 1):
        by_condition = line.text if line.text.startswith("and ") else f"ineligible by {line.text}"
        yield FlowLine("the seeds themselves" if line.text == "seed" else by_condition, line.number, 1)


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
    """Yield a line for each part, those beyond `at_most` in one."""
    # One part more takes the line that would tell of it.
    named = parts if at_most is None or len(parts) <= at_most + 1 else parts[:at_most]
    for part in named:
        text = harmless(part.what)
        yield FlowLine(text if at_most is None else _short(text), part.works, depth)
    if more := parts[len(named) :]:
        yield FlowLine(f"and {len(more)} more", sum(part.works for part in more), depth)


def _short(text: str) -> str:
    return text if len(text) <= MAX_LENGTH else f"{text[:MAX_LENGTH].rstrip()}…"


def harmless(text: str) -> str:
    """Return text from outside on one line, without what steers a terminal or breaks XML."""
    return printable(" ".join(text.split())).translate(_NO_XML)


_NO_XML = dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd")


def flow_rows(flow: Flow) -> list[tuple[str, str]]:
    """Return each number with what it counts; parts are indented below their sum."""
    lines = (line for step in flow_steps(flow) for line in (*step.main, *step.aside))
    numbers = [(str(line.number), f"{'  ' * line.depth}{line.text}") for line in lines]
    return numbers + [_agreement_row(one) for one in flow.agreements]


def _agreement_row(one: Agreement) -> tuple[str, str]:
    first, second = map(_person, one.people)
    told = f"Cohen's kappa of {first} and {second}"
    if not one.works:
        return "-", f"{told}: nothing was decided by both"
    alike = f"{one.agreed} of {count(one.works, 'work')} decided alike"
    if one.kappa is None:
        return "-", f"{told}: not defined, both decide the same on everything; {alike}"
    low_high = one.interval
    between = f", 95 % interval {low_high[0]:.2f} to {low_high[1]:.2f}" if low_high else ""
    return f"{one.kappa:.2f}", f"{told}: {one.strength} (Landis and Koch 1977){between}; {alike}"


def _person(name: str) -> str:
    return harmless(name) or "you"


def flow_notes(flow: Flow) -> list[str]:
    """Return what stands behind the numbers and does not show in them, a sentence each."""
    notes = []
    if flow.uncounted:
        one = flow.uncounted == 1
        works = f"{flow.uncounted} candidate{' stands' if one else 's stand'}"
        notes.append(
            f"{works} in no list that is counted, as a trace was edited by hand. "
            "Identified is raised so that the sums are right"
        )
    if flow.missing:
        notes.append(f"lists that could not be had, so that nothing is counted: {_named(flow.missing)}")
    if flow.cut:
        notes.append(f"lists that are not whole; what they name is counted: {_named(flow.cut)}")
    return notes


def _named(parts: Iterable[Part]) -> str:
    return ", ".join(f"{harmless(part.what)} ({part.works})" for part in parts)


def flow_as_data(flow: Flow) -> dict[str, Any]:
    """Return the numbers for programs, sums beside their parts."""
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
        "agreement": [_agreement_data(one) for one in flow.agreements],
        "missing": _data(flow.missing, "lists", "source"),
        "cut": _data(flow.cut, "lists", "source"),
        "notes": flow_notes(flow),
    }


def _data(parts: Iterable[Part], number: str, what: str) -> list[dict[str, str | int]]:
    return [{what: part.what, number: part.works} for part in parts]


def _with_sum(parts: Sequence[Part], number: str, what: str) -> dict[str, Any]:
    named = {"source": "sources", "why": "reasons"}[what]
    return {number: sum(part.works for part in parts), named: _data(parts, number, what)}


def _agreement_data(one: Agreement) -> dict[str, Any]:
    return {
        "people": [person or "you" for person in one.people],
        "works": one.works,
        "agreed": one.agreed,
        "share": _rounded(one.share),
        "kappa": _rounded(one.kappa),
        "standard_error": _rounded(one.standard_error),
        "interval": [_rounded(end) for end in one.interval] if one.interval else None,
        "strength": one.strength,
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
