"""Tables of papers as databases export them: CSV, also with tabs or semicolons between the cells.

Scopus, Web of Science, IEEE Xplore, the ACM, PubMed, OpenAlex, Semantic Scholar, Publish or Perish,
Zotero and ASReview each name their columns in their own way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import get_args

from litnotes.formats import name_lists, people, values
from litnotes.formats.base import Broken, Entry, Read
from litnotes.formats.columns import COLUMNS, FIELD_OF, fields_of, folded, known
from litnotes.formats.rows import Delimiter, Row, first_row, rows
from litnotes.model.names import is_preprint_server
from litnotes.model.record import Record

_KINDS = {
    "article": "article journalarticle journal review letter editorial editorialmaterial shortsurvey note"
    " datapaper articleinpress ieeejournals ieeemagazines ieeeearlyaccessarticles j",
    "inproceedings": "conferencepaper proceedingspaper inproceedings proceedingsarticle conference"
    " ieeeconferences c",
    "chapter": "bookchapter booksection chapter incollection inbook referenceentry",
    "book": "book monograph editedbook",
    "thesis": "thesis dissertation phdthesis mastersthesis",
    "report": "report techreport",
    "dataset": "dataset",
    "preprint": "preprint postedcontent",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_WITHOUT_VENUE = frozenset({"book", "thesis", "report"})
_DATABASES = frozenset(
    {"scopus", "webofscience", "wos", "pubmed", "medline", "embase", "ieee", "ieeexplore", "acm",
     "openalex", "crossref", "semanticscholar", "googlescholar", "arxiv", "dblp"}
)  # fmt: skip
"""Some have a column `source` for themselves, where Publish or Perish has the venue."""
_NOTHING = frozenset({"nan", "na", "n/a", "none", "null", "[]", "[no abstract available]"})
"""How programs, and Scopus, write that there is nothing."""

_SEPARATOR = re.compile(r"sep=(.)[^\n]*\n", re.IGNORECASE)
"""Excel's own first line."""
_SPACE = re.compile(r"\s*")
_DECIMAL = re.compile(r"(\d+)\.0+")
_OPENALEX = re.compile(r"(?:https?://(?:api\.)?openalex\.org/(?:works/)?)?(W\d{1,15})", re.IGNORECASE)
_PMID = re.compile(r"(?:PMID:\s*|(?:MEDLINE:|https?://pubmed\.ncbi\.nlm\.nih\.gov/))?(\d{1,9})(?:\.0)?/?")
_SHA = re.compile(r"[0-9a-f]{40}")
_KEY_IN_TEXT = re.compile(r"\bCitation Key:\s*(\S+)", re.IGNORECASE)
_ID_IN_TEXT = {
    "doi": re.compile(r"[\"']?DOI[\"']?:\s*[\"']?([^\s\"',;}]+)", re.IGNORECASE),
    "arxiv": re.compile(r"[\"']?arXiv(?:ID)?[\"']?:\s*[\"']?([^\s\"',;}]+)", re.IGNORECASE),
    "pmid": re.compile(r"[\"']?(?:PMID|PubMed)[\"']?:\s*[\"']?(\d+)", re.IGNORECASE),
    "dblp": re.compile(r"[\"']DBLP[\"']:\s*[\"']([^\"']+)"),
}
"""In Zotero's Extra, and in what Semantic Scholar has for ids."""
_ZOTERO_KEY = re.compile(r"[A-Z0-9]{8}|\d*")
"""A number of its database, no citation key."""
_BETWEEN_NOTES = re.compile(r"(?<=>);\s*(?=<)")
_MAX_NAMED = 8
"""So many columns are named where the title is missing."""
MAX_BROKEN = 1000
"""A file with more broken rows is no table, and looking for the next one takes long."""

Cells = Mapping[str, str]


def read(text: str) -> Read:
    """Return the entries of a table, and what is broken in it. Never raises."""
    text, line = _start(_plain(text))
    delimiter = delimiter_of(text) or ","
    columns = first_row(text, delimiter)
    if "title" not in fields_of(columns):
        return [], [Broken(line, _no_title(columns), whole=True)]
    entries: list[Entry] = []
    broken: list[Broken] = []
    table = rows(text, delimiter, line)
    names = [folded(name) for name in next(table).cells]
    every = list(table)
    # Some programs end each row with one more delimiter, but not the first.
    most = max(len(names), min((len(row.cells) for row in every if not row.is_open), default=0))
    for row in every:
        if len(broken) >= MAX_BROKEN:
            broken.append(Broken(row.line, "too much is broken; nothing is read from here on"))
            break
        told, entry = _taken(row, names, most)
        if row is every[-1] and row.is_open:
            told = f"{told}, and nothing behind it"
        broken += [Broken(row.line, told)] if told else []
        entries += [entry] if entry else []
    return entries, broken


def delimiter_of(text: str) -> Delimiter | None:
    """Return what parts the cells of a table of papers, None where a text is none.

    It is one by its first row, which has the names of several columns that are known here.
    """
    text, _ = _start(_plain(text[:100_000]))
    if text.startswith(("@", "%")):  # BibTeX, or a comment before it
        return None
    counts = {mark: known(first_row(text, mark)) for mark in get_args(Delimiter)}
    best: Delimiter = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] > 1 else None


def _plain(text: str) -> str:
    """Return a text whose rows end with a newline only."""
    text = text.removeprefix("\ufeff").replace("\x00", "")
    return text.replace("\r\n", "\n").replace("\r", " ")


def _start(text: str) -> tuple[str, int]:
    """Return a text from its first row on, and the line where that is."""
    start = _blank(text, 0)
    if match := _SEPARATOR.match(text, start):
        start = _blank(text, match.end())
    return text[start:], text.count("\n", 0, start) + 1


def _blank(text: str, at: int) -> int:
    """Return where behind empty lines the next one starts; a tab may be an empty first cell."""
    match = _SPACE.match(text, at)
    end = match.end() if match else at
    return max(text.rfind("\n", at, end) + 1, at)


def _no_title(columns: Sequence[str]) -> str:
    named = [f'"{values.line(name)[:60]}"' for name in columns if name.strip()]
    more = f" and {len(named) - _MAX_NAMED} more" if len(named) > _MAX_NAMED else ""
    return f'it has no column named "title", but {", ".join(named[:_MAX_NAMED]) or "none"}{more}'


def _taken(row: Row, names: Sequence[str], most: int) -> tuple[str, Entry | None]:
    """Return what is wrong with a row, if anything is, and the entry that can be read in it all the same.

    With cells too many, more than `most`, it is not certain which is which, so nothing is read. Cells too
    few are told where one is missing that would be read.
    """
    count, width = len(row.cells), len(names)
    if count > most or any(cell.strip() for cell in row.cells[width:]):
        return f"a row of {count} cells where the first has {width}; one may need quotes around it", None
    entry = _entry(_filled(names, row.cells), row.line)
    has_title = bool(entry.record.title)
    if row.is_open:
        rest = "the cells before it are read" if has_title else "there is no title before it"
        why = f"the quote that opens cell {count + 1} of this row is not closed; {rest}"
        return why, entry if has_title else None
    if not has_title:
        return "a row without title", None
    if any(name in FIELD_OF for name in names[count:]):
        return f"a row of {count} cells where the first has {width}; it is read as far as it goes", entry
    return "", entry


def _filled(names: Sequence[str], row: Sequence[str]) -> Cells:
    """Return the cells that say something by the names of their columns; of two alike, the first."""
    cells: dict[str, str] = {}
    for name, cell in zip(names, row, strict=False):
        if cell.strip() and cell.strip().casefold() not in _NOTHING:
            cells.setdefault(name, cell)
    return cells


def _entry(cells: Cells, line: int) -> Entry:
    text = _text_of(cells)
    own = values.own_key(text("key"))
    in_extra = _KEY_IN_TEXT.search(cells.get("extra", ""))
    if _ZOTERO_KEY.fullmatch(own):
        own = values.own_key(in_extra.group(1)) if in_extra else ""
    return Entry(
        record=_record(cells, text),
        key=own,
        line=line,
        short_names=values.short_name(text("short")),
    )


def _text_of(cells: Cells) -> people.Text:
    """Return the function that gives the first text of the fields that are asked for."""

    def text(*fields: str) -> str:
        columns = (column for field in fields for column in COLUMNS[field])
        return next(filter(None, (values.line(cells[column]) for column in columns if column in cells)), "")

    return text


def _record(cells: Cells, text: people.Text) -> Record:
    kind = _kind(text("type"))
    ids = _ids(cells, text)
    venue = "" if kind in _WITHOUT_VENUE else _venue(cells)
    if is_preprint_server(venue):
        venue = ""
    is_preprint = not venue and (kind == "preprint" or "arxiv" in ids)
    year = values.year(*(cells[name] for name in COLUMNS["year"] if name in cells))
    authors, more = name_lists.authors(_first(cells, "authors"))
    number = _without_decimals(text)
    return Record(
        source="csv",
        title=text("title"),
        authors=authors,
        more_authors=more,
        first_year=values.arxiv_year(ids.get("arxiv")) if venue else year,
        venue=venue or None,
        venue_year=year if venue else None,
        type="preprint" if is_preprint else kind,
        volume=None if is_preprint else number("volume"),
        number=None if is_preprint else number("number"),
        pages=None if is_preprint else _pages(number("start"), number("end"), text("pages")),
        publisher=None if is_preprint else text("publisher") or None,
        ids=ids,
        abstract=text("abstract") or None,
        url=values.link(*_links(cells)),
        tags=values.tags(_words(cells)),
        notes=values.notes(_notes(cells)),
        retracted="retracted" in text("type").casefold() or text("retracted").casefold() == "true",
    )


def _first(cells: Cells, field: str) -> str:
    """Return the first cell of a field as it stands in the file."""
    return next((cells[name] for name in COLUMNS[field] if name in cells), "")


def _without_decimals(text: people.Text) -> Callable[[str], str | None]:
    """Return the function that gives a field without the `.0` that programs make of a whole number.

    Publish or Perish has a 0 where there is none.
    """

    def number(field: str) -> str | None:
        found = text(field)
        match = _DECIMAL.fullmatch(found)
        plain = match.group(1) if match else found
        return plain if plain.strip("0") else None

    return number


def _kind(written: str) -> str | None:
    """Return the type; of several, as in `Article; Proceedings Paper`, the one that is no article."""
    found = [_KIND_OF.get(folded(part)) for part in (written, *re.split(r"[;,|]", written))]
    kinds = [kind for kind in found if kind]
    return next((kind for kind in kinds if kind != "article"), kinds[0] if kinds else None)


def _venue(cells: Cells) -> str:
    """Return the first venue that is whole, and neither the name of a database nor an object of a program.

    Google Scholar cuts them: `Advances in neural …`.
    """
    found = (values.line(cells[name]) for name in COLUMNS["venue"] if name in cells)
    whole = (one for one in found if one[:1] != "{" and "…" not in one)
    return next((one for one in whole if folded(one) not in _DATABASES), "")


def _ids(cells: Cells, text: people.Text) -> dict[str, str]:
    told = " ".join(cells[name] for name in COLUMNS["ids"] if name in cells)
    found = {kind: match.group(1) for kind, form in _ID_IN_TEXT.items() if (match := form.search(told))}
    links = list(_links(cells))
    dois = [cells[name] for name in COLUMNS["doi"] if name in cells]
    dblp = text("dblp") or found.get("dblp", "")
    arxiv = found.get("arxiv", "")
    ids = {
        "doi": values.doi(*dois, found.get("doi", ""), *links),
        "arxiv": values.arxiv(text("arxiv"), *dois, *links, arxiv) or values.arxiv_in(*_preprints(cells)),
        "openalex": _whole(_OPENALEX, text("openalex")).upper(),
        "semantic_scholar": _whole(_SHA, text("semantic_scholar")),
        "dblp": values.dblp(f"DBLP:{dblp.removeprefix('DBLP:')}"),
        "pmid": _whole(_PMID, text("pmid")) or found.get("pmid", ""),
    }
    return {kind: value for kind, value in ids.items() if value}


def _preprints(cells: Cells) -> Iterator[str]:
    """Yield the venues that may hold an arXiv id: `arXiv preprint arXiv:1711.00937`."""
    yield from (cells[name] for name in COLUMNS["venue"] if name in cells)


def _whole(form: re.Pattern[str], value: str) -> str:
    match = form.fullmatch(value)
    return match.group(match.lastindex or 0) if match else ""


def _links(cells: Cells) -> Iterator[str]:
    for name in COLUMNS["url"]:
        yield from re.split(r"[\s;|]+", cells.get(name, "").strip())


def _pages(start: str | None, end: str | None, pages: str) -> str | None:
    if not start:
        return values.pages(pages)
    return values.pages(f"{start}-{end}" if end and end != start else start)


def _words(cells: Cells) -> Iterator[str]:
    """Yield the keywords, of one column, and the tags of all."""
    for words in (_first(cells, "keywords"), *(cells.get(name, "") for name in COLUMNS["tags"])):
        yield ";".join(name_lists.printed(words)) if words[:1] == "[" else words.replace("|", ";")


def _notes(cells: Cells) -> Iterator[str]:
    """Yield the notes; the citation key and the ids in Zotero's Extra are none.

    Zotero has several in one cell: `<p>…</p>; <p>…</p>`.
    """
    for name in COLUMNS["notes"]:
        lines = _BETWEEN_NOTES.sub("\n\n", cells.get(name, "")).split("\n")
        yield "\n".join(one for one in lines if not _is_of_zotero(one))


def _is_of_zotero(line: str) -> bool:
    return any(form.fullmatch(line.strip()) for form in (_KEY_IN_TEXT, *_ID_IN_TEXT.values()))
