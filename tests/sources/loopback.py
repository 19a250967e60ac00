"""A web server on this machine that plays services: it sends prepared answers and records the requests."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Asked:
    """A request as it came; header names are in lower case, `at` is when it came, in seconds."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float


@dataclass(frozen=True)
class Reply:
    """What to answer, and how.

    `delay` are seconds before anything is sent, `drip` those between two bytes of the body, and of a
    last header of `dripped_header` bytes. `sent` bytes of the body are sent before the connection is cut;
    -1 cuts it before the status line.
    """

    body: bytes | str = b""
    status: int = 200
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0
    drip: float = 0
    dripped_header: int = 0
    sent: int | None = None

    @property
    def data(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else self.body.encode()


def redirect(url: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": url}, kind="text/html", body="moved")


class Loopback:
    """A server at `url`; `answer` decides what each request gets."""

    def __init__(self, answer: Callable[[Asked], Reply]) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.owner = self
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def reply(self, asked: Asked) -> Reply:
        with self._lock:
            self.asked.append(asked)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        reply = self.answer(asked)
        time.sleep(reply.delay)
        with self._lock:
            self._at_once -= 1
        return reply


class Script:
    """Answers by path: the replies of a path in turn, the last one for ever; 404 for other paths."""

    def __init__(self, replies: Mapping[str, Reply | list[Reply]]) -> None:
        self._left = {
            path: list(reply) if isinstance(reply, list) else [reply] for path, reply in replies.items()
        }

    def __call__(self, asked: Asked) -> Reply:
        left = self._left.get(asked.path) or self._left.get(asked.path.partition("?")[0])
        if not left:
            return Reply("Resource not found.", 404, "text/plain")
        return left.pop(0) if len(left) > 1 else left[0]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    owner: Loopback

    def server_bind(self) -> None:  # without looking up a name
        socket.socket.bind(self.socket, self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is part of the play."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else the body waits 40 ms for the word that the headers came

    def do_GET(self) -> None:
        length = int(self.headers.get("content-length", 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers, self.rfile.read(length), time.time())
        reply = self.server.owner.reply(asked)
        if reply.sent != -1:
            self._send(reply)
        if reply.sent is not None or reply.drip:
            self.close_connection = True

    do_POST = do_GET  # noqa: N815

    def _send(self, reply: Reply) -> None:
        self.send_response_only(reply.status)
        if reply.kind:
            self.send_header("Content-Type", reply.kind)
        for name, value in {"Content-Length": str(len(reply.data)), **reply.headers}.items():
            self.send_header(name, value)
        if reply.dripped_header:
            self.flush_headers()
            self._drip(b"X-Long: " + b"x" * reply.dripped_header, reply.drip)
            self.wfile.write(b"\r\n")
        self.end_headers()
        data = reply.data[: reply.sent]
        if reply.drip:
            self._drip(data, reply.drip)
        else:
            self.wfile.write(data)

    def _drip(self, data: bytes, seconds: float) -> None:
        for at in range(len(data)):
            self.wfile.write(data[at : at + 1])
            time.sleep(seconds)

    def log_message(self, *_: object) -> None:
        """Quiet."""
