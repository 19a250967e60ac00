"""Tables of papers: columns by name, rows by line, and an end at a quote that is not closed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.formats import which
from litnotes.formats.csv_table import MAX_BROKEN, is_table, read
from litnotes.formats.entry import Broken
from litnotes.formats.rows import DELIMITERS, OPEN, TableRow, rows
from litnotes.model.record import Record
from litnotes.values import name_lists


def record(header: str, row: str) -> Record:
    (entry,), broken = read(f"{header}\n{row}\n")
    assert not broken
    return entry.record


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("", ()),
        ("Madonna", ("Madonna",)),
        ("Smith, John", ("John Smith",)),
        ("van den Oord, Aäron", ("Aäron van den Oord",)),
        ("Smith, J.; van der Berg, A.;", ("J. Smith", "A. van der Berg")),
        ("Smith, J.; and Doe, A.", ("J. Smith", "A. Doe")),
        ("Smith, John (57203228045); Doe, A. (7654321)", ("John Smith", "A. Doe")),
        ("Jane Doe|John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("Doe, Jane and Roe, John", ("Jane Doe", "John Roe")),
        ("Doe, Jane and OpenAI", ("Jane Doe", "OpenAI")),
        ("J. Doe & A. Roe", ("J. Doe", "A. Roe")),
        ("A. Roe, B. Doe and C. Poe", ("A. Roe", "B. Doe", "C. Poe")),
        ("Roe, A., Doe, B. C., and Poe, C.", ("A. Roe", "B. C. Doe", "C. Poe")),
        ("Jane Doe, John Roe", ("Jane Doe", "John Roe")),
        ("J. Smith, OpenAI", ("J. Smith", "OpenAI")),
        ("J Smith, A Doe", ("J Smith", "A Doe")),
        ("Smith J, van der Doe AB.", ("J Smith", "AB van der Doe")),
        ("Smith J., Doe A.B.", ("J. Smith", "A.B. Doe")),
        ("Smith JA Jr, Doe A, Google AI", ("JA Smith Jr", "A Doe", "Google AI")),
        ("LI J", ("J LI",)),
        ("J LI", ("J LI",)),
        ("Jane Doe, Xu B", ("Jane Doe", "Xu B")),
        ('["Brian O\'Neil", "Jane Doe"]', ("Brian O'Neil", "Jane Doe")),
        ("[{'authorId': '1', 'name': 'Jane Doe'}, {'name': \"A. O'Neil\"}]", ("Jane Doe", "A. O'Neil")),
        ("[No author name available]", ()),
    ],
)
def test_authors_are_parted(cell: str, names: tuple[str, ...]) -> None:
    assert name_lists.authors(cell) == (names, False)


@pytest.mark.parametrize(
    "cell",
    [
        "P Esser, R Rombach…",
        "P Esser, R Rombach, ...",
        "P Esser, R Rombach et al.",
        "P Esser; R Rombach; et al",
        "P Esser and R Rombach and others",
    ],
)
def test_marks_a_shortened_list_of_authors(cell: str) -> None:
    assert name_lists.authors(cell) == (("P Esser", "R Rombach"), True)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("TITLE,Publication Year", "A paper,2020"),
        ("Document Title;PubYear", "A paper;2020-05-01"),
        ("primary_title\tdate", "A paper\t12/2020"),
        ("article title|year", "A paper|2020.0"),
        ("\ufeffTitle,Year", "A paper,2020"),
        ("sep=;\nTitle;Year", "A paper;2020"),
        ("\n\n Title , Year ,", '  "A paper" , 2020 ,'),
        ("Title,Year", "A paper,2020,"),
        ("Title,Year,Title", ",2020,A paper"),
        ('"Ti\ntle","Year"', '"A\npaper",2020'),
        ("\x00Title,Year", '\x00"A pa\x00per",2020'),
    ],
)
def test_columns_are_found_by_their_names(header: str, row: str) -> None:
    found = record(header, row)
    assert (found.title, found.first_year) == ("A paper", 2020)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Article; Proceedings Paper", "inproceedings"),
        ("Article; Book Chapter", "chapter"),
        ("Review", "article"),
        ("['JournalArticle', 'Conference']", "inproceedings"),
        ("PhD Thesis", "thesis"),
        ("Video", None),
    ],
)
def test_the_type_is_the_most_special_one(written: str, kind: str | None) -> None:
    assert record("title,document type", f'A paper,"{written}"').type == kind


@pytest.mark.parametrize(
    ("header", "cell", "ids"),
    [
        ("doi", "https://doi.org/10.1000/ABC", {"doi": "10.1000/abc"}),
        ("DOI Link", "http://dx.doi.org/10.1000/abc", {"doi": "10.1000/abc"}),
        ("doi", "10.48550/arXiv.1711.00937", {"arxiv": "1711.00937"}),
        ("arXiv ID", "arXiv:1711.00937v2", {"arxiv": "1711.00937"}),
        ("url", "http://arxiv.org/pdf/1711.00937v1", {"arxiv": "1711.00937"}),
        ("PubMed ID", "34920113.0", {"pmid": "34920113"}),
        ("pmid", "PMC12", {}),
        ("id", "https://openalex.org/W123", {"openalex": "W123"}),
        ("id", "17", {}),
        ("extra", "PMID: 123 arXiv: 1711.00937", {"pmid": "123", "arxiv": "1711.00937"}),
    ],
)
def test_ids_are_cleaned(header: str, cell: str, ids: dict[str, str]) -> None:
    assert record(f"title,{header}", f"A paper,{cell}").ids == ids


def test_books_have_no_venue_and_databases_are_not_venues() -> None:
    assert record("title,type,journal", "A paper,Book,A series").venue is None
    assert record("title,source", "A paper,Scopus").venue is None
    assert record("title,source", "A paper,Nature").venue == "Nature"


def test_a_number_of_zotero_is_no_citation_key() -> None:
    entries, _ = read("key,title\nABCD2345,One paper\noord2017,Another paper\n12,A third\n")
    assert [entry.key for entry in entries] == ["", "oord2017", ""]


def test_ignores_cells_that_mean_no_value() -> None:
    found = record("title,abstract,doi,volume,authors", "A paper,NaN,None,0,NA")
    assert found == Record(source="csv", title="A paper")


def test_without_titles_nothing_is_read() -> None:
    text = "\nAuthors,Year," + ",".join(f"c{number}" for number in range(9))
    assert read(text) == (
        [],
        [
            Broken(
                2,
                'no column is named "title"; the columns are '
                '"Authors", "Year", "c0", "c1", "c2", "c3", "c4", "c5" and 3 more',
                whole=True,
            )
        ],
    )
    assert read("")[1][0].whole


def test_lines_are_those_of_the_file() -> None:
    entries, broken = read('title,year\r\n"One\r\npaper",2020\r\n\r\n,2021\r\nAnother,2022\r\n')
    assert [entry.line for entry in entries] == [2, 6]
    assert broken == [Broken(5, "a row without title")]


def test_reports_a_missing_cell_only_if_it_is_read() -> None:
    assert read("title,year,remark\nOne,2020\n")[1] == []
    assert [one.line for one in read("title,remark,year\nOne,x\n")[1]] == [2]


def test_a_cell_can_be_huge() -> None:
    abstract = "words, " * 100_000
    assert record("title,abstract,year", f'A paper,"{abstract}",2020').abstract == abstract.strip()


@pytest.mark.parametrize("row", ['"Open,x,2000', 'Open,"x,2000', 'Open,x,"2000', '"Open, and,"x",2000'])
def test_nothing_is_read_from_a_quote_on_that_is_not_closed(row: str) -> None:
    start = 'title,authors,year\n"First\nof all",x,2000\n'
    entries, broken = read(
        f'{start}{row}\n"Second","Doe, J.",2001\nThird,"Roe, A.",2002\n"Fourth",x,"2003"\n'
    )
    assert [(entry.record.title, entry.line) for entry in entries] == [("First of all", 2)]
    assert broken == [Broken(4, OPEN)]


@pytest.mark.parametrize("text", ['"title,year\nA paper,2020\n', 'title,year\nCut,"It opens\nand goes on'])
def test_reports_a_quote_that_stays_open_once(text: str) -> None:
    entries, (broken,) = read(text)
    assert (entries, broken.why) == ([], OPEN)
    assert broken.whole is text.startswith('"')


@pytest.mark.parametrize(
    ("delimiter", "row", "cells"),
    [
        (",", '"Deep" learning,x', ("Deep learning", "x")),
        ("\t", '"Deep" learning\tx', ('"Deep" learning', "x")),
        (";", 'The "deep" one;"x" ', ('The "deep" one', "x ")),
        (",", 'A 5" disk,"x""y"', ('A 5" disk', 'x"y')),
    ],
)
def test_quotes_that_part_no_cells_cost_nothing(delimiter: str, row: str, cells: tuple[str, ...]) -> None:
    text = f'a{delimiter}b\n{row}\n\n"Next\none"{delimiter}y\n'
    assert [*rows(text)][1:] == [TableRow(2, cells), TableRow(4, ("Next\none", "y"))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_accepts_all_line_ends_and_skips_empty_rows(end: str) -> None:
    text = end.join(("", "a,b", "", " , ", '"1', '2",\x85\u2028\x0b3', ",", "4"))
    assert [*rows(text)] == [
        TableRow(2, ("a", "b")),
        TableRow(5, ("1\n2", "\x85\u2028\x0b3")),
        TableRow(8, ("4",)),
    ]


def test_finds_the_delimiter_in_excels_line_or_the_first_row() -> None:
    assert [row.line for row in rows("\ufeffsep=;\n\na,b,c;d\n")] == [3]
    assert next(rows("SEP=|\r\na,b,c|d")) == TableRow(2, ("a,b,c", "d"))
    assert next(rows('a;"b, c, d"\n1,2,3,4')) == TableRow(1, ("a", "b, c, d"))
    assert next(rows('"a\n,,,";b\n1')) == TableRow(1, ("a\n,,,", "b"))
    assert next(rows("\n\ta\tb,c\n")) == TableRow(2, ("", "a", "b,c"))
    assert [*rows("")] == [*rows("sep=;")] == []


def test_a_file_of_broken_rows_alone_is_given_up() -> None:
    entries, broken = read("title,year\n" + ",2000\n" * 5000)
    assert (entries, len(broken)) == ([], MAX_BROKEN + 1)
    assert broken[-1] == Broken(MAX_BROKEN + 2, "too many broken rows; the rest of the file is not read")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Title,Year\n", "csv"),
        ("title;abstract;doi\n1;We reach R@10 (top) and @misc{x;3\n", "csv"),
        ("% Title, Year\n@misc{a, title = {x}}", "bibtex"),
        ("@misc{a, title, year}", "bibtex"),
        ("TY  - JOUR\nTI  - Title,Year\n", "ris"),
        ("A sentence, with a title, and more.\n", None),
        ("Title\nOne\n", None),
        ("", None),
    ],
)
def test_detects_a_table_by_its_first_row(text: str, found: str | None) -> None:
    assert which.format_of(text) == found


_cells = st.lists(st.sampled_from("ab,;|\t\"'\n é"), max_size=8).map("".join)
_tables = st.lists(st.tuples(_cells, _cells, _cells), min_size=1, max_size=5).map(
    lambda table: [(f"x{first}", *others) for first, *others in table]
)
_delimiters = st.sampled_from(DELIMITERS)


def written(table: Iterable[Sequence[str]], delimiter: str, *, every: bool = False) -> str:
    text = io.StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=delimiter, lineterminator="\n", quoting=quoting).writerows(table)
    return text.getvalue()


@given(table=_tables, delimiter=_delimiters)
def test_what_the_module_csv_writes_is_read_back(table: list[tuple[str, ...]], delimiter: str) -> None:
    found = [*rows(f"sep={delimiter}\n{written(table, delimiter, every=True)}")]
    assert [row.cells for row in found if isinstance(row, TableRow)] == table


@given(table=_tables, delimiter=_delimiters)
def test_without_needless_quotes_it_is_but_for_spaces(table: list[tuple[str, ...]], delimiter: str) -> None:
    found = [*rows(f"sep={delimiter}\n{written(table, delimiter)}")]
    cells = [[cell.lstrip(" ") for cell in row.cells] for row in found if isinstance(row, TableRow)]
    assert cells == [[cell.lstrip(" ") for cell in row] for row in table]


@given(table=_tables, delimiter=_delimiters, rest=_cells)
def test_reads_the_rows_before_an_open_quote(
    table: list[tuple[str, ...]], delimiter: str, rest: str
) -> None:
    text = f"sep={delimiter}\n{written(table, delimiter)}"
    rest = rest.replace('"', "")
    assert [*rows(f'{text}x{delimiter}"{rest}')] == [*rows(text), Broken(text.count("\n") + 1, OPEN)]


@given(delimiter=_delimiters, venue=_cells)
def test_the_delimiter_is_that_of_the_names(*, delimiter: str, venue: str) -> None:
    table = [["Title", "Authors", "Source, title; of it"], ["A paper", "Doe, J.; Roe, A.", venue]]
    text = written(table, delimiter)
    assert next(rows(text)) == TableRow(1, tuple(table[0]))
    assert is_table(text)
    ((entry,), _) = read(text)
    assert entry.record.authors == ("J. Doe", "A. Roe")
