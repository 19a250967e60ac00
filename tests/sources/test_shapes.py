"""Values in answers of any shape."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.sources import shapes
from litnotes.values import ids, people, plain
from litnotes.values.languages import language_code
from litnotes.values.paper_types import type_of
from tests.sources.contract import json_values, many


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("LION: Latent\n  Point Diffusion", "LION: Latent Point Diffusion"),
        ("Image &amp; Text", "Image & Text"),
        ("Image &amp;amp; Text", "Image & Text"),
        ("R&D, AT&T and A&notes", "R&D, AT&T and A&notes"),
        ("a < b and c > d", "a < b and c > d"),
        ("p &lt; 0.05, n > 3", "p < 0.05, n > 3"),
        ("Vec<int> is a type", "Vec<int> is a type"),
        ("CO<sub>2</sub> in <i>E. coli</i>", "CO2 in E. coli"),
        ("one<br/>two<p class='x'>three</p>", "one two three"),
        ("&lt;i&gt;E. coli&lt;/i&gt;", "E. coli"),
        (
            "<jats:title>Abstract</jats:title><jats:p>We show.</jats:p><jats:p>It works.</jats:p>",
            "We show. It works.",
        ),
        ("&amp;lt;jats:p&amp;gt;Escaped twice&amp;lt;/jats:p&amp;gt;", "Escaped twice"),
        (
            "of <mml:math>\n <mml:msup>\n <mml:mi>x</mml:mi> <mml:mn>2</mml:mn></mml:msup></mml:math> here",
            "of x2 here",
        ),
        (
            "<alternatives><tex-math>$$x^2$$</tex-math><math><mi>x</mi></math></alternatives> is",
            "$$x^2$$ is",
        ),
        ("Bjo\u0308rn", "Björn"),
        ("a\x1b[1mb\ud800c\x00", "a[1mbc"),
        ("\u00a0 \n", None),
        ("<p></p>", None),
        ([], None),
        (["", None, "Second", "third"], "Second"),
        (7, None),
        (None, None),
        ({"a": "b"}, None),
    ],
)
def test_text_is_plain_and_in_one_line(value: Any, plain: str | None) -> None:
    assert shapes.text(value) == plain


def test_removes_invisible_characters() -> None:
    assert (
        shapes.text("Zero\u200b-Shot \u202eText\u202c to Im\u00adage \ufeff") == "Zero-Shot Text to Image"
    )
    assert shapes.text("می‌خواهم") == "می‌خواهم"  # a joiner is a part of the word


def test_a_search_takes_the_words_of_a_title() -> None:
    assert shapes.words("VQ-VAE: “A (new) look_up”?") == "VQ VAE A new look up"
    assert shapes.words("?!") is None


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (0, 0),
        (15913, 15913),
        ("4", 4),
        (-1, None),
        (True, None),
        (10**12, None),
        ("9" * 5000, None),
        ("", None),
    ],
)
def test_a_count_is_a_number_from_nought(value: Any, count: int | None) -> None:
    assert shapes.count_of(value) == count


@given(json_values)
@many
def test_any_value_is_taken(value: Any) -> None:
    made = (shapes.text(value), people.person(value, value, value), people.family_first(value))
    for text in made:
        assert text is None or (text == " ".join(text.split()) and text.encode() is not None)
    assert ids.doi(value) is None or isinstance(ids.doi(value), str)
    assert isinstance(ids.ids_of(value), dict)
    assert plain.year(value) is None or 1450 <= (plain.year(value) or 0) <= 2100
    assert shapes.count_of(value) is None or (shapes.count_of(value) or 0) >= 0
    assert language_code(value) is None or len(language_code(value) or "") == 2
    assert isinstance(shapes.fields(value), dict)
    assert all(isinstance(row, dict) for row in shapes.rows(value))
    assert type_of(value) is None or isinstance(type_of(value), str)


@given(st.text(alphabet="<>/&;#xpjatsmath:='\" \n1ÃÅ¼"))
@many
def test_odd_markup_never_adds_characters_or_raises(value: str) -> None:
    assert len(shapes.text(value) or "") <= len(value)


@pytest.mark.parametrize(
    "pattern",
    ["<p ", '<a x="', "&amp;", "<jats:p>", "<math></math>", "a,", "Ã", "</p>", "<p", " ", "&#", "10.1/"],
)
@pytest.mark.gate
def test_long_odd_text_is_read_in_linear_time(pattern: str) -> None:
    value = pattern * (200_000 // len(pattern))
    start = time.process_time()
    for read in (shapes.text, people.family_first, ids.doi, ids.arxiv_id, plain.year, shapes.words):
        read(value)
    assert time.process_time() - start < 4


def test_lists_in_lists_are_no_text() -> None:
    nested: Any = "a title"
    for _ in range(900):
        nested = [nested]
    assert shapes.text(nested) is None
    assert shapes.text([None, ["no"], "", "yes"]) == "yes"
