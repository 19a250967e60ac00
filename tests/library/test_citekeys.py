"""Citation keys: as Google Scholar forms them, plain, never empty, never twice."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.library.citekeys import MAX_KEY, citation_key


@pytest.mark.parametrize(
    ("key", "author", "year", "title"),
    [
        ("van2017neural", "Aaron van den Oord", 2017, "Neural Discrete Representation Learning"),
        (
            "esser2021taming",
            "Patrick Esser",
            2021,
            "Taming Transformers for High-Resolution Image Synthesis",
        ),
        ("vaswani2017attention", "Vaswani, Ashish", 2017, "Attention Is All You Need"),
        ("huang2019mullers", "Huang, Anna", 2019, "Müller's Counterpoint"),
        ("zak2020on", "Łukasz Żak", 2020, "On the"),
        ("ho2020denoising", "Jonathan Ho", 2020, "The Denoising of A"),
        ("he2016deep", "Kaiming He", 2016, "Deep-Residual Learning"),
        ("sorensen2020strasse", "Bo Sørensen", 2020, "Straße"),
        ("walesa2020keys", "Lech Wałęsa", 2020, "Keys"),
        ("king2020keys", "Martin Luther King Jr.", 2020, "Keys"),
        ("garcia2020keys", "García Márquez, Gabriel", 2020, "Keys"),
        ("google2020keys", "{Google Brain}", 2020, "Keys"),
        ("bommer2021yinledeqian", "Björn Bommer", 2021, "音乐的潜在空间"),
        ("zhang2020shenduxuexi", "三 张", 2020, "深度学习综述"),
        ("petrov2001glubokoe", "Иван Петров", 2001, "Глубокое обучение"),
        ("paper20202020", "", 2020, "2020"),
        ("paper2020", "", 2020, ""),
        ("learning", "", None, "Learning"),
        ("deeplatentspaceworld", "", None, "The deep latent space of a world and more"),
    ],
)
def test_keys(key: str, author: str, year: int | None, title: str) -> None:
    assert citation_key(title=title, authors=(author,) if author else (), year=year) == key


def test_a_title_without_latin_letters_and_nothing_else_still_has_a_key() -> None:
    assert citation_key(title="—") == "paper"
    assert citation_key(title="…", taken={"paper"}) == "papera"
    assert citation_key(title="???", authors=("李",)) == "li"


def test_a_key_that_is_taken_gets_a_letter_and_then_a_number() -> None:
    taken: set[str] = set()
    for _ in range(30):
        key = citation_key(title="Neural", authors=("Oord",), year=2017, taken=taken)
        assert key not in taken
        taken.add(key)
    assert {"oord2017neural", "oord2017neurala", "oord2017neuralz", "oord2017neural-2"} <= taken


@pytest.mark.parametrize("name", ["con", "PRN", "aux", "nul", "COM1", "lpt9"])
def test_does_not_use_names_reserved_by_windows(name: str) -> None:
    assert citation_key(title=name) == f"paper{name.lower()}"


def test_a_very_long_word_is_cut() -> None:
    assert len(citation_key(title="a" * 500, authors=("b" * 500,))) == MAX_KEY


@given(
    title=st.text(),
    authors=st.lists(st.text(), max_size=2),
    year=st.none() | st.integers(1500, 2200),
    taken=st.sets(st.sampled_from(["paper", "papera", "a", "con"])),
)
def test_any_paper_has_a_plain_key(
    title: str, authors: list[str], year: int | None, taken: set[str]
) -> None:
    key = citation_key(title=title, authors=authors, year=year, taken=taken)
    assert re.fullmatch(r"[a-z0-9-]+", key)
    assert key not in taken
