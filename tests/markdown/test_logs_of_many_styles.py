"""Logs of all styles and languages are read as a person reads them, and carried as they were."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

import pytest
import yaml

from litnotes.daily.open_tasks import planned
from litnotes.markdown.read.filing import Filing
from litnotes.markdown.read.reader import ReadReport, read_days
from litnotes.markdown.vocabulary import Vocabulary, load
from litnotes.model.reports import Conclusion, Report, Task
from tests.conftest import DATA
from tests.new_pages import next_page

LOGS = yaml.safe_load((DATA / "logs_of_many_styles.yaml").read_text("utf-8"))
STATES = ("todo", "doing", "done", "dropped", "moved")
LISTS = (*STATES, "days", "next", "questions", "papers", "unsure", "answers", "concluded")
WORDS = {order: load(people=["Lin"], date_order=order) for order in (None, "mdy")}


def every(tasks: Iterable[Task]) -> Iterator[Task]:
    for task in tasks:
        yield from task.walk()


def days_of(log: dict[str, Any]) -> list[ReadReport]:
    name = PurePath(log.get("file", "log.md"))
    filing = Filing.of(name, year=2024, order=log.get("order"))
    return read_days(log["text"].encode(), WORDS[log.get("order")], filing)


def says(paper: Conclusion) -> bool:
    return paper.has_text or paper.decision is not None or bool(paper.fields)


def entries(report: Report, words: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield the list and the first line of each entry of a report."""
    if report.date:
        yield "days", str(report.date)
    for task in every((*report.todo, *report.doing, *report.done)):
        yield task.state, task.text
    for task in planned(report, words):
        yield "next", task.text
    for question in report.questions:
        answer = " / ".join(
            f"{each.by}: {each.text}" if each.by else each.text for each in question.answers
        )
        yield ("answers", f"{question.text} => {answer}") if answer else ("questions", question.text)
    for mention in report.quick_notes:
        yield "papers", mention.text
    for paper in report.conclusions:
        if paper.decision == "unsure":
            yield "unsure", paper.title
        elif says(paper):
            said = [name for name in ("similarities", "differences") if getattr(paper, name)]
            yield "concluded", " ".join([paper.title, *said, paper.decision or ""]).strip()
        else:
            yield "papers", paper.title


def expected(log: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in LISTS:
        for text in log.get(name, []):
            if name == "answers":
                yield name, f"{text} => {log['answers'][text]}"
            elif name == "concluded":
                said = dict(log["concluded"][text])
                decision = said.pop("decision", "")
                yield name, " ".join([text, *said, decision]).strip()
            else:
                yield name, str(text)


@pytest.mark.parametrize("log", LOGS, ids=lambda log: str(log["name"]))
def test_a_log_is_read_as_a_person_reads_it(log: dict[str, Any]) -> None:
    words = WORDS[log.get("order")]
    found = [entry for day in days_of(log) for entry in entries(day.report, words)]
    assert Counter((name, text.partition("\n")[0]) for name, text in found) == Counter(expected(log))


@pytest.mark.parametrize(
    "log", [log for log in LOGS if len(log["days"]) == 1], ids=lambda log: str(log["name"])
)
def test_what_is_open_is_on_the_next_page_as_it_was(log: dict[str, Any]) -> None:
    (last,), words = days_of(log), WORDS[log.get("order")]
    page = next_page(log["text"].encode(), "2024-06-20", last.report.date or datetime.date.min, words)
    if page is None:
        return  # no layout of a day
    report = last.report
    tasks = [task for task in every((*report.todo, *report.doing)) if task.state in ("todo", "doing")]
    texts = [task.text for task in (*tasks, *planned(report, words))]
    texts += [question.text for question in report.questions if question.is_open]
    carried = page.replace(f" (since {report.date})", "")
    assert [text for text in texts if text.partition("\n")[0] not in carried] == []


@pytest.mark.parametrize("name", ["Blockers", "*Blockers*", "- Blockers", "_Blockers_"])
def test_blockers_below_yesterday_and_today_are_blockers(name: str) -> None:
    text = f"# 2024-06-03\n\nYesterday: read a\nToday: write b\n{name}: no GPU\n"
    (day,) = days_of({"text": text})
    assert [note.text for note in day.report.notes if note.role == "blocker"] == ["no GPU"]
