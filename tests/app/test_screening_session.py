"""A screening session without a terminal, as a web page has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from litnotes.app.deciding import Screener, screener_of
from litnotes.app.pool import pool_of
from litnotes.app.screening_session import ScreeningSession, start_screening
from litnotes.screening.decision import TypedDecision
from tests.screened_notes import FOUND, decisions_of, screening_in

KEYS = {str(one["key"]) for one in FOUND}
SONG = str(FOUND[0]["key"])


@pytest.fixture
def session(notebook: Path) -> ScreeningSession:
    screening_in(notebook)
    return start_screening(str(notebook), pool_of(str(notebook)), Screener())


def next_shown(session: ScreeningSession) -> str:
    key = session.next_key()
    assert key is not None
    session.show(key)
    return key


def test_each_candidate_comes_once_until_nothing_is_left(session: ScreeningSession) -> None:
    shown = []
    while (key := session.next_key()) is not None:
        shown.append(key)
        session.decide(session.show(key), TypedDecision("exclude"))
        session.reorder()
    assert len(shown) == len(KEYS)
    assert set(shown) == KEYS
    assert session.decided == 5
    assert session.counts() == {"left": 0, "exclude": 5}


def test_candidates_put_off_come_last_the_earliest_first(session: ScreeningSession) -> None:
    first, second = next_shown(session), ""
    session.put_off(first)
    second = next_shown(session)
    session.put_off(second)
    rest = [next_shown(session)]
    while session.next_key() not in (first, second):
        session.decide(session.show(rest[-1]), TypedDecision("exclude"))
        rest.append(next_shown(session))
    assert session.next_key() == first
    session.put_off(first)
    assert session.next_key() == second


def test_an_unsure_candidate_is_not_shown_again_in_this_session(session: ScreeningSession) -> None:
    key = next_shown(session)
    session.decide(session.queue.standings[key], TypedDecision("unsure"))
    assert session.next_key() not in (key, None)


def test_back_shows_the_previous_candidate(session: ScreeningSession) -> None:
    first = next_shown(session)
    assert session.back() is None
    session.put_off(first)
    next_shown(session)
    assert session.back() == first
    assert session.back() is None


def test_a_decision_is_saved_and_makes_a_paper_without_a_message(
    session: ScreeningSession, notebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, done = session.decide(session.show(SONG), TypedDecision("include"))
    assert decisions_of(notebook) == [(SONG, "include")]
    (paper,) = done.admission.papers
    assert (paper.key, paper.noted) == (SONG, "written")
    assert paper.file is not None
    assert Path(paper.file).name == f"{SONG}.yaml"
    assert done.admission.ended().code == 0
    assert capsys.readouterr() == ("", "")


def test_only_decisions_of_the_student_make_papers(notebook: Path) -> None:
    screening_in(notebook)
    pool = pool_of(str(notebook))
    session = start_screening(str(notebook), pool, screener_of(pool, "Lin"))
    _, done = session.decide(session.show(SONG), TypedDecision("include"))
    assert done.admission.papers == []
    assert session.conflicts() == 0
    assert not (notebook / "papers" / f"{SONG}.yaml").exists()
