"""A service that drips, waits or lies about lengths: each question ends, and a slow service is given up."""

from __future__ import annotations

import email.utils
import gc
import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

import pytest

from litnotes.errors import Unreachable
from litnotes.sources import zotero
from litnotes.sources.etiquette import SERVICES, Limits
from litnotes.sources.service import Request
from tests.sources.conftest import Play, Watched
from tests.sources.loopback import Reply
from tests.sources.test_http import PATH, WORK, asked, why

Made = Callable[..., Watched]
LIMITS = Limits(total=0.2, connect=0.2, read=0.15)

pytestmark = [
    pytest.mark.gate,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def _left_requests_end() -> Iterator[None]:
    """Let requests that a client no longer waits for end here, and their sockets with them."""
    before = threading.active_count()
    yield
    end = time.monotonic() + 1
    while threading.active_count() > before and time.monotonic() < end:
        time.sleep(0.01)
    gc.collect()


@contextmanager
def raw(parts: Callable[[], Iterator[bytes]]) -> Iterator[str]:
    """A server that sends these bytes to whoever asks, whatever HTTP says."""
    server = socket.create_server(("127.0.0.1", 0))

    is_over = threading.Event()

    def answer(connection: socket.socket) -> None:
        with closing(connection), suppress(OSError):
            for part in parts():
                if is_over.is_set():
                    break
                connection.sendall(part)

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    with closing(server):
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        is_over.set()


def dripped(*parts: bytes) -> Iterator[bytes]:
    for part in itertools.chain(parts[:-1], itertools.repeat(parts[-1], 1_000)):
        time.sleep(0.01)
        yield part


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
ENDLESS = {
    "100 Continue for ever": (b"HTTP/1.1 100 Continue\r\n\r\n",),
    "a status line without an end": (b"HTTP/1.1 200 ", b"O"),
    "a header without an end": (HEAD + b"X-Long: ", b"x"),
    "headers for ever": (HEAD, b"X-A: b\r\n"),
    "a body without a length": (HEAD + b"\r\n{", b" "),
    "chunks for ever": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n{\r\n"),
    "the size of a chunk without an end": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_what_drips_for_ever_ends_and_is_not_asked_again(
    this_machine: None, client: Made, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    assert this_machine is None
    with raw(lambda: dripped(*ENDLESS[kind])) as url:
        for name in SERVICES:
            monkeypatch.setenv(f"LITNOTES_{name.upper()}_URL", url)
        watched = client(limits=LIMITS)
        start = time.monotonic()
        reasons = {why(watched.fetch(Request("crossref", f"{url}/works/{at}"))) for at in range(40)}
    assert time.monotonic() - start < 5
    assert len(reasons) <= 2


LYING = {
    "a length that is too long": {"Content-Length": "999999"},
    "a length that is too short": {"Content-Length": "3"},
    "a length that is none": {"Content-Length": "-1"},
    "a length in words": {"Content-Length": "many"},
    "a length of too many digits": {"Content-Length": "9" * 5000},
    "a coding that it has not": {"Content-Encoding": "gzip"},
    "chunks that are none": {"Transfer-Encoding": "chunked"},
}


@pytest.mark.parametrize("kind", LYING)
def test_a_lie_about_the_length_ends(play: Play, client: Made, kind: str) -> None:
    server = play({PATH: Reply(WORK.body, headers=LYING[kind], sent=len(WORK.data))})
    start = time.monotonic()
    client(limits=LIMITS).fetch(asked(server))
    assert time.monotonic() - start < 2
    assert len(server.asked) <= 3


@pytest.mark.parametrize("later", ["1000000000", "9" * 30, "9" * 5000, "tomorrow"])
def test_a_wait_of_any_length_is_given_up_in_words(play: Play, client: Made, later: str) -> None:
    if later == "tomorrow":
        later = email.utils.formatdate(time.time() + 30 * 86_400, usegmt=True)
    server = play({PATH: Reply(status=503, headers={"Retry-After": later})})
    watched = client()
    reason = why(watched.fetch(asked(server)))
    assert reason.startswith("server error (status 503); try again in ")
    assert reason.endswith(" days")
    assert why(watched.fetch(asked(server, path="/works/another"))) == reason
    assert (len(server.asked), watched.waited) == (1, [])


@pytest.mark.parametrize(
    "later", ["-5", "1e9", "inf", "nan", "+7", "", "0x10", "Fri, 31 Feb 99999 25:00:00"]
)
def test_a_wait_without_sense_is_that_of_a_busy_service(play: Play, client: Made, later: str) -> None:
    server = play({PATH: [Reply(status=503, headers={"Retry-After": later}), WORK]})
    watched = client()
    watched.fetch(asked(server))
    assert len(server.asked) == 2
    assert 0 <= max(watched.waited) <= 2


def test_waits_of_a_command_have_a_limit(play: Play, client: Made) -> None:
    busy = Reply(status=429, headers={"Retry-After": "50"})
    server = play({})
    server.answer = lambda _: busy if len(server.asked) % 2 else Reply("{}")
    watched = client(limits=Limits(lost=120))
    reasons = [getattr(watched.fetch(asked(server, path=f"/{at}")), "why", "") for at in range(6)]
    assert sum(watched.waited) < 120
    assert reasons[:2] == ["", ""]
    assert reasons[3:] == ["is too slow or busy; it is not asked again now"] * 3


def test_slow_answers_are_not_waited_for_again_and_again(play: Play, client: Made) -> None:
    server = play({})
    server.answer = lambda _: Reply("{" + " " * 10 + "}", drip=0.02)
    watched = client(limits=Limits(read=0.1, lost=0.5))
    reasons = [getattr(watched.fetch(asked(server, path=f"/{at}")), "why", "") for at in range(6)]
    assert reasons[0] == ""
    assert reasons[-1] == "is too slow or busy; it is not asked again now"
    assert len(server.asked) <= 3


@pytest.mark.parametrize("body", ["[" + "{}," * 1000 + "{}]", "[" + "[]," * 1000 + "[]]"])
def test_an_answer_of_too_many_parts_is_not_read(play: Play, client: Made, body: str) -> None:
    server = play({PATH: Reply(body)})
    reason = why(client(limits=Limits(parts=1000)).fetch(asked(server)))
    assert reason == "the answer has more than 1,000 objects, lists or elements"


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_zotero_that_drips_is_not_waited_for(
    this_machine: None, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    assert this_machine is None
    with raw(lambda: dripped(*ENDLESS[kind])) as url:
        monkeypatch.setenv("LITNOTES_ZOTERO", url)
        start = time.monotonic()
        with pytest.raises(Unreachable):
            zotero.items_of(seconds=0.2)
    assert time.monotonic() - start < 2
