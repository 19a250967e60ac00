"""README, guide and example notes agree with the code; their sessions are run by `test_documents.py`."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from litnotes.app.guide_topics import text_of
from litnotes.cli.program import program
from litnotes.config import Criteria, Keywords, Settings, SourceSettings
from litnotes.errors import INTERRUPTED, LitnotesError
from litnotes.model.several_days import Overview, Status
from litnotes.sources.etiquette import SERVICES
from litnotes.values.paper_types import TYPES
from tests import picture
from tests.conftest import Run, digest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_can_be_read_in_one_go() -> None:
    assert len(README.splitlines()) <= 150


def test_lists_every_command() -> None:
    names = [command.name for command in program().registered_commands]
    assert names
    commands = README.partition("## Commands")[2]
    for name in names:
        assert f"`{name}`" in commands


def test_links_lead_to_files() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert len(links) > 4
    for link in links:
        assert (ROOT / link).exists(), link


def test_the_guide_lists_every_setting() -> None:
    settings = text_of("settings")
    for name in Settings.model_fields:
        assert f"| `{name}` |" in settings
    for name in SourceSettings.model_fields:
        assert f"| `sources: {name}` |" in settings
    criteria = text_of("criteria")
    for name in Criteria.model_fields:
        assert f"| `criteria: {name}` |" in settings
        assert f"`{name}`" in criteria
    for name in (*TYPES, *Keywords.model_fields):
        assert f"*{name}*" in criteria or f"`{name}`" in criteria


def test_the_guide_lists_every_service() -> None:
    services = text_of("services")
    for name, rules in SERVICES.items():
        assert f"`LITNOTES_{name.upper()}_URL`" in services
        assert f"| {rules.label} |" in services.partition("## Outcomes")[0]


def test_the_guide_lists_every_exit_code() -> None:
    kinds: list[type[LitnotesError]] = [LitnotesError, *LitnotesError.__subclasses__()]
    codes = {kind.exit_code for kind in kinds}
    assert len(codes) > 4
    for code in (0, INTERRUPTED, *codes):
        assert f"| {code} |" in text_of("scripts")


def test_the_test_command_comes_after_its_mark() -> None:
    """The gate reads it from there."""
    block = README.partition("<!-- test command -->")[2]
    assert re.search(r"^python3 -m venv .*pytest", block, re.MULTILINE)


def _run(command: str, folder: Path) -> str:
    words = [sys.executable, "-m", *shlex.split(command)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        words, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.stdout.decode().strip()


class TestReport:
    """The report under "What you write" is read as its arrows say, and the picture shows it."""

    @pytest.fixture
    def notes(self, run: Run, tmp_path: Path) -> Path:
        assert run("init").code == 0
        path = tmp_path / "notes" / "litnotes.yaml"
        settings = re.sub(
            r"^people: \{\} .*$", "people: {Lin: advisor}", path.read_text("utf-8"), flags=re.MULTILINE
        )
        path.write_text(settings, encoding="utf-8")
        (tmp_path / "notes" / f"{picture.DAYS[0]}.md").write_text(picture.report(), encoding="utf-8")
        return tmp_path / "notes"

    def test_is_read_as_the_arrows_say(self, run: Run, notes: Path) -> None:
        assert notes
        report = json.loads(run("report", "--json").out)
        assert [(task["text"], task["state"]) for task in report["todo"]] == [
            ("Read VQ-Diffusion", "todo"),
            ("Put VQ-GAN on Overleaf", "done"),
        ]
        first, second = report["questions"]
        assert (first["answers"][0]["by"], second["answers"]) == ("Lin", [])
        gan, diffusion = report["conclusions"]
        assert (gan["short_name"], gan["decision"], gan["by"]) == ("VQ-GAN", "include", "Lin")
        assert diffusion["reading"] == "reading"
        assert [note["text"] for note in report["quick_notes"]] == ["Parti"]
        assert run("check").err.endswith("no problems found\n")

    def test_is_in_the_picture(self, run: Run, notes: Path, request: pytest.FixtureRequest) -> None:
        assert run("new-day", "--date", picture.DAYS[1]).code == 0
        morning = (notes / f"{picture.DAYS[1]}.md").read_text("utf-8")
        shown = picture.picture(picture.report(), morning)
        if request.config.getoption("--update-documents"):
            picture.PATH.write_text(shown, encoding="utf-8")
        assert picture.PATH.read_text("utf-8") == shown, "to draw it anew: --update-documents"


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


@pytest.mark.parametrize("words", ["", " --topic 'latent diffusion'"])
def test_init_explains_the_example_notes(example: Path, words: str) -> None:
    before = digest(example)
    lines = _run(f"litnotes init{words}", example).splitlines()
    assert lines[0] == "notes/litnotes.yaml: these are the example notes of litnotes; nothing was changed"
    assert "litnotes init --topic" in lines[1]
    assert digest(example) == before


def test_init_beside_the_example_notes_makes_notes(example: Path) -> None:
    assert _run("litnotes --notes mine init", example).startswith("created mine/litnotes.yaml")


def test_example_report_is_shown(example: Path) -> None:
    assert _run("litnotes report --date 2024-05-31", example).startswith("May 31 Report  (2024-05-31)")


def test_the_guide_lists_what_overview_and_status_hold() -> None:
    described = text_of("scripts").partition("## JSON")[2].partition("## ")[0]
    for name in (*Overview.model_fields, *Status.model_fields):
        assert f"`{name}`" in described


def test_notes_say_what_they_are_and_nothing_takes_that_for_a_report(example: Path) -> None:
    assert "example" in (example / "notes" / "README.md").read_text("utf-8")
    assert "README" not in _run("litnotes sync", example)
    assert "README" not in _run("litnotes check", example)


@pytest.mark.parametrize("name", ["litnotes/README.md", "tests/README.md", "notes/README.md"])
def test_files_that_a_readme_names_are_there(name: str) -> None:
    path = ROOT / name
    named = re.findall(r"`([\w-]+(?:/[\w-]+)*\.(?:py|toml|md|yaml))`", path.read_text("utf-8"))
    named = [file for file in named if not re.search("NAME|KEY|TOPIC|SEED", file)]
    assert named
    missing = [file for file in named if not any((top / file).exists() for top in (path.parent, ROOT))]
    assert missing == []
