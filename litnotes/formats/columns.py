"""Columns of tables of papers: their names at services, and the field of each."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

# Names of columns, without case, spaces and punctuation; the first that is not empty counts. Names of
# two letters are those of Web of Science, where `so` is the venue and `is` the issue.
COLUMNS = {
    name: tuple(columns.split())
    for name, columns in {
        "title": "title documenttitle articletitle primarytitle papertitle itemtitle ti displayname",
        "authors": "authorfullnames af authors author au authornames authorsnames authorlist firstauthors"
        " authorshipsauthordisplayname creators creator",
        "abstract": "abstract abstracts abstractnote notesabstract abstracttext ab summary",
        "year": "publicationyear year pubyear yearpublished py publicationdate date issuedate published"
        " coverdate earlyaccessdate publishedyear publicationdateonline publicationdateprint",
        "venue_year": "venueyear",
        "venue": "sourcetitle publicationtitle journalbook venue journal journaltitle booktitle"
        " proceedingstitle containertitle publicationname so primarylocationsourcedisplayname"
        " primarylocationdisplayname hostvenuedisplayname secondarytitle conferencename conferencetitle"
        " anthologytitle publication source",
        "doi": "doi di doilink itemdoi idsdoi externalidsdoi",
        "arxiv": "arxiv arxivid arxivnumber idsarxiv externalidsarxiv eprint",
        "pmid": "pmid pubmedid pm idspmid externalidspubmed",
        "openalex": "openalex openalexid idsopenalex id",
        "semantic_scholar": "semanticscholar semanticscholarid paperid",
        "dblp": "dblp dblpkey externalidsdblp",
        "ids": "ids externalids extra",
        "url": "url urls link links articleurl landingpageurl primarylocationlandingpageurl fulltexturl"
        " pdflink",
        "keywords": "authorkeywords keywords keyword keywordsdisplayname de",
        "tags": "tags manualtags automatictags",
        "notes": "notes note extra",
        "type": "documenttype itemtype typecrossref publicationtypes dt documentidentifier type"
        " publicationtype contenttype pt",
        "volume": "volume bibliovolume journalvolume vol vl",
        "number": "issue issueno issuenumber journalissue biblioissue number is",
        "pages": "pages page pagination articlenumber artno",
        "start": "startpage pagestart firstpage bibliofirstpage bp",
        "end": "endpage pageend lastpage bibliolastpage ep",
        "publisher": "publisher pu",
        "key": "citationkey citekey bibtexkey key",
        "short": "shorttitle",
        "language": "language languageoforiginaldocument la",
        "retracted": "isretracted",
    }.items()
}
FIELD_OF = {column: name for name, columns in COLUMNS.items() for column in columns}
_OTHER_COLUMNS = frozenset(
    {"issn", "isbn", "citedby", "cites", "citedbycount",
     "citationcount", "labelincluded", "included", "finallabel"}
)  # fmt: skip
"""Columns that also identify a table of papers, but are not read."""
_NOTHING = frozenset({"nan", "na", "n/a", "none", "null", "[]", "[no abstract available]"})
"""Cells that programs write for an empty value."""

Cells = Mapping[str, str]
"""Cells that are not empty, by the folded names of their columns."""


def folded(name: str) -> str:
    """Return the name of a column without case, spaces and punctuation."""
    return "".join(char for char in unicodedata.normalize("NFKC", name).casefold() if char.isalnum())


def fields_of(columns: Sequence[str]) -> set[str]:
    """Return the fields that columns supply."""
    return {FIELD_OF[name] for name in map(folded, columns) if name in FIELD_OF}


def known(columns: Sequence[str]) -> int:
    """Return the number of columns with a known name."""
    return len({name for name in map(folded, columns) if name in FIELD_OF or name in _OTHER_COLUMNS})


def filled(names: Sequence[str], row: Sequence[str]) -> Cells:
    """Return the cells of a row that are not empty; of two columns with one name, the first."""
    cells: dict[str, str] = {}
    for name, cell in zip(names, row, strict=False):
        if cell.strip() and cell.strip().casefold() not in _NOTHING:
            cells.setdefault(name, cell)
    return cells


def texts(cells: Cells, field: str) -> list[str]:
    """Return the cells of a field as in the file, the likeliest column first."""
    return [cells[name] for name in COLUMNS[field] if name in cells]


def first(cells: Cells, field: str) -> str:
    """Return the likeliest cell of a field; empty without one."""
    return next(iter(texts(cells, field)), "")
