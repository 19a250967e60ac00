"""Make the whole notebook as a folder of pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from litnotes.app.new_file import refuse_own
from litnotes.app.notes import open_notes
from litnotes.app.unread import add_errors
from litnotes.cli.line.declare import Argument, Context
from litnotes.cli.say import finished, out, say
from litnotes.errors import WrongUse
from litnotes.render.text import count

if TYPE_CHECKING:
    from litnotes.app.site.contents import SiteDay
    from litnotes.render.html.prose import Embed


def site(
    context: Context, folder: Annotated[str, Argument(metavar="FOLDER", help="The folder of the pages.")]
) -> int:
    """Make the whole notebook as pages for a browser.

    The pages need no server and no network: open FOLDER/index.html. Run it again to bring them up to date;
    only pages that changed are written. A folder with other files is refused.

    Example: litnotes site pages
    """
    from litnotes.app.note_picture import Pictures
    from litnotes.app.site.contents import Contents
    from litnotes.app.site.folder import write_site
    from litnotes.render.html.site_pages import site_pages

    if not folder.strip():
        raise WrongUse("FOLDER is empty; give the folder of the pages")
    root = Path(folder)
    notes = open_notes(context.notes)
    refuse_own(notes.notebook, root / "index.html")

    def pictures(day: SiteDay) -> Embed:
        return Pictures(notes.notebook, notes.days.paths[day.day]).embed

    contents = Contents(notes)
    with notes.notebook.locked():
        done = write_site(root, [*site_pages(contents, pictures)])
    out(f"{notes.notebook.shown(root)}: wrote {count(done.written, 'page')}, {done.unchanged} unchanged")
    for name in done.removed:
        say(f"removed {name}, which is no longer part of the site")
    for name in done.kept:
        say(f"{name} is no longer part of the site, but was edited; delete it")
    notes.problems += contents.pool.problems
    add_errors(notes)
    return finished(notes, everything=True)
