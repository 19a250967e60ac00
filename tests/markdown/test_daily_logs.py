"""Logs of all styles in `data/daily_logs.yaml` are read as a person reads them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from litnotes.daily.open_tasks import planned
from litnotes.markdown.read.reader import ReadReport, read
from litnotes.markdown.vocabulary import load
from litnotes.model.reports import Task

LOGS = yaml.safe_load((Path(__file__).parent.parent / "data" / "daily_logs.yaml").read_text("utf-8"))
WORDS = load(people=["Lin"])
STATES = ("todo", "doing", "done", "dropped", "moved")
LISTS = (*STATES, "next", "questions", "papers")


def every(tasks: Iterable[Task]) -> list[Task]:
    """Return tasks with their sub-tasks."""
    return [each for task in tasks for each in (task, *every(getattr(task, "tasks", ())))]


def first_lines(texts: Iterable[str]) -> list[str]:
    return sorted(text.partition("\n")[0] for text in texts)


def reading(log: dict[str, Any]) -> ReadReport:
    text: str = log["text"]
    data = text.replace("\n", "\r\n") if log.get("crlf") else text
    return read(data.encode(), WORDS, filed_on=datetime.date(2024, 6, 3))


def lists_of(result: ReadReport) -> dict[str, list[str]]:
    report = result.report
    tasks = every((*report.todo, *report.doing, *report.done))
    steps = planned(report, WORDS)
    texts = {state: [task.text for task in tasks if task.state == state] for state in STATES}
    texts["next"] = [task.text for task in steps]
    texts["questions"] = [question.text for question in report.questions if question.is_open]
    texts["papers"] = [mention.text for mention in report.quick_notes]
    return {name: first_lines(texts[name]) for name in LISTS}


@pytest.mark.parametrize("log", LOGS, ids=lambda log: str(log["name"]))
def test_a_log_is_read_as_a_person_reads_it(log: dict[str, Any]) -> None:
    assert lists_of(reading(log)) == {name: sorted(log.get(name, [])) for name in LISTS}


@pytest.mark.parametrize("log", LOGS, ids=lambda log: str(log["name"]))
def test_only_sections_that_may_hide_something_are_reported(log: dict[str, Any]) -> None:
    result = reading(log)
    lines = log["text"].splitlines()
    hinted = [lines[note.line - 1].strip("# ") for note in result.diagnostics if note.code == "R070"]
    assert hinted == log.get("hints", [])


@pytest.mark.parametrize("log", [log for log in LOGS if "answers" in log], ids=lambda log: str(log["name"]))
def test_answers_go_to_their_questions(log: dict[str, Any]) -> None:
    questions = [question for question in reading(log).report.questions if question.answers]
    assert {
        question.text: " / ".join(
            f"{each.by}: {each.text}" if each.by else each.text for each in question.answers
        )
        for question in questions
    } == log["answers"]


@pytest.mark.parametrize(
    "log", [log for log in LOGS if "concluded" in log], ids=lambda log: str(log["name"])
)
def test_papers_have_what_is_written_on_them(log: dict[str, Any]) -> None:
    papers = reading(log).report.conclusions
    kept = ("similarities", "differences", "decision")
    read_as = {paper.title: paper.model_dump(mode="json", include=set(kept)) for paper in papers}
    assert {
        title: {name: value for name, value in values.items() if value} for title, values in read_as.items()
    } == log["concluded"]
