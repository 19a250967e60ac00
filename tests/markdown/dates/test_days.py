"""The days of files as people write them: `data/days.yaml` contains the files and a person's reading."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml

from litnotes.markdown.read.filing import Filing
from litnotes.markdown.read.reader import read_days
from litnotes.markdown.vocabulary import load

DATA = Path(__file__).parent.parent.parent / "data" / "days.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
WORDS = load()


def days_of(case: dict[str, Any], text: str) -> list[str]:
    filing = Filing.of(PurePosixPath(case.get("file", "notes.md")), year=case.get("year"))
    reports = [day.report for day in read_days(text.encode(), WORDS, filing)]
    return [f"{one.first_day}..{one.date}" if one.first_day else str(one.date) for one in reports]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["what"]))
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CR LF"])
def test_days(case: dict[str, Any], newline: str) -> None:
    assert days_of(case, case["text"].replace("\n", newline)) == [str(day) for day in case["days"]]
