"""Imports of papers from other tools: each entry of a file is added, merged or skipped."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.app.entry_file import Import, read_entries, read_zotero
from litnotes.app.look_ups import Progress
from litnotes.app.notes import Notes, notes_to_write, open_notes
from litnotes.errors import LitnotesError, Location, Unwritable
from litnotes.values.today import today

if TYPE_CHECKING:
    from litnotes.library.imports import ImportOutcome

LONG = 50
"""The number of entries from which a progress bar is shown."""


def read_files(paths: Iterable[Path]) -> tuple[list[Import], list[LitnotesError]]:
    """Return the readable files, and the problems of other files and of single entries."""
    imports: list[Import] = []
    problems: list[LitnotesError] = []
    for path in dict.fromkeys(paths):
        try:
            imports.append(read_entries(path))
        except LitnotesError as problem:
            problems.append(problem)
    for read in imports:
        places = ((broken.why, Location(str(read.path), broken.line)) for broken in read.broken)
        problems += [LitnotesError(why, location=place) for why, place in places]
    return imports, problems


def read_collections(names: Iterable[str]) -> tuple[list[Import], list[LitnotesError]]:
    """Return the collections of the Zotero on this machine, or without names its library; and problems."""
    imports: list[Import] = []
    problems: list[LitnotesError] = []
    for name in [*dict.fromkeys(names)] or [""]:
        try:
            imports.append(read_zotero(name))
        except LitnotesError as problem:
            problems.append(problem)
    return imports, problems


@dataclass(slots=True)
class Importing:
    """The notes that papers are imported into, and the problems.

    `stopped` means that entries are left: the disk is full, or with `interrupted`, the user pressed Ctrl-C.
    """

    notes: Notes
    problems: list[LitnotesError] = field(default_factory=list)
    stopped: bool = False
    interrupted: bool = False


def import_files(
    notes: str | None,
    files: Sequence[Import],
    tags: tuple[str, ...] = (),
    *,
    dry_run: bool = False,
    progress: Progress,
) -> Importing:
    """Import the entries of files; the outcomes are in `done` of each file.

    `dry_run` writes nothing; `tags` are added to all papers.
    """
    opened = contextlib.nullcontext(open_notes(notes, dry_run=True)) if dry_run else notes_to_write(notes)
    with opened as session:
        importing = Importing(session)
        try:
            _take_in_all(importing, files, tags, progress)
        except Unwritable as problem:
            importing.problems.append(problem)
            importing.stopped = True
        except KeyboardInterrupt:
            importing.stopped = importing.interrupted = True
    return importing


def _take_in_all(
    importing: Importing, files: Sequence[Import], tags: tuple[str, ...], progress: Progress
) -> None:
    total = sum(len(one.entries) for one in files)
    with progress(total if total >= LONG else 0, "importing") as step:
        for one in files:
            for problem in _take_in(importing.notes, one, tags):
                step(one.path.name, 1)
                if problem:
                    importing.problems.append(problem)


def _take_in(notes: Notes, one: Import, tags: tuple[str, ...]) -> Iterator[LitnotesError | None]:
    """Import the entries of a file; yield the problem of each, or None."""
    from litnotes.library.imports import Intake

    known = set(notes.library.papers)
    papers = notes.notebook.root / "papers"
    unreadable = {path.stem for path in papers.glob("*.yaml")} - known
    intake = Intake(notes.library, one.source, today(), tags, unreadable)
    for entry in one.entries:
        outcome = intake.decide(entry)
        try:
            if not notes.dry_run:
                _write(notes, outcome)
        except Unwritable:
            raise
        except LitnotesError as problem:
            yield problem
            continue
        intake.keep(outcome)
        one.done.append(outcome)
        yield None


def _write(notes: Notes, outcome: ImportOutcome) -> None:
    from litnotes.library.imports import Added, CompletedPaper

    match outcome:
        case Added(_, paper, _):
            notes.notebook.create_paper(paper)
        case CompletedPaper(_, paper, changes):
            notes.notebook.change_paper(paper, changes)
