"""Which paper a name means: ids first, then own papers, then the table; never a likeness."""

from __future__ import annotations

import datetime

import pytest

from litnotes.library.identify import (
    ById,
    Contradictory,
    Identification,
    Known,
    Library,
    Recorded,
    Several,
    Unknown,
    paper_of,
)
from litnotes.library.nicknames import table
from litnotes.model.paper import Paper

DAY = datetime.date(2024, 5, 31)
TAMING = "Taming Transformers for High-Resolution Image Synthesis"


def paper(key: str, title: str, *names: str, **ids: str) -> Paper:
    return Paper(key=key, record="given", title=title, short_names=names, ids=ids)


OWN = Library(
    [
        paper("huang2019muller", "Müller's Counterpoint: a study", "Coconet-M", arxiv="1903.07227"),
        paper("zak2020vq", "A Quiet Quantizer", "VQ-GAN", doi="10.1000/Quiet"),
        paper("a2020x", "Twins", "Gemini"),
        paper("b2021x", "Other Twins", "gemini", "GEM-INI"),
        paper("cjk", "音乐的潜在空间"),
    ]
)
EMPTY = Library([])


def meant(outcome: Identification) -> str:
    match outcome:
        case Known(found):
            return found.key
        case Recorded(record):
            return str(record["title"])
        case ById(ids, _):
            return str(ids)
        case Several(papers, records):
            return " | ".join([*(one.key for one in papers), *(one["title"] for one in records)])
        case Contradictory():
            return "disagreeing"
        case Unknown(name):
            return f"unknown {name}"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("huang2019muller", "huang2019muller"),
        ("coconet m", "huang2019muller"),
        ("MULLERS COUNTERPOINT a study", "huang2019muller"),
        ("arXiv:1903.07227v2", "huang2019muller"),
        ("1903.07227", "huang2019muller"),
        ("https://doi.org/10.1000/quiet", "zak2020vq"),
        ("音乐的潜在空间", "cjk"),
        ("  Twins ", "a2020x"),
        ("[Coconet-M](https://arxiv.org/abs/1903.07227)", "huang2019muller"),
    ],
)
def test_finds_papers_by_key_name_title_and_id(text: str, key: str) -> None:
    assert meant(OWN.identify(text)) == key


def test_papers_of_the_library_come_before_the_table() -> None:
    assert meant(EMPTY.identify("vqgan")) == TAMING
    assert meant(OWN.identify("vqgan")) == "zak2020vq"


def test_an_id_comes_before_a_name() -> None:
    assert meant(OWN.identify("arXiv:2012.09841")) == TAMING


def test_a_title_of_the_table_means_the_paper_once_it_is_added() -> None:
    library = Library([])
    outcome = library.identify("VQ-GAN")
    assert isinstance(outcome, Recorded)
    library.add(paper_of(outcome.record, library=library, added=DAY, by="VQ-GAN"))
    for name in ("vq-gan", "VQGAN", TAMING.lower(), "2012.09841", "esser2021taming"):
        assert meant(library.identify(name)) == "esser2021taming"


@pytest.mark.parametrize("name", ["VQ-VAE-2", "vq-vae2", "VQVAE2"])
def test_a_digit_makes_another_paper(name: str) -> None:
    assert meant(EMPTY.identify(name)) != meant(EMPTY.identify("VQ-VAE"))


@pytest.mark.parametrize("name", ["jukebooks", "rq-va", "VQ-GANs and more", "Coconet", "DALL·É", ""])
def test_does_not_identify_by_similarity(name: str) -> None:
    assert meant(OWN.identify(name)) == f"unknown {name}"


def test_dots_and_dashes_in_dall_e() -> None:
    assert (
        meant(EMPTY.identify("DALL·E"))
        == meant(EMPTY.identify("dall-e"))
        == "Zero-Shot Text-to-Image Generation"
    )


def test_a_name_of_two_papers_is_ambiguous() -> None:
    assert meant(OWN.identify("GEMINI")) == "a2020x | b2021x"


def test_a_name_of_two_papers_of_the_table_is_ambiguous() -> None:
    outcome = EMPTY.identify("SAM")
    assert isinstance(outcome, Several)
    assert sorted(record["arxiv"] for record in outcome.records) == ["2010.01412", "2304.02643"]


def test_keeps_the_words_beside_an_unknown_id() -> None:
    assert EMPTY.identify("A New Sound (arXiv:2401.00001)") == ById({"arxiv": "2401.00001"}, "A New Sound")


@pytest.mark.parametrize(
    "text",
    [
        f"{TAMING} https://arxiv.org/abs/2012.09841",
        f"{TAMING}, arXiv:2012.09841v2",
        "VQ-GAN (arXiv:2012.09841)",
        "great read https://arxiv.org/abs/2012.09841",
        "https://arxiv.org/abs/2012.09841",
    ],
)
def test_an_id_with_its_own_title_or_a_few_words(text: str) -> None:
    assert meant(EMPTY.identify(text)) == TAMING


@pytest.mark.parametrize(
    "text",
    [
        f"{TAMING} arXiv:1711.00937",
        "VQ-GAN https://arxiv.org/abs/1711.00937",
        f"{TAMING} (arXiv:2401.00001)",
        "A wholly different title of a paper arXiv:1711.00937",
    ],
)
def test_an_id_that_disagrees_with_its_title_is_attached_to_neither(text: str) -> None:
    assert meant(EMPTY.identify(text)) == "disagreeing"


def test_does_not_identify_a_title_by_the_short_name_after_it() -> None:
    """`A new title (CLIP)` is read as title and short name; the short name alone decides nothing."""
    assert (
        meant(EMPTY.identify("CLIP: A wholly new title", "A wholly new title"))
        == "unknown A wholly new title"
    )


def test_an_alias_before_a_title_of_the_table() -> None:
    assert meant(
        EMPTY.identify("WaveNet: A Generative Model for Raw Audio", "A Generative Model for Raw Audio")
    ).startswith("WaveNet")


def test_identity_is_the_same_for_two_names_of_a_paper_and_other_for_two_papers() -> None:
    for library in (EMPTY, OWN):
        same = {library.identity(name) for name in ("dall-e", "DALL·E", "arXiv:2102.12092")}
        assert len(same) == 1
        others = {
            library.identity(name) for name in ("VQ-VAE", "VQ-VAE-2", "rq-va", "rq-vae", "2401.00001")
        }
        assert len(others) == 5
    assert OWN.identity("Rq Va") == OWN.identity("rq-va")


class TestPaperOf:
    def test_has_the_facts_of_the_table_with_provenance(self) -> None:
        (record,) = table().find("VQ-GAN")
        made = paper_of(record, library=EMPTY, added=DAY, by="taming transformers")
        assert made.key == "esser2021taming"
        assert made.title == TAMING
        assert made.short_names[0] == "Taming Transformers"
        assert set(made.short_names) == set(record["names"])
        assert (made.year, made.venue, made.venue_year) == (2020, "CVPR", 2021)
        assert made.ids == {"arxiv": "2012.09841", "doi": "10.1109/CVPR46437.2021.01268"}
        assert made.record == "nickname table"
        assert made.added == DAY
        assert set(made.provenance.values()) == {"nickname table"}

    def test_does_not_use_a_taken_key_again(self) -> None:
        library = Library([paper("van2017neural", "Something Else")])
        (record,) = table().find("VQ-VAE")
        assert paper_of(record, library=library, added=DAY).key == "van2017neurala"


@pytest.mark.parametrize(
    ("own", "name"),
    [
        ("CLIP++", "CLIP"),
        ("VQGAN+", "VQ-GAN"),
        ("U-Net++", "U-Net"),
        ("A*", "A"),
        ("Model 15", "Model 1.5"),
        ("GAN v21", "GAN v2.1"),
        ("A: B", "a/b"),
        ("Improved nets for X+", "Improved nets for X"),
    ],
)
def test_a_plus_sign_or_a_point_makes_another_paper(own: str, name: str) -> None:
    """A name that was not looked up is no title: its letters alone name nothing."""
    library = Library([paper("own", own)])
    assert meant(library.identify(own)) == "own"
    assert meant(library.identify(name)) != "own"
    assert library.identity(own) != library.identity(name)


@pytest.mark.parametrize(
    "text",
    [
        "https://arxiv.org/abs/2012.09841 read this one for next week",
        "[Taming Transformers](https://arxiv.org/abs/2012.09841): read it for next week",
        "VQ-GAN (arXiv:2012.09841), see the figures at the end",
    ],
)
def test_ignores_a_comment_after_an_id(text: str) -> None:
    assert meant(EMPTY.identify(text)) == TAMING


def test_a_title_before_an_id_must_be_its_own() -> None:
    text = "Some wholly other long title https://arxiv.org/abs/2012.09841"
    assert isinstance(EMPTY.identify(text), Contradictory)


def test_an_ambiguous_name_stays_ambiguous_until_the_student_decides() -> None:
    (segment,) = table().find("Segment Anything")
    by_title = paper_of(segment, library=EMPTY, added=DAY, by="Segment Anything")
    assert isinstance(Library([by_title]).identify("SAM"), Several)
    by_name = paper_of(segment, library=EMPTY, added=DAY, by="SAM")
    assert meant(Library([by_name]).identify("SAM")) == by_name.key
