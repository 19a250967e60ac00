"""What people see: pages, tables and lines. The only module that knows Rich.

Text from reports and services is never markup: control characters, which could steer a terminal,
are shown as what they are.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from litnotes.library.history import History
    from litnotes.model.paper import Paper
    from litnotes.model.report import Conclusion, Question, Report, Task

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_JSON_CONTROL = re.compile("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SECTIONS = (
    ("todo", "To do"), ("done", "Done"), ("doing", "Doing"), ("questions", "Questions"),
    ("conclusions", "Papers"), ("quick_notes", "Quick notes"), ("notes", "Notes"),
)  # fmt: skip
MAX_SHORT = 25
MIN_WIDTH = 20
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FRONT = re.compile(r"\s*(?:\d+\. )?")
_STATE_MARKS = {"todo": " ", "doing": "~", "done": "x", "dropped": "-", "moved": ">"}


def printable(text: str) -> str:
    r"""Return `text` with control characters written out as `\\xNN`."""
    return _CONTROL.sub(lambda match: f"\\x{ord(match.group()):02x}", text)


def as_json(data: Any) -> str:
    """Return data as JSON for programs: Unicode as it is, nothing that steers a terminal."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return _JSON_CONTROL.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def is_terminal(stream: TextIO) -> bool:
    """Whether people see what goes to `stream`."""
    return stream.isatty()


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: `1 paper`, `2 papers`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def summary(report: Report) -> str:
    """Return in one line how much a report holds."""
    parts = [
        count(len(report.todo), "todo", "todo"),
        count(len(report.done), "done", "done"),
        count(len(report.doing), "doing", "doing"),
        count(len(report.questions), "question"),
        count(len(report.conclusions), "paper"),
        count(len(report.quick_notes), "quick note"),
    ]
    if report.notes:
        parts.append(count(len(report.notes), "other note"))
    return ", ".join(parts)


def page(report: Report) -> str:
    """Return a report as a page of plain text."""
    lines = [report.title or str(report.date)]
    if report.date and str(report.date) not in report.title:
        lines[0] = f"{lines[0]}  ({report.date})"
    for name, title in _SECTIONS:
        entries: Sequence[Any] = getattr(report, name)
        if entries:
            lines += ["", title, *_entries(name, entries)]
    return printable("\n".join(lines))


def _entries(section: str, entries: Sequence[Any]) -> list[str]:
    if section == "conclusions":
        return _conclusions(entries)
    if section == "notes":
        return [line for note in entries for line in _note(note)]
    if section == "quick_notes":
        return _mentions(entries)
    lines: list[str] = []
    for number, entry in enumerate(entries, 1):
        lines += _numbered(number, _question(entry) if section == "questions" else _task(section, entry))
        for answer in getattr(entry, "answers", ()):
            lines += _indented(f"{answer.by or 'answer'}: {answer.text}", "       ")
    return lines


def _task(section: str, task: Task) -> str:
    mark = "" if task.state == section else f"[{_STATE_MARKS[task.state]}] "
    return f"{mark}{_since(task)}"


def _question(question: Question) -> str:
    mark = "" if question.state == "open" else f"[{question.state}] "
    return f"{mark}{_since(question)}"


def _since(entry: Any) -> str:
    return f"{entry.text} (since {entry.since})" if entry.since else str(entry.text)


def _mentions(entries: Sequence[Any]) -> list[str]:
    lines: list[str] = []
    for _, mentions in groupby(entries, key=lambda mention: mention.list):
        if lines:
            lines.append("")
        for number, mention in enumerate(mentions, 1):
            state = "dropped" if mention.dropped else mention.reading
            lines += _numbered(number, f"{_since(mention)}  [{state}]" if state else _since(mention))
    return lines


def _conclusions(papers: Iterable[Conclusion]) -> list[str]:
    lines: list[str] = []
    group = None
    for paper in papers:
        if paper.group != group:
            group = paper.group
            lines.append(f"  {group}" if group else "")
        lines += paper_lines(paper, "    " if group else "  ")
    return lines


def paper_lines(paper: Conclusion, indent: str) -> list[str]:
    """Return what a report says on a paper."""
    about = [paper.short_name, paper.venue, paper.reading, paper.decision, _signed(paper)]
    told = ", ".join(str(part) for part in about if part)
    lines = [f"{indent}{paper.title}{f'  [{told}]' if told else ''}"]
    below = indent + "  "
    if paper.description:
        lines += _indented(paper.description, below)
    for name, text in paper.fields.items():
        lines += _indented(f"{name}: {text}", below)
    for title, points in (("similar", paper.similarities), ("different", paper.differences)):
        for point in points:
            lines += _indented(f"{title}: {point}", below)
    return lines


def _signed(paper: Conclusion) -> str:
    by = f"by {paper.by}" if paper.by else ""
    return ": ".join(part for part in (by, paper.reason) if part)


def _note(note: Any) -> list[str]:
    name = note.heading or note.role
    return [f"  {name}", *_indented(note.text, "    ")] if note.text else [f"  {name}"]


def _numbered(number: int, text: str) -> list[str]:
    first, *rest = text.split("\n")
    return [f"{number:>4}. {first}", *(f"      {line}".rstrip() for line in rest)]


def _indented(text: str, indent: str) -> list[str]:
    return [f"{indent}{line}".rstrip() for line in text.split("\n")]


def citation(paper: Paper) -> str:
    """Return author and year of a paper in a few words: `Esser et al., CVPR 2021`."""
    first = paper.authors[0].split(",")[0] if paper.authors else ""
    if first and "," not in paper.authors[0]:
        first = first.split()[-1]
    others = " et al." if len(paper.authors) > 1 or paper.more_authors else ""
    year = paper.venue_year or paper.year
    where = " ".join(str(part) for part in (paper.venue, year) if part)
    return ", ".join(part for part in (f"{first}{others}" if first else "", where) if part)


def papers_as_rows(histories: Iterable[History]) -> list[list[str]]:
    """Return key, name, year, reading state, decision and last day of each paper."""
    return [
        [
            history.paper.key if history.paper else "",
            printable(_short(history)),
            str(history.paper.year or "") if history.paper else "",
            history.reading,
            history.decision or "",
            str(history.days[-1]) if history.days else "",
            (history.paper.record if history.paper.record == "not looked up" else "")
            if history.paper
            else "not identified",
        ]
        for history in histories
    ]


def _short(history: History) -> str:
    return headline(history.paper) if history.paper else " ".join(history.name.split())


def headline(paper: Paper) -> str:
    """Return title and short name of a paper in one line, each once."""
    short = next((name for name in paper.short_names if len(name) <= MAX_SHORT), None)
    if short is None or paper.title.casefold().startswith(short.casefold()):
        return paper.title
    return f"{short}: {paper.title}"


def show_papers(histories: Iterable[History]) -> None:
    """Print papers: a table on a terminal, tab-separated lines in a pipe."""
    rows = papers_as_rows(histories)
    if not is_terminal(sys.stdout):
        for row in rows:
            print("\t".join(re.sub(r"[\t\n]", " ", cell) for cell in row))  # noqa: T201
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    columns = ("key", "paper", "year", "reading", "decision", "last named")
    table = Table(*columns, box=None, pad_edge=False, header_style="bold")
    # One line a paper: its title takes what the other columns leave.
    others = [max(map(len, cells)) for cells in zip(columns, *rows, strict=False)]
    room = max(console.width - sum(others) + others[1] - 2 * len(others), MIN_WIDTH)
    for key, paper, *rest, remark in rows:
        told = Text(paper).append(f" ({remark})" if key and remark else "", style="dim")
        told.truncate(room, overflow="ellipsis")
        table.add_row(Text(key) if key else Text(remark, style="dim"), told, *map(Text, rest))
    console.print(table)


def show_page(text: str) -> None:
    """Print a page of plain text; on a terminal, headings are bold and lines wrap at words."""
    if not is_terminal(sys.stdout):
        print(text)  # noqa: T201
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    titles = {title for _, title in _SECTIONS}
    for number, line in enumerate(text.split("\n")):
        style = "bold" if number == 0 or line in titles else ""
        front = _FRONT.match(line).group()  # type: ignore[union-attr]
        room = max(console.width - len(front), MIN_WIDTH)
        for wrapped in Text(line[len(front) :], style=style).wrap(console, room) or [Text()]:
            console.print(Text(front) + wrapped, soft_wrap=True)
            front = " " * len(front)


def diff(name: str, old: str, new: str) -> list[str]:
    """Return the lines of a unified diff of two texts."""
    from difflib import unified_diff

    told: list[str] = []
    for line in unified_diff(_LINE.findall(old), _LINE.findall(new), name, name):
        told.append(line.removesuffix("\n").removesuffix("\r"))
        if not line.endswith("\n"):
            told.append("\\ No newline at end of file")
    return [printable(line) for line in told]


def show_diff(lines: Iterable[str]) -> None:
    """Print the lines of a diff; on a terminal, what goes is red and what comes is green."""
    if not is_terminal(sys.stdout):
        for line in lines:
            print(line)  # noqa: T201
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    styles = {"-": "red", "+": "green", "@": "cyan"}
    for line in lines:
        named = line.startswith(("--- ", "+++ "))
        console.print(Text(line, style="bold" if named else styles.get(line[:1], "")), soft_wrap=True)


def paper_page(history: History) -> str:
    """Return everything known of a paper as plain text."""
    lines: list[str] = []
    if history.paper:
        lines += _record(history.paper)
    else:
        lines += [history.name, f'not identified: `litnotes add-paper "{history.name}"` makes a record']
    lines += ["", f"reading: {history.reading}"]
    if history.verdict:
        day, said = history.verdict
        by = f" by {said.by}" if said.by else ""
        reason = f": {said.reason}" if said.reason else ""
        lines.append(f"decision: {said.decision}{reason} ({day}{by})")
    else:
        lines.append("decision: none yet")
    mentioned = {day for day, _ in history.mentions}
    for day in history.days:
        lines += ["", str(day)]
        for said_on, conclusion in history.conclusions:
            if said_on == day:
                lines += paper_lines(conclusion, "  ")
        if day in mentioned:
            lines += [f"  named: {said.text}" for on, said in history.mentions if on == day]
    return printable("\n".join(lines))


def _record(paper: Paper) -> list[str]:
    rows = [
        ("key", paper.key),
        ("names", ", ".join(paper.short_names)),
        ("authors", ", ".join(paper.authors) + (" and others" if paper.more_authors else "")),
        ("year", str(paper.year or "")),
        ("venue", " ".join(str(part) for part in (paper.venue, paper.venue_year) if part)),
        *((kind, value) for kind, value in paper.ids.items()),
        ("url", paper.url or ""),
        ("tags", ", ".join(paper.tags)),
        ("record", paper.record),
        ("abstract", paper.abstract or ""),
    ]
    return [paper.title, *(f"{name}: {value}" for name, value in rows if value)]
