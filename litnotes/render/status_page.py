"""Today and this week as a page: what is open, papers as bars, what waits."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from litnotes.render.overview_page import ROLES, age, asked_text, open_text, remark_text
from litnotes.render.terminal import show_page
from litnotes.render.text import count, is_terminal, numbered
from litnotes.values.printable import printable

if TYPE_CHECKING:
    from litnotes.model.several_days import OpenTask, Status, WaitingPaper

BAR = 30
"""Blocks of the longest bar."""

HEADINGS = frozenset({"Open", "Questions", "Papers", "Waiting for a decision", *ROLES.values()})


def show_status(found: Status) -> None:
    """Print the state of the work; on a terminal, papers are bars of block characters."""
    blocks = is_terminal(sys.stdout) and "utf" in (sys.stdout.encoding or "").lower()
    show_page(status_page(found, bars=blocks), HEADINGS)


def status_page(found: Status, *, bars: bool) -> str:
    """Return the state of the work as a page of plain text."""
    lines = [f"{found.today:%A}, {found.today}", "", f"report: {_latest(found)}"]
    lines.append(f"this week: {count(len(found.done), 'task')} done")
    missing = ", ".join(map(str, found.days_without_report)) or "none"
    lines.append(f"days without a report, last two weeks: {missing}")
    lines += _section("Open", _open(found.open))
    if found.questions:
        lines += ["", "Questions"]
    for question in found.questions:
        lines += numbered(question.number or 0, asked_text(question))
    lines += _papers(found, bars=bars)
    lines += _section("Waiting for a decision", map(_waiting, found.waiting))
    for role, title in ROLES.items():
        lines += _section(title, [remark_text(said) for said in found.remarks if said.role == role])
    return printable("\n".join(lines))


def _waiting(paper: WaitingPaper) -> str:
    mark = f"; {paper.outside}" if paper.outside else ""
    return f"{paper.name} (since {paper.since}, {age(paper.age)}{mark})"


def _latest(found: Status) -> str:
    if found.latest == found.today:
        return f"{found.today}, today's"
    if found.latest and found.latest > found.today:
        return f"{found.latest} is the latest, a day to come"
    return f"{found.latest} is the latest; `litnotes new-day` starts today's"


def _open(tasks: Iterable[OpenTask]) -> list[str]:
    """Return tasks being done first; what is open longest comes first of each."""
    ordered = sorted(tasks, key=lambda task: (task.state != "doing", task.since))
    return [open_text(task) for task in ordered]


def _papers(found: Status, *, bars: bool) -> list[str]:
    if not any(found.reading.values()) and not found.not_identified:
        return []
    lines = ["", "Papers"]
    longest = max((*found.reading.values(), *found.decisions.values()), default=0)
    for numbers in (found.reading, found.decisions):
        lines += [_bar(name, number, longest if bars else 0) for name, number in numbers.items()]
    if found.not_identified:
        lines.append(
            f"  {count(found.not_identified, 'name')} not identified: `litnotes papers` lists them"
        )
    return lines


def _bar(name: str, number: int, longest: int) -> str:
    """Return a state with its number, behind a bar if there is a `longest` one to measure by."""
    blocks = "█" * -(-number * BAR // longest) if longest else ""
    return f"  {name:<9}  {blocks}{' ' if blocks else ''}{number}"


def _section(title: str, texts: Iterable[str]) -> list[str]:
    lines = [line for text in texts for line in _item(text)]
    return ["", title, *lines] if lines else []


def _item(text: str) -> list[str]:
    first, *rest = text.split("\n")
    return [f"  - {first}", *(f"    {line}".rstrip() for line in rest)]
