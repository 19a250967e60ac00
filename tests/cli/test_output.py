"""What commands print: documented JSON, plain text in a pipe, nothing that steers a terminal, help."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from litnotes import __version__
from litnotes.cli.program import program
from litnotes.model.paper import Paper
from litnotes.model.reports import Conclusion, Entry, Mention, Note, Question, Report, Task
from tests.conftest import DATA, REPOSITORY, Result, Run, digest
from tests.corpus.tiny import tiny_corpus, tiny_snapshot
from tests.terminal import PATIENCE, Spawn, ended

COMMAND: Any = typer.main.get_command(program())
COMMANDS = sorted(COMMAND.commands)
ENTRIES: dict[str, type[Entry]] = {
    "todo": Task,
    "doing": Task,
    "done": Task,
    "questions": Question,
    "conclusions": Conclusion,
    "quick_notes": Mention,
    "notes": Note,
}
HOSTILE = """\
# \x1b[31mMay 29 Report\x1b]0;owned\x07
## TODO
1. clear \x1b[2J the screen \x9b31m and \u202egnitirw turn
2. [bold red]x[/bold red] [link=http://x]y[/link]
## Questions
1. is \x08\x08\x08 backspace here?
## Conclusion on papers
### [bold]Title[/bold] \x1b[1mx
text \x07 with a bell
## Quick notes
1. \x1b[31mred
2. [red]../../x[/red]
"""
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def harmless(found: Result) -> Result:
    assert not CONTROL.search(found.out)
    assert not CONTROL.search(found.err)
    assert "Traceback" not in found.err
    return found


class TestJson:
    def test_a_report_has_the_documented_keys(self, run: Run, notebook: Path) -> None:
        for day in ("30", "31"):
            data = json.loads(run("report", "--date", f"2024-05-{day}", "--json").out)
            assert set(data) == set(Report.model_fields)
            for section, model in ENTRIES.items():
                for entry in data[section]:
                    assert set(entry) == set(model.model_fields)
                    assert isinstance(entry["line"], int)
        assert data["source"]["file"] == "2024-05-31.md"
        assert Report.model_validate(data).model_dump(mode="json") == data
        assert notebook

    def test_lines_are_those_of_the_file(self, run: Run, notebook: Path) -> None:
        data = json.loads(run("report", "--date", "2024-05-31", "--json").out)
        lines = (notebook / "2024-05-31.md").read_bytes().decode().split("\r\n")
        for section in ("todo", "done", "doing", "questions", "quick_notes"):
            assert data[section]
            for entry in data[section]:
                assert entry["text"].split("\n")[0] in lines[entry["line"] - 1]

    def test_papers(self, run: Run, notebook: Path) -> None:
        found = run("papers", "--json")
        assert (found.code, found.err) == (0, "")
        data = json.loads(found.out)
        assert set(data) == {"papers", "not_identified"}
        for paper in data["papers"]:
            assert set(paper) == set(Paper.model_fields) | {
                "decision", "reason", "by", "days", "outside", "assumed_read",
            }  # fmt: skip
        assert [paper["key"] for paper in data["papers"]] == sorted(
            path.stem for path in (notebook / "papers").iterdir()
        )
        assert {"name": "jukebooks", "days": ["2024-05-31"]} in data["not_identified"]

    def test_show(self, run: Run, notebook: Path) -> None:
        data = json.loads(run("show", "MusicLM", "--json").out)
        assert data["key"] == "agostinelli2023musiclm"
        (said,) = data["conclusions"]
        assert set(said) == set(Conclusion.model_fields) | {"date"}
        assert said["date"] == "2024-05-31"
        (named,) = data["mentions"]
        assert (named["date"], named["text"]) == ("2024-05-31", "music-lm")
        assert notebook

    def test_empty_notes_give_empty_lists(self, run: Run) -> None:
        run("init")
        assert json.loads(run("papers", "--json").out) == {"papers": [], "not_identified": []}
        found = run("papers")
        assert (found.code, found.out) == (0, "")
        assert "no papers yet" in found.err

    def test_data_goes_to_stdout_and_talk_to_stderr(self, run: Run, notebook: Path) -> None:
        for command in (("papers",), ("papers", "--json"), ("show", "MusicLM"), ("report",), ("sync",)):
            found = run(*command)
            assert found.out
            assert found.err == ""
        assert notebook


class TestHostileText:
    @pytest.fixture
    def hostile(self, notebook: Path) -> Path:
        (notebook / "2024-05-29.md").write_text(HOSTILE, encoding="utf-8")
        (notebook / "papers" / "evil.yaml").write_text(
            'key: evil\nrecord: given\ntitle: "\\e[2J[bold]Evil\\u202e ../../x"\n'
            'short_names: ["[red]E\\a"]\nauthors: ["\\e]0;owned\\a Eve"]\nabstract: "\\x9b31m"\n',
            encoding="utf-8",
        )
        return notebook

    @pytest.mark.parametrize(
        "command",
        [
            ("sync",),
            ("papers",),
            ("papers", "--json"),
            ("show", "evil"),
            ("show", "evil", "--json"),
            ("report", "--date", "2024-05-29"),
            ("report", "--date", "2024-05-29", "--json"),
            ("report", "--date", "2024-05-29", "--format", "yaml"),
            ("report", "--date", "2024-05-29", "--format", "markdown"),
            ("report", "--week", "--date", "2024-05-29"),
            ("report", "--week", "--date", "2024-05-29", "--json"),
            ("report", "--week", "--date", "2024-05-29", "--format", "yaml"),
            ("report", "--week", "--date", "2024-05-29", "--format", "markdown"),
            ("status",),
            ("status", "--json"),
            ("new-day", "--date", "2024-05-29"),
            ("add-paper", "evil", "--date", "2024-05-29"),
            ("verdict", "evil", "--include", "--date", "2024-05-29"),
            ("show", "nobody"),
            ("check",),
            ("check", "--json"),
            ("check", "--format", "github"),
            ("check", "--fix", "--dry-run"),
        ],
    )
    @pytest.mark.gate
    def test_it_is_shown_and_does_nothing(self, run: Run, hostile: Path, command: tuple[str, ...]) -> None:
        harmless(run(*command))
        assert hostile

    def test_markup_and_paths_print_as_text(self, run: Run, hostile: Path) -> None:
        before = set(digest(hostile.parent))
        page = run("report", "--date", "2024-05-29").out
        assert "[bold red]x[/bold red] [link=http://x]y[/link]" in page
        assert "[red]../../x[/red]" in page
        assert "\\x1b[2J" in page
        new = set(digest(hostile.parent)) - before
        assert all(re.fullmatch(r"notes/(papers|days)/[a-z0-9-]+\.yaml", path) for path in new)

    def test_importing_it_is_harmless_too(self, run: Run, hostile: Path) -> None:
        text = HOSTILE.replace("# \x1b[31mMay 29 Report\x1b]0;owned\x07", "# May 28 Report")
        (hostile.parent / "x.md").write_text(text, encoding="utf-8")
        found = harmless(run("import-reports", "x.md", "--year", "2024"))
        assert found.code == 0
        assert (hostile / "2024-05-28.md").read_bytes() == (hostile.parent / "x.md").read_bytes()

    def test_a_new_day_carries_it_as_it_is(self, run: Run, notebook: Path) -> None:
        (notebook / "2024-06-01.md").write_text(HOSTILE, encoding="utf-8")
        assert harmless(run("new-day", "--date", "2024-06-02")).code == 0
        text = (notebook / "2024-06-02.md").read_text(encoding="utf-8")
        assert "1. clear \x1b[2J the screen \x9b31m and \u202egnitirw turn (since 2024-06-01)" in text

    def test_a_hostile_file_name(self, run: Run, notebook: Path) -> None:
        (notebook / "\x1b[31mx.md").write_text("x")
        found = harmless(run("sync"))
        assert "is not read" in found.err


def examples() -> Iterator[tuple[str, str]]:
    """Return each command line that the help of a command shows, with the name of that command."""
    for name, command in COMMAND.commands.items():
        for shown in re.findall(r"^[A-Z][^:\n]*: litnotes (.*)$", command.help or "", re.MULTILINE):
            for line in shown.split(", litnotes "):
                yield name, line.partition(" > ")[0]


EXAMPLES = tuple(examples())
COME_BEFORE = {
    "merge-papers": ("add-paper jukebooks --as-is",),
    "undo": ('todo "listen to the samples"',),
    "redo": ('todo "listen to the samples"', "undo"),
}
"""Lines that the example of a command needs."""


class TestHelp:
    def test_without_a_command_the_help_is_shown(self, run: Run) -> None:
        alone, asked = run(), run("--help")
        assert alone == asked
        assert alone.code == 0
        for name in COMMANDS:
            assert re.search(rf"^  {name}\s+\w", alone.out, re.MULTILINE)
        assert "First: litnotes init" in alone.out

    @pytest.mark.parametrize("name", COMMANDS)
    def test_each_command_has_an_example_and_each_option_a_text(self, run: Run, name: str) -> None:
        command = COMMAND.commands[name]
        found = run(name, "--help")
        assert found.code == 0
        example = re.search(rf"Example: litnotes {name}.*", found.out)
        assert example
        for parameter in command.params:
            assert parameter.help, parameter.name
            assert parameter.help.rstrip().endswith((".", '".')), parameter.help
        assert run(name, "-h").out == found.out

    @pytest.mark.parametrize(("name", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
    @pytest.mark.gate
    def test_each_example_works_on_the_example_notes(
        self,
        run: Run,
        spawn: Spawn,
        tmp_path: Path,
        name: str,
        line: str,
        request: pytest.FixtureRequest,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A few files stand for those of the user: two reports, a bibliography and a finished review."""
        notes = shutil.copytree(REPOSITORY / "notes", tmp_path / "notes")
        for day in ("30", "31"):
            shutil.copy(notes / f"2024-05-{day}.md", tmp_path / f"may-{day}.md")
        (tmp_path / "week5.md").write_text("# Week 5\n## TODO\n1. read\n")
        if name == "import-reports":
            (notes / "2024-05-31.md").unlink()
        shutil.copy(DATA / "imports" / "zotero.bib", tmp_path / "references.bib")
        rows = "".join(f"A title {at},An abstract {at},{int(at < 4)}\n" for at in range(9))
        (tmp_path / "review.csv").write_text(f"title,abstract,label_included\n{rows}")
        (tmp_path / "mail.txt").write_text("Reply of Lin to 2024-06-01 (litnotes)\nQ2: yes\n")
        if line.startswith("export"):
            (tmp_path / "references.bib").unlink()
        for before in COME_BEFORE.get(name, ()):
            assert run(*shlex.split(before)).code == 0
        if name == "corpus":
            own = tmp_path / "config" / "litnotes" / "settings.yaml"
            own.parent.mkdir(parents=True)
            own.write_text(f"sources:\n  corpus: {tiny_corpus(tmp_path / 'field')}\n")
            tiny_snapshot(tmp_path / "openalex-snapshot")
            monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
        if name in {"resolve", "trace"}:
            request.getfixturevalue("world")
        if "--zotero" in line:
            request.getfixturevalue("zotero")([])
        if "left.csv" in line:
            (tmp_path / "left.csv").write_text(run("candidates", "--csv").out)
        if line.startswith("screen") and not {"--exclude", "--decide"} & {*line.split()}:
            child = spawn(*shlex.split(line))
            child.expect_exact("[q]uit")
            child.send("q")
            assert ended(child)[1] == 0
            return
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("EDITOR", "true")
            patch.setattr("webbrowser.open", lambda _: True)
            found = run(*shlex.split(line))
        # Some names of the notes are left to choose.
        assert found.code == (3 if name == "resolve" else 0), found
        assert found.out or found.err

    def test_the_version(self, run: Run) -> None:
        assert run("--version") == Result(0, f"litnotes {__version__}\n", "")

    def test_as_a_module(self, launch: Run) -> None:
        assert launch("--version") == Result(0, f"litnotes {__version__}\n", "")
        assert launch("nonsense").code == 2

    @pytest.mark.parametrize(
        "words", [("nonsense",), ("--nonsense",), ("report", "--nonsense"), ("show",), ("show", "a", "b")]
    )
    def test_wrong_use(self, run: Run, notebook: Path, words: tuple[str, ...]) -> None:
        found = run(*words)
        assert (found.code, found.out) == (2, "")
        assert "Usage: litnotes" in found.err
        assert "Traceback" not in found.err
        assert notebook


class TestPipes:
    def test_rows_are_separated_by_tabs_and_nothing_else(self, run: Run, notebook: Path) -> None:
        (notebook / "papers" / "tab.yaml").write_text('key: tab\nrecord: given\ntitle: "a\\tb\\nc"\n')
        rows = [line.split("\t") for line in run("papers").out.splitlines()]
        assert {len(row) for row in rows} == {7}
        assert ["tab", "a b c"] in [row[:2] for row in rows]

    def test_lines_are_not_cut_or_wrapped(
        self, run: Run, notebook: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", "20")
        long = "word " * 100 + "end"
        (notebook / "2024-05-29.md").write_text(
            f"# May 29 Report\n## TODO\n1. {long}\n## Quick notes\n1. {long}\n"
        )
        assert long in run("report", "--date", "2024-05-29").out
        assert long in run("papers").out

    @pytest.mark.gate
    def test_a_reader_that_goes_away_is_no_error(self, notebook: Path) -> None:
        (notebook / "2024-05-29.md").write_text("# x\n## TODO\n" + "1. word\n" * 10_000)
        command = f"{sys.executable} -m litnotes report --date 2024-05-29 | head -n 1"
        done = subprocess.run(
            command, shell=True, cwd=notebook, capture_output=True, check=True, timeout=PATIENCE
        )
        assert done.stdout == b"x  (2024-05-29)\n"
        assert done.stderr == b""

    def test_a_terminal_without_unicode_does_not_break_it(self, launch: Run, notebook: Path) -> None:
        found = launch("papers", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
        assert found.code == 0
        assert "\\u0141a\\u0144cuchy" in found.out
        assert notebook

    @pytest.mark.parametrize("locale", ["C", "POSIX"])
    @pytest.mark.gate
    def test_files_are_read_as_utf_8_in_any_locale(self, launch: Run, notebook: Path, locale: str) -> None:
        found = launch("sync", env={"LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"})
        assert found.code == 0
        days = (notebook / "days" / "2024-05-30.yaml").read_text(encoding="utf-8")
        assert "title: Łańcuchy – Ukryte modele muzyki" in days
