"""Several days as a page of plain text, and as Markdown to paste into a mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from litnotes.render.text import age, count, indented, item, labelled, numbered
from litnotes.render.unmentioned import TITLE, unmentioned_texts
from litnotes.values.patterns import pattern
from litnotes.values.printable import printable

if TYPE_CHECKING:
    from litnotes.model.several_days import (
        AskedQuestion,
        Concluded,
        DoneWork,
        MovedPaper,
        OpenTask,
        Overview,
        Remark,
        TaskStep,
    )

ROLES = {"blocker": "Blockers", "feedback": "Feedback", "decision": "Decisions"}
_ENDS = {"open": "no answer, no longer asked", "closed": "closed", "dropped": "dropped"}
_LEADING_MARK = pattern(r"(?m)^(\s*)(#{1,6}\s|[-*_=]{3,}\s*$)")


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry as Markdown, and the texts below it."""

    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The entries under a sub-heading; the first group of a section may have none."""

    title: str
    entries: tuple[ShownEntry, ...]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section of an overview."""

    title: str
    groups: tuple[ShownGroup, ...]


def overview_headings(overview: Overview) -> frozenset[str]:
    """Return the headings of a page of several days."""
    return frozenset(section.title for section in overview_sections(overview))


def overview_page(overview: Overview) -> str:
    """Return an overview of several days as a page of plain text."""
    lines = [_title(overview)]
    for section in overview_sections(overview):
        lines += ["", section.title]
        for group in section.groups:
            lines += [f"  {group.title}"] if group.title else []
            for number, entry in enumerate(group.entries, 1):
                lines += numbered(number, entry.text)
                lines += [line for text in entry.below for line in indented(text, "        ")]
    return printable("\n".join(lines))


def overview_markdown(overview: Overview) -> str:
    """Return an overview of several days as Markdown."""
    lines = [f"# {_title(overview)}"]
    for section in overview_sections(overview):
        lines += ["", f"## {section.title}"]
        for group in section.groups:
            lines += ["", f"### {group.title}"] if group.title else []
            lines.append("")
            for number, entry in enumerate(group.entries, 1):
                lines += _item(f"{number}. ", entry.text)
                lines += [f"   {line}".rstrip() for text in entry.below for line in _item("- ", text)]
    return printable("\n".join(lines))


def _item(mark: str, text: str) -> list[str]:
    """Return the lines of a list item; lines that look like a heading or a rule are escaped."""
    return item(mark, _LEADING_MARK.sub(r"\1\\\2", text))


def _title(overview: Overview) -> str:
    first, last = overview.first, overview.last
    days = str(first) if first == last else f"{first} to {last}"
    return f"{days} ({count(len(overview.days), 'report')})"


def overview_sections(overview: Overview) -> Iterator[ShownSection]:
    """Yield the sections that have entries, in the order an advisor asks for them."""
    done = [
        ShownGroup(str(day), tuple(ShownEntry(_with_end(task.text, _part_of(task))) for task in tasks))
        for day, tasks in groupby(overview.done, key=lambda task: task.day)
    ]
    remarks = {
        role: [ShownEntry(_with_end(remark_text(remark), f"({remark.day})")) for remark in of_role]
        for role, of_role in groupby(overview.remarks, key=lambda remark: remark.role)
    }
    sections = [
        ShownSection("Done", tuple(done)),
        _section("Still open", (ShownEntry(open_text(task)) for task in overview.open)),
        _section(TITLE, map(ShownEntry, unmentioned_texts(overview.no_longer_mentioned))),
        _section(
            "Moved",
            (ShownEntry(f"{_first(task.text)}: {_steps(task.steps)}") for task in overview.moved),
        ),
        _section("Papers", map(_paper, overview.papers)),
        _section("Papers moved", map(_moved_paper, overview.papers_moved)),
        _section("Questions", map(_question, overview.questions)),
        _section("New in the quick notes", map(ShownEntry, overview.quick_notes)),
        *(_section(title, remarks.get(role, ())) for role, title in ROLES.items()),
    ]
    return (section for section in sections if section.groups)


def _section(title: str, entries: Iterable[ShownEntry]) -> ShownSection:
    listed = tuple(entries)
    return ShownSection(title, (ShownGroup("", listed),) if listed else ())


def open_text(task: OpenTask) -> str:
    """Return an open task with its state, age and due day."""
    doing = "doing, " if task.state == "doing" else ""
    due = f", due {task.due}" if task.due else ""
    return _with_end(
        task.text, f"{_part_of(task)} ({doing}since {task.since}, {age(task.age)}{due})".strip()
    )


def _part_of(task: OpenTask | DoneWork) -> str:
    return f'(of "{task.part_of}")' if task.part_of else ""


def asked_text(question: AskedQuestion) -> str:
    """Return a question with its age where it is open, or with its end where it has no answer."""
    if question.age is not None:
        return _with_end(question.text, f"(open since {question.since}, {age(question.age)})")
    return _with_end(question.text, "" if question.answers else f"({_ENDS[question.state]})")


def remark_text(remark: Remark) -> str:
    """Return the text of a remark, signed unless the text starts with the person's name."""
    by = remark.by
    signed = by and re.match(rf"\W*{re.escape(by)}(?!\w)", remark.text)
    return f"{remark.text} – {by}" if by and not signed else remark.text


def _question(question: AskedQuestion) -> ShownEntry:
    answers = (f"{answer.by or 'answer'}: {answer.text}" for answer in question.answers)
    return ShownEntry(asked_text(question), tuple(answers))


def _paper(paper: Concluded) -> ShownEntry:
    decision = paper.decision or "not decided"
    by = f"by {paper.by}" if paper.by else ""
    decided = str(paper.decided or "")
    verdict = ", ".join(part for part in (decision, by, decided) if part)
    reason = f": {paper.reason}" if paper.reason else ""
    points = (
        *([paper.description] if paper.description else []),
        *(labelled(name, text) for name, text in paper.fields.items()),
        *(labelled("similar", point) for point in paper.similarities),
        *(labelled("different", point) for point in paper.differences),
    )
    return ShownEntry(f"{_marked(paper)}  [{verdict}{reason}]", points)


def _moved_paper(paper: MovedPaper) -> ShownEntry:
    changes = []
    if paper.reading != paper.reading_before:
        changes.append(f"{paper.reading_before} → {paper.reading}")
    if paper.decision != paper.decision_before:
        changes.append(f"{paper.decision_before or 'not decided'} → {paper.decision or 'not decided'}")
    return ShownEntry(f"{_marked(paper)}: {', '.join(changes)}")


def _marked(paper: Concluded | MovedPaper) -> str:
    """Return the name of a paper, followed by how its year misses the criteria."""
    return f"{paper.name} ({paper.outside})" if paper.outside else paper.name


def _steps(steps: Sequence[TaskStep]) -> str:
    return " → ".join([steps[0].state, *(f"{step.state} ({step.day})" for step in steps[1:])])


def _first(text: str) -> str:
    return text.split("\n", maxsplit=1)[0]


def _with_end(text: str, end: str) -> str:
    """Return a text with an addition at the end of its first line."""
    first, *rest = text.split("\n")
    return "\n".join([f"{first} {end}".rstrip(), *rest])
