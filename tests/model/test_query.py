"""The language of `search`: what a query asks for, and the messages for mistakes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.model.query import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_WORDS,
    All,
    Decided,
    Either,
    InState,
    Mistake,
    Not,
    Query,
    SearchedText,
    Tagged,
    YearRange,
    parse,
    texts,
)

A, B, C, D = (SearchedText(letter) for letter in "abcd")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("codebook", SearchedText("codebook")),
        ("a b", All((A, B))),
        ("a AND b", All((A, B))),
        ("a and b", All((A, SearchedText("and"), B))),
        ("a OR b", Either((A, B))),
        ("a b OR c d", Either((All((A, B)), All((C, D))))),
        ("a (b OR c) d", All((A, Either((B, C)), D))),
        ("a NOT b", All((A, Not(B)))),
        ("a AND NOT b", All((A, Not(B)))),
        ("-a b", All((Not(A), B))),
        ("NOT (a b)", Not(All((A, B)))),
        ("-(a OR b)", Not(Either((A, B)))),
        ("NOT NOT a", Not(Not(A))),
        ('"latent space"', SearchedText("latent space")),
        ("“latent  space„ a", All((SearchedText("latent space"), A))),
        ('"a AND (b"', SearchedText("a AND (b")),
        ("vq-gan", SearchedText("vq-gan")),
        ("quanti*", SearchedText("quanti", prefix=True)),
        ('"latent spa"*', SearchedText("latent spa", prefix=True)),
        ("潜在空间", SearchedText("潜在空间")),
        ("(a)（b）", All((A, B))),
        ("LION: Latent", All((SearchedText("LION:"), SearchedText("Latent")))),
        ("https://arxiv.org/abs/2012.09841", SearchedText("https://arxiv.org/abs/2012.09841")),
        ("10:30", SearchedText("10:30")),
        ("author:esser", SearchedText("esser", of="author")),
        ('Author："van den oord"', SearchedText("van den oord", of="author")),
        ("venue:cvpr*", SearchedText("cvpr", prefix=True, of="venue")),
        ("tag:must-cite", Tagged("must-cite")),
        ('-tag:"to cite"', Not(Tagged("to cite"))),
        ("year:2020", YearRange(2020, 2020)),
        ("year:2020..", YearRange(2020, None)),
        ("year:..2022", YearRange(None, 2022)),
        ("year:2020..2022", YearRange(2020, 2022)),
        ("decision:include", Decided("include")),
        ("decision:None", Decided(None)),
        ("reading:to-read", InState("to-read")),
    ],
)
def test_a_query_asks_for(text: str, query: Query) -> None:
    assert parse(text) == query


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("", 1, "empty"),
        (" \x00 ", 1, "empty"),
        ("AND a", 1, "AND needs a word before it; to search for the word itself, write and"),
        ("a OR", 3, "OR needs a word after it"),
        ("a AND OR b", 3, "AND needs a word after it"),
        ("NOT", 1, "NOT needs a word after it"),
        ("(OR a)", 2, "OR needs a word before it"),
        ("-AND a", 1, "directly after the minus sign"),
        ("(a OR b", 1, "never closed; write )"),
        ("a (", 3, "never closed"),
        ("a)", 2, "this parenthesis closes nothing"),
        ("a () b", 3, "these parentheses are empty"),
        ('a "b', 3, "quote is never closed"),
        ('""', 1, "no letter or digit"),
        ("a - b", 3, "no letter or digit"),
        ("...", 1, "no letter or digit"),
        ("*", 1, "no letter or digit"),
        ("*a", 1, "a star must be at the end"),
        ("a*b", 2, "a star must be at the end"),
        ('"a* b"', 3, "a star must be at the end"),
        ("autor:esser", 1, "no field is called autor; write author:, or"),
        ("AND:x", 1, "no field is called and"),
        ("a foo:bar", 3, "there are author:, year:, venue:, tag:, decision:, reading:, or"),
        ("author:", 7, 'author:esser or author:"van den oord"'),
        ("author: esser", 7, "directly after the colon"),
        ("author:(a OR b)", 7, "directly after the colon"),
        ("tag:OR", 5, "tag:codebook"),
        ('tag:""', 5, "no letter or digit"),
        ("year:2020-2022", 6, "write a range with two dots: year:2020..2022"),
        ("year:2020…", 6, "write a range with two dots: year:2020.."),
        ("year:20202022", 6, "write a range with two dots: year:2020..2022"),
        ("year:2022..2020", 6, "the earlier year comes first: year:2020..2022"),
        ("year:20", 6, "four digits"),
        ("year:..", 6, "four digits"),
        (
            "decision:maybe",
            10,
            "there are decision:include, decision:exclude, decision:unsure, decision:none",
        ),
        ("decision:inclued", 10, "did you mean decision:include?"),
        ("reading:don", 9, "there are reading:to-read, reading:reading, reading:read"),
        ("x" * (MAX_LENGTH + 1), MAX_LENGTH + 1, f"at most {MAX_LENGTH} characters"),
        ("a " * (MAX_WORDS + 1), 2 * MAX_WORDS + 1, f"at most {MAX_WORDS} words"),
        ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), MAX_DEPTH + 1, "nested more than"),
        ("NOT " * (MAX_DEPTH + 1) + "a", 4 * MAX_DEPTH + 1, "nested more than"),
    ],
)
def test_reports_a_mistake_at_its_column(text: str, column: int, message: str) -> None:
    mistake = parse(text)
    assert isinstance(mistake, Mistake)
    assert mistake.column == column
    assert message in mistake.sentence


def test_limits_are_reached_without_a_mistake() -> None:
    assert not isinstance(parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH), Mistake)
    assert not isinstance(parse("a " * MAX_WORDS), Mistake)
    assert not isinstance(parse("x" * MAX_LENGTH), Mistake)


def test_does_not_search_for_excluded_words() -> None:
    query = parse("a (b OR NOT c) -d year:2020")
    assert not isinstance(query, Mistake)
    assert list(texts(query)) == [A, B]


PIECES = [
    "a", "vq-gan", "AND", "OR", "NOT", "-", "(", ")", "（", '"', "“", "*", ":", "author:", "year:", "..",
    "2020", "tag:x", "decision:", " ", "\x00", "\ud800", "潜", "é", "\n", ":", "NEAR(", "^", "{", "+",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60))
def test_anything_is_a_query_or_a_mistake_in_it(text: str) -> None:
    query = parse(text)
    if isinstance(query, Mistake):
        assert 1 <= query.column <= len(text) + 1
        assert query.sentence


def _written(query: Query) -> str:  # noqa: PLR0911 one for each
    match query:
        case SearchedText(words, prefix, of):
            return f'{f"{of}:" if of else ""}"{words}"{"*" if prefix else ""}'
        case Tagged(tag, prefix):
            return f'tag:"{tag}"{"*" if prefix else ""}'
        case YearRange(first, last):
            return f"year:{first or ''}..{last or ''}"
        case Decided(decision):
            return f"decision:{decision or 'none'}"
        case InState(reading):
            return f"reading:{reading}"
        case Not(part):
            return f"NOT ({_written(part)})"
        case All(parts):
            return " AND ".join(f"({_written(part)})" for part in parts)
        case Either(parts):
            return " OR ".join(f"({_written(part)})" for part in parts)


LEAVES: st.SearchStrategy[Query] = st.one_of(
    st.builds(SearchedText, st.sampled_from(["a", "latent space", "AND"]), st.booleans(),
              st.sampled_from([None, "author", "venue"])),
    st.builds(Tagged, st.sampled_from(["x", "to cite"]), st.booleans()),
    st.builds(YearRange, st.just(2019), st.sampled_from([None, 2021])),
    st.builds(Decided, st.sampled_from(["include", None])),
    st.builds(InState, st.sampled_from(["read", "to-read"])),
)  # fmt: skip


def _parts(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[tuple[Query, ...]]:
    return st.lists(inner, min_size=2, max_size=3).map(tuple)


QUERIES = st.recursive(
    LEAVES,
    lambda inner: st.builds(Not, inner) | st.builds(All, _parts(inner)) | st.builds(Either, _parts(inner)),
    max_leaves=8,
)


@given(QUERIES)
def test_what_is_written_is_what_is_asked(query: Query) -> None:
    assert parse(_written(query)) == query
