"""The flow of a review as a diagram of box-drawing characters, 80 columns wide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from litnotes.render.flow_table import FlowLine, drawn_steps
from litnotes.render.inline import line_starts
from litnotes.render.wrap import width_of

if TYPE_CHECKING:
    from litnotes.screening.prisma import Flow

BOX = 38
"""Columns of a box with its borders; two boxes and an arrow fill 80 columns."""

_ROOM = BOX - 4
_MIDDLE = BOX // 2
_ARROW = " ──►"
_FURTHER = "  "
"""Indent of the second and further rows of a line."""


def flow_text(flow: Flow) -> str:
    """Return the flow of a review as a PRISMA 2020 diagram in plain text."""
    steps = drawn_steps(flow)
    lines: list[str] = []
    phase = ""
    for number, step in enumerate(steps):
        heading = step.phase.upper() if step.phase != phase else ""
        phase = step.phase
        lines.append(f"{heading:<{_MIDDLE}}{'▼' if number else ''}".rstrip())
        lines += _beside(_box(step.main, has_next=number < len(steps) - 1), _box(step.aside))
    return "\n".join(lines)


def _box(content: Sequence[FlowLine], *, has_next: bool = False) -> list[str]:
    """Return the rows of a box, none for an empty one; with `has_next`, a line leads down from it."""
    if not content:
        return []
    wrapped = [row for line in content for row in _wrapped(line)]
    inside = [f"│ {row}{' ' * (_ROOM - width_of(row))} │" for row in wrapped]
    bottom = "─" * (BOX - 2)
    if has_next:
        bottom = f"{bottom[: _MIDDLE - 1]}┬{bottom[_MIDDLE:]}"
    return [f"┌{'─' * (BOX - 2)}┐", *inside, f"└{bottom}┘"]


def _beside(left: list[str], right: list[str]) -> Iterator[str]:
    """Yield the rows of two boxes side by side, with an arrow at the first line of text."""
    below = f"{' ' * _MIDDLE}│"
    for number, (main, aside) in enumerate(zip_longest(left, right)):
        beside = f"{_ARROW if number == 1 else '':<4}{aside}" if aside else ""
        # The box without a line down is the last one, and has no second box.
        yield f"{main or below:<{0 if main else BOX}}{beside}".rstrip()


def _wrapped(line: FlowLine) -> Iterable[str]:
    """Yield the rows of a line, each with its indent; `(n = 12)` stays on one row."""
    indent = "  " * line.depth
    text = str(line)
    number = text.rindex("(n = ")
    room = _ROOM - len(indent) - len(_FURTHER)
    starts = line_starts(text, [(number, len(text))], room, width_of, cut=True)
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
        yield f"{indent}{_FURTHER if start else ''}{text[start:end].rstrip()}"
