"""The README tells the truth: commands, settings, exit codes, the session it shows, the example notes."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from litnotes.cli.program import program
from litnotes.config import Criteria, Keywords, Settings, SourceSettings
from litnotes.model.several_days import Overview, Status
from litnotes.sources.etiquette import SERVICES
from litnotes.values.paper_types import TYPES
from tests.conftest import digest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_lists_every_command() -> None:
    names = [command.name for command in program().registered_commands]
    assert names
    for name in names:
        assert f"`litnotes {name}" in README


def test_lists_every_setting() -> None:
    for name in Settings.model_fields:
        assert f"| `{name}` |" in README
    for name in SourceSettings.model_fields:
        assert f"| `sources: {name}` |" in README
    for name in Criteria.model_fields:
        assert f"| `criteria: {name}` |" in README
    for name in (*TYPES, *Keywords.model_fields):
        assert f"*{name}*" in README or f"`{name}`" in README


def test_lists_every_service() -> None:
    for name in SERVICES:
        assert f"`{name.upper()}`" in README


def test_test_command_stands_behind_its_mark() -> None:
    """The gate reads it from there."""
    block = README.partition("<!-- test command -->")[2]
    assert re.search(r"^python3 -m venv .*pytest", block, re.MULTILINE)


def _session() -> list[tuple[str, str]]:
    """Return the commands of the first transcript with their output."""
    transcript = README.split("```\n")[1]
    parts = re.split(r"^\$ ", transcript, flags=re.MULTILINE)[1:]
    return [(command, output.strip()) for command, _, output in (part.partition("\n") for part in parts)]


def _run(command: str, folder: Path) -> str:
    words = [sys.executable, "-m", *shlex.split(command)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        words, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.stdout.decode().strip()


def test_session_runs_as_shown(tmp_path: Path) -> None:
    for day in ("30", "31"):
        shutil.copyfile(ROOT / "notes" / f"2024-05-{day}.md", tmp_path / f"may-{day}.md")
    _run("litnotes init", tmp_path)
    commands = _session()
    assert len(commands) == 4
    for command, output in commands:
        assert _run(command, tmp_path) == output


@pytest.fixture
def example(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "notes", tmp_path / "notes")
    return tmp_path


def test_example_notes_follow_their_reports(example: Path) -> None:
    """A command in a fresh clone changes no file in it."""
    before = digest(example)
    output = _run("litnotes sync", example)
    after = digest(example)
    assert output.startswith("3 reports, 0 read again")
    assert after == before


def test_example_days_are_what_this_reader_reads(example: Path) -> None:
    """When the reader changes readings, raise its version and sync the example notes."""
    before = {path.name: path.read_bytes() for path in (example / "notes" / "days").iterdir()}
    shutil.rmtree(example / "notes" / "days")
    _run("litnotes sync", example)
    after = {path.name: path.read_bytes() for path in (example / "notes" / "days").iterdir()}
    assert after == before


def test_a_reason_is_wanted_as_shown(example: Path) -> None:
    command, _, answer = README.partition("**Years.**")[2].split("```")[1].strip().partition("\n")
    assert _run(command.removeprefix("$ "), example) == answer


def test_a_paper_is_checked_as_shown(example: Path) -> None:
    command, _, answer = README.partition("**Criteria.**")[2].split("```")[1].strip().partition("\n")
    assert _run(command.removeprefix("$ "), example) == answer


def test_example_report_is_shown(example: Path) -> None:
    assert _run("litnotes report --date 2024-05-31", example).startswith("May 31 Report  (2024-05-31)")


def test_lists_what_overview_and_status_hold() -> None:
    described = README.partition("**`report --week --format json`**")[2].partition("\n\n")[0]
    for name in (*Overview.model_fields, *Status.model_fields):
        assert f"`{name}`" in described
