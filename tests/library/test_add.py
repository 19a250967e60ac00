"""Records made and completed from what the student gives."""

from __future__ import annotations

import datetime

import pytest

from litnotes.errors import Ambiguous, Conflict
from litnotes.library.add import complete, settle
from litnotes.library.identify import Library
from litnotes.library.inquiry import Asked
from litnotes.library.resolution import Resolved
from litnotes.model.paper import Paper
from litnotes.model.record import Record

DAY = datetime.date(2024, 5, 31)


def library() -> Library:
    return Library(
        [
            Paper(
                key="zak2020quiet",
                record="given",
                title="A Quiet Quantizer",
                short_names=("QQ",),
                tags=("audio",),
            ),
            Paper(key="a2020x", record="given", title="Twins", short_names=("Gemini",)),
            Paper(key="b2021x", record="given", title="Other Twins", short_names=("Gemini",)),
        ]
    )


def test_a_name_of_the_table_becomes_a_new_paper_with_its_facts() -> None:
    settled = settle(library(), "VQ-GAN", {}, DAY)
    assert (settled.paper.key, settled.changes, settled.taken_from) == (
        "esser2021taming",
        None,
        "from the nickname table",
    )


def test_typed_facts_win_over_the_table_with_provenance() -> None:
    settled = settle(library(), "VQ-GAN", {"year": 2019, "tags": ("image",)}, DAY)
    assert (settled.paper.year, settled.paper.tags) == (2019, ("image",))
    assert settled.paper.provenance["year"] == "given"
    assert settled.paper.provenance["venue"] == "nickname table"


def test_a_known_paper_without_new_facts_does_not_change() -> None:
    settled = settle(library(), "qq", {}, DAY)
    assert (settled.paper.key, settled.changes) == ("zak2020quiet", {})


def test_facts_that_the_paper_already_has_change_nothing() -> None:
    assert settle(library(), "qq", {"title": "A Quiet Quantizer", "tags": ("audio",)}, DAY).changes == {}


def test_new_facts_are_added_and_nothing_is_taken_away() -> None:
    settled = settle(
        library(), "QQ", {"tags": ("sound",), "ids": {"arxiv": "2001.00001"}, "year": 2020}, DAY
    )
    assert settled.changes == {
        "tags": ("audio", "sound"),
        "ids": {"arxiv": "2001.00001"},
        "year": 2020,
        "provenance": {"ids": "given", "year": "given"},
    }


def test_adds_a_new_name_with_a_known_title_as_short_name() -> None:
    settled = settle(library(), "Quiet", {"title": "a quiet quantizer"}, DAY)
    assert settled.paper.key == "zak2020quiet"
    assert settled.changes is not None
    assert settled.changes["short_names"] == ("QQ", "Quiet")


def test_an_unknown_name_is_added_and_marked_as_not_looked_up() -> None:
    settled = settle(library(), "SoundStorm X", {}, DAY)
    assert (settled.paper.record, settled.paper.title, settled.paper.key) == (
        "not looked up",
        "SoundStorm X",
        "soundstormx",
    )
    assert settled.paper.added == DAY


def test_a_typed_title_makes_the_name_a_short_name() -> None:
    given = {"title": "Storms of Sound", "authors": ("Ann Lee", "Bo Li"), "year": 2023, "venue": "ISMIR"}
    paper = settle(library(), "SoundStorm X", given, DAY).paper
    assert (paper.key, paper.record, paper.short_names) == ("lee2023storms", "given", ("SoundStorm X",))
    assert (paper.authors, paper.venue) == (("Ann Lee", "Bo Li"), "ISMIR")


@pytest.mark.parametrize("name", ["2401.00001", "https://arxiv.org/abs/2401.00001v2"])
def test_a_bare_id_is_kept_as_id(name: str) -> None:
    paper = settle(library(), name, {}, DAY).paper
    assert paper.ids == {"arxiv": "2401.00001"}
    assert paper.short_names == ()
    assert paper.record == "not looked up"


def test_lists_the_papers_of_an_ambiguous_name_with_commands() -> None:
    with pytest.raises(Ambiguous) as caught:
        settle(library(), "gemini", {}, DAY)
    assert "a2020x  Twins (no year)" in caught.value.message
    assert "b2021x  Other Twins" in caught.value.message
    with pytest.raises(Ambiguous) as caught:
        settle(library(), "SAM", {}, DAY)
    assert 'Segment Anything (2023): litnotes add-paper "SAM" --arxiv 2304.02643' in caught.value.message


@pytest.mark.parametrize("given", [{"ids": {"arxiv": "2304.02643"}}, {"title": "Segment Anything"}])
def test_the_listed_option_resolves_an_ambiguous_name(given: dict[str, object]) -> None:
    assert settle(library(), "SAM", given, DAY).paper.title == "Segment Anything"


def test_an_ambiguous_name_with_a_title_of_neither_is_a_new_paper() -> None:
    paper = settle(library(), "Gemini", {"title": "A Third One"}, DAY).paper
    assert (paper.title, paper.short_names) == ("A Third One", ("Gemini",))


@pytest.mark.parametrize(
    ("name", "ids"), [("VQ-GAN", {"arxiv": "1711.00937"}), ("VQ-VAE", {"arxiv": "2401.00001"})]
)
def test_an_id_of_another_paper_is_refused(name: str, ids: dict[str, str]) -> None:
    with pytest.raises(Conflict, match="nothing was written"):
        settle(library(), name, {"ids": ids}, DAY)


def test_an_id_of_the_table_with_the_title_of_another_paper_is_attached_to_neither() -> None:
    given = {"title": "Neural Discrete Representation Learning", "ids": {"arxiv": "2012.09841"}}
    with pytest.raises(Conflict, match='the id belongs to "Taming'):
        settle(library(), "Frob", given, DAY)
    slip = {**given, "title": "Taming transformer for high resolution image synthesis"}
    assert settle(library(), "Frob", slip, DAY).paper.ids["arxiv"] == "2012.09841"


def test_a_short_name_of_the_table_with_another_title_is_another_paper() -> None:
    paper = settle(library(), "VQ-GAN", {"title": "Storms of Quantized Sound"}, DAY).paper
    assert (paper.title, paper.short_names, paper.ids) == ("Storms of Quantized Sound", ("VQ-GAN",), {})


def test_reports_a_paper_that_shares_only_an_id() -> None:
    own = Paper(key="chess", record="given", title="On Chess and Other Games", ids={"doi": "10.1234/x"})
    name = "Neural Discrete Codes of Sound"
    record = Record(source="crossref", title=name, authors=("Ann Ito",), ids={"doi": "10.1234/x"})
    resolved = Resolved((record,), (Asked("crossref", "Crossref", "found"),))
    notes = Library([own])
    settled, messages = complete(notes, settle(notes, name, {}, DAY), resolved, name, {}, DAY)
    assert (settled.paper.title, settled.changes) == (name, None)
    assert any("chess has doi 10.1234/x too" in one for one in messages)
