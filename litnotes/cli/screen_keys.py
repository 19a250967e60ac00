"""Screening on a terminal: show a candidate, read a key, save the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litnotes.app.admit import Admission, admit
from litnotes.app.deciding import Screener
from litnotes.app.pool import Pool
from litnotes.app.screening_session import UNTIL_THE_END, Goal, ScreeningSession, start_screening
from litnotes.cli import keyboard
from litnotes.cli.say import finished, out, print_problem, say, show_end
from litnotes.cli.screen_desk import DESK_HELP, DeskKeys
from litnotes.errors import INTERRUPTED, LitnotesError
from litnotes.render.candidate_page import (
    admitted_in_words,
    candidate_lines,
    counts_in_words,
    typed_in_words,
    verdict_in_words,
    what_counts,
)
from litnotes.render.desk_lines import estimate_lines, progress_in_words
from litnotes.render.terminal import progress, show_marked, show_rule
from litnotes.screening.decision import TypedDecision, criteria_against, refusal
from litnotes.values.addresses import page_of

if TYPE_CHECKING:
    from litnotes.app.carried_out import CarriedOut
    from litnotes.model.candidate import Candidate
    from litnotes.screening.standing import Standing

KEYS = (
    "[i]nclude  [e]xclude  [u]nsure  [l]ater  [b]ack  [o]pen  [n]ote  [t]ags  [a]bstract  [/]search  "
    "[s]tatus  [q]uit  [?]"
)
HELP = (
    "i  include: it becomes a paper and a quick note in today's report",
    "e  exclude, then the number of a criterion; Esc cancels",
    "u  unsure: saved; it comes again in the next `litnotes screen`",
    "l  later: not saved; it comes again after all others",
    "b  back to the previous candidate, to change its decision",
    "o  open its page in the browser",
    *DESK_HELP,
    "q  quit; all decisions are saved",
)
OTHER = 0
PAUSE = 0.3
"""Seconds without a key, after which the program prepares the next candidate while the user reads."""


def run(
    notes: str | None, pool: Pool, screener: Screener, first: str | None = None, goal: Goal = UNTIL_THE_END
) -> int:
    """Screen until nothing is left, the goal is reached or the user quits; return the exit code."""
    code = 0
    if not screener.by:
        code = show_admission(admit(notes, pool, pool.standings, screener.date))
    with keyboard.one_by_one():
        with progress(1, f"ordering {len(pool.standings):,} candidates") as step:
            session = start_screening(notes, pool, screener, goal)
            step("", 1)
        keys = ScreeningKeys(session, code)
        out(f"order: {session.order.method}")
        try:
            keys.work(first)
        except KeyboardInterrupt:
            say("")
            keys.code = max(keys.code, INTERRUPTED)
    _show_end_of(session)
    return keys.code


def show_admission(admission: Admission) -> int:
    """Print the papers that candidates became, and problems; return the exit code."""
    for paper in admission.papers:
        out(f"  {admitted_in_words(paper)}")
    code = show_end(admission.ended())
    if admission.problems:
        say("the decisions are saved; the next `litnotes screen` adds the papers")
    return code


def show_carried_out(done: CarriedOut) -> int:
    """Print the places of verdicts on own papers, new papers, and problems; return the exit code."""
    code = 0
    for one in done.verdicts:
        if isinstance(one, LitnotesError):
            print_problem(one)
            code = max(code, one.exit_code)
        else:
            out(f"  {verdict_in_words(one)}")
            code = max(code, finished(one.notes))
    return max(code, show_admission(done.admission))


def _show_end_of(session: ScreeningSession) -> None:
    """Print the counts of decisions, and the estimated share of relevant candidates found."""
    counts = counts_in_words(session.counts())
    out(f"{session.decided} decided now; in total {counts}")
    out("\n".join(estimate_lines(session.estimate())))
    if conflicts := session.conflicts():
        say(f"people disagree on {conflicts:,}; list them with `litnotes candidates --conflicts`")


class ScreeningKeys:
    """The keys of a screening session on a terminal; `code` is the exit code of the session."""

    def __init__(self, session: ScreeningSession, code: int = 0) -> None:
        self.session = session
        self.code = code
        self._criteria = session.pool.settings.criteria
        self._desk = DeskKeys(session)

    def work(self, first: str | None = None) -> None:
        """Show one candidate after another, until the end or until the user quits."""
        key = first or self.session.next_key()
        while key is not None:
            after = self._screened(self.session.show(key))
            if after is None:
                return
            if not after and (reached := self.session.reached()):
                out(f"stopped: {reached.sentence}")
                return
            key = after or self.session.next_key()
        out("no more candidates to screen")

    def _screened(self, standing: Standing) -> str | None:
        """Show a candidate and obey keys; return the key to show next, empty for any, None to end."""
        self._show(standing)
        if not keyboard.is_pressed_within(PAUSE):
            self.session.prepare()  # while the user reads
            self._desk.prepare()
        while True:
            key = keyboard.pressed().lower()
            if key == "q":
                return None
            if key == "b" and (before := self.session.back()):
                return before
            if (again := self._desk.pressed(standing, key)) is not None:
                if again:
                    return again
                continue
            if self._is_done(standing, key):
                return ""

    def _is_done(self, standing: Standing, key: str) -> bool:
        """Carry out the action of a key; return whether the next candidate may come."""
        match key:
            case "i":
                return self._decide(standing, self._include(standing))
            case "e":
                return self._decide(standing, self._exclude())
            case "u":
                return self._decide(standing, TypedDecision("unsure"))
            case "l":
                self.session.put_off(standing.candidate.key)
                out("later: it comes again after the others")
                return True
            case "o":
                self._open(standing.candidate)
            case "b":
                out("this is the first candidate")
            case "?":
                out("\n".join(HELP))
            case _:
                out(KEYS)
        return False

    def _show(self, standing: Standing) -> None:
        session = self.session
        late = f", {len(session.later):,} put off" if session.later else ""
        show_rule(f"{counts_in_words(session.counts())}{late}{progress_in_words(session.estimate())}")
        by = session.screener.by or ""
        known = "" if by else session.pool.known_of(standing)
        show_marked(candidate_lines(standing, self._criteria, session.pool.names, by=by, known=known))
        self._desk.show(standing)
        out(KEYS)

    def _include(self, standing: Standing) -> TypedDecision | None:
        """Return the decision to include; outside the years of the criteria it needs a reason."""
        misses = self._criteria.years.outside(standing.candidate.year)
        if not misses:
            return TypedDecision("include")
        reason = keyboard.typed(f"outside the years of the criteria ({misses}); why include it")
        return TypedDecision("include", reason=reason) if reason else None

    def _exclude(self) -> TypedDecision | None:
        """Return the decision to exclude, with a criterion chosen by its number, or a reason."""
        criteria = criteria_against(self._criteria)
        if not criteria:
            reason = keyboard.typed("why (Enter for no reason, Esc and Enter to cancel)")
            return None if reason is None else TypedDecision("exclude", reason=reason or None)
        for number, (name, sentence) in enumerate(criteria.items(), 1):
            out(f"  {number}. {name}: {sentence}")
        out(f"  {OTHER}. another reason")
        chosen = self._number(len(criteria))
        if chosen is None:
            return None
        if chosen == OTHER:
            reason = keyboard.typed("why")
            return TypedDecision("exclude", reason=reason) if reason else None
        return TypedDecision("exclude", criterion=[*criteria][chosen - 1])

    def _number(self, last: int) -> int | None:
        """Return the number pressed, or typed if it may have two digits; None for Esc."""
        while True:
            typed = keyboard.typed(f"number, 0 to {last}") if last > 9 else keyboard.pressed()
            if typed and typed.isdecimal() and len(typed) < 4 and int(typed) <= last:
                return int(typed)
            if not typed or not typed.isprintable():
                return None
            out(f"press a number, {OTHER} to {last}, or Esc to cancel")

    def _decide(self, standing: Standing, typed: TypedDecision | None) -> bool:
        """Save a decision at once; return whether there is one."""
        if typed is None:
            out(f"no decision\n{KEYS}")
            return False
        if why := refusal(standing, typed, self._criteria):
            out(why)
            return False
        also = self._desk.decisions_on_versions(standing, typed)
        try:
            standing, done = self.session.decide(standing, typed, also)
        except LitnotesError as problem:
            print_problem(problem)
            out("not saved; press the key again, or q to quit")
            self.code = max(self.code, problem.exit_code)
            return False
        out(typed_in_words(typed))
        for key, other in also.items():
            out(f"  {key}: {typed_in_words(other)}")
        if counts := what_counts(standing):
            say(counts)
        self.code = max(self.code, show_carried_out(done))
        self.session.reorder()
        if self.session.is_estimate_due:
            out(self.session.estimate().sentence)
        return True

    def _open(self, candidate: Candidate) -> None:
        url = page_of(candidate.ids, candidate.url)
        if url is None:
            out("no web page to open")
        elif keyboard.browse(url):
            out(f"opened {url}")
        else:
            out(f"no browser found; the page is {url}")
