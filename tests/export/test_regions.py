"""Regions of a file that people and litnotes share: what was edited stays, what was not is renewed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.export.regions import (
    BrokenRegion,
    Passage,
    RegionLayout,
    UpdatedRegions,
    digest_of,
    parsed,
    updated,
)

HEADER = "% Related work\n"


def passage(key: str, body: str = "", group: str = "") -> Passage:
    opening = f"\\subsection{{{group}}}\n" if group else ""
    return Passage(key=key, body=body or f"Text on {key}~\\cite{{{key}}}.\n", group=group, opening=opening)


def update(text: str, *wanted: Passage, only: bool = False, prune: bool = False) -> UpdatedRegions:
    layout = parsed(text)
    assert isinstance(layout, RegionLayout)
    return updated(layout, wanted, only=only, prune=prune)


def broken(text: str) -> list[BrokenRegion]:
    found = parsed(text)
    assert isinstance(found, list)
    return found


THREE = (passage("a"), passage("b", group="Images"), passage("c", group="Music"))


def test_a_new_file_has_papers_without_a_group_first() -> None:
    assert update(HEADER, *THREE).text == (
        "% Related work\n"
        "\n"
        f"% litnotes begin a {digest_of(THREE[0].body)}\n"
        "Text on a~\\cite{a}.\n"
        "% litnotes end a\n"
        "\n"
        "% litnotes group Images\n"
        "\\subsection{Images}\n"
        "\n"
        f"% litnotes begin b {digest_of(THREE[1].body)}\n"
        "Text on b~\\cite{b}.\n"
        "% litnotes end b\n"
        "\n"
        "% litnotes group Music\n"
        "\\subsection{Music}\n"
        "\n"
        f"% litnotes begin c {digest_of(THREE[2].body)}\n"
        "Text on c~\\cite{c}.\n"
        "% litnotes end c\n"
    )


def test_a_second_time_nothing_changes() -> None:
    first = update(HEADER, *THREE)
    second = update(first.text, *THREE)
    assert second.text == first.text
    assert set(second.states.values()) == {"up to date"}


def test_an_untouched_region_is_renewed_where_it_was_moved() -> None:
    first = update(HEADER, *THREE).text
    start, stop = first.index("% litnotes begin a"), first.index("% litnotes group Images")
    moved = first[:start] + first[stop:] + "My own end.\n\n" + first[start:stop]
    found = update(moved, passage("a", "New words.\n"), *THREE[1:])
    assert found.states["a"] == "outdated"
    assert found.text.startswith(moved[: moved.index("% litnotes begin a")])
    assert "New words." in found.text
    assert "Text on a" not in found.text


def test_an_edited_region_stays_and_is_known_to_be_outdated() -> None:
    first = update(HEADER, *THREE).text.replace("Text on b", "My text on b")
    same = update(first, *THREE)
    assert (same.text, same.states["b"]) == (first, "edited")
    later = update(first, THREE[0], passage("b", "New words.\n", "Images"), THREE[2])
    assert (later.text, later.states["b"]) == (first, "edited, outdated")


def test_a_new_paper_goes_to_the_end_of_its_group() -> None:
    first = update(HEADER, *THREE).text + "\nThe end, in my words.\n"
    found = update(first, *THREE, passage("d", group="Images"), passage("e"), passage("f", group="Music"))
    order = re.findall(r"litnotes (?:begin|group) (\w+)|(The end)", found.text)
    assert [key or end for key, end in order] == [
        "a", "e", "Images", "b", "d", "Music", "c", "f", "The end",
    ]  # fmt: skip
    assert found.text.count("\\subsection") == 2


def test_a_group_without_its_mark_is_found_by_its_papers() -> None:
    first = update(HEADER, *THREE).text.replace("% litnotes group Images\n", "")
    found = update(first, *THREE, passage("d", group="Images"))
    assert found.text.index("end b") < found.text.index("begin d") < found.text.index("group Music")
    assert found.text.count("\\subsection{Images}") == 1


def test_a_group_whose_papers_are_gone_is_used_again() -> None:
    first = update(HEADER, *THREE).text
    emptied = update(first, THREE[0], THREE[2], prune=True).text
    found = update(emptied, *THREE)
    assert found.text.count("\\subsection{Images}") == 1
    assert found.text.index("{Images}") < found.text.index("begin b") < found.text.index("{Music}")


def test_new_papers_come_before_the_end_of_a_whole_document() -> None:
    found = update("\\begin{document}\nMine\n\\end{document}\n", *THREE)
    assert found.text.endswith("% litnotes end c\n\n\\end{document}\n")


def test_line_ends_and_a_missing_last_one_are_kept() -> None:
    first = update("% Mine\r\nlast line", *THREE).text
    assert first.startswith("% Mine\r\nlast line\r\n\r\n% litnotes begin a ")
    assert "\n" not in first.replace("\r\n", "")
    assert set(update(first, *THREE).states.values()) == {"up to date"}
    assert set(update(first.replace("\r\n", "\n"), *THREE).states.values()) == {"up to date"}


def test_removes_excluded_papers_only_on_request_and_if_unedited() -> None:
    first = update(HEADER, *THREE).text.replace("Text on c", "My text on c")
    kept = update(first, THREE[0])
    assert kept.text == first
    assert {kept.states["b"], kept.states["c"]} == {"no longer included"}
    pruned = update(first, THREE[0], prune=True).text
    assert "begin b" not in pruned
    assert "My text on c" in pruned
    assert "\\subsection{Images}" in pruned


def test_some_papers_of_many_leave_the_others_alone() -> None:
    first = update(HEADER, *THREE).text
    found = update(first, passage("a", "New.\n"), only=True, prune=True)
    assert set(found.states) == {"a"}
    assert "begin b" in found.text


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("% litnotes begin a 0123456789\ntext\n", 1, "has no end"),
        ("text\n% litnotes end a\n", 2, "no region"),
        ("% litnotes begin a\n% litnotes end a\n", 1, "no key and hash"),
        ("% litnotes begin a 0123456789\n% litnotes end b\n", 2, "% litnotes end a"),
        (
            "% litnotes begin a 0123456789\n% litnotes begin b 0123456789\n% litnotes end b\n",
            1,
            "has no end",
        ),
        (
            "% litnotes begin a 0123456789\n% litnotes end a\n" * 2,
            3,
            "second region",
        ),
        ("%litnotes begin a 01\n% litnotes end a\n", 1, "no key and hash"),
    ],
)
def test_a_broken_mark_has_its_line(text: str, line: int, why: str) -> None:
    first = broken(text)[0]
    assert first.line == line
    assert why in first.why


def test_an_ordinary_comment_is_not_a_mark() -> None:
    assert isinstance(parsed("% litnotes wrote this\n% see litnotes begin\n"), RegionLayout)


EDITS = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 30), st.text("ab\\{}%\n $é\r", max_size=20) | st.just("\n\nmine\n")
    ),
    min_size=1,
    max_size=5,
)
BODIES = st.lists(
    st.sampled_from(["One.\n", "Two\nlines.\n", "Three \\cite{x}.\n"]), min_size=4, max_size=4
)


@given(EDITS, BODIES)
def test_edits_at_random_places_are_kept_byte_by_byte(
    edits: list[tuple[float, int, str]], bodies: list[str]
) -> None:
    groups = ("", "Images", "Music", "Images")
    text = update(HEADER, *THREE).text
    for where, cut, new in edits:
        at = int(where * len(text))
        text = text[:at] + new + text[at + cut :]
    wanted = [passage(key, body, group) for key, body, group in zip("abcd", bodies, groups, strict=True)]
    layout = parsed(text)
    if not isinstance(layout, RegionLayout):
        return  # nothing is written
    after = updated(layout, wanted).text
    assert _outside(layout) == _kept(after, _outside(layout))
    assert updated(_layout(after), wanted).text == after


def _layout(text: str) -> RegionLayout:
    found = parsed(text)
    assert isinstance(found, RegionLayout)
    return found


def _outside(layout: RegionLayout) -> list[str]:
    """Return the lines that no export may change: those outside of untouched regions."""
    ours = {
        at
        for region in layout.regions.values()
        if region.is_untouched
        for at in range(region.start, region.stop + 1)
    }
    return [line.removesuffix("\n") for at, line in enumerate(layout.lines) if at not in ours]


def _kept(text: str, wanted: list[str]) -> list[str]:
    """Return those of the wanted lines that a text has, in this order."""
    lines = iter(text.split("\n"))
    return [line for line in wanted if any(line == one.removesuffix("\r") or line == one for one in lines)]
