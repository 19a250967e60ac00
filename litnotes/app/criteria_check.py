"""Papers of the notes, checked against the criteria that a program can check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as names_of
from typing import TYPE_CHECKING, Any, NamedTuple

from litnotes.app.called import row_of
from litnotes.app.notes import Notes
from litnotes.errors import NotFound
from litnotes.index import items
from litnotes.screening.eligibility import Facts, check, meets

if TYPE_CHECKING:
    import sqlite3

    from litnotes.config import Criteria
    from litnotes.index.items import PaperRow
    from litnotes.screening.eligibility import Check, CheckOutcome


class CheckedPaper(NamedTuple):
    """A paper and the result of each criterion; `name` is its name in reports."""

    key: str
    name: str
    title: str
    checks: tuple[Check, ...]

    @property
    def meets(self) -> CheckOutcome:
        """The result of all criteria together."""
        return meets(self.checks)


def checked_paper(notes: Notes, criteria: Criteria, name: str) -> CheckedPaper:
    """Return the paper of a name, checked.

    Raises NotFound if the name is unknown or not identified, Ambiguous if it means several papers.
    """
    row, fields = notes.ask(lambda connection: _record(connection, row_of(notes, name)))
    return _checked(row.name, fields, criteria)


def checked_papers(notes: Notes, criteria: Criteria) -> list[CheckedPaper]:
    """Return all own papers by key, checked."""
    records = notes.ask(items.records)
    return [_checked(fields["title"], fields, criteria) for _, fields in sorted(records.items())]


def _record(connection: sqlite3.Connection, row: PaperRow) -> tuple[PaperRow, dict[str, Any]]:
    """Return a paper with all its fields; raises NotFound for a name that is not identified."""
    if row.key is None:
        raise NotFound(
            f'"{row.name}" is not identified, so there is nothing to check; '
            f'`litnotes add-paper "{row.name}"` makes a record'
        )
    return row, items.record(connection, row.key)


def _checked(name: str, fields: Mapping[str, Any], criteria: Criteria) -> CheckedPaper:
    return CheckedPaper(fields["key"], name, fields["title"], check(_facts(fields), criteria))


def _facts(fields: Mapping[str, Any]) -> Facts:
    """Return the fields that criteria use; reading only these keeps thousands of papers fast."""
    return Facts(**{one.name: fields[one.name] for one in names_of(Facts)})
