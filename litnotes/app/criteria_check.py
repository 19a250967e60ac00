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
    """A paper, and what each criterion says of it; `name` is how reports call it."""

    key: str
    name: str
    title: str
    checks: tuple[Check, ...]

    @property
    def meets(self) -> CheckOutcome:
        """What all criteria say together."""
        return meets(self.checks)


def checked_paper(notes: Notes, criteria: Criteria, name: str) -> CheckedPaper:
    """Return the paper of a name, checked.

    Raises NotFound for a name that is no paper here or not identified, Ambiguous for several papers.
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
    """Return what criteria look at; thousands of papers need no more than that."""
    return Facts(**{one.name: fields[one.name] for one in names_of(Facts)})
