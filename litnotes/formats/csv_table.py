"""Reads tables of papers exported by databases: CSV, also with tabs or semicolons.

Scopus, Web of Science, IEEE Xplore, ACM, PubMed, OpenAlex, Semantic Scholar, Publish or Perish, Zotero
and ASReview all name their columns differently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from litnotes.formats import personal
from litnotes.formats.columns import (
    COLUMNS,
    FIELD_OF,
    Cells,
    fields_of,
    filled,
    first,
    folded,
    known,
    texts,
)
from litnotes.formats.entry import NO_TITLE, Broken, ImportedEntry, Read, Text
from litnotes.formats.labels import LABELS, doubtful, labels_of
from litnotes.formats.publication import record
from litnotes.formats.rows import TableRow, rows
from litnotes.formats.spreadsheet import restored
from litnotes.model.record import Record
from litnotes.values import name_lists, plain
from litnotes.values.ids import (
    arxiv_id,
    arxiv_in,
    dblp_key,
    doi,
    doi_in,
    openalex_id,
    pubmed_id,
    semantic_scholar_id,
)
from litnotes.values.languages import language_code
from litnotes.values.paper_types import WITHOUT_VENUE, type_of

_LETTERS = {"j": "article", "c": "inproceedings"}
"""Types in the column `PT` of Web of Science."""
_DATABASES = frozenset(
    {"scopus", "webofscience", "wos", "pubmed", "medline", "embase", "ieee", "ieeexplore", "acm",
     "openalex", "crossref", "semanticscholar", "googlescholar", "arxiv", "dblp"}
)  # fmt: skip
"""Names of databases, which some write in the column `source`; Publish or Perish has the venue there."""

_OF_SPRINGER = frozenset({"itemtitle", "contenttype"})
"""Columns of Springer, which writes the names of authors without anything between them."""
_CITATION = re.compile(r"(?P<venue>.{1,300}?) \((?P<year>\d{4})\)[ ,.].*\bDate of Publication\b.*")
"""Embase has volume, issue and pages in the column of the venue."""
_DECIMAL = re.compile(r"(\d+)\.0+")
_KEY_IN_TEXT = re.compile(r"\bCitation Key:\s*(\S+)", re.IGNORECASE)
_ID_IN_TEXT = {
    "doi": re.compile(r"[\"']?DOI[\"']?:\s*[\"']?([^\s\"',;}]+)", re.IGNORECASE),
    "arxiv": re.compile(r"[\"']?arXiv(?:ID)?[\"']?:\s*[\"']?([^\s\"',;}]+)", re.IGNORECASE),
    "pmid": re.compile(r"[\"']?(?:PMID|PubMed)[\"']?:\s*[\"']?(\d+)", re.IGNORECASE),
    "dblp": re.compile(r"[\"']DBLP[\"']:\s*[\"']([^\"']+)"),
}
"""Ids in Zotero's Extra, and in the ids of Semantic Scholar."""
_ZOTERO_KEY = re.compile(r"[A-Z0-9]{8}|")
_BETWEEN_NOTES = re.compile(r"(?<=>);\s*(?=<)")
_MAX_NAMED = 8
"""Most columns to list in the message on a missing title column."""
_MAX_HEADER = 100_000
_MAX_ABOVE = 3
"""The names of the columns are in one of the first rows."""
_MANY = 3
"""More known names show that a row below the first one names the columns."""
MAX_BROKEN = 1000
"""A file with more broken rows is not a table."""


def read(text: str) -> Read:
    """Return the entries and the broken rows of a table. Never raises."""
    return of_rows(rows(text))


def of_rows(table: Iterable[TableRow | Broken]) -> Read:
    """Return the entries and the broken rows of rows of cells. Never raises."""
    rest = list(table)
    header = _header(rest)
    if isinstance(header, Broken):
        return [], [header]
    names = [folded(name) for name in header.cells]
    shown = dict(zip(names, map(plain.line, header.cells), strict=True))
    rest = [row for row in rest if row.line > header.line and not _is_again(row, names)]
    # Some programs end each row except the first with an extra delimiter.
    most = max(len(names), min((len(row.cells) for row in rest if isinstance(row, TableRow)), default=0))
    unclear = _doubtful(names, rest)
    entries: list[ImportedEntry] = []
    broken: list[Broken] = []
    for row in rest:
        if len(broken) >= MAX_BROKEN:
            broken.append(Broken(row.line, "too many broken rows; the rest of the file is not read"))
            break
        why, entry = (row.why, None) if isinstance(row, Broken) else _taken(row, names, most, unclear)
        broken += [Broken(row.line, why)] if why else []
        entries += [_as_named(entry, shown)] if entry else []
    return entries, broken


def _doubtful(names: Sequence[str], table: Sequence[TableRow | Broken]) -> frozenset[str]:
    """Return the columns that have the name of decisions, and may hold something else."""
    named = [name for name in LABELS if name in names]
    tables = [filled(names, row.cells) for row in table if isinstance(row, TableRow)] if named else []
    return frozenset(
        name for name in named if doubtful(name, {cells[name] for cells in tables if name in cells})
    )


def _as_named(entry: ImportedEntry, shown: Mapping[str, str]) -> ImportedEntry:
    """Return an entry with the names of columns as in the file."""
    unread, unclear = (tuple(shown[name] for name in part) for part in (entry.unread, entry.doubtful))
    return replace(entry, unread=unread, doubtful=unclear)


def _header(table: Sequence[TableRow | Broken]) -> TableRow | Broken:
    """Return the row with the names of the columns, or why there is none.

    Dimensions writes a sentence about the file above it.
    """
    top = table[:_MAX_ABOVE]
    for row in top:
        if isinstance(row, TableRow) and "title" in fields_of(row.cells) and known(row.cells) > 1:
            return row
    first_row = next(iter(top), TableRow(1, ()))
    if isinstance(first_row, Broken):
        return replace(first_row, whole=True)
    if "title" in fields_of(first_row.cells):
        return first_row
    return Broken(first_row.line, _no_title(first_row.cells), whole=True)


def _is_again(row: TableRow | Broken, names: Sequence[str]) -> bool:
    """Whether a row repeats the names of the columns, as where files are joined."""
    return isinstance(row, TableRow) and [folded(cell) for cell in row.cells] == names


def is_table(text: str) -> bool:
    """Whether a text is a table of papers: one of its first rows names several known columns."""
    table = [*islice(rows(text[:_MAX_HEADER]), _MAX_ABOVE)]
    return any(isinstance(row, TableRow) and _names_columns(row, place) for place, row in enumerate(table))


def _names_columns(row: TableRow, place: int) -> bool:
    # BibTeX, or a comment before it, may contain such words between commas.
    is_markup = row.cells[0].lstrip().startswith(("@", "%"))
    return not is_markup and known(row.cells) > (1 if place == 0 else _MANY)


def _no_title(columns: Sequence[str]) -> str:
    named = [f'"{plain.line(name)[:60]}"' for name in columns if name.strip()]
    more = f" and {len(named) - _MAX_NAMED} more" if len(named) > _MAX_NAMED else ""
    return f'no column is named "title"; the columns are {", ".join(named[:_MAX_NAMED]) or "none"}{more}'


def _taken(
    row: TableRow, names: Sequence[str], most: int, unclear: Collection[str]
) -> tuple[str, ImportedEntry | None]:
    """Return what is wrong with a row, if anything, and its entry if it can be read.

    With more than `most` cells, it is unclear which is which, so the row is not read. A row with too few
    cells is reported if a cell that would be read is missing.
    """
    count, width = len(row.cells), len(names)
    if count > most or any(cell.strip() for cell in row.cells[width:]):
        return f"a row of {count} cells where the first has {width}; one may need quotes around it", None
    entry = _entry(filled(names, [*map(restored, row.cells)]), row.line, unclear)
    if not entry.record.title:
        return NO_TITLE, None
    if any(name in FIELD_OF for name in names[count:]):
        return f"a row of {count} cells where the first has {width}; only these cells are read", entry
    return "", entry


def _entry(cells: Cells, line: int, unclear: Collection[str]) -> ImportedEntry:
    text = _text_of(cells)
    own = personal.database_key(text("key"))
    in_extra = _KEY_IN_TEXT.search(cells.get("extra", ""))
    if _ZOTERO_KEY.fullmatch(own):
        own = personal.own_key(in_extra.group(1)) if in_extra else ""
    return ImportedEntry(
        record=_record(cells, text),
        key=own,
        line=line,
        short_names=personal.short_name(text("short")),
        unread=tuple(name for name in cells if name not in FIELD_OF),
        labels=labels_of({name: cell for name, cell in cells.items() if name not in unclear}),
        doubtful=tuple(name for name in cells if name in unclear),
    )


def _text_of(cells: Cells) -> Text:
    """Return a function that returns the first text of some fields."""

    def text(*fields: str) -> str:
        columns = (column for field in fields for column in COLUMNS[field])
        return next(filter(None, (plain.line(cells[column]) for column in columns if column in cells)), "")

    return text


def _record(cells: Cells, text: Text) -> Record:
    kind = _kind(text("type"))
    ids = _ids(cells, text)
    people = first(cells, "authors")
    authors, more = name_lists.authors(name_lists.apart(people) if cells.keys() >= _OF_SPRINGER else people)
    number = _without_decimals(text)
    links = [*plain.links(*texts(cells, "url"))]
    return record(
        source="csv",
        title=text("title"),
        authors=authors,
        more_authors=more,
        kind=kind,
        venue="" if kind in WITHOUT_VENUE else _venue(cells),
        year=plain.year(*texts(cells, "year"), *_cited_years(cells)),
        venue_year=plain.year(*texts(cells, "venue_year")),
        ids=ids,
        language=language_code(text("language")),
        volume=number("volume"),
        number=number("number"),
        pages=_pages(number("start"), number("end"), text("pages")),
        publisher=text("publisher"),
        abstract=text("abstract") or None,
        url=next(iter(links), None),
        tags=personal.tags(_words(cells)),
        notes=personal.notes(_notes(cells)),
        retracted="retracted" in text("type").casefold() or text("retracted").casefold() == "true",
    )


def _without_decimals(text: Text) -> Callable[[str], str | None]:
    """Return a function that returns a field without the `.0` that programs add to a whole number.

    Publish or Perish writes 0 for no value.
    """

    def number(field: str) -> str | None:
        found = text(field)
        match = _DECIMAL.fullmatch(found)
        plain = match.group(1) if match else found
        return plain if plain.strip("0") else None

    return number


def _kind(written: str) -> str | None:
    """Return the type; of several, as in `Article; Proceedings Paper`, the one that is not an article."""
    words = (written, *re.split(r"[;,|]", written))
    kinds = [kind for word in words if (kind := _LETTERS.get(folded(word)) or type_of(word))]
    return next((kind for kind in kinds if kind != "article"), kinds[0] if kinds else None)


def _venue(cells: Cells) -> str:
    """Return the first complete venue that is neither the name of a database nor a printed object.

    Google Scholar shortens venues: `Advances in neural …`.
    """
    found = map(plain.line, texts(cells, "venue"))
    whole = (one for one in found if one[:1] != "{" and "…" not in one)
    venue = next((one for one in whole if folded(one) not in _DATABASES), "")
    citation = _CITATION.fullmatch(venue)
    return citation["venue"] if citation else venue


def _cited_years(cells: Cells) -> Iterator[str]:
    matches = (_CITATION.fullmatch(plain.line(cell)) for cell in texts(cells, "venue"))
    return (match["year"] for match in matches if match)


def _ids(cells: Cells, text: Text) -> dict[str, str]:
    written = " ".join(texts(cells, "ids"))
    found = {kind: match.group(1) for kind, form in _ID_IN_TEXT.items() if (match := form.search(written))}
    links = [*plain.links(*texts(cells, "url"))]
    dois = texts(cells, "doi")
    ids = {
        "doi": doi_in(*dois, found.get("doi")) or doi(*texts(cells, "url"), *links),
        "arxiv": arxiv_id(text("arxiv"), *dois, *links, found.get("arxiv"))
        or arxiv_in(*texts(cells, "venue")),
        "openalex": openalex_id(text("openalex")),
        "semantic_scholar": semantic_scholar_id(text("semantic_scholar")),
        "dblp": dblp_key(text("dblp"), found.get("dblp")),
        "pmid": pubmed_id(text("pmid"), found.get("pmid")),
    }
    return {kind: value for kind, value in ids.items() if value}


def _pages(start: str | None, end: str | None, pages: str) -> str | None:
    if not start:
        return plain.pages(pages)
    return plain.pages(f"{start}-{end}" if end and end != start else start)


def _words(cells: Cells) -> Iterator[str]:
    """Yield the keywords of the likeliest column, and the tags of all."""
    for words in (first(cells, "keywords"), *(cells.get(name, "") for name in COLUMNS["tags"])):
        yield ";".join(name_lists.printed(words)) if words[:1] == "[" else words.replace("|", ";")


def _notes(cells: Cells) -> Iterator[str]:
    """Yield the notes, without the citation key and ids in Zotero's Extra.

    Zotero writes several notes in one cell: `<p>…</p>; <p>…</p>`.
    """
    for name in COLUMNS["notes"]:
        lines = _BETWEEN_NOTES.sub("\n\n", cells.get(name, "")).split("\n")
        yield "\n".join(one for one in lines if not _is_of_zotero(one))


def _is_of_zotero(line: str) -> bool:
    return any(form.fullmatch(line.strip()) for form in (_KEY_IN_TEXT, *_ID_IN_TEXT.values()))
