"""Where there are no notes yet, a terminal is offered to make them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from litnotes.cli.say import say
from litnotes.errors import NoNotes, NotFound


def with_notes(command: Callable[[], int]) -> int:
    """Run a command; where it finds no notes, offer to make them, and run it again.

    Raises NoNotes where there is nobody to ask, NotFound where the user wants none.
    """
    try:
        return command()
    except NoNotes as missing:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise
        say(missing.message)
    _make()
    return command()


def _make() -> None:
    from litnotes.app.new_notes import make_notes
    from litnotes.cli.prompts import answered, confirmed
    from litnotes.store.notebook import FOLDER

    if not confirmed("Make them in notes/ now?"):
        raise NotFound("nothing was made")
    topic = answered("What is the related work about, in one sentence", default="")
    make_notes(Path.cwd() / FOLDER, topic)
