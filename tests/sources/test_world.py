"""The played services say what the real ones would; else the tests that use them prove nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from litnotes.sources.outcome import Failed
from litnotes.sources.service import Request, ServiceAnswer
from tests.conftest import REPOSITORY
from tests.sources.conftest import Watched
from tests.sources.world import Fault, World, words

Made = Callable[..., Watched]
Ask = Callable[..., Any]

ATOM = "application/atom+xml, */*"
CSL = "application/vnd.citationstyles.csl+json"
VQGAN = "Taming Transformers for High-Resolution Image Synthesis"


@pytest.fixture
def ask(world: World, client: Made) -> Ask:
    """Ask a service through a client; returns data of good answers, else the answer."""

    def asked(service: str, path: str = "", **more: Any) -> Any:
        found = client().fetch(Request(service, world.url_of(service) + path, **more))
        if isinstance(found, Failed) or found.status >= 400:
            return found
        return json.loads(found.body) if "json" in found.content_type else found.body.decode()

    return asked


def titles(items: list[dict[str, Any]]) -> list[str]:
    return [each["title"][0] if isinstance(each["title"], list) else each["title"] for each in items]


class TestFacts:
    def test_papers_are_distinct(self, world: World) -> None:
        papers = list(world.papers.values())
        assert len(papers) > 40
        for kind in ("openalex", "semantic_scholar", "arxiv", "doi"):
            known = [value for each in papers if (value := getattr(each, kind))]
            assert len(set(known)) == len(known) > 15
        for paper in papers:
            assert set(paper.cites) <= world.papers.keys()
            assert bool(paper.arxiv) == bool(paper.month)

    def test_they_agree_with_what_is_known(self, world: World) -> None:
        path = REPOSITORY.parent / "shared" / "papers.yaml"
        if not path.is_file():
            pytest.skip("the facts are not beside this repository")
        for fact in yaml.safe_load(path.read_text(encoding="utf-8"))["papers"]:
            paper = world.papers[fact["key"]]
            assert (paper.title, paper.authors) == (fact["title"], fact["authors"])
            assert paper.arxiv == fact["arxiv"]
            assert paper.doi == (fact["doi"].lower() if fact["doi"] else None)
            assert paper.month == fact.get("preprint_month")
            assert paper.pages == fact.get("pages")


class TestArxiv:
    def test_unknown_ids_are_dropped_from_a_list(self, ask: Ask) -> None:
        feed = ask("arxiv", "?id_list=2012.09841v3,0808.05394,1711.00937&max_results=10", accept=ATOM)
        assert feed.count("<entry>") == 2
        assert "<opensearch:totalResults>2<" in feed
        assert "arxiv.org/abs/2012.09841v2" in feed
        assert "Aäron van den Oord" in feed

    def test_a_title_is_searched_as_a_phrase(self, ask: Ask) -> None:
        quoted = "%22taming+transformers+for+high+resolution+image+synthesis%22"
        assert ask("arxiv", f"?search_query=ti:{quoted}", accept=ATOM).count("<entry>") == 1
        assert ask("arxiv", f"?search_query=ti:{quoted}+AND+au:esser", accept=ATOM).count("<entry>") == 1
        assert ask("arxiv", f"?search_query=ti:{quoted}+AND+au:oord", accept=ATOM).count("<entry>") == 0

    def test_a_bad_id_is_a_feed_with_status_400(self, ask: Ask) -> None:
        found = ask("arxiv", "?id_list=abc", accept=ATOM)
        assert found.status == 400
        assert b"incorrect id format for abc" in found.body


class TestCrossref:
    def test_a_doi_is_found_in_any_case(self, ask: Ask) -> None:
        for doi in ("10.1109/CVPR46437.2021.01268", "10.1109%2Fcvpr46437.2021.01268"):
            message = ask("crossref", f"/works/{doi}")["message"]
            assert message["title"] == [VQGAN]
            assert message["published"] == {"date-parts": [[2021, 6]]}
            assert message["author"][2] == {
                "given": "Björn", "family": "Ommer", "sequence": "additional", "affiliation": []
            }  # fmt: skip

    def test_a_paper_may_have_two_dois(self, ask: Ask) -> None:
        first = ask("crossref", "/works/10.1109/CVPR.2019.00453")["message"]
        second = ask("crossref", "/works/10.1109/TPAMI.2020.2970919")["message"]
        assert first["title"] == second["title"]
        assert first["type"] != second["type"]

    @pytest.mark.parametrize("doi", ["10.1371/notarealdoi", "10.48550/arXiv.2012.09841"])
    def test_answers_unknown_ids_with_text(self, ask: Ask, doi: str) -> None:
        found = ask("crossref", f"/works/{doi}")
        assert (found.status, found.body) == (404, b"Resource not found.")

    @pytest.mark.parametrize(
        ("asked", "first"),
        [
            (VQGAN, "Taming Transformers for High-Resolution Image Synthesis"),
            ("Attention is All you Need", ""),
            ("Neural Discrete Representation Learning", ""),
        ],
    )
    def test_its_first_hit_is_another_paper(self, ask: Ask, asked: str, first: str) -> None:
        items = ask("crossref", f"/works?query.bibliographic={asked}&rows=5")["message"]["items"]
        assert len(items) == 5
        whole = [": ".join(each["title"] + each["subtitle"]) for each in items]
        assert words(whole[0]) != words(asked)
        assert not first or first == items[0]["title"][0]  # the extended version
        assert (words(whole[1]) == words(asked)) == (asked == VQGAN)

    def test_without_words_there_are_no_hits(self, ask: Ask) -> None:
        assert ask("crossref", "/works?query.bibliographic=&rows=5")["message"]["items"] == []

    def test_two_dois_are_asked_at_once(self, ask: Ask) -> None:
        dois = "doi:10.1109/CVPR46437.2021.01268,doi:10.1109/CVPR52688.2022.01042,doi:10.1/none"
        assert len(ask("crossref", f"/works?filter={dois}")["message"]["items"]) == 2


class TestOpenAlex:
    def test_preprint_and_venue_version_are_two_works(self, ask: Ask) -> None:
        preprint = ask("openalex", "/works/doi:10.48550/arxiv.2012.09841")
        venue = ask("openalex", "/works/doi:10.1109/cvpr46437.2021.01268")
        assert preprint["id"] != venue["id"]
        assert (preprint["publication_year"], venue["publication_year"]) == (2020, 2021)
        assert preprint["referenced_works"] == []
        assert len(venue["referenced_works"]) == 3
        assert ask("openalex", f"/works/{venue['id'].rpartition('/')[2]}") == venue

    def test_one_record_is_wrong(self, ask: Ask) -> None:
        work = ask("openalex", "/works?search=attention+is+all+you+need")["results"][0]
        assert work["id"].endswith("W2626778328")
        assert work["publication_year"] == 2025
        assert work["doi"].startswith("https://doi.org/10.65215/")

    def test_what_it_has_not_is_a_web_page(self, ask: Ask) -> None:
        found = ask("openalex", "/works/doi:10.1/none")
        assert found.status == 404
        assert found.body.startswith(b"<!doctype html>")

    def test_abstracts_are_turned_inside_out(self, ask: Ask) -> None:
        index = ask("openalex", "/works/doi:10.48550/arxiv.1711.00937")["abstract_inverted_index"]
        assert index["Encoders"] == [0]

    def test_lists_are_filtered(self, ask: Ask) -> None:
        work = ask("openalex", "/works/doi:10.1109/cvpr46437.2021.01268")
        name = work["id"].rpartition("/")[2]
        assert ask("openalex", f"/works?filter=cites:{name}&per_page=2")["meta"]["count"] > 3
        assert len(ask("openalex", f"/works?filter=cites:{name}&per_page=2")["results"]) == 2
        assert ask("openalex", f"/works?filter=cited_by:{name}")["meta"]["count"] == 3
        both = "doi:10.1109/cvpr46437.2021.01268|10.48550/arxiv.1711.00937"
        assert ask("openalex", f"/works?filter={both}")["meta"]["count"] == 2


class TestSemanticScholar:
    @pytest.mark.parametrize(
        "name", ["ARXIV:2012.09841", "DOI:10.1109/CVPR46437.2021.01268", "arXiv:2012.09841"]
    )
    def test_a_paper_has_the_year_of_its_preprint_and_its_venue(self, ask: Ask, name: str) -> None:
        paper = ask("semantic_scholar", f"/paper/{name}?fields=title,year,venue,externalIds,authors.name")
        assert paper["year"] == 2020
        assert paper["venue"] == "Computer Vision and Pattern Recognition"
        assert paper["externalIds"]["ArXiv"] == "2012.09841"
        assert "abstract" not in paper
        assert ask("semantic_scholar", f"/paper/{paper['paperId']}")["title"] == VQGAN

    def test_a_match_may_be_a_near_twin(self, ask: Ask) -> None:
        asked = "Learning+Latent+Space+Energy-Based+Prior+Model+for+Molecule+Design"
        (match,) = ask("semantic_scholar", f"/paper/search/match?query={asked}&fields=title")["data"]
        assert match["title"] == "Learning Latent Space Energy-Based Prior Model for Molecule Generation"

    def test_a_missing_page_is_answered_as_missing(self, ask: Ask) -> None:
        assert json.loads(ask("semantic_scholar", "/paper/ARXIV:1234.56789").body) == {
            "error": "Paper with id ARXIV:1234.56789 not found"
        }
        found = ask("semantic_scholar", "/paper/search/match?query=zebra+stripes")
        assert (found.status, json.loads(found.body)) == (404, {"error": "Title match not found"})
        assert "data" not in ask("semantic_scholar", "/paper/search?query=zebra+stripes")

    def test_a_batch_keeps_the_order_and_its_holes(self, ask: Ask) -> None:
        ids = json.dumps({"ids": ["ARXIV:1711.00937", "ARXIV:0000.00000", "ARXIV:2012.09841"]}).encode()
        first, hole, last = ask("semantic_scholar", "/paper/batch?fields=title", method="POST", body=ids)
        assert (first["title"], hole, last["title"]) == (
            "Neural Discrete Representation Learning",
            None,
            VQGAN,
        )

    def test_citations_and_references(self, ask: Ask) -> None:
        cited = ask("semantic_scholar", "/paper/ARXIV:2012.09841/references?fields=title")["data"]
        assert len(cited) == 3
        citing = ask("semantic_scholar", "/paper/ARXIV:1711.00937/citations?fields=title")["data"]
        assert VQGAN in [each["citingPaper"]["title"] for each in citing]


class TestOthers:
    def test_datacite_knows_preprints_only(self, ask: Ask) -> None:
        payload = ask("datacite", "/dois/10.48550/arXiv.1710.11379")["data"]["attributes"]
        assert payload["publicationYear"] == 2017
        assert payload["creators"][2]["name"] == "Hauberg, Søren"
        for doi in ("10.48550/arxiv.1234.56789", "10.1109/cvpr46437.2021.01268"):
            assert json.loads(ask("datacite", f"/dois/{doi}").body)["errors"][0]["status"] == "404"

    @pytest.mark.parametrize(
        ("doi", "year"), [("10.1109/CVPR46437.2021.01268", 2021), ("10.48550/arXiv.2012.09841", 2020)]
    )
    def test_doi_org_leads_to_the_agency(self, ask: Ask, world: World, doi: str, year: int) -> None:
        payload = ask("doi", f"/{doi}", accept=CSL)
        assert (payload["title"], payload["issued"]) == (VQGAN, {"date-parts": [[year]]})
        assert len(world.asked()) == 2

    def test_doi_org_knows_what_is_none(self, ask: Ask) -> None:
        assert ask("doi", "/10.1/none", accept=CSL).status == 404
        assert ask("doi", "/nonsense", accept=CSL).status == 400
        assert ask("doi", "/doiRA/10.1109,10.99")[1] == {"DOI": "10.99", "status": "DOI does not exist"}

    def test_opencitations_knows_dois_only(self, ask: Ask) -> None:
        rows = ask("opencitations", "/citations/doi:10.1109/CVPR46437.2021.01268")
        assert rows
        assert all("doi:10.1109/cvpr46437.2021.01268" in row["cited"] for row in rows)
        assert ask("opencitations", "/citations/doi:10.1/none") == []
        count = ask("opencitations", "/citation-count/doi:10.1109/CVPR46437.2021.01268")
        assert count == [{"count": str(len(rows))}]

    def test_dblp_answers_with_its_bot_wall(self, ask: Ask) -> None:
        assert isinstance(ask("dblp", "/search/publ/api?q=x"), Failed)


class TestFaults:
    @pytest.mark.parametrize(
        ("fault", "why"),
        [
            ("down", "server error (status 503)"), ("busy", "too many requests (status 429)"),
            ("wall", "got an HTML page"), ("closed", "closed the connection"),
        ],
    )  # fmt: skip
    def test_one_service_fails_and_another_does_not(
        self, ask: Ask, world: World, fault: Fault, why: str
    ) -> None:
        world.faults["crossref"] = fault
        failed = ask("crossref", "/works/10.1109/CVPR46437.2021.01268")
        assert isinstance(failed, Failed)
        assert failed.why.startswith(why)
        assert ask("openalex", "/works/doi:10.1109/cvpr46437.2021.01268")["title"] == VQGAN

    def test_busy_once_answers_the_second_time(self, ask: Ask, world: World) -> None:
        world.faults["crossref"] = "busy once"
        assert ask("crossref", "/works/10.1109/CVPR46437.2021.01268")["message"]["title"] == [VQGAN]
        assert len(world.asked("crossref")) == 2

    def test_slow_answers_late(self, ask: Ask, world: World) -> None:
        world.faults["arxiv"] = "slow"
        assert "<entry>" in ask("arxiv", "?id_list=2012.09841", accept=ATOM)

    def test_a_refused_key(self, world: World, client: Made, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LITNOTES_SEMANTIC_SCHOLAR_KEY", "k")
        world.faults["semantic_scholar"] = "refuses keys"
        watched = client()
        url = world.url_of("semantic_scholar") + "/paper/ARXIV:2012.09841"
        assert isinstance(watched.fetch(Request("semantic_scholar", url)), ServiceAnswer)
        assert len(watched.messages) == 1
        world.forget()
        assert world.asked() == []
