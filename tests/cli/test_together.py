"""Commands at the same time, and commands that are killed: nothing is lost, nothing is left broken."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest
import yaml as pyyaml

from litnotes.daily.typing import paper_entry
from litnotes.markdown import vocabulary
from litnotes.markdown.read.reader import read
from litnotes.store.notebook import Notebook
from tests.conftest import Run, digest
from tests.terminal import PATIENCE, started

NAMES = ["AudioLM", "MusicGen", "NSynth", "Storm One", "Storm Two", "VALL-E", "EnCodec", "Sound Stream 2"]


def quick_notes(report: Path) -> list[str]:
    return [mention.text for mention in read(report.read_bytes(), vocabulary.load()).report.quick_notes]


def test_eight_papers_added_at_once_are_all_there(notebook: Path) -> None:
    running = [started(notebook, "add-paper", name, "--date", "2024-06-01") for name in NAMES]
    for one in running:
        _, err = one.communicate(timeout=PATIENCE)
        assert (one.returncode, b"Traceback" in err) == (0, False), err
    assert sorted(quick_notes(notebook / "2024-06-01.md")[-8:]) == sorted(NAMES)
    papers, problems = Notebook(notebook).papers()
    assert problems == []
    named = {name for paper in papers for name in paper.names}
    assert set(NAMES) <= named


def test_verdicts_and_papers_at_once_are_all_there(notebook: Path) -> None:
    points = [f"point number {number}" for number in range(4)]
    running = [
        *(
            started(notebook, "verdict", "MusicLM", "--similarity", point, "--date", "2024-05-31")
            for point in points
        ),
        *(started(notebook, "add-paper", name, "--date", "2024-05-31") for name in NAMES[:3]),
        started(notebook, "sync"),
    ]
    for one in running:
        _, err = one.communicate(timeout=PATIENCE)
        assert one.returncode == 0, err
    found = read((notebook / "2024-05-31.md").read_bytes(), vocabulary.load()).report
    assert sorted(found.conclusions[1].similarities[-4:]) == points
    assert sorted(quick_notes(notebook / "2024-05-31.md")[-3:]) == sorted(NAMES[:3])


def test_what_an_editor_saves_in_the_meantime_stays_and_the_command_is_done_again(
    notebook: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = notebook / "2024-05-31.md"
    real = paper_entry.add_quick_note
    typed = report.read_bytes() + b"\r\ntyped in the editor\r\n"

    def slow(*args: object) -> object:
        report.write_bytes(typed)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("litnotes.app.adding.add_quick_note", slow)
    found = run("add-paper", "VQ-GAN", "--date", "2024-05-31")
    assert (found.code, "changed since" in found.err) == (0, False)
    assert b"typed in the editor" in report.read_bytes()
    assert "VQ-GAN" in quick_notes(report)


def test_a_report_that_an_editor_saves_again_and_again_is_not_overwritten(
    notebook: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = notebook / "2024-05-31.md"
    real = paper_entry.add_quick_note
    saved: list[bytes] = []

    def slow(*args: object) -> object:
        saved.append(report.read_bytes() + b"typed in the editor\r\n")
        report.write_bytes(saved[-1])
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("litnotes.app.adding.add_quick_note", slow)
    assert run("sync").code == 0
    before = digest(notebook / "papers")
    found = run("add-paper", "VQ-GAN", "--date", "2024-05-31")
    assert found.code == 4
    assert "changed since it was read; nothing was written" in found.err
    assert report.read_bytes() == saved[-1]
    assert len(saved) == 4
    assert digest(notebook / "papers") == before


@pytest.mark.gate
def test_a_killed_command_leaves_every_file_readable(notebook: Path, run: Run) -> None:
    assert run("new-day", "--date", "2024-06-01").code == 0
    start_of_report = (notebook / "2024-06-01.md").read_bytes()
    began = time.perf_counter()
    started(notebook, "add-paper", "Warm Up", "--date", "2024-06-01").communicate(timeout=PATIENCE)
    whole = time.perf_counter() - began
    chance = random.Random(7)
    for number in range(8):
        one = started(notebook, "add-paper", f"Paper {number} of Many", "--date", "2024-06-01")
        time.sleep(chance.uniform(0.3, 1.05) * whole)
        one.send_signal(signal.SIGKILL)
        one.communicate(timeout=PATIENCE)
        for path in [*(notebook / "papers").glob("*.yaml"), *(notebook / "days").glob("*.yaml")]:
            assert isinstance(pyyaml.safe_load(path.read_text(encoding="utf-8")), dict)
        assert (notebook / "2024-06-01.md").read_bytes().startswith(start_of_report)
    found = run("sync")
    assert found.code == 0
    after = run("add-paper", "After All", "--date", "2024-06-01")
    assert after.code == 0
    notes = quick_notes(notebook / "2024-06-01.md")
    assert notes[-1] == "After All"
    assert len(notes) == len(set(notes))


def two_users_write(
    notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, writers: int, round_of: int
) -> None:
    """Let commands of two users with state and cache folders of their own write into one report."""
    running = []
    for number in range(writers):
        user = tmp_path / f"user-{number % 2}"
        for kind in ("STATE", "CACHE"):
            monkeypatch.setenv(f"XDG_{kind}_HOME", str(user / kind))
        words = ("todo", f"task {round_of} of writer {number}", "--date", "2024-05-31")
        running.append((words[1], started(notebook, *words)))
    for text, one in running:
        _, err = one.communicate(timeout=PATIENCE)
        report = (notebook / "2024-05-31.md").read_text("utf-8")
        assert b"Traceback" not in err
        assert (one.returncode, text in report) in {(0, True), (4, False)}, err
        assert one.returncode == 0 or b"changed since it was read; nothing was written" in err


def test_two_users_on_one_folder_lose_nothing(
    notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_users_write(notebook, tmp_path, monkeypatch, writers=4, round_of=1)


@pytest.mark.slow
def test_two_users_on_one_folder_lose_nothing_in_ten_rounds(
    notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        two_users_write(notebook, tmp_path, monkeypatch, writers=8, round_of=number)


@pytest.mark.slow
def test_sixteen_commands_at_once_all_get_their_turn(notebook: Path) -> None:
    for number in range(10):
        names = [f"Paper {number} of Writer {writer}" for writer in range(16)]
        running = [started(notebook, "add-paper", name, "--date", "2024-06-01") for name in names]
        for one in running:
            _, err = one.communicate(timeout=PATIENCE)
            assert one.returncode == 0, err
        assert {*names} <= {*quick_notes(notebook / "2024-06-01.md")}


def edits_beside_an_editor(notebook: Path, run: Run, *, edits: int) -> None:
    """Let an editor save lines at random moments beside commands; each line and each task must stay."""
    report = notebook / "2024-05-31.md"
    editor = os.fork()
    if editor == 0:
        chance, number = random.Random(5), 0
        try:
            while True:
                time.sleep(chance.uniform(0, 0.2))
                new = report.with_suffix(".swp")
                was = report.stat().st_ino, report.read_bytes()
                new.write_bytes(was[1] + b"typed line %d\r\n" % number)
                # As an editor that looks whether the file has changed; the rest is up to the command.
                if (report.stat().st_ino, report.read_bytes()) == was:
                    new.rename(report)
                    number += 1
                    (notebook / "saved").write_text(str(number), encoding="utf-8")
        finally:
            os._exit(0)
    for number in range(edits):
        assert run("todo", f"task number {number}", "--date", "2024-05-31").code in (0, 4)
    os.kill(editor, signal.SIGKILL)
    os.waitpid(editor, 0)
    text = report.read_text("utf-8")
    saved = int((notebook / "saved").read_text("utf-8"))
    assert [line for line in range(saved) if f"typed line {line}\n" not in text.replace("\r", "")] == []
    assert saved > 0


def test_what_an_editor_saves_at_any_moment_stays(notebook: Path, run: Run) -> None:
    edits_beside_an_editor(notebook, run, edits=8)


@pytest.mark.slow
def test_what_an_editor_saves_beside_200_edits_stays(notebook: Path, run: Run) -> None:
    edits_beside_an_editor(notebook, run, edits=200)
