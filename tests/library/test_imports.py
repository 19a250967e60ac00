"""What becomes of imported entries: new papers, completed papers, and entries that change nothing."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from litnotes.formats.entry import ImportedEntry
from litnotes.library.citekeys import is_safe_key
from litnotes.library.identify import Known, Library
from litnotes.library.imports import Added, CompletedPaper, ImportOutcome, Intake, Skipped
from litnotes.model.paper import Paper
from litnotes.model.record import Record

DAY = datetime.date(2024, 6, 2)
SOURCE = "bibtex refs.bib"
TITLE = "Neural Discrete Representation Learning"


def entry(key: str = "", line: int = 1, title: str = TITLE, **fields: Any) -> ImportedEntry:
    own = {name: fields.pop(name) for name in ("short_names", "reading", "aside") if name in fields}
    return ImportedEntry(record=Record(source="bibtex", title=title, **fields), key=key, line=line, **own)


def paper(key: str = "van2017neural", **fields: Any) -> Paper:
    given = {"record": "looked up", "title": TITLE, "authors": ("Aaron van den Oord",), **fields}
    return Paper(key=key, **given)


def take(
    *entries: ImportedEntry, own: tuple[Paper, ...] = (), **options: Any
) -> tuple[list[ImportOutcome], Library]:
    library = Library(own)
    intake = Intake(library, SOURCE, DAY, **options)
    done: list[ImportOutcome] = []
    for one in entries:
        done.append(intake.decide(one))
        intake.keep(done[-1])
    return done, library


def added(one: ImportedEntry, **options: Any) -> Paper:
    (outcome,), _ = take(one, **options)
    assert isinstance(outcome, Added)
    return outcome.paper


def merged(one: ImportedEntry, into: Paper, **options: Any) -> Paper:
    (outcome,), _ = take(one, own=(into,), **options)
    assert isinstance(outcome, CompletedPaper)
    return outcome.paper.model_copy(update=dict(outcome.changes))


def test_a_new_paper_has_provenance_for_each_field() -> None:
    made = added(
        entry(
            "oord17",
            authors=("Aaron van den Oord",),
            venue="NeurIPS",
            venue_year=2017,
            ids={"arxiv": "1711.00937"},
            first_year=2018,
            tags=("vq",),
            notes="mine",
            reading="read",
            short_names=("VQ-VAE",),
        )
    )
    source = f"{SOURCE} 2024-06-02"
    assert made == Paper(
        key="oord17",
        record="imported",
        title=TITLE,
        short_names=("VQ-VAE",),
        authors=("Aaron van den Oord",),
        year=2017,
        venue="NeurIPS",
        venue_year=2017,
        ids={"arxiv": "1711.00937"},
        tags=("vq",),
        notes="mine",
        reading="read",
        added=DAY,
        provenance=dict.fromkeys(("title", "authors", "year", "venue", "venue_year", "ids.arxiv"), source),
    )


def test_a_key_that_can_be_kept_is_kept() -> None:
    for key in ("oord17", "Oord_2017.b", "a+b", "vanDenOordNeuralDiscrete2017", "2017oord"):
        assert added(entry(key)).key == key


@pytest.mark.parametrize(
    "key",
    [
        "",
        "DBLP:conf/nips/OordVK17",
        "../../etc/passwd",
        "a/b",
        "a\\b",
        ".hidden",
        "-option",
        "oord 17",
        "CON",
        "nul.x",
        "com1",
        "é",
        "1711.00937",
        "a.",
        "x" * 101,
        "a\nb",
        "..",
        "a:b",
        "~",
    ],
)
def test_does_not_keep_an_unsafe_key(key: str) -> None:
    assert not is_safe_key(key)
    assert added(entry(key, authors=("Aaron van den Oord",), first_year=2017)).key == "van2017neural"


def test_a_key_that_is_not_kept_still_finds_the_paper() -> None:
    _, library = take(entry("DBLP:conf/nips/OordVK17"))
    found = library.identify("DBLP:conf/nips/OordVK17")
    assert isinstance(found, Known)
    assert found.paper.former_keys == ("DBLP:conf/nips/OordVK17",)


def test_keys_that_differ_in_case_only_are_two_papers_in_two_files() -> None:
    done, library = take(entry("Oord17"), entry("oord17", title="A different title of a paper"))
    assert [type(one) for one in done] == [Added, Added]
    assert list(library.papers) == ["Oord17", "differenttitlepaper"]
    (outcome,), _ = take(entry("VAN2017neural", title="A different title of a paper"), own=(paper(),))
    assert isinstance(outcome, Added)
    assert outcome.paper.key == "differenttitlepaper"


def test_a_shared_id_means_the_known_paper() -> None:
    own = paper(ids={"doi": "10.1/x"})
    found = merged(entry("oord17", title=f"{TITLE}.", ids={"doi": "10.1/x"}, abstract="We show."), own)
    assert (found.key, found.abstract) == ("van2017neural", "We show.")
    assert found.former_keys == ("oord17",)
    assert found.provenance["abstract"] == f"{SOURCE} 2024-06-02"


def test_the_same_title_and_first_author_mean_the_known_paper() -> None:
    found = merged(
        entry(title="Neural discrete representation-learning", authors=("A. v. d. Oord",), tags=("vq",)),
        paper(),
    )
    assert found.tags == ("vq",)


def test_the_same_title_of_other_people_is_another_paper() -> None:
    (outcome,), _ = take(entry(authors=("Jane Doe",)), own=(paper(),))
    assert isinstance(outcome, Added)


def test_never_replaces_a_value_and_keeps_a_differing_one() -> None:
    own = paper(
        venue="NeurIPS",
        venue_year=2017,
        year=2017,
        abstract="Own.",
        url="https://own.org",
        volume="30",
        notes="My note.",
        tags=("vq",),
        provenance={"venue": "crossref 2024-01-01"},
    )
    found = merged(
        entry(
            authors=("Aaron van den Oord", "Jane Doe"),
            venue="ICML",
            venue_year=2018,
            volume="2",
            abstract="Other.",
            url="https://x.org",
            notes="Their note.",
            tags=("VQ", "new"),
        ),
        own,
    )
    for name in ("venue", "venue_year", "year", "abstract", "url", "volume", "authors", "title"):
        assert getattr(found, name) == getattr(own, name)
    assert found.notes == "My note.\n\nTheir note."
    assert found.tags == ("vq", "new")
    differing = {(one.field, one.value, one.source, one.asked) for one in found.differing}
    assert differing == {
        ("authors", "Aaron van den Oord; Jane Doe", SOURCE, DAY),
        ("venue", "ICML", SOURCE, DAY),
        ("venue_year", "2018", SOURCE, DAY),
    }


def test_the_language_of_an_entry_is_taken_where_there_is_none() -> None:
    found = merged(entry(language="de"), paper())
    assert (found.language, found.provenance["language"]) == ("de", f"{SOURCE} {DAY}")
    (outcome,), _ = take(entry(language="de"), own=(paper(language="en"),))
    assert isinstance(outcome, Skipped)


def test_another_value_is_kept_once() -> None:
    other = entry(venue="ICML")
    own = merged(other, paper(venue="NeurIPS"))
    again = Intake(Library((own,)), "ris other.ris", DAY + datetime.timedelta(days=1)).decide(other)
    assert isinstance(again, Skipped)
    assert again.why == "nothing new"


def test_does_not_take_pages_of_another_venue() -> None:
    own = paper(venue="NeurIPS", venue_year=2017)
    (outcome,), _ = take(entry(venue="Some Journal", pages="1-2", volume="4", publisher="X"), own=(own,))
    assert isinstance(outcome, CompletedPaper)
    assert not {"pages", "volume", "publisher"} & outcome.changes.keys()


def test_a_cut_list_of_the_nickname_table_is_completed() -> None:
    own = paper(authors=("A", "B", "C"), more_authors=True, provenance={"authors": "nickname table"})
    found = merged(entry(authors=("A", "B", "C", "D")), own)
    assert (found.authors, found.more_authors) == (("A", "B", "C", "D"), False)


def test_a_name_typed_in_place_of_the_title_becomes_a_short_name() -> None:
    own = Paper(key="vqvae", record="not looked up", title="VQ-VAE", ids={"arxiv": "1711.00937"})
    found = merged(entry(ids={"arxiv": "1711.00937"}), own)
    assert (found.title, found.short_names, found.record) == (TITLE, ("VQ-VAE",), "imported")


def test_an_entry_with_the_id_of_another_paper_comes_in_without_it() -> None:
    own = paper(ids={"doi": "10.1/proceedings"})
    other = entry(
        "x", title="Attention Is All You Need", authors=("Vaswani",), ids={"doi": "10.1/proceedings"}
    )
    (outcome, again), library = take(other, other, own=(own,))
    assert isinstance(outcome, Added)
    assert outcome.remark == f'without 10.1/proceedings, the id of van2017neural, "{TITLE}"'
    assert library.papers["x"].ids == {}
    assert isinstance(again, Skipped)
    assert list(library.papers) == ["van2017neural", "x"]


def test_keeps_a_second_id_of_a_kind_as_other_id() -> None:
    own = paper(ids={"arxiv": "1711.00937", "doi": "10.1/own"})
    found = merged(entry(ids={"arxiv": "1711.00937", "doi": "10.1/other"}), own)
    assert found.ids == own.ids
    assert found.other_ids == ("doi:10.1/other",)


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (entry("x", title=""), "it has no title"),
        (entry("x", title="—"), "it has no title"),
        (
            entry("x", aside="other entries of the file are part of it"),
            "other entries of the file are part of it",
        ),
        (entry("broken"), "papers/broken.yaml cannot be read; fix or remove that file first"),
    ],
)
def test_skips_what_is_not_a_paper_with_the_reason(one: ImportedEntry, why: str) -> None:
    (outcome,), _ = take(one, unreadable={"broken"})
    assert isinstance(outcome, Skipped)
    assert outcome.why == why


def test_skips_an_entry_with_the_title_of_several_papers() -> None:
    twins = (paper("a", year=2017), paper("b", year=2017))
    (outcome,), _ = take(entry(authors=("Aaron van den Oord",)), own=twins)
    assert isinstance(outcome, Skipped)
    assert outcome.why == "several papers may have this title: a, b"


def test_skips_a_short_title_without_authors() -> None:
    (outcome,), _ = take(entry("x", title="CLIP"), own=(paper("clip", title="CLIP"),))
    assert isinstance(outcome, Skipped)
    assert outcome.why == "several papers may have this title: clip"
    (outcome,), _ = take(
        entry("x", title="CLIP", authors=("Jane Doe",)), own=(paper("clip", title="CLIP"),)
    )
    assert isinstance(outcome, Added)


def test_the_same_title_many_years_apart_is_another_paper() -> None:
    (outcome,), _ = take(entry("x", first_year=2004), own=(paper(year=2017),))
    assert isinstance(outcome, Added)


def test_a_duplicate_inside_the_file_is_named_by_its_line() -> None:
    done, _ = take(entry("a", 3, ids={"doi": "10.1/x"}), entry("a", 12, ids={"doi": "10.1/x"}))
    assert isinstance(done[1], Skipped)
    assert done[1].why == "the same paper as in line 3"


def test_a_fuller_duplicate_completes_the_first() -> None:
    done, library = take(
        entry("a", 3, ids={"doi": "10.1/x"}), entry("b", 12, ids={"doi": "10.1/x"}, tags=("t",))
    )
    assert isinstance(done[1], CompletedPaper)
    assert (library.papers["a"].tags, library.papers["a"].former_keys) == (("t",), ("b",))


@pytest.mark.parametrize("title", [TITLE, "CLIP", "Segment Anything"])
def test_a_second_import_changes_nothing(title: str) -> None:
    entries = [
        entry("DBLP:x/y", title=title, authors=("Jane Doe",), venue="ICML", venue_year=2020),
        entry("", 2, title="Another Paper of Many Words", tags=("a",)),
        entry("b", 3, title="Another Paper of Many Words", venue="X", first_year=2011),
        entry("b", 4, title="Deep", authors=("A",), tags=("a",)),
        entry("", 5, title="Deep", authors=("B",), notes="n", reading="read", short_names=("DEEP",)),
    ]
    _, library = take(*entries)
    later = Intake(library, SOURCE, DAY + datetime.timedelta(days=9))
    again = [later.decide(one) for one in entries]
    assert [one for one in again if not isinstance(one, Skipped)] == []


def test_a_tag_goes_to_all() -> None:
    assert added(entry(tags=("own", "Zotero")), tags=("zotero",)).tags == ("Zotero", "own")
    assert merged(entry(), paper(), tags=("zotero",)).tags == ("zotero",)


def test_a_shorter_list_of_the_same_authors_is_no_other_list() -> None:
    own = paper(authors=("Aaron van den Oord", "Oriol Vinyals"))
    (outcome,), _ = take(entry(authors=("Oord, A.",)), own=(own,))
    assert isinstance(outcome, Skipped)
