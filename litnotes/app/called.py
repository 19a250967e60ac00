"""The paper that a name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litnotes.app.notes import Notes
from litnotes.errors import Ambiguous, NotFound

if TYPE_CHECKING:
    from litnotes.index.items import PaperRow
    from litnotes.library.identify import Identification


def row_of(notes: Notes, name: str) -> PaperRow:
    """Return the paper of a name; raises NotFound or Ambiguous."""
    from litnotes.index import items

    certain = None if notes.is_up_to_date else items.called(notes.index.connection, name)
    return certain or named(notes.opened(), name)


def named(notes: Notes, name: str) -> PaperRow:
    """Return the paper of a name; raises NotFound or Ambiguous."""
    from litnotes.index import items

    identified(notes, name)
    connection = notes.index.connection
    row = items.by_identity(connection, notes.library.identity(name))
    if row is None or row.kind == "said":
        raise NotFound(_not_here(name, items.papers(connection)))
    return row


def identified(notes: Notes, name: str) -> Identification:
    """Return the meaning of a name; raises Ambiguous, or the problem of the paper's file."""
    from litnotes.library.add import choices
    from litnotes.library.identify import Several

    notes.refuse_broken(name)
    outcome = notes.library.identify(name)
    if isinstance(outcome, Several):
        raise Ambiguous(choices(name, outcome, notes.years))
    return outcome


def _not_here(typed: str, rows: list[PaperRow]) -> str:
    import difflib

    names: dict[str, str] = {}
    for row in rows:
        ways = (row.key, row.title or row.name, *(row.names or "").split("\n"))
        names.update({name.casefold(): name for name in ways if name})
    near = difflib.get_close_matches(typed.casefold(), names, n=3)
    hint = f" Did you mean {' or '.join(names[one] for one in near)}?" if near else ""
    return f'no paper is called "{typed}" here.{hint} `litnotes add-paper "{typed}"` adds it'
