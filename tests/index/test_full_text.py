"""Searching the tables: the same items as a plain reading of the query finds, the best first."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes.index.full_text import SearchResult, not_there, search
from litnotes.index.hits import MAX_IN_REPORTS, Hit
from litnotes.index.schema import TABLES, as_written, first_text, searchable, words
from litnotes.model.query import (
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
)
from litnotes.values.names import fold_name


@dataclass(frozen=True, kw_only=True)
class Item:
    """The rows of one item in the index."""

    kind: str = "paper"
    title: str = ""
    names: Sequence[str] = ()
    authors: Sequence[str] = ()
    venue: str | None = None
    year: int | None = None
    venue_year: int | None = None
    tags: Sequence[str] = ()
    abstract: str = ""
    said: Sequence[tuple[str, int, str]] = ()
    decision: str | None = None
    reading: str | None = None

    @property
    def columns(self) -> tuple[Sequence[str], ...]:
        return (
            [self.title],
            [*self.names, *map(fold_name, self.names)],
            self.authors,
            [self.venue or ""],
            self.tags,
            [self.abstract],
            [text for _, _, text in self.said],
        )


@contextmanager
def index_of(*items: Item) -> Iterator[sqlite3.Connection]:
    """Yield the tables with these items; their ids count from 1."""
    with closing(sqlite3.connect(":memory:")) as connection:
        fill(connection, items)
        yield connection


def fill(connection: sqlite3.Connection, items: Iterable[Item]) -> None:
    connection.executescript(TABLES)
    for number, item in enumerate(items, start=1):
        connection.execute(
            "INSERT INTO items(id, kind, identity, key, name, title, names, authors, year, venue,"
            " venue_year, tags, reading, decision, last_day)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, item.kind, f"item {number}", f"key{number}" if item.kind == "paper" else None,
                item.title or "".join(item.names[:1]), item.title, "\n".join(item.names),
                "\n".join(item.authors), item.year, item.venue, item.venue_year, "\n".join(item.tags),
                item.reading, item.decision, max((day for day, _, _ in item.said), default=None),
            ),
        )  # fmt: skip
        connection.execute(
            "INSERT INTO words(rowid, title, names, authors, venue, tags, abstract, said)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (number, *map(words, item.columns)),
        )
        connection.executemany(
            "INSERT INTO entries(item, day, line, role, text, data) VALUES (?, ?, ?, 'conclusions', ?, '')",
            [(number, *entry) for entry in item.said],
        )


def found(query: str, *items: Item, limit: int = 100) -> SearchResult:
    parsed = parse(query)
    assert not isinstance(parsed, Mistake), parsed
    with index_of(*items) as connection:
        return search(connection, parsed, limit)


def keys(query: str, *items: Item) -> list[str]:
    return [hit.key or hit.name for hit in found(query, *items).hits]


def only(query: str, item: Item) -> Hit:
    (hit,) = found(query, item).hits
    return hit


TAMING = Item(
    title="Taming Transformers for High-Resolution Image Synthesis",
    names=["VQ-GAN", "Taming Transformers"],
    authors=["Patrick Esser", "Robin Rombach", "Björn Ommer"],
    venue="CVPR",
    year=2020,
    venue_year=2021,
    tags=["must-cite", "Größe"],
    abstract="Designed to learn long-range interactions, they show results on sequential data.",
    said=[
        ("2024-05-31", 35, "VQ-GAN\nAn encoder gives vectors.\nThey are replaced by a codebook's entries.")
    ],
    decision="include",
    reading="read",
)
VQVAE = Item(
    title="Neural Discrete Representation Learning",
    names=["VQVAE"],
    authors=["Aäron van den Oord"],
    year=2017,
)
CLIP = Item(title="对比学习与潜在空间", names=["CLIP"], venue_year=2022, decision="exclude")
TASK = Item(kind="said", said=[("2024-06-01", 8, "list the papers that cite VQ-VAE")])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("vqgan", ["key1"]),
        ("vq-gan", ["key1"]),
        ("VQ-VAE", ["key2", ""]),
        ("vqvae", ["key2", ""]),
        ("highres*", ["key1"]),
        ("longrange", ["key1"]),
        ('"esser robin"', []),
        ('"esser bjorn"', []),
        ('author:"rombach bjorn"', []),
        ('"taming transformers patrick"', []),
        ("bjorn ommer", ["key1"]),
        ("author:OORD", ["key2"]),
        ('author:"van den oord"', ["key2"]),
        ('author:"oord den"', []),
        ("author:codebook", []),
        ("venue:cvpr", ["key1"]),
        ("tag:grosse", ["key1"]),
        ("tag:must", []),
        ("tag:must*", ["key1"]),
        ("tag:must-cite", ["key1"]),
        ("taming codebook", ["key1"]),
        ('"taming codebook"', []),
        ("taming -codebook", []),
        ("taming -(codebook clip)", ["key1"]),
        ("(taming -codebook) OR (learning -clip)", ["key2"]),
        ("interact*", ["key1"]),
        ("潜在", ["key3"]),
        ("在潜", []),
        ('"潜在 空间"', ["key3"]),
        ("year:2020", ["key1"]),
        ("year:2021", []),
        ("year:0000", []),
        ("year:..0000", []),
        ("year:..2020", ["key2", "key1"]),
        ("year:2022", ["key3"]),
        ("NOT year:2017..2022", [""]),
        ("decision:none", ["key2"]),
        ("decision:exclude OR reading:read", ["key1", "key3"]),
        ("NOT reading:read", ["", "key2", "key3"]),
        ("papers OR taming", ["key1", ""]),
        ("-taming -papers -learning", ["key3"]),
    ],
)
def test_a_query_finds(query: str, expected: list[str]) -> None:
    assert sorted(keys(query, TAMING, VQVAE, CLIP, TASK)) == sorted(expected)


def test_the_title_counts_more_than_names_authors_tags_abstract_and_reports() -> None:
    filler = "so many other words"
    items = [
        Item(said=[("2024-01-01", 1, f"flow {filler}")]),
        Item(abstract=f"flow {filler}"),
        Item(tags=[f"flow {filler}"]),
        Item(authors=[f"Flow {filler}"]),
        Item(title=f"flow {filler}"),
        *[Item(title="something else") for _ in range(20)],
    ]
    assert keys("flow", *items) == ["key5", "key4", "key3", "key2", "key1"]


def test_of_equal_hits_the_one_named_last_comes_first() -> None:
    days = ["2024-05-01", "2024-05-03", "2024-05-02"]
    items = [Item(year=2020, said=[(day, 1, "codebook")]) for day in days]
    assert keys("codebook", *items) == ["key2", "key3", "key1"]
    assert keys("year:2020", *items, Item(year=2020)) == ["key2", "key3", "key1", "key4"]


def test_more_than_the_limit_is_counted() -> None:
    cut = found("flow", *[Item(title="flow") for _ in range(7)], limit=3)
    assert (len(cut.hits), cut.total) == (3, 7)
    assert found("nothing", TAMING) == SearchResult((), 0)


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def contexts(hit: Hit) -> Iterator[str]:
    for context in hit.contexts:
        day = f"{context.day}:{context.line}" if context.place == "said" else context.place
        yield f"{day} {marked(context.text, context.spans)}"


def test_a_hit_is_shown_with_its_place() -> None:
    assert marked(only("transformers", TAMING).name, only("transformers", TAMING).spans) == (
        "Taming [Transformers] for High-Resolution Image Synthesis"
    )
    assert list(contexts(only("codebook sequential", TAMING))) == [
        "abstract Designed to learn long-range interactions, they show results on [sequential] data.",
        "2024-05-31:35 They are replaced by a [codebook]'s entries.",
    ]
    assert list(contexts(only("author:bjorn", TAMING))) == [
        "authors Patrick Esser, Robin Rombach, [Björn] Ommer"
    ]
    assert list(contexts(only("vqgan", TAMING))) == ["names [VQ-GAN], Taming Transformers",
                                                     "2024-05-31:35 [VQ-GAN]"]  # fmt: skip
    assert list(contexts(only("vq-vae", VQVAE))) == ["names [VQVAE]"]
    assert list(contexts(only("潜在", CLIP))) == []
    assert marked(only("潜在", CLIP).name, only("潜在", CLIP).spans) == "对比学习与[潜在]空间"
    assert list(contexts(only("cite", TASK))) == ["2024-06-01:8 list the papers that [cite] VQ-VAE"]


def test_words_left_out_are_not_shown() -> None:
    hit = only("taming -(codebook nothing)", TAMING)
    assert (hit.spans, hit.contexts) == (((0, 6),), ())


def test_a_carried_entry_is_shown_once_with_its_last_day() -> None:
    days = [(f"2024-05-{day:02}", day, "read on the codebook") for day in range(1, 9)]
    hit = only("codebook", Item(said=days))
    assert list(contexts(hit)) == ["2024-05-08:8 read on the [codebook]"]
    assert hit.more == 0


def test_places_in_reports_beyond_the_first_are_counted() -> None:
    days = [(f"2024-05-{day:02}", day, f"codebook {day}") for day in range(1, 9)]
    hit = only("codebook", Item(said=days))
    assert [context.day for context in hit.contexts] == ["2024-05-08", "2024-05-07", "2024-05-06"]
    assert hit.more == 8 - MAX_IN_REPORTS


def test_reports_words_that_occur_nowhere() -> None:
    query = parse("taming (nonsense OR vqgan) -absent author:smith")
    assert not isinstance(query, Mistake)
    with index_of(TAMING) as connection:
        assert not_there(connection, query) == ["nonsense", "smith"]


@pytest.mark.parametrize(
    "word",
    [
        'a"b', "a*", "NEAR(a", "a^", "^a", "{title}:a", "a'b", "a\x00b", "a\ud800b", "title:", "a;DROP",
        "a\\b", "(a", "a+b", "--a", "a" * 900, "潜" * 900, "a-" * 400 + "a", "🤔a",
    ],
)  # fmt: skip
def test_no_word_is_an_operator_of_the_tables(word: str) -> None:
    for query in (
        SearchedText(word),
        SearchedText(word, prefix=True),
        SearchedText(word, of="author"),
        Tagged(word),
    ):
        with index_of(TAMING, Item(title="a b")) as connection:
            assert search(connection, query, 10).total <= 2


def test_queries_nested_deep_and_long_ones_are_answered() -> None:
    deep = "a"
    for level in range(19):
        deep = f"({deep}) {'OR' if level % 2 else 'AND'} w{level}"
    for query in (
        deep,
        " ".join(f"-w{n}" for n in range(59)) + " a",
        "NOT " * 20 + "a",
        "(" * 20 + "a b" + ")" * 20,
    ):
        assert found(query, Item(title="a b"), TAMING).total in (0, 1, 2)


# The same by reading the query plainly.

_ALPHABET = "潜在空间"


def _tokens(text: str) -> list[str]:
    plain = "".join(
        one for one in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(one)
    )
    return re.findall(f"[{_ALPHABET}]|[a-z0-9]+", plain)


def _is_in(words: str, text: str, *, prefix: bool) -> bool:
    phrase, tokens = _tokens(words), _tokens(text)
    for at in range(len(tokens) - len(phrase) + 1):
        here = tokens[at : at + len(phrase)]
        if here == phrase or (prefix and here[:-1] == phrase[:-1] and here[-1].startswith(phrase[-1])):
            return True
    return False


def asked_for(query: Query, item: Item) -> bool:  # noqa: PLR0911 one for each
    """Whether an item is what a query asks for."""
    match query:
        case SearchedText(asked, prefix, of):
            columns = item.columns
            if of:
                columns = columns[2:3] if of == "author" else columns[3:4]
            ways = {asked} if of or " " in asked else {asked, fold_name(asked)}
            texts = [text for column in columns for text in column]
            texts += [one.replace("-", "") for text in texts for one in re.findall(r"\w+(?:-\w+)+", text)]
            return any(_is_in(way, text, prefix=prefix) for way in ways for text in texts)
        case Tagged(tag, prefix):
            tags = [" ".join(_tokens(one)) for one in item.tags]
            wanted = " ".join(_tokens(tag))
            return any(one.startswith(wanted) if prefix else one == wanted for one in tags)
        case YearRange(first, last):
            year = item.year or item.venue_year
            return year is not None and (first or 0) <= year <= (9999 if last is None else last)
        case Decided(decision):
            return item.kind != "said" and item.decision == decision
        case InState(reading):
            return item.reading == reading
        case Not(part):
            return not asked_for(part, item)
        case All(parts):
            return all(asked_for(part, item) for part in parts)
        case Either(parts):
            return any(asked_for(part, item) for part in parts)


WORDS = ["flow", "Flöw", "vq-vae", "VQVAE", "latent", "space", "a", "潜在", "空间", "vae2", "x"]
SOME = st.lists(st.sampled_from(WORDS), max_size=4)
TEXTS = SOME.map(" ".join)
ITEMS = st.builds(
    Item,
    kind=st.sampled_from(["paper", "name", "said"]),
    title=TEXTS,
    names=SOME,
    authors=SOME,
    venue=st.none() | TEXTS,
    year=st.sampled_from([None, 2019, 2020, 2021]),
    venue_year=st.sampled_from([None, 2021]),
    tags=st.lists(st.sampled_from(["flow", "Flöw x", "latent"]), max_size=2),
    abstract=TEXTS,
    said=st.lists(st.tuples(st.just("2024-05-31"), st.just(3), TEXTS), max_size=2),
    decision=st.sampled_from([None, "include", "exclude"]),
    reading=st.sampled_from([None, "read", "to-read"]),
)
LEAVES: st.SearchStrategy[Query] = st.one_of(
    st.builds(
        SearchedText,
        st.lists(st.sampled_from([*WORDS, "la", "v", "none"]), min_size=1, max_size=2).map(" ".join),
        st.booleans(),
        st.sampled_from([None, None, "author", "venue"]),
    ),
    st.builds(Tagged, st.sampled_from(["FLOW", "flow x", "lat"]), st.booleans()),
    st.builds(YearRange, st.sampled_from([None, 2020]), st.sampled_from([2019, 2021])),
    st.builds(Decided, st.sampled_from([None, "include"])),
    st.builds(InState, st.sampled_from(["read", "to-read"])),
)


def _parts(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[tuple[Query, ...]]:
    return st.lists(inner, min_size=2, max_size=4).map(tuple)


QUERIES = st.recursive(
    LEAVES,
    lambda inner: st.builds(Not, inner) | st.builds(All, _parts(inner)) | st.builds(Either, _parts(inner)),
    max_leaves=10,
)


def test_words_may_be_asked_for_on_both_sides_of_other_conditions() -> None:
    item = Item(title="flow")
    assert keys("flow (flow OR (flow decision:none))", item)
    assert keys("flow (year:2020 OR (flow decision:none) OR (flow reading:read))", item)


@settings(max_examples=4 * settings().max_examples, deadline=None)
@given(QUERIES, st.lists(ITEMS, max_size=6))
def test_the_tables_find_what_a_plain_reading_finds(query: Query, items: list[Item]) -> None:
    expected = {f"item {number}" for number, item in enumerate(items, start=1) if asked_for(query, item)}
    with index_of(*items) as connection:
        answer = search(connection, query, 100)
        ids = connection.execute("SELECT identity, coalesce(key, name), kind FROM items").fetchall()
    assert answer.total == len(answer.hits) == len(expected)
    shown = sorted((hit.kind, hit.key or "") for hit in answer.hits)
    assert shown == sorted(
        (kind, name if kind == "paper" else "") for identity, name, kind in ids if identity in expected
    )
    for hit in answer.hits:
        for context in hit.contexts:
            assert context.spans
            assert all(0 <= start < end <= len(context.text) for start, end in context.spans)


@given(st.text(alphabet="ab 中文か한ก\u0301-\n."))
def test_text_comes_back_from_the_index_as_it_was_written(text: str) -> None:
    assert as_written(searchable(text)) == text


def test_the_first_text_of_a_column_comes_back() -> None:
    assert first_text(words(["a 中-long-range b", "other"])) == "a 中-long-range b"
    assert first_text(words([])) == ""


def test_a_phrase_matches_across_lines_but_not_across_entries() -> None:
    item = Item(kind="said", said=[("2024-05-31", 1, "a codebook of\nsounds"), ("2024-06-01", 2, "is new")])
    assert found('"sounds is"', item).total == 0
    (context,) = only('"of sounds"', item).contexts
    assert (context.text, context.line) == ("a codebook of sounds", 1)


def test_an_abstract_is_shown_unchanged_and_lists_with_commas() -> None:
    item = Item(title="T", authors=["A One", "B Two"], abstract="first line\n\nsecond line")
    assert [context.text for context in only("line", item).contexts] == ["first line  second line"]
    assert [context.text for context in only("two", item).contexts] == ["A One, B Two"]


def test_any_limit_is_taken() -> None:
    assert found("a", Item(title="a"), limit=10**30).total == 1
