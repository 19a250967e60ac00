"""What comes of a question when the service, or the way to it, is not as it should be."""

from __future__ import annotations

import email.utils
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from litnotes.config import SourceSettings
from litnotes.errors import WrongUse
from litnotes.sources.service import Failed, Request, ServiceAnswer
from litnotes.sources.transport import Limits
from tests.sources.conftest import Play, Teller
from tests.sources.loopback import Loopback, Reply, redirect

Made = Callable[..., Teller]

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
        teller = client()
        assert body(teller.fetch(asked(server))) == WORK.data
        backed_off = [wait for wait in teller.waited if wait >= 1]
        assert 1 <= backed_off[0] < 2 <= backed_off[1] < 3

    def test_one_gives_up_after_five_repeats(self, play: Play, client: Made) -> None:
        server = play({PATH: Reply(status=503)})
        assert why(client().fetch(asked(server))) == "is out of order (status 503); ask again later"
        assert len(server.asked) == 6

    @pytest.mark.parametrize("as_date", [False, True])
    def test_retry_after_is_obeyed(self, play: Play, client: Made, *, as_date: bool) -> None:
        told = email.utils.formatdate(time.time() + 40, usegmt=True) if as_date else "40"
        server = play({PATH: [Reply(status=429, headers={"Retry-After": told}), WORK]})
        teller = client()
        assert body(teller.fetch(asked(server))) == WORK.data
        assert 25 <= max(teller.waited) <= 40

    @pytest.mark.parametrize("as_date", [False, True])
    def test_one_that_wants_hours_is_not_waited_for(
        self, play: Play, client: Made, *, as_date: bool
    ) -> None:
        hours = email.utils.formatdate(time.time() + 14 * 3600, usegmt=True) if as_date else "50400"
        server = play({PATH: Reply(status=429, headers={"Retry-After": hours})})
        teller = client()
        told = why(teller.fetch(asked(server)))
        assert told == "was asked too often (status 429); ask again in 14 h"
        assert why(teller.fetch(asked(server, path="/works/another"))) == told
        assert len(server.asked) == 1

    @pytest.mark.parametrize(("seconds", "span"), [("61", "2 min"), ("150", "3 min"), ("7200", "2 h")])
    def test_a_minute_is_the_longest_wait(self, play: Play, client: Made, seconds: str, span: str) -> None:
        server = play({PATH: [Reply(status=503, headers={"Retry-After": seconds}), WORK]})
        told = why(client().fetch(asked(server)))
        assert told == f"is out of order (status 503); ask again in {span}"

    def test_a_retry_after_without_sense_is_ignored(self, play: Play, client: Made) -> None:
        server = play({PATH: [Reply(status=429, headers={"Retry-After": "soon"}), WORK]})
        assert body(client().fetch(asked(server))) == WORK.data

    def test_the_budget_of_openalex_is_never_waited_for(self, play: Play, client: Made) -> None:
        spent = json.dumps({"error": "Rate limit exceeded", "message": "Insufficient budget. Resets at"})
        server = play({"/openalex/works": Reply(spent, 429)})
        told = why(client().fetch(asked(server, "openalex", "/works?search=x")))
        assert told == "has no free answers left for today; ask again later"
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

    def test_out_of_order_is_a_failure_also_where_it_is_not_repeated(
        self, play: Play, client: Made
    ) -> None:
        server = play({"/openalex/x": Reply(status=500)})
        told = why(client().fetch(asked(server, "openalex", "/x")))
        assert told == "is out of order (status 500); ask again later"

    def test_who_stayed_busy_is_asked_once_a_question_until_there_is_an_answer(
        self, play: Play, client: Made
    ) -> None:
        server = play({PATH: [Reply(status=429)] * 7 + [WORK, Reply(status=429), WORK]})
        asks = client(refresh=True)
        assert why(asks.fetch(asked(server))).startswith("was asked too often")
        assert len(server.asked) == 6
        assert why(asks.fetch(asked(server))).startswith("was asked too often")
        assert len(server.asked) == 7
        assert body(asks.fetch(asked(server))) == body(asks.fetch(asked(server))) == WORK.data
        assert len(server.asked) == 10

    def test_who_is_silent_for_two_questions_is_not_asked_a_third(self, play: Play, client: Made) -> None:
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
        assert why(client(refresh=True).fetch(asked(play({PATH: cut})))).startswith("broke off")

    def test_xml_that_breaks_off_is_asked_for_again(self, play: Play, client: Made) -> None:
        kind = "application/atom+xml"
        server = play({"/arxiv": [Reply(FEED[:-8], kind=kind), Reply(FEED, kind=kind)]})
        assert body(client().fetch(arxiv(server))) == FEED.encode()

    def test_a_slow_answer_is_not_waited_for(self, play: Play, client: Made) -> None:
        server = play({PATH: Reply(WORK.body, delay=0.4)})
        teller = client(limits=Limits(read=0.05))
        assert why(teller.fetch(asked(server))) == "did not answer within 0.05 s"

    def test_an_answer_that_drips_has_an_end(self, play: Play, client: Made) -> None:
        server = play({PATH: Reply("{" + " " * 200 + "}", drip=0.02)})
        begin = time.monotonic()
        told = why(client(limits=Limits(total=0.2)).fetch(asked(server)))
        assert told == "did not finish its answer within 0.2 s"
        assert time.monotonic() - begin < 3.5

    def test_what_is_too_large_is_not_read(
        self, play: Play, client: Made, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("litnotes.sources.transport.MAX_BYTES", 1_000_000)
        server = play({PATH: Reply(b"[" + b" " * 2_000_000 + b"]")})
        assert why(client().fetch(asked(server))) == "sent more than 1 MB, which was not read"

    @pytest.mark.parametrize("wall", [WALL, Reply(WALL.body), Reply(WORK.body, kind="text/html"), Reply()])
    def test_what_was_not_asked_for_is_no_answer(self, play: Play, client: Made, wall: Reply) -> None:
        server = play({PATH: wall})
        assert "where JSON was expected" in why(client().fetch(asked(server)))
        assert len(server.asked) == 1


class TestRedirects:
    def test_are_followed_with_what_was_asked_for(self, play: Play, client: Made) -> None:
        server = play({"/doi/10.1/a": redirect("/crossref/v1/x"), "/crossref/v1/x": Reply("{}")})
        csl = "application/vnd.citationstyles.csl+json"
        found = client().fetch(asked(server, "doi", "/10.1/a", accept=csl))
        assert isinstance(found, ServiceAnswer)
        assert found.url == f"{server.url}/crossref/v1/x"
        assert [each.headers["accept"] for each in server.asked] == [csl, csl]

    def test_to_another_host_take_no_key_and_no_address_there(
        self, play: Play, client: Made, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LITNOTES_SEMANTIC_SCHOLAR_KEY", "secret-key")
        monkeypatch.setenv("LITNOTES_MAIL", "me@example.org")
        home = play({})
        other = play({"/x": Reply("{}")})
        home.answer = lambda _: redirect(f"{other.url}/x")
        assert body(client().fetch(asked(home, "semantic_scholar", "/paper/1"))) == b"{}"
        assert home.asked[0].headers["x-api-key"] == "secret-key"
        assert "secret-key" not in str(other.asked[0])
        assert "me@example.org" not in str(other.asked[0])

    def test_without_end_are_given_up(self, play: Play, client: Made) -> None:
        server = play({PATH: redirect(PATH)})
        assert why(client().fetch(asked(server))) == "leads from one address to the next without end"
        assert len(server.asked) == 6

    @pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/x"])
    def test_off_the_web_are_not_followed(self, play: Play, client: Made, to: str) -> None:
        assert (
            why(client().fetch(asked(play({PATH: redirect(to)}))))
            == "led to an address that is not on the web"
        )

    @pytest.mark.parametrize("to", ["http://[", "http://127.0.0.1:99999/"])
    def test_to_no_address_are_told(self, play: Play, client: Made, to: str) -> None:
        assert why(client().fetch(asked(play({PATH: redirect(to)})))).startswith("could not be")


class TestWhoAsks:
    def test_litnotes_says_its_name(self, play: Play, client: Made) -> None:
        server = play({PATH: WORK})
        client().fetch(asked(server))
        name, _, version = server.asked[0].headers["user-agent"].partition("/")
        assert name == "litnotes"
        assert version
        assert "mailto" not in version

    @pytest.mark.parametrize(
        "settings", [SourceSettings(mail="me@example.org"), SourceSettings(mail="${MINE}")]
    )
    def test_a_mail_address_is_told_to_services(
        self, play: Play, client: Made, monkeypatch: pytest.MonkeyPatch, settings: SourceSettings
    ) -> None:
        monkeypatch.setenv("MINE", "me@example.org")
        server = play({PATH: WORK})
        client(settings=settings).fetch(asked(server))
        assert server.asked[0].headers["user-agent"].endswith(" (mailto:me@example.org)")

    def test_unpaywall_gets_the_address_it_wants_and_nobody_sees_it(self, play: Play, client: Made) -> None:
        server = play({"/unpaywall/10.1/a": WORK})
        teller = client(settings=SourceSettings(mail="me@example.org"))
        found = teller.fetch(asked(server, "unpaywall", "/10.1/a"))
        assert isinstance(found, ServiceAnswer)
        assert server.paths == ["/unpaywall/10.1/a?email=me%40example.org"]
        assert "example.org" not in found.url
        server.answer = lambda each: (
            redirect("?email=me%40example.org&x=1") if "x=1" not in each.path else WORK
        )
        found = teller.fetch(asked(server, "unpaywall", "/10.1/b"))
        assert isinstance(found, ServiceAnswer)
        assert "example.org" not in found.url
        assert why(client(refresh=True).fetch(asked(server, "unpaywall", "/10.1/a"))).startswith(
            "wants a mail address"
        )

    @pytest.mark.parametrize(
        ("service", "header", "value"),
        [("semantic_scholar", "x-api-key", "k-123"), ("openalex", "authorization", "Bearer k-123")],
    )
    def test_a_key_goes_to_its_service_alone(
        self,
        play: Play,
        client: Made,
        monkeypatch: pytest.MonkeyPatch,
        service: str,
        header: str,
        value: str,
    ) -> None:
        monkeypatch.setenv(f"LITNOTES_{service.upper()}_KEY", "k-123")
        server = play({f"/{service}/x": Reply("{}"), PATH: WORK})
        teller = client()
        teller.fetch(asked(server, service, "/x"))
        teller.fetch(asked(server))
        assert server.asked[0].headers[header] == value
        assert "k-123" not in str(server.asked[1])

    def test_passwords_of_other_programs_stay_at_home(
        self, play: Play, client: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n")
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        monkeypatch.setenv("LITNOTES_OPENALEX_KEY", "k-123")
        server = play({"/openalex/x": Reply("{}"), PATH: WORK})
        teller = client()
        teller.fetch(asked(server))
        teller.fetch(asked(server, "openalex", "/x"))
        assert "authorization" not in server.asked[0].headers
        assert server.asked[1].headers["authorization"] == "Bearer k-123"

    def test_a_refused_key_is_dropped_and_told_once(
        self, play: Play, client: Made, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LITNOTES_SEMANTIC_SCHOLAR_KEY", "k-123")
        server = play({})
        server.answer = lambda each: (
            Reply('{"message":"Forbidden"}', 403) if "x-api-key" in each.headers else Reply("{}")
        )
        teller = client()
        for path in ("/a", "/b"):
            assert body(teller.fetch(asked(server, "semantic_scholar", path))) == b"{}"
        assert teller.told == ["Semantic Scholar refuses the key; asking without it"]
        assert len(server.asked) == 3

    @pytest.mark.parametrize("name", ["OPENALEX_KEY", "SEMANTIC_SCHOLAR_KEY", "MAIL"])
    def test_what_can_be_no_key_is_refused_without_being_shown(
        self, client: Made, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        monkeypatch.setenv(f"LITNOTES_{name}", "two\nlines")
        with pytest.raises(WrongUse, match=f"LITNOTES_{name} holds no") as refused:
            client()
        assert "lines" not in str(refused.value)
