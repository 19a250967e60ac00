"""The lines of a carried entry: with the day since which it is open, and the boxes of parts that ended."""

from __future__ import annotations

from collections.abc import Sequence

from litnotes.markdown.edit.move import moved_lines
from litnotes.markdown.edit.numbering import first_marker
from litnotes.markdown.edit.places import place_of
from litnotes.markdown.read.block_text import columns
from litnotes.markdown.read.blocks import Item
from litnotes.markdown.read.entries import sub_task_column
from litnotes.markdown.read.entry_marks import BOX, BOXED, box
from litnotes.markdown.read.outline import Outline
from litnotes.markdown.read.since import lines_with_since
from litnotes.markdown.written_lists import Marker
from litnotes.model.reports import Entry, Task
from litnotes.values.patterns import pattern

_BOX = pattern(BOX)


def moved_task(outline: Outline, marker: Marker, was: Task, now: Task) -> list[str] | None:
    """Return the lines of a carried task as an item of another list; None if it is no item."""
    place = place_of(outline, was.line)
    if place is None or place.is_part or not isinstance(place.block, Item):
        return None
    words = outline.document.lines[place.line].text[place.column :]
    needs_box = not _BOX.match(words) and (marker.boxed or was.state != "todo")
    mark = f"{box(was.state)} " if needs_box else ""
    lines = moved_lines(marker.front, mark, outline.document, place)
    return stated(lines, len(marker.front) + len(mark), was, now)


def marker_of(outline: Outline, task: Task) -> Marker | None:
    """Return the marker of the first item of a new list in the style of a task."""
    place = place_of(outline, task.line)
    return first_marker(outline.document, place.block) if place and isinstance(place.block, Item) else None


def stated(lines: list[str], column: int, was: Entry, now: Entry) -> list[str]:
    """Return the lines of an entry with its `(since …)`, if it has none, and with the boxes of ended tasks.

    Its words begin at a column of the first line.
    """
    front, words = lines[0][:column], lines[0][column:]
    if match := BOXED.match(words):
        front, words = front + match.group(), words[match.end() :]
    if isinstance(was, Task) and isinstance(now, Task):
        _tick(lines, was.line, was.tasks, now.tasks)
        if was.state != now.state:
            mark = f"{box(now.state, like=match.group() if match else '')} "
            front = f"{front[: -len(match.group())]}{mark}" if match else f"{front}{mark}"
    if was.since or now.since is None:
        return [f"{front}{words}", *lines[1:]]
    first, *others = lines_with_since(words, lines[1:], now.since)
    space = " " * columns(lines[0][:column])
    return [f"{front}{first}", *(f"{space}{line}" for line in others), *lines[1:]]


def _tick(lines: list[str], start: int, was: Sequence[Task], now: Sequence[Task]) -> None:
    """Give the sub-tasks that ended elsewhere their box, in place."""
    for before, after in zip(was, now, strict=True):
        at = before.line - start
        column = sub_task_column(lines[at])
        if before.state != after.state and column is not None:
            written = lines[at][column:]
            rest = _BOX.sub("", written, count=1)
            lines[at] = f"{lines[at][:column]}{box(after.state, like=written)}{rest}"
        _tick(lines, start, before.tasks, after.tasks)
