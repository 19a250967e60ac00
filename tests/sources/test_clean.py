"""Values of services made plain."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.sources import clean
from litnotes.sources.kinds import kind_of
from tests.sources.contract import json_values, many

SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"


@pytest.mark.parametrize(
    ("said", "plain"),
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
def test_text_is_plain_and_in_one_line(said: Any, plain: str | None) -> None:
    assert clean.text(said) == plain


def test_marks_that_nobody_sees_are_left_out() -> None:
    assert clean.text("Zero\u200b-Shot \u202eText\u202c to Im\u00adage \ufeff") == "Zero-Shot Text to Image"
    assert clean.text("می‌خواهم") == "می‌خواهم"  # a joiner is a part of the word


def test_a_search_takes_the_words_of_a_title() -> None:
    assert clean.words("VQ-VAE: “A (new) look_up”?") == "VQ VAE A new look up"
    assert clean.words("?!") is None


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Björn", "Ommer"), "Björn Ommer"),
        (("", "Ommer"), "Ommer"),
        (("Björn", None), "Björn"),
        ((None, None, "LAION, e.V."), "LAION, e.V."),
        (("Aäron", "van den Oord", "ignored"), "Aäron van den Oord"),
        (("Dirk", "WÃ¼bben"), "Dirk Wübben"),
        (("TomÃ¡Å¡", "Ã\x81k"), "Tomáš Ák"),
        (("Ã", "CAFÉ»"), "Ã CAFÉ»"),
        (("Ã—", "LÄÅ"), "Ã— LÄÅ"),
        (("Tomáš", "Kříž"), "Tomáš Kříž"),
        ((None, None), None),
        (([], {}, 3), None),
    ],
)
def test_a_person_is_written_given_name_first(parts: tuple[Any, ...], name: str | None) -> None:
    assert clean.person(*parts) == name


def test_a_suffix_stands_behind_the_family_name() -> None:
    assert clean.person("Martin Luther", "King", suffix="Jr.") == "Martin Luther King Jr."
    assert clean.family_first("King, Jr., Martin Luther") == "Martin Luther King Jr."
    assert clean.family_first("King, Martin Luther, III") == "Martin Luther King III"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Esser, Patrick", "Patrick Esser"),
        ("OpenAI", "OpenAI"),
        ("Esser,", "Esser"),
        (",", None),
        (5, None),
    ],
)
def test_a_name_with_the_family_first_is_turned(said: Any, name: str | None) -> None:
    assert clean.family_first(said) == name


@pytest.mark.parametrize(
    ("said", "year"),
    [
        (2021, 2021),
        ("2021", 2021),
        ("2020-12-17T18:57:28Z", 2020),
        ("2020-12", 2020),
        ({"date-parts": [[2021, 6]]}, 2021),
        ({"date-parts": [["2021"]]}, 2021),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": []}, None),
        (9999, None),
        (12, None),
        (True, None),
        (2021.0, None),
        ("20211217", None),
        ("in 2021", None),
        ("٢٠٢١", None),
        (10**300, None),
        ([[[2021]]], None),
    ],
)
def test_a_year_is_taken_where_it_can_be_one(said: Any, year: int | None) -> None:
    assert clean.year_of(said) == year


@pytest.mark.parametrize(
    ("said", "count"),
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
def test_a_count_is_a_number_from_nought(said: Any, count: int | None) -> None:
    assert clean.count_of(said) == count


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("en", "en"), (" EN ", "en"), ("zh-Hans-CN", "zh"), ("pt_BR", "pt"), ("und", None),
        ("English", None), ("", None), (None, None), (["en"], None), (1, None),
    ],
)  # fmt: skip
def test_a_language_is_a_code_of_two_letters(said: Any, code: str | None) -> None:
    assert clean.language(said) == code


@pytest.mark.parametrize(
    ("said", "doi"),
    [
        ("10.1109/CVPR46437.2021.01268", "10.1109/cvpr46437.2021.01268"),
        (" https://doi.org/10.1109/CVPR.2019.00453 ", "10.1109/cvpr.2019.00453"),
        ("http://dx.doi.org/10.1109/CVPR.2019.00453.", "10.1109/cvpr.2019.00453"),
        ("doi:10.1109/CVPR.2019.00453", "10.1109/cvpr.2019.00453"),
        (SICI.upper(), SICI),
        (
            "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2",
            SICI,
        ),
        ("10.48550/arXiv.2012.09841", None),
        ("10.1000/../../etc", None),
        ("10.1000/a b", None),
        ("10.1000/a\u200bb", None),
        ("10.1000/", None),
        ("10.1000/" + "a" * 5000, None),
        ("no doi", None),
        (10.1, None),
    ],
)
def test_a_doi_has_one_form(said: Any, doi: str | None) -> None:
    assert clean.doi(said) == doi


@pytest.mark.parametrize(
    ("said", "arxiv"),
    [
        ("2012.09841", "2012.09841"),
        ("arXiv:2012.09841v3", "2012.09841"),
        ("http://arxiv.org/abs/2012.09841v3", "2012.09841"),
        ("https://arxiv.org/pdf/quant-ph/0201082v1", "quant-ph/0201082"),
        ("10.48550/ARXIV.2012.09841", "2012.09841"),
        ("https://doi.org/10.48550/arXiv.2012.09841", "2012.09841"),
        ("10.1109/CVPR46437.2021.01268", None),
        ("２０１２.０９８４１", None),
        ("abc", None),
        (2012.09841, None),
    ],
)
def test_an_arxiv_id_has_one_form(said: Any, arxiv: str | None) -> None:
    assert clean.arxiv(said) == arxiv


def test_the_first_id_of_each_kind_is_taken() -> None:
    said = [None, "10.48550/arXiv.1812.04948", "10.1109/CVPR.2019.00453", "10.1109/TPAMI.2020.2970919"]
    assert clean.ids_of(*said) == {"doi": "10.1109/cvpr.2019.00453", "arxiv": "1812.04948"}
    assert clean.ids_of(None, 4) == {}


def test_only_addresses_on_the_web_are_links() -> None:
    assert clean.link("https://arxiv.org/abs/2012.09841") == "https://arxiv.org/abs/2012.09841"
    assert [
        clean.link(said) for said in ("javascript:x", "https://a b", "https://a\x1b", None, "ftp://a")
    ] == [None] * 5


@given(json_values)
@many
def test_any_value_is_taken(value: Any) -> None:
    made = (clean.text(value), clean.person(value, value, value, suffix=value), clean.family_first(value))
    for text in made:
        assert text is None or (text and text == " ".join(text.split()) and text.encode())
    assert clean.doi(value) is None or isinstance(clean.doi(value), str)
    assert isinstance(clean.ids_of(value), dict)
    assert clean.year_of(value) is None or 1450 <= (clean.year_of(value) or 0) <= 2100
    assert clean.count_of(value) is None or (clean.count_of(value) or 0) >= 0
    assert clean.language(value) is None or len(clean.language(value) or "") == 2
    assert isinstance(clean.fields(value), dict)
    assert all(isinstance(row, dict) for row in clean.rows(value))
    assert kind_of(value) is None or isinstance(kind_of(value), str)


@given(st.text(alphabet="<>/&;#xpjatsmath:='\" \n1ÃÅ¼"))
@many
def test_odd_markup_never_adds_characters_or_raises(value: str) -> None:
    assert len(clean.text(value) or "") <= len(value)


@pytest.mark.parametrize(
    "pattern",
    ["<p ", '<a x="', "&amp;", "<jats:p>", "<math></math>", "a,", "Ã", "</p>", "<p", " ", "&#", "10.1/"],
)
def test_long_odd_text_is_read_in_linear_time(pattern: str) -> None:
    value = pattern * (1_000_000 // len(pattern))
    start = time.process_time()
    for read in (clean.text, clean.family_first, clean.doi, clean.arxiv, clean.year_of, clean.words):
        read(value)
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("journal-article", "article"),
        ("JournalArticle", "article"),
        ("proceedings-article", "inproceedings"),
        ("paper-conference", "inproceedings"),
        ("posted-content", "preprint"),
        ("Preprint", "preprint"),
        ("book-chapter", "chapter"),
        ("monograph", "book"),
        ("Dissertation", "thesis"),
        ("report", "report"),
        ("Dataset", "dataset"),
        ("article", "article"),
        ("peer-review", "other"),
        ("", None),
        (3, None),
    ],
)
def test_words_for_types_become_a_few(word: Any, kind: str | None) -> None:
    assert kind_of(word) == kind


def test_the_bare_word_article_means_what_the_service_means() -> None:
    assert kind_of("article", article="preprint") == "preprint"


def test_lists_in_lists_are_no_text() -> None:
    nested: Any = "a title"
    for _ in range(900):
        nested = [nested]
    assert clean.text(nested) is None
    assert clean.text([None, ["no"], "", "yes"]) == "yes"
