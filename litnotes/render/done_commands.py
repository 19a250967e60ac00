"""The commands that wrote files, as lines for `undo --list`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

MAX_NAMED = 4
"""A line names at most this many files and counts the others."""


def command_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a line for each command; those that are taken back have the command that repeats them."""
    heading = ""
    for row in rows:
        if row["state"] == "undone" and not heading:
            heading = "taken back; `litnotes redo` does them again:"
            yield heading
        names = row["files"][:MAX_NAMED]
        more = len(row["files"]) - len(names)
        named = ", ".join([*names, *([f"{more} more"] if more else [])])
        at = row["at"][:16].replace("T", " ")
        yield f"{row['number']}. {at}  litnotes {row['command']} ({named})"
