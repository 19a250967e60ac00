"""Open work that later reports no longer mention, as lists and as counts."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from litnotes.render.terminal import fitted
from litnotes.render.text import age, count

if TYPE_CHECKING:
    from litnotes.model.several_days import NoLongerMentioned, Unmentioned, WorkKind

TITLE = "No longer mentioned"
KINDS: dict[WorkKind, str] = {
    "task": "task", "question": "question", "reading": "paper being read", "undecided": "undecided paper"
}  # fmt: skip
NUMBERS: dict[WorkKind, str] = {
    "task": " {}",
    "question": " {}",
    "reading": ", task {}",
    "undecided": " {}",
}


def unmentioned_list(unmentioned: Unmentioned, command: str) -> str:
    """Return what is no longer mentioned, with the numbers that commands take; empty if nothing is.

    `command` lists all of it with `--all`.
    """
    lines = [f"{entry.number:>4}. {unmentioned_text(entry)}" for entry in unmentioned.entries]
    lines += [f"      {line}" for line in _older(unmentioned, command)]
    return fitted([f"{TITLE}:", *lines]) if lines else ""


def _older(unmentioned: Unmentioned, command: str) -> list[str]:
    """Return a line with the number of entries that are not listed, if any."""
    older = sum(unmentioned.older.values())
    return [f"{count(older, 'older entry', 'older entries')}: `{command} --all` lists all"] if older else []


def unmentioned_texts(unmentioned: Unmentioned, *, numbers: bool = False) -> list[str]:
    """Return the texts of entries of several kinds, and the number of those that are not listed.

    With `numbers`, each has the number that commands take.
    """
    name = named_work if numbers else lambda entry: KINDS[entry.kind]
    texts = [unmentioned_text(entry, kind=name(entry)) for entry in unmentioned.entries]
    return [*texts, *_older(unmentioned, "litnotes status")]


def named_work(entry: NoLongerMentioned) -> str:
    """Return the kind of an entry, with the number that commands take."""
    return f"{KINDS[entry.kind]}{NUMBERS[entry.kind].format(entry.number)}"


def unmentioned_text(entry: NoLongerMentioned, kind: str = "") -> str:
    """Return the first line of an entry with its last day, its age, and what may be the same."""
    first, _, below = entry.text.partition("\n")
    state = "[doing] " if entry.state == "doing" and not kind else ""
    same = f"; may be the same as: {' / '.join(entry.may_be)}" if entry.may_be else ""
    since = "" if entry.since == entry.day else f"since {entry.since}, "
    about = f"{kind and f'{kind}, '}{since}last on {entry.day}, {age(entry.age)}{same}"
    return f"{state}{first}{' …' if below else ''}  ({about})"


def counted(entries: Sequence[NoLongerMentioned]) -> str:
    """Return the number of entries of each kind: `3 todo, 1 doing, 2 questions`."""
    return ", ".join(_counts(entries))


def _counts(entries: Sequence[NoLongerMentioned]) -> Iterator[str]:
    kinds = [
        ("todo", "todo", [each for each in entries if each.kind == "task" and each.state != "doing"]),
        ("doing", "doing", [each for each in entries if each.kind == "task" and each.state == "doing"]),
        ("question", "questions", [each for each in entries if each.kind == "question"]),
        ("paper being read", "papers being read", [each for each in entries if each.kind == "reading"]),
        ("undecided paper", "undecided papers", [each for each in entries if each.kind == "undecided"]),
    ]
    return (count(len(some), one, several) for one, several, some in kinds if some)


def taking_up(entry: NoLongerMentioned) -> str:
    """Return the command that takes up an entry."""
    match entry.kind:
        case "question":
            return f"litnotes ask {entry.number}"
        case "undecided":
            return f"litnotes verdict {shlex.quote(entry.text)} --unsure"
        case _:
            return f"litnotes todo start {entry.number}"
