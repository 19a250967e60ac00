"""What stands around a title or a name, and what speaks against a paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.library.evidence import is_only_about, likely_titles, possible_names, reading_of
from litnotes.library.identify import Known, Library, Recorded, Several, Unknown
from litnotes.model.paper import Paper
from litnotes.model.record import Record

LARGE = Record(
    source="arxiv", title="LargeNet: Quiet Codes for Loud Rooms",
    authors=("Łucia van der Berg", "Bo Cohen-Or"),
    first_year=2020, venue="Computer Vision and Pattern Recognition", venue_year=2021,
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "“LargeNet: Quiet Codes for Loud Rooms” (2020)",
        "van der Berg & Cohen-Or, LargeNet: quiet codes for loud rooms, CVPR'21",
        "Berg, L. van der, Cohen-Or, B. (2021). LargeNet: Quiet codes for loud rooms. CVPR, 12, 3–17.",
        "LargeNet (van der Berg et al. 2021)",
        "the LargeNet paper",
        "LargeNet: Quiet codes for loud romms [CVPR2021]",
        "L. van der Berg, B. Cohen-Or. Largenet: Quiet codes for loud rooms. In CVPR, pp 1929-1958, 2021.",
    ],
)
def test_every_word_is_explained(text: str) -> None:
    assert reading_of(text, LARGE) is not None


@pytest.mark.parametrize(
    "text",
    [
        "LargeNet: Quiet Codes for Loud Rooms (2016)",
        "LargeNet: Quiet Codes for Loud Rooms, Smith et al.",
        "LargeNet: Quiet Codes for Loud Rooms and Halls (2020)",
        "LargeNet: Quiet Codes for Loud Rooms 2",
        "LargeNet-2 (van der Berg 2021)",
        "LargeNet v2 (van der Berg 2021)",
        "Beyond LargeNet: Quiet Codes for Loud Rooms (2020)",
        "LargeNet: Quiet Codes for Loud Rooms, ICML 2020",
        "LargeNet for speech (van der Berg 2020)",
        "a review of LargeNet (2020)",
        "LargeNet review (2020)",
        "LargeNet, extended version (van der Berg 2020)",
        "LargeNet study by van der Berg",
        "Towards LargeNet: Quiet Codes for Loud Rooms, van der Berg 2020",
        "LargeNet: Quiet Codes for Loud Rooms, Part 2 (van der Berg, 2020)",
        "van der Berg 2020",
    ],
)
def test_a_word_that_is_left_over_speaks_against(text: str) -> None:
    assert reading_of(text, LARGE) is None


def test_authors_year_and_venue_alone_are_about_a_work_but_do_not_name_it() -> None:
    assert is_only_about("van der Berg et al., CVPR 2021", LARGE)
    assert not is_only_about("van der Berg et al., CVPR 2012", LARGE)
    assert not is_only_about("paper", LARGE)


def test_own_papers_come_from_what_is_around_their_names() -> None:
    mine = Paper(
        key="berg2020largenet", record="given", title=LARGE.title, authors=LARGE.authors, year=2020
    )
    library = Library([mine])
    title = "LargeNet: Quiet codes for loud rooms"
    for text in (f"van der Berg 2020, {title}", f"{title} (Cohen-Or)"):
        assert library.identify(text) == Known(mine)
    assert isinstance(library.identify("LargeNet: Quiet Codes for Loud Rooms, 2024"), Unknown)


def test_authors_decide_between_the_meanings_of_a_name() -> None:
    titles = {}
    for text in ("SAM (Kirillov 2023)", "SAM, Foret et al. 2020"):
        found = Library().identify(text)
        assert isinstance(found, Recorded)
        titles[found.record["title"]] = text
    assert len(titles) == 2
    assert isinstance(Library().identify("the SAM paper"), Several)


@pytest.mark.parametrize(
    "text",
    [
        "Bo et al. (2017). Quiet codes of the deep sea. Nature, 3(4), 5–9.",
        "[3] Bo, A., Do, C.: Quiet codes of the deep sea. In: NeurIPS (2017)",
        "A. Bo, C. Do, “Quiet codes of the deep sea” in NeurIPS, 2017.",
        "Quiet codes of the deep sea (Bo 2017)",
    ],
)
def test_the_likely_title_is_searched_first_and_the_whole_text_last(text: str) -> None:
    found = likely_titles(text)
    assert found[0] == "Quiet codes of the deep sea"
    assert len(found[-1]) >= len(found[0])


@given(st.text(max_size=80), st.text(max_size=40), st.lists(st.text(max_size=10), max_size=2))
def test_any_text_is_read_without_a_crash(text: str, title: str, names: list[str]) -> None:
    work = Record(source="x", title=title, authors=tuple(names), venue=title)
    reading_of(f"{text} {title} {text}", work, names)
    is_only_about(text, work)
    likely_titles(text)
    list(possible_names(text))
