"""Reading any file returns entries and broken parts, and never raises."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.formats import (
    bibtex,
    csl,
    csv_table,
    endnote,
    finished_review,
    nbib,
    ris,
    web_of_science,
    which,
    zotero_items,
)
from litnotes.formats.entry import Broken, Read
from litnotes.values import name_lists

READERS = [bibtex.read, ris.read, csl.read, csv_table.read, nbib.read, web_of_science.read, endnote.read]

_PIECES = (
    "@article{", "@string{", "@comment{", "@misc(", "@", "}", ")", "{", '"', "=", ",", "#", "\n",
    "title", "author", "keywords", "eprint", "crossref", "year", " and ", "and others", '{\\"o}', "\\",
    "$", "$x$", "$\\a$", "$_{2}$", "%", "&", "~", "--", "\\href{", "\\begin{a}", "\\'", "\\verb", "\\[",
    "\\frac", "\\cite", "TY  - JOUR", "ER  - ", "AU  - A, B", "TI  - x", "N1  - ", "UK  - z", "ZZ  - y",
    "KW  - a;b", "UR  - http://a", "[", "]", '{"id":1', '"title":"x"', '"items":[', ":", "1e999",
    "null", '"issued"', '"date-parts"', '"note"', "é", "\ud800", "\x00", "\r", " ", "1711.00937",
    "10.1/x", "PMID- 1", "OWN - ERIC", "FAU - A, B", "PT J", "AF A, B", "   C, D", "EF", "%0 Book",
    "%A A, B", "TY - JOUR", "TI - x", "; ", "\\ifmmode", "\\else", "\\fi", "\\ensuremath{",
    "\\texorpdfstring{", "family=", "\\and ",
)  # fmt: skip
_TABLE = (
    "title", "authors", "year", "doi", "extra", "type", "key", "keywords", ",", ";", "\t", "|", '"', '""',
    "\n", "\r\n", "\r", "\x00", " ", "sep=;", "x", "et al.", " and ", "&", "[", "{'name': '", "]", "…", "0",
    "1999", "10.1/x", "W1", "Citation Key: ", "J.", "\ufeff",
)  # fmt: skip
_hostile_table = st.lists(st.sampled_from(_TABLE), max_size=40).map("".join)
_hostile = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("family", "raw", "x")), inner)
    ),
    max_leaves=5,
)
_NAMES = (
    "id", "citation-key", "type", "title", "title-short", "author", "editor", "issued", "container-title",
    "page", "volume", "DOI", "URL", "note", "annote", "custom", "keyword", "PMID", "number",
)  # fmt: skip


@pytest.mark.parametrize("read", READERS)
@given(text=st.text(max_size=60) | _hostile | _hostile_table)
def test_any_text_is_read(read: Callable[[str], Read], text: str) -> None:
    entries, broken = read(text)
    lines = len(re.split(r"\r\n?|\n", text))
    assert all(1 <= line <= lines for line in [one.line for one in entries] + [one.line for one in broken])


@given(
    field=st.sampled_from(("title", "author", "note", "keywords", "pages", "eprint", "url", "year")),
    value=_hostile,
)
def test_any_value_of_a_field_is_read(field: str, value: str) -> None:
    bibtex.read(f"@misc{{a, {field} = {{{value}}}}}")


@given(rows=_hostile_table, cell=_hostile_table)
def test_any_rows_of_a_table_are_read(rows: str, cell: str) -> None:
    text = f"title,authors,year,doi,extra,type,key,keywords\n{rows}"
    entries, broken = csv_table.read(text)
    lines = [one.line for one in entries]
    assert lines == sorted(set(lines))
    assert all(2 <= one.line <= len(re.split(r"\r\n?|\n", text)) for one in broken)
    assert all(entry.record.title for entry in entries)
    assert all(name_lists.authors(cell)[0])


@given(rows=_hostile_table, label=st.sampled_from(("0", "1", "", "x")))
def test_any_rows_of_a_review_are_read(rows: str, label: str) -> None:
    text = f"title,abstract,label_included\na,b,{label}\n{rows}"
    found = finished_review.read(text)
    lines = [found.line] if isinstance(found, Broken) else [one.line for one in found]
    assert lines == sorted(set(lines))
    assert all(2 <= line <= len(re.split(r"\r\n?|\n", text)) for line in lines)


@given(text=st.text(max_size=60) | _hostile_table)
def test_any_text_is_read_for_a_review(text: str) -> None:
    finished_review.read(text)


@given(item=st.dictionaries(st.sampled_from(_NAMES), _VALUES))
def test_values_of_any_type_are_read(item: dict[str, object]) -> None:
    import json

    csl.read(json.dumps([item, {"title": "x", "author": [item]}]))


@given(data=st.binary(max_size=60))
def test_any_bytes_are_decoded(data: bytes) -> None:
    text, encoding = which.decoded(data)
    assert "\r" not in text
    assert encoding in ("utf-8", "utf-16", "cp1252", "latin-1")


@pytest.mark.parametrize(
    "text",
    [
        "@a{b, title = {" + "{" * 20_000 + "}" * 20_000 + "}}",
        '@a{b, title = {\\"' * 5_000,
        "@a{b, title = {" + "\\x{" * 5_000 + "}" * 5_000 + "}}",
        "@a{b, author = {" + "a and " * 20_000 + "}}",
        "@a(" * 5_000,
        pytest.param("@a(" * 20_000, marks=pytest.mark.slow),
        "@a{b, title = {" + "$" * 20_001 + "}}",
        "[" + '{"id":' * 20_000,
        "TY  - JOUR\n" * 5_000,
        "{" * 100_000,
        "title,year\n" + '"x\n' * 50_000,
        "title,year\n" + 'a,"b\n' * 50_000,
        "title,year\n" + '"a "b\n' * 50_000,
        'title,year\n"' + "a\n" * 100_000,
        'title,year\n"' + 'a""\n' * 100_000,
        "title,year\n" + '"a" b,"c" d\n' * 5_000,
        pytest.param("title,year\n" + '"a" b,"c" d\n' * 20_000, marks=pytest.mark.slow),
        "title,year\nx" + ',"' * 100_001,
        "title,authors\nx," + "et al " * 100_000,
        'title,authors\nx,"' + "a, and " * 100_000 + '"',
        "title,authors\nx," + "[{'name': '" * 50_000,
    ],
    ids=lambda text: text[:16],
)
@pytest.mark.gate
def test_hostile_files_take_no_long_time(text: str) -> None:
    found = which.format_of(text)
    assert found
    start = time.process_time()
    which.reader_of(found)(text)
    assert time.process_time() - start < 10


def test_a_file_of_broken_entries_alone_is_given_up() -> None:
    entries, broken = csl.read("[" + '{"id":' * 20_000)
    assert (entries, len(broken)) == ([], csl.MAX_BROKEN)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(
                ("itemType", "key", "parentItem", "title", "creators", "tags", "note", "extra", "date")
            ),
            _VALUES | st.sampled_from(("note", "attachment", "book")),
        ).map(lambda data: {"data": data}),
        max_size=4,
    )
)
def test_any_items_of_zotero_are_read(items: list[object]) -> None:
    zotero_items.library(items)
