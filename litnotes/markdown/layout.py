"""How a student lays a report out, learned from reports, and where a section that is missing goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from litnotes.markdown.document import Document
from litnotes.markdown.edits import Edit, inserted
from litnotes.markdown.lists import bullet
from litnotes.markdown.outline import Outline, Section
from litnotes.markdown.vocabulary import ENTRY_ROLES
from litnotes.markdown.writer import FIELD_TITLES, TITLES

_SECTION_ORDER = ("todo", "done", "doing", "questions", "conclusions", "quick_notes")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a student writes headings: of sections by role, of fields by name, of papers by level.

    `labels` tells that fields stand as `name: text` and not under headings, `bullet` what stands in
    front of them.
    """

    sections: dict[str, str] = field(default_factory=lambda: {r: f"## {t}" for r, t in TITLES.items()})
    fields: dict[str, str] = field(default_factory=lambda: dict(FIELD_TITLES))
    labels: bool = False
    bullet: str = ""
    deeper: int = 1


def learn(layout: Layout, outline: Outline) -> Layout:
    """Return `layout` with the forms that a report shows."""
    sections, fields = dict(layout.sections), dict(layout.fields)
    with_heading, labelled = 0, 0
    deeper, front = layout.deeper, layout.bullet
    for section in outline.sections:
        if section.heading and section.heading.form == "atx":
            line = outline.document.lines[section.heading.start].text
            sections.update({role: line.strip() for role in section.roles if role in TITLES})
        for paper in (paper for group in section.groups for paper in group.papers):
            for part in paper.fields:
                if part.heading and part.name in FIELD_TITLES:
                    with_heading += 1
                    fields[part.name] = part.heading.text
                    deeper = max(1, part.heading.level - paper.heading.level)
                if part.heading is None and part.name not in (None, "verdict"):
                    labelled += 1
                    front = bullet(outline.document.lines[part.start].text)
    labels = labelled > with_heading if labelled or with_heading else layout.labels
    return replace(layout, sections=sections, fields=fields, labels=labels, bullet=front, deeper=deeper)


def section_of(outline: Outline, role: str, weekday: str | None = None) -> Section | None:
    """Return the first section whose entries are read in a role; a heading may name several.

    With `weekday` it is one below that day of the week.
    """
    found = [section for section in outline.sections if entry_role(section) == role]
    return next((section for section in found if weekday in (None, section.groups[0].weekday)), None)


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
    above = ["", ""] if outline.end > outline.start else []
    return inserted(outline.end, spaced_below(outline.document, outline.end, [*above, heading, *lines]))


def section_behind(document: Document, section: Section, heading: str, lines: Sequence[str]) -> Edit:
    """Return what puts a section right behind another."""
    at = section.end
    while at > 0 and not document.lines[at - 1].text.strip():
        at -= 1
    return inserted(at, spaced_below(document, at, ["", heading, *lines]))


def spaced_below(document: Document, at: int, lines: Sequence[str]) -> list[str]:
    """Return `lines` with an empty line behind, unless one follows already."""
    follows = at < len(document.lines) and document.lines[at].text.strip()
    return [*lines, ""] if follows else list(lines)
