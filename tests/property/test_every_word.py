"""Every word of a value comes out, or its field is named as not imported."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping

from hypothesis import given
from hypothesis import strategies as st

from litnotes.formats import which
from litnotes.formats.entry import ImportedEntry
from litnotes.values import people

_NOT_NAMES = frozenset(
    ["and", "others", "nan", "none", "null", "na", "al", "et", "jr", "sr", "ii", "iii", "iv"]
)
"""Words that say something else."""
_WORD = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzäéñøł张ж"), min_size=2, max_size=8).filter(
    lambda word: word not in _NOT_NAMES
)
_WORDS = st.lists(_WORD, min_size=1, max_size=6)
_MACROS = st.sampled_from(
    ["%s", "{%s}", r"\emph{%s}", r"\mbox{%s}", r"\textsf{%s}", r"\unknownmacro{%s}", r"{\it %s}",
     r"\textcolor{red}{%s}",
     r"\uppercase{%s}", r"\href{https://x.org}{%s}", r"{\unknown %s}",
     r"\foreignlanguage{german}{%s}", r"``%s''",
     r"\texorpdfstring{%s}{}", r"\ensuremath{}%s", r"\underline{\textbf{%s}}"]
)  # fmt: skip
_TEX = st.lists(st.tuples(_WORD, _MACROS), min_size=1, max_size=6)
_NAMES = st.lists(st.tuples(_WORD.map(str.capitalize), _WORD.map(str.capitalize)), min_size=1, max_size=4)
_FIELDS = {
    "journal": "T2", "publisher": "PB", "abstract": "AB", "note": "N1", "keywords": "KW", "address": "CY",
    "usera": "U1",
}  # fmt: skip


def said(one: ImportedEntry) -> set[str]:
    """Return the words of all that comes out of an entry."""
    record = one.record
    texts = [record.title, record.venue, record.publisher, record.abstract, record.notes, *record.tags]
    texts += [
        *map(people.shown, record.authors),
        record.volume,
        record.number,
        record.pages,
        *one.short_names,
    ]
    return {word.casefold() for text in texts if text for word in re.findall(r"[^\W_]+", text)}


def read_one(text: str) -> ImportedEntry:
    form = which.format_of(text)
    assert form
    (one,), broken = which.reader_of(form)(text)
    assert not broken
    return one


def check(one: ImportedEntry, fields: Mapping[str, list[str]], named: Callable[[str], str] = str) -> None:
    words = said(one)
    for name, value in fields.items():
        missing = {word.casefold() for word in value} - words
        assert not missing or named(name) in one.unread, (name, missing)


@given(title=_TEX)
def test_every_word_of_a_title_in_tex_comes_out(title: list[tuple[str, str]]) -> None:
    written = " ".join(macro % word for word, macro in title)
    one = read_one(f"@article{{a, title = {{{written}}}}}")
    check(one, {"title": [word for word, _ in title]})


@given(names=_NAMES, form=st.sampled_from(["%s %s", "%s {%s}", "{%s %s}", r"%s~%s", r"\textsc{%s} %s"]))
def test_every_word_of_the_names_comes_out(names: list[tuple[str, str]], form: str) -> None:
    written = " and ".join(form % name for name in names)
    one = read_one(f"@article{{a, title = {{T}}, author = {{{written}}}}}")
    check(one, {"author": [word for name in names for word in name]})
    turned = " and ".join(f"{family}, {given}" for given, family in names)
    one = read_one(f"@article{{a, title = {{T}}, author = {{{turned}}}}}")
    check(one, {"author": [word for name in names for word in name]})


@given(values=st.fixed_dictionaries({}, optional=dict.fromkeys(_FIELDS, _WORDS)))
def test_every_word_of_a_field_comes_out_or_is_named(values: dict[str, list[str]]) -> None:
    fields = "".join(f", {name} = {{{' '.join(value)}}}" for name, value in values.items())
    check(read_one(f"@article{{a, title = {{T}}{fields}}}"), values)
    lines = "".join(f"{_FIELDS[name]}  - {' '.join(value)}\n" for name, value in values.items())
    check(read_one(f"TY  - JOUR\nTI  - T\n{lines}ER  - \n"), values, _FIELDS.__getitem__)
    table = io.StringIO()
    csv.writer(table).writerows([["title", "year", *values], ["T", "", *map(" ".join, values.values())]])
    check(read_one(table.getvalue()), values)


@given(title=_WORDS, names=_NAMES, venue=_WORDS, other=_WORDS)
def test_every_word_of_csl_comes_out_or_is_named(
    title: list[str], names: list[tuple[str, str]], venue: list[str], other: list[str]
) -> None:
    item = {
        "type": "article-journal", "title": " ".join(title), "container-title": " ".join(venue),
        "author": [{"given": given, "family": family} for given, family in names], "genre": " ".join(other),
    }  # fmt: skip
    one = read_one(json.dumps([item]))
    check(one, {"title": title, "venue": venue, "author": [word for name in names for word in name]})
    assert one.unread == ("genre",)
