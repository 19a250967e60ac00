"""What belongs to the item or footnote above it: indented lines, comments, code, formulas and tables."""

from __future__ import annotations

from collections.abc import Sequence

from litnotes.markdown.document import Line
from litnotes.markdown.read.block_text import indent
from litnotes.markdown.read.blocks import Block, Footnote, Item
from litnotes.markdown.read.tables import cells, is_delimiter_row
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.patterns import pattern

_FOOTNOTE = pattern(r"\s{0,3}\[\^[^\]\s]{1,60}\]:")
_CITED = pattern(r"\[\^([^\]\s]{1,60})\]")
_FOOTNOTE_INDENT = 2
_SILENCES = pattern(r"\s*<!--\s*litnotes:")


def is_footnote(text: str) -> bool:
    """Whether a line begins the definition of a footnote."""
    return _FOOTNOTE.match(text) is not None


def footnotes_in(text: str) -> list[str]:
    """Return the names of the footnotes that a text cites; a definition begins with its own."""
    return _CITED.findall(text) if "[^" in text else []


def open_above(above: Block | None, text: str) -> Item | Footnote | None:
    """Return the open item or footnote if an indented line belongs to it."""
    if isinstance(above, Footnote):
        return above if indent(text) >= _FOOTNOTE_INDENT else None
    return above if isinstance(above, Item) and indent(text) >= above.indent + 2 else None


def comment_belongs(above: Block | None, lines: Sequence[Line], number: int) -> bool:
    """Whether a line of a comment belongs to the open item: it is indented below it, or directly below."""
    if not isinstance(above, Item) or lines[number].region != "comment":
        return False
    text = lines[number].text
    if above.end == number and (lines[number - 1].region == "comment" or not _SILENCES.match(text)):
        return True
    return indent(text) >= above.indent + 2


def region_belongs(above: Block | None, lines: Sequence[Line], number: int, vocabulary: Vocabulary) -> bool:
    """Whether code, a formula or a table without known columns follows an item after an empty line."""
    if not isinstance(above, Item):
        return False
    text = lines[number].text
    if lines[number].region in ("fence", "math"):
        return True
    if not text.lstrip().startswith("|") or number + 1 >= len(lines):
        return False
    return is_delimiter_row(lines[number + 1].text) and not any(map(vocabulary.column, cells(text)))
