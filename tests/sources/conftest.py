"""A client, and a server on this machine that plays all services as a test says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from litnotes.config import SourceSettings
from litnotes.sources.etiquette import SERVICES
from litnotes.sources.http import Client
from tests.sources.loopback import Loopback, Reply, Script

Play = Callable[[Mapping[str, Reply | list[Reply]]], Loopback]


@pytest.fixture
def play(this_machine: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Play]:
    """Start a server that answers by path, below a folder for each service: `/crossref/works/…`."""
    assert this_machine is None
    started: list[Loopback] = []

    def start(replies: Mapping[str, Reply | list[Reply]]) -> Loopback:
        server = Loopback(Script(replies)).__enter__()
        started.append(server)
        if len(started) == 1:
            for name in SERVICES:
                monkeypatch.setenv(f"LITNOTES_{name.upper()}_URL", f"{server.url}/{name}")
        return server

    yield start
    for server in started:
        server.__exit__(None, None, None)


class Clock:
    """A clock that goes on when a test says so, so that waits are as long as they should be."""

    def __init__(self) -> None:
        self.at = 1_800_000_000.0

    def __call__(self) -> float:
        return self.at


class Watched:
    """A client with its messages and waiting times."""

    def __init__(self, folder: Path, **more: Any) -> None:
        self.messages: list[str] = []
        self.waited: list[float] = []
        self.folder = folder
        settings = more.pop("settings", SourceSettings())
        self.client = Client(settings, folder, tell=self.messages.append, sleep=self.waited.append, **more)
        self.fetch = self.client.fetch


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(tmp_path: Path, clock: Clock) -> Callable[..., Watched]:
    """Make a client whose waiting takes no time; all of a test share one folder and one clock."""

    def made(**more: Any) -> Watched:
        return Watched(tmp_path / "kept", now=clock, **more)

    return made
