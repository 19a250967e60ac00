"""Words are found as people write them, and marked at their places."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from litnotes.screening.word_search import Words
from litnotes.values.keywords import keyword

ALPHABET = "aAbeg2 é-*ß-\u00ad\u0301ﬁ½Å가각模型がﾀ\n_.'’İſΣς$"


def marked(word: str, text: str) -> list[str]:
    """Return the marked places of a text; finding and marking agree."""
    words = Words([word])
    places = words.places(text)
    assert words.found(text) == (words.texts if places else ())
    return [text[start:end] for start, end in places]


@pytest.mark.parametrize(
    ("one", "other"),
    [*itertools.permutations(["VQ-GAN", "vqgan", "VQ GAN", "vq\u2011gan", "VQ_GAN", "VQ-\n GAN"], 2)],
)
def test_hyphens_and_case_do_not_matter(one: str, other: str) -> None:
    assert marked(one, f"we train {other}, at last") == [other]


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("latent", "Latent and blatant latents", ["Latent"]),
        ("latent", "the latent-space of latent", ["latent", "latent"]),
        (
            "latent space",
            "a latent\n   space, latentspace; latent, space",
            ["latent\n   space", "latentspace"],
        ),
        ('"latent space"', "latent space", ["latent space"]),
        ("quanti*", "Quantised, quantity; aquantic quanti", ["Quantised", "quantity", "quanti"]),
        ('"vector quanti"*', "vector-quantization", ["vector-quantization"]),
        ("generation", "gen-\neration", ["gen-\neration"]),
        ("naive", "naïve NAI\u0308VE", ["naïve", "NAI\u0308VE"]),
        ("naïve", "naive", ["naive"]),
        ("Łukasz", "lukasz", ["lukasz"]),
        ("STRASSE", "straße", ["straße"]),
        ("sigma", "Sigma", ["Sigma"]),
        ("ΣΟΦΟΣ", "σοφος", ["σοφος"]),
        ("fid", "ﬁd", ["ﬁd"]),
        ("gan", "let g an affine map; organ; G.AN", []),
        ("gan", "GAN模型", ["GAN"]),
        ("GPT3", "GPT-3 and GPT 3, GPT-35", ["GPT-3", "GPT 3"]),
        ("u-net", "unet U Net U-Net", ["unet", "U Net", "U-Net"]),
        ("C++", "C++, c and C", ["C++"]),
        ("GPT-3.5", "gpt 3.5 gpt-315", ["gpt 3.5"]),
        ("beta-VAE", r"the $\beta$-VAE", ["beta$-VAE"]),
        ("模型", "生成模型很好", ["模型"]),
        ("生成模型", "生成\n模型", ["生成\n模型"]),
        ("潜在*", "潜在空间", ["潜在"]),
        ("가", "각", []),
        ("モデル", "拡散モデルは", ["モデル"]),
        ("don't", "don’t", ["don’t"]),
        ("a" * 50, "a" * 5000, []),
        ("1", "½ and 1", ["½", "1"]),
    ],
)
def test_words_are_found_at_their_places(word: str, text: str, expected: list[str]) -> None:
    assert marked(word, text) == expected


def test_places_that_overlap_are_one() -> None:
    words = Words(["latent space", "space model", "latent"])
    assert words.places("a latent space model") == [(2, 20)]
    assert words.found("a latent space model") == ("latent space", "space model", "latent")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "*",
        '""',
        "-",
        "–",
        "$",
        "a*b",
        "*a",
        "-survey",
        "a, b",
        "a OR b",
        "NOT a",
        "c++*",
        "\u0301",
    ],
)
def test_an_invalid_word_is_refused_with_one_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        Words([text])


@given(st.text(ALPHABET, max_size=6), st.text(ALPHABET, max_size=30))
@example("½", "1½⁄2")
@example("i*", "İi")
def test_marking_finds_what_searching_finds(word: str, text: str) -> None:
    try:
        words = Words([word])
    except ValueError:
        return
    assert all(keyword(one) == one for one in words.texts)
    places = words.places(text)
    assert bool(words.found(text)) == bool(places)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(places))
    for start, end in places:
        assert words.found(text[start:end]) == words.texts


@given(st.text(max_size=8), st.text(max_size=20))
def test_accepts_any_text(word: str, text: str) -> None:
    try:
        words = Words([word])
    except ValueError:
        return
    assert words.found(f"{text} {word.strip('*')} {text}") or "*" in word or "_" in word
    words.places(text)
