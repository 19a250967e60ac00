"""Candidates one after the other on a terminal: a page, a key, and the answer is saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from litnotes.cli.screen import Given, Who, day_of_decision, refuse, screened, tell_verdict
from litnotes.cli.screening.pool import Pool
from litnotes.cli.shared import out, say, tell
from litnotes.errors import LitnotesError

if TYPE_CHECKING:
    from litnotes.config import Criteria
    from litnotes.model.screening import Candidate
    from litnotes.snowball.queue import Queue
    from litnotes.snowball.ranking import Order
    from litnotes.snowball.screening import Standing

KEYS = "[i]nclude  [e]xclude  [u]nsure  [l]ater  [b]ack  [o]pen  [q]uit"
OTHER = "0"
TELL_EACH = 20
"""After so many decisions it is told how many of the relevant ones are probably found."""


def run(notes: str | None, pool: Pool, who: Who, first: str | None = None) -> int:
    """Screen until nothing is left or the user quits; return the exit code."""
    from litnotes import render
    from litnotes.cli.screening.deciding import names_of
    from litnotes.cli.screening.ranked import queue_of

    with render.progress(1, f"ordering {len(pool.standings):,} candidates") as step:
        queue = queue_of(pool, who.by or "")
        order = queue.order()
        step("", 1)
    desk = Desk(notes, pool, who, queue, order, names_of(pool), pool.notes.settings().criteria)
    desk.bring_in_earlier()
    say(f"order: {order.method}")
    try:
        desk.work(first)
    except KeyboardInterrupt:
        say("")
    desk.tell_end()
    return desk.code


@dataclass
class Desk:
    """Where one person screens: what is left in its order, what was shown, and what is put off."""

    notes: str | None
    pool: Pool
    who: Who
    queue: Queue
    order: Order
    names: dict[str, str]
    criteria: Criteria
    shown: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    decided: int = 0
    code: int = 0

    def work(self, first: str | None = None) -> None:
        """Show one candidate after the other until nothing is left, or the user quits."""
        key = first or self._next()
        while key is not None:
            self.shown = [one for one in self.shown if one != key] + [key]
            after = self._answered(self.queue.standings[key])
            if after is None:
                return
            key = after or self._next()

    def _next(self) -> str | None:
        """Return the likeliest candidate that was not put off, then those that were."""
        left = [one.candidate.key for one, _ in self.queue.left(self.order)]
        fresh = next((key for key in left if key not in self.later and key not in self._unsure()), None)
        if fresh is None and self.later:
            self.later, put_off = [], self.later
            return next((key for key in put_off if key in left), None)
        return fresh

    def _unsure(self) -> set[str]:
        """Return what this person was unsure of just now: it comes again the next time."""
        by = self.who.by or ""
        return {
            key for key in self.shown
            if (own := self.queue.standings[key].decisions.get(by)) and own.decision == "unsure"
        }  # fmt: skip

    def _answered(self, standing: Standing) -> str | None:
        """Show a candidate and do what keys say; return what to show next, empty for any, None to end."""
        from litnotes.cli.screening import keys

        self._show(standing)
        while True:
            key = keys.pressed().lower()
            if key == "q":
                return None
            if key == "b" and len(self.shown) > 1:
                self.shown.pop()
                return self.shown[-1]
            if self._is_done(standing, key):
                return ""

    def _is_done(self, standing: Standing, key: str) -> bool:
        """Do what a key says; return whether the next candidate may come."""
        match key:
            case "i":
                return self._decide(standing, self._include(standing))
            case "e":
                return self._decide(standing, self._exclude())
            case "u":
                return self._decide(standing, Given("unsure"))
            case "l":
                self.later.append(standing.candidate.key)
                out("later")
                return True
            case "o":
                self._open(standing.candidate)
            case "b":
                say("this is the first one")
            case _:
                say(KEYS)
        return False

    def _show(self, standing: Standing) -> None:
        from litnotes import render

        counts = self.queue.counts()
        told = ", ".join(f"{number:,} {what}" for what, number in counts.items())
        render.show_rule(told)
        render.show_marked(
            render.candidate_lines(standing, self.criteria, self.names, by=self.who.by or "")
        )
        out(KEYS)

    def _include(self, standing: Standing) -> Given | None:
        """Return the decision to include; outside the years of the criteria it takes a reason."""
        from litnotes.cli.screening import keys

        misses = self.criteria.years.outside(standing.candidate.year)
        if not misses:
            return Given("include")
        reason = keys.typed(f"it is outside the years ({misses}); why is it included all the same")
        return Given("include", reason=reason) if reason else None

    def _exclude(self) -> Given | None:
        """Return the decision to exclude, with the criterion of a number, or other words."""
        from litnotes.cli.screening import keys

        names = [*self.criteria.exclude, *self.criteria.include]
        if not names:
            return Given("exclude", reason=keys.typed("why (Enter for no reason)") or None)
        for number, name in enumerate(names, 1):
            sentence = self.criteria.exclude.get(name) or f"not: {self.criteria.include[name]}"
            out(f"  {number}. {name}: {sentence}")
        out(f"  {OTHER}. another reason")
        chosen = self._number(len(names))
        if chosen is None:
            say("not excluded")
            return None
        if chosen == 0:
            reason = keys.typed("why")
            return Given("exclude", reason=reason) if reason else None
        return Given("exclude", criterion=names[chosen - 1])

    def _number(self, last: int) -> int | None:
        """Return the number that is pressed, or typed where there are ten; None for any other key."""
        from litnotes.cli.screening import keys

        typed = keys.typed(f"number, 0 to {last}") if last > 9 else keys.pressed()
        return int(typed) if typed.isdecimal() and len(typed) < 4 and int(typed) <= last else None

    def _decide(self, standing: Standing, given: Given | None) -> bool:
        """Save a decision at once; return whether there is one."""
        from litnotes.cli.screening.deciding import save

        if given is None:
            say(KEYS)
            return False
        if why := refuse(standing, given, self.pool.notes.settings()):
            say(why)
            return False
        key = standing.candidate.key
        decision = screened(standing, given, self.who, day_of_decision(self.who, self.pool))
        save(self.pool.notes.notebook, {key: standing}, [decision])
        self.later = [one for one in self.later if one != key]
        self.queue.decide(decision)
        self.decided += 1
        told = given.criterion or given.reason
        out(f"{given.choice}{f': {told}' if told else ''}")
        tell_verdict(standing)
        if given.choice == "include" and not self.who.by:
            self._bring_in([key])
        self.order = self.queue.order()
        if self.decided % TELL_EACH == 0:
            say(self.queue.estimate().sentence)
        return True

    def _bring_in(self, keys: list[str]) -> None:
        from litnotes.cli.screening.deciding import bring_in, told_of

        try:
            self.code = max(self.code, told_of(bring_in(self.notes, self.pool, keys, self.who.date)))
        except LitnotesError as problem:
            tell(problem)
            self.code = max(self.code, problem.exit_code)

    def bring_in_earlier(self) -> None:
        """Make papers of what was included earlier and could not be written then."""
        missing = [
            one.candidate.key
            for one in self.pool.standings
            if one.stage == "included" and one.paper is None and one.verdict is None
        ]
        if missing:
            self._bring_in(missing)

    def _open(self, candidate: Candidate) -> None:
        from litnotes.cli.screening import keys
        from litnotes.snowball.links import page_of

        url = page_of(candidate)
        if url is None:
            say("it has no address to open")
        elif keys.browse(url):
            out(f"opened {url}")
        else:
            out(url)

    def tell_end(self) -> None:
        """Say what was done, and how many of the relevant ones are probably found."""
        counts = self.queue.counts()
        told = ", ".join(f"{number:,} {what}" for what, number in counts.items())
        out(f"{self.decided} decided now; in all {told}")
        out(self.queue.estimate().sentence)
