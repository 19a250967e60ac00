"""Candidates one after the other on a terminal: a page, a key, and the answer is saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from litnotes.cli.screening.decision import (
    Given,
    Who,
    criteria_against,
    day_of_decision,
    in_words,
    refuse,
    says_already,
    screened,
    tell_what_counts,
)
from litnotes.cli.screening.pool import Pool
from litnotes.cli.shared import out, say, tell
from litnotes.errors import INTERRUPTED, LitnotesError
from litnotes.render.candidate_page import candidate_lines, counts_in_words
from litnotes.render.terminal import progress, show_lines, show_marked, show_rule

if TYPE_CHECKING:
    from litnotes.model.candidate import Candidate
    from litnotes.screening.queue import Queue
    from litnotes.screening.ranking import Ordering
    from litnotes.screening.standing import Standing

KEYS = "[i]nclude  [e]xclude  [u]nsure  [l]ater  [b]ack  [o]pen  [q]uit  [?]"
HELP = (
    "i  include: it becomes a paper, and a quick note of the day's report",
    "e  exclude, then the number of a criterion; Esc leaves it undecided",
    "u  unsure: saved, and shown again at the next `litnotes screen`",
    "l  later: nothing is saved, and it is shown again after all others",
    "b  back to the one before, to decide otherwise",
    "o  open its page in the browser",
    "q  quit; each answer is saved already",
)
OTHER = 0
TELL_EACH = 20
"""After so many decisions it is told how many of the relevant ones are probably found."""


def run(notes: str | None, pool: Pool, who: Who, first: str | None = None) -> int:
    """Screen until nothing is left or the user quits; return the exit code."""
    from litnotes.cli.screening import keys
    from litnotes.cli.screening.deciding import bring_in
    from litnotes.cli.screening.ranked import queue_of

    code = 0 if who.by else bring_in(notes, pool, pool.standings, who.date)
    with keys.one_by_one():
        with progress(1, f"ordering {len(pool.standings):,} candidates") as step:
            queue = queue_of(pool, who.by or "")
            order = queue.order()
            step("", 1)
        desk = Desk(notes, pool, who, queue, order, code=code)
        show_lines(f"order: {order.method}")
        try:
            desk.work(first)
        except KeyboardInterrupt:
            say("")
            desk.code = max(desk.code, INTERRUPTED)
    desk.tell_end()
    return desk.code


@dataclass
class Desk:
    """Where one person screens: what is left in its order, what was shown, and what is put off."""

    notes: str | None
    pool: Pool
    who: Who
    queue: Queue
    order: Ordering
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
        show_lines("nothing is left to screen")

    def _next(self) -> str | None:
        """Return the likeliest candidate that was not put off, then those that were, the longest first."""
        left = [one.candidate.key for one, _ in self.queue.left(self.order)]
        aside = {*self.later, *self._unsure()}
        fresh = next((key for key in left if key not in aside), None)
        if fresh is not None:
            return fresh
        still = {*left}
        return next((key for key in self.later if key in still), None)

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
                self._put_off(standing.candidate.key)
                return True
            case "o":
                self._open(standing.candidate)
            case "b":
                show_lines("this is the first one")
            case "?":
                show_lines(*HELP)
            case _:
                show_lines(KEYS)
        return False

    def _show(self, standing: Standing) -> None:
        counts = self.queue.counts()
        late = f", {len(self.later):,} put off" if self.later else ""
        show_rule(f"{counts_in_words(counts)}{late}")
        criteria = self.pool.settings.criteria
        show_marked(candidate_lines(standing, criteria, self.pool.names, by=self.who.by or ""))
        show_lines(KEYS)

    def _put_off(self, key: str) -> None:
        """Have a candidate come again after all others, those put off before it too."""
        self.later = [*(one for one in self.later if one != key), key]
        out("later; it comes again after the others")

    def _include(self, standing: Standing) -> Given | None:
        """Return the decision to include; outside the years of the criteria it takes a reason."""
        from litnotes.cli.screening import keys

        misses = self.pool.settings.criteria.years.outside(standing.candidate.year)
        if not misses:
            return Given("include")
        reason = keys.typed(f"it is outside the years ({misses}); why is it included all the same")
        return Given("include", reason=reason) if reason else None

    def _exclude(self) -> Given | None:
        """Return the decision to exclude, with the criterion of a number, or other words."""
        from litnotes.cli.screening import keys

        criteria = criteria_against(self.pool.settings)
        if not criteria:
            reason = keys.typed("why (Enter for no reason, Esc and Enter to leave it)")
            return None if reason is None else Given("exclude", reason=reason or None)
        for number, (name, sentence) in enumerate(criteria.items(), 1):
            show_lines(f"  {number}. {name}: {sentence}")
        show_lines(f"  {OTHER}. another reason")
        chosen = self._number(len(criteria))
        if chosen is None:
            return None
        if chosen == OTHER:
            reason = keys.typed("why")
            return Given("exclude", reason=reason) if reason else None
        return Given("exclude", criterion=[*criteria][chosen - 1])

    def _number(self, last: int) -> int | None:
        """Return the number that is pressed, or typed where there are ten; None for Esc or no number."""
        from litnotes.cli.screening import keys

        while True:
            typed = keys.typed(f"number, 0 to {last}") if last > 9 else keys.pressed()
            if typed and typed.isdecimal() and len(typed) < 4 and int(typed) <= last:
                return int(typed)
            if not typed or not typed.isprintable():
                return None
            show_lines(f"press a number, {OTHER} to {last}, or Esc to leave it undecided")

    def _decide(self, standing: Standing, given: Given | None) -> bool:
        """Save a decision at once; return whether there is one."""
        from litnotes.cli.screening.deciding import bring_in, save

        if given is None:
            show_lines("nothing decided", KEYS)
            return False
        if why := refuse(standing, given, self.pool.settings):
            show_lines(why)
            return False
        key = standing.candidate.key
        decision = screened(standing, given, self.who, day_of_decision(self.who, self.pool))
        try:
            if not says_already(standing, decision):
                save(self.pool.notes.notebook, {key: standing}, [decision])
        except LitnotesError as problem:
            tell(problem)
            show_lines("so it is not saved; press the key again, or q to quit")
            self.code = max(self.code, problem.exit_code)
            return False
        self.later = [one for one in self.later if one != key]
        self.queue.decide(decision)
        self.decided += 1
        show_lines(in_words(given))
        standing = self.queue.standings[key]
        tell_what_counts(standing)
        if not self.who.by:
            self.code = max(self.code, bring_in(self.notes, self.pool, [standing], self.who.date))
        self.order = self.queue.order()
        if self.decided % TELL_EACH == 0:
            show_lines(self.queue.estimate().sentence)
        return True

    def _open(self, candidate: Candidate) -> None:
        from litnotes.citations.page import page_of
        from litnotes.cli.screening import keys

        url = page_of(candidate)
        if url is None:
            show_lines("it has no address to open")
        elif keys.browse(url):
            out(f"opened {url}")
        else:
            out(f"no browser could be opened: {url}")

    def tell_end(self) -> None:
        """Say what was done, and how many of the relevant ones are probably found."""
        from litnotes.screening.standing import conflicts

        told = counts_in_words(self.queue.counts())
        show_lines(f"{self.decided} decided now; in all {told}", self.queue.estimate().sentence)
        disagreeing = len(conflicts(self.queue.standings.values()))
        if disagreeing and not self.who.by:
            say(f"people disagree on {disagreeing:,}; `litnotes candidates --conflicts` lists them")
