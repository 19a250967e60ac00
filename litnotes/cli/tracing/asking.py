"""Services asked for lists of citations round by round, or a file read instead."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.cli.session import Session
from litnotes.cli.shared import say
from litnotes.cli.tracing.start import EarlierTraces, Start, TraceRequest, name_of
from litnotes.errors import LitnotesError, Location, WrongUse

if TYPE_CHECKING:
    from litnotes.citations.lists import Seed
    from litnotes.citations.works import Works
    from litnotes.library.inquiry import Fetch
    from litnotes.model.candidate import Search
    from litnotes.sources.service import Service
    from litnotes.store.notebook import Notebook


@dataclass(slots=True)
class Gathered:
    """What a search has found so far."""

    works: Works
    searches: list[Search] = field(default_factory=list)
    problems: list[LitnotesError] = field(default_factory=list)
    stopped: bool = False
    waits: int = 0


def gathered(session: Session, order: TraceRequest, start: Start, earlier: EarlierTraces) -> Gathered:
    """Return what services, or a file, name; Ctrl-C keeps what there is."""
    from litnotes.citations.works import Works

    found = Gathered(Works(earlier.taken_elsewhere(session.library.papers)))
    if order.file:
        _take_file(order.file, found)
    else:
        _ask(session, order, start, earlier, found)
    return found


def _take_file(path: Path, found: Gathered) -> None:
    """Take the entries of a file; what is broken in it is told by line."""
    from litnotes.cli.import_papers import read_entries
    from litnotes.model.candidate import Search

    read = read_entries(path)
    good = [entry for entry in read.entries if not entry.aside and entry.record.title]
    for entry in good:
        found.works.add(entry.record)
    for broken in read.broken:
        found.problems.append(LitnotesError(broken.why, location=Location(str(path), broken.line)))
    found.searches.append(Search(source=path.name, outcome="found", count=len(good)))


def _ask(
    session: Session, order: TraceRequest, start: Start, earlier: EarlierTraces, found: Gathered
) -> None:
    """Ask services round by round; Ctrl-C keeps what there is."""
    from litnotes.citations.lists import STOPPED, describe, follow
    from litnotes.citations.snowballing import take_in
    from litnotes.render.terminal import tally
    from litnotes.sources.services import for_citations

    sources = for_citations()
    with tally("tracing") as step:
        waiting = _Waiting(step)
        fetch = _client(session.notebook, order, waiting)
        for number in range(1, max(order.rounds, earlier.same.rounds if earlier.same else 1) + 1):
            seeds = _seeds(start, earlier, number)
            found.waits = number if not seeds and not found.waits else found.waits
            lists = follow(seeds, order.directions, sources, fetch, limit=order.limit, tell=waiting.tell)
            for listed in lists:
                found.searches.append(listed.search)
                take_in(found.works, listed)
                found.stopped = listed.search.why == STOPPED
            if found.stopped:
                return
        try:
            told = describe(found.works, _describers(session), fetch, waiting.tell)
        except KeyboardInterrupt:
            found.stopped = True
        else:
            found.problems += [LitnotesError(f"titles are missing: {one}") for one in told]


def _describers(session: Session) -> list[Service]:
    """Return the services that tell what an id stands for, those that take many at once first."""
    from litnotes.sources.services import for_records

    sources = for_records(session.settings.sources)
    return sorted(sources, key=lambda one: one.name != "semantic_scholar")


def _seeds(start: Start, earlier: EarlierTraces, number: int) -> list[Seed]:
    from litnotes.citations.lists import Seed
    from litnotes.citations.snowballing import seeds_of_round

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
    """Tells on the terminal what is waited for."""

    def __init__(self, step: Callable[[str, int, int | None], None]) -> None:
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
        if seconds >= 1:
            self._step(f"{self._doing}; waits {seconds:.0f} s", 0, self._total)
        time.sleep(seconds)


def _client(notebook: Notebook, order: TraceRequest, waiting: _Waiting) -> Fetch:
    from litnotes.sources.http import Client

    if order.offline and order.refresh:
        raise WrongUse("--refresh asks services anew, which --offline forbids; leave one out")
    client = Client(
        notebook.settings().sources,
        notebook.lock_path.parent,
        offline=order.offline,
        refresh=order.refresh,
        tell=say,
        sleep=waiting.sleep,
    )
    return client.fetch
