"""The numbers of the tasks when the user last saw them, kept in the state folder for some minutes.

A task that moves gives its number to the next one. So the same command, typed again, would change another
task: the number means the task that had it when the list was last shown.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import time
from collections.abc import Mapping
from pathlib import Path

from litnotes.app.notes import Notes
from litnotes.store.folders import state_folder
from litnotes.values.own_file import no_link

NAME = "numbers.json"
SECONDS = 600
"""How long the numbers are kept; later, the user looks at the list first."""


def forget(notes: Notes) -> None:
    """Forget the numbers: the list is shown."""
    with contextlib.suppress(OSError):
        _path(notes).unlink(missing_ok=True)


def remember(notes: Notes, day: datetime.date, texts: Mapping[int, str]) -> None:
    """Keep the numbers from before a change, unless those of an earlier change are still kept."""
    if not last_shown(notes, day):
        with contextlib.suppress(OSError):
            path = _path(notes)
            path.parent.mkdir(parents=True, exist_ok=True)
            kept = {"day": str(day), "at": time.time(), "texts": texts}
            with open(path, "w", encoding="utf-8", opener=no_link) as file:
                json.dump(kept, file)


def last_shown(notes: Notes, day: datetime.date) -> dict[int, str]:
    """Return the texts by number from before the last changes; empty if they are not known."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        with open(_path(notes), encoding="utf-8", opener=no_link) as file:
            kept = json.load(file)
        if kept["day"] == str(day) and 0 <= time.time() - float(kept["at"]) < SECONDS:
            return {int(number): str(text) for number, text in kept["texts"].items()}
    return {}


def _path(notes: Notes) -> Path:
    return state_folder(notes.notebook.root) / NAME
