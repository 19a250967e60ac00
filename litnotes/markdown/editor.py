"""Typing into a report: the smallest insertion, in the layout the student uses.

Nothing that stands in a report is ever changed or taken away; every edit puts lines between lines.
What is missing (a section, a paper, a field) is made the way the same report, or an earlier one,
writes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from litnotes.markdown.blocks import Item, Prose, Rule
from litnotes.markdown.document import BOM, Document
from litnotes.markdown.outline import Field, Group, Outline, PaperPlace, Section
from litnotes.markdown.verdicts import Verdict, write_verdict
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.markdown.writer import FIELD_TITLES, TITLES

FIELD_ORDER = ("description", "similarities", "differences", "verdict")

_SECTION_ORDER = ("todo", "done", "doing", "questions", "conclusions", "quick_notes")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BULLET = re.compile(r"\s*[-*+]\s+")
_NUMBER = re.compile(rf"\d+|[{_CIRCLED}]")
_GLUED = ("、", "）", *_CIRCLED)
"""Ends of markers that take no space in front of the text, where the student writes none."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """Lines to put in front of line `before` (0-based; the number of lines for the end)."""

    before: int
    lines: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class Said:
    """What to write on a paper."""

    description: str | None = None
    similarities: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    verdict: Verdict | None = None


def learn(layout: Layout, outline: Outline) -> Layout:
    """Return `layout` with the forms that a report shows."""
    sections, fields = dict(layout.sections), dict(layout.fields)
    with_heading, labelled = 0, 0
    deeper, bullet = layout.deeper, layout.bullet
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
                    bullet = _bullet(outline.document.lines[part.start].text)
    labels = labelled > with_heading if labelled or with_heading else layout.labels
    return replace(layout, sections=sections, fields=fields, labels=labels, bullet=bullet, deeper=deeper)


def edited(document: Document, insertions: Sequence[Insertion]) -> bytes:
    """Return the bytes of a document with lines put in; all other bytes stay as they are."""
    newline = document.newline
    by_line: dict[int, list[str]] = {}
    for insertion in insertions:
        by_line.setdefault(insertion.before, []).extend(insertion.lines)
    parts = [BOM] if document.bom else []
    for number, line in enumerate(document.lines):
        parts += [f"{text}{newline}" for text in by_line.get(number, ())]
        parts += [line.text, line.end]
    at_end = by_line.get(len(document.lines), [])
    if at_end and document.lines and not document.lines[-1].end:
        parts += [f"{newline}{text}" for text in at_end]  # a file without a last line end stays so
    else:
        parts += [f"{text}{newline}" for text in at_end]
    return "".join(parts).encode("utf-8", "surrogateescape")


def add_quick_note(outline: Outline, layout: Layout, name: str) -> list[Insertion]:
    """Return what puts a name at the end of the quick notes."""
    section = outline.section("quick_notes")
    if section is None:
        return [_new_section(outline, layout, "quick_notes", ["1. " + name])]
    items = [block for block in section.blocks if isinstance(block, Item)]
    if items:
        return [Insertion(items[-1].end, (_next_item(outline.document, items, name),))]
    said = [block for block in section.blocks if isinstance(block, Prose)]
    if said:  # below a paragraph a list needs an empty line
        at = said[-1].end
        return [Insertion(at, tuple(_followed(outline.document, at, ["", "1. " + name])))]
    return [_below_heading(section, "1. " + name)]


def write_on_paper(outline: Outline, layout: Layout, paper: PaperPlace, said: Said) -> list[Insertion]:
    """Return what puts `said` into a paper's conclusion, in the order of its fields."""
    insertions: list[Insertion] = []
    fields = {part.name: part for part in paper.fields}
    if said.description:
        insertions.append(_description(outline, layout, paper, fields, said.description))
    for name, points in (("similarities", said.similarities), ("differences", said.differences)):
        if points and name in fields:
            insertions.append(_more_points(outline, fields[name], points))
        elif points:
            insertions.append(_new_field(outline, layout, paper, name, points))
    if said.verdict:
        line = f"Verdict: {write_verdict(said.verdict)}"
        last = paper.fields[-1] if paper.fields else None
        spaced = [line] if last and last.name == "verdict" and not last.heading else ["", line]
        insertions.append(Insertion(_end(paper), tuple(_followed(outline.document, _end(paper), spaced))))
    return _spaced(insertions)


def _spaced(insertions: Sequence[Insertion]) -> list[Insertion]:
    """Return insertions with an empty line between those that meet in one place."""
    spaced: list[Insertion] = []
    for insertion in insertions:
        meets = [other for other in spaced if other.before == insertion.before]
        if meets and meets[-1].lines[-1] and insertion.lines[0]:
            spaced.append(replace(insertion, lines=("", *insertion.lines)))
        else:
            spaced.append(insertion)
    return spaced


def new_paper(
    outline: Outline, layout: Layout, vocabulary: Vocabulary, heading: str, said: Said
) -> list[Insertion]:
    """Return what writes a paper that the report does not conclude on yet.

    It goes below the last paper of a group that says nothing against the verdict, so that standing
    there decides nothing else.
    """
    section = outline.section("conclusions")
    if section is None:
        lines = [f"### {heading}", *_fields(layout, 3, said)]
        return [_new_section(outline, layout, "conclusions", lines)]
    group = _group_for(section, vocabulary, said.verdict)
    level = _paper_level(section, group)
    lines = [f"{'#' * level} {heading}", *_fields(layout, level, said)]
    at = _group_end(section, group)
    return [Insertion(at, tuple(_followed(outline.document, at, ["", *lines])))]


def _description(
    outline: Outline, layout: Layout, paper: PaperPlace, fields: dict[str | None, Field], text: str
) -> Insertion:
    existing = fields.get("description") or fields.get(None)
    if existing is None:
        return _new_field(outline, layout, paper, "description", (text,))
    if not existing.blocks and existing.heading:
        return Insertion(existing.heading.end, tuple(text.split("\n")))
    return Insertion(existing.end, ("", *text.split("\n")))


def _more_points(outline: Outline, part: Field, points: Sequence[str]) -> Insertion:
    if part.heading is None and (bullet := _bullet(outline.document.lines[part.start].text)):
        return _more_bullets(outline, part, bullet, points)
    if part.heading is None:
        # Labels stand on lines of their own: another one says that another point follows.
        line = outline.document.lines[part.start].text[: part.column].strip()
        label = re.sub(r"^(?:\d+[.)、]|[-*+](?=\s))\s*", "", line)
        close = label == line and part.start and outline.document.lines[part.start - 1].text.strip()
        lines = [line for point in points for line in (*([] if close else [""]), f"{label} {point}")]
        return Insertion(part.end, tuple(lines))
    items = [block for block in part.blocks if isinstance(block, Item)]
    if items:
        return Insertion(items[-1].end, tuple(_next_items(outline.document, items, points)))
    if part.blocks:
        return Insertion(part.end, ("", *_numbered(points)))
    return Insertion(part.heading.end, tuple(_numbered(points)))


def _more_bullets(outline: Outline, part: Field, bullet: str, points: Sequence[str]) -> Insertion:
    """Go on with the points nested below a label in a list, or else with the label itself."""
    last = outline.document.lines[part.end - 1].text
    nested = _bullet(last)
    if part.end - 1 > part.start and len(nested) > len(bullet):
        return Insertion(part.end, tuple(f"{nested}{point}" for point in points))
    label = outline.document.lines[part.start].text[len(bullet) : part.column].rstrip()
    return Insertion(part.end, tuple(f"{bullet}{label} {point}" for point in points))


def _bullet(line: str) -> str:
    """Return the bullet that a line starts with, with the space around it; empty without one."""
    match = _BULLET.match(line)
    return match.group() if match else ""


def _new_field(
    outline: Outline, layout: Layout, paper: PaperPlace, name: str, texts: Sequence[str]
) -> Insertion:
    """Put a field behind those that come before it."""
    at = paper.heading.end
    for part in paper.fields:
        known = part.name in FIELD_ORDER and FIELD_ORDER.index(part.name) > FIELD_ORDER.index(name)
        if not known:
            at = max(at, part.end)
    lines = _field(layout, paper.heading.level, name, texts)
    if layout.labels and layout.bullet:
        return Insertion(at, tuple("\n".join(lines).split("\n")))
    first = at == paper.heading.end
    return Insertion(at, tuple(_followed(outline.document, at, lines if first else ["", *lines])))


def _fields(layout: Layout, level: int, said: Said) -> list[str]:
    """Return the fields of a new paper."""
    lines: list[str] = []
    for name, texts in (
        ("description", (said.description,) if said.description else ()),
        ("similarities", said.similarities),
        ("differences", said.differences),
    ):
        if texts:
            lines += [*([""] if lines else []), *_field(layout, level, name, texts)]
    if said.verdict:
        lines += ["", f"Verdict: {write_verdict(said.verdict)}"]
    return lines


def _field(layout: Layout, level: int, name: str, texts: Sequence[str]) -> list[str]:
    title = layout.fields[name]
    if layout.labels:
        label = f"{layout.bullet}{title.rstrip(':：')}"
        if layout.bullet:  # a list needs no empty lines, and its items hold their lines together
            return [f"{label}: {text}".replace("\n", "\n  ") for text in texts]
        labelled = [["", *f"{label}: {text}".split("\n")] for text in texts]
        return [line for lines in labelled for line in lines][1:]
    body = texts[0].split("\n") if name == "description" else _numbered(texts)
    return [f"{'#' * min(6, level + layout.deeper)} {title}", *body]


def _new_section(outline: Outline, layout: Layout, role: str, lines: Sequence[str]) -> Insertion:
    """Put a section in front of the one that usually follows it, else at the end."""
    later = _SECTION_ORDER[_SECTION_ORDER.index(role) + 1 :]
    following = next((found for name in later if (found := outline.section(name))), None)
    heading = layout.sections[role]
    if following and following.heading:
        return Insertion(following.heading.start, (heading, *lines, ""))
    above = ["", ""] if outline.document.lines else []
    return Insertion(len(outline.document.lines), (*above, heading, *lines))


def _below_heading(section: Section, line: str) -> Insertion:
    return Insertion(section.heading.end if section.heading else 0, (line,))


def _group_for(section: Section, vocabulary: Vocabulary, verdict: Verdict | None) -> Group:
    decision = verdict.decision if verdict else None
    silent = [group for group in section.groups if _decision_of(group, vocabulary) is None]
    if decision:
        for group in section.groups:
            if _decision_of(group, vocabulary) == decision:
                return group
    return next((group for group in reversed(silent) if group.papers), silent[0])


def _decision_of(group: Group, vocabulary: Vocabulary) -> str | None:
    meaning = vocabulary.group(group.heading.text) if group.heading else None
    return (meaning.decision or meaning.reading) if meaning else None


def _paper_level(section: Section, group: Group) -> int:
    if group.papers:
        return group.papers[-1].heading.level
    above = group.heading.level if group.heading else section.level
    return min(6, above + 1)


def _group_end(section: Section, group: Group) -> int:
    """Return the line behind the last thing said in a group, before its closing question."""
    if group.papers:
        return _end(group.papers[-1])
    heading = group.heading or section.heading
    ends = [block.end for block in group.blocks if not isinstance(block, Rule)]
    return max([heading.end if heading else 0, *ends])


def _end(paper: PaperPlace) -> int:
    """Return the line behind the last thing said on a paper."""
    return max([paper.heading.end, *(part.end for part in paper.fields)])


def _followed(document: Document, at: int, lines: list[str]) -> list[str]:
    """Return `lines` with an empty line behind, unless one follows already."""
    follows = at < len(document.lines) and document.lines[at].text.strip()
    return [*lines, ""] if follows else lines


def _numbered(points: Sequence[str]) -> list[str]:
    return [f"{number}. {point}" for number, point in enumerate(points, 1)]


def _next_item(document: Document, items: Sequence[Item], text: str) -> str:
    return _next_items(document, items, [text])[0]


def _next_items(document: Document, items: Sequence[Item], texts: Sequence[str]) -> list[str]:
    """Return items that go on a list: marker, indentation and spacing of its last one."""
    last = items[-1]
    line = document.lines[last.start].text
    front = line[: last.offset].rstrip()
    space = line[len(front) : last.offset] or ("" if front.endswith(_GLUED) else " ")
    if last.number is None:
        return [f"{front}{space}{text}" for text in texts]
    all_ones = len(items) > 1 and all(item.number == last.number for item in items)
    return [
        f"{_with_number(front, last.number if all_ones else last.number + step)}{space}{text}"
        for step, text in enumerate(texts, 1)
    ]


def _with_number(marker: str, number: int) -> str:
    circled = not any(map(str.isdecimal, marker))
    if circled and number <= len(_CIRCLED):
        return _NUMBER.sub(_CIRCLED[number - 1], marker, count=1)
    return _NUMBER.sub(f"{number}." if circled else str(number), marker, count=1)
