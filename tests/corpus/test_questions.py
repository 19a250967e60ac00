"""Each question to a corpus has the answer that plain Python finds in the records of the snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from litnotes.corpus import finding
from litnotes.corpus.duck import DuckEngine
from litnotes.corpus.session import CorpusSession, open_corpus, place_of
from litnotes.errors import NotFound, WrongUse
from tests.corpus.plain import Plain, plain
from tests.corpus.questions import QUERIES, found, query_of, related
from tests.corpus.snapshots import Layout, Made
from tests.corpus.tables import table

QUICK = ("(speech OR text) AND discrete", '"latent codebook"', "mobius", "学", "year:..1985")


@pytest.fixture(scope="module")
def session(corpus: Callable[[Layout], Path]) -> CorpusSession:
    """The open corpus of the flat snapshot."""
    return open_corpus(place_of(str(corpus("flat"))))


@pytest.fixture(scope="module")
def facts(snapshot: Callable[[Layout], Made]) -> Plain:
    """What is in it."""
    return plain(snapshot("flat"), merged=True)


def some(facts: Plain, step: int = 37) -> list[int]:
    return sorted(facts.works)[::step]


def test_citations_forward_and_backward(session: CorpusSession, facts: Plain) -> None:
    ids = some(facts)
    assert {(row["citing"], row["cited"]) for row in session.citing(ids)} == facts.citing(ids)
    assert {(row["citing"], row["cited"]) for row in session.cited(ids)} == facts.cited(ids)
    assert session.citing([]) == session.cited([123]) == []


@pytest.mark.parametrize("number", [1, 3])
def test_rounds_reach_each_work_in_its_first_round(
    session: CorpusSession, facts: Plain, number: int
) -> None:
    seeds = some(facts)[8:12]
    rows = session.rows(finding.rounds(session.tables, seeds, number))
    assert {row["id"]: row["round"] for row in rows} == facts.reached(seeds, number)
    assert number == 1 or len({row["round"] for row in rows}) > 1


def test_reach_counts_the_works_of_each_round(session: CorpusSession, facts: Plain) -> None:
    seeds = some(facts)[8:12]
    reached = facts.reached(seeds, 3)
    rounds = session.reached(seeds, 3)
    assert [each.citing for each in rounds] == [[*reached.values()].count(at) for at in (1, 2, 3)]
    cited = {other for _, other in facts.cited(seeds)} - {*seeds}
    assert rounds[0].cited == len(cited)


def test_works_come_with_their_names(session: CorpusSession, facts: Plain) -> None:
    ids = some(facts)
    assert [row["id"] for row in session.works(ids)] == ids
    dois = {row["doi"]: row["id"] for row in session.works(ids) if row["doi"]}
    asked = [*(f"doi:{doi}" for doi in dois), f"openalex:w{ids[0]}", "openalex:w5", "doi:10.1/none"]
    answered = session.ids_of(asked)
    assert {name.removeprefix("doi:"): each for name, each in answered.items() if "doi" in name} == {
        doi: [id_] for doi, id_ in dois.items()
    }
    assert answered[f"openalex:w{ids[0]}"] == [ids[0]]
    assert "openalex:w5" not in answered


def test_a_title_is_found_whatever_its_case_accents_and_subtitle(
    session: CorpusSession, facts: Plain
) -> None:
    id_, record = next((id_, one) for id_, one in facts.works.items() if "Möbius" in (one["title"] or ""))
    for title in (record["title"], record["title"].upper(), record["title"].replace("Möbius", "mobius -")):
        assert id_ in [row["id"] for row in session.titled(title, 50)]
    short = record["title"].rpartition(" ")[0]
    assert id_ in [row["id"] for row in session.titled(short, 500)]
    assert session.titled("!?", 5) == []


@pytest.mark.parametrize(
    "text",
    [pytest.param(text, marks=() if text in QUICK else pytest.mark.gate) for text in QUERIES],
)
def test_a_search_finds_the_works_with_the_words(
    session: CorpusSession, facts: Plain, corpus: Callable[[Layout], Path], text: str
) -> None:
    rows = {row["id"]: row for row in table(corpus("flat"), "works")}
    expected = found(facts, query_of(text), rows)
    answered = session.matching(query_of(text))
    assert expected
    assert [row["id"] for row in answered.works] == expected
    assert answered.total == len(expected)


def test_a_search_shows_some_and_counts_all(session: CorpusSession) -> None:
    everything = session.matching(query_of("latent"))
    few = session.matching(query_of("latent"), 2)
    assert (few.works, few.total) == (everything.works[:2], everything.total)


def test_a_field_that_works_do_not_have_is_refused(session: CorpusSession) -> None:
    with pytest.raises(WrongUse, match="a corpus knows words"):
        session.matching(query_of("tag:mine"))


def test_related_works_share_citations(session: CorpusSession, facts: Plain) -> None:
    papers = some(facts)[4:7]
    expected = related(facts, papers)
    rows = session.related(papers)
    strengths = {row["id"]: (round(row["coupling"], 6), round(row["cocitation"], 6)) for row in rows}
    assert strengths == {id_: pytest.approx(value, abs=2e-6) for id_, value in expected.items()}
    order = [row["strength"] for row in rows]
    assert order == sorted(order, reverse=True)
    among = sorted(expected)[:5]
    assert {row["id"] for row in session.related(papers, among)} == set(among)


def test_counts(session: CorpusSession, facts: Plain, corpus: Callable[[Layout], Path]) -> None:
    rows = table(corpus("flat"), "works")
    citing = {one for one, _ in facts.citations}
    expected: dict[Any, dict[str, int]] = {}
    for row in rows:
        year = expected.setdefault(row["year"], {"works": 0, "abstracts": 0, "references": 0})
        year["works"] += 1
        year["abstracts"] += row["abstract"] is not None
        year["references"] += row["id"] in citing
    counts = session.counts(3)
    years = {row["year"]: {name: row[name] for name in row if name != "year"} for row in counts.years}
    assert years == expected
    venues = Counter(row["venue"] for row in rows if row["venue"])
    assert [(row["venue"], row["works"]) for row in counts.venues] == sorted(
        venues.items(), key=lambda each: (-each[1], each[0])
    )[:3]
    assert counts.inside == sum(cited in facts.works for _, cited in facts.citations)


class TestPlaces:
    def test_a_path_and_urls(self) -> None:
        assert place_of("/data/corpus") == (Path("/data/corpus"), "duckdb", {})
        assert place_of("duckdb:///data/corpus?threads=2") == (
            Path("/data/corpus"),
            "duckdb",
            {"threads": "2"},
        )
        assert place_of("pyspark:///data/c?spark.master=yarn").engine == "spark"
        with pytest.raises(WrongUse, match="no engine is called postgres"):
            place_of("postgres://host/data")

    def test_settings_of_the_engine_come_from_the_url(self, corpus: Callable[[Layout], Path]) -> None:
        url = f"duckdb://{corpus('flat')}?threads=1"
        engine = open_corpus(place_of(url)).engine
        assert isinstance(engine, DuckEngine)
        answer = engine.connection.raw_sql("select current_setting('threads')")
        assert answer.fetchone() == (1,)
        with pytest.raises(WrongUse, match="DuckDB refuses a setting"):
            open_corpus(place_of(f"duckdb://{corpus('flat')}?no_such_setting=1"))

    def test_a_folder_that_is_no_corpus(self, tmp_path: Path) -> None:
        with pytest.raises(NotFound, match="no corpus"):
            open_corpus(place_of(str(tmp_path)))
