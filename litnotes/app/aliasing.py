"""What a name means: it becomes a name of a paper."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from litnotes.app.called import identified
from litnotes.app.notes import Notes, notes_to_write, open_notes
from litnotes.errors import Conflict, NotFound, WrongUse
from litnotes.values.ids import ids_of
from litnotes.values.names import is_title
from litnotes.values.today import today

if TYPE_CHECKING:
    from litnotes.model.paper import Paper


@dataclass(frozen=True, slots=True)
class Alias:
    """A name and the paper that it means; `is_new` is false if it meant that paper before."""

    notes: Notes
    name: str
    paper: Paper
    is_new: bool


def alias(notes: str | None, name: str, paper: str, *, dry_run: bool = False) -> Alias:
    """Make a name one of a paper's; a paper of the nickname table becomes an own one.

    Raises NotFound or Ambiguous if `paper` does not mean one paper, Conflict if `name` means another own
    paper, WrongUse if `name` is an id.
    """
    if ids_of(name):
        raise WrongUse(f'"{name}" is an id; `litnotes add-paper` looks it up')
    opened = contextlib.nullcontext(open_notes(notes, dry_run=True)) if dry_run else notes_to_write(notes)
    with opened as session:
        return _alias(session, name, paper)


def _alias(notes: Notes, name: str, typed: str) -> Alias:
    from litnotes.library.identify import Known

    paper, is_own = _paper(notes, typed)
    before = notes.library.identify(name)
    if isinstance(before, Known):
        if is_own and before.paper.key == paper.key:
            return Alias(notes, name, paper, is_new=False)
        command = f"litnotes merge-papers {paper.key} {before.paper.key}"
        raise Conflict(
            f'"{name}" means {before.paper.key}, "{before.paper.title}"; nothing was written. '
            f"If they are one paper: `{command}`"
        )
    field = "other_titles" if is_title(name) else "short_names"
    changes: dict[str, Any] = {field: (*getattr(paper, field), name)}
    if not notes.dry_run and is_own:
        notes.notebook.change_paper(paper, changes)
    elif not notes.dry_run:
        notes.notebook.create_paper(paper.model_copy(update=changes))
    return Alias(notes, name, paper, is_new=True)


def _paper(notes: Notes, typed: str) -> tuple[Paper, bool]:
    """Return the paper of a name, and whether it is an own one already."""
    from litnotes.library.identify import Known, Recorded, paper_of

    match identified(notes, typed):
        case Known(paper):
            return paper, True
        case Recorded(record):
            return paper_of(record, library=notes.library, added=today()), False
        case _:
            raise NotFound(f'no paper is called "{typed}" here; `litnotes add-paper "{typed}"` adds it')
