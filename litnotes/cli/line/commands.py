"""All commands, by name, in the order of the help; the module and function of each have the same name."""

from __future__ import annotations

from typing import Final, NamedTuple


class About(NamedTuple):
    """What is known of a command before it is imported.

    `group` is its heading in the help, `topic` the topic of the guide that its help names. Output that is
    `long` is shown by a pager.
    """

    group: str
    topic: str | None
    long: bool = False


COMMANDS: Final = {
    "init": About("Every day", "settings"),
    "import-reports": About("Every day", "reports"),
    "new-day": About("Every day", "days"),
    "edit": About("Every day", "days"),
    "report": About("Every day", "days", long=True),
    "todo": About("Every day", "days", long=True),
    "ask": About("Every day", "days"),
    "answer": About("Every day", "days", long=True),
    "reply": About("Every day", "advisor"),
    "status": About("Every day", "days", long=True),
    "sync": About("Every day", "files"),
    "add-paper": About("Papers", "papers"),
    "alias": About("Papers", "papers"),
    "open": About("Papers", "papers"),
    "verdict": About("Papers", "papers"),
    "papers": About("Papers", "papers", long=True),
    "show": About("Papers", "papers", long=True),
    "search": About("Papers", "papers", long=True),
    "resolve": About("Papers", "papers", long=True),
    "merge-papers": About("Papers", "papers"),
    "import-papers": About("Papers", "papers"),
    "criteria": About("Finding", "criteria", long=True),
    "corpus": About("Finding", "corpus", long=True),
    "trace": About("Finding", "tracing", long=True),
    "screen": About("Finding", "screening"),
    "candidates": About("Finding", "screening", long=True),
    "flow": About("Finding", "screening", long=True),
    "simulate": About("Finding", "screening", long=True),
    "export": About("Writing up", "export", long=True),
    "site": About("Writing up", "export"),
    "check": About("Care", "scripts", long=True),
    "doctor": About("Care", "files", long=True),
    "undo": About("Care", "files", long=True),
    "redo": About("Care", "files"),
    "guide": About("Care", None, long=True),
}
