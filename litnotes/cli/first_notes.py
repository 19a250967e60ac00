"""Offer to create a notes folder where there is none."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from litnotes.cli.say import say
from litnotes.errors import NoNotes, NotFound


def with_notes(command: Callable[[], int]) -> int:
    """Run a command; if it finds no notes, offer to create them and run it again.

    Raises NoNotes without a terminal to ask on, NotFound if the user refuses.
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

    if not confirmed("Create them in notes/ now?"):
        raise NotFound("nothing was created")
    topic = answered("Topic of the related work, in one sentence", default="")
    make_notes(Path.cwd() / FOLDER, topic)
