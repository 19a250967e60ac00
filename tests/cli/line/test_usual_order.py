"""Command lines that people type by habit are read as meant."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest

from litnotes import __version__
from litnotes.cli.line.commands import COMMANDS
from litnotes.cli.line.usual_order import usual_order
from tests.conftest import Run


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("help", "--help"),
        ("help todo", "todo --help"),
        ("help help", "help --help"),
        ("todo --notes else done 1", "--notes else todo done 1"),
        ("todo --notes=else", "--notes=else todo"),
        ("--notes a todo --notes b", "--notes a --notes b todo"),
        ("todo --notes", "todo --notes"),
        ("todo -- --notes else", "todo -- --notes else"),
        ("search -survey", "search -survey"),
    ],
)
def test_order_of_words(typed: str, meant: str) -> None:
    assert usual_order(typed.split(), COMMANDS) == meant.split()


def test_help_as_a_command_prints_help(run: Run) -> None:
    assert run("help") == run("--help")
    assert run("help", "todo") == run("todo", "--help")
    assert run("help", "nonsense").code == 2


@pytest.mark.parametrize("word", ["-V", "version"])
def test_version_by_other_names(run: Run, word: str) -> None:
    assert run(word).out == f"litnotes {__version__}\n"


def test_notes_after_the_command(run: Run, notebook: Path, tmp_path: Path) -> None:
    assert run("init", "--notes", "other").code == 0
    assert (tmp_path / "other" / "litnotes.yaml").is_file()
    expected = run("--notes", "notes", "report", "--json")
    assert expected.code == 0
    for words in (("--notes", "notes"), ("--notes=notes",)):
        assert run("report", *words, "--json") == expected
        assert run("search", "--notes", "nowhere", "codec").code == 3
    assert notebook


def test_a_value_that_looks_like_notes_stays_a_value(run: Run, notebook: Path) -> None:
    """A plain line never moves `--notes`, which may be the text of an option."""
    found = run("todo", "--date", "--notes")
    assert (found.code, found.out) == (2, "")
    assert '"--notes"' in found.err
    assert notebook


class TestHelp:
    def test_the_commands_of_a_group_are_together(self) -> None:
        groups = [about.group for about in COMMANDS.values()]
        assert len([*groupby(groups)]) == len(set(groups))

    def test_no_summary_is_cut_at_80_columns(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "80")
        shown = run("--help").out
        assert [line for line in shown.splitlines() if line.endswith("...") or len(line) > 80] == [
            "Usage: litnotes [OPTIONS] COMMAND [ARGS]..."
        ]
        headings = [line.rstrip(":") for line in shown.splitlines() if line.endswith(":")]
        assert headings == ["Options", *dict.fromkeys(about.group for about in COMMANDS.values())]
