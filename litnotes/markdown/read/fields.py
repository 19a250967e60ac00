"""The fields of a paper: their labels and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from litnotes.markdown.document import Document
from litnotes.markdown.heading_text import normal
from litnotes.markdown.read.block_text import indent, text_of
from litnotes.markdown.read.blocks import Block, Item, Prose
from litnotes.markdown.read.heading_names import MAX_LABEL
from litnotes.markdown.read.list_markers import starts_item
from litnotes.markdown.read.outline import Field
from litnotes.markdown.read.splitter import blocks_inside
from litnotes.markdown.read.tables import is_delimiter_row
from litnotes.markdown.read.verdicts import may_be_reply, read_reply
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.patterns import pattern

_LABEL = pattern(r"\s*+[*_]{0,3}(?P<name>[^:：*_\n]{1,60}?)[*_]{0,3}\s*[:：][*_]{0,3}(?!//)\s*")
_TLDR = pattern(r"\s*(?P<name>tl;?dr)\s*[;:：]\s*", re.IGNORECASE)
_BOLD = pattern(r"\s*+(?:\*\*(?P<name>[^*\n]{1,60})\*\*|__(?P<lines>[^_\n]{1,60})__)\s*$")
_ROW = pattern(r"\s*\|\s*(?:\*\*)?(?P<name>[^|*\n]{1,60}?)[:：]?(?:\*\*)?\s*\|\s*(?=\S)")
_CALLOUT = pattern(
    r"\s*>\s*\[!(?:(?P<name>[^\]\n]{1,40})\][+-]?\s*$|\w+\][+-]?\s+(?P<title>[^\n]{1,60}?)\s*$)"
)
_QUOTE = pattern(r"^\s*>\s?", re.MULTILINE)
_COLON = pattern("[:：;]")
_FORM_MARKS = pattern(r"[:：;*_|>@→⇒\])）】]")
_GOES_ON = "…"
"""In place of a field's name: the field before a reply continues."""

_FORMS = {"|": _ROW, ">": _CALLOUT}


def put_into_fields(fields: list[Field], block: Block, document: Document, vocabulary: Vocabulary) -> None:
    """Add a block below a paper to the last of its fields, or to new fields for its labels.

    A label starts an item, a line of a paragraph, or an unindented line directly below an item:
    `Similarity: …`, or `**Similarity**` alone. It may also be the first cell of a row or the title of a
    callout. A reply that decides, such as `> include`, is a verdict.
    """
    labels = list(_labels(block, document, vocabulary, to_name=not fields))
    if not labels:
        if fields and fields[-1].name == "verdict" and fields[-1].heading is None:
            fields.append(Field(None, None, block.start, 0))  # a paragraph below a verdict is no part of it
        _extend(fields, [block])
        return
    above = document.lines[block.start : labels[0][0]]
    if above and not (len(above) == 2 and is_delimiter_row(above[1].text)):  # the header of a table
        _extend(fields, [replace(block, end=labels[0][0])])
    ends = [*(start for start, _, _ in labels[1:]), block.end]
    before = fields[-1].name if fields else None
    for (start, label, column), end in zip(labels, ends, strict=True):
        name = before if label == _GOES_ON else label
        before = before if name == "verdict" else name
        fields.append(Field(name, None, start, column))
        if isinstance(block, Prose):
            _extend(fields, [Prose(start, end)])
        elif label == _GOES_ON:
            _extend(fields, blocks_inside(document, vocabulary, start, end))
        elif start > block.start or not document.lines[start].text[column:].strip():
            below = blocks_inside(document, vocabulary, start + 1, end)
            _extend(fields, [Prose(start, start + 1), *below])
        else:
            _extend(fields, [replace(block, end=end)])


def field_text(document: Document, part: Field, blocks: Sequence[Block], column: int) -> str:
    """Return the text of a field's blocks, without the pipes of a row or the marks of a callout."""
    text = text_of(document, blocks, column=column)
    opened = document.lines[part.start].text.lstrip()[:1] if part.heading is None else ""
    if opened == "|" and part.name is not None:
        rows = (line for line in text.split("\n") if not is_delimiter_row(line))
        return "\n".join(line.removesuffix("|").rstrip() for line in rows)
    if opened == ">" and part.name not in (None, "verdict"):
        return _QUOTE.sub("", text).strip()
    return text


def _is_reply(text: str, vocabulary: Vocabulary, *, to_name: bool, is_signed: bool = False) -> bool:
    """Whether a line is a verdict without label: `> include`, `Lin: include`."""
    verdict = read_reply(text, vocabulary, to_name=to_name) if may_be_reply(text, vocabulary) else None
    return verdict is not None and bool(verdict.by or not is_signed)


def _labels(
    block: Block, document: Document, vocabulary: Vocabulary, *, to_name: bool
) -> Iterator[tuple[int, str, int]]:
    """Yield line, field and the column after it for each label in a block.

    A signed reply is a verdict also deeper in an item; there, the field before continues at the next item.
    """
    was_reply = False
    for number in range(block.start, block.end):
        line = document.lines[number]
        text = line.text
        is_first = number == block.start
        if is_first and (name := _named_alone(block, text, vocabulary)):
            yield number, name, len(text)
            continue
        if line.region or not (was_reply or _may_hold_label(text)):
            continue
        is_deeper = isinstance(block, Item) and not is_first and indent(text) >= block.indent + 2
        at = block.offset if isinstance(block, Item) and is_first else 0
        if is_deeper:
            if is_reply := _is_reply(text, vocabulary, to_name=False, is_signed=True):
                yield number, "verdict", at
            elif was_reply and starts_item(text):
                yield number, _GOES_ON, at
            was_reply = is_reply or (was_reply and not starts_item(text))
        elif label := _label(text, at, vocabulary):
            yield (number, *label)
        elif _is_reply(text[at:], vocabulary, to_name=to_name and is_first):
            yield number, "verdict", at


def _named_alone(block: Block, text: str, vocabulary: Vocabulary) -> str | None:
    """Return the field that an item names for the lines below it: `- Similarities`."""
    if not isinstance(block, Item) or block.end == block.start + 1:
        return None
    words = text[block.offset :].strip()
    return vocabulary.label(normal(words)) if len(words) <= MAX_LABEL else None


def _may_hold_label(text: str) -> bool:
    """Whether a line contains a character of labels and replies; most contain none."""
    return _FORM_MARKS.search(text) is not None


def _extend(fields: list[Field], blocks: list[Block]) -> None:
    if not fields:
        fields.append(Field(None, None, blocks[0].start, 0))
    fields[-1].blocks += blocks
    fields[-1].end = blocks[-1].end


def field_label(line: str, vocabulary: Vocabulary) -> str | None:
    """Return the field of the label that a line starts with."""
    found = _label(line, 0, vocabulary)
    return found[0] if found else None


def _label(text: str, at: int, vocabulary: Vocabulary) -> tuple[str, int] | None:
    """Return the field of the label at column `at` of a line, and the column after the label."""
    first = text[at:].lstrip()[:1]
    form = _FORMS.get(first)
    if form is None and first not in ("*", "_") and not _COLON.search(text, at):
        return None
    if form:
        match = form.match(text, at)
    else:
        match = _TLDR.match(text, at) or _BOLD.match(text, at) or _LABEL.match(text, at)
        if match and match.re is _BOLD and not _named(match, vocabulary):
            match = _LABEL.match(text, at)  # `**Verdict: include**`
    name = _named(match, vocabulary) if match else None
    return (name, match.end()) if match and name else None


def _named(match: re.Match[str], vocabulary: Vocabulary) -> str | None:
    words = next((group for group in match.groups() if group), "")
    return vocabulary.label(normal(words))
