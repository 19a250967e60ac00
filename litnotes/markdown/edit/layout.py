"""How a student lays a report out, learned from reports, and where a section that is missing goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from litnotes.markdown.document import Document
from litnotes.markdown.edit.edits import Edit, inserted
from litnotes.markdown.edit.numbering import bullet
from litnotes.markdown.read.outline import Outline, Section
from litnotes.markdown.vocabulary import ENTRY_ROLES
from litnotes.markdown.writer import FIELD_TITLES, TITLES

_SECTION_ORDER = ("todo", "done", "doing", "questions", "conclusions", "quick_notes")
_DEFAULT = {role: f"## {title}" for role, title in TITLES.items()}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a student writes headings: of sections by role, of fields by name, of papers by level.

    `labels` tells that fields stand as `name: text` and not under headings, `bullet` what stands in
    front of them.
    """

    sections: dict[str, str] = field(default_factory=lambda: dict(_DEFAULT))
    fields: dict[str, str] = field(default_factory=lambda: dict(FIELD_TITLES))
    labels: bool = False
    bullet: str = ""
    deeper: int = 1

    def level(self, role: str) -> int:
        """Return the level of the heading of a section."""
        heading = self.sections[role]
        return len(heading) - len(heading.lstrip("#"))


def learn(layout: Layout, outline: Outline) -> Layout:
    """Return `layout` with the forms that a report shows."""
    fields = dict(layout.fields)
    with_heading, labelled = 0, 0
    deeper, front = layout.deeper, layout.bullet
    for paper in outline.papers:
        for part in paper.fields:
            if part.heading and part.name in FIELD_TITLES:
                with_heading += 1
                fields[part.name] = part.heading.text
                deeper = max(1, part.heading.level - paper.heading.level)
            if part.heading is None and part.name not in (None, "verdict"):
                labelled += 1
                front = bullet(outline.document.lines[part.start].text)
    labels = labelled > with_heading if labelled or with_heading else layout.labels
    return Layout(_section_headings(layout, outline), fields, labels, front, deeper)


def _section_headings(layout: Layout, outline: Outline) -> dict[str, str]:
    """Return the heading of each section; those not seen yet are as deep as the first one that is."""
    headings = dict(layout.sections)
    level = 0
    for section in outline.sections:
        if section.heading and section.heading.form == "atx" and entry_role(section):
            level = level or section.heading.level
            line = outline.document.lines[section.heading.start].text
            headings.update({role: line.strip() for role in section.roles if role in TITLES})
    unseen = [role for role in TITLES if level and headings[role] == _DEFAULT[role]]
    return {**headings, **{role: f"{'#' * level} {TITLES[role]}" for role in unseen}}


def section_of(outline: Outline, role: str, weekday: str | None = None) -> Section | None:
    """Return the first section whose entries are read in a role; a heading may name several.

    Where sections stand below days of the week, it is that of `weekday`, else of the last one.
    """
    found = [section for section in outline.sections if entry_role(section) == role]
    if weekday:
        return next((section for section in found if section.groups[0].weekday == weekday), None)
    latest = -1 if found and found[0].groups[0].weekday else 0
    return found[latest] if found else None


def entry_role(section: Section) -> str | None:
    """Return the role in which the entries of a section are read, or None where it holds only notes."""
    return next((role for role in section.roles if role in ENTRY_ROLES), None)


def new_section(outline: Outline, layout: Layout, role: str, lines: Sequence[str]) -> Edit:
    """Return what puts a section in front of the one that usually follows it, else at the end."""
    later = _SECTION_ORDER[_SECTION_ORDER.index(role) + 1 :]
    following = next((found for name in later if (found := section_of(outline, name))), None)
    heading = layout.sections[role]
    if following and following.heading:
        return inserted(following.heading.start, [heading, *lines, ""])
    empty = outline.end - _end_of_text(outline.document, outline.start, outline.end)
    above = [""] * (2 - empty) if outline.end > outline.start else []
    return inserted(outline.end, spaced_below(outline.document, outline.end, [*above, heading, *lines]))


def section_behind(document: Document, section: Section, heading: str, lines: Sequence[str]) -> Edit:
    """Return what puts a section right behind another, at its level."""
    heading = f"{'#' * section.level} {heading.lstrip('# ')}"
    at = _end_of_text(document, 0, section.end)
    return inserted(at, spaced_below(document, at, ["", heading, *lines]))


def spaced_below(document: Document, at: int, lines: Sequence[str]) -> list[str]:
    """Return `lines` with an empty line behind, unless one follows already."""
    follows = at < len(document.lines) and document.lines[at].text.strip()
    return [*lines, ""] if follows else list(lines)


def _end_of_text(document: Document, start: int, end: int) -> int:
    """Return the end of some lines without the empty ones at their end."""
    while end > start and not document.lines[end - 1].text.strip():
        end -= 1
    return end
