"""Finished reviews as tables: the columns under all their names, and what is wrong with its line."""

from __future__ import annotations

import pytest

from litnotes.formats.entry import Broken
from litnotes.formats.finished_review import LabelledRecord, read
from litnotes.formats.rows import OPEN

HEADER = "title,abstract,label_included\n"


def records(text: str) -> list[LabelledRecord]:
    found = read(text)
    assert isinstance(found, list), found
    return found


def broken(text: str) -> Broken:
    found = read(text)
    assert isinstance(found, Broken)
    return found


def test_a_record_is_read_with_all_that_is_used() -> None:
    text = "record_id,Title,ABSTRACT,Year,keywords,label_included\n7,A title,Words.,2010.0,a; b,1\n"
    assert records(text) == [
        LabelledRecord(
            title="A title", abstract="Words.", included=True, keywords="a; b", year=2010, line=2
        )
    ]


@pytest.mark.parametrize(
    "header",
    [
        "title,abstract,included",
        "primary_title,notes_abstract,label_included",
        "Primary Title , Abstract Note,Final Included",
        "document title,abstract,label",
        "title;abstract;included",
        "title\tabstract\tincluded",
        "Document-Title,Abstract Text,LABEL",
        "\ufeffsep=;\nTI;AB;label_included",
    ],
)
def test_columns_go_by_several_names_and_delimiters(header: str) -> None:
    delimiter = next(mark for mark in "\t;," if mark in header)
    (found,) = records(f"{header}\n{delimiter.join(('A', 'B', '0'))}\n")
    assert (found.title, found.abstract, found.included) == ("A", "B", False)


def test_the_likeliest_of_several_columns_counts() -> None:
    (found,) = records("included,title,label_included,abstract,primary_title\n0,A,1,B,C\n")
    assert (found.title, found.included) == ("A", True)


@pytest.mark.parametrize(
    ("label", "included"),
    [
        ("1", True), ("1.0", True), ("Yes", True), ("TRUE", True), ("included", True), ("relevant", True),
        ("0", False), ("0.0", False), ("no", False), ("False", False), ("Excluded", False),
        ("-1", None), ("", None), ("?", None), ("NaN", None),
    ],
)  # fmt: skip
def test_labels_are_read_in_words_too(label: str, included: bool | None) -> None:  # noqa: FBT001
    assert [one.included for one in records(f"{HEADER}a,b,{label}\n")] == [included]


def test_reports_an_unknown_label_with_the_line_of_its_record() -> None:
    found = broken(f'{HEADER}a,"two\nlines",1\n\nc,"d\n\nd",maybe not\n')
    assert found.line == 5
    assert found.why.startswith('the label "maybe not" is neither 1 nor 0')


def test_reports_missing_columns_with_the_existing_ones() -> None:
    found = broken("title,authors,label\nA,B,1\n")
    assert (found.line, found.why) == (
        1,
        (
            "no column abstract; the columns are title, authors, label; "
            "needed are title, abstract, label_included"
        ),
    )
    assert broken("a,b\n1,2\n").why.startswith("no columns title and abstract and label_included;")


@pytest.mark.parametrize("text", ["", "\n\n", " , ,\n"])
def test_reports_an_empty_file(text: str) -> None:
    assert broken(text).why.startswith("the file is empty")


def test_reports_a_table_without_records() -> None:
    assert broken(HEADER).why == "no records after the row of column names"


def test_reports_a_row_with_too_few_cells() -> None:
    assert broken(f"{HEADER}a,b,1\nonly a title\n").line == 3


def test_reports_an_unclosed_quote_where_it_opens() -> None:
    found = broken(f'{HEADER}a,b,1\nc,"d,0\ne,f,1\n')
    assert found == Broken(3, OPEN)


def test_other_slips_with_quotes_are_read_all_the_same() -> None:
    assert [one.abstract for one in records(f'{HEADER}a,"b"c,1\nd,e "f" g,0\n')] == ["bc", 'e "f" g']


def test_an_abstract_of_any_length_is_read() -> None:
    long = "word " * 100_000
    assert records(f'{HEADER}a,"{long}",1\n')[0].abstract == long.strip()


@pytest.mark.parametrize(
    ("cell", "year"), [("2010", 2010), ("in press", None), ("", None), ("20100", None)]
)
def test_a_year_is_read_where_it_is_one(cell: str, year: int | None) -> None:
    assert records(f"{HEADER.strip()},year\na,b,1,{cell}\n")[0].year == year
