"""The paper that a name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litnotes.app.notes import Notes
from litnotes.errors import Ambiguous, NotFound

if TYPE_CHECKING:
    from litnotes.index.items import PaperRow
    from litnotes.library.identify import Identification


def row_of(notes: Notes, name: str) -> PaperRow:
    """Return the paper that a name stands for; raises NotFound or Ambiguous."""
    from litnotes.index import items

    certain = None if notes.is_up_to_date else items.called(notes.index.connection, name)
    return certain or named(notes.opened(), name)


def named(session: Notes, name: str) -> PaperRow:
    """Return the paper that a name stands for; raises NotFound or Ambiguous."""
    from litnotes.index import items

    identified(session, name)
    connection = session.index.connection
    row = items.by_identity(connection, session.library.identity(name))
    if row is None or row.kind == "said":
        raise NotFound(_not_here(name, items.papers(connection)))
    return row


def identified(session: Notes, name: str) -> Identification:
    """Return what a name stands for; raises Ambiguous, or what is wrong with the file of the paper."""
    from litnotes.library.add import choices
    from litnotes.library.identify import Several

    session.refuse_broken(name)
    outcome = session.library.identify(name)
    if isinstance(outcome, Several):
        raise Ambiguous(choices(name, outcome, session.years))
    return outcome


def _not_here(name: str, rows: list[PaperRow]) -> str:
    import difflib

    every: dict[str, str] = {}
    for row in rows:
        names = (row.key, row.title or row.name, *(row.names or "").split("\n"))
        every.update({one.casefold(): one for one in names if one})
    near = difflib.get_close_matches(name.casefold(), every, n=3)
    hint = f" Did you mean {' or '.join(every[one] for one in near)}?" if near else ""
    return f'no paper is called "{name}" here.{hint} `litnotes add-paper "{name}"` adds it'
