"""The table of short names is well formed and says of each name what it must."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from litnotes.library import nicknames
from litnotes.values.ids import arxiv_id, doi
from litnotes.values.names import fold_name

FILE = nicknames.FILE
LINES: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
KINDS = {
    "names": list,
    "title": str,
    "authors": list,
    "more_authors": bool,
    "year": int,
    "venue": str,
    "venue_year": int,
    "arxiv": str,
    "doi": str,
    "everyday": list,
}


def test_the_table_holds_many_papers() -> None:
    assert len(LINES) > 1000


def test_the_keys_are_those_of_the_table() -> None:
    keys = nicknames.KEYS.read_text(encoding="utf-8").splitlines()
    assert keys == [nicknames.keys_of(record) for record in LINES], "python -m litnotes.library.nicknames"


def test_every_line_has_known_keys_with_values_of_their_kind() -> None:
    for record in LINES:
        assert set(record) <= set(KINDS), record
        assert {"names", "title"} <= set(record), record
        assert "year" in record or "venue_year" in record, record
        for name, value in record.items():
            assert type(value) is KINDS[name], record
            assert value or name == "names", (record, name)


def test_texts_are_one_clean_line() -> None:
    for record in LINES:
        for text in [
            record["title"],
            *record["names"],
            *record.get("authors", ()),
            record.get("venue", "x"),
        ]:
            assert text == " ".join(text.split()), record
            assert text.isprintable(), record


def test_years_are_years() -> None:
    for record in LINES:
        year, venue_year = record.get("year"), record.get("venue_year")
        assert all(1900 <= one <= 2030 for one in (year, venue_year) if one), record
        assert venue_year is None or year is None or 0 < venue_year - year <= 5, record


def _year_of_arxiv(number: str) -> int:
    """Return the year that an arXiv id begins with: 2020 for `2012.09841`, 1997 for `hep-th/9711200`."""
    two = int(number.rpartition("/")[2][:2])
    return 1900 + two if two > 90 else 2000 + two


def test_the_first_public_year_is_that_of_the_arxiv_id_or_shortly_before() -> None:
    for record in LINES:
        if "arxiv" in record and "year" in record:
            assert 0 <= _year_of_arxiv(record["arxiv"]) - record["year"] <= 1, record


def test_names_of_a_record_differ_when_folded() -> None:
    for record in LINES:
        folded = [fold_name(name) for name in record["names"]]
        assert len(folded) == len(set(folded)), record
        assert all(folded), record


@pytest.mark.parametrize(
    ("name", "meanings"),
    [
        ("FiD", 2),
        ("RAFT", 5),
        ("DQN", 2),
        ("X-CLIP", 2),
        ("Chameleon", 2),
        ("Instant3D", 2),
        ("AlphaFold", 2),
        ("PRISMA", 2),
        ("BLAST", 3),
        ("Spark", 3),
        ("CRAG", 2),
    ],
)
def test_a_name_has_all_its_known_meanings(name: str, meanings: int) -> None:
    assert len(nicknames.table().find(name)) == meanings
    assert nicknames.table().is_ambiguous(name)


@pytest.mark.parametrize(
    ("name", "year"),
    [("LTH", 2018), ("FILIP", 2021), ("VeRA", 2023), ("TabNet", 2019), ("OLMo 2", 2024), ("β-VAE", None)],
)
def test_the_year_is_the_first_public_one_or_not_given(name: str, year: int | None) -> None:
    assert [record.get("year") for record in nicknames.table().find(name)] == [year]


def test_authors_are_people() -> None:
    for record in LINES:
        for author in record.get("authors", ()):
            assert not re.search(r"\b(?:Team|Collaboration|others|et al)\b", author), record


def test_names_that_are_words_of_other_titles_are_everyday_words() -> None:
    words = Counter(
        word for record in LINES for word in re.findall(r"(?<=\s)[a-z]{3,}(?=[\s:]|$)", record["title"])
    )
    for record in LINES:
        common = {name for name in record["names"] if words[name.lower()] > 1}
        assert common <= set(record.get("everyday", ())), record


def test_ids_have_their_form_and_belong_to_one_paper() -> None:
    for kind, parse in (("arxiv", arxiv_id), ("doi", doi)):
        ids = [record[kind] for record in LINES if kind in record]
        assert [found for found, count in Counter(map(str.lower, ids)).items() if count > 1] == []
        assert [found for found in ids if parse(found) != found.lower()] == []


def test_titles_are_there_once() -> None:
    assert [
        title for title, count in Counter(record["title"] for record in LINES).items() if count > 1
    ] == []


def test_authors_are_cut_at_three_or_all_known() -> None:
    for record in LINES:
        if record.get("more_authors"):
            assert len(record["authors"]) <= 3, record


def test_everyday_words_are_among_the_names() -> None:
    for record in LINES:
        assert set(record.get("everyday", ())) <= set(record["names"]), record


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("vq-gan", "Taming Transformers for High-Resolution Image Synthesis"),
        ("VQGAN", "Taming Transformers for High-Resolution Image Synthesis"),
        ("VQ-VAE", "Neural Discrete Representation Learning"),
        ("vq-vae2", "Generating Diverse High-Fidelity Images with VQ-VAE-2"),
        ("DALL·E", "Zero-Shot Text-to-Image Generation"),
        ("dall-e", "Zero-Shot Text-to-Image Generation"),
        ("clip", "Learning Transferable Visual Models From Natural Language Supervision"),
        (
            "latent point diffusion models for 3d shape generation",
            "LION: Latent Point Diffusion Models for 3D Shape Generation",
        ),
        (
            "high resolution image synthesis with latent diffusion models",
            "High-Resolution Image Synthesis with Latent Diffusion Models",
        ),
    ],
)
def test_names_students_write(name: str, title: str) -> None:
    assert [record["title"] for record in nicknames.table().find(name)] == [title]


@pytest.mark.parametrize("name", ["", "  ", "-", "rq-va", "jukebooks", "vq", "taming", "the"])
def test_what_is_no_name_is_not_found(name: str) -> None:
    assert nicknames.table().find(name) == []


def test_a_name_of_several_papers_gives_all_of_them() -> None:
    assert len(nicknames.table().find("SAM")) == 2


def test_the_table_is_public_knowledge_only() -> None:
    assert not re.search(r"https?://|@", FILE.read_text(encoding="utf-8"))
