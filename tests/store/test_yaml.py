"""YAML for people: texts stay what they are, and every error has its place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.config import Settings
from litnotes.errors import Conflict, Unreadable
from litnotes.model.paper import Paper
from litnotes.model.reports import Report
from litnotes.store import yaml

ORDER = list(Paper.model_fields)


class TestLoad:
    @pytest.mark.parametrize(
        "scalar",
        [
            "no",
            "yes",
            "on",
            "Off",
            "1e3",
            "0x10",
            "012",
            "1_000",
            "2206.10780",
            "2024-05-31",
            "12:30",
            "=",
            "<<",
            ".inf",
        ],
    )
    def test_scalars_stay_the_texts_they_are(self, scalar: str) -> None:
        assert yaml.load(f"a: {scalar}\n", "f") == {"a": scalar}

    @pytest.mark.parametrize("scalar", ["", "~", "null", "Null", "NULL"])
    def test_nothing_is_none(self, scalar: str) -> None:
        assert yaml.load(f"a: {scalar}\n", "f") == {"a": None}

    @pytest.mark.parametrize("scalar", ["'null'", '"~"', "''"])
    def test_quoted_nothing_is_text(self, scalar: str) -> None:
        assert yaml.load(f"a: {scalar}\n", "f") == {"a": scalar[1:-1]}

    @pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n"])
    def test_an_empty_file_holds_nothing(self, text: str) -> None:
        assert yaml.load(text, "f") == {}

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("a: 1\nb: 2\na: 3\n", "f:3:1: a is defined twice"),
            ("a:\n  b: 1\n  b: 2\n", "f:3:3: b is defined twice"),
            ("a: !!int 3\n", "f:1:4: tags such as tag:yaml.org,2002:int are not read"),
            ("a: !!python/object/apply:os.system [x]\n", "f:1:4: tags such as"),
            ("a: !own {b: 1}\n", "f:1:4: tags such as !own"),
            ("a: &x [1]\nb: *x\n", "f:1:4: aliases"),
            ("- a\n- b\n", "f:1:1: expected names and values"),
            ("just words\n", "f:1:1: expected names and values"),
            ("? [a, b]\n: c\n", "f:1:3: expected a name before the colon"),
            ("a: b: c\n", "f:1:5: this is not YAML"),
            ("a: [1, 2\n", "f:2:1: this is not YAML"),
            ("a: 'never closed\n", "f:2:1: this is not YAML"),
            ("a: 1\n\tb: 2\n", "f:2:1: this is not YAML"),
            ("a: 1\n---\nb: 2\n", "f:2:1: this is not YAML"),
            ("a: \x07\n", "this is not YAML"),
            ("a: *nowhere\n", "f:1:4: this is not YAML"),
        ],
    )
    def test_refuses_at_the_right_place(self, text: str, message: str) -> None:
        with pytest.raises(Unreadable) as caught:
            yaml.load(text, "f")
        assert message in str(caught.value)

    @pytest.mark.parametrize(("opener", "closer"), [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")])
    def test_deep_nesting_is_refused_and_not_crashed_on(self, opener: str, closer: str) -> None:
        with pytest.raises(Unreadable, match="nested too deeply"):
            yaml.load("a:\n " + opener * 100_000 + "x" + closer * 100_000, "f")

    def test_a_bomb_of_aliases_does_not_grow(self) -> None:
        lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
        with pytest.raises(Unreadable, match="aliases"):
            yaml.load("\n".join(lines), "f")


class TestLoadModel:
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("key: a\nrecord: given\ntitle: b\nyear: soon\n", "p.yaml:4:7: year: expected a whole number"),
            ("key: a\nrecord: given\ntitle: b\nyear: 2.5\n", "p.yaml:4:7: year: expected a whole number"),
            ("key: a\nrecord: given\ntitle: b\nauthors: Bo\n", "p.yaml:4:10: authors: expected a list"),
            (
                "key: a\nrecord: given\ntitle: b\nauthors:\n  - {n: 1}\n",
                "p.yaml:5:5: authors.1: expected a text",
            ),
            ("key: a\nrecord: given\ntitle: b\nids: [x]\n", "p.yaml:4:6: ids: expected names and values"),
            ("key: a\nrecord: given\ntitle: b\nids:\n  arxiv:\n", "p.yaml:5:9: ids.arxiv: expected a text"),
            (
                "key: a\nrecord: given\ntitle: b\nadded: 31 May\n",
                "p.yaml:4:8: added: expected a date such as",
            ),
            (
                "key: a\nrecord: given\ntitle: b\nmore_authors: perhaps\n",
                "4:15: more_authors: expected true or false",
            ),
            ("key: a\nrecord: dreamt\ntitle: b\n", "p.yaml:2:9: record: expected 'not looked up'"),
            (
                "key: a\nrecord: given\ntitle: b\nvenu: c\n",
                "p.yaml:4:7: venu is not known here; did you mean venue?",
            ),
            ("key: a\nrecord: given\n", "p.yaml:1:1: title is missing"),
        ],
    )
    def test_reports_a_wrong_value_with_its_place_and_what_is_expected(
        self, text: str, message: str
    ) -> None:
        with pytest.raises(Unreadable) as caught:
            yaml.load_model(Paper, text, "p.yaml")
        assert message in str(caught.value)

    def test_arxiv_ids_keep_their_zero(self) -> None:
        text = "key: a\nrecord: given\ntitle: no\nids: {arxiv: 2206.10780}\nyear: 2022\n"
        paper = yaml.load_model(Paper, text, "p.yaml")
        assert (paper.ids, paper.title, paper.year) == ({"arxiv": "2206.10780"}, "no", 2022)

    def test_empty_settings_are_the_defaults(self) -> None:
        assert yaml.load_model(Settings, "topic:\npeople:\nsections:\ncriteria:\n", "s") == Settings()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
values: st.SearchStrategy[Any] = st.recursive(
    texts | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


class TestDump:
    @given(st.dictionaries(texts, values, max_size=5))
    def test_what_is_dumped_is_loaded_again(self, data: dict[str, Any]) -> None:
        assert yaml.load(yaml.dump(data), "f") == data

    def test_paragraphs_are_literal_blocks(self) -> None:
        assert yaml.dump({"a": "one\n\ntwo\n"}) == "a: |\n  one\n\n  two\n"

    def test_long_lines_are_not_folded(self) -> None:
        written = yaml.dump({"a": "word " * 60 + "end"})
        assert "word " * 60 + "end" in written

    def test_unicode_is_written_as_it_is(self) -> None:
        assert yaml.dump({"a": "Żółć 音乐 🎵"}) == "a: Żółć 音乐 🎵\n"

    def test_odd_line_ends_are_written_out(self) -> None:
        written = yaml.dump({"a": "one\u2028two\u0085three"})
        assert len(written.splitlines()) == 1
        assert yaml.load(written, "f") == {"a": "one\u2028two\u0085three"}

    def test_keys_keep_their_order(self) -> None:
        assert yaml.dump({"b": "1", "a": "2"}).splitlines() == ["b: '1'", "a: '2'"]

    def test_lists_have_one_item_a_line(self) -> None:
        assert yaml.dump({"a": ["x", "y"]}) == "a:\n- x\n- y\n"

    def test_a_day_is_written_without_what_is_absent(self) -> None:
        assert yaml.dump(Report(title="x").model_dump(context={"brief": True})).startswith(
            "date: null\ntitle: x\n"
        )


HAND_EDITED = """\
# by hand
key: huang2019muller
record: given          # not from a service
title: "Müller's Counterpoint: a study"

# used in talks
short_names: [Coconet-M,  "Kontrapunkt"]
authors:
    - Anna Müller      # first author
    - Łukasz Żak

year: 2019   # first public
abstract: |
  one voice
  at a time

tags:
- counterpoint
# end
"""


def replaced(key: str, value: Any, text: str = HAND_EDITED) -> str:
    return yaml.replaced(text, key, value, ORDER, "p.yaml")


class TestReplaced:
    @pytest.mark.parametrize(
        ("key", "value", "old", "new"),
        [
            ("year", 2020, "year: 2019   # first", "year: 2020   # first"),
            (
                "record",
                "not looked up",
                "record: given          # not",
                "record: not looked up          # not",
            ),
            ("title", "Plain", 'title: "Müller\'s Counterpoint: a study"', "title: Plain"),
            (
                "short_names",
                ("Coconet-M", "Kontrapunkt", "K, 2"),
                '"Kontrapunkt"]',
                "\"Kontrapunkt\", 'K, 2']",
            ),
            ("authors", ["Anna Müller", "Łukasz Żak", "Bo"], "Łukasz Żak\n", "Łukasz Żak\n    - Bo\n"),
            ("tags", ["counterpoint", "bach"], "- counterpoint\n", "- counterpoint\n- bach\n"),
            ("abstract", "one\ntwo", "|\n  one voice\n  at a time\n", "|-\n  one\n  two\n"),
            ("abstract", "short", "abstract: |\n  one voice\n  at a time\n", "abstract: short\n"),
        ],
    )
    def test_only_the_value_changes(self, key: str, value: Any, old: str, new: str) -> None:
        assert HAND_EDITED.count(old) == 1
        assert replaced(key, value) == HAND_EDITED.replace(old, new)

    def test_a_list_that_changes_is_written_anew_and_nothing_else(self) -> None:
        edited = replaced("authors", ["Anna Müller", "Bo"])
        before, _, after = HAND_EDITED.partition(
            "authors:\n    - Anna Müller      # first author\n    - Łukasz Żak\n"
        )
        assert edited == f"{before}authors:\n- Anna Müller\n- Bo\n{after}"

    def test_a_new_key_goes_after_the_one_before_it(self) -> None:
        assert replaced("venue", "ISMIR") == HAND_EDITED.replace(
            "year: 2019   # first public\n", "year: 2019   # first public\nvenue: ISMIR\n"
        )

    def test_a_new_key_after_a_block_text(self) -> None:
        assert replaced("url", "http://x.example") == HAND_EDITED.replace(
            "  at a time\n", "  at a time\nurl: http://x.example\n"
        )

    def test_a_new_key_at_the_end_of_a_file_without_line_end(self) -> None:
        assert replaced("year", 2020, "key: a\ntitle: b") == "key: a\ntitle: b\nyear: 2020\n"

    def test_a_new_key_in_an_empty_file(self) -> None:
        assert replaced("year", 2020, "") == "year: 2020\n"

    @pytest.mark.parametrize("text", ["{key: a, title: b}\n", "key: a\ntitle: b\n...\n# end\n"])
    def test_what_cannot_be_spliced_is_refused_or_right(self, text: str) -> None:
        try:
            edited = replaced("year", 2020, text)
        except (Conflict, Unreadable):
            return
        assert yaml.load(edited, "f") == {**yaml.load(text, "f"), "year": "2020"}

    def test_line_ends_of_windows_stay(self) -> None:
        text = HAND_EDITED.replace("\n", "\r\n")
        for key, value in (("year", 2020), ("tags", ["counterpoint", "bach"]), ("venue", "ISMIR")):
            edited = replaced(key, value, text)
            assert edited.replace("\r\n", "\n") == replaced(key, value)
            assert edited.count("\n") == edited.count("\r\n")

    def test_a_byte_order_mark_stays(self) -> None:
        for key, value in (("year", 2020), ("tags", ["counterpoint", "bach"]), ("venue", "ISMIR")):
            assert replaced(key, value, "\ufeff" + HAND_EDITED) == "\ufeff" + replaced(key, value)

    @given(st.sampled_from(["year", "title", "tags", "venue", "abstract", "ids"]), texts)
    def test_any_value_is_read_back_and_the_comments_survive(self, key: str, text: str) -> None:
        value: Any = {"tags": ["counterpoint", text], "ids": {"arxiv": text}}.get(key, text)
        try:
            edited = replaced(key, value)
        except Conflict:
            return
        assert yaml.load(edited, "f") == {**yaml.load(HAND_EDITED, "f"), key: value}
        for comment in (
            "# by hand",
            "# not from a service",
            "# used in talks",
            "# first author",
            "# first public",
            "# end",
        ):
            assert edited.count(comment) >= 1
