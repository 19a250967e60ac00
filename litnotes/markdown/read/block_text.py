"""The text of blocks, without markers, common indentation and repeated empty lines."""

from __future__ import annotations

from collections.abc import Sequence

from litnotes.markdown.document import ZERO_WIDTH, Document, visible
from litnotes.markdown.read.blocks import Block, Item, Prose
from litnotes.values.patterns import pattern

_LINK = pattern(r"<?https?://[^\s<>]+>?")
_SILENCE = pattern(r"(?<!\s)\s*<!--\s*litnotes:[^>]*-->\s*$")
_NO_ROOM = dict.fromkeys(map(ord, ZERO_WIDTH))


def item_lines(document: Document, item: Item) -> list[str]:
    """Return the lines of an item's text, without marker and indentation; lines apart are empty."""
    offset = item.offset
    first = document.lines[item.start].text[offset:].strip()
    if item.end == item.start + 1:
        return [visible(without_silence(first))]
    below = document.lines[item.start + 1 : item.end]
    own = document.lines[item.start].apart
    texts = ["" if line.apart > own else line.text for line in below]
    lines = [first, *[dedented(text, offset).rstrip() for text in texts]]
    return [visible(without_silence(line)) for line in lines]


def without_silence(line: str) -> str:
    """Return a line without a trailing comment for `litnotes check`."""
    return _SILENCE.sub("", line) if "<!--" in line else line


def text_of(document: Document, parts: Sequence[Block], *, column: int = 0) -> str:
    """Return the text of blocks, with an empty line between blocks that do not touch.

    Common indentation, trailing spaces and repeated empty lines are dropped, but not in code and math.
    The text starts at column `column` of the first line.
    """
    if len(parts) == 1 and parts[0].end == parts[0].start + 1 and not column:
        return visible(without_silence(document.lines[parts[0].start].text).strip())
    kept: list[str] = []
    end = parts[0].start if parts else 0
    for part in parts:
        if part.start > end:
            kept.append("")
        for number, line in enumerate(document.lines[part.start : part.end]):
            if line.apart:
                _drop_empty(kept)
                continue
            text = without_silence(line.text).rstrip()
            if kept and not number and isinstance(part, Prose) and not line.region:
                # Indented, it would continue the item above; but indented hashes must not
                # become a heading.
                text = text if text.lstrip()[:1] == "#" else text.lstrip()
            if text or line.region or (kept and kept[-1]):
                kept.append(text)
        end = part.end
    if not kept:
        return ""
    first, rest = kept[0][column:], kept[1:]
    margin = min((indent(line) for line in rest if line), default=0)
    if not column and any(rest):
        margin = min(margin, indent(first))
    lines = [first, *(dedented(line, margin) for line in rest)]
    return visible("\n".join(lines).strip())


def _drop_empty(lines: list[str]) -> None:
    while lines and not lines[-1]:
        lines.pop()


def is_address(text: str) -> bool:
    """Whether a text is only a web address."""
    return _LINK.fullmatch(text.strip()) is not None


def indent(text: str) -> int:
    """Return the indentation of a line in columns; a tab ends at the next multiple of four."""
    if not text or not text[0].isspace():
        return 0
    return columns(text[: len(text) - len(text.lstrip())])


def columns(space: str) -> int:
    """Return the width of leading space in columns; zero-width characters count 0."""
    if not space:
        return 0
    if space.isascii():
        return len(space.expandtabs(4))
    return len(space.expandtabs(4).translate(_NO_ROOM))


def dedented(text: str, margin: int) -> str:
    """Return `text` without up to `margin` columns of leading space."""
    if margin <= 0 or not text[:1].isspace():
        return text
    taken = 0
    for index, character in enumerate(text):
        if taken >= margin or not character.isspace():
            return text[index:]
        taken += 4 if character == "\t" else 1
    return ""
