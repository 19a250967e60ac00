"""Names compare folded, never by likeness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.values import names


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


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    assert names.fold_name(names.fold_name(text)) == names.fold_name(names.fold_name(names.fold_name(text)))
    assert names.fold_title(text) == names.fold_title(names.fold_title(text))


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_folds_as_all_text_does(text: str) -> None:
    """It goes a shorter way, which a letter of another script behind it closes."""
    assert names.fold_name(f"{text}あ") == f"{names.fold_name(text)}あ"
    if not {*text} & {*".&$\\"}:
        assert names.fold_title(f"{text}あ") == f"{names.fold_title(text)}あ"
