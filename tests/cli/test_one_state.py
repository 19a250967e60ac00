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
