"""Front matter of a note on one paper: its title and ids."""

from __future__ import annotations

import re
from collections.abc import Sequence

from litnotes.markdown.dates.headings import day_heading
from litnotes.markdown.dates.title_words import KIND, REPORT
from litnotes.markdown.document import Document, shadow, visible
from litnotes.markdown.heading_text import plain
from litnotes.markdown.read.blocks import Block, Heading, Verbatim
from litnotes.markdown.read.outline import TASK_ROLES
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.ids import arxiv_id, doi
from litnotes.values.patterns import pattern

_LINE = pattern(r"(?P<key>title|arxiv|doi|citekey|url)\s*:\s*(?P<value>\S.*?)\s*$", re.IGNORECASE)
_REPORT = pattern(rf"(?:{KIND}\s+)?{REPORT}(?!\w)|{KIND}\s")
_LEAST_FIELDS = 3
_PAPER_KEYS = ("title", "arxiv", "doi", "url")


def paper_heading(
    document: Document, blocks: Sequence[Block], vocabulary: Vocabulary, *, of_paper: bool
) -> Heading | None:
    """Return the heading of the paper if a file is a note on one paper, or None.

    Its front matter then contains a title, and an id or citation key unless the headings are fields of a
    paper. In a folder of papers, a first heading of level 1 is enough.
    """
    first = blocks[0] if blocks else None
    if not (of_paper or isinstance(first, Verbatim)):
        return None
    headings = [block for block in blocks if isinstance(block, Heading)]
    if isinstance(first, Verbatim) and first.region == "front matter":
        known = values(document, first)
        title = known.get("title")
        has_id = known.keys() & {"arxiv", "doi", "citekey"}
        if title and (has_id or (_may_be_paper(title) and _are_fields(headings, title, vocabulary))):
            url = _url(known)
            text = f"[{title}]({url})" if url else title
            return Heading(first.start, first.start + 1, 0, text, "front matter")
    heading = headings[0] if headings else None
    if not of_paper or heading is None or heading.level != 1:
        return None
    return Heading(heading.start, heading.end, 0, heading.text, heading.form)


def _may_be_paper(title: str) -> bool:
    """Whether a title names neither a day or week nor a report."""
    return not day_heading(title) and not _REPORT.match(shadow(title))


def _are_fields(headings: Sequence[Heading], title: str, vocabulary: Vocabulary) -> bool:
    """Whether headings are fields of a paper, and none is a section that only reports have."""
    fields: set[str] = set()
    for heading in headings:
        field, section = vocabulary.field(heading.text), vocabulary.section(heading.text)
        if section and not TASK_ROLES.isdisjoint(section.names):
            return False
        if field and not field.spelling:
            fields |= set() if section else {field.names[0]}
        elif section or (day_heading(heading.text) and plain(heading.text) != plain(title)):
            return False
    return len(fields) >= _LEAST_FIELDS


def values(document: Document, block: Block) -> dict[str, str]:
    """Return the values of a paper in front matter, by lower-case key."""
    matches = (_LINE.match(line.text) for line in document.lines[block.start : block.end])
    return {match["key"].lower(): visible(match["value"].strip("\"'")) for match in matches if match}


def without_paper(text: str) -> str:
    """Return front matter without title and ids (the paper has them); empty if nothing remains."""
    lines = text.split("\n")
    kept = [
        line for line in lines if not ((match := _LINE.match(line)) and match["key"].lower() in _PAPER_KEYS)
    ]
    return "\n".join(kept) if any(line.strip() for line in kept[1:-1]) else ""


def _url(known: dict[str, str]) -> str | None:
    if paper_id := arxiv_id(known.get("arxiv", "")):
        return f"https://arxiv.org/abs/{paper_id}"
    if paper_id := doi(known.get("doi", "")):
        return f"https://doi.org/{paper_id}"
    return known.get("url")
