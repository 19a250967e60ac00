"""The formats of the YAML files in the notes: which one a file has, and how an old one is migrated.

A file names its format in `format`. One without it was written by litnotes 0.1 to 0.7, which is format 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from litnotes.errors import Location, Unreadable

KEY = "format"

Migration = Callable[[dict[str, Any]], dict[str, Any]]

PAPER, TRACE, SETTINGS, DAY = "Paper", "Trace", "Settings", "Report"
"""The models that files hold, by name: a command that needs none of them imports none."""


def unchanged(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values: the new format only adds to the one before, whose files stay as they are."""
    return values


MIGRATIONS: dict[str, tuple[Migration, ...]] = {PAPER: (), TRACE: (unchanged,), SETTINGS: (), DAY: ()}
"""For each model what turns values of format 1 into those of format 2, those of format 2 into 3, and so on.

Days need none: they are derived, so a day of an old format is made again. Traces of format 2 have their
undecided candidates in a file beside.
"""


def present(model: str) -> int:
    """Return the newest format of a model that this version of litnotes reads and writes."""
    return 1 + len(MIGRATIONS.get(model, ()))


def plainest(model: str) -> int:
    """Return the oldest format of a model whose files need no migration."""
    steps = MIGRATIONS.get(model, ())
    changing = [number for number, step in enumerate(steps, 2) if step is not unchanged]
    return max(changing, default=1)


def with_format(model: str, values: Mapping[str, Any], number: int | None = None) -> dict[str, Any]:
    """Return values as they are written to a file, the format first: the plainest one, or another."""
    return {KEY: number or plainest(model), **values}


def is_current(model: str, number: int) -> bool:
    """Whether files of a format are read and written as they are."""
    return plainest(model) <= number <= present(model)


def is_old(model: str, values: Mapping[str, Any]) -> bool:
    """Whether values from a file have a format that needs migration."""
    return str(values.get(KEY) or 1) not in map(str, range(plainest(model), present(model) + 1))


def migrated(model: str, values: dict[str, Any], path: str) -> dict[str, Any]:
    """Return values from a file in the present format, without the name of the format.

    Raises Unreadable if a newer litnotes wrote the file.
    """
    written = values.pop(KEY, None) or "1"
    if not (isinstance(written, str) and written.isascii() and written.isdecimal() and int(written)):
        raise Unreadable(f"{KEY}: expected a whole number, such as 1", location=Location(path))
    if int(written) > present(model):
        raise Unreadable(newer(written, model), location=Location(path))
    for migration in MIGRATIONS.get(model, ())[int(written) - 1 :]:
        values = migration(values)
    return values


def newer(written: str, model: str) -> str:
    """Return the message for a file of a newer format."""
    return (
        f"written by a newer litnotes (format {written}; this one reads up to format {present(model)});"
        " the file is neither read nor changed. Upgrade litnotes: `litnotes guide files`"
    )
