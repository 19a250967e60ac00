"""Commands at the same time, and commands that are killed: nothing is lost, nothing is left broken."""

from __future__ import annotations

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
from tests.conftest import Run
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


def test_a_report_saved_by_an_editor_in_the_meantime_is_not_overwritten(
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
    assert found.code == 4
    assert "changed since it was read; nothing was written" in found.err
    assert report.read_bytes() == typed


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
