"""The flow of a review as a diagram of box-drawing characters, 80 columns wide or narrower."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from litnotes.render.flow_table import FlowLine, drawn_steps
from litnotes.render.inline import line_starts
from litnotes.render.wrap import width_of

if TYPE_CHECKING:
    from litnotes.screening.prisma import Flow

WIDTH = 80
_LEAST_BOX = 20
_ARROW = " ──►"
_FURTHER = "  "
"""Indent of the second and further rows of a line."""


def flow_text(flow: Flow, columns: int = WIDTH) -> str:
    """Return the flow of a review as a PRISMA 2020 diagram in plain text, at most `columns` wide.

    Two boxes and an arrow fill a row; a box is never narrower than 20 columns.
    """
    box = max(min(columns, WIDTH) - len(_ARROW), 2 * _LEAST_BOX) // 2
    steps = drawn_steps(flow)
    lines: list[str] = []
    phase = ""
    for number, step in enumerate(steps):
        heading = step.phase.upper() if step.phase != phase else ""
        phase = step.phase
        lines.append(f"{heading:<{box // 2}}{'▼' if number else ''}".rstrip())
        has_next = number < len(steps) - 1
        lines += _beside(_box(step.main, box, has_next=has_next), _box(step.aside, box), box)
    return "\n".join(lines)


def _box(content: Sequence[FlowLine], box: int, *, has_next: bool = False) -> list[str]:
    """Return the rows of a box, none for an empty one; with `has_next`, a line leads down from it."""
    if not content:
        return []
    room = box - 4
    wrapped = [row for line in content for row in _wrapped(line, room)]
    inside = [f"│ {row}{' ' * (room - width_of(row))} │" for row in wrapped]
    bottom = "─" * (box - 2)
    if has_next:
        bottom = f"{bottom[: box // 2 - 1]}┬{bottom[box // 2 :]}"
    return [f"┌{'─' * (box - 2)}┐", *inside, f"└{bottom}┘"]


def _beside(left: list[str], right: list[str], box: int) -> Iterator[str]:
    """Yield the rows of two boxes side by side, with an arrow at the first line of text."""
    below = f"{' ' * (box // 2)}│"
    for number, (main, aside) in enumerate(zip_longest(left, right)):
        beside = f"{_ARROW if number == 1 else '':<4}{aside}" if aside else ""
        # The box without a line down is the last one, and has no second box.
        yield f"{main or below:<{0 if main else box}}{beside}".rstrip()


def _wrapped(line: FlowLine, room: int) -> Iterable[str]:
    """Yield the rows of a line, each with its indent; `(n = 12)` stays on one row."""
    indent = "  " * line.depth
    text = str(line)
    number = text.rindex("(n = ")
    room -= len(indent) + len(_FURTHER)
    starts = line_starts(text, [(number, len(text))], room, width_of, cut=True)
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
        yield f"{indent}{_FURTHER if start else ''}{text[start:end].rstrip()}"
