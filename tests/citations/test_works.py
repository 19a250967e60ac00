"""What is one work, and what is not: near twins are two, versions are one, however they are named."""

from __future__ import annotations

import time

import pytest

from litnotes.citations.candidacy import candidate_of, completed, one_of
from litnotes.citations.works import Work, Works
from litnotes.model.candidate import Reached
from litnotes.model.record import Record

TITLE = "Learning discrete codes of sound"


def record(
    title: str = TITLE,
    *authors: str,
    source: str = "openalex",
    year: int | None = 2021,
    **ids: str,
) -> Record:
    return Record(source=source, title=title, authors=authors or ("Chen Ito",), first_year=year, ids=ids)


def text(words: str, **ids: str) -> Record:
    """Return a reference that is printed as one text."""
    return Record(source="crossref", title=words, ids=ids)


def works(*records: Record) -> list[Work]:
    found = Works()
    for one in records:
        found.add(one)
    found.settle()
    return found.found()


def count(*records: Record) -> int:
    """Return how many works there are, in either order."""
    forwards, backwards = len(works(*records)), len(works(*reversed(records)))
    assert forwards == backwards
    return forwards


class TestOneWork:
    @pytest.mark.parametrize(
        "records",
        [
            (record(doi="10.1/a"), record(doi="10.1/A", source="crossref")),
            (record(doi="10.1/a"), record("", doi="10.1/a", source="opencitations")),
            (record(arxiv="2101.00001", openalex="W1"), record(openalex="W2", doi="10.1/a")),
            (record(), record("Learning Discrete Codes of Sound.", "Ito, C.", source="crossref")),
            (record("Discrete & sparse priors of music"), record("Discrete and sparse priors of music")),
            (
                record("Discrete &amp; sparse priors of music"),
                record("Discrete and sparse priors of music"),
            ),
            (record("Jukebox"), record("JUKEBOX", source="crossref")),
            (
                record("A codec: learning discrete codes", doi="10.1/a"),
                record("Learning discrete codes", doi="10.1/a"),
            ),
            (record(), text("Ito, C. et al.: Learning discrete codes of sound. In CVPR (2021)")),
            (
                record(arxiv="2101.00001"),
                text(
                    "C. Ito: Learning discrete codes of sound (2021). arXiv:2101.00001", arxiv="2101.00001"
                ),
            ),
            (record(), record(year=None, source="crossref")),
            (record(year=2021), record(year=2024, source="crossref")),
        ],
    )
    def test_is_named_in_two_ways(self, records: tuple[Record, ...]) -> None:
        assert count(*records) == 1

    def test_preprint_and_venue_without_a_shared_id(self) -> None:
        preprint = record(arxiv="2101.00001", source="semantic_scholar")
        venue = Record(
            source="openalex",
            title=TITLE,
            authors=("C. Ito", "Z. Bauer"),
            venue="CVPR",
            venue_year=2022,
            ids={"doi": "10.1/a"},
        )
        (work,) = works(preprint, venue)
        candidate = candidate_of(work, "k")
        assert (candidate.year, candidate.venue, candidate.venue_year) == (2021, "CVPR", 2022)
        assert candidate.ids == {"arxiv": "2101.00001", "doi": "10.1/a"}

    def test_one_that_shows_it_late_joins_two(self) -> None:
        first = record(doi="10.1/a")
        second = record("Discrete codes learned of sound", arxiv="2101.00001")
        assert len(works(first, second)) == 2
        both = record(doi="10.1/a", source="crossref", arxiv="2101.00001")
        (work,) = works(first, second, both)
        assert (work.key, work.former) == ("ito2021learning", ("ito2021discrete",))


class TestTwoWorks:
    @pytest.mark.parametrize(
        "records",
        [
            (record(), record(f"{TITLE} 2")),
            (record(), record(f"{TITLE} for Molecule Generation")),
            (record(), record(f"{TITLE}: an Extended Study")),
            (record(doi="10.1/a"), record(f"{TITLE} 2", doi="10.1/a")),
            (record(doi="10.1/a"), record("On chess and other games", "Zoë Bauer", doi="10.1/a")),
            (record(), record(TITLE, "Zoë Bauer")),
            (record(arxiv="2101.00001"), record(arxiv="2101.00002")),
            (record(year=2010), record(year=2021)),
            (record("Jukebox"), record("Jukebox", "Zoë Bauer")),
            (record("Jukebox"), Record(source="crossref", title="Jukebox")),
            (record(), text("Ito, C. et al.: Learning discrete codes of sound 2. In CVPR (2021)")),
            (
                record(),
                text("Ito, C. et al.: Learning discrete codes of sound: an extended study. CVPR (2021)"),
            ),
            (record(), text("Bauer, Z. et al.: Learning discrete codes of sound. In CVPR (2021)")),
        ],
    )
    def test_look_alike(self, records: tuple[Record, ...]) -> None:
        assert count(*records) == 2

    def test_a_row_without_authors_does_not_merge_two_works_of_one_title(self) -> None:
        bare = Record(source="opencitations", title=TITLE)
        found = works(record(), record(TITLE, "Zoë Bauer"), bare)
        assert [{author for one in work.records for author in one.authors} for work in found] == [
            {"Chen Ito"},
            {"Zoë Bauer"},
            set(),
        ]

    def test_a_text_with_two_titles_merges_nothing(self) -> None:
        other = record("Priors of music for everybody", "Zoë Bauer")
        both = text(f"a) C. Ito: {TITLE}. b) Z. Bauer: Priors of music for everybody.")
        assert len(works(record(), other, both)) == 3


class TestKeys:
    def test_are_given_in_the_order_in_which_works_are_named(self) -> None:
        found = works(record(), record(f"{TITLE} 2"), record(f"{TITLE} for Molecules"))
        assert [work.key for work in found] == ["ito2021learning", "ito2021learninga", "ito2021learningb"]

    def test_are_never_taken_in_any_case(self) -> None:
        found = Works({"ITO2021learning"})
        assert found.add(record()).key == "ito2021learninga"

    def test_wait_for_title_and_authors(self) -> None:
        found = Works()
        bare = found.add(Record(source="opencitations", title="", ids={"doi": "10.1/a"}))
        first = found.add(record(f"{TITLE} 2"))
        assert (bare.key, first.key) == (None, "ito2021learning")
        assert found.describe(record(doi="10.1/a"))
        assert bare.key == "ito2021learninga"

    def test_are_given_to_the_nameless_at_the_end(self) -> None:
        (one, two) = works(
            Record(source="x", title="", ids={"doi": "10.1/a"}), Record(source="x", title="Only a title")
        )
        assert (one.key, two.key) == ("doi101a", "onlytitle")
        assert candidate_of(one, "doi101a").title == "doi 10.1/a"

    def test_do_not_come_back_from_merged_works(self) -> None:
        found = Works()
        found.add(record(doi="10.1/a"))
        found.add(record("Learning of sound in discrete codes", arxiv="2101.00001"))
        found.add(record(doi="10.1/a", arxiv="2101.00001"))
        assert found.add(record(f"{TITLE} 2")).key == "ito2021learningb"


class TestDescribed:
    def test_a_work_that_another_list_names_by_title_is_one_with_it(self) -> None:
        found = Works()
        found.add(record(arxiv="2101.00001"))
        found.add(Record(source="opencitations", title="", ids={"doi": "10.1/a"}))
        assert found.describe(record(source="crossref", doi="10.1/a"))
        (work,) = found.found()
        assert work.ids() == {"arxiv": "2101.00001", "doi": "10.1/a"}

    def test_nothing_that_has_a_title(self) -> None:
        found = Works()
        found.add(record(doi="10.1/a"))
        assert not found.describe(record(doi="10.1/a"))
        assert not found.describe(record(doi="10.1/b"))


class TestCandidates:
    def test_a_printed_text_is_no_title(self) -> None:
        printed = text(f"C. Ito et al.: {TITLE} (2021). arXiv:2101.00001", arxiv="2101.00001")
        (work,) = works(printed, record(arxiv="2101.00001"))
        assert candidate_of(work, "k").title == TITLE

    def test_links_of_several_services_are_one(self) -> None:
        found = Works()
        for source, sentence in (("semantic_scholar", "We follow it."), ("openalex", "")):
            contexts = (sentence,) if sentence else ()
            reached = Reached(paper="seed", direction="cited-by", sources=(source,), contexts=contexts)
            found.add(record(source=source, doi="10.1/a"), reached)
        (reached,) = candidate_of(found.found()[0], "k").reached
        assert reached.sources == ("semantic_scholar", "openalex")
        assert reached.contexts == ("We follow it.",)

    def test_a_silent_source_is_remembered(self) -> None:
        scholar = Record(
            source="semantic_scholar",
            title=TITLE,
            authors=("C. Ito",),
            abstract="On sound.",
            ids={"doi": "10.1/a"},
            first_year=2021,
        )
        before = candidate_of(works(scholar, record(doi="10.1/a", openalex="W1"))[0], "k")
        after = completed(candidate_of(works(record(doi="10.1/a", openalex="W1"))[0], "k"), before)
        assert after == before
        assert completed(after, before) == after

    def test_a_source_may_take_back_a_link(self) -> None:
        before = candidate_of(works(record(doi="10.1/a", openalex="W1"))[0], "k")
        before = before.model_copy(update={"abstract": "Of another paper."})
        after = completed(candidate_of(works(record(doi="10.1/a", openalex="W1"))[0], "k"), before)
        assert after.abstract is None

    def test_two_candidates_of_one_paper(self) -> None:
        one, two = (
            candidate_of(work, "k")
            for work in works(record(doi="10.1/a"), record(f"{TITLE} 2", doi="10.1/b"))
        )
        both = one_of(one, two)
        assert both.title == TITLE
        assert both.other_ids == ("doi:10.1/b",)
        assert one_of(both, two) == both


@pytest.mark.gate
def test_the_time_grows_with_the_works_and_not_with_their_pairs() -> None:
    def seconds(number: int) -> float:
        started = time.process_time()
        found = Works()
        for n in range(number):
            found.add(
                record(
                    f"Learning codes of sound in world {n % (number // 2)}", doi=f"10.1/{n % (number // 2)}"
                )
            )
        assert len(found.found()) == number // 2
        return time.process_time() - started

    # The least of several: other work on the machine makes them longer, never shorter.
    small, large = (min(seconds(number) for _ in range(3)) for number in (500, 2000))
    assert large < 12 * small + 0.1
