"""Who asks: where redirects lead, and who gets keys and the mail address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from litnotes.config import SourceSettings
from litnotes.errors import WrongUse
from litnotes.sources.service import ServiceAnswer
from tests.sources.conftest import Play, Watched
from tests.sources.loopback import Reply, redirect
from tests.sources.test_http import PATH, WORK, asked, body, why

Made = Callable[..., Watched]


class TestRedirects:
    def test_are_followed_with_what_was_asked_for(self, play: Play, client: Made) -> None:
        server = play({"/doi/10.1/a": redirect("/crossref/v1/x"), "/crossref/v1/x": Reply("{}")})
        csl = "application/vnd.citationstyles.csl+json"
        found = client().fetch(asked(server, "doi", "/10.1/a", accept=csl))
        assert isinstance(found, ServiceAnswer)
        assert found.url == f"{server.url}/crossref/v1/x"
        assert [each.headers["accept"] for each in server.asked] == [csl, csl]

    @pytest.mark.parametrize(
        ("service", "header"), [("semantic_scholar", "x-api-key"), ("openalex", "authorization")]
    )
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_to_another_host_take_no_key_and_no_address_there(
        self,
        play: Play,
        client: Made,
        monkeypatch: pytest.MonkeyPatch,
        service: str,
        header: str,
        status: int,
    ) -> None:
        monkeypatch.setenv(f"LITNOTES_{service.upper()}_KEY", "secret-key")
        monkeypatch.setenv("LITNOTES_MAIL", "me@example.org")
        home = play({})
        other = play({"/x": Reply("{}")})
        home.answer = lambda _: redirect(f"{other.url}/x", status)
        assert body(client().fetch(asked(home, service, "/paper/1"))) == b"{}"
        assert home.asked[0].headers[header].endswith("secret-key")
        assert "secret-key" not in str(other.asked[0])
        assert "me@example.org" not in str(other.asked[0])

    def test_from_a_stranger_to_a_service_bring_it_no_key_of_another(
        self, play: Play, client: Made, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LITNOTES_SEMANTIC_SCHOLAR_KEY", "scholar-key")
        monkeypatch.setenv("LITNOTES_OPENALEX_KEY", "alex-key")
        crossref = play({})
        alex = play({"/x": Reply("{}")})
        monkeypatch.setenv("LITNOTES_OPENALEX_URL", alex.url)
        crossref.answer = lambda _: redirect(f"{alex.url}/x")
        for service in ("crossref", "semantic_scholar"):
            assert body(client().fetch(asked(crossref, service))) == b"{}"
        assert [one for one in alex.asked if "-key" in str(one)] == []

    def test_a_list_that_goes_on_elsewhere_takes_no_key_there(
        self, play: Play, client: Made, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LITNOTES_SEMANTIC_SCHOLAR_KEY", "secret-key")
        assert play({})
        other = play({"/semantic_scholar/next": Reply("{}")})
        assert body(client().fetch(asked(other, "semantic_scholar", "/next"))) == b"{}"
        assert "secret-key" not in str(other.asked)

    def test_without_end_are_given_up(self, play: Play, client: Made) -> None:
        server = play({PATH: redirect(PATH)})
        assert why(client().fetch(asked(server))) == "too many redirects"
        assert len(server.asked) == 6

    @pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/x"])
    def test_off_the_web_are_not_followed(self, play: Play, client: Made, to: str) -> None:
        assert (
            why(client().fetch(asked(play({PATH: redirect(to)}))))
            == "redirected to an address that is not http or https"
        )

    @pytest.mark.parametrize("to", ["http://[", "http://127.0.0.1:99999/"])
    def test_reports_a_redirect_without_address(self, play: Play, client: Made, to: str) -> None:
        reason = why(client().fetch(asked(play({PATH: redirect(to)}))))
        assert reason == "the request or the answer is not valid HTTP"


class TestWhoAsks:
    def test_sends_the_name_of_litnotes(self, play: Play, client: Made) -> None:
        server = play({PATH: WORK})
        client().fetch(asked(server))
        name, _, version = server.asked[0].headers["user-agent"].partition("/")
        assert name == "litnotes"
        assert version
        assert "mailto" not in version

    @pytest.mark.parametrize(
        "settings", [SourceSettings(mail="me@example.org"), SourceSettings(mail="${LITNOTES_MINE}")]
    )
    def test_sends_the_mail_address_to_services(
        self, play: Play, client: Made, monkeypatch: pytest.MonkeyPatch, settings: SourceSettings
    ) -> None:
        monkeypatch.setenv("LITNOTES_MINE", "me@example.org")
        server = play({PATH: WORK})
        client(settings=settings).fetch(asked(server))
        assert server.asked[0].headers["user-agent"].endswith(" (mailto:me@example.org)")

    def test_sends_the_mail_address_to_unpaywall_and_shows_it_nowhere(
        self, play: Play, client: Made
    ) -> None:
        server = play({"/unpaywall/10.1/a": WORK})
        watched = client(settings=SourceSettings(mail="me@example.org"))
        found = watched.fetch(asked(server, "unpaywall", "/10.1/a"))
        assert isinstance(found, ServiceAnswer)
        assert server.paths == ["/unpaywall/10.1/a?email=me%40example.org"]
        assert "example.org" not in found.url
        server.answer = lambda each: (
            redirect("?email=me%40example.org&x=1") if "x=1" not in each.path else WORK
        )
        found = watched.fetch(asked(server, "unpaywall", "/10.1/b"))
        assert isinstance(found, ServiceAnswer)
        assert "example.org" not in found.url
        assert why(client(refresh=True).fetch(asked(server, "unpaywall", "/10.1/a"))).startswith(
            "needs a mail address"
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
        watched = client()
        watched.fetch(asked(server, service, "/x"))
        watched.fetch(asked(server))
        assert server.asked[0].headers[header] == value
        assert "k-123" not in str(server.asked[1])

    def test_does_not_send_passwords_of_other_programs(
        self, play: Play, client: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n")
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        monkeypatch.setenv("LITNOTES_OPENALEX_KEY", "k-123")
        server = play({"/openalex/x": Reply("{}"), PATH: WORK})
        watched = client()
        watched.fetch(asked(server))
        watched.fetch(asked(server, "openalex", "/x"))
        assert "authorization" not in server.asked[0].headers
        assert server.asked[1].headers["authorization"] == "Bearer k-123"

    def test_drops_and_reports_a_refused_key_once(
        self, play: Play, client: Made, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LITNOTES_SEMANTIC_SCHOLAR_KEY", "k-123")
        server = play({})
        server.answer = lambda each: (
            Reply('{"message":"Forbidden"}', 403) if "x-api-key" in each.headers else Reply("{}")
        )
        watched = client()
        for path in ("/a", "/b"):
            assert body(watched.fetch(asked(server, "semantic_scholar", path))) == b"{}"
        assert watched.messages == ["Semantic Scholar refuses the key; asking without it"]
        assert len(server.asked) == 3

    @pytest.mark.parametrize("name", ["OPENALEX_KEY", "SEMANTIC_SCHOLAR_KEY", "MAIL"])
    def test_refuses_an_invalid_key_without_showing_it(
        self, client: Made, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        monkeypatch.setenv(f"LITNOTES_{name}", "two\nlines")
        with pytest.raises(WrongUse, match=f"LITNOTES_{name} does not hold a") as refused:
            client()
        assert "lines" not in str(refused.value)
