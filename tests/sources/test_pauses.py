"""Nobody asks a service faster than it wants, also not two commands at once."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from litnotes.config import SourceSettings
from litnotes.sources.http import Client
from litnotes.sources.pauses import Pauses
from litnotes.sources.service import ServiceAnswer
from tests.sources.conftest import Play, Teller
from tests.sources.loopback import Loopback, Reply
from tests.sources.test_http import PATH, WORK, arxiv, asked

Made = Callable[..., Teller]
SETTINGS = SourceSettings()

ASK_THRICE = """
import sys
from pathlib import Path
from litnotes.config import SourceSettings
from litnotes.sources.service import Answer, Request
from litnotes.sources.http import Client
client = Client(SourceSettings(), Path(sys.argv[1]))
for number in range(3):
    found = client.fetch(Request("crossref", f"{sys.argv[2]}/crossref/works/{sys.argv[3]}-{number}"))
    assert isinstance(found, Answer), found
"""


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that stands still, so that waits are as long as they should be to the millisecond."""
    monkeypatch.setattr("litnotes.sources.pauses.time", SimpleNamespace(time=lambda: 1_800_000_000.0))


def waits(teller: Teller) -> list[float]:
    return [round(wait, 3) for wait in teller.waited]


@pytest.mark.parametrize(
    ("service", "pause"),
    [("crossref", 0.2), ("openalex", 0.1), ("semantic_scholar", 5.0), ("datacite", 0.6), ("doi", 0.5)],
)
@pytest.mark.usefixtures("stopped")
def test_two_questions_stand_apart(play: Play, client: Made, service: str, pause: float) -> None:
    server = play({})
    teller = client()
    for path in ("/a", "/b"):
        teller.fetch(asked(server, service, path))
    assert waits(teller) == [pause]


@pytest.mark.usefixtures("stopped")
def test_with_a_key_one_may_ask_faster(play: Play, client: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITNOTES_SEMANTIC_SCHOLAR_KEY", "k")
    server = play({})
    teller = client()
    for path in ("/a", "/b"):
        teller.fetch(asked(server, "semantic_scholar", path))
    assert waits(teller) == [1]


@pytest.mark.usefixtures("stopped")
def test_crossref_says_how_fast(play: Play, client: Made) -> None:
    slow = {"X-Rate-Limit-Limit": "2", "X-Rate-Limit-Interval": "60s"}
    server = play({PATH: Reply(WORK.body, headers=slow)})
    teller = client()
    for path in ("/works/10.1/a", "/b", "/c"):
        teller.fetch(asked(server, path=path))
    assert waits(teller) == [0.2, 30.2]


@pytest.mark.parametrize("limit", ["0", "-1", "many", "99999999"])
@pytest.mark.usefixtures("stopped")
def test_a_limit_without_sense_changes_nothing(play: Play, client: Made, limit: str) -> None:
    odd = {"X-Rate-Limit-Limit": limit, "X-Rate-Limit-Interval": "1s"}
    server = play({PATH: Reply(WORK.body, headers=odd)})
    teller = client()
    for path in ("/works/10.1/a", "/b"):
        teller.fetch(asked(server, path=path))
    assert waits(teller) == [0.2]


def test_two_commands_at_once_keep_the_pause(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LITNOTES_PAUSE", "2")
    server = play({})
    commands = [
        subprocess.Popen([sys.executable, "-c", ASK_THRICE, str(tmp_path), server.url, name])
        for name in ("one", "two")
    ]
    assert [command.wait(30) for command in commands] == [0, 0]
    came = sorted(each.at for each in server.asked)
    assert len(came) == 6
    # Five gaps of 0.4 s; two that do not know of each other need two. Each may be late on a busy machine.
    assert came[-1] - came[0] >= 1.3


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


@pytest.mark.parametrize("junk", ["", "soon", "nan", "inf", "1e300", "-5"])
@pytest.mark.usefixtures("stopped")
def test_a_file_without_sense_is_no_pause(tmp_path: Path, junk: str) -> None:
    (tmp_path / "x").write_text(junk)
    waited: list[float] = []
    pauses = Pauses(tmp_path, waited.append)
    for _ in range(2):
        with pauses.turn("x", 2):
            pass
    assert [round(wait, 3) for wait in waited] == [2]


def test_pauses_hold_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    waited: list[float] = []
    pauses = Pauses(tmp_path / "file" / "pauses", waited.append)
    for _ in range(2):
        with pauses.turn("x", 2, alone=True):
            pass
    assert len(waited) == 1


def test_a_service_in_use_for_too_long_is_told(
    play: Play, client: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("litnotes.sources.pauses.PATIENCE", 0.05)
    server = play({})
    with Pauses(tmp_path / ".litnotes" / "pauses", time.sleep).turn("arxiv", 0, alone=True):
        found = client().fetch(arxiv(server))
    assert getattr(found, "why", "") == "is being asked by another command; try again later"


def test_the_pause_is_settable_for_tests(play: Play, client: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITNOTES_PAUSE", "0")
    server: Loopback = play({PATH: [Reply(status=429), WORK]})
    teller = client()
    teller.fetch(asked(server))
    teller.fetch(asked(server, path="/b"))
    assert waits(teller) == [0]
