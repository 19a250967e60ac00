"""A task moved to another section: its lines, the numbers it leaves behind, the list it goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from litnotes.markdown.append import items_of, put_apart, put_below, put_in
from litnotes.markdown.blocks import Heading, Item
from litnotes.markdown.document import Document
from litnotes.markdown.edits import Edit
from litnotes.markdown.layout import Layout, new_section, section_behind, section_of
from litnotes.markdown.lists import FIRST, Marker, counted_down, first_marker
from litnotes.markdown.marks import box
from litnotes.markdown.outline import Group, Outline, Section
from litnotes.markdown.places import Place
from litnotes.markdown.text import columns, indent
from litnotes.model.names import fold_text
from litnotes.model.report import TaskState


def move(outline: Outline, layout: Layout, place: Place, state: TaskState) -> Iterator[list[Edit]]:
    """Yield ways to move a task to the section of its new state: as the list there is, or with a box.

    It goes into the group of its name there, which is made where it is missing. The box is needed
    where the task's own words say another state.
    """
    for boxed in (False, True):
        yield [*_taken_out(outline, place), _put(outline, layout, place, state, boxed=boxed)]


def _taken_out(outline: Outline, place: Place) -> list[Edit]:
    """Return what takes a task out, with one of two empty lines around it."""
    block, document = place.block, outline.document
    is_apart = _is_empty(document, block.start - 1) and _is_empty(document, block.end)
    edits = [Edit(block.start, block.end + is_apart)]
    if isinstance(block, Item):
        edits += counted_down(document, place.group.blocks, block)
    return edits


def _put(outline: Outline, layout: Layout, place: Place, state: TaskState, *, boxed: bool) -> Edit:
    document, task = outline.document, place.block

    def written(marker: Marker) -> list[str]:
        said = f"{box(state)} " if boxed or marker.boxed else ""
        return _behind(marker.front, said, document, place)

    if isinstance(task, Item):
        first = replace(first_marker(document, task), boxed=False)
        apart = written(first)
    else:
        first = FIRST
        apart = _paragraph(document, place, state, boxed=boxed)
    weekday = place.section.groups[0].weekday
    section = section_of(outline, state, weekday)
    if section is None and weekday:
        return section_behind(document, place.section, layout.sections[state], apart)
    if section is None:
        level = 1 + layout.sections[state].count("#")
        heading = [_heading(place.group, level)] if place.group.heading else []
        return new_section(outline, layout, state, [*heading, *apart])
    group = _group(section, place.group.heading)
    if group is None:
        return put_below(document, section, _heading(place.group, section.level + 1), apart)
    if items_of(group):
        return put_in(document, section, group, written, first)
    return put_apart(document, section, group, apart)


def _group(section: Section, heading: Heading | None) -> Group | None:
    """Return the group of a name in a section; what stands in none comes before all groups."""
    if heading is None:
        return section.groups[0]
    name = fold_text(heading.name)
    named = [group for group in section.groups if group.heading and fold_text(group.heading.name) == name]
    return named[-1] if named else None


def _heading(group: Group, level: int) -> str:
    """Return the heading of a group, at least at a level."""
    written = group.heading.level if group.heading else 0
    return f"{'#' * max(level, written)} {group.heading.text if group.heading else ''}"


def _paragraph(document: Document, place: Place, state: TaskState, *, boxed: bool) -> list[str]:
    first, *below = [line.text for line in document.lines[place.block.start : place.block.end]]
    return [f"{box(state)} {first.lstrip()}" if boxed else first, *below]


def _behind(front: str, said: str, document: Document, place: Place) -> list[str]:
    """Return the lines of a task behind another marker, those below its first one moved along."""
    first, *below = [line.text for line in document.lines[place.block.start : place.block.end]]
    text = first[place.column :]
    if isinstance(place.block, Item):
        old = (columns(first[: place.column]), 2 + indent(first))
    else:
        old = (min(indent(line) for line in (first, *below) if line.strip()), 0)
    new = (len(front), 2 + indent(front))
    return [f"{front}{said}{text}", *_moved(below, old, new)]


def _moved(lines: Sequence[str], old: tuple[int, int], new: tuple[int, int]) -> list[str]:
    """Return lines below an item as lines below another.

    `old` and `new` are the column of its words and the least indentation of what belongs to it. A
    line that goes on without indentation stays so.
    """
    if old == new:
        return list(lines)
    moved: list[str] = []
    for line in lines:
        depth = indent(line)
        if not line.strip() or depth < old[1]:
            moved.append(line)
        elif depth > old[0]:
            moved.append(" " * (depth - old[0] + new[0]) + line.lstrip())
        else:
            moved.append(" " * max(new) + line.lstrip())
    return moved


def _is_empty(document: Document, number: int) -> bool:
    return 0 <= number < len(document.lines) and not document.lines[number].text.strip()
