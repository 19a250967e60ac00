"""Make the whole notebook as a folder of pages."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from litnotes.app.new_file import refuse_own
from litnotes.app.notes import find_notebook, open_notes
from litnotes.app.unread import add_errors
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.say import finished, out, print_problem, say
from litnotes.errors import LitnotesError, WrongUse
from litnotes.render.text import count

if TYPE_CHECKING:
    from litnotes.app.site.contents import SiteDay
    from litnotes.render.html.prose import Embed


def site(
    context: Context,
    folder: Annotated[str, Argument(metavar="FOLDER", help="The folder of the pages.")],
    watch: Annotated[
        bool, Option("--watch", help="Keep running, and update the pages when a file of the notes changes.")
    ] = False,
) -> int:
    """Make the whole notebook as pages for a browser.

    The pages need no server and no network: open FOLDER/index.html. Run it again to bring them up to date;
    only pages that changed are written. A folder with other files is refused.

    Example: litnotes site pages
    """
    if not folder.strip():
        raise WrongUse("FOLDER is empty; give the folder of the pages")
    if watch:
        return _watch(context.notes, Path(folder))
    return _update(context.notes, Path(folder))


def _watch(notes: str | None, root: Path) -> int:
    """Update the pages now and after each change; return the first exit code after Ctrl-C.

    A problem after a change is printed, and the next change is waited for.
    """
    from litnotes.app.site.watching import changes

    changed = changes(find_notebook(notes).root)
    next(changed)
    code = _update(notes, root)
    say("watching the notes; press Ctrl-C to stop")
    with contextlib.suppress(KeyboardInterrupt):
        for _ in changed:
            try:
                _update(notes, root, only_changes=True)
            except LitnotesError as problem:
                print_problem(problem)
    return code


def _update(notes_folder: str | None, root: Path, *, only_changes: bool = False) -> int:
    """Bring the pages up to date, say what was written, and return the exit code."""
    from litnotes.app.note_picture import Pictures
    from litnotes.app.site.contents import Contents
    from litnotes.app.site.folder import write_site
    from litnotes.render.html.site_pages import site_pages

    notes = open_notes(notes_folder)
    refuse_own(notes.notebook, root / "index.html")

    def pictures(day: SiteDay) -> Embed:
        return Pictures(notes.notebook, notes.days.paths[day.day]).embed

    contents = Contents(notes)
    with notes.notebook.locked():
        done = write_site(root, [*site_pages(contents, pictures)])
    if done.written or not only_changes:
        out(
            f"{notes.notebook.shown(root)}: wrote {count(done.written, 'page')}, {done.unchanged} unchanged"
        )
        sys.stdout.flush()  # a program may wait for the line
    for name in done.removed:
        say(f"removed {name}, which is no longer part of the site")
    for name in done.kept:
        say(f"{name} is no longer part of the site, but was edited; delete it")
    notes.problems += contents.pool.problems
    add_errors(notes)
    return finished(notes, everything=True)
