"""The topic of the guide for each command; the help of a command ends with it."""

from __future__ import annotations

TOPIC_OF = {
    "init": "settings",
    "import-reports": "reports",
    "new-day": "days",
    "edit": "days",
    "report": "days",
    "todo": "days",
    "ask": "days",
    "answer": "days",
    "status": "days",
    "sync": "files",
    "add-paper": "papers",
    "verdict": "papers",
    "papers": "papers",
    "show": "papers",
    "search": "papers",
    "resolve": "papers",
    "merge-papers": "papers",
    "import-papers": "papers",
    "trace": "tracing",
    "screen": "screening",
    "candidates": "screening",
    "simulate": "screening",
    "flow": "screening",
    "criteria": "criteria",
    "export": "export",
    "check": "scripts",
    "doctor": "files",
    "undo": "files",
    "redo": "files",
}


def see_also(command: str) -> str | None:
    """Return the last line of the help of a command; None without a topic."""
    topic = TOPIC_OF.get(command)
    return topic and f"Guide: litnotes guide {topic}"
