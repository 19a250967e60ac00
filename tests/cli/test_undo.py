"""What a command wrote can be taken back and done again, and no later edit by hand is ever overwritten."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from litnotes.cli.line.commands import COMMANDS
from tests.cli.test_import_zotero import item
from tests.cli.test_width import LINES
from tests.cli.writing import WRITING, prepare
from tests.conftest import Run, digest

READING = {
    "status",
    "open",
    "papers",
    "show",
    "search",
    "candidates",
    "simulate",
    "criteria",
    "guide",
}
FOLLOWING = {"sync", "doctor", "site"}
"""What writes derived files only: they are made again from the notes."""
OF_UNDO = {"undo", "redo"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the example notes, and what the lines read."""
    monkeypatch.setenv("EDITOR", str(prepare(tmp_path)))
    return tmp_path


def derived_left_out(folder: Path) -> dict[str, str]:
    return {name: value for name, value in digest(folder).items() if "/days/" not in name}


def test_each_command_is_of_one_kind() -> None:
    kinds = [{*WRITING}, READING, FOLLOWING, OF_UNDO]
    assert sorted(name for kind in kinds for name in kind) == sorted(COMMANDS)


@pytest.mark.parametrize("name", WRITING)
def test_what_a_command_writes_is_taken_back_and_done_again(
    run: Run, folder: Path, name: str, request: pytest.FixtureRequest
) -> None:
    if name == "resolve":
        request.getfixturevalue("world")
    if name == "import-papers":
        request.getfixturevalue("zotero")([item("ITEMAAAA", title="A Title of Zotero")])
    for line in WRITING[name].split("; "):
        words = shlex.split(line)
        notes = words[:2] if words[0] == "--notes" else []
        before = derived_left_out(folder)
        done = run(*words, cwd=folder)
        after = derived_left_out(folder)
        assert after != before, f"{line} writes nothing: {done}"
        listed = json.loads(run(*notes, "undo", "--list", "--json", cwd=folder).out)
        assert listed[0]["command"] == shlex.join(words)
        undone = run(*notes, "undo", cwd=folder)
        assert undone.code == 0, undone
        assert derived_left_out(folder) == before, line
        again = run(*notes, "redo", cwd=folder)
        assert again.code == 0, again
        assert derived_left_out(folder) == after, line


def test_commands_that_undo_does_not_know_write_nothing(run: Run, folder: Path) -> None:
    rows = "".join(f"A title {at},An abstract {at},{int(at < 4)}\n" for at in range(9))
    (folder / "review.csv").write_text(f"title,abstract,label_included\n{rows}", encoding="utf-8")
    before = digest(folder)
    for line in (line for name in sorted(READING) for line in LINES[name].split("; ")):
        done = run(*shlex.split(line), cwd=folder)
        assert done.out or done.err
        assert digest(folder) == before, line


class TestAnEditByHand:
    def test_is_never_overwritten(self, run: Run, notebook: Path) -> None:
        report = notebook / "2024-05-31.md"
        assert run("todo", "compare the codebooks", "--date", "2024-05-31").code == 0
        report.write_bytes(report.read_bytes() + b"by hand\r\n")
        edited = report.read_bytes()
        refused = run("undo")
        assert refused.code == 4
        assert "2024-05-31.md: changed after `litnotes todo 'compare the codebooks'" in refused.err
        assert "nothing was taken back" in refused.err
        assert any(
            line.startswith("-") and "compare the codebooks" in line for line in refused.out.splitlines()
        )
        assert "by hand" not in refused.out
        assert report.read_bytes() == edited

    def test_in_one_file_keeps_all_files_of_the_command(self, run: Run, notebook: Path) -> None:
        assert run("add-paper", "A Title of No Paper", "--offline", "--date", "2024-05-31").code == 0
        (new,) = (notebook / "papers").glob("title*.yaml")
        new.write_bytes(new.read_bytes() + b"tags:\n- mine\n")
        before = digest(notebook)
        assert run("undo").code == 4
        assert digest(notebook) == before

    def test_before_the_command_stays_when_it_is_taken_back(self, run: Run, notebook: Path) -> None:
        report = notebook / "2024-05-31.md"
        report.write_bytes(report.read_bytes() + b"by hand\r\n")
        edited = report.read_bytes()
        assert run("todo", "compare the codebooks", "--date", "2024-05-31").code == 0
        assert run("undo").code == 0
        assert report.read_bytes() == edited

    def test_after_undo_is_not_overwritten_by_redo(self, run: Run, notebook: Path) -> None:
        report = notebook / "2024-05-31.md"
        assert run("todo", "compare the codebooks", "--date", "2024-05-31").code == 0
        assert run("undo").code == 0
        report.write_bytes(report.read_bytes() + b"by hand\r\n")
        edited = report.read_bytes()
        assert run("redo").code == 4
        assert report.read_bytes() == edited


class TestSeveral:
    @pytest.fixture
    def states(self, run: Run, notebook: Path) -> list[bytes]:
        report = notebook / "2024-05-31.md"
        states = [report.read_bytes()]
        for text in ("one", "two", "three"):
            assert run("todo", f"task {text}", "--date", "2024-05-31").code == 0
            states.append(report.read_bytes())
        return states

    def test_are_taken_back_and_done_again_in_order(
        self, run: Run, notebook: Path, states: list[bytes]
    ) -> None:
        report = notebook / "2024-05-31.md"
        assert run("undo", 2).code == 0
        assert report.read_bytes() == states[1]
        assert run("undo").code == 0
        assert report.read_bytes() == states[0]
        for state in states[1:]:
            assert run("redo").code == 0
            assert report.read_bytes() == state
        assert run("undo", 3).code == 0
        assert report.read_bytes() == states[0]

    def test_no_more_than_there_are(self, run: Run, notebook: Path, states: list[bytes]) -> None:
        refused = run("undo", 4)
        assert refused.code == 3
        assert "no more than 3 to undo" in refused.err
        assert (notebook / "2024-05-31.md").read_bytes() == states[-1]
        assert run("redo").code == 3

    def test_a_new_command_ends_what_can_be_done_again(
        self, run: Run, notebook: Path, states: list[bytes]
    ) -> None:
        assert (notebook / "2024-05-31.md").read_bytes() == states[-1]
        assert run("undo").code == 0
        assert run("todo", "another task", "--date", "2024-05-31").code == 0
        assert run("redo").code == 3
        told = run("undo", "--list").out
        assert "another task" in told
        assert "task three" not in told

    def test_a_dry_run_shows_the_changes_and_writes_nothing(
        self, run: Run, notebook: Path, states: list[bytes]
    ) -> None:
        done = run("undo", "--dry-run")
        assert "would be taken back: litnotes todo 'task three'" in done.out
        assert any(line.startswith("-") and "task three" in line for line in done.out.splitlines())
        assert (notebook / "2024-05-31.md").read_bytes() == states[-1]
        assert "1. " in run("undo", "--list").out


def test_without_commands_there_is_nothing_to_list(run: Run, notebook: Path) -> None:
    assert notebook
    assert "no command has written files yet" in run("undo", "--list").err
    assert json.loads(run("undo", "--list", "--json").out) == []
    assert "nothing to undo" in run("undo").err


def test_undo_of_edit_keeps_what_another_command_wrote_while_the_editor_was_open(
    notebook: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = notebook / "2024-05-31.md"

    def typing(path: Path, _: int) -> int:
        assert run("ask", "is the loss the one of the paper?", "--date", "2024-05-31").code == 0
        monkeypatch.setattr("litnotes.store.recording._run", "")  # it was another process
        path.write_bytes(path.read_bytes() + b"typed by hand\n")
        return 0

    monkeypatch.setattr("litnotes.cli.editors._open_editor", typing)
    monkeypatch.setenv("EDITOR", "true")
    assert run("edit", "--date", "2024-05-31").code == 0
    assert run("undo").code == 0
    left = report.read_bytes()
    assert b"is the loss the one of the paper?" in left
    assert b"typed by hand" not in left
