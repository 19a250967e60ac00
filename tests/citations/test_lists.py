"""Lists of citations page by page: each service, seed and direction has an outcome of its own."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest

from litnotes.citations.lists import MAX_PAGES, STOPPED, CitationList, Seed, describe, follow
from litnotes.citations.works import Works
from litnotes.model.record import Record
from litnotes.sources.outcome import Failed, Found, Missing, Outcome, Withheld
from litnotes.sources.service import Edge, Ids, Page, Request, Service, ServiceAnswer

DAY = datetime.date(2024, 6, 2)
ONE = Seed("one2020", "One", {"doi": "10.1/one"})
TWO = Seed("two2021", "Two", {"doi": "10.1/two", "arxiv": "2101.00002"})
BUSY = Failed("too many requests (status 429); try again later")
GIVEN = Withheld("the publisher does not let it")


def edge(name: str, **ids: str) -> Edge:
    return Edge(Record(source="played", title=f"The paper called {name}", ids=ids or {"played": name}))


def names(listed: CitationList) -> list[str]:
    return [one.paper.title.rpartition(" ")[2] for one in listed.edges]


class Played(Service):
    """A service whose pages are played: by direction and id, one after the other."""

    name = "played"
    label = "Played"
    home = "https://played.test"
    kinds: tuple[str, ...] = ("doi", "arxiv")

    def __init__(self, pages: Mapping[str, Sequence[Any]], **more: Any) -> None:
        super().__init__()
        self.pages = pages
        self.__dict__.update(more)

    def _first(self, direction: str, ids: Ids) -> Request | None:
        name = next((ids[kind] for kind in self.kinds if kind in ids), None)
        return Request(self.name, f"{direction} {name} 0", "list") if name else None

    def cited_by(self, ids: Ids) -> Request | None:
        return self._first("cited-by", ids)

    def references(self, ids: Ids) -> Request | None:
        return self._first("references", ids)

    def parse_edges(self, request: Request, answer: ServiceAnswer) -> Outcome[Page]:
        assert answer.status == 200
        direction, name, number = request.url.split()
        reply = self.pages.get(f"{direction} {name}", [Missing()])[int(number)]
        if not isinstance(reply, list):
            return Found(reply) if isinstance(reply, Page) else reply
        more = int(number) + 1 < len(self.pages[f"{direction} {name}"])
        following = Request(self.name, f"{direction} {name} {int(number) + 1}", "list") if more else None
        return Found(Page(tuple(reply), following))


class Forward(Played):
    """A service that says only who cites a paper."""

    name = "forward"
    label = "Forward"
    references = Service.references


class Repeating(Played):
    """A service whose list has another page for ever, perhaps in several parts."""

    name = "repeating"
    label = "Repeating"
    parts: int = 1
    is_new: bool = False

    def _first(self, direction: str, ids: Ids) -> Request | None:
        return Request(self.name, f"https://x.test/{direction}?part=1&page=1", "list") if ids else None

    def parse_edges(self, request: Request, answer: ServiceAnswer) -> Outcome[Page]:
        assert answer.status == 200
        front, _, page = request.url.rpartition("=")
        part = int(front.rpartition("=")[2].partition("&")[0])
        url = f"{front}={int(page) + 1}"
        if part < self.parts:
            url = f"https://x.test/cited-by?part={part + 1}&page=1"
        rows = (edge(f"a{page}"),) if self.is_new else (edge("a"), edge("b"))
        return Found(Page(rows, Request(self.name, url, "list")))


class ByOwnId(Played):
    """A service that gives lists by its own id alone, which its record of a paper tells."""

    name = "own"
    label = "Own"
    kinds = ("own",)

    def record(self, ids: Ids) -> Request | None:
        return Request(self.name, f"record {ids['doi']}") if "doi" in ids else None

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        known: Any = self.pages.get("records", {})
        reply = known.get(answer.url, Missing())
        return reply if isinstance(reply, Missing | Failed | Withheld) else Found((reply,))


@dataclass
class Network:
    """Answers each question, records the questions, and fails where it should."""

    broken: Mapping[str, Failed] = field(default_factory=dict)
    stops_at: str = ""
    asked: list[str] = field(default_factory=list)

    def fetch(self, request: Request) -> ServiceAnswer | Failed:
        if self.stops_at and request.url == self.stops_at:
            raise KeyboardInterrupt
        self.asked.append(request.url)
        return self.broken.get(request.url) or ServiceAnswer(200, b"{}", url=request.url, asked=DAY)


def only(pages: Mapping[str, Sequence[Any]], network: Network | None = None, **more: Any) -> CitationList:
    (listed,) = follow([ONE], ["cited-by"], [Played(pages)], (network or Network()).fetch, **more)
    return listed


class TestOutcomes:
    @pytest.mark.parametrize(
        ("pages", "outcome", "count", "why"),
        [
            ([[edge("a"), edge("b")]], "found", 2, None),
            ([[]], "found", 0, None),
            ([Missing()], "not found", 0, None),
            ([GIVEN], "withheld", 0, GIVEN.why),
            ([BUSY], "failed", 0, BUSY.why),
            ([[edge("a")], BUSY], "failed", 1, BUSY.why),
            ([[edge("a")], GIVEN], "found", 1, GIVEN.why),
            (
                [Page((edge("a"),), unreached="the rest is out of reach")],
                "found",
                1,
                "the rest is out of reach",
            ),
            ([Page((), unreached="all is out of reach")], "found", 0, "all is out of reach"),
        ],
    )
    def test_distinguishes_the_outcomes(
        self, pages: list[Any], outcome: str, count: int, why: str | None
    ) -> None:
        search = only({"cited-by 10.1/one": pages}).search
        assert (search.outcome, search.count, search.why) == (outcome, count, why)
        assert (search.seed, search.direction, search.source) == ("one2020", "cited-by", "played")
        assert search.asked == DAY

    def test_no_answer_at_all(self) -> None:
        search = only({}, Network({"cited-by 10.1/one 0": Failed("could not be reached")})).search
        assert (search.outcome, search.why, search.asked) == ("failed", "could not be reached", None)

    def test_one_for_each_service_seed_and_direction(self) -> None:
        sources = [Played({}), Forward({})]
        found = [
            one.search for one in follow([ONE, TWO], ["cited-by", "references"], sources, Network().fetch)
        ]
        assert [(one.seed, one.direction, one.source) for one in found] == [
            ("one2020", "cited-by", "played"),
            ("one2020", "cited-by", "forward"),
            ("one2020", "references", "played"),
            ("two2021", "cited-by", "played"),
            ("two2021", "cited-by", "forward"),
            ("two2021", "references", "played"),
        ]

    def test_a_seed_without_an_id_that_it_takes(self) -> None:
        seed = Seed("x", "X", {"pmid": "7"})
        (listed,) = follow([seed], ["cited-by"], [Played({})], Network().fetch)
        assert (listed.search.outcome, listed.search.why) == ("not asked", "no id that Played takes")


class TestPages:
    def test_requests_all_pages_and_counts_repeated_rows_once(self) -> None:
        network = Network()
        listed = only(
            {"cited-by 10.1/one": [[edge("a"), edge("b")], [edge("b"), edge("c")], [edge("d")]]}, network
        )
        assert names(listed) == ["a", "b", "c", "d"]
        assert listed.search.count == 4
        assert network.asked == [f"cited-by 10.1/one {number}" for number in range(3)]

    def test_that_repeat_end_the_list(self) -> None:
        source, network = Repeating({}), Network()
        (listed,) = follow([ONE], ["cited-by"], [source], network.fetch)
        assert names(listed) == ["a", "b"]
        assert len(network.asked) == 2
        assert listed.search.why == "Repeating repeats its pages; the others were not read"

    def test_that_repeat_in_another_part_do_not(self) -> None:
        """The parts of a list by date overlap."""
        source, network = Repeating({}, parts=3), Network()
        (listed,) = follow([ONE], ["cited-by"], [source], network.fetch)
        assert names(listed) == ["a", "b"]
        assert len(network.asked) == 4

    def test_have_a_limit(self) -> None:
        source, network = Repeating({}, is_new=True), Network()
        (listed,) = follow([ONE], ["cited-by"], [source], network.fetch)
        assert len(network.asked) == MAX_PAGES
        assert listed.search.why == f"Repeating has more than {MAX_PAGES} pages"

    def test_rows_without_the_services_id(self) -> None:
        rows = [edge("a", doi="10.1/a"), edge("b", doi="10.1/A"), edge("c", doi="10.1/c", arxiv="1")]
        rows += [
            Edge(Record(source="played", title=title)) for title in ("Title one", "title ONE!", "Title two")
        ]
        assert only({"cited-by 10.1/one": [rows]}).search.count == 4

    def test_the_total_is_that_of_the_first_page(self) -> None:
        following = Request("played", "cited-by 10.1/one 1", "list")
        pages = [Page((edge("a"),), following, total=5), Page((edge("b"),), total=5)]
        assert only({"cited-by 10.1/one": pages}).search.total == 5

    def test_does_not_report_a_total_that_is_reached(self) -> None:
        assert only({"cited-by 10.1/one": [Page((edge("a"),), total=1)]}).search.total is None

    @pytest.mark.parametrize(("limit", "asked"), [(1, 1), (2, 1), (3, 2), (4, 2), (9, 2)])
    def test_a_limit_ends_the_list_and_saves_requests(self, limit: int, asked: int) -> None:
        network = Network()
        pages = {"cited-by 10.1/one": [[edge("a"), edge("b")], [edge("c"), edge("d")]]}
        listed = only(pages, network, limit=limit)
        assert len(listed.edges) == min(limit, 4)
        assert len(network.asked) == asked
        assert listed.search.why == (f"cut at {limit} by --limit" if limit <= 4 else None)

    def test_reports_progress(self) -> None:
        steps: list[tuple[str, str, int, int | None]] = []
        seed = Seed("one2020", "One", {"doi": "10.1/one"}, counts={"openalex": 40})
        pages = {
            "cited-by 10.1/one": [[edge("a"), edge("b")], [edge("c")]],
            "references 10.1/one": [[edge("d")]],
        }
        list(
            follow(
                [seed], ["cited-by", "references"], [Played(pages)], Network().fetch,
                tell=lambda *step: steps.append(step),
            )
        )  # fmt: skip
        assert steps == [
            ("Played", "cites One", 0, 40),
            ("Played", "cites One", 2, 40),
            ("Played", "cites One", 0, 40),
            ("Played", "cites One", 1, 40),
            ("Played", "cited by One", 0, None),
            ("Played", "cited by One", 1, None),
        ]


class TestVersions:
    PAGES: ClassVar = {
        "cited-by 10.1/two": [[edge("a"), edge("b")]],
        "cited-by 2101.00002": [[edge("b"), edge("c")]],
    }

    def test_are_requested_separately_if_they_are_separate_works(self) -> None:
        network = Network()
        (listed,) = follow([TWO], ["cited-by"], [Played(self.PAGES)], network.fetch)
        assert names(listed) == ["a", "b", "c"]
        assert network.asked == ["cited-by 10.1/two 0", "cited-by 2101.00002 0"]

    def test_are_one_question_if_they_are_one_work(self) -> None:
        network = Network()
        (listed,) = follow([TWO], ["cited-by"], [Played(self.PAGES, joins_versions=True)], network.fetch)
        assert names(listed) == ["a", "b"]
        assert len(network.asked) == 1

    def test_further_ids_too(self) -> None:
        seed = Seed("one2020", "One", {"doi": "10.1/one"}, other_ids=("doi:10.1/two", "arxiv:2101.00002"))
        (listed,) = follow([seed], ["cited-by"], [Played(self.PAGES)], Network().fetch)
        assert names(listed) == ["a", "b", "c"]

    def test_an_unknown_version_does_not_hide_the_other(self) -> None:
        pages = {"cited-by 2101.00002": [[edge("c")]]}
        (listed,) = follow([TWO], ["cited-by"], [Played(pages)], Network().fetch)
        assert (listed.search.outcome, listed.search.count) == ("found", 1)

    def test_reports_a_failed_version(self) -> None:
        network = Network({"cited-by 2101.00002 0": BUSY})
        (listed,) = follow([TWO], ["cited-by"], [Played(self.PAGES)], network.fetch)
        assert (listed.search.outcome, listed.search.count, listed.search.why) == ("failed", 2, BUSY.why)


class TestOwnId:
    def test_is_looked_up(self) -> None:
        known = {"record 10.1/one": Record(source="own", title="One", ids={"own": "W1"})}
        network = Network()
        source = ByOwnId({"records": known, "cited-by W1": [[edge("a")]]})  # type: ignore[dict-item]
        (listed,) = follow([ONE], ["cited-by"], [source], network.fetch)
        assert names(listed) == ["a"]
        assert network.asked == ["record 10.1/one", "cited-by W1 0"]

    @pytest.mark.parametrize(
        ("reply", "outcome", "why"),
        [
            (Missing(), "not found", None),
            (BUSY, "failed", BUSY.why),
            (Record(source="own", title="One"), "not asked", "it gives no own id for this paper"),
        ],
    )
    def test_reports_a_missing_id(self, reply: Any, outcome: str, why: str | None) -> None:
        source = ByOwnId({"records": {"record 10.1/one": reply}})  # type: ignore[dict-item]
        (listed,) = follow([ONE], ["cited-by"], [source], Network().fetch)
        assert (listed.search.outcome, listed.search.why) == (outcome, why)


class TestCtrlC:
    @pytest.mark.parametrize(
        ("at", "lists", "rows"),
        [("cited-by 10.1/one 0", 1, 0), ("cited-by 10.1/one 1", 1, 2), ("cited-by 10.1/two 0", 2, 0)],
    )
    def test_keeps_the_list_as_far_as_it_came(self, at: str, lists: int, rows: int) -> None:
        pages = {
            "cited-by 10.1/one": [[edge("a"), edge("b")], [edge("c")]],
            "cited-by 10.1/two": [[edge("d")]],
        }
        found = list(follow([ONE, TWO], ["cited-by"], [Played(pages)], Network(stops_at=at).fetch))
        assert len(found) == lists
        assert len(found[-1].edges) == rows
        assert (found[-1].search.outcome, found[-1].search.why) == ("failed", STOPPED)
        assert all(one.search.why is None for one in found[:-1])


class Describer(Played):
    """A service with records for several ids."""

    name = "teller"
    label = "Describer"

    def records(self, many: Sequence[Ids]) -> list[Request]:
        asked = sorted(ids["doi"] for ids in many if "doi" in ids)
        return [Request(self.name, " ".join(asked[at : at + 2]), "list") for at in range(0, len(asked), 2)]

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        return Found(tuple(self.pages[doi][0] for doi in answer.url.split() if doi in self.pages))


class TestDescribe:
    def works(self) -> Works:
        found = Works()
        for name in ("10.1/a", "10.1/b", "10.1/c"):
            found.add(Record(source="opencitations", title="", ids={"doi": name}))
        found.add(Record(source="x", title="Has a title", authors=("Chen Ito",), ids={"doi": "10.1/d"}))
        return found

    def records_of(self, name: str) -> list[Record]:
        title = f"The paper called {name[-1]}"
        return [Record(source="teller", title=title, authors=("Chen Ito",), ids={"doi": name})]

    def test_asks_for_many_at_once_and_for_none_that_has_a_title(self) -> None:
        works, network = self.works(), Network()
        source = Describer({name: self.records_of(name) for name in ("10.1/a", "10.1/b", "10.1/c")})
        assert describe(works, [source], network.fetch) == []
        assert network.asked == ["10.1/a 10.1/b", "10.1/c"]
        assert [work.title for work in works.found()][:3] == [f"The paper called {name}" for name in "abc"]

    def test_asks_the_next_for_what_is_left(self) -> None:
        works, network = self.works(), Network()
        first = Describer({"10.1/a": self.records_of("10.1/a")})
        second = Describer({"10.1/c": self.records_of("10.1/c")}, name="second")
        assert describe(works, [first, second], network.fetch) == []
        assert network.asked == ["10.1/a 10.1/b", "10.1/c", "10.1/b 10.1/c"]

    def test_reports_a_service_without_answer_and_does_not_ask_it_again(self) -> None:
        network = Network({"10.1/a 10.1/b": BUSY})
        assert describe(self.works(), [Describer({})], network.fetch) == [f"Describer: {BUSY.why}"]
        assert network.asked == ["10.1/a 10.1/b"]


class Split(ByOwnId):
    """A service that has one paper as several works."""

    splits_works = True

    def title(self, title: str) -> Request | None:
        return Request(self.name, f"search {title}", "search")

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        known: Any = self.pages
        return (
            Found(tuple(known.get(answer.url, ())))
            if answer.url.startswith("search")
            else super().parse(answer)
        )


class TestWorksKeptTwice:
    KNOWN = Record(
        source="given", title="Quiet Codes of the Deep Sea", authors=("Ann Bo",), first_year=2017
    )

    def work(self, own: str, *authors: str, title: str = "Quiet codes of the deep sea") -> Record:
        return Record(source="own", title=title, authors=authors, venue_year=2017, ids={"own": own})

    def test_all_works_of_the_title_authors_and_year_are_asked(self) -> None:
        search = f"search {self.KNOWN.title}"
        pages: dict[str, Any] = {
            "records": {"record 10.1/one": self.work("W1", "Ann Bo")},
            search: [
                self.work("W1", "A. Bo"), self.work("W2", "Ann Bo"), self.work("W3", "Cy Do"),
                self.work("W4", "Ann Bo", title="Quiet codes of the deep sea floor"), self.work("W5"),
            ],
            "cited-by W1": [[edge("a"), edge("b")]],
            "cited-by W2": [[edge("b"), edge("c")]],
            "cited-by W3": [[edge("wrong")]],
            "cited-by W4": [[edge("wrong")]],
            "cited-by W5": [[edge("wrong")]],
        }  # fmt: skip
        seed = Seed("one2020", "One", {"doi": "10.1/one"}, described=self.KNOWN)
        (listed,) = follow([seed], ["cited-by"], [Split(pages)], Network().fetch)
        assert names(listed) == ["a", "b", "c"]

    def test_a_count_that_does_not_fit_the_list_is_named(self) -> None:
        pages = {"cited-by 10.1/one": [[edge("a"), edge("b")]]}
        for counted, why in ((5, "Played counts 5 but lists 2"), (2, None)):
            seed = Seed("one2020", "One", {"doi": "10.1/one"}, counts={"played": counted, "other": 90})
            (listed,) = follow([seed], ["cited-by"], [Played(pages)], Network().fetch)
            assert listed.search.why == why


def test_a_reference_without_title_is_united_by_its_id_or_stays_without_a_title() -> None:
    works = Works()
    works.add(Record(source="crossref", title="", authors=("Zoe Fengez",), ids={"doi": "10.1/a"}))
    works.add(
        Record(source="openalex", title="Deep Codes at Sea", authors=("Z. Fengez",), ids={"doi": "10.1/a"})
    )
    works.add(Record(source="crossref", title="", authors=("Ann Bo",), ids={"doi": "10.1/b"}))
    works.settle()
    assert [work.title for work in works.found()] == ["Deep Codes at Sea", ""]
    assert [work.key for work in works.found()] == ["fengezdeep", "doi101b"]
