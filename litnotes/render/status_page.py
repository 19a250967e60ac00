"""The whole status page: today's report, open tasks and questions, papers, papers to decide."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from litnotes.render.overview_page import ROLES, asked_text, open_text, remark_text
from litnotes.render.terminal import show_page
from litnotes.render.text import age, count, item, numbered
from litnotes.render.unmentioned import TITLE, unmentioned_texts
from litnotes.values.printable import printable
from litnotes.values.today import today

if TYPE_CHECKING:
    from litnotes.model.several_days import OpenTask, Status, WaitingPaper

BAR = 30
"""Length of the longest bar, in characters."""

HEADINGS = frozenset({
    "Open", TITLE, "Questions", "To look at", "Papers", "Waiting for a decision", *ROLES.values()
})  # fmt: skip


def show_status(status: Status) -> None:
    """Print the whole status; on a terminal, with bars of block characters for the papers."""
    blocks = sys.stdout.isatty() and "utf" in (sys.stdout.encoding or "").lower()
    show_page(status_page(status, bars=blocks), HEADINGS)


def status_page(status: Status, *, bars: bool) -> str:
    """Return the status as a page of plain text."""
    lines = [f"{status.today:%A}, {status.today}", "", f"report: {report_line(status)}"]
    lines.append(f"this week: {count(len(status.done), 'task')} done")
    missing = ", ".join(map(str, status.days_without_report)) or "none"
    lines.append(f"days without a report, last two weeks: {missing}")
    lines += _section("Open", map(open_text, ordered_tasks(status.open)))
    if status.questions:
        lines += ["", "Questions"]
    for question in status.questions:
        lines += numbered(question.number or 0, asked_text(question))
    lines += _section(TITLE, unmentioned_texts(status.no_longer_mentioned, numbers=True))
    lines += _section("To look at", status.quick_notes)
    lines += _papers(status, bars=bars)
    lines += _section("Waiting for a decision", map(_waiting, status.waiting))
    if status.candidates:
        lines += ["", f"candidates: {status.candidates:,} to screen; next: `litnotes screen`"]
    for role, title in ROLES.items():
        lines += _section(title, [remark_text(each) for each in status.remarks if each.role == role])
    return printable("\n".join(lines))


def _waiting(paper: WaitingPaper) -> str:
    return f"{paper.name} (since {paper.since}, {waiting_note(paper)})"


def waiting_note(paper: WaitingPaper) -> str:
    """Return how long a paper waits, and how its year misses the criteria."""
    return "; ".join(filter(None, (age(paper.age), paper.outside)))


def report_line(status: Status) -> str:
    """Return the day of the latest report, and how to start today's if there is none."""
    if status.latest == status.today:
        return f"{status.today}{' (today)' if status.today == today() else ''}"
    if status.latest and status.latest > status.today:
        return f"{status.latest} is the latest (in the future)"
    start = "; start today's with `litnotes new-day`" if status.today == today() else ""
    return f"{status.latest} is the latest{start}"


def ordered_tasks(tasks: Iterable[OpenTask]) -> list[OpenTask]:
    """Return open tasks: those in progress first, then the oldest first."""
    return sorted(tasks, key=lambda task: (task.state != "doing", task.since))


def _papers(status: Status, *, bars: bool) -> list[str]:
    if not any(status.reading.values()) and not status.not_identified:
        return []
    lines = ["", "Papers"]
    longest = max((*status.reading.values(), *status.decisions.values()), default=0)
    for numbers in (status.reading, status.decisions):
        lines += [_bar(name, number, longest if bars else 0) for name, number in numbers.items()]
    if status.assumed_read:
        lines.append(f"  {count(status.assumed_read, 'paper')} read only by having a conclusion")
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
    lines = [line for text in texts for line in item("  - ", text)]
    return ["", title, *lines] if lines else []
