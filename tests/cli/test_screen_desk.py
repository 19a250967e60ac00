"""The desk of `screen`: keys that decide nothing, versions of one work, and what ends a session."""

from __future__ import annotations

import random
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from litnotes.app.deciding import Screener
from litnotes.app.pool import pool_of
from litnotes.app.screening_desk import Desk
from litnotes.app.screening_session import Goal, start_screening
from litnotes.errors import NotFound
from litnotes.render.desk_lines import curve_lines
from litnotes.screening.decision import TypedDecision
from litnotes.screening.sample import sample_of
from litnotes.store import traces
from litnotes.store.notebook import Notebook
from tests.conftest import Run
from tests.screened_notes import CITES, FOUND, NAME, decisions_of, screening_in
from tests.sources.world import World
from tests.terminal import Spawn, ended, plain

SONG, CODEC, QIAN, NOYEAR, SURVEY = (str(one["key"]) for one in FOUND)
ARTICLE = {
    "key": "moro2021song", "title": "Songs from a latent space", "authors": ["Ana Moro"], "year": 2021,
    "venue": "JMLR", "ids": {"doi": "10.1234/songs"}, "reached": CITES,
}  # fmt: skip


@pytest.fixture
def notes(synced: Path) -> Path:
    screening_in(synced, *FOUND, ARTICLE)
    return synced


@pytest.fixture
def quick(spawn: Spawn, monkeypatch: pytest.MonkeyPatch) -> Spawn:
    """Start `screen` without scikit-learn, which takes a second to load."""
    monkeypatch.setitem(sys.modules, "sklearn", None)
    return partial(spawn, "screen")


def until(child: Any, text: str, key: str = "") -> str:
    """Press keys, wait for words, and return what came before them in one line."""
    child.send(key)
    child.expect_exact(text)
    return " ".join(" ".join(plain(child.before + text)).split())


def made(notes: Path) -> list[tuple[str, str | None, tuple[str, ...], str | None]]:
    written = traces.load(Notebook(notes), NAME).notes
    return [(one.key, one.note, one.tags, one.abstract) for one in written]


def test_every_key_of_the_desk(quick: Spawn, run: Run, notes: Path) -> None:
    child = quick(NOYEAR)
    card = until(child, "[?]")
    for part in ("score: ", "include if: latent; exclude if: codec, survey", "no abstract"):
        assert part in card
    assert "note (Enter for none)" in until(child, "none)", "n")
    assert 'note: ask "Bo"' in until(child, "[?]", 'ask "Bo"\r')
    until(child, "commas", "t")
    assert "tags: old, to cite" in until(child, "[?]", "old, to cite\r")
    until(child, "services", "a")
    assert "A work: of songs. And of more." in until(child, "[?]", "A work: of songs.\nAnd of more.\r")
    until(child, "search candidates", "/")
    assert "1. A Survey of Latent Music Models (to screen)" in until(child, "to go on", "music lat\r")
    assert SURVEY in until(child, "[?]", "1")
    assert "too few decisions for an estimate" in until(child, "needed)", "s")
    assert "no other candidate looks like the same work" in until(child, "same work", "d")
    until(child, "decided now", "q")
    assert ended(child)[1] == 0
    assert decisions_of(notes) == []
    written = [
        (NOYEAR, 'ask "Bo"', (), None),
        (NOYEAR, None, ("old", "to cite"), None),
        (NOYEAR, None, (), "A work: of songs. And of more."),
    ]
    assert made(notes) == written
    for left in (2, 1, 0):
        assert run("undo").code == 0
        assert made(notes) == written[:left]
    assert run("redo").code == 0
    assert made(notes) == written[:1]


@pytest.mark.usefixtures("notes")
def test_what_is_written_is_on_the_next_card_and_only_for_its_person(quick: Spawn) -> None:
    child = quick(SURVEY)
    until(child, "[?]")
    until(child, "none)", "n")
    until(child, "[?]", "mine\r")
    until(child, "decided now", "q")
    ended(child)
    child = quick(SURVEY, "--by", "Lin")
    assert "mine" not in until(child, "[?]")
    until(child, "decided now", "q")
    ended(child)


def test_versions_of_one_work_are_decided_once(quick: Spawn, notes: Path) -> None:
    child = quick(SONG)
    card = until(child, "[?]")
    assert "same work? moro2021song Songs from a latent space" in card
    until(child, "0. another reason", "e")
    assert f"moro2021song: exclude (codec; same work as {SONG})" in until(child, "[?]", "1")
    until(child, "decided now", "q")
    ended(child)
    assert sorted(decisions_of(notes)) == [(SONG, "exclude"), ("moro2021song", "exclude")]


def test_of_an_included_work_one_version_becomes_a_paper(quick: Spawn, notes: Path) -> None:
    child = quick(SONG)
    until(child, "[?]")
    assert f"moro2021song: exclude (same work as {SONG})" in until(child, "[?]", "i")
    until(child, "decided now", "q")
    ended(child)
    assert (notes / "papers" / f"{SONG}.yaml").exists()
    assert not (notes / "papers" / "moro2021song.yaml").exists()


def test_they_may_be_decided_apart(quick: Spawn, notes: Path) -> None:
    child = quick(SONG)
    until(child, "[?]")
    assert "same work?" not in until(child, "[?]", "d")
    until(child, "[?]", "u")
    until(child, "decided now", "q")
    ended(child)
    assert decisions_of(notes) == [(SONG, "unsure")]


def test_a_session_ends_at_its_goal(quick: Spawn, notes: Path) -> None:
    found = [
        {"key": f"k{n}", "title": f"Latent music {n}", "year": 2020, "reached": CITES} for n in range(60)
    ]
    decided = tuple(
        {"key": f"k{n}", "decision": "include" if n < 5 else "exclude", "day": "2024-06-01"}
        for n in range(57)
    )
    screening_in(notes, *found, decisions=decided, name="2024-06-02-more")
    traces.path_of(Notebook(notes), NAME).unlink()
    child = quick("--until", "at-least-80", columns=200)
    until(child, "[?]")
    until(child, "0. another reason", "e")
    shown = until(child, "stopped: ", "1") + until(child, "decided now")
    assert "at least 100 % of the relevant ones are found" in shown or "at least 8" in shown
    assert ended(child)[1] == 0
    assert len(decisions_of(notes, "2024-06-02-more")) == 58


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("rule", ["80", "at-least-0", "at least 80"])
def test_another_goal_is_refused(run: Run, rule: str) -> None:
    done = run("screen", "--until", rule)
    assert done.code == 2
    assert "write at-least-80" in done.err


def test_a_sample_is_the_same_for_all_people_and_no_first_pick_of_the_order(notes: Path) -> None:
    keys = [f"k{n}" for n in range(500)]
    assert sample_of(keys, 50) == sample_of(reversed(keys), 50)
    assert len({*sample_of(keys, 50)} & {*keys[:50]}) < 20
    pool = pool_of(str(notes))
    shown = []
    for by in (None, "Lin"):
        session = start_screening(str(notes), pool, Screener(by), Goal(sample=2))
        shown.append([session.next_key()])
        session.put_off(str(shown[-1][0]))
        shown[-1].append(session.next_key())
    assert shown[0] == shown[1] == sample_of([*pool.by_key], 2)


def test_the_curve_grows_to_what_is_found() -> None:
    lines = [*curve_lines([True] * 5 + [False] * 20, 25)]
    assert lines[0].startswith("     5 │    █")
    assert lines[-3].endswith("·" * 25)
    assert lines[-1].split() == ["screened", "50"]
    assert max(map(len, lines)) <= 60


def test_a_missing_abstract_comes_from_the_services(world: World, notebook: Path) -> None:
    assert world
    found = {"title": "Neural Discrete Representation Learning", "authors": ["Aäron van den Oord"],
             "year": 2017, "ids": {"arxiv": "1711.00937"}}  # fmt: skip
    wrong = {**found, "key": "wrong", "title": "Quite another work on other things"}
    screening_in(notebook, {**found, "key": "right"}, wrong, *FOUND[3:4])
    desk = Desk(start_screening(str(notebook), pool_of(str(notebook)), Screener()))
    standings = desk.session.queue.standings
    said: list[str] = []
    assert desk.fetched_abstract(standings["right"], said.append).startswith("Encoders that emit discrete")
    for key, words in (("wrong", "no service knows its abstract"), (NOYEAR, "it has no id")):
        with pytest.raises(NotFound, match=words):
            desk.fetched_abstract(standings[key], said.append)


@pytest.mark.slow
def test_no_key_waits_at_ten_thousand_candidates(notebook: Path) -> None:
    """CPU time, because the machine may be busy."""
    chance = random.Random(1)
    words = [f"{name}{number}" for name in ("latent", "code", "song", "speech") for number in range(2000)]
    found = [
        {"key": f"k{n}", "title": " ".join(chance.choices(words, k=9)), "year": 2000 + n % 25,
         "authors": [f"A. Name{n % 3000}"], "abstract": " ".join(chance.choices(words, k=150))}
        for n in range(10_000)
    ]  # fmt: skip
    screening_in(notebook, *found)
    session = start_screening(str(notebook), pool_of(str(notebook)), Screener("Lin"))
    session.prepare()
    desk = Desk(session)
    desk.prepare()
    slowest = 0.0
    for number in range(20):
        start = time.process_time()
        standing = session.show(str(session.next_key()))
        desk.versions(standing)
        session.score(standing.candidate.key)
        session.counts()
        session.estimate()
        session.decide(standing, TypedDecision("exclude" if number % 4 else "include"))
        session.reorder()
        slowest = max(slowest, time.process_time() - start if number > 1 else 0.0)
    start = time.process_time()
    assert desk.matches("latent1 song")
    assert time.process_time() - start < 0.1
    desk.note(standing, note="one")
    assert slowest < 0.1
