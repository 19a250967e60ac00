"""No service is asked faster than it allows, not even by two commands at once."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from litnotes import locks
from litnotes.config import SourceSettings
from litnotes.sources.cache import Cache
from litnotes.sources.etiquette import Limits
from litnotes.sources.http import Client
from litnotes.sources.outcome import Failed
from litnotes.sources.service import ServiceAnswer
from tests.sources.conftest import Clock, Play, Watched
from tests.sources.loopback import Loopback, Reply
from tests.sources.test_http import PATH, WORK, arxiv, asked
from tests.terminal import PATIENCE

Made = Callable[..., Watched]
SETTINGS = SourceSettings()

ASK_THRICE = """
import sys
from pathlib import Path
from litnotes.config import SourceSettings
from litnotes.sources.service import Request, ServiceAnswer
from litnotes.sources.http import Client
client = Client(SourceSettings(), Path(sys.argv[1]), sleep=print, now=lambda: 1_800_000_000.0)
for number in range(3):
    found = client.fetch(Request("crossref", f"{sys.argv[2]}/crossref/works/{sys.argv[3]}-{number}"))
    assert isinstance(found, ServiceAnswer), found
"""
"""A command that asks at one and the same moment, and prints how long it waits for each turn."""


ASK_ARXIV = """
import sys
from pathlib import Path
from litnotes.config import SourceSettings
from litnotes.sources.service import Request
from litnotes.sources.http import Client
Client(SourceSettings(), Path(sys.argv[1])).fetch(Request("arxiv", sys.argv[2]))
"""


def waits(watched: Watched) -> list[float]:
    return [round(wait, 3) for wait in watched.waited]


@pytest.mark.parametrize(
    ("service", "pause"),
    [("crossref", 0.2), ("openalex", 0.1), ("semantic_scholar", 5.0), ("datacite", 0.6), ("doi", 0.5)],
)
def test_pauses_between_two_questions(play: Play, client: Made, service: str, pause: float) -> None:
    server = play({})
    watched = client()
    for path in ("/a", "/b"):
        watched.fetch(asked(server, service, path))
    assert waits(watched) == [pause]


def test_asks_faster_with_a_key(play: Play, client: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITNOTES_SEMANTIC_SCHOLAR_KEY", "k")
    server = play({})
    watched = client()
    for path in ("/a", "/b"):
        watched.fetch(asked(server, "semantic_scholar", path))
    assert waits(watched) == [1]


def test_keeps_the_pace_of_crossrefs_headers(play: Play, client: Made) -> None:
    slow = {"X-Rate-Limit-Limit": "2", "X-Rate-Limit-Interval": "60s"}
    server = play({PATH: Reply(WORK.body, headers=slow)})
    watched = client()
    for path in ("/works/10.1/a", "/b", "/c"):
        watched.fetch(asked(server, path=path))
    assert waits(watched) == [0.2, 30.2]


@pytest.mark.parametrize("limit", ["0", "-1", "many", "99999999"])
def test_a_limit_without_sense_changes_nothing(play: Play, client: Made, limit: str) -> None:
    odd = {"X-Rate-Limit-Limit": limit, "X-Rate-Limit-Interval": "1s"}
    server = play({PATH: Reply(WORK.body, headers=odd)})
    watched = client()
    for path in ("/works/10.1/a", "/b"):
        watched.fetch(asked(server, path=path))
    assert waits(watched) == [0.2]


def test_two_commands_at_once_keep_the_pause(play: Play, tmp_path: Path) -> None:
    server = play({})
    commands = [
        subprocess.Popen(
            [sys.executable, "-c", ASK_THRICE, str(tmp_path), server.url, name],
            stdout=subprocess.PIPE, text=True,
        )
        for name in ("one", "two")
    ]  # fmt: skip
    printed = [command.communicate(timeout=PATIENCE)[0] for command in commands]
    assert [command.returncode for command in commands] == [0, 0]
    assert len(server.asked) == 6
    waited = sorted(float(line) for text in printed for line in text.splitlines())
    assert waited == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0], abs=0.001)


def test_arxiv_has_one_connection_at_a_time(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LITNOTES_PAUSE", "0")
    server = play({"/arxiv": Reply("<feed></feed>", kind="application/atom+xml", delay=0.05)})
    clients = [Client(SETTINGS, tmp_path, refresh=True) for _ in range(3)]
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda each=each: found.append(each.fetch(arxiv(server))))
        for each in clients
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert all(isinstance(answer, ServiceAnswer) for answer in found)
    assert len(found) == 3
    assert server.most_at_once == 1


@pytest.mark.parametrize("junk", ["", "soon", "nan", "inf", 1e300, -5, b"x", None])
def test_a_turn_without_sense_is_no_pause(tmp_path: Path, clock: Clock, junk: object) -> None:
    assert Cache(tmp_path, print, now=clock).turn("x", 2) == 0
    with contextlib.closing(sqlite3.connect(tmp_path / "http.sqlite")) as file, file:
        file.execute("UPDATE turns SET next = ?", (junk,))
    cache = Cache(tmp_path, print, now=clock)
    assert [cache.turn("x", 2) for _ in range(3)] == [0, 2, 4]


def test_keeps_turns_without_a_writable_folder(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file" / "kept", lambda _: None, now=clock)
    assert [cache.turn("x", 2) for _ in range(3)] == [0, 2, 4]


def test_asks_without_a_lock_if_nothing_can_be_written(play: Play, client: Made, tmp_path: Path) -> None:
    (tmp_path / "kept").touch()
    server = play({"/arxiv": Reply("<feed></feed>", kind="application/atom+xml")})
    watched = client()
    for _ in range(2):
        assert isinstance(watched.fetch(arxiv(server)), ServiceAnswer)
    assert waits(watched) == [3]


def test_reports_a_service_in_use_for_too_long(play: Play, client: Made, tmp_path: Path) -> None:
    server = play({})
    with locks.held(tmp_path / "kept" / "arxiv.lock", 0):
        found = client(limits=Limits(connection=0.05)).fetch(arxiv(server))
    assert getattr(found, "why", "") == "another command is using this service; try again later"
    assert server.asked == []


def test_a_killed_command_does_not_block_others(play: Play, client: Made, tmp_path: Path) -> None:
    server = play({"/arxiv": Reply("<feed></feed>", kind="application/atom+xml", delay=60)})
    asks = [sys.executable, "-c", ASK_ARXIV, str(tmp_path / "kept"), arxiv(server).url]
    command = subprocess.Popen(asks)
    while not server.asked:
        assert command.poll() is None
        time.sleep(0.01)
    hasty = client(limits=Limits(connection=0.05))
    assert isinstance(hasty.fetch(arxiv(server)), Failed)
    command.kill()
    command.wait(PATIENCE)
    server.answer = lambda _: Reply("<feed></feed>", kind="application/atom+xml")
    assert isinstance(hasty.fetch(arxiv(server)), ServiceAnswer)


def test_the_pause_is_settable_for_tests(play: Play, client: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITNOTES_PAUSE", "0")
    server: Loopback = play({PATH: [Reply(status=429), WORK]})
    watched = client()
    watched.fetch(asked(server))
    watched.fetch(asked(server, path="/b"))
    assert waits(watched) == [0]
