"""Without a network nothing is waited for."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from litnotes.sources.reach import reachable
from tests.conftest import REPOSITORY
from tests.sources.conftest import Play, Watched
from tests.sources.test_http import PATH, WORK, asked, body, why
from tests.terminal import PATIENCE

Made = Callable[..., Watched]


@pytest.fixture
def closed() -> str:
    """An address where no server answers."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{unused.getsockname()[1]}"


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Names that take for ever to be looked up."""
    end = threading.Event()

    def getaddrinfo(*_: object, **__: object) -> None:
        end.wait(PATIENCE)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield
    end.set()


def test_one_that_answers_is_enough(play: Play, closed: str) -> None:
    assert reachable([closed, play({}).url, closed + "/x"])


@pytest.mark.usefixtures("this_machine")
def test_reports_at_once_that_no_service_answers(closed: str) -> None:
    begin = time.monotonic()
    assert not reachable(
        [closed, closed, "http://[", "nonsense", "http://127.0.0.1:99999"], seconds=PATIENCE
    )
    assert not reachable([])
    assert time.monotonic() - begin < PATIENCE / 3


@pytest.mark.usefixtures("hanging")
def test_a_name_that_is_never_found_is_not_waited_for() -> None:
    begin = time.monotonic()
    assert not reachable(["https://api.example.org"], seconds=0.2)
    assert time.monotonic() - begin < PATIENCE / 3


def test_a_name_that_is_never_found_does_not_delay_the_end_of_a_command() -> None:
    program = (
        "import socket, time; socket.getaddrinfo = lambda *_, **__: time.sleep(300)\n"
        "from litnotes.sources.reach import reachable\n"
        "print(reachable(['https://api.example.org'], 0.1))"
    )
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.stdout == "False\n"
    assert time.monotonic() - begin < PATIENCE / 3


def test_a_proxy_is_tried_in_the_place_of_the_service(
    play: Play, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = play({})
    monkeypatch.setenv("https_proxy", server.url)
    assert reachable(["https://api.example.org"])
    monkeypatch.setenv("https_proxy", closed.removeprefix("http://"))
    assert not reachable(["https://api.example.org"])


def test_without_a_network_every_question_fails_at_once_but_the_cache_answers(
    play: Play, client: Made, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = play({PATH: WORK})
    client().fetch(asked(server))
    for name in ("arxiv", "crossref", "openalex", "semantic_scholar", "opencitations", "datacite", "dblp",
                 "unpaywall", "doi"):  # fmt: skip
        monkeypatch.setenv(f"LITNOTES_{name.upper()}_URL", f"{closed}/{name}")
    watched = client()
    assert body(watched.fetch(asked(server))) == WORK.data
    server.url = closed
    for path in ("/a", "/b"):
        assert why(watched.fetch(asked(server, path=path))) == "could not be reached: no network"
    assert watched.waited == []


def test_does_not_ask_a_service_that_is_down_again(play: Play, client: Made, closed: str) -> None:
    server = play({PATH: WORK})
    watched = client()
    url = server.url
    server.url = closed
    assert why(watched.fetch(asked(server, "datacite", "/a"))) == "could not be reached"
    waited = list(watched.waited)
    assert why(watched.fetch(asked(server, "datacite", "/b"))) == "could not be reached"
    assert watched.waited == waited
    server.url = url
    assert body(watched.fetch(asked(server))) == WORK.data
