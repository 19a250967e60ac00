"""What belongs to the item or footnote above it: indented lines, comments, code, formulas and tables.

And where another list begins.
"""

from __future__ import annotations

from collections.abc import Sequence

from litnotes.markdown.document import Line
from litnotes.markdown.read.block_text import columns, indent
from litnotes.markdown.read.blocks import Block, Footnote, Item, Table
from litnotes.markdown.read.heading_forms import is_label
from litnotes.markdown.read.list_markers import ITEM, number_of, starts_item
from litnotes.markdown.read.tables import cells, is_delimiter_row, is_head
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.patterns import pattern

RULE = pattern(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_FOOTNOTE = pattern(r"\s{0,3}\[\^[^\]\s]{1,60}\]:")
_CITED = pattern(r"\[\^([^\]\s]{1,60})\]")
_FOOTNOTE_INDENT = 2
_BEGINS_ANEW = pattern(
    r"\s*(?:\*\*|__)?(?:(?P<clock>(?:[01]?\d|2[0-3])[:h.][0-5]\d\b)|(?P<name>[^\W\d_a-z][^*_:：\n]{1,39}?)(?:\*\*|__)?\s*[:：])"
)
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


def continues(
    above: Block, lines: Sequence[Line], number: int, vocabulary: Vocabulary, *, after_blank: bool
) -> bool:
    """Whether a line that opens no block continues the open item, paragraph or table above it."""
    if isinstance(above, Table):
        return False
    text = lines[number].text
    within = isinstance(above, Item) and indent(text) >= above.indent + 2
    in_region = number > 0 and lines[number].region and lines[number - 1].region
    belongs = within or in_region or not after_blank or region_belongs(above, lines, number, vocabulary)
    opens_callout = not within and text.lstrip().startswith("> [!")
    return bool(belongs) and not (opens_callout or is_apart(above, lines, number, vocabulary))


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


def is_apart(above: Block | None, lines: Sequence[Line], number: int, vocabulary: Vocabulary) -> bool:
    """Whether a line directly below an item begins anew, or names another list of the same kind."""
    text = lines[number].text
    if not isinstance(above, Item) or indent(text) > above.indent:
        return False
    return begins_anew(text, vocabulary) or (is_label(text) and _names_list_below(above, lines, number))


def _names_list_below(above: Item, lines: Sequence[Line], number: int) -> bool:
    below = lines[number + 1] if number + 1 < len(lines) else None
    match = ITEM.match(below.text) if below and not below.region else None
    if match is None or columns(match["indent"]) != above.indent:
        return False
    return number_of(match) == 1 if above.number is not None else match["marker"] == above.marker


def begins_anew(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is no part of the text above it: `14:00 call`, `Blockers: none`, `Next: write`."""
    match = _BEGINS_ANEW.match(text)
    if match is None or match["clock"]:
        return match is not None
    return vocabulary.opens_line(match["name"])


def entries_at(lines: Sequence[Line], number: int, vocabulary: Vocabulary) -> bool:
    """Whether a line begins a list, or a table with a known column."""
    if number >= len(lines) or lines[number].region:
        return False
    text = lines[number].text
    if number + 1 < len(lines) and is_head(text, lines[number + 1].text, vocabulary):
        return True
    return starts_item(text) and not RULE.match(text)
