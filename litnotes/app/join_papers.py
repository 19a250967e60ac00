"""Two papers that are one, joined: the files of both are kept aside first."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING

from litnotes.app.called import identified
from litnotes.app.notes import Notes, notes_to_write, open_notes
from litnotes.errors import NotFound, WrongUse

if TYPE_CHECKING:
    from pathlib import Path

    from litnotes.model.paper import Paper

KEPT = "merged"


def join_papers(
    notes: str | None, names: tuple[str, str], ids: Mapping[str, str], *, dry_run: bool = False
) -> tuple[Notes, list[str]]:
    """Join the second paper to the first; return the notes, and what was done in lines.

    `ids` are, by kind, those to show where both papers were given one. Raises NotFound or Ambiguous for a
    name that is not that of one paper, WrongUse for the same name twice.
    """
    opened = contextlib.nullcontext(open_notes(notes, dry_run=True)) if dry_run else notes_to_write(notes)
    with opened as session:
        return session, _join(session, names, ids)


def _join(session: Notes, names: tuple[str, str], ids: Mapping[str, str]) -> list[str]:
    from litnotes.library.join import join

    one, other = (_paper(session, name) for name in names)
    shown = session.notebook.shown(session.notebook.paper_path(one.key))
    if one.key == other.key:
        if names[0] == names[1]:
            raise WrongUse(f'"{names[0]}" is one paper, {one.key}; name two')
        return [f"{names[0]} and {names[1]} are one paper already: {shown}"]
    changes = join(one, other, ids)
    gone = session.notebook.shown(session.notebook.paper_path(other.key))
    mark = session.years.outside(changes.get("year", one.year))
    told = [f"{shown}{f' ({mark})' if mark else ''}: {', '.join(changes)}"]
    if session.dry_run:
        return [f"{told[0]} would be changed", f"{gone} would be removed; {other.key} would mean {one.key}"]
    kept = _keep(session, one, other)
    session.notebook.change_paper(one, changes)
    session.notebook.paper_path(other.key).unlink()
    papers, folder = (
        shlex.quote(session.notebook.shown(place)) for place in (session.notebook.root / "papers", kept)
    )
    return [
        *told,
        f"{gone} removed; {other.key}, and all else it was called, means {one.key} now",
        f"to undo: cp {folder}/*.yaml {papers}/",
    ]


def _paper(session: Notes, name: str) -> Paper:
    """Return the own paper of a name; raises NotFound, Ambiguous, or what is wrong with its file."""
    from litnotes.library.identify import Known

    outcome = identified(session, name)
    if isinstance(outcome, Known):
        return outcome.paper
    raise NotFound(f'no paper is called "{name}" here; `litnotes papers` lists them')


def _keep(session: Notes, *papers: Paper) -> Path:
    """Keep the files of papers as they are, and return the folder: what is joined can be parted again."""
    from litnotes.store import files

    folder = session.notebook.state_folder / KEPT / "+".join(paper.key for paper in papers)
    for paper in papers:
        path = folder / f"{paper.key}.yaml"
        before = files.read(path) if path.exists() else None
        files.replace(path, files.read(session.notebook.paper_path(paper.key)), expected=before)
    return folder
