"""What front matter says: of a note on one paper, its title and where it is published."""

from __future__ import annotations

import re
from collections.abc import Sequence

from litnotes.markdown.document import Document, visible
from litnotes.markdown.read.blocks import Block, Heading, Verbatim
from litnotes.values.ids import arxiv_id, doi
from litnotes.values.patterns import pattern

_LINE = pattern(r"(?P<key>title|arxiv|doi|citekey|url)\s*:\s*(?P<value>\S.*?)\s*$", re.IGNORECASE)
_SAID_OF_PAPER = ("title", "arxiv", "doi", "url")


def paper_heading(document: Document, blocks: Sequence[Block], *, of_paper: bool) -> Heading | None:
    """Return the heading of the paper that a whole file is a note on, if it is one.

    That is a file with front matter that holds a title and an id or citation key, or, where the file
    lies among papers, its first heading.
    """
    first = blocks[0] if blocks else None
    if isinstance(first, Verbatim) and first.region == "front matter":
        known = values(document, first)
        title = known.get("title")
        if title and known.keys() & {"arxiv", "doi", "citekey"}:
            url = _url(known)
            text = f"[{title}]({url})" if url else title
            return Heading(first.start, first.start + 1, 0, text, "front matter")
    heading = next((block for block in blocks if isinstance(block, Heading)), None)
    if not of_paper or heading is None or heading.level != 1:
        return None
    return Heading(heading.start, heading.end, 0, heading.text, heading.form)


def values(document: Document, block: Block) -> dict[str, str]:
    """Return what front matter says of a paper, by lower-case key."""
    found = (_LINE.match(line.text) for line in document.lines[block.start : block.end])
    return {match["key"].lower(): visible(match["value"].strip("\"'")) for match in found if match}


def without_paper(text: str) -> str:
    """Return front matter without what is said of the paper elsewhere; empty if nothing is left."""
    lines = text.split("\n")
    kept = [
        line
        for line in lines
        if not ((match := _LINE.match(line)) and match["key"].lower() in _SAID_OF_PAPER)
    ]
    return "\n".join(kept) if any(line.strip() for line in kept[1:-1]) else ""


def _url(known: dict[str, str]) -> str | None:
    if found := arxiv_id(known.get("arxiv", "")):
        return f"https://arxiv.org/abs/{found}"
    if found := doi(known.get("doi", "")):
        return f"https://doi.org/{found}"
    return known.get("url")
