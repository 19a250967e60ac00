"""Make a notes folder."""

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
"""With this line begin the settings of the notes that come with the source of litnotes."""


def init(
    context: Context,
    topic: Annotated[str, Option(help="What the related work is about, in one sentence.")] = "",
) -> int:
    """Make a notes folder with its settings.

    Example: litnotes init --topic "generative models trained on a latent space"
    """
    from litnotes.store.notebook import FOLDER, SETTINGS, Notebook

    here = Path.cwd()
    given = Path(context.notes) if context.notes else None
    notebook = Notebook(given or (here if (here / SETTINGS).is_file() else here / FOLDER))
    shown = notebook.shown(notebook.settings_path)
    if not notebook.settings_path.is_file():
        make_notes(notebook.root, topic)
        out(f"made {shown}: the topic and the criteria stand there")
        out("next: litnotes import-reports FILE…, or litnotes new-day")
    elif _are_example_notes(notebook):
        out(f"{shown}: these are the example notes of litnotes; nothing was changed")
        out('for notes of your own: mkdir ../review && cd ../review && litnotes init --topic "…"')
    elif topic and notebook.settings().topic != topic:
        raise Conflict(
            "there are notes with another topic; change it in this file", location=Location(shown)
        )
    else:
        out(f"{shown} is there already; nothing was changed")
    return 0


def _are_example_notes(notebook: Notebook) -> bool:
    from litnotes.store import files

    return files.read_text(notebook.settings_path).startswith(EXAMPLE)
