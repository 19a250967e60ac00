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

MIGRATIONS: dict[str, tuple[Migration, ...]] = {PAPER: (), TRACE: (), SETTINGS: (), DAY: ()}
"""For each model what turns values of format 1 into those of format 2, those of format 2 into 3, and so on.

Days need none: they are derived, so a day of an old format is made again.
"""


def present(model: str) -> int:
    """Return the format in which this version of litnotes writes a model."""
    return 1 + len(MIGRATIONS.get(model, ()))


def with_format(model: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as they are written to a file, the format first."""
    return {KEY: present(model), **values}


def is_old(model: str, values: Mapping[str, Any]) -> bool:
    """Whether values from a file have an older format."""
    return str(values.get(KEY) or 1) != str(present(model))


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
