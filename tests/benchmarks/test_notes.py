"""The folder that is measured is one that litnotes itself could have written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from litnotes.store.notebook import Notebook, paper_text
from tests.benchmarks.notes import Made, make
from tests.conftest import Run, digest


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "notes", papers=60, reports=8, seed=3)


def test_papers_are_as_they_are_written_when_looked_up(made: Made, tmp_path: Path) -> None:
    notebook = Notebook(tmp_path / "notes")
    papers, problems = notebook.papers()
    assert problems == []
    assert sorted(paper.key for paper in made.papers) == [paper.key for paper in papers]
    for paper in papers:
        assert paper_text(paper) == notebook.paper_path(paper.key).read_bytes()
        assert paper.record == "looked up"
        assert 60 <= len((paper.abstract or "").split()) <= 150


def test_reports_are_read_without_problems(made: Made, tmp_path: Path, run: Run) -> None:
    synced = run("sync")
    assert (synced.code, synced.err) == (0, "")
    report = json.loads(run("report", "--date", made.days[-1], "--format", "json").out)
    for section in ("todo", "doing", "done", "questions", "conclusions", "quick_notes"):
        assert report[section], section
    listed = json.loads(run("papers", "--json").out)
    assert listed["not_identified"] == []
    assert any(paper["decision"] for paper in listed["papers"])
    assert all(2000 < (tmp_path / "notes" / f"{day}.md").stat().st_size < 6000 for day in made.days)


def test_a_seed_gives_the_same_bytes(made: Made, tmp_path: Path) -> None:
    assert make(tmp_path / "again", papers=60, reports=8, seed=3) == made
    assert digest(tmp_path / "again") == digest(tmp_path / "notes")
    make(tmp_path / "other", papers=60, reports=8, seed=4)
    assert digest(tmp_path / "other") != digest(tmp_path / "notes")
