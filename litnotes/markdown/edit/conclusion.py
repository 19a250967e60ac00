"""A conclusion on a paper, written in the place where the student would write it.

A missing section, paper or field is added in the style of this report or an earlier one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from litnotes.markdown.edit.edits import Edit, inserted
from litnotes.markdown.edit.layout import Layout, new_section, section_of, spaced_below
from litnotes.markdown.edit.numbering import bullet, next_items, numbered_texts
from litnotes.markdown.edit.places import front_below, place_of
from litnotes.markdown.read.blocks import Item, Rule
from litnotes.markdown.read.outline import Field, Group, Outline, PaperPlace, Section
from litnotes.markdown.read.verdicts import Verdict, write_verdict
from litnotes.markdown.vocabulary import Vocabulary

FIELD_ORDER = ("description", "similarities", "differences", "verdict")


class PaperWords(NamedTuple):
    """The conclusion to write on a paper."""

    description: str | None = None
    similarities: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    verdict: Verdict | None = None


def write_on_paper(outline: Outline, layout: Layout, paper: PaperPlace, words: PaperWords) -> list[Edit]:
    """Return the edits that write `words` into a paper's conclusion, in the order of its fields."""
    edits: list[Edit] = []
    fields = {part.name: part for part in paper.fields}
    if words.description:
        edits.append(_description(outline, layout, paper, fields, words.description))
    for name, points in (("similarities", words.similarities), ("differences", words.differences)):
        if points and name in fields:
            edits.append(_more_points(outline, fields[name], points))
        elif points:
            edits.append(_new_field(outline, layout, paper, name, points))
    if words.verdict:
        line = f"Verdict: {write_verdict(words.verdict)}"
        last = paper.fields[-1] if paper.fields else None
        spaced = [line] if last and last.name == "verdict" and not last.heading else ["", line]
        edits.append(inserted(_end(paper), spaced_below(outline.document, _end(paper), spaced)))
    return _spaced(edits)


def write_below_item(
    outline: Outline, layout: Layout, line: int, words: PaperWords
) -> Iterator[list[Edit]]:
    """Yield ways to write `words` below the paper that the item in line `line` (from 1) names.

    The fields are labels, because an item contains no headings.
    """
    place = place_of(outline, line)
    if place is None or place.is_part:
        return
    front = front_below(outline.document, place)
    labels = [label.split("\n") for label in _labels(layout, words)]
    lines = [f"{front}{line}".rstrip() for label in labels for line in label]
    yield [inserted(place.block.end, lines)]
    apart = [f"{front}{line}".rstrip() for label in labels for line in ("", *label)]
    yield [inserted(place.block.end, spaced_below(outline.document, place.block.end, apart))]


def _texts(words: PaperWords) -> dict[str, Sequence[str]]:
    description = (words.description,) if words.description else ()
    return {
        "description": description,
        "similarities": words.similarities,
        "differences": words.differences,
    }


def _labels(layout: Layout, words: PaperWords) -> Iterator[str]:
    """Yield fields as `Name: text`, in their order."""
    for name, texts in _texts(words).items():
        for text in texts:
            yield f"{layout.forms.fields[name].rstrip(':： ')}: {text}"
    if words.verdict:
        yield f"Verdict: {write_verdict(words.verdict)}"


def _spaced(edits: Sequence[Edit]) -> list[Edit]:
    """Return edits with an empty line between those at the same line."""
    spaced: list[Edit] = []
    for edit in edits:
        meets = [other for other in spaced if other.start == edit.start]
        if meets and meets[-1].lines[-1] and edit.lines[0]:
            spaced.append(edit._replace(lines=("", *edit.lines)))
        else:
            spaced.append(edit)
    return spaced


def new_paper(
    outline: Outline, layout: Layout, vocabulary: Vocabulary, heading: str, words: PaperWords
) -> list[Edit]:
    """Return the edits that add a paper without conclusion in the report.

    It goes below the last paper of a group with the same decision or with none: its place must not
    contradict the verdict.
    """
    section = section_of(outline, "conclusions")
    if section is None:
        level = min(6, layout.level("conclusions") + 1)
        lines = [f"{'#' * level} {heading}", *_fields(layout, level, words)]
        return [new_section(outline, layout, "conclusions", lines)]
    group = _group_for(section, vocabulary, words.verdict)
    level = _paper_level(section, group)
    lines = [f"{'#' * level} {heading}", *_fields(layout, level, words)]
    at = group_end(section, group)
    return [inserted(at, spaced_below(outline.document, at, ["", *lines]))]


def _description(
    outline: Outline, layout: Layout, paper: PaperPlace, fields: dict[str | None, Field], text: str
) -> Edit:
    existing = fields.get("description") or fields.get(None)
    if existing is None:
        return _new_field(outline, layout, paper, "description", (text,))
    if not existing.blocks and existing.heading:
        return inserted(existing.heading.end, text.split("\n"))
    return inserted(existing.end, ("", *text.split("\n")))


def _more_points(outline: Outline, part: Field, points: Sequence[str]) -> Edit:
    if part.heading is None and (front := bullet(outline.document.lines[part.start].text)):
        return _more_bullets(outline, part, front, points)
    if part.heading is None:
        # Each point has its own label, on a separate line.
        line = outline.document.lines[part.start].text[: part.column].strip()
        label = re.sub(r"^(?:\d+[.)、]|[-*+](?=\s))\s*", "", line)
        close = label == line and part.start and outline.document.lines[part.start - 1].text.strip()
        lines = [line for point in points for line in (*([] if close else [""]), f"{label} {point}")]
        return inserted(part.end, lines)
    items = [block for block in part.blocks if isinstance(block, Item)]
    if items:
        return inserted(items[-1].end, next_items(outline.document, items, points))
    if part.blocks:
        return inserted(part.end, ("", *numbered_texts(points)))
    return inserted(part.heading.end, numbered_texts(points))


def _more_bullets(outline: Outline, part: Field, front: str, points: Sequence[str]) -> Edit:
    """Return the edit that adds points: nested below the label of a list, or each with the label."""
    last = outline.document.lines[part.end - 1].text
    nested = bullet(last)
    if part.end - 1 > part.start and len(nested) > len(front):
        return inserted(part.end, [f"{nested}{point}" for point in points])
    label = outline.document.lines[part.start].text[len(front) : part.column].rstrip()
    return inserted(part.end, [f"{front}{label} {point}" for point in points])


def _new_field(
    outline: Outline, layout: Layout, paper: PaperPlace, name: str, texts: Sequence[str]
) -> Edit:
    """Return the edit that adds a field after the fields that precede it in `FIELD_ORDER`."""
    at = paper.heading.end
    for part in paper.fields:
        known = part.name in FIELD_ORDER and FIELD_ORDER.index(part.name) > FIELD_ORDER.index(name)
        if not known:
            at = max(at, part.end)
    lines = _field(layout, paper.heading.level, name, texts)
    if layout.forms.labels and layout.forms.bullet:
        return inserted(at, "\n".join(lines).split("\n"))
    first = at == paper.heading.end
    return inserted(at, spaced_below(outline.document, at, lines if first else ["", *lines]))


def _fields(layout: Layout, level: int, words: PaperWords) -> list[str]:
    """Return the fields of a new paper."""
    lines: list[str] = []
    for name, texts in _texts(words).items():
        if texts:
            lines += [*([""] if lines else []), *_field(layout, level, name, texts)]
    if words.verdict:
        lines += ["", f"Verdict: {write_verdict(words.verdict)}"]
    return lines


def _field(layout: Layout, level: int, name: str, texts: Sequence[str]) -> list[str]:
    title = layout.forms.fields[name]
    if layout.forms.labels:
        label = f"{layout.forms.bullet}{title.rstrip(':：')}"
        if layout.forms.bullet:  # items need no empty lines between them
            return [f"{label}: {text}".replace("\n", "\n  ") for text in texts]
        labelled = [["", *f"{label}: {text}".split("\n")] for text in texts]
        return [line for lines in labelled for line in lines][1:]
    body = texts[0].split("\n") if name == "description" else numbered_texts(texts)
    return [f"{'#' * min(6, level + layout.forms.deeper)} {title}", *body]


def _group_for(section: Section, vocabulary: Vocabulary, verdict: Verdict | None) -> Group:
    decision = verdict.decision if verdict else None
    neutral = [group for group in section.groups if _decision_of(group, vocabulary) is None]
    if decision:
        for group in section.groups:
            if _decision_of(group, vocabulary) == decision:
                return group
    return next((group for group in reversed(neutral) if group.papers), neutral[0])


def _decision_of(group: Group, vocabulary: Vocabulary) -> str | None:
    meaning = vocabulary.group(group.heading.text) if group.heading else None
    return (meaning.decision or meaning.reading) if meaning else None


def _paper_level(section: Section, group: Group) -> int:
    if group.papers:
        return group.papers[-1].heading.level
    above = group.heading.level if group.heading else section.level
    return min(6, above + 1)


def group_end(section: Section, group: Group) -> int:
    """Return the line after the last paper or text of a group, before its closing question."""
    if group.papers:
        return _end(group.papers[-1])
    heading = group.heading or section.heading
    ends = [block.end for block in group.blocks if not isinstance(block, Rule)]
    return max([heading.end if heading else 0, *ends])


def _end(paper: PaperPlace) -> int:
    """Return the line after the last field of a paper."""
    return max([paper.heading.end, *(part.end for part in paper.fields)])
