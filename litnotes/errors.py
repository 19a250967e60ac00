"""The errors of litnotes, where they stand in a file, and the exit code of each.

    LitnotesError            one sentence for the user, and the exit code
    ├── WrongUse         2   the command was not called in a way that can be done
    ├── Unreadable       2   a file cannot be read as what it should be
    │   └── DayTaken         or its day has another file
    ├── NotFound         3   no such notes, day or paper
    ├── Ambiguous        3   a name stands for several papers
    ├── Conflict         4   a file is not as expected: nothing was written
    ├── Unwritable       4   a file may not be written
    └── Unreachable      5   a service was needed, and none could be reached

Errors are values until the border: verbs that read many files collect them, and only the
command line turns them into messages and exit codes.
"""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]

PROBLEMS_FOUND = 1
"""Exit code of a command that did its work and met files it could not read or write."""

INTERRUPTED = 130
"""Exit code of a command that the user has stopped with Ctrl-C."""


class Location(NamedTuple):
    """A place in a file; `line` and `column` count from 1."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number is not None]
        return ":".join([self.path, *numbers])


class Diagnostic(NamedTuple):
    """One unclear spot of a report: how it was read, and what makes it certain.

    `line` and `column` count from 1; columns count characters of the line, a tab as one.
    """

    code: str
    severity: Severity
    line: int
    column: int
    reading: str
    advice: str = ""

    def __str__(self) -> str:
        sentence = " ".join(part for part in (self.reading, self.advice) if part)
        return f"{self.line}:{self.column} {self.code} {self.severity}: {sentence}"


class LitnotesError(Exception):
    """Something the user should know in one sentence."""

    exit_code = PROBLEMS_FOUND

    def __init__(self, message: str, *, location: Location | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.location = location

    def __str__(self) -> str:
        return f"{self.location}: {self.message}" if self.location else self.message


class WrongUse(LitnotesError):
    """The command was not called in a way that can be done."""

    exit_code = 2


class Unreadable(LitnotesError):
    """A file cannot be read as what it should be."""

    exit_code = 2


class DayTaken(Unreadable):
    """A file is not read as the report of a day, because `other` is that already."""

    def __init__(self, day: datetime.date, other: str, *, location: Location) -> None:
        super().__init__(f"{other} is the report of {day} already; this one is not read", location=location)
        self.other = other


class NotFound(LitnotesError):
    """No such notes, day or paper."""

    exit_code = 3


class NoNotes(NotFound):
    """There are no notes here or above."""


class Ambiguous(LitnotesError):
    """A name stands for several papers; the message lists them."""

    exit_code = 3


class Conflict(LitnotesError):
    """A file is not as expected, so nothing was written."""

    exit_code = 4


class Unwritable(LitnotesError):
    """A file may not be written, so nothing was."""

    exit_code = 4


class Unreachable(LitnotesError):
    """A service was needed, and none could be reached."""

    exit_code = 5
