"""Lists and headed texts as Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from litnotes.markdown.read.block_text import columns


def numbered(texts: Iterable[str]) -> str:
    """Return texts as a numbered list, their further lines indented."""
    return "\n".join(item_text(f"{number}.", text) for number, text in enumerate(texts, 1))


def bulleted(texts: Iterable[str]) -> str:
    """Return texts as a bulleted list."""
    return "\n".join(item_text("+", text) for text in texts)


def item_lines(front: str, text: str) -> list[str]:
    """Return the lines of an item behind its marker, further ones indented."""
    first, *below = text.split("\n")
    space = " " * columns(front)
    return [f"{front}{first}".rstrip(), *(f"{space}{line}" if line else "" for line in below)]


def item_text(marker: str, text: str) -> str:
    """Return an item as text."""
    return "\n".join(item_lines(f"{marker} ", text))


def headed(marks: str, heading: str | None, body: str) -> str:
    """Return a text below its heading; without heading, the text."""
    return f"{marks} {heading}\n\n{body}".rstrip() if heading else body
