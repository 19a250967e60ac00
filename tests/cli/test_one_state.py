"""Screening and papers have one state: what a command decides, all others know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml as pyyaml

from tests.conftest import Run
from tests.screened_notes import CITES, screening_in

DOI = "10.5555/of-y"
X: dict[str, Any] = {"key": "bo2020quiet", "title": "Quiet Codes for Loud Rooms", "authors": ["Ann Bo"],
                     "year": 2020, "ids": {"doi": DOI, "openalex": "W21"}, "reached": CITES}  # fmt: skip
Y: dict[str, Any] = {"key": "do2021deep", "title": "Deep Listening at the Sea Floor", "authors": ["Cy Do"],
                     "year": 2021, "ids": {"doi": DOI, "openalex": "W22"}, "reached": CITES}  # fmt: skip


def paper(notes: Path, key: str) -> dict[str, Any]:
    return dict(pyyaml.safe_load((notes / "papers" / f"{key}.yaml").read_text("utf-8")))


@pytest.mark.parametrize("order", [(X, Y), (Y, X)])
def test_an_id_of_two_candidates_is_left_out_of_both_papers_and_named(
    run: Run, notebook: Path, order: tuple[dict[str, Any], ...]
) -> None:
    assert run("sync").code == 0
    screening_in(notebook, X, Y)
    for one in order:
        done = run("screen", one["key"], "--include")
        assert done.code == 0
        assert f"papers/{one['key']}.yaml made" in done.out
        assert f"{one['key']}: doi:{DOI} is left out" in done.err
        assert paper(notebook, one["key"])["ids"] == {"openalex": one["ids"]["openalex"]}


OWN: dict[str, Any] = {
       "key": "esser2021taming", "title": "Taming Transformers for High-Resolution Image Synthesis",
       "authors": ["Patrick Esser", "Robin Rombach"], "year": 2020, "ids": {"arxiv": "2012.09841"},
       "reached": CITES}  # fmt: skip


@pytest.fixture
def screened(run: Run, notebook: Path) -> Path:
    """Return notes with a candidate that is a paper already."""
    assert run("add-paper", "VQ-GAN", "--offline").code == 0
    assert run("sync").code == 0
    screening_in(notebook, OWN, X)
    return notebook


@pytest.mark.parametrize(
    ("option", "decision", "stage"),
    [
        ("--exclude", "exclude", "excluded"),
        ("--include", "include", "included"),
        ("--unsure", "unsure", "unsure"),
    ],
)
def test_a_decision_on_an_own_paper_is_a_verdict_that_every_command_knows(
    run: Run, screened: Path, option: str, decision: str, stage: str
) -> None:
    done = run("screen", OWN["key"], option, "--reason", "older than it looks")
    assert done.code == 0
    assert "verdict in notes/2024-06-02.md:" in done.out
    report = (screened / "2024-06-02.md").read_text("utf-8")
    assert "older than it looks" in report
    assert f"decision: {decision}" in run("show", "VQ-GAN").out
    assert "esser2021taming" in run("papers", "--decision", decision).out
    assert f"\t{stage}\t" in run("candidates", "--stage", stage).out
    again = run("screen", OWN["key"], option, "--reason", "older than it looks")
    assert "nothing was changed" in again.out
    assert (screened / "2024-06-02.md").read_text("utf-8") == report


def test_decisions_of_others_and_on_new_candidates_write_no_verdict(run: Run, screened: Path) -> None:
    before = (screened / "2024-06-02.md").read_text("utf-8")
    assert "verdict in" not in run("screen", OWN["key"], "--exclude", "--by", "Lin").out
    assert "verdict in" not in run("screen", X["key"], "--exclude").out
    assert (screened / "2024-06-02.md").read_text("utf-8") == before


def test_a_card_says_what_is_yours(run: Run, screened: Path) -> None:
    from litnotes.app.pool import pool_of

    pool = pool_of(str(screened))
    assert pool.known_of(pool.by_key[OWN["key"]]).startswith("yours: in reports since 2024-0")
    assert "to-read" in pool.known_of(pool.by_key[OWN["key"]])
    assert pool.known_of(pool.by_key[X["key"]]) == ""
    run("verdict", "VQ-GAN", "--include", "--by", "Lin", "--reason", "good")
    pool = pool_of(str(screened))
    assert pool.known_of(pool.by_key[OWN["key"]]).endswith("include (Lin)")


LATENT: dict[str, Any] = {"key": "rombach2021resolution", "authors": ["Robin Rombach", "Andreas Blattmann"],
    "title": "High-Resolution Image Synthesis with Latent Diffusion Models", "year": 2021, "reached": CITES,
    "ids": {"arxiv": "2112.10752"}}  # fmt: skip


def decided(decision: str, key: str = LATENT["key"], **more: Any) -> dict[str, Any]:
    return {"key": key, "decision": decision, **more}


def state(run: Run, paper: str = "LDM") -> str:
    """Return the decision on a paper as `show` says it; `papers` and `status` must say the same."""
    (line,) = (one for one in run("show", paper).out.split("\n") if one.startswith("decision: "))
    word = line.split()[1].rstrip(":")
    key = run("show", paper, "--json").out.split('"key": "')[1].split('"')[0]
    listed = run("papers", "--decision", word).out
    assert key in listed
    return line.removeprefix("decision: ")


class TestDecisionsOfOlderTraces:
    """Of a work that became a paper in another way, under another key."""

    @pytest.fixture
    def notes(self, run: Run, notebook: Path) -> Path:
        assert run("sync").code == 0
        return notebook

    @pytest.mark.parametrize("first", ["paper", "trace"])
    def test_are_those_of_the_paper_whichever_came_first(self, run: Run, notes: Path, first: str) -> None:
        if first == "paper":
            assert run("add-paper", "LDM", "--offline").code == 0
        screening_in(notes, LATENT, decisions=(decided("exclude", reason="too large"),))
        assert run("sync").code == 0
        if first == "trace":
            assert run("add-paper", "LDM", "--offline").code == 0
        assert state(run) == "exclude: too large (2024-06-01)"
        (notes / "traces" / "2024-06-01-huang2019muller.yaml").unlink()
        assert state(run) == "none yet"

    def test_count_where_people_agree_and_no_report_decides(self, run: Run, notes: Path) -> None:
        assert run("add-paper", "LDM", "--offline").code == 0
        screening_in(
            notes,
            LATENT,
            X,
            decisions=(decided("unsure"), decided("include"), decided("exclude", X["key"])),
        )
        assert state(run) == "include (2024-06-01)"
        run("screen", LATENT["key"], "--exclude", "--reason", "no", "--by", "Lin")
        assert state(run) == "none yet"
        run("screen", LATENT["key"], "--include", "--by", "Lin")
        assert state(run) == "include (2024-06-02 by Lin)"
        run("verdict", "LDM", "--exclude", "--reason", "read it")
        assert state(run) == "exclude: read it (2024-06-02)"

    def test_are_not_those_of_another_paper_with_the_same_key(self, run: Run, notes: Path) -> None:
        assert run("add-paper", "LDM", "--offline").code == 0
        key = run("show", "LDM", "--json").out.split('"key": "')[1].split('"')[0]
        other = {**X, "key": key, "authors": LATENT["authors"]}
        screening_in(notes, other, decisions=(decided("exclude", key),))
        assert state(run) == "none yet"

    def test_are_told_when_the_paper_is_added(self, run: Run, notes: Path) -> None:
        screening_in(notes, LATENT, decisions=(decided("exclude", reason="too large", by="Lin"),))
        done = run("add-paper", "LDM", "--offline")
        assert "excluded in screening by Lin on 2024-06-01: too large" in done.err
        assert "excluded" not in run("add-paper", "VQ-GAN", "--offline").err

    def test_of_an_unreadable_trace_are_told_and_leave_the_rest(self, run: Run, notes: Path) -> None:
        assert run("add-paper", "LDM", "--offline").code == 0
        screening_in(notes, LATENT, decisions=(decided("include"),))
        (notes / "traces" / "2024-06-02-broken.yaml").write_text("day: [", "utf-8")
        assert state(run) == "include (2024-06-01)"
        assert "2024-06-02-broken.yaml" in run("status").err

    def test_end_what_waited_before_them_and_nothing_that_came_after(self, run: Run, notes: Path) -> None:
        encodec = {"key": "encodec", "title": "High Fidelity Neural Audio Compression", "year": 2022,
                   "ids": {"arxiv": "2210.13438"}, "reached": CITES}  # fmt: skip

        def waits() -> bool:
            return '"key": "defossez2022high"' in run("status", "--json").out

        assert waits()
        screening_in(notes, encodec, decisions=(decided("exclude", "encodec", day="2024-05-29"),))
        assert waits()
        screening_in(notes, encodec, decisions=(decided("exclude", "encodec", day="2024-06-02"),), name="x")
        assert not waits()
