"""What is remembered, for how long, and what never reaches the disk."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from litnotes.config import SourceSettings
from litnotes.sources.etiquette import SERVICES, Limits
from litnotes.sources.http import Client
from litnotes.sources.outcome import Failed
from litnotes.sources.service import Request, ServiceAnswer
from tests.sources.conftest import Clock, Play, Watched
from tests.sources.loopback import Loopback, Reply
from tests.sources.test_http import PATH, WALL, WORK, arxiv, asked, body, why
from tests.sources.world import NO_DOI_PAGE, NOT_FOUND_PAGE

Made = Callable[..., Watched]
DAY = 24 * 3600
OWN_404 = {
    "crossref": Reply("Resource not found.", 404, "text/plain"),
    "openalex": NOT_FOUND_PAGE,
    "semantic_scholar": Reply('{"error": "Title match not found"}', 404),
    "datacite": Reply('{"errors": [{"status": "404"}]}', 404),
    "doi": NO_DOI_PAGE,
}
ASK_OFFLINE = """
import sys
from pathlib import Path
from litnotes.config import SourceSettings
from litnotes.sources.service import Request
from litnotes.sources.http import Client
print(Client(SourceSettings(), Path(sys.argv[1]), offline=True).fetch(Request("crossref", sys.argv[2])))
"""


class TestAnswersAreKept:
    def test_the_same_question_is_asked_once(self, play: Play, client: Made) -> None:
        server = play({PATH: WORK})
        first, again = (client().fetch(asked(server)) for _ in range(2))
        assert isinstance(first, ServiceAnswer)
        assert isinstance(again, ServiceAnswer)
        assert (again.status, again.body, again.content_type, again.url) == (
            first.status, first.body, first.content_type, first.url
        )  # fmt: skip
        assert len(server.asked) == 1

    @pytest.mark.parametrize("service", OWN_404)
    def test_caches_not_found_from_the_service_itself(self, play: Play, client: Made, service: str) -> None:
        server = play({f"/{service}/a": OWN_404[service]})
        for _ in range(2):
            found = client().fetch(asked(server, service, "/a"))
            assert isinstance(found, ServiceAnswer)
            assert found.status == 404
        assert len(server.asked) == 1

    @pytest.mark.parametrize("service", SERVICES)
    @pytest.mark.parametrize("page", [WALL.body, "<h1>404 Not Found</h1><hr>nginx", "", "no"])
    def test_does_not_cache_not_found_from_a_login_page(
        self, play: Play, client: Made, service: str, page: str
    ) -> None:
        server = play({f"/{service}/a": [Reply(page, 404, "text/html"), Reply("{}")]})
        more = {"settings": SourceSettings(mail="ann@example.org")}
        assert "a proxy or login page answered" in why(client(**more).fetch(asked(server, service, "/a")))
        assert body(client(**more).fetch(asked(server, service, "/a"))) == b"{}"

    def test_a_cached_answer_has_the_day_it_was_asked(
        self, play: Play, client: Made, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        server = play({PATH: WORK})
        days: list[str] = []
        for today in ("2024-06-02", "2024-06-20"):
            monkeypatch.setenv("LITNOTES_TODAY", today)
            found = client().fetch(asked(server))
            assert isinstance(found, ServiceAnswer)
            days.append(str(found.asked))
        assert days == ["2024-06-02", "2024-06-02"]

    def test_questions_differ_by_address_body_and_what_is_wanted(self, play: Play, client: Made) -> None:
        server = play({})
        server.answer = lambda each: Reply(
            "<a></a>" if "xml" in each.headers["accept"] else "{}", kind=each.headers["accept"]
        )
        url = f"{server.url}/doi/10.1/a"
        questions = [
            Request("doi", url),
            Request("doi", url + "b"),
            Request("doi", url, method="POST", body=b"1"),
            Request("doi", url, method="POST", body=b"2"),
            Request("doi", url, accept="application/atom+xml"),
        ]
        for question in questions * 2:
            client().fetch(question)
        assert len(server.asked) == len(questions)

    def test_refresh_asks_again_and_replaces(self, play: Play, client: Made) -> None:
        server = play({PATH: [WORK, Reply('{"new": 1}')]})
        client().fetch(asked(server))
        assert body(client(refresh=True).fetch(asked(server))) == b'{"new": 1}'
        assert body(client().fetch(asked(server))) == b'{"new": 1}'

    def test_a_refresh_that_fails_keeps_what_was_known(self, play: Play, client: Made) -> None:
        server = play({PATH: [WORK, Reply(status=503)]})
        client().fetch(asked(server))
        assert isinstance(client(refresh=True).fetch(asked(server)), Failed)
        assert body(client().fetch(asked(server))) == WORK.data

    @pytest.mark.parametrize(("status", "days"), [(200, 30), (404, 7)])
    def test_they_are_asked_again_some_day(
        self, play: Play, client: Made, clock: Clock, status: int, days: int
    ) -> None:
        server = play({PATH: Reply("{}", status)})
        client().fetch(asked(server))
        clock.at += days * DAY - 1
        client().fetch(asked(server))
        assert len(server.asked) == 1
        clock.at += 2
        client().fetch(asked(server))
        assert len(server.asked) == 2


class TestOffline:
    def test_only_the_cache_answers(self, play: Play, client: Made) -> None:
        server = play({PATH: WORK})
        client().fetch(asked(server))
        for options in ({"offline": True}, {"offline": True, "refresh": True}):
            watched = client(**options)
            assert body(watched.fetch(asked(server))) == WORK.data
            assert why(watched.fetch(asked(server, path="/works/b"))) == "not asked: offline"
        assert len(server.asked) == 1

    def test_a_variable_sets_it_too(
        self, play: Play, client: Made, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        server = play({PATH: WORK})
        monkeypatch.setenv("LITNOTES_OFFLINE", "1")
        assert why(client().fetch(asked(server))) == "not asked: offline"
        monkeypatch.setenv("LITNOTES_OFFLINE", "0")
        assert body(client().fetch(asked(server))) == WORK.data

    def test_uses_expired_answers_offline(self, play: Play, client: Made, clock: Clock) -> None:
        server = play({PATH: WORK})
        client().fetch(asked(server))
        clock.at += 400 * DAY
        assert body(client(offline=True).fetch(asked(server))) == WORK.data

    def test_nothing_heavy_is_loaded_for_it(self, tmp_path: Path) -> None:
        modules = "print({'requests', 'urllib3'} & sys.modules.keys())"
        url = "https://api.crossref.org/works/x"
        done = subprocess.run(
            [sys.executable, "-c", ASK_OFFLINE + modules, str(tmp_path), url],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stdout == "Failed(why='not asked: offline')\nset()\n"

    def test_nothing_is_written_for_it(self, client: Made, tmp_path: Path) -> None:
        client(offline=True).fetch(Request("crossref", "https://api.crossref.org/works/x"))
        assert not list(tmp_path.iterdir())


class TestNotKept:
    @pytest.mark.parametrize(
        "reply",
        [
            WALL, Reply(WALL.body), Reply(WORK.data[:9]), Reply(WORK.body, sent=9), Reply(status=429),
            Reply(status=503), Reply("{}", 401), Reply("{}", 403), Reply("{}", 400),
            Reply(status=204), Reply(),
        ],
    )  # fmt: skip
    def test_what_is_no_answer(self, play: Play, client: Made, reply: Reply) -> None:
        server = play({PATH: reply})
        client().fetch(asked(server))
        before = len(server.asked)
        client().fetch(asked(server))
        assert len(server.asked) == 2 * before

    def test_does_not_cache_an_empty_page_with_hits(self, play: Play, client: Made) -> None:
        page = "<feed><opensearch:totalResults>3</opensearch:totalResults></feed>"
        server = play({"/arxiv": Reply(page, kind="application/atom+xml")})
        for _ in range(2):
            assert why(client().fetch(arxiv(server))) == "sent an empty page; try again later"
        assert len(server.asked) == 6


class TestSecrets:
    def test_neither_keys_nor_addresses_reach_the_disk_or_the_user(
        self,
        play: Play,
        client: Made,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        """Not even when a service sends them back."""
        monkeypatch.setenv("LITNOTES_SEMANTIC_SCHOLAR_KEY", "k-secret")
        monkeypatch.setenv("LITNOTES_OPENALEX_KEY", "o-secret")
        monkeypatch.setenv("LITNOTES_MAIL", "me@example.org")
        caplog.set_level("DEBUG")
        secrets = ("k-secret", "o-secret", "me@example.org", "me%40example.org")
        server = play({})
        server.answer = lambda each: Reply(
            "{}" if "plain" in each.path else str(each).join('""').join("[]"),
            headers={"X-Echo": str(each.headers)},
        )
        watched = client()
        for service in ("semantic_scholar", "openalex", "unpaywall"):
            for path in ("/plain", "/echo"):
                watched.fetch(asked(server, service, path))
        assert "k-secret" in str(server.asked)
        shown = "".join(watched.messages) + repr(watched.client) + repr(SourceSettings()) + caplog.text
        kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()).decode(
            "latin-1"
        )
        assert "/plain" in kept
        assert "/echo" not in kept
        assert [secret for secret in secrets if secret in shown + kept] == []

    def test_failures_do_not_show_them(
        self, play: Play, client: Made, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LITNOTES_MAIL", "me@example.org")
        for reply in (Reply(sent=-1), Reply(status=503), Reply("{", sent=1), Reply("<", kind="text/html")):
            server = play({"/unpaywall/x": reply})
            monkeypatch.setenv("LITNOTES_UNPAYWALL_URL", f"{server.url}/unpaywall")
            assert "example" not in why(client().fetch(asked(server, "unpaywall", "/x")))


class TestBrokenCaches:
    def check(self, server: Loopback, watched: Watched) -> None:
        for path in ("/works/10.1/a", "/works/10.1/a"):
            assert body(watched.fetch(asked(server, path=path))) == WORK.data
        assert len(server.asked) == 2
        (message,) = watched.messages
        assert message.startswith(f"cannot use the cache {watched.folder}/http.sqlite (")
        assert message.endswith("); it is safe to delete")

    @pytest.mark.parametrize("junk", [b"no database", b"SQLite format 3\0" + b"junk" * 2000])
    def test_a_file_that_is_none(self, play: Play, client: Made, tmp_path: Path, junk: bytes) -> None:
        (tmp_path / "kept").mkdir()
        (tmp_path / "kept" / "http.sqlite").write_bytes(junk)
        self.check(play({PATH: WORK}), client())

    def test_one_of_another_version(self, play: Play, client: Made, tmp_path: Path) -> None:
        (tmp_path / "kept").mkdir()
        with contextlib.closing(sqlite3.connect(tmp_path / "kept" / "http.sqlite")) as file, file:
            file.execute("CREATE TABLE answers (request, answer)")
        self.check(play({PATH: WORK}), client())

    def test_a_folder_in_its_place(self, play: Play, client: Made, tmp_path: Path) -> None:
        (tmp_path / "kept" / "http.sqlite").mkdir(parents=True)
        self.check(play({PATH: WORK}), client())

    def test_a_file_in_the_place_of_the_folder(self, play: Play, client: Made, tmp_path: Path) -> None:
        (tmp_path / "kept").touch()
        self.check(play({PATH: WORK}), client())

    @pytest.mark.parametrize(
        "junk", ["status = 'ok'", "body = 'text'", "asked = 'soon'", "until = 'never'", "url = NULL"]
    )
    def test_an_entry_that_cannot_be_read_is_asked_for_again(
        self, play: Play, client: Made, tmp_path: Path, junk: str
    ) -> None:
        server = play({PATH: WORK})
        client().fetch(asked(server))
        with contextlib.closing(sqlite3.connect(tmp_path / "kept" / "http.sqlite")) as file, file:
            file.execute(f"UPDATE answers SET {junk}")
        offline = client(offline=True)
        assert why(offline.fetch(asked(server))) == "not asked: offline"
        assert offline.messages == []
        for _ in range(2):
            watched = client()
            assert body(watched.fetch(asked(server))) == WORK.data
            assert watched.messages == []
        assert len(server.asked) == 2

    def test_one_that_another_program_holds(self, play: Play, client: Made, tmp_path: Path) -> None:
        server = play({PATH: WORK})
        client().fetch(asked(server))
        holder = sqlite3.connect(tmp_path / "kept" / "http.sqlite", isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        server.asked.clear()
        self.check(server, client(limits=Limits(cache=0.05)))
        holder.close()


def test_two_commands_write_to_one_cache(play: Play, client: Made) -> None:
    import concurrent.futures

    server = play({})
    server.answer = lambda _: WORK

    def ask(number: int) -> None:
        watched = client()
        for at in range(10):
            watched.fetch(asked(server, path=f"/works/{number}-{at}"))
        assert watched.messages == []

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, range(4)))
    before = len(server.asked)
    assert before == 40
    assert isinstance(client().client, Client)
    ask(0)
    assert len(server.asked) == before
