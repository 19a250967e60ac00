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
