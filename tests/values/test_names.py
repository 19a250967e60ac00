"""Names compare folded, never by likeness; ids are found where notes put them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.values import names

SICI = "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vq-gan", "VQGAN"),
        ("VQ GAN", "vq_gan"),
        ("VQ‑GAN", "vq–gan"),
        ("ＶＱ－ＧＡＮ", "vqgan"),
        ("vq\u200bgan", "VQ\u00adGAN"),
        ("ΣΑΣ", "σας"),
        ("Straße", "STRASSE"),
    ],
)
def test_short_names_that_are_one(one: str, other: str) -> None:
    assert names.fold_name(one) == names.fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("VQ-VAE", "VQ-VAE-2"),
        ("DALL-E", "DALL-E 2"),
        ("BERT", "BART"),
        ("YOLOv3", "YOLOv4"),
        ("C", "C++"),
        ("v1.1", "v11"),
        ("GPT-3", "GPT-3.5"),
        ("音乐", "音"),
    ],
)
def test_short_names_that_are_two(one: str, other: str) -> None:
    assert names.fold_name(one) != names.fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Auto-Encoding Variational Bayes", "auto encoding variational bayes."),
        ("Müller&#39;s  Counterpoint:\na study", "Muller's counterpoint – A Study"),
        ("β-VAE", "Β VAE"),
    ],
)
def test_titles_that_are_one(one: str, other: str) -> None:
    assert names.fold_title(one) == names.fold_title(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Tidy  tensors.", "tidy Tensors"), ("看论文。", "看论文"), ("a\nb", "A b:")]
)
def test_work_that_is_the_same(one: str, other: str) -> None:
    assert names.fold_text(one) == names.fold_text(other)


def test_work_on_other_files_is_other_work() -> None:
    assert names.fold_text("tidy TensorA.h") != names.fold_text("tidy TensorB.h")


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
    assert names.arxiv_id(text) == "2012.09841"
    assert names.doi(text) is None


def test_arxiv_ids_of_before_2007() -> None:
    assert names.arxiv_id("hep-th/9901001v2") == "hep-th/9901001"
    assert names.ids_in("see arXiv:math.GT/0309136.") == {"arxiv": "math.gt/0309136"}


@pytest.mark.parametrize("text", ["2012.098", "12.34", "2012.09841 and more", "v2", "", "2012.0984123"])
def test_a_text_that_is_no_arxiv_id(text: str) -> None:
    assert names.arxiv_id(text) is None


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
def test_a_doi_without_what_stands_around_it(text: str, found: str) -> None:
    assert names.doi(text) == found


def test_ids_inside_a_sentence() -> None:
    text = "Taming Transformers (arXiv:2012.09841v3, doi:10.1109/cvpr46437.2021.01268), see p. 12."
    assert names.ids_in(text) == {"arxiv": "2012.09841", "doi": "10.1109/cvpr46437.2021.01268"}


@pytest.mark.parametrize("text", ["in 2012.09841 units", "10.5/x", "version 2012.1", "no id"])
def test_numbers_in_a_sentence_are_no_ids(text: str) -> None:
    assert names.ids_in(text) == {}


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    assert names.fold_name(names.fold_name(text)) == names.fold_name(names.fold_name(names.fold_name(text)))
    names.ids_in(text)
    names.arxiv_id(text)
    names.doi(text)
    assert names.fold_title(text) == names.fold_title(names.fold_title(text))
