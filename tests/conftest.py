"""What all tests share: a copy of a small notebook, a way to run commands, and no outside world."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from litnotes.cli import program
from litnotes.index import database
from litnotes.store.folders import cache_folder
from tests.terminal import PATIENCE, Spawn, spawned

if TYPE_CHECKING:
    from tests.sources.graph import Graph
    from tests.sources.world import World
    from tests.sources.zotero import PlayZotero

# The same examples every time: a gate that fails by chance is no gate. Long fuzzing asks for others itself.
hypothesis.settings.register_profile("ordinary", derandomize=True, deadline=None, max_examples=20)
hypothesis.settings.register_profile("slow", derandomize=True, deadline=None, max_examples=200)

# Compiled modules are kept, whatever the shell wants: else each process of a test compiles the program.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

TODAY = "2024-06-02"
DATA = Path(__file__).parent / "data"
REPOSITORY = Path(__file__).parent.parent
MEMORY = Path("/dev/shm")
"""A file system in memory, where Linux has one: tests write thousands of files, each synced to the disk."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the flag that writes tables and sessions of the documents anew."""
    parser.addoption("--update-documents", action="store_true", help="write README and guide as they run")


def pytest_configure(config: pytest.Config) -> None:
    hypothesis.settings.load_profile("slow" if _only_slow(config) else "ordinary")
    if _has_room(MEMORY):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let a worker that is done take over tests of another: else one waits a minute for the other."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


def _has_room(folder: Path) -> bool:
    """Whether the folders of all tests fit in a folder; they take about 1 GB."""
    return os.access(folder, os.W_OK | os.X_OK) and shutil.disk_usage(folder).free > 4_000_000_000


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let `-m slow` run every property, with ten times as many examples."""
    is_property = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    if is_property and _only_slow(item.config) and not item.get_closest_marker("tex"):
        item.add_marker("slow")


def _only_slow(config: pytest.Config) -> bool:
    return bool(config.option.markexpr == "slow")


@dataclass(frozen=True)
class Result:
    """What a command answered."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]
Once = Callable[[str, Callable[[], None]], Path]

CONNECT = socket.socket.connect
GETADDRINFO = socket.getaddrinfo


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep every test away from the network, the user's home, the clock and the settings of the shell."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a test reached for the network")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    monkeypatch.setenv("HOME", str(home))
    for name in os.environ:
        if name.startswith(("LITNOTES_", "XDG_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LITNOTES_TODAY", TODAY)
    monkeypatch.setenv("LITNOTES_OFFLINE", "1")
    monkeypatch.setenv("COLUMNS", "100")
    # A process that a test starts runs this tree, whichever is installed.
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join(filter(None, (str(REPOSITORY), os.environ.get("PYTHONPATH"))))
    )
    for name in ("VISUAL", "EDITOR", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that leaves an SQLite connection open, of which Python 3.13 warns at any time after."""
    connect, opened = sqlite3.connect, list[sqlite3.Connection]()

    def connected(*words: Any, **more: Any) -> sqlite3.Connection:
        opened.append(connect(*words, **more))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", connected)
    yield
    database.close()  # commands leave that to `main`
    left = [one for one in opened if _is_open(one)]
    for one in left:
        one.close()
    assert left == [], "the test left connections to databases open"


def _is_open(connection: sqlite3.Connection) -> bool:
    try:
        return connection.total_changes >= 0
    except sqlite3.ProgrammingError:
        return False


@pytest.fixture
def this_machine(_alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test ask servers on 127.0.0.1, and nobody else."""

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        assert address[0] == "127.0.0.1", "a test reached for the network"
        CONNECT(self, address)

    def getaddrinfo(host: str, *rest: Any, **more: Any) -> Any:
        assert host == "127.0.0.1", "a test reached for the network"
        return GETADDRINFO(host, *rest, **more)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.delenv("LITNOTES_OFFLINE")


@pytest.fixture
def zotero(this_machine: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlayZotero]:  # noqa: ARG001
    """Play a Zotero with some items on this machine."""
    from tests.sources.loopback import Loopback
    from tests.sources.zotero import answers

    with ExitStack() as stack:

        def play(items: list[Any], status: int = 200) -> Loopback:
            server = stack.enter_context(Loopback(answers(items, status)))
            monkeypatch.setenv("LITNOTES_ZOTERO", server.url)
            return server

        yield play


@pytest.fixture
def world(this_machine: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Services on this machine that know the papers of `tests/data/world.yaml`; nobody waits for them."""
    from tests.sources.world import World

    assert this_machine is None
    played = World()
    _lead_to(played, monkeypatch)
    with played.server:
        yield played


@pytest.fixture
def graph(this_machine: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Graph]]:
    """Start services that know a citation graph around the papers of `world`, as a `Plan` says."""
    from tests.sources.graph import Graph
    from tests.sources.graph_facts import Plan

    assert this_machine is None
    with ExitStack() as stack:

        def start(**plan: Any) -> Graph:
            played = Graph(Plan(**plan))
            stack.enter_context(played.server)
            _lead_to(played, monkeypatch)
            return played

        yield start


def _lead_to(played: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from litnotes.sources.etiquette import SERVICES

    for name in SERVICES:
        monkeypatch.setenv(f"LITNOTES_{name.upper()}_URL", played.url_of(name))
    monkeypatch.setenv("LITNOTES_PAUSE", "0")


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A fresh copy of the small notebook in `tmp_path/notes`."""
    return Path(
        shutil.copytree(
            DATA / "notebook", tmp_path / "notes", ignore=shutil.ignore_patterns(".gitattributes")
        )
    )


@pytest.fixture
def once(notebook: Path, tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Change the notebook in the first test that asks; later ones get a copy. None has an index."""

    def changed(name: str, change: Callable[[], None]) -> Path:
        kept = tmp_path_factory.getbasetemp() / "once" / name
        if kept.is_dir():
            shutil.rmtree(notebook)
            shutil.copytree(kept, notebook)
            return notebook
        change()
        database.close()
        shutil.rmtree(cache_folder(notebook), ignore_errors=True)
        shutil.copytree(notebook, kept)
        return notebook

    return changed


@pytest.fixture
def synced(run: Run, once: Once) -> Path:
    """The notebook, brought up to date."""

    def sync() -> None:
        assert run("sync").code == 0

    return once("synced", sync)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command line in this process, in `tmp_path` unless told."""

    def run_here(*words: object, cwd: Path = tmp_path) -> Result:
        streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2)]
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["litnotes", *map(str, words)])
            patch.setattr(sys, "stdin", io.StringIO())
            patch.setattr(sys, "stdout", streams[0])
            patch.setattr(sys, "stderr", streams[1])
            patch.chdir(cwd)
            try:
                code = program.main()
            except SystemExit as end:  # completion leaves this way
                code = int(end.code or 0)
        for stream in streams:
            stream.flush()
        out, err = (stream.buffer.getvalue().decode() for stream in streams)
        return Result(code, out, err)

    return run_here


@pytest.fixture
def launch(tmp_path: Path) -> Run:
    """Run a command line in a process of its own."""

    def launched(
        *words: object,
        cwd: Path = tmp_path,
        before: tuple[str, ...] = (),
        env: Mapping[str, str] | None = None,
    ) -> Result:
        done = subprocess.run(
            [*before, sys.executable, "-m", "litnotes", *map(str, words)],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    return launched


@pytest.fixture
def spawn(tmp_path: Path) -> Spawn:
    """Start a command on a pseudo-terminal of 100 columns, in `tmp_path`."""
    return partial(spawned, tmp_path)


@pytest.fixture
def reports() -> Path:
    """The folder of real reports beside the repository; skips where it is not there."""
    folder = REPOSITORY.parent / "shared" / "reports"
    if not (folder / "may-31.md").is_file():
        pytest.skip("the real reports are not beside this repository")
    return folder


def digest(folder: Path, *but: str) -> dict[str, str]:
    """Return name, mode and hash of every file below a folder, those of `but` and the lock left out."""
    return {
        str(
            path.relative_to(folder)
        ): f"{path.stat().st_mode:o} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and str(path.relative_to(folder)) not in but
    }
