"""Output that is longer than the screen opens in the user's pager."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from litnotes.cli.line.commands import COMMANDS
from tests.conftest import Run
from tests.terminal import Spawn, ended, plain

LONG = "# May 29 Report\n## TODO\n" + "".join(f"1. task {number}\n" for number in range(20))
UNCLEAR = "# May 29 Report\n## TODO\n" + "-[ ] glued\n" * 20 + "## Notes\nWe met.\n-----\n"


@pytest.fixture
def notes(synced: Path) -> Path:
    (synced / "2024-05-29.md").write_text(LONG, encoding="utf-8")
    return synced


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """A pager that writes what it gets to the file `shown`."""
    path = tmp_path / "pager"
    path.write_text(f"#!/bin/sh\ncat > '{tmp_path}/shown'\necho paged\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def shown(folder: Path) -> list[str]:
    return plain((folder / "shown").read_text("utf-8"))


def test_commands_that_ask_are_not_paged() -> None:
    assert not any(COMMANDS[name].long for name in ("screen", "edit", "init", "new-day"))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("todo --date 2024-05-29", "1. task 0"),
        ("report 2024-05-29", "May 29 Report  (2024-05-29)"),
        ("papers", "agostinelli2023musiclm"),
        ("show MusicLM", "key: agostinelli2023musiclm"),
        ("search task", "2024-05-29:3  todo: task 0"),
        ("check", "R021 info"),
        ("criteria --all", "agostinelli2023musiclm"),
        ("export bibtex --all", "@article{"),
        ("guide", "reports"),
        ("--help", "From the daily report to the related-work section."),
        ("screen --help", "Usage: litnotes screen"),
        ("", "From the daily report to the related-work section."),
    ],
)
@pytest.mark.gate
def test_long_output_goes_through_the_pager(
    spawn: Spawn, notes: Path, pager: str, line: str, text: str
) -> None:
    printed, code = ended(spawn(*line.split(), rows=5, PAGER=pager))
    assert (plain(printed), code) == (["paged"], 0)
    assert any(text in each for each in shown(notes.parent))


def test_what_fits_the_screen_is_printed(spawn: Spawn, notes: Path, pager: str) -> None:
    printed, code = ended(spawn("todo", "--date", "2024-05-29", rows=40, PAGER=pager))
    assert (len(plain(printed)), "paged" in printed, code) == (20, False, 0)
    assert not (notes.parent / "shown").exists()


@pytest.mark.parametrize(("rows", "is_paged"), [(20, True), (21, False)])
def test_a_line_is_left_for_the_prompt(
    spawn: Spawn, notes: Path, pager: str, rows: int, *, is_paged: bool
) -> None:
    printed, _ = ended(spawn("todo", "--date", "2024-05-29", rows=rows, PAGER=pager))
    assert ("paged" in printed) is is_paged
    assert notes


def test_colours_are_kept(spawn: Spawn, notes: Path, pager: str) -> None:
    ended(spawn("report", "2024-05-29", rows=5, PAGER=pager))
    assert "\x1b[1mTo do\x1b[0m" in (notes.parent / "shown").read_text("utf-8")


@pytest.mark.parametrize("line", ["papers --json", "check --format json", "report --format=json"])
def test_json_is_never_paged(spawn: Spawn, notes: Path, pager: str, line: str) -> None:
    printed, code = ended(spawn(*line.split(), rows=5, PAGER=pager))
    assert code == 0
    json.JSONDecoder().raw_decode(printed)
    assert notes


def test_in_a_pipe_nothing_is_paged(run: Run, launch: Run, notes: Path, pager: str) -> None:
    found = launch("todo", "--date", "2024-05-29", env={"PAGER": pager, "LINES": "5"})
    assert found == run("todo", "--date", "2024-05-29")
    assert (len(found.out.splitlines()), found.code) == (20, 0)
    assert not (notes.parent / "shown").exists()


def test_remarks_are_shown_after_the_lines_they_follow(spawn: Spawn, notes: Path, pager: str) -> None:
    (notes / "2024-05-29.md").write_text(UNCLEAR, encoding="utf-8")
    printed, code = ended(spawn("check", "--all", rows=5, PAGER=pager))
    assert (plain(printed), code) == (["paged"], 0)
    assert "3 files: " in " ".join(shown(notes.parent)[-3:])


class TestExitCode:
    def test_stays(self, spawn: Spawn, notes: Path, pager: str) -> None:
        (notes / "2024-05-29.md").write_text(UNCLEAR, encoding="utf-8")
        printed, code = ended(spawn("check", "--strict", rows=5, PAGER=pager))
        assert (plain(printed), code) == (["paged"], 1)

    @pytest.mark.parametrize("command", ["true", "head -n 1"])
    def test_a_pager_that_ends_early_is_no_error(self, spawn: Spawn, notes: Path, command: str) -> None:
        (notes / "2024-05-29.md").write_text(LONG + f"1. {'more ' * 50}\n" * 500, encoding="utf-8")
        printed, code = ended(spawn("report", "2024-05-29", rows=5, PAGER=command))
        assert (len(plain(printed)), code) == (int(command != "true"), 0)

    def test_of_a_pager_does_not_count(self, spawn: Spawn, notes: Path) -> None:
        assert ended(spawn("papers", rows=5, PAGER="false"))[1] == 0
        assert notes

    def test_errors_are_printed_at_once(self, spawn: Spawn, notes: Path, pager: str) -> None:
        printed, code = ended(spawn("show", "nobody", rows=2, PAGER=pager))
        assert ("nobody" in printed, "paged" in printed, code) == (True, False, 3)
        assert notes


class TestQuestions:
    def test_come_after_the_output(self, spawn: Spawn, notes: Path, pager: str) -> None:
        (notes / "2024-05-29.md").write_text(UNCLEAR, encoding="utf-8")
        child = spawn("check", "--fix", rows=5, PAGER=pager)
        child.expect_exact("- [ ] glued")
        child.expect_exact("Apply?")
        child.sendline("n")
        printed, code = ended(child)
        assert ("nothing was changed" in printed, "paged" in printed, code) == (True, False, 0)

    def test_new_notes_are_offered(self, spawn: Spawn, tmp_path: Path, pager: str) -> None:
        child = spawn("papers", rows=5, PAGER=pager)
        child.expect_exact("Create them in notes/ now?")
        child.sendline("n")
        assert ended(child)[1] == 3
        assert tmp_path


@pytest.mark.skipif(not os.access("/usr/bin/less", os.X_OK), reason="less is not installed")
class TestLess:
    """The pager without a setting."""

    @pytest.fixture
    def less(self) -> dict[str, Any]:
        return {"PAGER": None, "LESS": None, "LITNOTES_PAGER": None}

    def test_shows_a_screen_and_quits_with_q(self, spawn: Spawn, notes: Path, less: dict[str, Any]) -> None:
        child = spawn("todo", "--date", "2024-05-29", rows=8, **less)
        child.expect_exact("6. task 5")
        child.send("q")
        printed, code = ended(child)
        assert ("task 19" in printed, code) == (False, 0)
        assert notes
