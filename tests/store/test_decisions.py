"""Decisions are added to a trace: no other byte changes, whatever its form."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.errors import LitnotesError
from litnotes.model.candidate import Screened
from litnotes.store import traces
from litnotes.store.notebook import Notebook
from tests.screened_notes import NAME, trace_of
from tests.strategies import screenings

DAY = datetime.date(2024, 6, 2)
NEW = Screened(key="noyear", decision="include", reason="new: one, {really}", day=DAY)


@pytest.fixture
def notebook(tmp_path: Path) -> Notebook:
    traces.create(Notebook(tmp_path), NAME, trace_of())
    return Notebook(tmp_path)


def test_the_first_and_the_next(notebook: Notebook) -> None:
    path = traces.path_of(notebook, NAME)
    before = path.read_bytes()
    for number in (1, 2):
        traces.add_decisions(notebook, NAME, [NEW])
        assert path.read_bytes().startswith(before)
        assert traces.load(notebook, NAME).decisions == (NEW,) * number
        assert path.read_bytes().count(b"\ndecisions:\n") == 1


@pytest.mark.gate
def test_behind_many(notebook: Notebook) -> None:
    many = [NEW.model_copy(update={"reason": f"{number} {'é' * 60}"}) for number in range(3000)]
    traces.add_decisions(notebook, NAME, many)
    assert traces.path_of(notebook, NAME).stat().st_size > 4 * 65_536
    traces.add_decisions(notebook, NAME, [NEW])
    assert traces.load(notebook, NAME).decisions == (*many, NEW)


@pytest.mark.parametrize(
    "ending",
    [
        "decisions: []\n",
        "decisions:\n- key: a\n  decision: exclude\n  day: 2024-06-01\n",
        "decisions:\n- {key: a, decision: exclude, day: 2024-06-01}",
        "decisions:\n- {key: a, decision: exclude, day: 2024-06-01}\n# a remark\n",
        "decisions:\n- {key: a, decision: exclude, day: 2024-06-01} # mine\n",
        "decisions:\n- {key: a,\n   decision: unsure, day: 2024-06-01}\n",
        "decisions:\n",
        "",
    ],
)
def test_edited_by_hand(notebook: Notebook, ending: str) -> None:
    path = traces.path_of(notebook, NAME)
    path.write_text(path.read_text("utf-8") + ending, "utf-8")
    before = traces.load(notebook, NAME).decisions
    traces.add_decisions(notebook, NAME, [NEW])
    assert traces.load(notebook, NAME).decisions == (*before, NEW)
    assert traces.load(notebook, NAME).candidates == trace_of().candidates


def test_windows_line_ends(notebook: Notebook) -> None:
    path = traces.path_of(notebook, NAME)
    traces.add_decisions(notebook, NAME, [NEW])
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    traces.add_decisions(notebook, NAME, [NEW])
    assert traces.load(notebook, NAME).decisions == (NEW, NEW)


def test_reports_a_mistake_in_a_decision_with_its_line(notebook: Notebook) -> None:
    path = traces.path_of(notebook, NAME)
    traces.add_decisions(notebook, NAME, [NEW, NEW])
    line = path.read_text("utf-8").count("\n")
    path.write_text(path.read_text("utf-8") + "- {key: a, decision: perhaps, day: 2024-06-01}\n", "utf-8")
    with pytest.raises(LitnotesError) as problem:
        traces.load(notebook, NAME)
    assert problem.value.location
    assert problem.value.location.line == line + 1


def test_ignores_the_cached_trace_if_the_file_changed(notebook: Notebook) -> None:
    path = traces.path_of(notebook, NAME)
    assert traces.load(notebook, NAME).candidates[0].year == 2020
    path.write_text(path.read_text("utf-8").replace("year: 2020", "year: 2021"), "utf-8")
    assert traces.load(notebook, NAME).candidates[0].year == 2021
    kept = notebook.cache_folder / "traces" / f"{NAME}.json"
    kept.write_bytes(kept.read_bytes()[:-40])
    assert traces.load(notebook, NAME).candidates[0].year == 2021


@given(st.lists(screenings(), min_size=1, max_size=5))
def test_any_words_come_back(made: list[Screened]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        notebook = Notebook(Path(name))
        traces.create(notebook, NAME, trace_of())
        for one in made:
            traces.add_decisions(notebook, NAME, [one])
        assert traces.load(notebook, NAME).decisions == tuple(made)
