"""The errors of litnotes, their place in a file, and their exit codes.

    LitnotesError            one sentence for the user, and the exit code
    ├── WrongUse         2   the command line or a setting cannot be used
    ├── Unreadable       2   a file cannot be read as expected
    │   └── DayTaken         another file already is the report of its day
    ├── NotFound         3   no such notes, day or paper
    │   └── NoNotes          no notes here or above
    ├── Ambiguous        3   a name matches several papers
    ├── Conflict         4   a file changed or already exists; nothing was written
    │   ├── Changed              somebody else wrote a file meanwhile; a second try may succeed
    │   └── EditedSince          what a command wrote was edited since, so it is not taken back
    ├── Unwritable       4   a file cannot be written
    └── Unreachable      5   a service was needed, and none could be reached

Functions that read many files collect errors as values. Only the command line turns them into
messages and exit codes.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]

PROBLEMS_FOUND = 1
"""Exit code of a command that ran and found problems."""

INTERRUPTED = 130
"""Exit code of a command that Ctrl-C stopped."""


class Location(NamedTuple):
    """A place in a file; `line` and `column` count from 1."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number is not None]
        return ":".join([self.path, *numbers])


class Diagnostic(NamedTuple):
    """An unclear place in a report: how it was read, and what to write instead.

    `line` and `column` count from 1; columns count characters of the line, a tab as one.
    """

    code: str
    severity: Severity
    line: int
    column: int
    reading: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.front} {self.message}"

    @property
    def front(self) -> str:
        """Place, code and severity."""
        return f"{self.line}:{self.column} {self.code} {self.severity}:"

    @property
    def message(self) -> str:
        """The reading and the advice, as one text."""
        return " ".join(part for part in (self.reading, self.advice) if part)


class LitnotesError(Exception):
    """A problem, described to the user in one sentence."""

    exit_code = PROBLEMS_FOUND

    def __init__(self, message: str, *, location: Location | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.location = location

    def __str__(self) -> str:
        return f"{self.location}: {self.message}" if self.location else self.message


class WrongUse(LitnotesError):
    """The command line or a setting cannot be used."""

    exit_code = 2


class Unreadable(LitnotesError):
    """A file cannot be read as expected."""

    exit_code = 2


class DayTaken(Unreadable):
    """A file is not read, because `other` already is the report of its day."""

    def __init__(self, day: datetime.date, other: str, *, location: Location) -> None:
        super().__init__(
            f"{other} already is the report of {day}; this file is not read", location=location
        )
        self.other = other


class NotFound(LitnotesError):
    """No such notes, day or paper."""

    exit_code = 3


class NoNotes(NotFound):
    """No notes here or above."""


class Ambiguous(LitnotesError):
    """A name matches several papers; the message lists them."""

    exit_code = 3


class Conflict(LitnotesError):
    """A file changed or already exists; nothing was written."""

    exit_code = 4


class Changed(Conflict):
    """Somebody else wrote a file after it was read; nothing was written, and a second try may succeed."""


class FileDifference(NamedTuple):
    """A file before and after, as text; empty where there is none."""

    name: str
    before: str
    after: str


class EditedSince(Conflict):
    """A file was edited after a command; `differences` are what taking it back would have changed."""

    def __init__(self, message: str, differences: Sequence[FileDifference]) -> None:
        super().__init__(message)
        self.differences = differences


class Unwritable(LitnotesError):
    """A file cannot be written."""

    exit_code = 4


class Unreachable(LitnotesError):
    """A service was needed, and none could be reached."""

    exit_code = 5
