"""Papers as CSL-JSON: what Zotero, pandoc and our own import read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from litnotes.export.csl_items import csl_json
from litnotes.formats import csl
from litnotes.model.paper import Paper
from tests.export.dossiers import hostile_papers, paper, vq_gan


def item(of: Paper) -> dict[str, Any]:
    (found,) = json.loads(csl_json([of]))
    assert isinstance(found, dict)
    return found


def test_a_paper_of_a_conference() -> None:
    assert item(
        vq_gan(former_keys=("taming", "old2020"), notes="Read it.\n\nTwice.", tags=("gan", "vq"))
    ) == {
        "id": "esser2021taming",
        "citation-key": "esser2021taming",
        "type": "paper-conference",
        "title": "Taming Transformers for High-Resolution Image Synthesis",
        "title-short": "VQ-GAN",
        "author": [
            {"family": "Esser", "given": "Patrick"},
            {"family": "Rombach", "given": "Robin"},
            {"family": "Ommer", "given": "Björn"},
        ],
        "container-title": "CVPR",
        "issued": {"date-parts": [[2021]]},
        "keyword": "gan, vq",
        "note": "arXiv:2012.09841\nCitation Key Alias: taming, old2020\nRead it.\n\nTwice.",
    }


def test_a_preprint_has_its_server_and_id_as_zotero_writes_them() -> None:
    found = item(paper(ids={"arxiv": "2012.09841"}, year=2020))
    assert (found["type"], found["publisher"], found["number"]) == ("article", "arXiv", "arXiv:2012.09841")
    assert "note" not in found
    assert item(paper(venue="bioRxiv", type="preprint"))["publisher"] == "bioRxiv"


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"venue": "Nature"}, "article-journal"),
        ({"venue": "ICML"}, "paper-conference"),
        ({"venue": "ICML", "type": "preprint"}, "paper-conference"),
        ({"type": "article", "venue": "ICML"}, "article-journal"),
        ({"type": "thesis", "publisher": "MIT"}, "thesis"),
        ({"type": "dataset", "venue": "NeurIPS"}, "dataset"),
        ({"type": "other", "venue": "X"}, "document"),
        ({}, "document"),
    ],
)
def test_the_type_follows_what_is_known(fields: dict[str, Any], kind: str) -> None:
    assert item(paper(**fields))["type"] == kind


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Aäron van den Oord", {"family": "Oord", "given": "Aäron", "non-dropping-particle": "van den"}),
        ("Martin Luther King Jr.", {"family": "King", "given": "Martin Luther", "suffix": "Jr."}),
        ("García Márquez, Gabriel", {"family": "García Márquez", "given": "Gabriel"}),
        ("{Google Brain}", {"literal": "Google Brain"}),
        ("Ministry of Health", {"literal": "Ministry of Health"}),
        ("Madonna", {"family": "Madonna"}),
        ("Jean d'Alembert", {"family": "d'Alembert", "given": "Jean"}),
    ],
)
def test_names(author: str, name: dict[str, str]) -> None:
    written = csl_json([paper(authors=(author,), more_authors=True)])
    assert json.loads(written)[0]["author"] == [name, {"literal": "others"}]
    record = csl.read(written)[0][0].record
    assert (record.authors, record.more_authors) == ((author,), True)


def test_tags_with_commas_come_back() -> None:
    for tags in (("a", "b"), ("a, b", "c"), ("a, b",)):
        assert csl.read(csl_json([paper(tags=tags)]))[0][0].record.tags == tags


def test_a_note_line_that_only_looks_like_a_field_stays_a_note() -> None:
    notes = "eprint: none yet\nPMID: soon\nDOI: of the journal\narXiv:1711.00937\nids: see above"
    of = vq_gan(notes=notes)
    record = csl.read(csl_json([of]))[0][0].record
    assert record.notes == notes
    assert record.ids == {"arxiv": "2012.09841"}


def test_nothing_makes_an_empty_list() -> None:
    assert csl_json([]) == "[]\n"


@given(of=hostile_papers())
def test_any_paper_is_valid_json_in_harmless_characters(of: Paper) -> None:
    written = csl_json([of, of])
    written.encode()
    assert not any(char in written for char in "\x00\x1b\u202e\u2028\x0b\r")
    assert len(json.loads(written)) == 2
    entries, broken = csl.read(written)
    assert len(entries) == 2
    assert not broken
