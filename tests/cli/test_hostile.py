"""A folder of a stranger, full of links, forged files and settings: commands keep inside it, and end."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_width import LINES
from tests.cli.writing import WRITING, prepare
from tests.conftest import Result, Run
from tests.sources.world import World

SECONDS = 120
SETTINGS = """\
topic: "video"
sources: {{semantic_scholar_key: "{}"}}
"""
STEALING = ("AWS_SECRET_ACCESS_KEY", "LITNOTES_NOTES", "LITNOTES_OPENALEX_KEY")
OWN = "LITNOTES_SEMANTIC_SCHOLAR_KEY"
FEW = ("papers", "todo 'a new task'", "add-paper VQ-GAN --tag seen", "sync", "doctor")


def lines(names: dict[str, str]) -> list[str]:
    found = [line for name in names for line in names[name].split("; ")]
    return [line for line in found if "--zotero" not in line]


def content(folder: Path) -> dict[str, bytes | str]:
    """Return everything below a folder: bytes of files, targets of links."""
    found: dict[str, bytes | str] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
        else:
            found[name] = "folder"
    return found


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the user beside the notes of a stranger; the notes have links into it."""
    monkeypatch.setenv("EDITOR", str(prepare(tmp_path)))
    notes, outside = tmp_path / "notes", tmp_path / "outside"
    outside.mkdir()
    for name in ("days", "papers"):
        shutil.move(notes / name, outside / name)
        (notes / name).symlink_to(outside / name)
    (outside / "days" / "2024-05-30.yaml").unlink()
    (outside / "2024").mkdir()
    shutil.move(notes / "2024-05-31.md", outside / "report.md")
    for name in ("bashrc", "traces", "templates"):
        (outside / name).write_text("mine\n", encoding="utf-8")
    (notes / "2024-05-31.md").symlink_to(outside / "report.md")
    (notes / ".litnotes").symlink_to(outside)
    return outside


@pytest.fixture
def worse(outside: Path) -> Path:
    """The same, with links to itself, to devices and to nothing, and with pipes, in many places."""
    notes = outside.parent / "notes"
    links: dict[str, str | Path] = {
        "2024-06-02.md": outside / "not-there.md",
        "2024-05-01.md": "2024-05-01.md",
        "2024-05-02.md": "/dev/zero",
        "2024-05-03.md": outside / "bashrc",
        "2024-05-04.md": "/proc/self/environ",
        "2024": outside / "2024",
        "2023": ".",
        "reports": "/dev",
        "README.md": outside / "bashrc",
        "templates": outside,
        "traces/2024-01-01-endless.yaml": "/dev/zero",
        "traces/2024-01-02-mine.yaml": outside / "bashrc",
    }
    (notes / "traces").mkdir(exist_ok=True)
    for name, target in links.items():
        (notes / name).unlink(missing_ok=True)
        (notes / name).symlink_to(target)
    for name in ("2024-05-05.md", "traces/2024-01-03-pipe.yaml"):
        os.mkfifo(notes / name)
    return outside


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    def late(*_: object) -> None:
        raise AssertionError("a command does not end")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def walk(run: Run, folder: Path, outside: Path, words: list[str]) -> dict[str, Result]:
    """Run command lines; fail for one that changes a byte outside."""
    before, done = content(outside), {}
    for line in words:
        done[line] = run(*shlex.split(line), cwd=folder)
        assert content(outside) == before, f"{line}: {done[line]}"
    return done


def test_a_command_writes_nothing_outside_and_says_why(run: Run, outside: Path) -> None:
    done = walk(run, outside.parent, outside, [*FEW, "todo 'a new task' --date 2024-05-31", "new-day"])
    for line in ("add-paper VQ-GAN --tag seen", "todo 'a new task' --date 2024-05-31", "sync"):
        assert done[line].code == 4
        assert done[line].err.count("this link leads out of the notes") == 1, done[line].err


@pytest.mark.gate
def test_no_command_writes_outside(run: Run, outside: Path) -> None:
    walk(run, outside.parent, outside, [*lines(WRITING), *lines(LINES)])


@pytest.mark.gate
def test_no_command_writes_outside_or_waits_for_ever(run: Run, worse: Path) -> None:
    walk(run, worse.parent, worse, [*lines(WRITING), *lines(LINES)])


@pytest.mark.parametrize("variable", [*STEALING, OWN])
def test_no_variable_leaves_but_the_key_to_its_service(
    run: Run, tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    prepare(tmp_path)
    for name in (*STEALING, OWN):
        monkeypatch.setenv(name, f"secret-{name}")
    settings = SETTINGS.format(f"${{{variable}}}")
    (tmp_path / "notes" / "litnotes.yaml").write_text(settings, encoding="utf-8")
    for line in ("add-paper arXiv:1711.00937", "resolve VQ-VAE-2 --refresh", "trace VQ-GAN --offline"):
        done = run("--notes", "notes", *shlex.split(line))
        assert (done.code == 2) == (variable != OWN), done
    sent = {
        (one.path.split("/")[1], name)
        for one in world.server.asked
        for name in (*STEALING, OWN)
        if f"secret-{name}" in str(one)
    }
    keys = {("semantic_scholar", OWN), ("openalex", "LITNOTES_OPENALEX_KEY")}
    assert sent == (keys if variable == OWN else set())
