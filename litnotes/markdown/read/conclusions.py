"""The text below a paper's heading, or below its name in a list, as a `Conclusion`."""

from __future__ import annotations

from collections.abc import Iterator

from litnotes.markdown.document import Document
from litnotes.markdown.read.block_text import item_lines
from litnotes.markdown.read.blocks import Item
from litnotes.markdown.read.entry_marks import BOXED, MAX_MARKS, boxed_state
from litnotes.markdown.read.fields import field_text, put_into_fields
from litnotes.markdown.read.outline import Field, PaperPlace
from litnotes.markdown.read.questions import DiagnoseLine
from litnotes.markdown.read.since import split_since
from litnotes.markdown.read.splitter import blocks_inside
from litnotes.markdown.read.titles import read_title
from litnotes.markdown.read.verdicts import (
    Verdict,
    may_be_reply,
    may_decide,
    read_reply,
    read_verdict,
    split_verdict,
)
from litnotes.markdown.vocabulary import GroupMeaning, Vocabulary
from litnotes.model.reports import Conclusion

_ADVICE = 'Write "include", "exclude" or "unsure", then " – reason (by name)".'


def read_paper(
    document: Document,
    vocabulary: Vocabulary,
    place: PaperPlace,
    group: str | None,
    meaning: GroupMeaning,
    diagnose: DiagnoseLine,
) -> Conclusion:
    """Return the conclusion below a paper's heading; its verdict overrides that of the group."""
    heading, verdict = split_verdict(place.heading.text, vocabulary)
    return _conclusion(
        vocabulary,
        meaning,
        heading,
        group=group,
        line=place.heading.start + 1,
        **_values(document, vocabulary, place.fields, diagnose, verdict, is_note=place.heading.level == 0),
    )


def read_listed_paper(
    document: Document,
    vocabulary: Vocabulary,
    item: Item,
    group: str | None,
    meaning: GroupMeaning,
    diagnose: DiagnoseLine,
) -> Conclusion | None:
    """Return the conclusion on the paper of an item, or None for a placeholder.

    Labels below the name are fields, as below a heading; `(include)` after the name is a verdict.
    """
    first, since = split_since(item_lines(document, item)[0])
    for _ in range(MAX_MARKS):
        match = BOXED.match(first)
        if match and boxed_state(match) == "todo":
            first = first[match.end() :]
    if vocabulary.is_placeholder(first):
        return None
    first, verdict = split_verdict(first, vocabulary)
    fields: list[Field] = []
    for block in blocks_inside(document, vocabulary, item.start + 1, item.end):
        put_into_fields(fields, block, document, vocabulary)
    return _conclusion(
        vocabulary,
        meaning,
        first,
        group=group,
        line=item.start + 1,
        since=since,
        **_values(document, vocabulary, fields, diagnose, verdict),
    )


def _values(
    document: Document,
    vocabulary: Vocabulary,
    parts: list[Field],
    diagnose: DiagnoseLine,
    verdict: Verdict | None = None,
    *,
    is_note: bool = False,
) -> dict[str, object]:
    """Return the values of fields; `verdict` applies if no field is a verdict.

    In a note on one paper, the text is always a description: headings in it are part of it.
    """
    texts: dict[str | None, list[str]] = {}
    points: dict[str, list[str]] = {"similarities": [], "differences": []}
    verdicts: list[tuple[int, str]] = []
    for part in parts:
        if part.name in points:
            points[part.name] += _points(document, part)
        elif text := field_text(document, part, part.blocks, part.column):
            if part.name == "verdict":
                verdicts.append((part.heading.start if part.heading else part.start, text))
            else:
                texts.setdefault(part.name, []).append(text)
        _diagnose_replies(document, vocabulary, part, diagnose)
    implicit, explicit = texts.pop(None, []), texts.pop("description", [])
    fields = {name: "\n\n".join(parts) for name, parts in texts.items() if name}
    last = verdicts[-1][1] if verdicts else ""
    judged = read_verdict(last, vocabulary) or read_reply(last, vocabulary)
    if verdicts and not judged:
        message = "this verdict was not understood; it was kept as text."
        diagnose("R035", "warning", verdicts[-1][0], message, _ADVICE)
    if unclear := verdicts[:-1] if judged else verdicts:
        fields["verdict"] = "\n\n".join(text for _, text in unclear)
    verdict = judged or verdict
    return {
        "description": "\n\n".join([*implicit, *explicit]),
        "description_implicit": bool(implicit) and not explicit and not is_note,
        "similarities": tuple(points["similarities"]),
        "differences": tuple(points["differences"]),
        "fields": fields,
        "decision": verdict.decision if verdict else None,
        "reason": verdict.reason if verdict else None,
        "by": verdict.by if verdict else None,
        "decided_on": verdict.on if verdict else None,
    }


def _diagnose_replies(
    document: Document, vocabulary: Vocabulary, part: Field, diagnose: DiagnoseLine
) -> None:
    """Report replies that may decide but are not read as a verdict."""
    if part.name == "verdict":
        return
    for block in part.blocks:
        for number in range(block.start, block.end):
            text = document.lines[number].text
            if not may_be_reply(text, vocabulary) or read_reply(text, vocabulary):
                continue
            if may_decide(text, vocabulary):
                message = "this reply may decide on the paper; it was kept as text."
                diagnose("R035", "warning", number, message, _ADVICE)


def _conclusion(
    vocabulary: Vocabulary, meaning: GroupMeaning, heading: str, **fields: object
) -> Conclusion:
    title = read_title(heading, vocabulary)
    values: dict[str, object] = {
        "title": title.title,
        "short_name": title.short_name,
        "heading": title.heading,
        "url": title.url,
        "venue": title.venue,
        "reading": title.reading or meaning.reading,
        "decision": meaning.decision,
        "since": title.since,
    }
    values.update({name: value for name, value in fields.items() if value is not None})
    return Conclusion.of(**values)


def _points(document: Document, part: Field) -> Iterator[str]:
    """Yield the points of a field that is a list: its items and paragraphs."""
    for index, block in enumerate(part.blocks):
        column = part.column if index == 0 else 0
        if isinstance(block, Item) and not column:
            text = "\n".join(item_lines(document, block)).strip()
        else:
            text = field_text(document, part, [block], column)
        if text:
            yield text
