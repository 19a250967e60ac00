"""The fields of a paper: which label opens one, and what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from litnotes.markdown.blocks import Block, Item, Prose
from litnotes.markdown.document import Document
from litnotes.markdown.outline import Field
from litnotes.markdown.splitter import blocks_inside
from litnotes.markdown.text import indent
from litnotes.markdown.verdicts import read_reply
from litnotes.markdown.vocabulary import Vocabulary, normal

_LABEL = re.compile(r"\s*+(?:\*\*|__)?(?P<name>[^:：*_\n]{1,60}?)(?:\*\*|__)?\s*[:：](?:\*\*|__)?(?!//)\s*")
_TLDR = re.compile(r"\s*(?P<name>tl;?dr)\s*[;:：]\s*", re.IGNORECASE)
_BOLD = re.compile(r"\s*+(?:\*\*(?P<name>[^*\n]{1,60})\*\*|__(?P<lines>[^_\n]{1,60})__)\s*$")


def put_into_fields(fields: list[Field], block: Block, document: Document, vocabulary: Vocabulary) -> None:
    """Put a block below a paper into the last of its fields, or into those its labels open.

    Labels stand at the start of an item, of a line of a paragraph, or of an unindented line
    directly below the text of an item: `Similarity: …`, or `**Similarity**` on its own. A reply that
    decides, such as `> include`, is a verdict.
    """
    labels = list(_labels(block, document, vocabulary))
    if not labels:
        _extend(fields, [block])
        return
    if block.start < labels[0][0]:
        _extend(fields, [replace(block, end=labels[0][0])])
    ends = [*(start for start, _, _ in labels[1:]), block.end]
    for (start, name, column), end in zip(labels, ends, strict=True):
        fields.append(Field(name, None, start, column))
        if isinstance(block, Prose):
            _extend(fields, [Prose(start, end)])
        elif start > block.start or not document.lines[start].text[column:].strip():
            below = blocks_inside(document, vocabulary, start + 1, end)
            _extend(fields, [Prose(start, start + 1), *below])
        else:
            _extend(fields, [replace(block, end=end)])


def _is_reply(text: str, at: int, vocabulary: Vocabulary) -> bool:
    """Whether a line begins a verdict without a label: `> include`, `Lin: include`."""
    if text[at:].lstrip()[:1] != ">" and not (vocabulary.people and (":" in text or "：" in text)):
        return False
    return read_reply(text[at:], vocabulary) is not None


def _labels(block: Block, document: Document, vocabulary: Vocabulary) -> Iterator[tuple[int, str, int]]:
    """Yield line, field and the column behind it of each label in a block."""
    for number in range(block.start, block.end):
        text = document.lines[number].text
        is_first = number == block.start
        if isinstance(block, Item) and not is_first and indent(text) >= block.indent + 2:
            continue
        at = block.offset if isinstance(block, Item) and is_first else 0
        if document.lines[number].region:
            continue
        if label := _label(text, at, vocabulary):
            yield (number, *label)
        elif _is_reply(text, at, vocabulary):
            yield number, "verdict", at


def _extend(fields: list[Field], found: list[Block]) -> None:
    if not fields:
        fields.append(Field(None, None, found[0].start, 0))
    fields[-1].blocks += found
    fields[-1].end = found[-1].end


def _label(text: str, at: int, vocabulary: Vocabulary) -> tuple[str, int] | None:
    """Return the field a label at column `at` of a line names, and the column behind the label."""
    match = _TLDR.match(text, at) or _BOLD.match(text, at) or _LABEL.match(text, at)
    words = next((group for group in match.groups() if group), "") if match else ""
    name = vocabulary.label(normal(words))
    return (name, match.end()) if match and name else None
