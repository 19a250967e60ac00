"""What every service promises. A test class per service inherits this and fills in the class variables."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from litnotes.model.record import Record
from litnotes.sources.outcome import Failed, Found, Missing, Outcome, Withheld
from litnotes.sources.service import Edge, Ids, Page, Request, Service, ServiceAnswer
from litnotes.values.ids import arxiv_id

HERE = "http://127.0.0.1:8/mirror"
STATUSES = (200, 204, 301, 400, 401, 403, 404, 406, 422, 429, 500, 503)

IDS = {
    "doi": "10.1109/CVPR46437.2021.01268",
    "arxiv": "2012.09841",
    "openalex": "W3000000001",
    "semantic_scholar": "0123456789abcdef0123456789abcdef01234567",
    "dblp": "conf/cvpr/EsserRO21",
}
ODD_IDS: tuple[dict[str, str], ...] = (
    {},
    {"unheard": "of"},
    {"doi": "", "arxiv": "", "openalex": "", "semantic_scholar": "", "dblp": ""},
    {"doi": "no doi", "arxiv": "abc\n", "openalex": "../W1", "semantic_scholar": "a/../b", "dblp": "a b"},
)
SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"
SICI_IN_URL = (
    "10.1002%2F%28sici%291097-0258%2819980815%2F30%2917%3A15%2F16%3C1661%3A%3Aaid-sim968%3E3.0.co%3B2-2"
)

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=10**20, max_value=10**30)
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(
        ["", "2012.09841v3", "10.48550/arXiv.2012.09841", "<b>x</b>", "\ud800", "2021", "-1"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
many = settings(
    max_examples=2 * settings().max_examples,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow],
)


def answer_of(payload: Any, status: int = 200, content_type: str = "application/json") -> ServiceAnswer:
    """Return an answer in JSON."""
    return ServiceAnswer(status=status, body=json.dumps(payload).encode(), content_type=content_type)


def kind(outcome: Outcome[Any]) -> str:
    """Return the name of an outcome, as data files write it."""
    return type(outcome).__name__.lower()


class SourceContract:
    """The promises, as tests.

    `asked` pairs ids with what follows the base in the question for their record (None: not
    asked). `title_asked` is the same for `title`, whose question is None where `title_url` is.
    `found` is an answer that holds `record` first. `outcomes` are further answers, each with what
    they are: `found`, `missing`, `withheld` or `failed`. `edge_lists` are good answers of citations.
    """

    service: ClassVar[type[Service]]
    asked: ClassVar[Sequence[tuple[Ids, str | None]]]
    title_asked: ClassVar[str] = "Taming Transformers: for High-Resolution Image Synthesis"
    title_url: ClassVar[str | None] = None
    found: ClassVar[ServiceAnswer | None] = None
    record: ClassVar[Record | None] = None
    outcomes: ClassVar[Mapping[str, tuple[ServiceAnswer, str]]] = {}
    edge_lists: ClassVar[Sequence[ServiceAnswer]] = ()

    @property
    def source(self) -> Service:
        return self.service()

    def test_has_a_name_a_label_and_an_address(self) -> None:
        assert self.source.name.replace("_", "").isalpha()
        assert self.source.name.islower()
        assert self.source.label
        assert self.source.home.startswith("https://")
        assert not self.source.home.endswith("/")

    def test_a_paper_is_asked_for_by_its_id(self) -> None:
        assert self.asked
        for ids, path in self.asked:
            request = self.source.record(ids)
            assert (request and request.url) == (path and self.source.home + path), ids
            there = self.service(HERE + "/").record(ids)
            assert (there and there.url) == (path and HERE + path), ids

    def test_a_title_is_asked_for_where_titles_can_be(self) -> None:
        request = self.service(HERE).title(self.title_asked)
        assert (request and request.url) == (self.title_url and HERE + self.title_url)

    @pytest.mark.parametrize("ids", ODD_IDS, ids=str)
    def test_does_not_ask_for_unknown_kinds_of_ids(self, ids: Ids) -> None:
        assert self.source.record(ids) is None
        assert self.source.records([ids]) == []
        assert self.source.cited_by(ids) is None
        assert self.source.references(ids) is None

    @pytest.mark.parametrize("title", ["", "  ", "\n", "?!"])
    def test_does_not_ask_for_a_title_without_words(self, title: str) -> None:
        assert self.source.title(title) is None

    @given(
        st.dictionaries(st.sampled_from(sorted(IDS)), st.text(max_size=30)),
        st.sampled_from(["", "10.1/", "10.1109/", "W", "2012.09841", "../"]),
        st.text(max_size=40),
    )
    @many
    def test_questions_stay_below_the_base_without_keys_and_addresses(
        self, odd: Ids, start: str, title: str
    ) -> None:
        odd = {name: start + value for name, value in odd.items()}
        for ids in (odd, IDS | odd, IDS, {"doi": SICI}):
            for request in self.questions(ids, title):
                check_request(request, self.source)

    def questions(self, ids: Ids, title: str) -> list[Request]:
        """Return all that can be asked of a paper."""
        source = self.service(HERE)
        asked = [source.record(ids), source.title(title), source.cited_by(ids), source.references(ids)]
        return [request for request in (*asked, *source.records([ids, ids, IDS])) if request]

    def test_a_found_paper_is_read_field_by_field(self) -> None:
        if self.found is None:
            pytest.skip("this service gives no records")
        outcome = self.source.parse(self.found)
        assert isinstance(outcome, Found)
        assert outcome.value[0] == self.record

    def test_distinguishes_the_outcomes(self) -> None:
        assert self.outcomes
        for name, (answer, expected) in self.outcomes.items():
            outcome = self.read(answer)
            assert kind(outcome) == expected, f"{name}: {outcome}"
            check_outcome(outcome, self.source)

    @pytest.mark.parametrize("status", [401, 403, 429, 500, 502, 503, 504])
    def test_a_refusal_is_a_failure_whatever_its_body(self, status: int) -> None:
        bodies = [b"", b"[]", b"{}", b"<html><h1>no</h1></html>", self.found.body if self.found else b"[]"]
        for body in bodies:
            answer = ServiceAnswer(status=status, body=body, content_type="text/html")
            for outcome in self.readings(answer):
                assert isinstance(outcome, Failed)
                check_outcome(outcome, self.source)

    @pytest.mark.parametrize(
        "body", [b"", b"<html>Making sure you're not a bot!</html>", b'{"data": [', b"\xff\xfe"]
    )
    def test_an_answer_from_elsewhere_is_a_failure(self, body: bytes) -> None:
        for outcome in self.readings(ServiceAnswer(status=200, body=body, content_type="text/html")):
            assert isinstance(outcome, Failed)
            check_outcome(outcome, self.source)

    def test_an_answer_cut_off_is_a_failure(self) -> None:
        for answer in filter(None, (self.found, *self.edge_lists)):
            for length in (1, len(answer.body) // 2, len(answer.body) - 3):
                for outcome in self.readings(ServiceAnswer(status=200, body=answer.body[:length])):
                    assert isinstance(outcome, Failed)

    @given(st.binary(max_size=200), st.sampled_from(STATUSES))
    @many
    def test_any_bytes_are_read_without_a_slip(self, body: bytes, status: int) -> None:
        for start in (b"", b"{", b"[", b"<feed>"):
            for outcome in self.readings(ServiceAnswer(status=status, body=start + body)):
                check_outcome(outcome, self.source)

    @given(json_values, st.sampled_from(STATUSES))
    @many
    def test_any_json_is_read_without_a_slip(self, payload: Any, status: int) -> None:
        for whole in (payload, [payload], {"data": payload, "message": payload, "results": payload}):
            for outcome in self.readings(answer_of(whole, status)):
                check_outcome(outcome, self.source)

    @given(st.data())
    @settings(many, max_examples=3 * settings().max_examples)
    def test_a_good_answer_with_odd_values_is_read_without_a_slip(self, data: st.DataObject) -> None:
        good = [one for one in (self.found, *self.edge_lists) if one and one.body[:1] in (b"{", b"[")]
        if not good:
            return
        answer = data.draw(st.sampled_from(good))
        payload = data.draw(_changed(json.loads(answer.body)))
        for outcome in self.readings(answer_of(payload)):
            check_outcome(outcome, self.source)

    def test_deep_nesting_is_a_failure(self) -> None:
        for body in (b"[" * 200_000, b'{"a":' * 200_000, b"<a>" * 200_000):
            for outcome in self.readings(ServiceAnswer(status=200, body=body)):
                assert isinstance(outcome, Failed)

    def read(self, answer: ServiceAnswer) -> Outcome[Any]:
        """Return one answer of `outcomes` as it is read; services without records read their lists."""
        return self.source.parse(answer)

    def readings(self, answer: ServiceAnswer) -> list[Outcome[Any]]:
        """Return an answer read in all ways in which it may have been asked for."""
        source = self.service(HERE)
        lists = [request for request in (source.cited_by(IDS), source.references(IDS)) if request]
        edges = [source.parse_edges(request, answer) for request in lists]
        return [*([source.parse(answer)] if source.record(IDS) else []), *edges]


def check_request(request: Request, source: Service) -> None:
    """A question goes to the base of its service, in ASCII, without keys and mail addresses."""
    assert request.service == source.name
    assert request.url.startswith(HERE), request
    assert request.url.isascii()
    assert request.url.isprintable()
    assert " " not in request.url
    parts = urlsplit(request.url)
    assert parts.netloc == "127.0.0.1:8"
    assert not {".", ".."} & set(parts.path.split("/")), request.url
    assert "#" not in request.url
    assert not {"mailto", "email", "api_key"} & {pair.partition("=")[0] for pair in parts.query.split("&")}
    assert (request.body is None) == (request.method == "GET")
    unquote(request.url, errors="strict")


def check_outcome(outcome: Outcome[Any], source: Service) -> None:
    """An outcome is one of four; what it holds is clean, and what it says fits on a line."""
    match outcome:
        case Found(Page() as page):
            assert page.total is None or page.total >= 0
            assert page.next is None or page.next.service == source.name
            assert len(page.unreached) <= 300
            assert page.unreached.isprintable()
            for edge in page.edges:
                check_edge(edge, source)
        case Found(records):
            assert records
            for record in records:
                check_record(record, source)
                assert record.title
        case Failed(why) | Withheld(why):
            assert why
            assert len(why) <= 300
            assert why.isprintable()
            assert "@" not in why
            assert "http" not in why
        case Missing():
            pass
        case _:
            raise AssertionError(outcome)


def check_edge(edge: Edge, source: Service) -> None:
    """An edge names a paper by id or title."""
    check_record(edge.paper, source)
    assert edge.paper.ids or edge.paper.title
    assert all(isinstance(one, str) and one for one in (*edge.contexts, *edge.intents))
    assert edge.influential in (None, True, False)


def check_record(record: Record, source: Service) -> None:
    """A record says who says it; texts are in one line, ids in their one form, years are years."""
    assert record.source == source.name
    assert isinstance(record.title, str)
    lines = (record.subtitle, record.venue, record.volume, record.number, record.pages, record.publisher)
    for text in (record.title, *lines, record.abstract, record.url, *record.authors, *record.tags):
        assert text is None or isinstance(text, str)
        assert text is None or (text == " ".join(text.split()))
        text and text.encode()
    assert all(record.authors)
    for year in (record.first_year, record.venue_year):
        assert year is None or (type(year) is int and 1400 < year < 2200)
    assert record.citations is None or (type(record.citations) is int and record.citations >= 0)
    assert type(record.retracted) is bool
    assert record.language is None or (len(record.language) == 2 and record.language.islower())
    for name, value in record.ids.items():
        check_id(name, value)
    for other in record.other_ids:
        name, _, value = other.partition(":")
        check_id(name, value)
        assert record.ids.get(name) != value
    assert record.url is None or record.url.startswith(("http://", "https://"))


def check_id(name: str, value: str) -> None:
    """An id is in the one form in which ids compare."""
    assert value
    assert len(value.split()) == 1
    assert value.isprintable()
    if name == "doi":
        assert value == value.lower()
        assert value.startswith("10.")
        assert not value.startswith("10.48550/")
    if name == "arxiv":
        assert arxiv_id(value) == value


def _changed(value: Any) -> st.SearchStrategy[Any]:
    """Return the value with some of what it holds left out or replaced."""
    whole: st.SearchStrategy[Any] = st.just(value)
    if isinstance(value, dict):
        whole = st.fixed_dictionaries({}, optional={name: _changed(one) for name, one in value.items()})
    if isinstance(value, list):
        whole = st.tuples(*map(_changed, value)).map(list)
    return st.one_of(whole, whole, whole, st.just(value), json_values)
