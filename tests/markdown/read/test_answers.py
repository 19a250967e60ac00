"""Answers, decisions and papers where people type them; `data/answers.yaml` has a person's reading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from litnotes.markdown.read.reader import ReadReport, read
from litnotes.markdown.vocabulary import load
from litnotes.markdown.writer import write
from litnotes.model.reports import Conclusion

FILE = Path(__file__).parents[2] / "data" / "answers.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
ON_ANSWERS = ("R035", "R040", "R041", "R042")


def result_of(case: dict[str, Any], data: bytes | None = None) -> ReadReport:
    people = case.get("people", {"Lin": "advisor"})
    return read(data if data is not None else case["text"].encode(), load(people=people), year=2024)


def decided(paper: Conclusion) -> str:
    by = f" ({paper.by})" if paper.by else ""
    return f"{paper.title}: {paper.decision}{by} {paper.reason or ''}".strip()


def name_of(case: dict[str, Any]) -> str:
    lines: list[str] = case["text"].split("\n")
    return next(line for line in lines if line and not line.startswith("#"))[:40]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_it_reads_as_a_person_does(case: dict[str, Any]) -> None:
    result = result_of(case)
    report = result.report
    if "asked" in case:
        answers = [[f"{one.by or '-'}: {one.text}" for one in asked.answers] for asked in report.questions]
        assert answers == list(case["asked"].values())
        texts = [asked.text for asked in report.questions]
        assert texts == case.get("texts", list(case["asked"]))
        states = ["answered" if asked.answers else "open" for asked in report.questions]
        assert [asked.state for asked in report.questions] == states
    papers = {paper.title: paper for paper in report.conclusions}
    assert [decided(paper) for paper in papers.values() if paper.decision] == case.get("decided", [])
    for title, values in case.get("papers", {}).items():
        assert {name: getattr(papers[title], name) for name in values} == {
            name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
        }
    for title, points in case.get("points", {}).items():
        assert papers[title].differences == tuple(points)
    if "noted" in case:
        assert [mention.text for mention in report.quick_notes] == case["noted"]
    if "todo" in case:
        assert [task.text for task in report.todo] == case["todo"]
    codes = [note.code for note in result.diagnostics if note.code in ON_ANSWERS]
    assert codes == case.get("unclear", [])


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_it_reads_the_same_when_written_again(case: dict[str, Any]) -> None:
    result = result_of(case)
    written = write(result.report, load(people=case.get("people", {"Lin": "advisor"})))
    assert result_of(case, written.encode()).report.words() == result.report.words()


def test_a_carried_question_is_answered_on_its_line_in_any_form() -> None:
    """The text of a question is that of the days on which it was open."""
    day = "## Questions\n1. is it enough?{}\n"
    texts = {
        read(day.format(end).encode(), load(people=["Lin"])).report.questions[0].text
        for end in ("", " -> yes", " Lin: yes", " No. [Lin]", " (since 2024-05-30) -> yes", "\n   Lin: yes")
    }
    assert texts == {"is it enough?"}
