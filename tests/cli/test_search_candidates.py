"""`search` finds candidates of traces too, after papers, and without those that are papers already."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from litnotes.index import found_candidates
from litnotes.model.candidate import Candidate
from litnotes.store import traces
from litnotes.store.notebook import Notebook
from tests.conftest import Run
from tests.screened_notes import FOUND, NAME, screening_in, trace_of


@pytest.fixture
def notes(synced: Path) -> Path:
    screening_in(synced)
    return synced


@pytest.mark.usefixtures("notes")
def test_candidates_are_found_and_marked(run: Run) -> None:
    done = run("search", "songs")
    assert "moro2020song  Songs from a Latent Space (candidate; Moro et al., ISMIR 2020)" in done.out
    assert "abstract: We generate songs in a latent space." in done.out
    kinds = [hit["kind"] for hit in json.loads(run("search", "latent", "--json").out)["hits"]]
    assert "candidate" in kinds
    assert kinds == sorted(kinds, key=lambda kind: kind == "candidate")


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("words", [("songs", "year:2019..2021"), ("author:moro",), ("song*",)])
def test_fields_and_endings_are_those_of_papers(run: Run, words: tuple[str, ...]) -> None:
    assert "moro2020song" in run("search", *words).out


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("words", [("songs", "decision:none"), ("songs", "year:2021.."), ("qqqq",)])
def test_what_candidates_do_not_meet_finds_none(run: Run, words: tuple[str, ...]) -> None:
    assert "candidate" not in run("search", *words).out


def test_a_decision_writes_nothing_and_a_new_trace_only_what_is_new(
    run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    texts = found_candidates._texts  # noqa: SLF001

    def counted(candidate: Candidate) -> object:
        written.append(candidate.key)
        return texts(candidate)

    monkeypatch.setattr(found_candidates, "_texts", counted)
    run("search", "songs")
    assert len(written) == len(FOUND)
    run("screen", "moro2020song", "--unsure")
    assert "moro2020song" in run("search", "songs").out
    assert len(written) == len(FOUND)
    changed = {**FOUND[1], "title": "A New Codec"}
    added = {**FOUND[3], "key": "added2020", "title": "Added Songs"}
    traces.create(Notebook(notes), f"{NAME}-2", trace_of(changed, added))
    assert "added2020" in run("search", "songs").out
    assert written[len(FOUND) :] == [changed["key"], "added2020"]
    assert "A New Codec" in run("search", "codec").out
    traces.path_of(Notebook(notes), NAME).unlink()
    assert "moro2020song" not in run("search", "songs").out
    traces.path_of(Notebook(notes), f"{NAME}-2").unlink()
    assert run("search", "songs").code == 3


def test_a_broken_database_is_made_anew(run: Run, notes: Path) -> None:
    run("search", "songs")
    (database,) = Notebook(notes).cache_folder.glob("candidates.sqlite")
    database.write_bytes(b"no database at all" * 99)
    assert "moro2020song" in run("search", "songs").out


@pytest.mark.usefixtures("notes")
def test_a_candidate_that_is_a_paper_is_found_once(run: Run) -> None:
    run("screen", "moro2020song", "--include")
    keys = [hit["key"] for hit in json.loads(run("search", "songs", "--json").out)["hits"]]
    assert keys.count("moro2020song") == 1
