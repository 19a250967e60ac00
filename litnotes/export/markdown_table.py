"""Papers as a literature table in GitHub's Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from litnotes.export import published, review_row, safe_markdown
from litnotes.export.dossier import Dossier
from litnotes.export.plain_text import line, lines
from litnotes.model.paper import Paper


def markdown_table(dossiers: Sequence[Dossier]) -> str:
    """Return papers as a table with a heading row and one row per paper."""
    rows = [review_row.COLUMNS, ["---"] * len(review_row.COLUMNS), *map(_cells, dossiers)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in rows)


def _cells(dossier: Dossier) -> list[str]:
    cells = (
        _stacked(_paper(dossier.paper)),
        str(published.year_of(dossier.paper) or ""),
        _stacked(map(_text, review_row.description(dossier))),
        _items(dossier.similarities),
        _items(dossier.differences),
        _stacked(map(_text, review_row.decision(dossier))),
    )
    # The table reader removes this backslash again, in code and formulas too.
    return [cell.replace("|", "\\|") for cell in cells]


def _paper(paper: Paper) -> Iterator[str]:
    """Yield the title with the short name, and authors, venue and link."""
    if name := line(paper.headline) or line(paper.key):
        yield f"**{safe_markdown.plain(name)}**"
    about = (
        safe_markdown.plain(line(published.authors_in_short(paper))),
        safe_markdown.plain(line(paper.venue)),
        _link(paper),
    )
    yield ", ".join(filter(None, about))


def _link(paper: Paper) -> str:
    if arxiv := line(paper.ids.get("arxiv")):
        return f"[arXiv](https://arxiv.org/abs/{quote(arxiv, safe='/.')})"
    if doi := line(paper.ids.get("doi")):
        return f"[doi](https://doi.org/{quote(doi, safe='/.')})"
    return ""


def _items(texts: Sequence[str]) -> str:
    return _stacked(number + _text(text) for number, text in review_row.numbered(texts))


def _stacked(texts: Iterable[str]) -> str:
    return "<br>".join(text for text in texts if text)


def _text(text: str) -> str:
    """Return Markdown for a cell: a line break for each line of the text."""
    return _stacked(map(safe_markdown.inline, lines(text)))
