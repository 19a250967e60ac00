"""The status on one screen: what is open and what waits, with counts and the first entries of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from litnotes.render import inline
from litnotes.render.overview_page import ROLES, remark_text
from litnotes.render.side_by_side import Styled, cut, one_line, wrapped
from litnotes.render.status_page import ordered_tasks, report_line, waiting_note
from litnotes.render.text import age, count
from litnotes.render.unmentioned import TITLE, named_work
from litnotes.render.wrap import width_of

if TYPE_CHECKING:
    from litnotes.model.several_days import OpenTask, Status

LINES = 23
"""Lines of a screen with one free for the prompt."""
TURNS = ("Open tasks", "Questions", "Blockers", "Open tasks", "Feedback", "Questions",
         TITLE, "To decide", "To look at", "Decisions")  # fmt: skip
"""The sections in the order in which they get a further line."""


class _Entry(NamedTuple):
    text: str
    end: str = ""
    mark: str = "- "


class _Section(NamedTuple):
    """Entries under a heading; `command` lists all of them, also `older` ones that are only counted."""

    title: str
    command: str
    entries: Sequence[_Entry]
    older: int = 0


def short_status(status: Status, columns: int | None) -> list[list[Styled]]:
    """Return the lines of the status, at most `LINES` where `columns` is the width of the terminal.

    With None, as in a pipe, there are the same entries as on a terminal of 80 columns, but no line is cut.
    """
    room = columns or 80
    about = _about(status)
    above, below = ([line for text in texts for line in wrapped(text, room)] for texts in about)
    sections = [section for section in _sections(status) if section.entries or section.older]
    free = LINES - len(above) - len(below) - len(sections) - bool(sections) - bool(below)
    shown = _shares({section.title: len(section.entries) for section in sections}, free)
    if columns is None:
        above, below = about
    lines = [[Styled(text, "" if at else "bold")] for at, text in enumerate(above)]
    lines += [[]] if sections else []
    for section in sections:
        number = shown[section.title]
        lines.append([Styled(_heading(section, number, room), "bold")])
        entries = section.entries[:number]
        lines += [[Styled(_line(entry, columns))] for entry in entries]
    return [*lines, *([[]] if below else []), *([Styled(text)] for text in below)]


def _about(status: Status) -> tuple[list[str], list[str]]:
    """Return the lines above and below the sections."""
    above = [f"{status.today:%A}, {status.today}", f"report: {report_line(status)}"]
    above.append(f"this week: {count(len(status.done), 'task')} done")
    if missing := status.days_without_report:
        first = f"; the first is {missing[0]}" if len(missing) > 1 else f": {missing[0]}"
        above.append(f"without a report, last two weeks: {count(len(missing), 'working day')}{first}")
    below = []
    if status.candidates:
        below.append(f"candidates: {status.candidates:,} to screen; next: `litnotes screen`")
    if any(status.reading.values()) or status.not_identified:
        reading = ", ".join(f"{number:,} {state}" for state, number in status.reading.items())
        decisions = ", ".join(f"{number:,} {name}" for name, number in status.decisions.items())
        names = f"; {count(status.not_identified, 'name')} not identified" if status.not_identified else ""
        below += [f"papers: {reading}{names}", f"decided: {decisions}"]
    return above, below


def _sections(status: Status) -> Iterator[_Section]:
    tasks = [_Entry(task.text, _about_task(task)) for task in ordered_tasks(status.open)]
    yield _Section("Open tasks", "litnotes todo", tasks)
    questions = [
        _Entry(each.text, f"({age(each.age or 0)})", f"{each.number or 0}. ") for each in status.questions
    ]
    yield _Section("Questions", "litnotes answer", questions)
    earlier = [
        _Entry(each.text, f"({named_work(each)}, last on {each.day}, {age(each.age)})")
        for each in status.no_longer_mentioned.entries
    ]
    older = sum(status.no_longer_mentioned.older.values())
    yield _Section(TITLE, "litnotes status --all", earlier, older)
    looked = [_Entry(text) for text in status.quick_notes]
    yield _Section("To look at", "litnotes report", looked)
    waiting = [_Entry(paper.name, f"({waiting_note(paper)})") for paper in status.waiting]
    yield _Section("To decide", "litnotes status --all", waiting)
    for role, title in ROLES.items():
        remarks = [_Entry(remark_text(each)) for each in status.remarks if each.role == role]
        yield _Section(title, "litnotes report", remarks)


def _about_task(task: OpenTask) -> str:
    parts = ("doing" if task.state == "doing" else "", age(task.age), f"due {task.due}" if task.due else "")
    return f"({', '.join(filter(None, parts))})"


def _heading(section: _Section, shown: int, room: int) -> str:
    number = len(section.entries) + section.older
    if shown == number:
        return f"{section.title}: {number:,}"
    counts = f"{section.title}: {shown} of {number:,}"
    headings = (f"{counts}; all: `{section.command}`", f"{counts}; `{section.command}`")
    return next((heading for heading in headings if width_of(heading) <= room), counts)


def _line(entry: _Entry, columns: int | None) -> str:
    """Return an entry on one line: its text is cut to the width of the terminal, its end is not."""
    first, *rest = entry.text.split("\n")
    front = f"{entry.mark:>6}" if entry.mark[0].isdecimal() else f"  {entry.mark}"
    end = f" {entry.end}" if entry.end else ""
    if columns is None:
        return f"{front}{one_line(first)}{' …' if rest else ''}{end}"
    text = one_line("".join(piece.text for piece in inline.pieces(first)))
    room = columns - len(front) - width_of(end)
    return f"{front}{cut(f'{text} …' if rest else text, room).replace(' ……', '…')}{end}"


def _shares(numbers: dict[str, int], lines: int) -> dict[str, int]:
    """Return how many entries of each section are shown on some lines; they take turns."""
    shown = dict.fromkeys(numbers, 0)
    while lines > 0 and shown != numbers:
        for title in TURNS:
            if lines > 0 and shown.get(title, 0) < numbers.get(title, 0):
                shown[title] += 1
                lines -= 1
    return shown
