"""Merging two papers that are the same."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from litnotes.app.called import identified
from litnotes.app.notes import Notes, notes_to_write, open_notes
from litnotes.errors import NotFound, WrongUse

if TYPE_CHECKING:
    from litnotes.model.paper import Paper


def join_papers(
    notes: str | None, names: tuple[str, str], ids: Mapping[str, str], *, dry_run: bool = False
) -> tuple[Notes, list[str]]:
    """Merge the second paper into the first; return the notes, and a message in lines.

    `ids` are the ids to keep, by kind, if the papers have different ones. Raises NotFound or Ambiguous if a
    name does not mean one paper, WrongUse for the same name twice.
    """
    opened = contextlib.nullcontext(open_notes(notes, dry_run=True)) if dry_run else notes_to_write(notes)
    with opened as session:
        return session, _join(session, names, ids)


def _join(notes: Notes, names: tuple[str, str], ids: Mapping[str, str]) -> list[str]:
    from litnotes.library.join import join

    one, other = (_paper(notes, name) for name in names)
    shown = notes.notebook.shown(notes.notebook.paper_path(one.key))
    if one.key == other.key:
        if names[0] == names[1]:
            raise WrongUse(f'"{names[0]}" is one paper, {one.key}; name two')
        return [f"{names[0]} and {names[1]} are one paper already: {shown}"]
    changes = join(one, other, ids)
    gone = notes.notebook.shown(notes.notebook.paper_path(other.key))
    mark = notes.years.outside(changes.get("year", one.year))
    messages = [f"{shown}{f' ({mark})' if mark else ''}: {', '.join(changes)}"]
    if notes.dry_run:
        return [
            f"{messages[0]} would be changed",
            f"{gone} would be removed; {other.key} would mean {one.key}",
        ]
    notes.notebook.change_paper(one, changes)
    notes.notebook.remove_paper(other)
    return [
        *messages,
        f"{gone} removed; {other.key} and all its names now mean {one.key}",
        "to take it back: litnotes undo",
    ]


def _paper(notes: Notes, name: str) -> Paper:
    """Return the own paper of a name; raises NotFound, Ambiguous, or the problem of its file."""
    from litnotes.library.identify import Known

    outcome = identified(notes, name)
    if isinstance(outcome, Known):
        return outcome.paper
    raise NotFound(f'no paper is called "{name}" here; `litnotes papers` lists them')
