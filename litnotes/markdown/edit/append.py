"""A new entry at the end of a section, in the style of the list there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from litnotes.markdown.document import Document
from litnotes.markdown.edit.edits import Edit, inserted
from litnotes.markdown.edit.layout import Layout, new_section, section_of, spaced_below
from litnotes.markdown.edit.numbering import first_marker, is_loose, next_marker
from litnotes.markdown.read.blocks import Block, Item, Prose, Table
from litnotes.markdown.read.outline import TASK_ROLES, Group, Outline, Section
from litnotes.markdown.written_lists import FIRST, Marker
from litnotes.values.names import fold_text

WriteLines = Callable[[Marker], Sequence[str]]
"""Returns the lines of an entry after a marker."""


def add(outline: Outline, layout: Layout, role: str, write: WriteLines) -> Iterator[list[Edit]]:
    """Yield ways to add an item at the end of a section: to its list, or as a new list below.

    If all its entries are in groups, the item goes into the last group, or else before all groups.
    """
    document, section = outline.document, section_of(outline, role)
    first = usual_marker(outline, role)
    if section is None:
        yield [new_section(outline, layout, role, write(first))]
        return
    filled = [group for group in section.groups if _entries(group.blocks)]
    group = filled[-1] if filled and not _entries(section.groups[0].blocks) else section.groups[0]
    yield [put_in(document, section, group, write, first)]
    if items := items_of(group):
        yield [put_apart(document, section, group, write(next_marker(document, items)))]
    if group is not section.groups[0]:
        yield [put_in(document, section, section.groups[0], write, first)]


def add_to_group(
    outline: Outline, layout: Layout, role: str, name: str | None, write: WriteLines, like: Marker | None
) -> Edit:
    """Return the edit that adds items to the group of a name, or before all groups.

    A section or group that is missing is added; `like` is the marker of a list that is new.
    """
    document, section = outline.document, section_of(outline, role)
    first = like or usual_marker(outline, role)
    heading = "#" * ((section.level if section else layout.level(role)) + 1) + f" {name}"
    if section is None:
        return new_section(outline, layout, role, [*([heading] if name else []), *write(first)])
    group = named_group(section, name) if name else section.groups[0]
    if group is None:
        return put_below(document, section, heading, write(first))
    return put_in(document, section, group, write, first)


def named_group(section: Section, name: str) -> Group | None:
    """Return the last group of a section with a name."""
    folded = fold_text(name)
    named = [group for group in section.groups if group.heading and fold_text(group.heading.name) == folded]
    return named[-1] if named else None


def put_in(document: Document, section: Section, group: Group, write: WriteLines, first: Marker) -> Edit:
    """Return the edit that adds an item to the list of a group; `first` marks the item of a new list."""
    items = items_of(group)
    if items:
        above = [""] if is_loose(group.blocks) else []
        return inserted(items[-1].end, [*above, *write(next_marker(document, items))])
    return put_apart(document, section, group, write(first))


def put_apart(document: Document, section: Section, group: Group, lines: Sequence[str]) -> Edit:
    """Return the edit that puts lines below the entries of a group, after an empty line."""
    entries = _entries(group.blocks)
    if entries:
        at = entries[-1].end
        return inserted(at, spaced_below(document, at, ["", *lines]))
    heading = group.heading or section.heading
    return inserted(heading.end if heading else section.end, lines)


def put_below(document: Document, section: Section, heading: str, lines: Sequence[str]) -> Edit:
    """Return the edit that puts a new group at the end of a section."""
    headings = [section.heading, *(group.heading for group in section.groups)]
    ends = [block.end for block in (*headings, *_entries(section.blocks)) if block]
    return inserted(max(ends), spaced_below(document, max(ends), ["", heading, *lines]))


def items_of(group: Group) -> list[Item]:
    """Return the items of a group."""
    return [block for block in group.blocks if isinstance(block, Item)]


def _entries(blocks: Iterable[Block]) -> list[Item | Prose | Table]:
    return [block for block in blocks if isinstance(block, Item | Prose | Table)]


def usual_marker(outline: Outline, role: str) -> Marker:
    """Return the marker of the first item of a new list, in the style of the report's lists of tasks."""
    tasks = [section for section in outline.sections if TASK_ROLES & {*section.roles}]
    items = [item for section in tasks for group in section.groups for item in items_of(group)]
    if not items:
        return FIRST
    marker = first_marker(outline.document, items[0])
    return marker._replace(boxed=marker.boxed and role in TASK_ROLES)
