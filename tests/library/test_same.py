"""Which record is accepted for a paper, and what speaks against the others."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.library.same import PENALTIES, Wanted, compare
from litnotes.model.described import Described
from litnotes.model.record import Record

VQGAN = "Taming Transformers for High-Resolution Image Synthesis"
PRIOR = "Learning Latent Space Energy-Based Prior Model"


def record(title: str, **values: object) -> Record:
    return Record(source="crossref", title=title, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("taming transformers for high resolution image synthesis", VQGAN),
        ("Taming Transformers for High Resolution Image Synthesis.", VQGAN.upper()),
        ("Generative Models in Latent Space &amp; Beyond", "Generative models in latent space & beyond"),
        ("Vector Quantised Diffusion Model for Text-to-Image Synthesis",
         "Vector Quantized Diffusion Model for Text-to-Image Synthesis"),
        ("Taming Transformrs for High-Resolution Image Synthesis", VQGAN),
        ("Improved Vector Quantized Diffusion Model", "Improved Vector Quantized Diffusion Models"),
        ("A Style-Based Generator Architecture for GANs", "A style based generator architecture for GANs"),
    ],
)  # fmt: skip
def test_one_title_in_two_spellings_is_accepted(wanted: str, title: str) -> None:
    assert compare(Wanted(title=wanted), record(title)).accepted


@pytest.mark.parametrize(
    ("wanted", "title", "penalty"),
    [
        ("Generating Diverse Images with VQ-VAE", "Generating Diverse Images with VQ-VAE-2",
         "the number differs (2)"),
        (PRIOR, f"{PRIOR} for Molecule Generation", 'an ending "for molecule generation"'),
        (f"{PRIOR} for Molecule Generation", PRIOR, 'an ending "for molecule generation"'),
        ("An exponential upper bound for off-diagonal Ramsey numbers of graphs",
         "An exponential upper bound for off-diagonal book Ramsey numbers of graphs",
         'an extra word "book"'),
        ("Masked Generative Image Transformer for Long Sequences of Tokens",
         "Masked Generative Video Transformer for Long Sequences of Tokens", '"video" instead of "image"'),
        ("Semi-supervised Representation Learning in Latent Spaces of Generative Models",
         "Semi-unsupervised Representation Learning in Latent Spaces of Generative Models",
         '"unsupervised" instead of "supervised"'),
        ("Denoising Diffusion Probabilistic Models for Images and for Sound",
         "Improved Denoising Diffusion Probabilistic Models for Images and for Sound",
         'the word "improved" means another version'),
        ("Shape Generation with 3D Latent Diffusion Models of Objects",
         "Shape Generation with 2D Latent Diffusion Models of Objects", "the number differs (3d, 2d)"),
        ("Attention Is All You Need", "Self-Attention with Relative Position Representations",
         "instead of"),
        ("Latent Space Models", "Latent Space Models II", 'the word "ii" means another version'),
    ],
)  # fmt: skip
def test_a_near_twin_is_not_accepted_and_the_penalty_is_named(
    wanted: str, title: str, penalty: str
) -> None:
    same = {"authors": ("Bo Pang", "Tian Han"), "first_year": 2020}
    for known in (Wanted(title=wanted), Wanted(title=wanted, authors=("Bo Pang",), first_year=2020)):
        found = compare(known, record(title, **same))
        assert not found.accepted
        assert any(penalty in one for one in found.penalties), found


def test_a_reworded_title_needs_first_author_and_year() -> None:
    title = "Augmenting language models using chemistry tool for synthesis"
    other = record(
        "Augmenting language modelling using the chemistry tools for synthesis",
        authors=("Andres M. Bran",),
        venue_year=2024,
    )
    assert compare(Wanted(title=title, authors=("Bran, A.",), first_year=2023), other).accepted
    assert not compare(Wanted(title=title), other).accepted
    assert not compare(Wanted(title=title, authors=("Bran, A.",)), other).accepted
    off = compare(Wanted(title=title, authors=("Bran, A.",), first_year=2021), other)
    assert not off.accepted
    assert "the year is off by 3" in off.penalties


def test_a_slip_in_the_title_does_not_cover_another_author_or_year() -> None:
    typed = Wanted(
        title="Taming Transformrs for High-Resolution Image Synthesis", authors=("Patrick Esser",)
    )
    assert compare(typed, record(VQGAN, authors=("Patrick Esser", "Robin Rombach"))).accepted
    found = compare(typed, record(VQGAN, authors=("Zoe Lee",)))
    assert not found.accepted
    assert "another first author (Zoe Lee)" in found.penalties


def test_an_equal_title_by_other_people_is_not_accepted() -> None:
    wanted = Wanted(title="Zero-Shot Text-to-Image Generation", authors=("Aditya Ramesh", "Mikhail Pavlov"))
    assert compare(wanted, record("Zero-shot text-to-image generation", authors=("A. Ramesh",))).accepted
    assert not compare(wanted, record("Zero-shot text-to-image generation", authors=("Zoe Lee",))).accepted


def test_accepts_a_name_before_the_title_if_known_or_confirmed() -> None:
    lion = record(
        "LION: Latent Point Diffusion Models for 3D Shape Generation",
        authors=("Xiaohui Zeng",),
        first_year=2022,
    )
    plain = "Latent Point Diffusion Models for 3D Shape Generation"
    assert not compare(Wanted(title=plain), lion).accepted
    assert compare(Wanted(title=plain, short_names=("Lion",)), lion).accepted
    assert compare(Wanted(title=plain, authors=("Zeng, X.",), first_year=2022), lion).accepted


def test_a_separate_subtitle_belongs_to_the_title() -> None:
    apart = record("Latent Space Oddity", subtitle="On the Curvature of Deep Generative Models")
    assert compare(
        Wanted(title="Latent Space Oddity: on the curvature of deep generative models"), apart
    ).accepted


def test_a_short_title_alone_is_never_enough() -> None:
    wanted = Wanted(title="Consistency Models")
    assert not compare(
        wanted, record("Consistency Models", authors=("Yang Song",), first_year=2023)
    ).accepted
    known = Wanted(title="Consistency Models", authors=("Yang Song",), first_year=2023)
    assert compare(known, record("Consistency Models", authors=("Yang Song",), first_year=2023)).accepted


def test_surnames_compare_without_accents_particles_and_given_names() -> None:
    title = "Neural Discrete Representation Learning in Depth"
    typed = "Neural Discrete Representations Learning in the Depth"
    for name, other in [("Aäron van den Oord", "Oord, Aaron van den"), ("Søren Hauberg", "S. Hauberg"),
                        ("Łukasz Kaiser", "Lukasz KAISER"), ("Sammy Davis Jr.", "S. Davis")]:  # fmt: skip
        wanted = Wanted(title=typed, authors=(name,), first_year=2017)
        assert compare(wanted, record(title, authors=(other,), first_year=2018)).accepted, name


def test_records_that_share_an_id_may_word_their_title_differently() -> None:
    preprint = record(
        "ChemCrow: Augmenting large-language models with chemistry tools",
        authors=("Andres M Bran",),
        first_year=2023,
    )
    journal = record(
        "Augmenting large language models with chemistry tools",
        authors=("Andres M. Bran",),
        venue_year=2024,
    )
    assert compare(preprint, journal, linked=True).accepted
    assert compare(journal, preprint, linked=True).accepted


@pytest.mark.parametrize(
    ("one", "other"),
    [(PRIOR, f"{PRIOR} for Molecule Generation"), ("Images with VQ-VAE", "Images with VQ-VAE-2"),
     (VQGAN, "A fast renderer of hair")],
)  # fmt: skip
def test_a_wrong_link_between_services_is_seen(one: str, other: str) -> None:
    authors = ("Bo Pang",)
    pair = record(one, authors=authors), record(other, authors=authors)
    assert not compare(*pair, linked=True).accepted


_ITO: dict[str, Any] = {"authors": ("Chen Ito",), "first_year": 2020}


@pytest.mark.parametrize(
    ("one", "other", "penalty", "verdict"),
    [
        (record(VQGAN, **_ITO), record(f"{VQGAN} 2", **_ITO), "title", "other"),
        (record(VQGAN, ids={"arxiv": "1"}), record(VQGAN, ids={"arxiv": "2"}), "arxiv", "other"),
        (record(VQGAN, **_ITO), record(VQGAN, authors=("Zoe Lee",)), "people", "other"),
        (record(VQGAN, authors=("Chen Ito", "Bo Li")), record(f"{VQGAN}s", authors=("Bo Li", "Chen Ito")),
         "first author", "other"),
        (record(VQGAN, first_year=2012), record(VQGAN, first_year=2020), "year", "unsure"),
        (record(PRIOR, **_ITO), record("Learned Latent-Space Energy Based Priors Model", **_ITO),
         None, "same"),
        (record("Jukebox"), record("Jukebox", **_ITO), "short title", "unsure"),
        (Wanted(short_names=("VQGAN",)), record(VQGAN), "nothing to compare", "unsure"),
        (Wanted(ids={"arxiv": "1"}), record(VQGAN, ids={"arxiv": "1"}), None, "same"),
    ],
)  # fmt: skip
def test_each_penalty_has_a_name_and_decides_as_the_table_says(
    one: Described, other: Described, penalty: str | None, verdict: str
) -> None:
    found = compare(one, other)
    assert found.verdict == verdict, found
    assert (penalty in {against.name for against in found.against}) == (penalty is not None)
    assert {against.name for against in found.against} <= PENALTIES.keys()


@given(st.text(max_size=60), st.text(max_size=60), st.lists(st.text(max_size=12), max_size=2))
def test_any_text_is_compared_without_a_crash(one: str, other: str, names: list[str]) -> None:
    wanted = Wanted(title=one, authors=tuple(names))
    found = compare(wanted, record(other, authors=tuple(names), subtitle=one))
    assert 0 <= found.likeness <= 1
    assert found.accepted == (not found.penalties)
    compare(record(one, authors=tuple(names)), record(other), linked=True)


_GUIDE = "Guidelines for the Reporting of Small Trials"
_IN_A = {
    "authors": ("Ann Bo",),
    "first_year": 2010,
    "venue": "Journal of Small Trials",
    "ids": {"doi": "10.1000/a"},
}


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({"venue": "Annals of Care", "ids": {"doi": "10.2000/b"}}, "unsure"),
        ({"volume": "9", "ids": {}}, "unsure"),
        ({"number": "2", "ids": {}}, "unsure"),
        ({"venue": "Annals of Care", "ids": {"doi": "10.1000/b"}}, "same"),
        ({"venue": "Annals of Care", "ids": {}}, "same"),
        ({"venue": "J. Small Trials", "ids": {"doi": "10.2000/b"}}, "same"),
        ({"venue": "bioRxiv", "ids": {"doi": "10.2000/b"}}, "same"),
        ({"venue": "Early Notes", "type": "preprint", "ids": {"doi": "10.2000/b"}}, "same"),
        ({"venue": "", "ids": {"doi": "10.2000/b"}}, "same"),
    ],
)
def test_one_title_in_two_publications_is_two_works(more: dict[str, Any], verdict: str) -> None:
    one = record(_GUIDE, **_IN_A, volume="6", number="1")
    assert compare(one, record(_GUIDE, **_IN_A | more)).verdict == verdict
    assert compare(record(_GUIDE, **_IN_A | more), one).verdict == verdict
