"""`litnotes check`: what is told, of which files, in which form, with which exit code."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from litnotes.app.guide_topics import text_of
from litnotes.store.folders import cache_folder
from tests.conftest import Result, Run, digest

CLEAN = "# May 29 Report\n## Done\n1. one\n"
WARNED = "# May 29 Report\n## Done\nWe met twice.\n-----\n1. one\n"
ERROR = "# May 29 Report\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n"
SPOTS = "##Done\n-[x] one\n- [] two"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder without notes, with a report in it."""
    (tmp_path / "may.md").write_text(WARNED)
    return tmp_path


@pytest.fixture
def notes(tmp_path: Path, run: Run) -> Path:
    """Notes with one clean report."""
    run("init")
    root = tmp_path / "notes"
    (root / "2024-05-29.md").write_text(CLEAN)
    return root


def codes(found: Result) -> list[str]:
    return [line.split()[1] for line in found.out.splitlines()]


class TestSingleFiles:
    def test_a_line_has_place_reading_and_fix(self, run: Run, folder: Path) -> None:
        found = run("check", "may.md")
        assert found.out == (
            'may.md:4:1 R012 warning: the line above "-----" was read as text, not as a heading. '
            'Put an empty line above the dashes, or write "## …".\n'
        )
        assert found.err == "1 file: 1 warning. `litnotes check --explain R012` explains R012\n"
        assert found.code == 0
        assert folder

    def test_nothing_unclear(self, run: Run, folder: Path) -> None:
        (folder / "may.md").write_text(CLEAN)
        assert run("check", "may.md") == Result(0, "", "1 file: no problems found\n")

    def test_warnings_fail_only_when_asked_to(self, run: Run, folder: Path) -> None:
        assert run("check", "may.md").code == 0
        assert run("check", "--strict", "may.md").code == 1
        (folder / "may.md").write_text("## Done\n1. no line end")
        assert run("check", "--strict", "may.md").code == 0

    def test_errors_fail_always(self, run: Run, folder: Path) -> None:
        (folder / "may.md").write_text(ERROR)
        found = run("check", "may.md")
        assert found.code == 1
        assert found.out.startswith("may.md:2:1 R019 error: git conflict")

    def test_files_come_by_name_and_each_once(self, run: Run, folder: Path) -> None:
        (folder / "april.markdown").write_text(WARNED)
        found = run("check", "may.md", "april.markdown", "may.md")
        assert [line.partition(":")[0] for line in found.out.splitlines()] == ["april.markdown", "may.md"]
        assert found.err.startswith("2 files: 2 warnings.")

    @pytest.mark.parametrize(
        ("name", "sentence", "code"),
        [
            ("paper.pdf", "paper.pdf: this is not a Markdown file; its name must end in .md", 2),
            ("paper.txt", "paper.txt: this is not a Markdown file; its name must end in .md", 2),
            ("sub", "sub: this is a folder; give its files: litnotes check sub/*.md", 2),
            ("sub dir/", "sub dir: this is a folder; give its files: litnotes check 'sub dir'/*.md", 2),
            ("nowhere.md", "nowhere.md: there is no such file", 3),
            ("binary.md", "binary.md: this is a binary file", 2),
        ],
    )
    def test_reports_unreadable_files_and_checks_the_rest(
        self, run: Run, folder: Path, name: str, sentence: str, code: int
    ) -> None:
        (folder / "paper.pdf").write_text("x")
        (folder / "binary.md").write_bytes(b"\0")
        (folder / "sub").mkdir()
        (folder / "sub dir").mkdir()
        (folder / "paper.txt").write_text("x")
        found = run("check", name, "may.md")
        assert found.code == code
        assert sentence in found.err
        assert codes(found) == ["R012"]
        for words in ((), ("--fix", "--yes")):
            alone = run("check", *words, name)
            assert (alone.code, alone.out) == (code, "")
            assert alone.err.startswith(sentence)
            assert alone.err.count("\n") == 1

    def test_reports_a_file_without_permission_and_checks_the_rest(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As for a user who is not root: the tests may be run by root, who may read everything."""
        secret = folder / "secret.md"
        secret.write_text("x")
        access, opened = os.access, os.open

        def refuse(path: Any, *more: Any, **named: Any) -> int:
            if "secret" in str(path):
                raise PermissionError(13, "Permission denied", str(path))
            return opened(path, *more, **named)

        monkeypatch.setattr(
            os, "access", lambda path, mode: "secret" not in str(path) and access(path, mode)
        )
        monkeypatch.setattr(os, "open", refuse)
        found = run("check", "secret.md", "may.md")
        assert found.code == 2
        assert "secret.md: cannot be read: permission denied" in found.err.lower()
        assert "Usage" not in found.err
        assert codes(found) == ["R012"]

    def test_a_day_in_the_file_name_counts_as_in_the_notes(self, run: Run, folder: Path) -> None:
        (folder / "2024-05-31.md").write_text("# May 3 Report\n")
        assert codes(run("check", "2024-05-31.md")) == ["R053"]

    def test_nothing_is_written(self, run: Run, folder: Path) -> None:
        before = digest(folder)
        run("check", "may.md")
        assert digest(folder) == before
        assert not cache_folder(folder).exists()

    def test_the_notes_named_must_be_there(self, run: Run, folder: Path) -> None:
        assert run("--notes", "nowhere", "check", "may.md").code == 3
        assert folder

    def test_without_files_there_must_be_notes(self, run: Run, folder: Path) -> None:
        found = run("check")
        assert (found.code, found.out) == (3, "")
        assert "no notes here" in found.err
        assert folder


class TestFolding:
    def test_many_of_one_code_are_counted(self, run: Run, folder: Path) -> None:
        (folder / "may.md").write_text("## TODO\n" + "- [] task\n" * 17)
        found = run("check", "may.md")
        assert len(found.out.splitlines()) == 4
        assert found.out.endswith("may.md R031: and 14 more\n")
        assert "17 infos" in found.err
        assert len(run("check", "--all", "may.md").out.splitlines()) == 17
        assert len(json.loads(run("check", "--json", "may.md").out)) == 17
        for form in ("github", "errorformat"):
            assert len(run("check", "--format", form, "may.md").out.splitlines()) == 17


class TestFormats:
    def test_json(self, run: Run, folder: Path) -> None:
        found = run("check", "--json", "may.md")
        assert json.loads(found.out) == [
            {
                "path": "may.md",
                "line": 4,
                "column": 1,
                "code": "R012",
                "severity": "warning",
                "reading": 'the line above "-----" was read as text, not as a heading.',
                "advice": 'Put an empty line above the dashes, or write "## …".',
                "fix": [],
            }
        ]
        assert run("check", "--format", "json", "may.md").out == found.out
        assert folder

    def test_json_contains_the_edits(self, run: Run, folder: Path) -> None:
        (folder / "may.md").write_text(SPOTS)
        found = {one["code"]: one["fix"] for one in json.loads(run("check", "--json", "may.md").out)}
        assert found["R011"] == [{"line": 1, "column": 1, "old": "##", "new": "## "}]
        assert found["R002"] == [{"line": 3, "column": 9, "old": "", "new": "\n"}]

    def test_json_of_nothing_is_an_empty_list(self, run: Run, folder: Path) -> None:
        (folder / "may.md").write_text(CLEAN)
        assert json.loads(run("check", "--json", "may.md").out) == []

    def test_github(self, run: Run, folder: Path) -> None:
        found = run("check", "--format", "github", "--strict", "may.md")
        assert found.out.startswith("::warning file=may.md,line=4,col=1,title=R012::the line above")
        assert found.code == 1
        assert folder

    def test_errorformat(self, run: Run, folder: Path) -> None:
        found = run("check", "--format", "errorformat", "may.md")
        assert found.out.startswith("may.md:4:1: warning: R012 the line above")
        assert folder

    def test_two_formats_contradict_each_other(self, run: Run, folder: Path) -> None:
        found = run("check", "--json", "--format", "github", "may.md")
        assert (found.code, found.out) == (2, "")
        assert found.err == "--json and --format github select two formats; use one of them\n"
        assert run("check", "--json", "--format", "json", "may.md").code == 0
        assert folder


class TestExplain:
    def test_a_code_is_explained_without_notes(self, run: Run) -> None:
        found = run("check", "--explain", "r012")
        assert (found.code, found.err) == (0, "")
        assert found.out.startswith("R012 (warning)\nA line of dashes directly follows text.")
        assert 'write "## …"' in found.out

    def test_an_unknown_code_lists_the_codes(self, run: Run) -> None:
        found = run("check", "--explain", "R999")
        assert found.code == 2
        assert 'unknown code "R999"; the codes are R001, R002' in found.err


class TestSilencing:
    def test_a_comment_above_or_after_silences(self, run: Run, folder: Path) -> None:
        (folder / "may.md").write_text("<!-- litnotes: ok R070 -->\n## Lab\n- [ ] a\n- b\n")
        assert run("check", "may.md") == Result(0, "", "1 file: no problems found\n")
        text = "## Done\nWe met twice. <!-- litnotes: ok R012 -->\n-----\n"
        (folder / "may.md").write_text(text)
        assert run("check", "--strict", "may.md") == Result(0, "", "1 file: no problems found\n")

    @pytest.mark.parametrize(
        ("codes", "sentence"),
        [
            ("R012", "R012 does not occur here, so the comment silences nothing."),
            ("R999", 'there is no code "R999", so the comment silences nothing.'),
            ("", "this comment names no code, so it silences nothing."),
        ],
    )
    def test_reports_a_comment_that_silences_nothing(
        self, run: Run, folder: Path, codes: str, sentence: str
    ) -> None:
        (folder / "may.md").write_text(f"## Done\n1. one <!-- litnotes: ok {codes} -->\n")
        found = run("check", "--strict", "may.md")
        assert found.out == f"may.md:2:8 R071 info: {sentence} Remove it from the comment.\n"
        assert found.code == 0

    def test_that_can_be_silenced_too(self, run: Run, folder: Path) -> None:
        (folder / "may.md").write_text("## Done\n1. one <!-- litnotes: ok R012 R071 -->\n")
        assert run("check", "may.md").out == ""

    def test_codes_across_files_are_silenced_at_their_place(self, run: Run, notes: Path) -> None:
        report = notes / "2024-05-29.md"
        report.write_text("## Quick notes\n1. rq-va <!-- litnotes: ok R061 -->\n")
        assert "R061" not in run("check").out
        report.write_text("## Quick notes\n<!-- litnotes: ok R061 -->\n1. rq-va\n")
        assert run("check").out == ""
        (notes / "ideas.md").write_text("<!-- litnotes: ok R056 -->\n")
        assert run("check").out == ""


class TestNotes:
    def test_all_reports_are_checked(self, run: Run, notes: Path) -> None:
        (notes / "2024-05-30.md").write_text(WARNED.replace("29", "30"))
        found = run("check")
        assert found.out.startswith("notes/2024-05-30.md:4:1 R012")
        assert found.err.startswith("2 files: 1 warning.")

    def test_nothing_is_written_and_no_day_is_derived(self, run: Run, notes: Path) -> None:
        (notes / "2024-05-29.md").write_text("## Quick notes\n1. VQ-GAN\n")
        before = digest(notes.parent)
        assert run("check").code == 0
        assert digest(notes.parent) == before

    def test_the_settings_of_the_notes_count_for_single_files_too(self, run: Run, notes: Path) -> None:
        (notes / "litnotes.yaml").write_text("sections: {todo: [My list]}\n")
        (notes.parent / "x.md").write_text("## My list\n1. a\n")
        assert run("check", "x.md").out == ""
        (notes / "litnotes.yaml").write_text("sections: [\n")
        found = run("check", "x.md")
        assert found.code == 2
        assert "notes/litnotes.yaml:" in found.err

    def test_findings_across_files(self, run: Run, notes: Path) -> None:
        verdict = "## Conclusion on papers\n### VQ-GAN\nnice\n#### Verdict\n{}\n"
        (notes / "2024-05-29.md").write_text("## TODO\n1. collect the papers\n" + verdict.format("include"))
        (notes / "2024-05-30.md").write_text("## TODO\n1. colect the papers\n" + verdict.format("exclude"))
        (notes / "2024-05-31.md").write_text("## Quick notes\n1. rq-va\n")
        (notes / "2024").mkdir()
        (notes / "2024" / "2024-05-29.md").write_text("x\n")
        (notes / "days").mkdir()
        (notes / "days" / "2024-05-01.yaml").write_text("x\n")
        (notes / "ideas.md").write_text("x\n")
        found = run("check")
        assert [line.split()[:2] for line in found.out.splitlines()] == [
            ["notes/2024-05-30.md:2:1", "R060"],
            ["notes/2024-05-30.md:4:1", "R062"],
            ["notes/2024-05-31.md:2:1", "R061"],
            ["notes/2024/2024-05-29.md:1:1", "R054"],
            ["notes/days/2024-05-01.yaml:1:1", "R055"],
            ["notes/ideas.md:1:1", "R056"],
        ]
        assert found.code == 0
        assert run("check", "--strict").code == 1

        def told_of(name: str) -> list[str]:
            return codes(run("check", notes / name))

        assert told_of("2024-05-29.md") == ["R062", "R054"]  # both are about this file too
        assert told_of("2024-05-30.md") == ["R060", "R062"]
        assert told_of("2024-05-31.md") == ["R061"]
        assert told_of("ideas.md") == ["R056"]

    def test_a_file_of_several_days(self, run: Run, notes: Path) -> None:
        (notes / "log.md").write_text(
            "# 2024-05-30\n## TODO\n1. collect the papers\n# 2024-05-31\n## TODO\n1. colect the papers\n"
            "## Lab\n- [ ] a\n- b\n# June 2\n## Done\n1. x"
        )
        found = run("check")
        assert [line.split()[:2] for line in found.out.splitlines()] == [
            ["notes/log.md:6:1", "R060"],
            ["notes/log.md:7:1", "R070"],
            ["notes/log.md:12:5", "R002"],
        ]
        assert found.err.startswith("2 files: 1 warning, 2 infos.")
        assert run("check", "notes/log.md").out == found.out
        assert run("check", "--fix", "--yes").code == 0
        assert (notes / "log.md").read_bytes().endswith(b"\n1. x\n")

    def test_reports_a_day_without_a_year(self, run: Run, notes: Path) -> None:
        (notes / "2024-05-29.md").rename(notes / "log.md")
        found = run("check")
        assert found.out.startswith(
            "notes/log.md:1:1 R050 warning: this day has no year, so it is not read."
        )

    def test_what_is_derived_already_is_read_again(self, run: Run, notes: Path) -> None:
        (notes / "log.md").write_text("# 2024-05-30\n## Lab\n- [ ] a\n- b\n")
        before = run("check")
        assert codes(before) == ["R070"]
        run("sync")
        assert run("check") == before

    def test_reports_a_derived_file_edited_by_hand(self, run: Run, notes: Path) -> None:
        run("sync")
        path = notes / "days" / "2024-05-29.yaml"
        path.write_text(path.read_text() + "# mine\n")
        found = run("check")
        assert found.code == 4
        assert "notes/days/2024-05-29.yaml: edited by hand" in found.err
        assert run("check", "notes/2024-05-29.md").code == 0

    def test_reports_a_name_in_the_requested_file(self, run: Run, notes: Path) -> None:
        """It stands in a later report as well."""
        for day in (29, 30):
            (notes / f"2024-05-{day}.md").write_text("## Quick notes\n1. rq-va\n")
        assert run("check").out.startswith("notes/2024-05-30.md:2:1 R061")
        assert run("check", "notes/2024-05-29.md").out.startswith("notes/2024-05-29.md:2:1 R061")

    def test_reports_unreadable_papers_for_the_whole_notes_only(self, run: Run, notes: Path) -> None:
        (notes / "papers").mkdir()
        (notes / "papers" / "bad.yaml").write_text("key: [\n")
        found = run("check")
        assert found.code == 2
        assert "notes/papers/bad.yaml:" in found.err
        assert run("check", "notes/2024-05-29.md").code == 0

    def test_reports_an_unreadable_report_and_checks_the_rest(self, run: Run, notes: Path) -> None:
        (notes / "2024-05-28.md").write_bytes(b"\0")
        (notes / "2024-05-30.md").write_text(WARNED.replace("29", "30"))
        found = run("check")
        assert found.code == 2
        assert "notes/2024-05-28.md: this is a binary file" in found.err
        assert codes(found) == ["R012"]

    def test_no_reports_yet(self, run: Run) -> None:
        run("init")
        assert run("check") == Result(0, "", "0 files: no problems found\n")


class TestHook:
    def hook(self) -> list[str]:
        """Return the command of the hook that the guide shows."""
        block = text_of("scripts").partition("pre-commit")[2].partition("```yaml\n")[2].partition("```")[0]
        (repo,) = yaml.safe_load(block)["repos"]
        (hook,) = repo["hooks"]
        assert repo["repo"] == "local"
        assert {"id", "name", "entry", "language", "types"} <= set(hook)
        assert hook["types"] == ["markdown"]
        return shlex.split(hook["entry"])

    def test_it_runs_on_a_list_of_files(self, run: Run, notes: Path) -> None:
        program, *words = self.hook()
        assert program == "litnotes"
        (notes / "2024-05-30.md").write_text(WARNED.replace("29", "30"))
        before = digest(notes.parent)
        assert run(*words, "notes/2024-05-29.md").code == 0
        found = run(*words, "notes/2024-05-29.md", "notes/2024-05-30.md")
        assert found.code == 1
        assert found.out.startswith("notes/2024-05-30.md:4:1 R012")
        assert digest(notes.parent) == before

    def test_it_needs_no_notes(self, run: Run, folder: Path) -> None:
        assert run(*self.hook()[1:], "may.md").code == 1
        assert folder
