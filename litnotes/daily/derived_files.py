"""Changes of derived files: those to write from a report, and those to remove without one."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from litnotes.errors import Changed, LitnotesError, NotFound, Unwritable
from litnotes.store import files
from litnotes.store.derived import day_text, parse

if TYPE_CHECKING:
    from litnotes.model.reports import Report


class Write(NamedTuple):
    """A derived file to write from a report; `expected` are its present bytes, None for a new file."""

    path: Path
    report: Report
    report_name: str
    expected: bytes | None


def removable(
    root: Path, names: frozenset[str], days: Collection[datetime.date], unread: Collection[str]
) -> Iterator[Path]:
    """Yield the derived files whose day no report has any more, but no edited or newer ones.

    Args:
        root: the folder of the notes.
        names: the names of derived files.
        days: the days that have a report.
        unread: the names of reports that could not be read; they may contain further days.
    """
    for name in sorted(names - {f"{day}.yaml" for day in days}):
        path = root / "days" / name
        file = parse(files.read(path)) if path.is_file() else None
        if file and file.is_replaceable and not any(file.is_from(other) for other in unread):
            yield path


def apply(writes: Iterable[Write], removals: Iterable[Path] = ()) -> list[LitnotesError]:
    """Write and remove derived files; return an error for each for which that fails.

    A file that somebody else wrote meanwhile is left: the next command compares it with its report.
    """
    problems: list[LitnotesError] = []
    for path in removals:
        try:
            files.remove(path, expected=files.read(path), is_derived=True)
        except (NotFound, Changed):
            continue
        except LitnotesError as problem:
            problems.append(_out_of_date(problem))
    for write in writes:
        try:
            data = day_text(write.report, write.report_name)
            files.replace(write.path, data, expected=write.expected, is_derived=True)
        except (NotFound, Changed):
            continue
        except LitnotesError as problem:
            problems.append(_out_of_date(problem))
    return problems


def _out_of_date(problem: LitnotesError) -> LitnotesError:
    why = f"{problem.message.partition(';')[0]}, so days/ is out of date"
    return Unwritable(why, location=problem.location) if isinstance(problem, Unwritable) else problem
