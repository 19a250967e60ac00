"""Papers of other tools taken into the notes: entries read from files, each added, merged or skipped."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.app.entry_file import Import, read_entries
from litnotes.app.look_ups import Progress
from litnotes.app.notes import Notes, notes_to_write, open_notes
from litnotes.errors import LitnotesError, Location, Unwritable

if TYPE_CHECKING:
    from litnotes.library.imports import ImportOutcome

LONG = 50
"""From so many entries on there is a progress bar."""


def read_files(paths: Iterable[Path]) -> tuple[list[Import], list[LitnotesError]]:
    """Return the files that can be read, and what is wrong with the others and with single entries."""
    imports: list[Import] = []
    problems: list[LitnotesError] = []
    for path in dict.fromkeys(paths):
        try:
            imports.append(read_entries(path))
        except LitnotesError as problem:
            problems.append(problem)
    for one in imports:
        places = ((broken.why, Location(str(one.path), broken.line)) for broken in one.broken)
        problems += [LitnotesError(why, location=place) for why, place in places]
    return imports, problems


@dataclass(slots=True)
class Importing:
    """The notes that papers were taken into, and what could not be written.

    `stopped` means that entries are left: the disk is full, or with `interrupted` the user ended it.
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
    """Take in the entries of files; `done` of each file is what became of them.

    With `dry_run`, all is decided and nothing written; `tags` are for all papers.
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


def _take_in(session: Notes, one: Import, tags: tuple[str, ...]) -> Iterator[LitnotesError | None]:
    """Take in the entries of a file; yield for each what prevented writing it, if anything did."""
    from litnotes.library.imports import Intake
    from litnotes.values.today import today

    known = set(session.library.papers)
    papers = session.notebook.root / "papers"
    unreadable = {path.stem for path in papers.glob("*.yaml")} - known
    intake = Intake(session.library, one.source, today(), tags, unreadable)
    for entry in one.entries:
        outcome = intake.decide(entry)
        try:
            if not session.dry_run:
                _write(session, outcome)
        except Unwritable:
            raise
        except LitnotesError as problem:
            yield problem
            continue
        intake.keep(outcome)
        one.done.append(outcome)
        yield None


def _write(session: Notes, outcome: ImportOutcome) -> None:
    from litnotes.library.imports import Added, CompletedPaper

    match outcome:
        case Added(_, paper):
            session.notebook.create_paper(paper)
        case CompletedPaper(_, paper, changes):
            session.notebook.change_paper(paper, changes)
