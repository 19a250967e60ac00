"""Items that name a section: `- **Done**: read x`, or `- Questions:` with a list below it."""

from __future__ import annotations

from typing import NamedTuple

from litnotes.markdown.document import Document, shadow
from litnotes.markdown.read.blocks import Item
from litnotes.markdown.read.list_markers import ITEM
from litnotes.markdown.read.outline import ROLES_OF_ITEMS
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.patterns import pattern

_BOLD = pattern(r"(?:\*\*|__)(?P<name>[^*_\n]{1,60}?)[.。:：]?(?:\*\*|__)\s*[.。:：]?\s*")
_ALONE = pattern(r"(?:#{1,6}\s+)?(?P<name>[^\s*_\[][^*_\[\]\n]{0,59}?)\s*[.。:：;；]?\s*$")


class SectionItem(NamedTuple):
    """The name of a section in an item; its entries start at column `offset`, or below if it is alone."""

    name: str
    role: str | None
    offset: int
    is_alone: bool


def named_item(document: Document, vocabulary: Vocabulary, item: Item) -> SectionItem | None:
    """Return the name of the section that an item is; None if it names none.

    A name that is not bold is the name of a list of tasks, steps or questions below it.
    """
    text = document.lines[item.start].text
    match = _BOLD.match(text, item.offset)
    is_bold = match is not None
    if match is None and item.end > item.start + 1:
        match = _ALONE.match(text, item.offset) if _begins_list(document, item) else None
    if match is None or not vocabulary.is_section_name(match["name"]):
        return None
    found = vocabulary.section(match["name"])
    role = found.names[0] if found else None
    if not is_bold and (role not in ROLES_OF_ITEMS or shadow(match["name"]) in vocabulary.explicit):
        return None  # `Decision:` marks its own text
    return SectionItem(match["name"], role, match.end(), match.end() >= len(text.rstrip()))


def _begins_list(document: Document, item: Item) -> bool:
    """Whether the first line below that of an item is an item."""
    below = (line.text for line in document.lines[item.start + 1 : item.end])
    return ITEM.match(next((text for text in below if text.strip()), "")) is not None
