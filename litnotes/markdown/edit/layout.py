"""The layout of a student's reports, learned from reports, and the place of a missing section."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce

from litnotes.markdown.document import Document
from litnotes.markdown.edit.edits import Edit, inserted
from litnotes.markdown.edit.numbering import bullet
from litnotes.markdown.paper_writer import FIELD_TITLES
from litnotes.markdown.read.outline import Outline, Section
from litnotes.markdown.vocabulary import ENTRY_ROLES
from litnotes.markdown.writer import TITLES
from litnotes.values.patterns import pattern

_FORM = pattern(
    r"(?P<front>(?:#{1,6}|\*{1,6})\s+|\*\*|__|[■●◆▶◎【]\s?|)[^\s*_].*?(?P<end>\s?[:：]?(?:\*\*|__|】)?[:：]?)$"
)
_USUAL_LEVEL = 2
"""The level of sections that have no hashes."""
_SECTION_ORDER = ("todo", "done", "doing", "questions", "conclusions", "quick_notes")
_DEFAULT = {role: f"## {title}" for role, title in TITLES.items()}


@dataclass(frozen=True, slots=True)
class Forms:
    """The headings that a student writes: of sections by role, of fields by name.

    If `labels`, fields are written as `name: text` after `bullet`, else as headings `deeper` levels below
    that of the paper.
    """

    sections: dict[str, str] = field(default_factory=lambda: dict(_DEFAULT))
    fields: dict[str, str] = field(default_factory=lambda: dict(FIELD_TITLES))
    labels: bool = False
    bullet: str = ""
    deeper: int = 1


class Layout:
    """The layout of reports, the oldest first; it is learned at first use, because few edits need it."""

    def __init__(self, outlines: Callable[[], Iterable[Outline]] = tuple) -> None:
        self.outlines = outlines

    @cached_property
    def forms(self) -> Forms:
        """The forms of the reports; the last report with a form counts."""
        return reduce(_with_forms, self.outlines(), Forms())

    def level(self, role: str) -> int:
        """Return the heading level of a section."""
        heading = self.forms.sections[role]
        return len(heading) - len(heading.lstrip("#")) or _USUAL_LEVEL

    def heading_of(self, title: str) -> str:
        """Return the heading of a section that no report has yet, in the form of *TODO*."""
        return _in_form(self.forms.sections["todo"], title)


def learn(layout: Layout, outline: Outline) -> Layout:
    """Return `layout` updated with the forms of a report."""
    return Layout(lambda: [*layout.outlines(), outline])


def _with_forms(forms: Forms, outline: Outline) -> Forms:
    fields = dict(forms.fields)
    with_heading, labelled = 0, 0
    deeper, front = forms.deeper, forms.bullet
    for paper in outline.papers:
        for part in paper.fields:
            if part.heading and part.name in FIELD_TITLES:
                with_heading += 1
                fields[part.name] = part.heading.text
                deeper = max(1, part.heading.level - paper.heading.level)
            if part.heading is None and part.name not in (None, "verdict"):
                labelled += 1
                front = bullet(outline.document.lines[part.start].text)
    labels = labelled > with_heading if labelled or with_heading else forms.labels
    return Forms(_section_headings(forms, outline), fields, labels, front, deeper)


def _section_headings(forms: Forms, outline: Outline) -> dict[str, str]:
    """Return the heading of each section; those not seen yet take the form of the first section."""
    headings = dict(forms.sections)
    known = [section for section in outline.sections if section.heading and entry_role(section)]
    with_hashes = [section for section in known if section.heading and section.heading.form == "atx"]
    like = ""
    for section in with_hashes or [section for section in known if _may_be_like(section)]:
        if section.heading:
            line = outline.document.lines[section.heading.start].text.strip()
            like = like or line
            headings.update({role: line for role in section.roles if role in TITLES})
    unseen = [role for role in TITLES if like and headings[role] == _DEFAULT[role]]
    return {**headings, **{role: _in_form(like, TITLES[role]) for role in unseen}}


def _may_be_like(section: Section) -> bool:
    """Whether the heading of a section is a line of its own that others may be like."""
    return section.heading is not None and section.heading.form in ("bold", "label", "plain", "org")


def _in_form(like: str, title: str) -> str:
    """Return a title in the form of another heading: `**Done:**` gives `**TODO:**`."""
    match = _FORM.match(like)
    return f"{match['front']}{title}{match['end']}" if match else f"## {title}"


def section_of(outline: Outline, role: str, weekday: str | None = None) -> Section | None:
    """Return the first section whose entries have a role; None if there is none.

    Below days of the week, it is the section of `weekday`, or of the last day.
    """
    sections = (section for section in outline.sections if not section.is_aside)
    matches = [section for section in sections if entry_role(section) == role]
    if weekday:
        return next((section for section in matches if section.groups[0].weekday == weekday), None)
    latest = -1 if matches and matches[0].groups[0].weekday else 0
    return matches[latest] if matches else None


def entry_role(section: Section) -> str | None:
    """Return the role of a section's entries, or None if the section contains only notes."""
    return next((role for role in section.roles if role in ENTRY_ROLES), None)


def new_section(outline: Outline, layout: Layout, role: str, lines: Sequence[str]) -> Edit:
    """Return the edit that adds a section before the section that usually follows it, else at the end."""
    later = _SECTION_ORDER[_SECTION_ORDER.index(role) + 1 :]
    following = next((section for name in later if (section := section_of(outline, name))), None)
    heading = layout.forms.sections[role]
    if following and following.heading:
        return inserted(following.heading.start, [heading, *lines, ""])
    return section_at_end(outline, [heading, *lines])


def section_at_end(outline: Outline, lines: Sequence[str]) -> Edit:
    """Return the edit that adds a section, heading first, at the end of a report."""
    empty = outline.end - text_end(outline.document, outline.start, outline.end)
    above = [""] * (2 - empty) if outline.end > outline.start else []
    return inserted(outline.end, spaced_below(outline.document, outline.end, [*above, *lines]))


def section_after(document: Document, section: Section, heading: str, lines: Sequence[str]) -> Edit:
    """Return the edit that adds a section directly after another, at its level."""
    heading = f"{'#' * section.level} {heading.lstrip('# ')}"
    at = text_end(document, 0, section.end)
    return inserted(at, spaced_below(document, at, ["", heading, *lines]))


def spaced_below(document: Document, at: int, lines: Sequence[str]) -> list[str]:
    """Return `lines`, and an empty line unless one follows already."""
    follows = at < len(document.lines) and document.lines[at].text.strip()
    return [*lines, ""] if follows else list(lines)


def text_end(document: Document, start: int, end: int) -> int:
    """Return the end of lines without trailing empty lines."""
    while end > start and not document.lines[end - 1].text.strip():
        end -= 1
    return end
