"""Papers as CSL-JSON, for Zotero, pandoc and other programs with citeproc."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from litnotes.export import published
from litnotes.export.plain_text import keywords, line, lines
from litnotes.formats.personal import short_name
from litnotes.model.paper import Paper
from litnotes.values import people

_TYPES = {
    "article": "article-journal", "inproceedings": "paper-conference", "preprint": "article",
    "book": "book", "chapter": "chapter", "thesis": "thesis", "report": "report", "dataset": "dataset",
    "other": "document",
}  # fmt: skip
_encode = json.JSONEncoder(ensure_ascii=False).encode


def csl_json(papers: Sequence[Paper]) -> str:
    """Return papers as a list in CSL-JSON, one paper per line.

    The note has lines for values without a CSL field, which Zotero and Better BibTeX read: the arXiv id
    of a published paper and former keys (`Citation Key Alias`). The student's notes follow.
    """
    items = [_encode({name: value for name, value in _fields(paper).items() if value}) for paper in papers]
    return "[\n" + ",\n".join(items) + "\n]\n" if items else "[]\n"


def _fields(paper: Paper) -> dict[str, Any]:
    """Return all fields of a paper; unknown ones are empty."""
    kind = published.kind_of(paper)
    year = published.year_of(paper)
    return {
        "id": line(paper.key),
        "citation-key": line(paper.key),
        "type": _TYPES[kind],
        "title": line(paper.title),
        "title-short": short_title(paper),
        "author": [*map(_name, paper.authors), *([{"literal": "others"}] if paper.more_authors else [])],
        "container-title": line(published.venue_of(paper)),
        "issued": {"date-parts": [[year]]} if year else None,
        "volume": line(paper.volume),
        "issue": line(paper.number),
        "page": line(paper.pages),
        **_origin(paper, kind),
        "DOI": line(paper.ids.get("doi")),
        "PMID": line(paper.ids.get("pmid")),
        "URL": line(paper.url),
        "language": line(paper.language),
        "keyword": keywords(paper.tags),
        "abstract": line(paper.abstract),
        "note": "\n".join(_note(paper, kind)),
    }


def short_title(paper: Paper) -> str:
    """Return the first short name that an import would accept as one, else the first."""
    names = [line(name) for name in paper.short_names]
    return next((name for name in names if short_name(name)), names[0] if names else "")


def _name(author: str) -> dict[str, str]:
    author = line(author)
    if people.is_group(author):
        return {"literal": people.shown(author)}
    given, family, suffix = people.parts(author)
    particle, family = _parted(family)
    parts = {"family": family, "given": given, "non-dropping-particle": particle, "suffix": suffix}
    return {name: part for name, part in parts.items() if part}


def _parted(family: str) -> tuple[str, str]:
    """Return the particles of a surname (its first words in lower case) and the rest."""
    words = family.split()
    at = next((place for place, word in enumerate(words[:-1]) if not word[0].islower()), len(words) - 1)
    return " ".join(words[:at]), " ".join(words[at:])


def _origin(paper: Paper, kind: str) -> dict[str, str]:
    """Return publisher and number; for a preprint its server and id, as in Zotero."""
    publisher = line(paper.publisher)
    if kind != "preprint":
        return {"publisher": publisher}
    arxiv = line(paper.ids.get("arxiv"))
    server = publisher or line(paper.venue) or ("arXiv" if arxiv else "")
    return {"publisher": server, "number": f"arXiv:{arxiv}" if arxiv else ""}


def _note(paper: Paper, kind: str) -> Iterator[str]:
    arxiv = line(paper.ids.get("arxiv"))
    if arxiv and kind != "preprint":
        yield f"arXiv:{arxiv}"
    if aliases := [key for key in map(line, paper.former_keys) if key and "," not in key]:
        yield f"Citation Key Alias: {', '.join(aliases)}"
    yield from lines(paper.notes)
