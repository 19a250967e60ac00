"""Create a notes folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from litnotes.app.new_notes import make_notes
from litnotes.cli.line.declare import Context, Option
from litnotes.cli.say import out
from litnotes.errors import Conflict, Location

if TYPE_CHECKING:
    from litnotes.store.notebook import Notebook

EXAMPLE = "# The example notes of litnotes."
"""The first line of the settings in the example notes of the repository."""


def init(
    context: Context,
    topic: Annotated[str, Option(metavar="TEXT", help="Topic of the related work, in one sentence.")] = "",
) -> int:
    """Create a notes folder with its settings.

    The folder is notes/ below the current folder, or the folder of --notes.

    Example: litnotes init --topic "generative models trained on a latent space"
    """
    from litnotes.store.notebook import FOLDER, SETTINGS, Notebook

    here = Path.cwd()
    named = Path(context.notes) if context.notes else None
    notebook = Notebook(named or (here if (here / SETTINGS).is_file() else here / FOLDER))
    shown = notebook.shown(notebook.settings_path)
    if not notebook.settings_path.is_file():
        make_notes(notebook.root, topic)
        out(f"created {shown}: edit the topic and the criteria in it")
        out("next: litnotes import-reports FILE…, or litnotes new-day")
    elif _are_example_notes(notebook):
        out(f"{shown}: these are the example notes of litnotes; nothing was changed")
        out('to create your own notes: mkdir ../review && cd ../review && litnotes init --topic "…"')
    elif topic and notebook.settings().topic != topic:
        raise Conflict("the notes have another topic; edit `topic` in this file", location=Location(shown))
    else:
        out(f"{shown} exists; nothing was changed")
    return 0


def _are_example_notes(notebook: Notebook) -> bool:
    from litnotes.store import files

    return files.read_text(notebook.settings_path).startswith(EXAMPLE)
