"""`litnotes check --fix`: shown first, asked for, written with care."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pexpect  # type: ignore[import-untyped]
import pytest

from litnotes.app import checking
from litnotes.checks import fix
from tests.conftest import Result, Run, digest
from tests.terminal import interrupted, spawned

SPOTS = b"\xef\xbb\xbf##Done\r\n-[x] one\r\n- [] caf\xe9"
MENDED = b"\xef\xbb\xbf## Done\r\n- [x] one\r\n- [ ] caf\xe9\r\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "may.md"
    path.write_bytes(SPOTS)
    path.chmod(0o640)
    return path


def test_the_diff_is_shown_and_the_edits_are_made(run: Run, tmp_path: Path) -> None:
    (tmp_path / "may.md").write_text("##Done\n1. one\n2. two")
    found = run("check", "--fix", "--yes", "may.md")
    assert found == Result(
        0,
        "--- may.md\n+++ may.md\n@@ -1,3 +1,3 @@\n-##Done\n+## Done\n 1. one\n-2. two\n"
        "\\ No newline at end of file\n+2. two\n",
        "1 file changed\n",
    )
    assert (tmp_path / "may.md").read_text() == "## Done\n1. one\n2. two\n"
    assert run("check", "may.md").out == ""


def test_all_other_bytes_and_the_mode_are_kept(run: Run, report: Path) -> None:
    assert run("check", "--fix", "--yes", "may.md").code == 1  # it is not UTF-8
    assert report.read_bytes() == MENDED
    assert report.stat().st_mode & 0o777 == 0o640


def test_in_a_pipe_it_is_refused_without_yes(run: Run, report: Path) -> None:
    found = run("check", "--fix", "may.md")
    assert found.code == 2
    assert "+## Done" in found.out
    assert (
        found.err == "nothing was changed; add --yes to write these edits, or --dry-run to only show them\n"
    )
    assert report.read_bytes() == SPOTS


def test_a_dry_run_shows_and_writes_nothing(run: Run, report: Path) -> None:
    found = run("check", "--fix", "--dry-run", "may.md")
    left = "1 error to fix by hand; list them with `litnotes check`\n"
    assert (found.code, found.err) == (1, f"1 file would be changed\n{left}")
    assert "+## Done" in found.out
    assert report.read_bytes() == SPOTS


def test_nothing_to_fix(run: Run, report: Path) -> None:
    report.write_text("## quetions to be asked\n1. why\n")  # the student's words
    assert run("check", "--fix", "may.md") == Result(0, "", "1 file: nothing to fix\n")


def test_what_is_silenced_is_not_fixed(run: Run, report: Path) -> None:
    report.write_text("<!-- litnotes: ok R011 -->\n##Done\n1. one\n")
    assert run("check", "--fix", "--yes", "may.md").err == "1 file: nothing to fix\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--yes",), "--yes needs --fix"),
        (("--dry-run",), "--dry-run needs --fix"),
        (("--fix", "--json"), "--fix prints a diff"),
        (("--fix", "--format", "github"), "--fix prints a diff"),
    ],
)
def test_options_that_do_not_go_together(
    run: Run, report: Path, words: tuple[str, ...], sentence: str
) -> None:
    found = run("check", *words, "may.md")
    assert (found.code, found.out) == (2, "")
    assert sentence in found.err
    assert report.read_bytes() == SPOTS


def test_refuses_a_fix_that_would_change_the_meaning(
    run: Run, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fix, "fixed", lambda data, _: data.replace(b"one", b"two"))
    found = run("check", "--fix", "--yes", "may.md")
    assert found.code == 4
    assert "may.md: the report would be read differently after these fixes" in found.err
    assert report.read_bytes() == SPOTS


def test_a_file_that_changes_at_each_try_is_left_alone(
    run: Run, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from litnotes.render import terminal

    def changed_while_shown(_: list[str]) -> None:
        report.write_bytes(report.read_bytes() + b"\n1. typed meanwhile")

    monkeypatch.setattr(terminal, "show_diff", changed_while_shown)
    found = run("check", "--fix", "--yes", "may.md")
    assert found.code == 4
    assert "changed since it was read" in found.err
    assert report.read_bytes().startswith(SPOTS)
    assert report.read_bytes().count(b"typed meanwhile") == 4


def test_in_the_notes_the_derived_files_follow(run: Run, notebook: Path) -> None:
    path = notebook / "2024-06-01.md"
    path.write_bytes(b"##TODO\n- [] one")
    run("sync")
    found = run("check", "--fix", "--yes")
    assert found.code == 0
    assert path.read_bytes() == b"## TODO\n- [ ] one\n"
    after = digest(notebook)
    assert run("sync").out.startswith("3 reports, 0 read again")
    assert digest(notebook) == after


@pytest.mark.parametrize("words", [("--yes",), ("--dry-run",)])
@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("##Done\n1. one\n", (), 0),
        ("##Done\n1. one\n", ("--strict",), 0),
        ("##Done\n1. one\n\nmet twice\n-----\n", (), 0),
        ("##Done\n1. one\n\nmet twice\n-----\n", ("--strict",), 1),
        ("##Done\n1. one\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n", (), 1),
    ],
)
def test_what_is_left_counts_as_in_a_check(
    run: Run, report: Path, words: tuple[str, ...], text: str, options: tuple[str, ...], code: int
) -> None:
    report.write_text(text)
    found = run("check", "--fix", *words, *options, "may.md")
    assert found.code == code
    assert ("to fix by hand" in found.err) == (code == 1)
    if words == ("--yes",):
        assert run("check", *options, "may.md").code == code


@pytest.mark.parametrize("words", [("--yes",), ("--dry-run",)])
def test_a_second_report_of_a_day_is_no_failure(run: Run, notebook: Path, words: tuple[str, ...]) -> None:
    (notebook / "2024").mkdir()
    (notebook / "2024" / "2024-05-31.md").write_text("##Done\n1. one\n")
    (notebook / "2024-06-01.md").write_text("##Done\n1. one\n")
    assert run("check").code == 0
    found = run("check", "--fix", *words)
    assert found.code == 0
    assert "already is the report of" not in found.err
    assert found.err.startswith("2 files ")


def test_reports_a_derived_file_edited_by_hand_once(run: Run, notebook: Path) -> None:
    run("sync")
    (notebook / "2024-05-31.md").write_text("##Done\n1. one\n")
    with (notebook / "days" / "2024-05-31.yaml").open("a") as day:
        day.write("# mine\n")
    found = run("check", "--fix", "--yes")
    assert found.code == 4
    assert found.err.count("edited by hand") == 1


class TestTerminal:
    def start(self, folder: Path, **env: Any) -> Any:
        return spawned(folder, "check", "--fix", "may.md", **env)

    @pytest.mark.parametrize(
        ("answer", "told", "after"),
        [("y", "1 file changed", MENDED), ("n", "nothing was changed", SPOTS), ("", "nothing", SPOTS)],
    )
    def test_it_asks(self, report: Path, answer: str, told: str, after: bytes) -> None:
        child = self.start(report.parent)
        child.expect_exact("Apply? [y/N]")
        child.sendline(answer)
        child.expect_exact(told)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 1  # it is not UTF-8
        assert report.read_bytes() == after

    def test_the_diff_has_colours_unless_they_are_switched_off(self, report: Path) -> None:
        for env, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
            child = self.start(report.parent, **env)
            child.expect_exact("Apply?")
            assert ("\x1b[32m" in child.before) == coloured
            assert interrupted(child)[1] == 130
        assert report.read_bytes() == SPOTS


def test_a_file_that_changed_meanwhile_is_fixed_by_a_second_try(
    notebook: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = notebook / "2024-05-30.md"
    report.write_text("# May 30 Report\n##Done\n1. one\n")
    real = checking.write_fixes
    saved: list[int] = []

    def late(*words: object) -> object:
        if not saved:
            saved.append(report.write_text(report.read_text() + "2. typed in the editor\n"))
        return real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr("litnotes.cli.check.write_fixes", late)
    assert run("check", "--fix", "--yes", report).code == 0
    assert report.read_text() == "# May 30 Report\n## Done\n1. one\n2. typed in the editor\n"
