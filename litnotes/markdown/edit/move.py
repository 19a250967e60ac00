"""A task moved to another section: its lines, and the numbers of both lists."""

from __future__ import annotations

from collections.abc import Iterator

from litnotes.markdown.document import Document
from litnotes.markdown.edit.append import items_of, named_group, put_apart, put_below, put_in
from litnotes.markdown.edit.edits import Edit
from litnotes.markdown.edit.layout import Layout, new_section, section_after, section_of
from litnotes.markdown.edit.numbering import counted_down, first_marker
from litnotes.markdown.edit.places import Place
from litnotes.markdown.read.block_text import dedented, indent
from litnotes.markdown.read.blocks import Heading, Item
from litnotes.markdown.read.entry_marks import box
from litnotes.markdown.read.outline import Outline
from litnotes.markdown.written_lists import FIRST, Marker
from litnotes.model.reports import TaskState


def move(outline: Outline, layout: Layout, place: Place, state: TaskState) -> Iterator[list[Edit]]:
    """Yield ways to move a task to the section of its new state: in the style there, or with a box.

    It stays in a group of the same name, which is added if missing. The box is needed if the words of
    the task name another state.
    """
    for boxed in (False, True):
        yield [*_taken_out(outline, place), _put(outline, layout, place, state, boxed=boxed)]


def _taken_out(outline: Outline, place: Place) -> list[Edit]:
    """Return the edits that delete a task, and one of two empty lines around it."""
    block, document = place.block, outline.document
    is_apart = _is_empty(document, block.start - 1) and _is_empty(document, block.end)
    edits = [Edit(block.start, block.end + is_apart)]
    if isinstance(block, Item):
        edits += counted_down(document, place.group.blocks, block)
    return edits


def _put(outline: Outline, layout: Layout, place: Place, state: TaskState, *, boxed: bool) -> Edit:
    document, task = outline.document, place.block

    def written(marker: Marker) -> list[str]:
        mark = f"{box(state)} " if boxed or marker.boxed else ""
        return moved_lines(marker.front, mark, document, place)

    if isinstance(task, Item):
        first = first_marker(document, task)._replace(boxed=False)
        apart = written(first)
    else:
        first = FIRST
        apart = _paragraph(document, place, state, boxed=boxed)
    heading = place.group.heading
    weekday = place.section.groups[0].weekday
    section = section_of(outline, state, weekday)
    if section is None:
        above = [_at_level(heading, layout.level(state) + 1)] if heading else []
        lines = [*above, *apart]
        if weekday:
            return section_after(document, place.section, layout.forms.sections[state], lines)
        return new_section(outline, layout, state, lines)
    if heading is None:
        group = section.groups[0]  # entries without group come before all groups
    elif named := named_group(section, heading.name):
        group = named
    else:
        return put_below(document, section, _at_level(heading, section.level + 1), apart)
    if items_of(group):
        return put_in(document, section, group, written, first)
    return put_apart(document, section, group, apart)


def _at_level(heading: Heading, level: int) -> str:
    """Return a heading at a level, or at its own if that is deeper."""
    return f"{'#' * max(level, heading.level)} {heading.text}"


def _paragraph(document: Document, place: Place, state: TaskState, *, boxed: bool) -> list[str]:
    first, *below = [line.text for line in document.lines[place.block.start : place.block.end]]
    return [f"{box(state)} {first.lstrip()}" if boxed else first, *below]


def moved_lines(front: str, mark: str, document: Document, place: Place) -> list[str]:
    """Return the lines of a task with another marker; lines below the first keep their place below it."""
    first, *below = [line.text for line in document.lines[place.block.start : place.block.end]]
    if isinstance(place.block, Item):
        column, least = place.column, 2 + indent(first)
    else:
        column, least = min(indent(line) for line in (first, *below) if line.strip()), 0
    space = " " * max(len(front), 2 + indent(front))
    # A continued line without indentation stays so.
    moved = [
        f"{space}{dedented(line, column)}" if line.strip() and indent(line) >= least else line
        for line in below
    ]
    is_same = isinstance(place.block, Item) and front == first[: place.column]
    return [f"{front}{mark}{first[place.column :]}", *(below if is_same else moved)]


def _is_empty(document: Document, number: int) -> bool:
    return 0 <= number < len(document.lines) and not document.lines[number].text.strip()
