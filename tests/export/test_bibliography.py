"""A `.bib` file kept up to date: what is not ours, or no longer as we wrote it, keeps every byte."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.export.bibliography import HEADER, UpdatedBibliography, updated


def made(key: str, title: str = "A title", ids: str = "") -> str:
    aliases = f",\n  ids = {{{ids}}}" if ids else ""
    return f"@misc{{{key},\n  title = {{{title}}}{aliases}\n}}\n"


def states(update: UpdatedBibliography) -> dict[str, tuple[str, int]]:
    return {place.key: (place.state, place.line) for place in update.places}


def text_of(*keys: str, before: str | None = None) -> str:
    return updated(before, {key: made(key) for key in keys}).text


def test_a_new_file_has_a_mark_before_each_entry_in_the_order_of_the_keys() -> None:
    found = updated(None, {"b": made("b"), "a": made("a")})
    assert found.text.startswith(HEADER)
    assert re.findall(r"% litnotes (\w) [0-9a-f]{10}\n@misc\{(\w),", found.text) == [("a", "a"), ("b", "b")]
    assert states(found) == {"a": ("new", 5), "b": ("new", 10)}
    for place in found.places:
        assert found.text.splitlines()[place.line - 1] == f"@misc{{{place.key},"


def test_the_second_run_changes_nothing() -> None:
    before = text_of("a", "b")
    again = updated(before, {"a": made("a"), "b": made("b")})
    assert again.text == before
    assert {state for state, _ in states(again).values()} == {"up to date"}


def test_an_untouched_entry_is_renewed_where_it_is() -> None:
    before = text_of("a", "b")
    found = updated(before, {"a": made("a", "Other\n  words"), "b": made("b")})
    assert states(found) == {"a": ("renewed", 5), "b": ("up to date", 11)}
    assert found.text.index("Other") < found.text.index("@misc{b")
    assert found.text.count("@misc") == 2
    assert updated(found.text, {"a": made("a", "Other\n  words"), "b": made("b")}).text == found.text


def test_an_edited_entry_stays_and_its_line_is_reported() -> None:
    before = text_of("a", "b").replace("A title", "My title", 1)
    found = updated(before, {"a": made("a", "Other"), "b": made("b")})
    assert found.text == before
    assert states(found)["a"] == ("edited", 5)


@pytest.mark.parametrize(
    "own",
    [
        "@article{A, title={mine}}",
        "@article(a,title={mine})",
        "@Book {\n a ,\n title = {mine}}",
        "@misc{z, ids = {x, a}, title={mine}}",
        "% @misc{a, title={switched off}}",
    ],
)
def test_an_entry_of_the_user_with_the_same_key_stays_alone(own: str) -> None:
    before = f"x\n{own}\n"
    found = updated(before, {"a": made("a")})
    assert found.text == before
    state, line = states(found)["a"]
    assert (state, line) == ("foreign", 2)


def test_an_entry_without_a_mark_that_says_the_same_is_up_to_date() -> None:
    before = made("a", ids="x") + "\n" + made("b").replace("\n", "\r\n")
    found = updated(before, {"a": made("a", ids="x"), "b": made("b")})
    assert found.text == before
    assert {state for state, _ in states(found).values()} == {"up to date"}


def test_a_string_or_comment_is_not_an_entry() -> None:
    before = '@string{a = "x"}\n@comment{a, b}\n'
    assert updated(before, {"a": made("a")}).text.startswith(before)
    assert states(updated(before, {"a": made("a")}))["a"][0] == "new"


def test_the_line_ends_the_bom_and_a_missing_line_end_are_kept() -> None:
    before = "\ufeff@misc{mine,\r\n title={x}}"
    found = updated(before, {"a": made("a")}).text
    assert found.startswith(before + "\r\n\r\n% litnotes a ")
    assert found.count("\n") == found.count("\r\n")
    renewed = updated(found, {"a": made("a", "Other")})
    assert renewed.text.startswith(before + "\r\n\r\n% litnotes a ")
    assert renewed.text.count("\n") == renewed.text.count("\r\n")
    assert states(renewed)["a"] == ("renewed", 5)
    cut = text_of("a").removesuffix("\n")
    assert updated(cut, {"a": made("a")}).text == cut
    assert not updated(cut, {"a": made("a", "Other")}).text.endswith("\n")


def test_a_mark_in_the_first_line_after_a_bom_counts() -> None:
    before = "\ufeff" + text_of("a").removeprefix(HEADER).lstrip()
    found = updated(before, {"a": made("a", "Other")})
    assert states(found)["a"] == ("renewed", 2)
    assert found.text.startswith("\ufeff% litnotes a ")


def test_bytes_that_are_not_utf_8_are_kept() -> None:
    raw = b"@misc{old, title={caf\xe9}}\n"
    found = updated(raw.decode("utf-8", "surrogateescape"), {"a": made("a")})
    assert found.text.encode("utf-8", "surrogateescape").startswith(raw)


def test_a_former_key_that_is_a_key_in_the_file_is_left_out() -> None:
    mine = "@misc{old, title={x}}\n"
    found = updated(mine, {"a": made("a", ids="Old,older")})
    assert "ids = {older}\n" in found.text
    assert "ids" not in updated(mine, {"a": made("a", ids="old")}).text
    again = updated(found.text, {"a": made("a", ids="Old,older")})
    assert again.text == found.text


def test_keeps_entries_that_are_no_longer_exported() -> None:
    before = text_of("a", "b")
    assert updated(before, {"b": made("b")}).text == before


def test_a_key_that_changed_its_case_is_the_same_entry() -> None:
    found = updated(text_of("Smith"), {"smith": made("smith")})
    assert found.text.count("@misc") == 1
    assert states(found)["smith"][0] == "renewed"


_KEYS = ("a", "b", "c", "d")
_PIECES = st.sampled_from(
    ("\n", "}", "}\n", "x", "% note\n", "@string{s = {t}}\n", "@misc{own,\n title={y}\n}\n",
     "@misc{c,\n}\n", "% litnotes a 0123456789\n", "\r\n", "{", "é", "\udce9", "  ids = {b},\n")
)  # fmt: skip


@given(
    edits=st.lists(st.tuples(st.integers(0, 500), st.integers(0, 12), _PIECES), max_size=5),
    before=st.sampled_from(("", "% mine\n", "@misc{c,\r\n}\r\n")),
    titles=st.lists(st.sampled_from(("One", "Two", "Three {B}")), min_size=4, max_size=4),
)
def test_bytes_outside_of_untouched_entries_never_change(
    edits: list[tuple[int, int, str]], before: str, titles: list[str]
) -> None:
    first = {key: made(key, "One") for key in _KEYS[:3]}
    text = updated(before, first).text
    marked = {
        match.group(): key
        for key in _KEYS
        for match in re.finditer(rf"% litnotes {key} \w+\r?\n@misc(?:.*\r?\n)+?\}}", text)
    }
    for place, cut, piece in edits:
        text = text[:place] + piece + text[place + cut :]
    later = {key: made(key, title) for key, title in zip(_KEYS, titles, strict=True)}
    found = updated(text, later)
    at = 0
    # What is neither an entry as it was written nor new at the end is there, in its order.
    untouched = "|".join(map(re.escape, marked)) or "(?!)"
    for piece in re.split(untouched, text):
        at = found.text.find(piece, at)
        assert at >= 0
        at += len(piece)
    again = updated(found.text, later)
    assert again.text == found.text
    assert all(one.state not in {"renewed", "new"} for one in again.places)
    for one in found.places:
        assert 1 <= one.line <= found.text.count("\n") + 1
