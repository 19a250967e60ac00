"""`check --fix`: the edits that need no choice, shown, agreed to, written."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from litnotes.cli.asking import confirmed
from litnotes.cli.session import open_session
from litnotes.cli.shared import say
from litnotes.errors import LitnotesError, Unreadable, WrongUse

if TYPE_CHECKING:
    from litnotes.checks.fix import Change
    from litnotes.checks.review import Review, Reviewer


def mend(desk: Reviewer, found: Review, *, ask: bool, dry_run: bool) -> tuple[int, list[LitnotesError]]:
    """Show what can be fixed, and write it when that is agreed to.

    Returns how many files were written, and what was refused or went wrong.
    """
    from litnotes.checks.fix import changes
    from litnotes.render.diff import difference
    from litnotes.render.terminal import show_diff
    from litnotes.render.text import count

    written = 0
    able, problems = changes(desk, found)
    for change in able:
        show_diff(difference(change.report.shown, _as_text(change.report.data), _as_text(change.new)))
    if not able:
        say(f"{count(len(found.reports), 'file')}: nothing to fix")
    elif dry_run:
        say(f"{count(len(able), 'file')} would be changed")
    elif ask and not _agreed():
        say("nothing was changed")
    else:
        written, unwritten = _write(desk, able)
        say(f"{count(written, 'file')} changed")
        problems += unwritten
    return written, problems


def _as_text(data: bytes) -> str:
    return data.decode("utf-8-sig", "backslashreplace")


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise WrongUse("nothing was changed: add --yes to make these edits, or --dry-run to look at them")
    return confirmed("Apply?")


def _write(desk: Reviewer, able: list[Change]) -> tuple[int, list[LitnotesError]]:
    """Write the files and what follows them in the notes; return how many, and what went wrong.

    What cannot be read is a finding, not a failure of the fix: the review tells it.
    """
    from litnotes.store import files

    written, problems = 0, []
    lock = files.locked(desk.notebook.lock_path) if desk.notebook else contextlib.nullcontext()
    with lock:
        for change in able:
            try:
                files.replace(change.report.path, change.new, expected=change.report.data)
                written += 1
            except LitnotesError as problem:
                problems.append(problem)
        if desk.notebook:
            followed = open_session(str(desk.notebook.root)).problems
            problems += [problem for problem in followed if not isinstance(problem, Unreadable)]
    return written, problems
