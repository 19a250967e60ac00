"""What comes of a question when the service, or the way to it, is not as it should be."""

from __future__ import annotations

import email.utils
import json
import time
from collections.abc import Callable

import pytest

from litnotes.sources.etiquette import Limits
from litnotes.sources.outcome import Failed
from litnotes.sources.service import Request, ServiceAnswer
from tests.sources.conftest import Play, Watched
from tests.sources.loopback import Loopback, Reply

Made = Callable[..., Watched]

WORK = Reply('{"message": {"title": ["A"]}}')
FEED = "<?xml version='1.0' encoding='UTF-8'?><feed><entry><id>x</id></entry></feed>"
WALL = Reply("<!doctype html><title>Making sure you're not a bot!</title>", kind="text/html")
PATH = "/crossref/works/10.1/a"


def asked(server: Loopback, service: str = "crossref", path: str = "/works/10.1/a", **more: str) -> Request:
    return Request(service, f"{server.url}/{service}{path}", **more)  # type: ignore[arg-type]


def arxiv(server: Loopback) -> Request:
    return asked(server, "arxiv", "?id_list=1", accept="application/atom+xml, */*")


def why(found: ServiceAnswer | Failed) -> str:
    assert isinstance(found, Failed), found
    return found.why


def body(found: ServiceAnswer | Failed) -> bytes:
    assert isinstance(found, ServiceAnswer), found
    return found.body


class TestGoodAnswers:
    def test_come_with_status_body_type_and_address(self, play: Play, client: Made) -> None:
        server = play({PATH: WORK})
        found = client().fetch(asked(server))
        assert isinstance(found, ServiceAnswer)
        assert (found.status, found.body) == (200, WORK.data)
        assert found.content_type == "application/json"
        assert found.url == f"{server.url}{PATH}"
        assert found.headers["content-length"] == str(len(WORK.data))

    def test_a_question_with_a_body_is_sent_as_json(self, play: Play, client: Made) -> None:
        server = play({"/semantic_scholar/paper/batch": Reply("[null]")})
        request = Request(
            "semantic_scholar", f"{server.url}/semantic_scholar/paper/batch", "list", "POST", b"[]"
        )
        assert body(client().fetch(request)) == b"[null]"
        assert (server.asked[0].method, server.asked[0].body) == ("POST", b"[]")
        assert server.asked[0].headers["content-type"] == "application/json"

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ('{"title": "Łukasz"}'.encode("iso-8859-2"), "application/json; charset=ISO-8859-2"),
            ('{"title": "Łukasz"}'.encode("utf-16"), "application/json"),
            (b"\xef\xbb\xbf" + '{"title": "Łukasz"}'.encode(), "application/json"),
        ],
    )
    def test_json_of_another_charset_is_read(
        self, play: Play, client: Made, text: bytes, kind: str
    ) -> None:
        found = client().fetch(asked(play({PATH: Reply(text, kind=kind)})))
        assert json.loads(body(found).decode("utf-8")) == {"title": "Łukasz"}

    @pytest.mark.parametrize("kind", ["application/xml", "application/xml; charset=iso-8859-1"])
    def test_xml_of_another_charset_is_read(self, play: Play, client: Made, kind: str) -> None:
        text = FEED.replace("UTF-8", "iso-8859-1").replace("x<", "Søren<").encode("latin-1")
        found = client().fetch(arxiv(play({"/arxiv": Reply(text, kind=kind)})))
        assert body(found).decode("utf-8") == FEED.replace("UTF-8", "utf-8").replace("x<", "Søren<")

    def test_a_charset_that_is_none_changes_nothing(self, play: Play, client: Made) -> None:
        server = play({PATH: Reply(WORK.body, kind="application/json; charset=base64")})
        assert body(client().fetch(asked(server))) == WORK.data


class TestBusyServices:
    def test_a_web_page_with_429_is_waited_for(self, play: Play, client: Made) -> None:
        server = play({PATH: [Reply("<html>429</html>", 429, "text/html")] * 2 + [WORK]})
        watched = client()
        assert body(watched.fetch(asked(server))) == WORK.data
        backed_off = [wait for wait in watched.waited if wait >= 1]
        assert 1 <= backed_off[0] < 2 <= backed_off[1] < 3

    def test_gives_up_after_five_repeats(self, play: Play, client: Made) -> None:
        server = play({PATH: Reply(status=503)})
        assert why(client().fetch(asked(server))) == "server error (status 503); try again later"
        assert len(server.asked) == 6

    @pytest.mark.parametrize("as_date", [False, True])
    def test_retry_after_is_obeyed(self, play: Play, client: Made, *, as_date: bool) -> None:
        later = email.utils.formatdate(time.time() + 40, usegmt=True) if as_date else "40"
        server = play({PATH: [Reply(status=429, headers={"Retry-After": later}), WORK]})
        watched = client()
        assert body(watched.fetch(asked(server))) == WORK.data
        assert 25 <= max(watched.waited) <= 40

    @pytest.mark.parametrize("as_date", [False, True])
    def test_does_not_wait_for_hours(self, play: Play, client: Made, *, as_date: bool) -> None:
        hours = email.utils.formatdate(time.time() + 14 * 3600, usegmt=True) if as_date else "50400"
        server = play({PATH: Reply(status=429, headers={"Retry-After": hours})})
        watched = client()
        reason = why(watched.fetch(asked(server)))
        assert reason == "too many requests (status 429); try again in 14 h"
        assert why(watched.fetch(asked(server, path="/works/another"))) == reason
        assert len(server.asked) == 1

    @pytest.mark.parametrize(("seconds", "span"), [("61", "2 min"), ("150", "3 min"), ("7200", "2 h")])
    def test_a_minute_is_the_longest_wait(self, play: Play, client: Made, seconds: str, span: str) -> None:
        server = play({PATH: [Reply(status=503, headers={"Retry-After": seconds}), WORK]})
        reason = why(client().fetch(asked(server)))
        assert reason == f"server error (status 503); try again in {span}"

    def test_a_retry_after_without_sense_is_ignored(self, play: Play, client: Made) -> None:
        server = play({PATH: [Reply(status=429, headers={"Retry-After": "soon"}), WORK]})
        assert body(client().fetch(asked(server))) == WORK.data

    def test_the_budget_of_openalex_is_never_waited_for(self, play: Play, client: Made) -> None:
        spent = json.dumps({"error": "Rate limit exceeded", "message": "Insufficient budget. Resets at"})
        server = play({"/openalex/works": Reply(spent, 429)})
        reason = why(client().fetch(asked(server, "openalex", "/works?search=x")))
        assert reason == "no free answers left today; try again later"
        assert len(server.asked) == 1

    def test_the_speed_of_openalex_is_waited_for(self, play: Play, client: Made) -> None:
        fast = Reply(
            '{"message": "Rate limit exceeded: 10 requests per second"}', 429, headers={"Retry-After": "1"}
        )
        server = play({"/openalex/works": [fast, Reply("{}")]})
        assert body(client().fetch(asked(server, "openalex", "/works?search=x"))) == b"{}"

    @pytest.mark.parametrize(
        ("service", "status", "times"),
        [
            ("openalex", 504, 2), ("openalex", 404, 1), ("openalex", 500, 1), ("dblp", 500, 2),
            ("semantic_scholar", 504, 6), ("semantic_scholar", 400, 1), ("crossref", 404, 1),
            ("arxiv", 406, 6), ("arxiv", 503, 6), ("arxiv", 400, 1), ("doi", 406, 1), ("doi", 502, 6),
        ],
    )  # fmt: skip
    def test_what_is_repeated_depends_on_the_service(
        self, play: Play, client: Made, service: str, status: int, times: int
    ) -> None:
        server = play({f"/{service}/x": Reply(status=status)})
        client().fetch(asked(server, service, "/x"))
        assert len(server.asked) == times

    def test_an_empty_page_of_arxiv_is_asked_for_again(self, play: Play, client: Made) -> None:
        empty = Reply(
            "<feed><opensearch:totalResults>3</opensearch:totalResults></feed>", kind="application/atom+xml"
        )
        server = play({"/arxiv": [empty, Reply(FEED, kind="application/atom+xml")]})
        assert body(client().fetch(arxiv(server))) == FEED.encode()
        nothing = play({"/arxiv": Reply(empty.body.replace(">3<", ">0<"), kind="application/atom+xml")})  # type: ignore[arg-type]
        client(refresh=True).fetch(arxiv(nothing))
        assert len(nothing.asked) == 1

    def test_a_server_error_is_a_failure_without_repeats_too(self, play: Play, client: Made) -> None:
        server = play({"/openalex/x": Reply(status=500)})
        reason = why(client().fetch(asked(server, "openalex", "/x")))
        assert reason == "server error (status 500); try again later"

    def test_asks_a_busy_service_once_per_question_until_it_answers(self, play: Play, client: Made) -> None:
        server = play({PATH: [Reply(status=429)] * 7 + [WORK, Reply(status=429), WORK]})
        asks = client(refresh=True)
        assert why(asks.fetch(asked(server))).startswith("too many requests")
        assert len(server.asked) == 6
        assert why(asks.fetch(asked(server))).startswith("too many requests")
        assert len(server.asked) == 7
        assert body(asks.fetch(asked(server))) == body(asks.fetch(asked(server))) == WORK.data
        assert len(server.asked) == 10

    def test_does_not_ask_a_third_time_after_two_silent_questions(self, play: Play, client: Made) -> None:
        server = play({PATH: Reply("{}", delay=0.4)})
        asks = client(limits=Limits(read=0.1))
        for _ in range(3):
            assert why(asks.fetch(asked(server))) == "did not answer within 0.1 s"
        assert len(server.asked) == 3

    def test_all_repeats_together_have_a_limit(self, play: Play, client: Made) -> None:
        server = play({PATH: Reply(status=429, headers={"Retry-After": "30"})})
        client(limits=Limits(total=20)).fetch(asked(server))
        assert len(server.asked) == 1


class TestBrokenLines:
    def test_a_closed_connection_is_tried_again(self, play: Play, client: Made) -> None:
        server = play({PATH: [Reply(sent=-1), Reply(sent=-1), WORK]})
        assert body(client().fetch(asked(server))) == WORK.data

    def test_a_connection_that_stays_closed_is_given_up(self, play: Play, client: Made) -> None:
        server = play({PATH: Reply(sent=-1)})
        assert why(client().fetch(asked(server))) == "closed the connection without an answer"
        assert len(server.asked) == 3

    @pytest.mark.parametrize("cut", [Reply(WORK.body, sent=9), Reply(WORK.data[:9])])
    def test_json_that_breaks_off_is_asked_for_again(self, play: Play, client: Made, cut: Reply) -> None:
        server = play({PATH: [cut, WORK]})
        assert body(client().fetch(asked(server))) == WORK.data
        assert why(client(refresh=True).fetch(asked(play({PATH: cut})))).startswith(
            "sent an incomplete answer"
        )

    def test_xml_that_breaks_off_is_asked_for_again(self, play: Play, client: Made) -> None:
        kind = "application/atom+xml"
        server = play({"/arxiv": [Reply(FEED[:-8], kind=kind), Reply(FEED, kind=kind)]})
        assert body(client().fetch(arxiv(server))) == FEED.encode()

    def test_a_slow_answer_is_not_waited_for(self, play: Play, client: Made) -> None:
        server = play({PATH: Reply(WORK.body, delay=0.4)})
        watched = client(limits=Limits(read=0.05))
        assert why(watched.fetch(asked(server))) == "did not answer within 0.05 s"

    def test_an_answer_that_drips_has_an_end(self, play: Play, client: Made) -> None:
        server = play({PATH: Reply("{" + " " * 20_000 + "}", drip=0.02)})
        reason = why(client(limits=Limits(total=0.2)).fetch(asked(server)))
        assert reason == "did not finish its answer within 0.2 s"

    def test_headers_that_drip_have_an_end(self, play: Play, client: Made) -> None:
        server = play({PATH: Reply("{}", drip=0.02, dripped_header=5_000)})
        reason = why(client(limits=Limits(total=0.2)).fetch(asked(server)))
        assert reason == "did not finish its answer within 0.2 s"

    def test_the_body_of_a_redirect_is_not_read(self, play: Play, client: Made) -> None:
        moved = Reply(" " * 1_000, 302, headers={"Location": "/crossref/b"}, drip=0.1)
        server = play({PATH: moved, "/crossref/b": WORK})
        assert body(client(limits=Limits(total=20)).fetch(asked(server))) == WORK.data

    def test_what_is_too_large_is_not_read(self, play: Play, client: Made) -> None:
        server = play({PATH: Reply(b"[" + b" " * 2_000_000 + b"]")})
        assert (
            why(client(limits=Limits(size=1_000_000)).fetch(asked(server)))
            == "the answer is larger than 1 MB"
        )

    @pytest.mark.parametrize("wall", [WALL, Reply(WALL.body), Reply(WORK.body, kind="text/html"), Reply()])
    def test_what_was_not_asked_for_is_no_answer(self, play: Play, client: Made, wall: Reply) -> None:
        server = play({PATH: wall})
        assert "instead of JSON" in why(client().fetch(asked(server)))
        assert len(server.asked) == 1
