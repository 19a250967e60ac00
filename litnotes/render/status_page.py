"""The status page: today's report, open tasks and questions, papers, papers to decide."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from litnotes.render.overview_page import ROLES, age, asked_text, open_text, remark_text
from litnotes.render.terminal import show_page
from litnotes.render.text import count, is_terminal, numbered
from litnotes.values.printable import printable
from litnotes.values.today import today

if TYPE_CHECKING:
    from litnotes.model.several_days import OpenTask, Status, WaitingPaper

BAR = 30
"""Length of the longest bar, in characters."""

HEADINGS = frozenset({"Open", "Questions", "Papers", "Waiting for a decision", *ROLES.values()})


def show_status(status: Status) -> None:
    """Print the status; on a terminal, with bars of block characters for the papers."""
    blocks = is_terminal(sys.stdout) and "utf" in (sys.stdout.encoding or "").lower()
    show_page(status_page(status, bars=blocks), HEADINGS)


def status_page(status: Status, *, bars: bool) -> str:
    """Return the status as a page of plain text."""
    lines = [f"{status.today:%A}, {status.today}", "", f"report: {_latest(status)}"]
    lines.append(f"this week: {count(len(status.done), 'task')} done")
    missing = ", ".join(map(str, status.days_without_report)) or "none"
    lines.append(f"days without a report, last two weeks: {missing}")
    lines += _section("Open", _open(status.open))
    if status.questions:
        lines += ["", "Questions"]
    for question in status.questions:
        lines += numbered(question.number or 0, asked_text(question))
    lines += _papers(status, bars=bars)
    lines += _section("Waiting for a decision", map(_waiting, status.waiting))
    for role, title in ROLES.items():
        lines += _section(title, [remark_text(each) for each in status.remarks if each.role == role])
    return printable("\n".join(lines))


def _waiting(paper: WaitingPaper) -> str:
    mark = f"; {paper.outside}" if paper.outside else ""
    return f"{paper.name} (since {paper.since}, {age(paper.age)}{mark})"


def _latest(status: Status) -> str:
    if status.latest == status.today:
        return f"{status.today}{' (today)' if status.today == today() else ''}"
    if status.latest and status.latest > status.today:
        return f"{status.latest} is the latest (in the future)"
    start = "; start today's with `litnotes new-day`" if status.today == today() else ""
    return f"{status.latest} is the latest{start}"


def _open(tasks: Iterable[OpenTask]) -> list[str]:
    """Return the texts of open tasks: those in progress first, then the oldest first."""
    ordered = sorted(tasks, key=lambda task: (task.state != "doing", task.since))
    return [open_text(task) for task in ordered]


def _papers(status: Status, *, bars: bool) -> list[str]:
    if not any(status.reading.values()) and not status.not_identified:
        return []
    lines = ["", "Papers"]
    longest = max((*status.reading.values(), *status.decisions.values()), default=0)
    for numbers in (status.reading, status.decisions):
        lines += [_bar(name, number, longest if bars else 0) for name, number in numbers.items()]
    if status.not_identified:
        lines.append(
            f"  {count(status.not_identified, 'name')} not identified: `litnotes papers` lists them"
        )
    return lines


def _bar(name: str, number: int, longest: int) -> str:
    """Return a state with its number; `longest` is the number of the longest bar, 0 for no bars."""
    blocks = "█" * -(-number * BAR // longest) if longest else ""
    return f"  {name:<9}  {blocks}{' ' if blocks else ''}{number}"


def _section(title: str, texts: Iterable[str]) -> list[str]:
    lines = [line for text in texts for line in _item(text)]
    return ["", title, *lines] if lines else []


def _item(text: str) -> list[str]:
    first, *rest = text.split("\n")
    return [f"  - {first}", *(f"    {line}".rstrip() for line in rest)]
