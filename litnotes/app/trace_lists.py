"""Services asked for lists of citations round by round, or a file read instead."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.app.entry_file import read_entries
from litnotes.app.look_ups import fetch_of
from litnotes.app.notes import Notes
from litnotes.app.trace_start import EarlierTraces, TraceRequest, TraceStart, name_of
from litnotes.citations.lists import STOPPED, Seed, describe, follow
from litnotes.citations.snowballing import seeds_of_round, take_in
from litnotes.citations.works import Works
from litnotes.errors import LitnotesError, Location
from litnotes.model.candidate import Search
from litnotes.sources.services import for_citations, for_records

if TYPE_CHECKING:
    from litnotes.sources.service import Service


Step = Callable[[str, int, int | None], None]
"""Takes what is waited for, how many more works are named, and how many there may be in all."""


@contextmanager
def _unseen(_what: str) -> Iterator[Step]:
    yield lambda _doing, _more, _total: None


@dataclass(frozen=True, slots=True)
class TraceWatch:
    """Where a search shows how far it has come.

    `remark` takes a sentence for the user at once, such as that a key was refused; `tally` begins and ends
    a count with a name.
    """

    remark: Callable[[str], None] = lambda _: None
    tally: Callable[[str], AbstractContextManager[Step]] = _unseen


@dataclass(slots=True)
class Gathered:
    """What a search has found so far; `idle_round` is the first round without a paper to go on from."""

    works: Works
    searches: list[Search] = field(default_factory=list)
    problems: list[LitnotesError] = field(default_factory=list)
    stopped: bool = False
    idle_round: int | None = None


def gathered(
    session: Notes, request: TraceRequest, start: TraceStart, earlier: EarlierTraces, watch: TraceWatch
) -> Gathered:
    """Return what services, or a file, name; Ctrl-C keeps what there is."""
    found = Gathered(Works(earlier.taken_elsewhere(session.library.papers)))
    if request.file:
        _take_file(request.file, found, watch)
    else:
        _ask(session, request, start, earlier, found, watch)
    return found


def _take_file(path: Path, found: Gathered, watch: TraceWatch) -> None:
    """Take the entries of a file; what is broken in it is a problem with its line."""
    read = read_entries(path)
    if read.remark:
        watch.remark(read.remark)
    good = [entry for entry in read.entries if not entry.aside and entry.record.title]
    for entry in good:
        found.works.add(entry.record)
    for broken in read.broken:
        found.problems.append(LitnotesError(broken.why, location=Location(str(path), broken.line)))
    found.searches.append(Search(source=path.name, outcome="found", count=len(good)))


def _ask(
    session: Notes,
    request: TraceRequest,
    start: TraceStart,
    earlier: EarlierTraces,
    found: Gathered,
    watch: TraceWatch,
) -> None:
    """Ask services round by round; Ctrl-C keeps what there is."""
    sources = for_citations()
    with watch.tally("tracing") as step:
        waiting = _Waiting(step)
        fetch = fetch_of(
            session.notebook,
            offline=request.offline,
            refresh=request.refresh,
            tell=watch.remark,
            sleep=waiting.sleep,
        )
        for number in range(1, max(request.rounds, earlier.same.rounds if earlier.same else 1) + 1):
            seeds = _seeds(start, earlier, number)
            found.idle_round = found.idle_round or (None if seeds else number)
            lists = follow(
                seeds, request.directions, sources, fetch, limit=request.limit, tell=waiting.tell
            )
            for listed in lists:
                found.searches.append(listed.search)
                take_in(found.works, listed)
                found.stopped = listed.search.why == STOPPED
            if found.stopped:
                return
        try:
            missing = describe(found.works, _describers(session), fetch, waiting.tell)
        except KeyboardInterrupt:
            found.stopped = True
        else:
            found.problems += [LitnotesError(f"titles are missing: {one}") for one in missing]


def _describers(session: Notes) -> list[Service]:
    """Return the services that have records of ids, those that take many at once first."""
    sources = for_records(session.settings.sources)
    return sorted(sources, key=lambda one: one.name != "semantic_scholar")


def _seeds(start: TraceStart, earlier: EarlierTraces, number: int) -> list[Seed]:
    if number > 1:
        included = {one.candidate.key for one in earlier.standings if one.stage == "included"}
        return seeds_of_round(earlier.same, number, included) if earlier.same else []
    return [
        Seed(
            paper.key,
            name_of(paper),
            paper.ids,
            paper.other_ids,
            expected=max((one.count for one in paper.citations), default=None),
        )
        for paper in start.papers
    ]


class _Waiting:
    """Counts what is waited for."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._doing = ""
        self._done = 0
        self._total: int | None = None

    def tell(self, source: str, what: str, more: int, total: int | None) -> None:
        """Say which list is asked for, and how many more works it has named."""
        doing = f"{source}: {what}"
        if doing != self._doing or (total is not None and self._total is None):
            self._doing = doing
            self._total = None if total is None else self._done + total
        self._done += more
        self._step(doing, more, self._total)

    def sleep(self, seconds: float) -> None:
        """Wait for a service, and say so."""
        if round(seconds):  # what is left of a second is shown as one
            self._step(f"{self._doing}; waits {seconds:.0f} s", 0, self._total)
        time.sleep(seconds)
