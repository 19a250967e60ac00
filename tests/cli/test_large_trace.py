"""Commands on a trace whose undecided candidates are in a file beside it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from litnotes.store import traces, undecided
from litnotes.store.notebook import Notebook
from tests.conftest import Run, digest
from tests.screened_notes import FOUND, NAME, decisions_of, screening_in

SONG, CODEC, QIAN, NOYEAR, SURVEY = (str(one["key"]) for one in FOUND)


@pytest.fixture
def notes(synced: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Notes with a trace of five candidates, where four are many; scikit-learn takes long to load."""
    monkeypatch.setitem(sys.modules, "sklearn", None)
    monkeypatch.setattr(undecided, "MANY", 3)
    screening_in(synced)
    return synced


def beside(notes: Path) -> Path:
    return undecided.path_of(traces.path_of(Notebook(notes), NAME))


def stages(run: Run) -> dict[str, str]:
    listed = json.loads(run("candidates", "--json").out)["candidates"]
    return {one["key"]: one["stage"] for one in listed}


def test_a_decision_is_known_everywhere_and_taken_back(run: Run, notes: Path) -> None:
    before = digest(notes / "traces"), digest(notes / "papers")
    assert set(stages(run).values()) == {"to screen"}
    assert run("screen", SONG, "--include").code == 0
    assert stages(run)[SONG] == "included"
    assert "reason" not in run("check").err
    assert json.loads(run("show", SONG, "--json").out)["decision"] == "include"
    assert "4 to screen" in run("status").out
    assert run("undo").code == 0
    assert (digest(notes / "traces"), digest(notes / "papers")) == before
    assert run("redo").code == 0
    assert decisions_of(notes) == [(SONG, "include")]


def test_a_new_line_is_seen_by_all_that_keep_numbers(run: Run, notes: Path) -> None:
    assert "5 to screen" in run("status").out
    assert run("search", "tuba").code == 3
    with beside(notes).open("a") as file:
        file.write('{"key":"z2024","title":"A Tuba of Its Own"}\n')
    assert "6 to screen" in run("status").out
    assert "z2024" in run("search", "tuba").out


@pytest.mark.parametrize("command", ["check", "candidates", "doctor"])
def test_a_torn_line_is_named(run: Run, notes: Path, command: str) -> None:
    beside(notes).write_bytes(beside(notes).read_bytes()[:-9])
    done = run(command)
    assert f"{NAME}.candidates.jsonl:5: this line is torn" in " ".join((done.out + done.err).split())
    assert done.code == 1


def test_the_same_search_again_moves_what_is_decided(run: Run, notes: Path) -> None:
    (notes.parent / "mine.csv").write_text("title,year\n" + "".join(f"Title {n},2020\n" for n in range(6)))
    assert run("trace", "--from", "mine.csv").code == 0
    (path,) = (notes / "traces").glob("*-mine.candidates.jsonl")
    key = json.loads(path.read_text().splitlines()[2])["key"]
    assert run("screen", key, "--unsure").code == 0
    lines = path.read_text().splitlines()
    before = stages(run)
    assert "yaml, changed" in run("trace", "--from", "mine.csv").out
    assert path.read_text().splitlines() == lines[:2] + lines[3:]
    assert stages(run) == before
    assert "nothing changed" in run("trace", "--from", "mine.csv").out
