"""Ids are found where notes, files and services put them, and have one form."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.values import ids

SICI = "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"
LONG_SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"


@pytest.mark.parametrize(
    "text",
    [
        "2012.09841",
        "2012.09841v3",
        "arXiv:2012.09841",
        "arxiv: 2012.09841v1",
        "https://arxiv.org/abs/2012.09841v2",
        "http://arxiv.org/pdf/2012.09841",
        "https://arxiv.org/pdf/2012.09841v3.pdf",
        "10.48550/arXiv.2012.09841",
        "https://doi.org/10.48550/arxiv.2012.09841",
    ],
)
def test_a_text_that_is_an_arxiv_id(text: str) -> None:
    assert ids.arxiv_id(text) == "2012.09841"
    assert ids.doi(text) is None


def test_arxiv_ids_of_before_2007() -> None:
    assert ids.arxiv_id("hep-th/9901001v2") == "hep-th/9901001"
    assert ids.ids_in("see arXiv:math.GT/0309136.") == {"arxiv": "math.gt/0309136"}


@pytest.mark.parametrize("text", ["2012.098", "12.34", "2012.09841 and more", "v2", "", "2012.0984123"])
def test_rejects_texts_that_are_not_arxiv_ids(text: str) -> None:
    assert ids.arxiv_id(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10.1109/CVPR46437.2021.01268", "10.1109/cvpr46437.2021.01268"),
        ("doi:10.1109/CVPR46437.2021.01268.", "10.1109/cvpr46437.2021.01268"),
        ("https://doi.org/10.1016/S0140-6736(99)90001-X", "10.1016/s0140-6736(99)90001-x"),
        ("(10.1000/182)", "10.1000/182"),
        ("<https://doi.org/10.1000/182>", "10.1000/182"),
        (SICI, SICI.lower()),
        (f"https://doi.org/{SICI.replace('<', '%3C').replace('>', '%3E')}", SICI.lower()),
        ("https://doi.org/10.1016%2Fj.cell.2020.04.043", "10.1016/j.cell.2020.04.043"),
        ("https://doi.org/10.1000/a%0Ab", "10.1000/a%0ab"),
        ("10.1000/182<br>", "10.1000/182"),
        (
            "10.1175/1520-0442(1990)003<0435:TSODIS>2.0.CO;2",
            "10.1175/1520-0442(1990)003<0435:tsodis>2.0.co;2",
        ),
        ("10.1000/182，", "10.1000/182"),
        ("10.1000/182**", "10.1000/182"),
    ],
)
def test_removes_the_text_around_a_doi(text: str, found: str) -> None:
    assert ids.doi(text) == found


def test_ids_inside_a_sentence() -> None:
    text = "Taming Transformers (arXiv:2012.09841v3, doi:10.1109/cvpr46437.2021.01268), see p. 12."
    assert ids.ids_in(text) == {"arxiv": "2012.09841", "doi": "10.1109/cvpr46437.2021.01268"}


@pytest.mark.parametrize("text", ["in 2012.09841 units", "10.5/x", "version 2012.1", "no id"])
def test_numbers_in_a_sentence_are_no_ids(text: str) -> None:
    assert ids.ids_in(text) == {}


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.1109/CVPR46437.2021.01268", "10.1109/cvpr46437.2021.01268"),
        (" https://doi.org/10.1109/CVPR.2019.00453 ", "10.1109/cvpr.2019.00453"),
        ("http://dx.doi.org/10.1109/CVPR.2019.00453.", "10.1109/cvpr.2019.00453"),
        ("doi:10.1109/CVPR.2019.00453", "10.1109/cvpr.2019.00453"),
        (LONG_SICI.upper(), LONG_SICI),
        (
            "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2",
            LONG_SICI,
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
def test_a_doi_has_one_form(written: Any, doi: str | None) -> None:
    assert ids.doi(written) == doi


@pytest.mark.parametrize(
    ("written", "arxiv"),
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
def test_an_arxiv_id_has_one_form(written: Any, arxiv: str | None) -> None:
    assert ids.arxiv_id(written) == arxiv


def test_the_first_id_of_each_kind_is_taken() -> None:
    written = [None, "10.48550/arXiv.1812.04948", "10.1109/CVPR.2019.00453", "10.1109/TPAMI.2020.2970919"]
    assert ids.ids_of(*written) == {"doi": "10.1109/cvpr.2019.00453", "arxiv": "1812.04948"}
    assert ids.ids_of(None, 4) == {}


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    ids.ids_in(text)
    ids.arxiv_id(text)
    ids.doi(text)


def test_the_ids_of_other_services_have_one_form() -> None:
    assert ids.pubmed_id("PMID: 31978945", "1") == "31978945"
    assert ids.pubmed_id("https://pubmed.ncbi.nlm.nih.gov/31978945/") == "31978945"
    assert ids.pubmed_id("31978945.0") == "31978945"
    assert ids.openalex_id(None, "https://openalex.org/w2741809807") == "W2741809807"
    assert ids.semantic_scholar_id("a" * 39, "a" * 40) == "a" * 40
    assert ids.acl_id("../P19-1001", "P19-1001") == "P19-1001"


@pytest.mark.parametrize(
    "written",
    [
        "conf/nips/OordVK17",
        "DBLP:conf/nips/OordVK17",
        "https://dblp.org/rec/conf/nips/OordVK17",
        "https://dblp.org/rec/conf/nips/OordVK17.bib",
        "https://dblp.org/rec/conf/nips/OordVK17.html",
    ],
)
def test_a_key_of_dblp_has_one_form(written: str) -> None:
    assert ids.dblp_key(written) == "conf/nips/OordVK17"


@pytest.mark.parametrize("written", ["OordVK17", "conf/", "conf/nips/a b", "https://dblp.org/pid/1", 7])
def test_other_texts_are_no_key_of_dblp(written: object) -> None:
    assert ids.dblp_key(written) is None


def test_an_id_may_be_escaped_in_a_file() -> None:
    assert ids.doi("10.1175/1520-0442(1990)003&lt;0435:TSODIS&gt;2.0.CO;2", "10.1/x") == (
        "10.1175/1520-0442(1990)003<0435:tsodis>2.0.co;2"
    )
    assert ids.arxiv_id("arXiv:1711.00937 [cs.LG]") == "1711.00937"
    assert ids.arxiv_id("abs/1711.00937") == "1711.00937"
