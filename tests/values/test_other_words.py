"""Texts that may say the same in other words: only ever a suggestion."""

from __future__ import annotations

import pytest

from litnotes.values.spelling import OtherWords


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("change the template of overleaf", "Template: CVPR template in overleaf now"),
        ("look for papers on vector quantization", "found papers in vector quantisation"),
        ("fix the loader", "loader fixed"),
        ("Abbildung für Kapitel 3 zeichnen", "Kapitel 3: Abbildungen gezeichnet"),
        ("écrire la section méthodes", "section méthode écrite"),
        ("escribir el capítulo de resultados", "capítulo resultados: escrito"),
        ("写绪论的草稿", "绪论草稿写完了"),
        ("図3を作り直す", "図3を作り直した"),
        ("написать раздел методов", "раздел методы написан"),
    ],
)
def test_is_suggested(text: str, other: str) -> None:
    assert OtherWords(["something else here", other]).places(text) == [1]
    assert OtherWords([text]).places(other) == [0]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("read DETR", "read SimCLR"),
        ("look for more papers in vector quantization", "based on vq-vae, search through all the papers"),
        ("do this for the next meeting", "what is this for"),
        ("读论文", "写论文"),
        ("configure the reader", "configuration of a remote"),
        ("train the transformer", "translate the transcript"),
        ("", ""),
        ("x", "x"),
    ],
)
def test_is_not_suggested(text: str, other: str) -> None:
    assert OtherWords([other]).places(text) == []


def test_the_most_similar_comes_first() -> None:
    texts = ["train the decoder on faces and on cars again", "train decoder", "label masks"]
    assert OtherWords(texts).places("train the decoder") == [1, 0]
