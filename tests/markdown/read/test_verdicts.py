"""Verdicts in the forms that students write."""

from __future__ import annotations

import pytest

from litnotes.markdown.read.reader import read
from litnotes.markdown.read.verdicts import Verdict, read_verdict, split_verdict, write_verdict
from litnotes.markdown.vocabulary import load

WORDS = load(people=["Lin"])


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("include", Verdict("include")),
        ("Include!", Verdict("include")),
        ("**include**.", Verdict("include")),
        ("排除（by Lin）", Verdict("exclude", by="Lin")),
        ("include (Lin)", Verdict("include", by="Lin")),
        ("include (by Bo).", Verdict("include", by="Bo")),
        ("include – good (Lin)", Verdict("include", "good", "Lin")),
        ("include – good (see Bo)", Verdict("include", "good (see Bo)")),
        ("include, it is good.", Verdict("include", "it is good.")),
        ("include: fits", Verdict("include", "fits")),
        ("排除；太慢", Verdict("exclude", "太慢")),
        ("out - too slow", Verdict("exclude", "too slow")),
    ],
)
def test_reads_a_verdict_and_writes_it_back(text: str, verdict: Verdict) -> None:
    assert read_verdict(text, WORDS) == verdict
    assert read_verdict(write_verdict(verdict), WORDS) == verdict


@pytest.mark.parametrize(
    "text",
    ["yes", "include this one, it is good", "include (Bo)", "in-depth reading", "4/5", "include\nit"],
)
def test_keeps_and_reports_an_unknown_verdict(text: str) -> None:
    assert read_verdict(text, WORDS) is None
    result = read(f"## Papers\n### A\n#### Verdict\n{text}\n".encode(), WORDS)
    assert result.report.conclusions[0].fields == {"verdict": text}
    assert [(note.line, note.code, note.severity) for note in result.diagnostics] == [
        (3, "R035", "warning")
    ]


def test_a_verdict_may_follow_a_name() -> None:
    assert split_verdict("MAE (include)", WORDS) == ("MAE", Verdict("include"))
    assert split_verdict("MAE (out) (Include!)", WORDS) == ("MAE", Verdict("include"))
    for name in ("(include)", "MAE (IN)", "MAE (out-of-place)", "MAE"):
        assert split_verdict(name, WORDS) == (name, None)
