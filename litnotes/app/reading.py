"""The index of the notes in use, for commands that only look things up."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from litnotes.app.ended import Ended
from litnotes.app.notes import Session, find_notebook, session_with

if TYPE_CHECKING:
    import sqlite3

    from litnotes.config import Settings
    from litnotes.index.database import Index
    from litnotes.store.notebook import Notebook

T = TypeVar("T")


class Lookup:
    """The index of the notes in use, as they are now, for commands that only look things up.

    `session` is how it was brought up to date, where anything had changed.
    """

    def __init__(self, notebook: Notebook, index: Index, session: Session | None = None) -> None:
        self.notebook = notebook
        self.index = index
        self.session = session

    @property
    def years(self) -> tuple[int | None, int | None]:
        """The first and the last year that the criteria allow."""
        years = json.loads(self._settings()).get("criteria", {}).get("years", {})
        return years.get("from"), years.get("to")

    def settings(self) -> Settings:
        """Return all settings, which takes the models that they are."""
        from litnotes.config import Settings

        return self.session.settings if self.session else Settings.model_validate_json(self._settings())

    def _settings(self) -> str:
        from litnotes.store.notebook import SETTINGS

        return self.ask(lambda _: self.index.content(SETTINGS) or "{}")

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Return what a question to the index comes to; a broken one is made anew."""
        from litnotes.index import database

        try:
            return question(self.index.connection)
        except database.BROKEN as problem:
            if not database.is_out_of_reach(problem):
                database.remove(self.notebook.root)
            anew = _looked_up(self.notebook)
            self.index, self.session = anew.index, anew.session
            return question(self.index.connection)

    def opened(self) -> Session:
        """Return the notes in use with all that reading and writing takes."""
        if self.session is None:
            self.session = session_with(self.notebook, self.index)
            self.session.problems += self.session.upkeep.problems
        return self.session

    def ended(self, *asked: Path, everything: bool = False) -> Ended:
        """Return what the user is to be told at the end of a command, and its exit code."""
        return self.session.ended(*asked, everything=everything) if self.session else Ended((), (), (), 0)


def notes_of(session: Session) -> Lookup:
    """Return the index of notes that are opened already."""
    found = Lookup(session.notebook, session.upkeep.index)
    found.session = session
    return found


def look_up(notes: str | None) -> Lookup:
    """Return the index of the notes in use; nothing is loaded to read them where nothing changed."""
    return _looked_up(find_notebook(notes))


def _looked_up(notebook: Notebook) -> Lookup:
    from litnotes.index.follow import with_index

    def looked(index: Index) -> Lookup:
        found = Lookup(notebook, index)
        changes = index.changes()
        if changes:
            found.opened()
        else:
            index.note(changes)
        return found

    return with_index(notebook, looked)
