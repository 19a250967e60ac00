"""Notes cloned from a stranger: an old `.litnotes/` in them is never believed, nor written through."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Run, digest
from tests.terminal import Spawn

ENDLESS = """
CREATE VIEW meta AS WITH RECURSIVE n(name, value) AS (
  SELECT 'version', 1 UNION ALL SELECT name, value + 1 FROM n
) SELECT name, value FROM n;
"""
COMMANDS = (
    ("papers",), ("status",), ("todo",), ("todo", "compare the codebooks", "--date", "2024-05-31"),
    ("add-paper", "VQ-GAN", "--offline", "--date", "2024-05-31"), ("sync",),
)  # fmt: skip


@pytest.fixture
def cloned(notebook: Path, tmp_path: Path) -> Path:
    """Notes with links out of them where earlier versions wrote, and an index that never answers."""
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("bashrc", "pause", "other.sqlite"):
        (outside / name).write_text("mine\n", encoding="utf-8")
    old = notebook / ".litnotes"
    (old / "pauses").mkdir(parents=True)
    (old / ".gitignore").symlink_to(outside / "bashrc")
    (old / "pauses" / "crossref").symlink_to(outside / "pause")
    (old / "http.sqlite").symlink_to(outside / "other.sqlite")
    (old / "lock").symlink_to(outside / "bashrc")
    with closing(sqlite3.connect(old / "index.sqlite")) as connection:
        connection.executescript(ENDLESS)
    return notebook


@pytest.mark.parametrize("words", COMMANDS)
def test_no_command_reads_it_or_writes_through_it(
    run: Run, cloned: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    before, old = digest(tmp_path / "outside"), digest(cloned / ".litnotes")
    assert run(*words).code == 0
    assert (digest(tmp_path / "outside"), digest(cloned / ".litnotes")) == (before, old)


def test_a_link_in_its_place_is_not_followed(run: Run, notebook: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (notebook / ".litnotes").symlink_to(tmp_path / "outside")
    for words in COMMANDS:
        assert run(*words).code == 0
    assert list((tmp_path / "outside").iterdir()) == []


def test_sync_prints_how_to_remove_it(run: Run, cloned: Path) -> None:
    told = run("sync").err
    assert "litnotes 0.6 and later do not use notes/.litnotes" in told
    assert "to remove it: rm -r notes/.litnotes" in told
    assert (cloned / ".litnotes").is_dir()


def test_on_a_terminal_sync_removes_it_and_nothing_that_it_leads_to(
    spawn: Spawn, cloned: Path, tmp_path: Path
) -> None:
    before = digest(tmp_path / "outside")
    child = spawn("sync")
    child.expect_exact("Remove notes/.litnotes now?")
    child.sendline("y")
    child.expect_exact("notes/.litnotes removed")
    assert not (cloned / ".litnotes").exists()
    assert digest(tmp_path / "outside") == before
