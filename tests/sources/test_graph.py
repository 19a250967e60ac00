"""The played graph: what litnotes finds on all pages is what the services gave, each edge and no other."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, get_args

import pytest

from litnotes.sources import semantic_scholar, services
from litnotes.sources.outcome import Failed, Found, Missing, Withheld
from litnotes.sources.service import Edge, Page, Request, Service, ServiceAnswer
from tests.sources.conftest import Watched
from tests.sources.graph import Direction, Graph, Trouble, identity
from tests.sources.graph_facts import Plan, facts

Start = Callable[..., Graph]
Made = Callable[..., Watched]

DIRECTIONS: tuple[Direction, ...] = get_args(Direction)


class Walk:
    """All pages of one list of a service, one after the other."""

    def __init__(
        self, source: Service, fetch: Callable[[Request], ServiceAnswer | Failed], request: Request
    ) -> None:
        self.edges: list[Edge] = []
        self.pages: list[Page] = []
        self.end: Missing | Withheld | Failed | None = None
        asked: Request | None = request
        while asked:
            answer = fetch(asked)
            outcome = answer if isinstance(answer, Failed) else source.parse_edges(asked, answer)
            if not isinstance(outcome, Found):
                self.end = outcome
                return
            self.pages.append(outcome.value)
            self.edges += outcome.value.edges
            asked = outcome.value.next

    @property
    def found(self) -> set[str]:
        return {identity(edge.paper) for edge in self.edges}

    @property
    def unreached(self) -> list[str]:
        return [page.unreached for page in self.pages if page.unreached]


def walk(watched: Watched, service: str, ids: dict[str, str], direction: Direction) -> Walk | None:
    """Return the list of a service; None where it cannot be asked for it."""
    source = next(one for one in services.for_citations() if one.name == service)
    request = source.cited_by(ids) if direction == "cited_by" else source.references(ids)
    return Walk(source, watched.fetch, request) if request else None


def check(graph: Graph, watched: Watched, key: str, direction: Direction) -> Counter[str]:
    """Walk what all services have of a paper; return how many edges each gave."""
    truth = graph.truth(key, direction)
    sizes: Counter[str] = Counter()
    for source in services.for_citations():
        walked = walk(watched, source.name, graph.ids(key), direction)
        if source.name not in truth:
            assert walked is None or isinstance(walked.end, Missing)
            continue
        assert walked
        given = truth[source.name]
        if given is None:
            assert isinstance(walked.end, Withheld)
            continue
        assert walked.end is None
        assert walked.found == given.keys()
        sizes[source.name] = len(given)
    return sizes


class TestEveryEdge:
    @pytest.mark.parametrize("direction", DIRECTIONS)
    @pytest.mark.parametrize("key", ["vq-vae", "vqgan", "vq-diffusion", "latent-diffusion"])
    def test_of_the_seeds(self, graph: Start, client: Made, key: str, direction: Direction) -> None:
        played = graph()
        sizes = check(played, client(), key, direction)
        assert sizes["semantic_scholar"] >= 1
        assert sizes["semantic_scholar"] + sizes["openalex"] > 1
        assert played.asked_twice() == []

    @pytest.mark.parametrize("direction", DIRECTIONS)
    def test_of_other_papers(self, graph: Start, client: Made, direction: Direction) -> None:
        played, watched = graph(papers=60), client()
        sizes: Counter[str] = Counter()
        for key in list(played.papers)[::5]:
            sizes += check(played, watched, key, direction)
        offered = {"semantic_scholar", "openalex", "opencitations", "crossref"}
        assert sizes.keys() == offered - ({"crossref"} if direction == "cited_by" else set())
        assert played.asked_twice() == []

    def test_page_by_page(self, graph: Start, client: Made, monkeypatch: pytest.MonkeyPatch) -> None:
        played = graph()
        played.lower(monkeypatch, reach=10_000, rows=15)
        check(played, client(), "latent-diffusion", "cited_by")
        assert len(played.asked("semantic_scholar")) > 15
        assert len(played.asked("openalex")) > 7

    @pytest.mark.parametrize("reach", [61, 100])
    def test_beyond_what_can_be_counted(
        self, graph: Start, client: Made, monkeypatch: pytest.MonkeyPatch, reach: int
    ) -> None:
        played = graph(undated=0.0)
        played.lower(monkeypatch, reach=reach, rows=30)
        sizes = check(played, client(), "latent-diffusion", "cited_by")
        assert min(sizes["semantic_scholar"], sizes["openalex"]) > reach
        assert any("publicationDateOrYear=:202" in asked for asked in played.asked("semantic_scholar"))
        assert any("to_publication_date:202" in asked for asked in played.asked("openalex"))
        assert played.asked_twice() == []

    def test_with_what_is_known_of_them(self, graph: Start, client: Made) -> None:
        played = graph()
        papers = [
            edge.paper
            for service in ("semantic_scholar", "openalex")
            if (walked := walk(client(), service, played.ids("latent-diffusion"), "cited_by"))
            for edge in walked.edges
        ]
        assert {paper.language for paper in papers} == {"en", "zh", "de", None}
        assert 0.2 < sum(paper.abstract is None for paper in papers) / len(papers) < 0.5
        assert {bool(paper.ids.keys() & {"doi", "arxiv"}) for paper in papers} == {True, False}
        assert {bool(paper.first_year or paper.venue_year) for paper in papers} == {True, False}

    @pytest.mark.slow
    def test_of_more_than_ten_thousand(self, graph: Start, client: Made) -> None:
        started = time.process_time()
        played, watched = graph(papers=20_000), client()
        generated = time.process_time() - started
        for service in ("semantic_scholar", "openalex", "opencitations"):
            given = played.truth("latent-diffusion", "cited_by")[service]
            assert given
            started = time.process_time()
            walked = walk(watched, service, played.ids("latent-diffusion"), "cited_by")
            taken = time.process_time() - started
            assert walked
            assert taken < 120, service
            missing = given.keys() - walked.found
            assert walked.found <= given.keys()
            assert len(given) > (2000 if service == "opencitations" else 10_000)
            if service == "semantic_scholar":
                entries = played.facts.scholar.entries
                assert {entries[one.partition(":")[2]].when for one in missing} == {""}
                assert walked.unreached == [semantic_scholar.UNDATED]
            else:
                assert not missing
        assert played.asked_twice() == []
        assert generated < 30


class TestWhatCannotBeReached:
    def test_lists_undated_papers_at_openalex_and_reports_them_at_semantic_scholar(
        self, graph: Start, client: Made, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        played, watched = graph(undated=0.2), client()
        played.lower(monkeypatch, reach=60, rows=30)
        truth = played.truth("latent-diffusion", "cited_by")
        ids = played.ids("latent-diffusion")
        works = walk(watched, "openalex", ids, "cited_by")
        assert works
        assert works.found == (truth["openalex"] or {}).keys()
        assert works.unreached == []
        assert {page.total for page in works.pages} == {len(works.found)}
        assert any("publication_date:null" in asked for asked in played.asked("openalex"))
        papers = walk(watched, "semantic_scholar", ids, "cited_by")
        assert papers
        missing = (truth["semantic_scholar"] or {}).keys() - papers.found
        assert missing
        assert papers.unreached == [semantic_scholar.UNDATED]

    @pytest.mark.parametrize("service", ["semantic_scholar", "openalex"])
    def test_a_day_that_is_too_full(
        self, graph: Start, client: Made, monkeypatch: pytest.MonkeyPatch, service: str
    ) -> None:
        played = graph(year_only=0.9, undated=0.0)
        played.lower(monkeypatch, reach=20, rows=10)
        walked = walk(client(), service, played.ids("latent-diffusion"), "cited_by")
        assert walked
        given = played.truth("latent-diffusion", "cited_by")[service]
        assert given
        assert walked.found < given.keys()
        assert any(f"are dated {year}-01-01" in why for why in walked.unreached for year in (2022, 2023))
        entries = (played.facts.openalex if service == "openalex" else played.facts.scholar).entries
        missing = [entries[one.partition(":")[2]] for one in given.keys() - walked.found]
        assert {entry.when[4:] for entry in missing} == {"-01-01"}
        assert any("date:2021-12-31" in asked or "Year=:2021-12-31" in asked for asked in played.asked())

    def test_reports_counted_works_that_are_not_listed(self, graph: Start, client: Made) -> None:
        played = graph()
        ids = played.ids("vq-vae")
        given = played.truth("vq-vae", "cited_by")["openalex"]
        assert given
        played.works.overcounts[ids["openalex"]] = 100 - len(given) + 5
        walked = walk(client(), "openalex", ids, "cited_by")
        assert walked
        assert [len(page.edges) for page in walked.pages] == [len(given), 0]
        assert walked.unreached == ["OpenAlex counts 105 but lists 100"]


class TestTrouble:
    @pytest.mark.parametrize("trouble", get_args(Trouble))
    def test_passes(
        self, graph: Start, client: Made, monkeypatch: pytest.MonkeyPatch, trouble: Trouble
    ) -> None:
        played, watched = graph(papers=60), client()
        played.lower(monkeypatch, reach=10_000, rows=20)
        for service in ("semantic_scholar", "openalex", "opencitations"):
            played.disturb(service, {1: trouble})
        check(played, watched, "latent-diffusion", "cited_by")
        assert played.asked_twice() == []
        assert len(watched.waited) >= (0 if trouble == "slow" else 3)

    def test_comes_again_and_again(
        self, graph: Start, client: Made, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        played = graph()
        played.lower(monkeypatch, reach=100, rows=10)
        for service in ("semantic_scholar", "openalex"):
            played.disturb_every(service, 3, "429 html", "aborted", "503", "cut off", "429 json")
        for service in ("semantic_scholar", "openalex"):
            walked = walk(client(), service, played.ids("vq-vae"), "cited_by")
            assert walked
            assert walked.end is None
            assert walked.found == (played.truth("vq-vae", "cited_by")[service] or {}).keys()
        statuses = Counter((one.status, one.whole) for one in played.answered)
        assert {status for status, _ in statuses} == {200, 429, 503}
        assert statuses[200, False] >= 2
        assert played.asked_twice() == []

    def test_reports_a_question_asked_again_after_a_good_answer(self, graph: Start, client: Made) -> None:
        played = graph(papers=10)
        for _ in range(2):
            walk(client(refresh=True), "openalex", played.ids("vq-vae"), "cited_by")
        (twice,) = played.asked_twice()
        assert twice.startswith("openalex GET works?filter=cites:W")
        played.forget()
        assert played.asked_twice() == played.asked() == []


@pytest.fixture
def ask(graph: Start, client: Made) -> Callable[..., Any]:
    """Ask a service of a small graph; returns status and data."""
    played, watched = graph(), client()

    def asked(service: str, path: str, body: object = None) -> tuple[int, Any]:
        data = json.dumps(body).encode() if body is not None else None
        url = played.url_of(service) + path
        found = watched.fetch(Request(service, url, "list", "POST" if data else "GET", data))
        assert isinstance(found, ServiceAnswer)
        return found.status, json.loads(found.body) if "json" in found.content_type else found.body.decode()

    asked.played = played  # type: ignore[attr-defined]
    return asked


class TestAnswers:
    def test_offsets_end(self, ask: Callable[..., Any]) -> None:
        path = "/paper/ARXIV:2112.10752/citations?fields=title&limit=1000&offset="
        assert ask("semantic_scholar", f"{path}9000") == (400, {"error": "offset + limit must be < 10000"})
        assert ask("semantic_scholar", f"{path}8999") == (200, {"offset": 8999, "data": []})
        assert ask("semantic_scholar", "/paper/ARXIV:2112.10752?fields=x")[0] == 400

    def test_next_is_absent_at_the_end(self, ask: Callable[..., Any]) -> None:
        path = "/paper/ARXIV:2112.10752/citations?fields=title,publicationDate,year&limit=100&offset="
        first, second, third = (ask("semantic_scholar", f"{path}{offset}")[1] for offset in (0, 100, 200))
        assert (first["next"], second["next"], "next" in third) == (100, 200, False)
        rows = [row["citingPaper"] for page in (first, second, third) for row in page["data"]]
        dates = [row["publicationDate"] or f"{row['year'] or 0}-01-01" for row in rows]
        assert dates == sorted(dates, reverse=True)
        assert {row["year"] for row in rows} > {None, 2022, 2023, 2024}

    def test_a_range_of_dates_ends_on_its_last_day(self, ask: Callable[..., Any]) -> None:
        path = (
            "/paper/ARXIV:2112.10752/citations?fields=publicationDate,year&limit=999&publicationDateOrYear="
        )
        for dates, years in ((":2022", {2021, 2022}), ("2022:2022", {2022}), ("2024", {2024})):
            rows = ask("semantic_scholar", f"{path}{dates}")[1]["data"]
            assert {row["citingPaper"]["year"] for row in rows} == years

    def test_a_batch_has_holes(self, ask: Callable[..., Any]) -> None:
        ids = {"ids": ["ARXIV:2112.10752", "ARXIV:0000.00000", "DOI:10.5555/graph.00012"]}
        first, hole, _ = ask("semantic_scholar", "/paper/batch?fields=title,externalIds", ids)[1]
        assert first["title"].startswith("High-Resolution")
        assert hole is None

    def test_has_the_citing_sentences(self, ask: Callable[..., Any]) -> None:
        path = "/paper/ARXIV:2112.10752/citations?fields=contexts,intents,isInfluential,title&limit=999"
        rows = ask("semantic_scholar", path)[1]["data"]
        assert {len(row["contexts"]) for row in rows} == {0, 1, 2, 3}
        assert {row["isInfluential"] for row in rows} == {True, False}
        assert None in [row["intents"] for row in rows]

    def test_page_numbers_end(self, ask: Callable[..., Any]) -> None:
        work = ask("openalex", "/works/doi:10.1109/cvpr52688.2022.01042")[1]["id"].rpartition("/")[2]
        path = f"/works?filter=cites:{work}&per_page=100&page="
        assert ask("openalex", f"{path}101")[1]["error"] == "Pagination error."
        page = ask("openalex", f"{path}100")[1]
        assert page["results"] == []
        assert page["meta"]["count"] > 100
        assert ask("openalex", "/works?filter=cites:W1,colour:red")[0] == 400

    def test_works_come_newest_first_in_a_range(self, ask: Callable[..., Any]) -> None:
        work = ask("openalex", "/works/doi:10.1109/cvpr52688.2022.01042")[1]["id"].rpartition("/")[2]
        path = f"/works?sort=publication_date:desc,display_name&per_page=200&filter=cites:{work}"
        whole = ask("openalex", path)[1]
        dates = [each["publication_date"] or "" for each in whole["results"]]
        assert dates == sorted(dates, reverse=True)
        part = ask("openalex", f"{path},from_publication_date:2022-03-01,to_publication_date:2022-12-31")[1]
        assert part["results"] == [
            each
            for each in whole["results"]
            if "2022-03-01" <= (each["publication_date"] or "") <= "2022-12-31"
        ]
        years = ask("openalex", f"{path},publication_year:2021-2022|2024")[1]["results"]
        assert {each["publication_year"] for each in years} == {2021, 2022, 2024} & {
            each["publication_year"] for each in whole["results"]
        }

    def test_a_made_up_paper_is_found_by_title_and_id(self, ask: Callable[..., Any]) -> None:
        played: Graph = ask.played  # type: ignore[attr-defined]
        paper = next(each for each in played.papers.values() if each.key.startswith("made") and each.doi)
        assert ask("crossref", f"/works/{paper.doi}")[1]["message"]["DOI"] == paper.doi
        title = paper.title.replace(" ", "+")
        assert ask("openalex", f"/works?search={title}&per_page=5")[1]["results"][0]["title"]
        status, payload = ask("semantic_scholar", f"/paper/search/match?query={title}&fields=title,year")
        assert (status, payload["data"][0]["title"]) == (200, paper.title)


class TestFacts:
    def test_are_the_same_for_the_same_plan(self) -> None:
        facts.cache_clear()
        first = facts(Plan(100))
        facts.cache_clear()
        second = facts(Plan(100))
        assert first is not second
        assert first.cites == second.cites
        assert first.scholar == second.scholar
        assert first.openalex == second.openalex
        assert first.cites != facts(Plan(100, seed=2)).cites

    def test_papers_are_distinct(self) -> None:
        papers = [each for each in facts(Plan(2000)).papers.values() if each.key.startswith("made")]
        for kind in ("openalex", "semantic_scholar", "arxiv", "doi", "title"):
            known = [value for each in papers if (value := getattr(each, kind))]
            assert len(set(known)) == len(known) > 800

    def test_there_is_all_that_is_hard(self) -> None:
        whole = facts(Plan(2000))
        made = [each for each in whole.papers.values() if each.key.startswith("made")]
        kinds = Counter((bool(each.arxiv), bool(each.doi)) for each in made)
        assert min(kinds.values()) > 100
        assert sum(each.first_year is None for each in made) > 10
        assert 500 < sum(each.abstract is None for each in made) < 900
        titles = {each.title for each in made}
        for tail in (" 2", " for Molecule Generation", ": an Extended Study"):
            assert sum(title.endswith(tail) and title.removesuffix(tail) in titles for title in titles) > 10
        for view in (whole.scholar, whole.openalex):
            assert sum(len(entries) > 1 for entries in view.of.values()) > 30
            assert len(whole.papers) - len(view.of) > 30
            changed = [e.title for e in view.entries.values() if e.title != whole.papers[e.key].title]
            assert any("<i>" in title for title in changed)
            assert any(title.endswith(".") for title in changed)
        assert len(whole.withheld) > 50
        assert sum(map(len, whole.raw.values())) > 100
