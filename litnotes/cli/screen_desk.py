"""The keys of the screening desk that decide nothing: notes, tags, abstracts, search and status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litnotes.app.screening_desk import MOST_MATCHES, Desk
from litnotes.cli import keyboard
from litnotes.cli.say import out, print_problem, say
from litnotes.errors import LitnotesError
from litnotes.formats.personal import tags
from litnotes.render.desk_lines import desk_lines, status_lines
from litnotes.render.terminal import show_marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from litnotes.app.screening_session import ScreeningSession
    from litnotes.screening.decision import TypedDecision
    from litnotes.screening.standing import Standing

DESK_HELP = (
    "n  note on the candidate; saved at once",
    "t  tags of the candidate, separated by commas",
    "a  abstract: ask the services for it, or paste it",
    "/  search all candidates: words of title, abstract or authors",
    "s  status: how many are found, and the curve",
    "d  decide candidates that may be the same work apart",
)


class DeskKeys:
    """The keys of a session that decide nothing."""

    def __init__(self, session: ScreeningSession) -> None:
        self._session = session
        self._desk = Desk(session)

    def prepare(self) -> None:
        """Prepare the first search while the user reads."""
        self._desk.prepare()

    def show(self, standing: Standing) -> None:
        """Print score, criteria, notes and versions of a candidate."""
        score = self._session.score(standing.candidate.key)
        criteria = self._session.pool.settings.criteria
        own = standing.as_seen_by(self._session.screener.by or "")
        show_marked(desk_lines(own, criteria, score, self._desk.versions(standing)))

    def pressed(self, standing: Standing, key: str) -> str | None:
        """Obey a key, and return the candidate to show next, empty to stay; None for other keys."""
        actions: dict[str, Callable[[Standing], str]] = {
            "n": self._note,
            "t": self._tag,
            "a": self._abstract,
            "/": self._search,
            "s": self._status,
            "d": self._apart,
        }
        return actions[key](standing) if key in actions else None

    def decisions_on_versions(self, standing: Standing, typed: TypedDecision) -> dict[str, TypedDecision]:
        """Return the decisions on the versions of a candidate that follow from one on it, by key."""
        return self._desk.decisions_on_versions(standing, typed)

    def _note(self, standing: Standing) -> str:
        if text := keyboard.typed("note (Enter for none)"):
            return self._saved(standing, note=text)
        return ""

    def _tag(self, standing: Standing) -> str:
        if text := keyboard.typed("tags, separated by commas"):
            return self._saved(standing, tags=tags([text]))
        return ""

    def _abstract(self, standing: Standing) -> str:
        text = keyboard.pasted("paste the abstract, or press Enter to ask the services")
        if text is None:
            return ""
        if not text:
            try:
                text = self._desk.fetched_abstract(standing, say)
            except LitnotesError as problem:
                print_problem(problem)
                return ""
        return self._saved(standing, abstract=text)

    def _saved(
        self,
        standing: Standing,
        *,
        note: str | None = None,
        tags: tuple[str, ...] = (),
        abstract: str | None = None,
    ) -> str:
        try:
            self._desk.note(standing, note=note, tags=tags, abstract=abstract)
        except LitnotesError as problem:
            print_problem(problem)
            out("not saved; press the key again")
            return ""
        return standing.candidate.key

    def _status(self, _standing: Standing) -> str:
        out("\n".join(status_lines(self._session.estimate(), self._session.queue.found())))
        return ""

    def _apart(self, standing: Standing) -> str:
        if not self._desk.versions(standing):
            out("no other candidate looks like the same work")
            return ""
        self._desk.apart.add(standing.candidate.key)
        return standing.candidate.key

    def _search(self, _standing: Standing) -> str:
        text = keyboard.typed("search candidates")
        if not text:
            return ""
        found = self._desk.matches(text)
        for number, standing in enumerate(found[:MOST_MATCHES], 1):
            out(f"  {number}. {standing.candidate.title} ({standing.stage})")
        if not found:
            out("no candidate has these words")
            return ""
        more = f"{len(found) - MOST_MATCHES:,} more; " if len(found) > MOST_MATCHES else ""
        out(f"{more}press a number to show one, another key to go on")
        chosen = keyboard.pressed()
        if chosen.isdecimal() and 0 < int(chosen) <= min(len(found), MOST_MATCHES):
            return found[int(chosen) - 1].candidate.key
        return ""
