"""The text below a paper's heading, or below its name in a list, as a `Conclusion`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from litnotes.errors import Severity
from litnotes.markdown.document import Document, shadow
from litnotes.markdown.read.block_text import item_lines
from litnotes.markdown.read.blocks import Item
from litnotes.markdown.read.details import only_link
from litnotes.markdown.read.entries import ReadEntry
from litnotes.markdown.read.entry_marks import BOXED, MAX_MARKS, STRUCK, boxed_state, state_of
from litnotes.markdown.read.fields import field_text, put_into_fields
from litnotes.markdown.read.outline import Field, PaperPlace
from litnotes.markdown.read.questions import DiagnoseLine
from litnotes.markdown.read.since import split_since
from litnotes.markdown.read.splitter import blocks_inside
from litnotes.markdown.read.titles import READING_OF, Title, read_title
from litnotes.markdown.read.verdicts import (
    Verdict,
    may_be_reply,
    may_decide,
    read_reply,
    read_verdict,
    split_verdict,
)
from litnotes.markdown.vocabulary import GroupMeaning, Vocabulary
from litnotes.model.reports import Conclusion, Reading

_NO_CONCLUSION = frozenset(
    {
        "link",
        "code",
        "notes",
        "todo",
        "status",
        "authors",
        "year",
        "venue",
        "progress",
        "questions",
        "problem",
    }
)
_LINK_WORDS = frozenset({"", "arxiv", "doi", "here", "link", "paper", "pdf", "url"})
"""Words of a link that only say that it is one."""

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
    title, is_note = read_title(heading, vocabulary), place.heading.level == 0
    values = _values(
        document, vocabulary, place.fields, diagnose, verdict, has_url=bool(title.url), is_note=is_note
    )
    return _conclusion(title, meaning, group=group, line=place.heading.start + 1, **values)


def read_listed_paper(
    vocabulary: Vocabulary,
    entry: ReadEntry,
    group: str | None,
    meaning: GroupMeaning,
    diagnose: DiagnoseLine,
    *,
    is_row: bool = False,
) -> Conclusion | None:
    """Return the conclusion on the paper of an item, or of a row of a table; None for a placeholder.

    Labels below the name are fields, as below a heading; `(include)` or `- Lin: out` after the name is a
    verdict.
    """
    first, since = split_since(entry.lines[0])
    struck = STRUCK.match(first)
    first = struck.group("inner") if struck else first
    for _ in range(MAX_MARKS):
        match = BOXED.match(first)
        if match and boxed_state(match) == "todo":
            first = first[match.end() :]
    if vocabulary.is_placeholder(first):
        return None
    first, verdict = split_verdict(first, vocabulary)
    lines = [f"- {line}" for line in entry.lines[1:]] if is_row else entry.lines[1:]
    below = Document.from_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    fields: list[Field] = []
    for block in blocks_inside(below, vocabulary, 0, len(below.lines)):
        if isinstance(block, Item) and _is_beside(fields, block, below):
            fields.append(Field(None, None, block.start, 0))
        put_into_fields(fields, block, below, vocabulary)

    def diagnose_below(code: str, severity: Severity, line: int, message: str, advice: str) -> None:
        diagnose(code, severity, entry.start + (0 if is_row else line + 1), message, advice)

    title = read_title(first, vocabulary)
    values = _values(below, vocabulary, fields, diagnose_below, verdict, has_url=bool(title.url))
    return _conclusion(title, meaning, group=group, line=entry.start + 1, since=since, **values)


def _is_beside(fields: list[Field], item: Item, document: Document) -> bool:
    """Whether an item is beside the labelled item of the last field, and so no part of it."""
    opened = fields[-1].blocks[0] if fields and fields[-1].blocks else None
    if not isinstance(opened, Item) or fields[-1].name is None or opened.indent < item.indent:
        return False
    return opened.start == fields[-1].start and bool(
        document.lines[opened.start].text[fields[-1].column :].strip()
    )


def concludes(paper: Conclusion) -> bool:
    """Whether a listed paper has a conclusion: a decision, a field, or the state of being read or read.

    Text without a label, links and notes are no conclusion: a paper with them is still to be looked at.
    """
    described = paper.description and not paper.description_implicit
    others = paper.fields.keys() - _NO_CONCLUSION
    return bool(paper.decision or paper.similarities or paper.differences or described or others)


def _values(
    document: Document,
    vocabulary: Vocabulary,
    parts: list[Field],
    diagnose: DiagnoseLine,
    verdict: Verdict | None = None,
    *,
    has_url: bool,
    is_note: bool = False,
) -> dict[str, object]:
    """Return the values of fields; `verdict` applies if no field is a verdict.

    Unless the heading `has_url`, an address alone below it, or in a link field, is the paper's.

    In a note on one paper, the text is always a description: headings in it are part of it.
    """
    texts: dict[str | None, list[str]] = {}
    points: dict[str, list[str]] = {"similarities": [], "differences": []}
    verdicts: list[tuple[int, str]] = []
    url: str | None = None
    reading: Reading | None = None
    for part in parts:
        if part.name in points:
            points[part.name] += _points(document, part)
        elif text := field_text(document, part, part.blocks, part.column):
            if not (url or has_url) and (part.name == "link" or (part.name is None and part is parts[0])):
                url, text = _address(text, part.name)
            if part.name == "status" and (reading := reading_state(text, vocabulary)):
                continue
            decides = part.name == "conclusion" and read_verdict(text, vocabulary)
            if part.name == "verdict" or decides:
                verdicts.append((part.heading.start if part.heading else part.start, text))
            elif text:
                texts.setdefault(part.name, []).append(text)
        _diagnose_replies(document, vocabulary, part, diagnose)
    implicit, explicit = texts.pop(None, []), texts.pop("description", [])
    fields = {name: "\n\n".join(parts) for name, parts in texts.items() if name}
    last = verdicts[-1][1] if verdicts else ""
    judged = read_verdict(last, vocabulary) or read_reply(last, vocabulary, to_name=True)
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
        "url": url,
        "reading": reading,
    }


def _address(text: str, field: str | None) -> tuple[str | None, str]:
    """Split the address of the paper off a text: a link field, or the first line below the heading."""
    first, _, rest = text.partition("\n")
    link = only_link(first.strip())
    if not link or (field == "link" and rest):
        return None, text
    url, words = link
    return url, rest.strip() if shadow(words) in _LINK_WORDS else text


def reading_state(text: str, vocabulary: Vocabulary) -> Reading | None:
    """Return the reading state that the text of a status field names, or None."""
    word = shadow(text).strip(" .*_")
    reading = vocabulary.reading.get(word) or READING_OF.get(state_of(word, vocabulary) or "")
    return cast("Reading | None", reading) or ("read" if vocabulary.is_read(word) else None)


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


def _conclusion(title: Title, meaning: GroupMeaning, **fields: object) -> Conclusion:
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
