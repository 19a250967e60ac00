"""Headings that name a paper outside the sections on papers, as in notes on what was read.

`## Neural Discrete Representation Learning (van den Oord et al., NeurIPS 2017)` with *Method* below it is
one, as is a heading above an arXiv id, and one above both similarities and differences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from litnotes.markdown.document import Document
from litnotes.markdown.read.blocks import Block, Heading
from litnotes.markdown.read.fields import field_label
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.patterns import pattern

MAX_BELOW = 40
"""The blocks below a heading that are looked at."""
MAX_LINES_ABOVE_ID = 4

_CITED = pattern(
    r"[(（\[](?:[^()（）\[\]]*\bet\sal\b[^()（）\[\]]*"
    r"|[^\W\d_][\w'’-]+(?:\s(?:and|&|und|et|y)\s[\w'’-]+)?,?\s(?:19|20)\d\d[a-z]?"
    r"|[A-Z][A-Za-z]{0,12}[A-Z][A-Za-z]{0,12}\s?(?:'\d\d|(?:19|20)\d\d))[)）\]]"
)
"""Authors and year, or a venue in capitals, in brackets."""
_ID = pattern(
    r"\b(?:arxiv|doi)\s*[:：]\s*\d|(?:arxiv|doi|openreview|aclanthology)\.(?:org|net)/\S", re.IGNORECASE
)
_TIME = pattern(
    r"[(（\[](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|week|kw|summer|winter|spring|fall)",
    re.IGNORECASE,
)
_FIELDS = frozenset(
    {"description", "similarities", "differences", "pros", "cons", "relation", "idea", "motivation"}
    | {"method", "results", "contribution", "problem", "verdict", "authors"}
)


def names_paper(
    document: Document, vocabulary: Vocabulary, heading: Heading, blocks: Sequence[Block], index: int
) -> bool:
    """Whether a heading, block number `index`, names a paper, by its words and what is below it.

    The name of a group, such as *Not sure*, names none.
    """
    if vocabulary.group(heading.text):
        return False
    below = blocks[index + 1 : index + 1 + MAX_BELOW]
    cited = _CITED.search(heading.text) is not None and not _TIME.search(heading.text)
    lines = list(_lines(document, below))
    has_id = any(_ID.search(text) for text in (heading.text, *lines[:MAX_LINES_ABOVE_ID]))
    labels = set(_labels(vocabulary, heading, below, lines)) & _FIELDS
    return {"similarities", "differences"} <= labels or (bool(labels) and (cited or has_id))


def _lines(document: Document, below: Sequence[Block]) -> Iterator[str]:
    """Yield the lines of the text below a heading, the first ones of each block."""
    for block in below:
        if isinstance(block, Heading):
            return
        end = min(block.end, block.start + MAX_BELOW)
        yield from (line.text for line in document.lines[block.start : end] if not line.region)


def _labels(
    vocabulary: Vocabulary, heading: Heading, below: Sequence[Block], lines: Sequence[str]
) -> Iterator[str]:
    """Yield the fields that the lines below a heading, and the deeper headings, name."""
    for text in lines:
        if name := field_label(text.lstrip(" \t-*+•"), vocabulary) or field_label(text, vocabulary):
            yield name
    for block in below:
        if not isinstance(block, Heading):
            continue
        if block.level <= heading.level:
            return
        if match := vocabulary.field(block.text):
            yield from match.names
