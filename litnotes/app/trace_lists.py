"""The lists of a citation search: from services round by round, or from a file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.app.corpora import asked_first, chosen, corpus_of, needed_corpus, query_of, with_corpus
from litnotes.app.entry_file import read_entries
from litnotes.app.look_ups import fetch_of
from litnotes.app.notes import Notes
from litnotes.app.trace_start import EarlierTraces, TraceRequest, TraceStart, name_of
from litnotes.citations.from_corpus import follow_in
from litnotes.citations.lists import STOPPED, CitationList, Seed, TellProgress, describe, follow
from litnotes.citations.snowballing import seeds_of_round, take_in
from litnotes.citations.works import Works
from litnotes.errors import LitnotesError, Location
from litnotes.formats.entry import NO_TITLE
from litnotes.model.candidate import Search
from litnotes.sources.corpus_service import NAME, record_in
from litnotes.sources.services import for_citations, for_records

if TYPE_CHECKING:
    from litnotes.formats.entry import ImportedEntry
    from litnotes.library.inquiry import Fetch
    from litnotes.sources.service import Service


Step = Callable[[str, int, int | None], None]
"""Takes the current list, the number of new works, and the expected total."""


@contextmanager
def _unseen(_what: str) -> Iterator[Step]:
    yield lambda _doing, _more, _total: None


@dataclass(frozen=True, slots=True)
class TraceWatch:
    """The progress display of a search.

    `remark` shows a message at once, such as that a service refuses a key; `tally` opens a named counter.
    """

    remark: Callable[[str], None] = lambda _: None
    tally: Callable[[str], AbstractContextManager[Step]] = _unseen


@dataclass(slots=True)
class Gathered:
    """The works and lists of a search so far; `idle_round` is the first round without new seeds.

    `entries` are those of a file; their labels are decisions of another tool.
    """

    works: Works
    entries: list[ImportedEntry] = field(default_factory=list)
    searches: list[Search] = field(default_factory=list)
    problems: list[LitnotesError] = field(default_factory=list)
    stopped: bool = False
    idle_round: int | None = None


def gathered(
    notes: Notes, request: TraceRequest, start: TraceStart, earlier: EarlierTraces, watch: TraceWatch
) -> Gathered:
    """Return the works from services or a file; after Ctrl-C, the works so far."""
    result = Gathered(Works(earlier.taken_elsewhere(notes.library.papers)))
    if request.file:
        _take_file(request.file, result, watch)
    elif request.query is not None:
        _take_query(request, request.query, result)
    else:
        _ask(notes, request, start, earlier, result, watch)
    return result


def _take_file(path: Path, result: Gathered, watch: TraceWatch) -> None:
    """Take the entries of a file; a broken entry is a problem with its line."""
    read = read_entries(path)
    if read.remark:
        watch.remark(read.remark)
    usable = [entry for entry in read.entries if not entry.aside]
    titled = [entry for entry in usable if entry.record.title]
    for entry in titled:
        result.works.add(entry.record)
    result.entries += titled
    rows = sum(broken.why == NO_TITLE for broken in read.broken)
    result.works.untitled = len(usable) - len(titled) + rows
    for broken in read.broken:
        result.problems.append(LitnotesError(broken.why, location=Location(str(path), broken.line)))
    result.searches.append(
        Search(source=path.name, outcome="found", count=len(titled) + result.works.untitled)
    )


def _take_query(request: TraceRequest, text: str, result: Gathered) -> None:
    """Take what a search in the corpus finds; raises NotFound if no corpus is set."""
    session = needed_corpus(request.corpus)
    found = session.matching(query_of(text, request.year), request.limit)
    kind = session.manifest.choices.kind
    for row in found.works:
        result.works.add(record_in(row, kind))
    count = len(found.works)
    result.searches.append(
        Search(
            source=NAME,
            outcome="found",
            count=count,
            total=found.total if found.total > count else None,
            why=f"cut at {count} by --limit" if found.total > count else None,
            asked=session.manifest.day,
        )
    )


def _ask(
    notes: Notes,
    request: TraceRequest,
    start: TraceStart,
    earlier: EarlierTraces,
    result: Gathered,
    watch: TraceWatch,
) -> None:
    """Ask services round by round, after the corpus; Ctrl-C stops and keeps the works so far."""
    asked = _Asked(request)
    rounds = range(1, max(request.rounds, earlier.same.rounds if earlier.same else 1) + 1)
    seeds = {number: _seeds(start, earlier, number) for number in rounds}
    result.idle_round = next((number for number in rounds if not seeds[number]), None)
    everywhere = [seed for number in rounds for seed in seeds[number]]
    with watch.tally("tracing") as step:
        waiting = _Waiting(step)
        fetch = asked.fetch_in(notes, watch.remark, waiting.sleep)
        lists = chain(
            asked.lists(everywhere, waiting.tell, watch.remark),
            follow(
                everywhere, request.directions, asked.of(for_citations()), fetch,
                limit=request.limit, tell=waiting.tell,
            ),
        )  # fmt: skip
        for listed in lists:
            result.searches.append(listed.search)
            take_in(result.works, listed)
            result.stopped = listed.search.why == STOPPED
        if result.stopped:
            return
        try:
            missing = describe(result.works, asked.of(_describers(notes)), fetch, waiting.tell)
        except KeyboardInterrupt:
            result.stopped = True
        else:
            result.problems += [LitnotesError(f"titles are missing: {one}") for one in missing]


class _Asked:
    """Which services a search asks, the corpus among them.

    Raises WrongUse for an unknown one, NotFound if the corpus of the request is not there.
    """

    def __init__(self, request: TraceRequest) -> None:
        self._request = request
        self._corpus = corpus_of(request.corpus)
        self._names = chosen(request.only, [source.name for source in for_citations()], self._corpus)

    def of(self, sources: Iterable[Service]) -> list[Service]:
        """Return the services among some that are asked."""
        is_all = not self._request.only
        asked = [source for source in sources if is_all or source.name in self._names]
        return with_corpus(self._corpus, asked)

    def fetch_in(
        self, notes: Notes, remark: Callable[[str], None], sleep: Callable[[float], None]
    ) -> Fetch:
        """Return the function that asks services; for a corpus alone, it opens no cache."""
        request = self._request
        if self._corpus and self._names == {self._corpus.name}:
            return self._corpus.answer
        online = fetch_of(
            notes.notebook, offline=request.offline, refresh=request.refresh, tell=remark, sleep=sleep
        )
        return asked_first(self._corpus, online)

    def lists(
        self, seeds: Sequence[Seed], tell: TellProgress, remark: Callable[[str], None]
    ) -> Iterator[CitationList]:
        """Yield the lists of the corpus; a corpus of the settings that cannot be read is a remark."""
        if self._corpus is None or self._corpus.name not in self._names:
            return
        try:
            session = self._corpus.session
        except LitnotesError as error:
            if self._request.only:
                raise
            remark(f"the corpus is not asked: {error}")
            return
        request = self._request
        yield from follow_in(session, seeds, request.directions, limit=request.limit, tell=tell)


def _describers(notes: Notes) -> list[Service]:
    """Return the services with records by id; Semantic Scholar first, it takes many ids at once."""
    sources = for_records(notes.settings.sources)
    return sorted(sources, key=lambda one: one.name != "semantic_scholar")


def _seeds(start: TraceStart, earlier: EarlierTraces, number: int) -> list[Seed]:
    if number > 1:
        included = {
            standing.candidate.key for standing in earlier.standings if standing.stage == "included"
        }
        return seeds_of_round(earlier.same, number, included) if earlier.same else []
    return [
        Seed(
            paper.key,
            name_of(paper),
            paper.ids,
            paper.other_ids,
            counts={citation.source: citation.count for citation in paper.citations},
            described=paper,
        )
        for paper in start.papers
    ]


class _Waiting:
    """Reports progress to `step`: the current list, works and waiting times."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._doing = ""
        self._done = 0
        self._total: int | None = None

    def tell(self, source: str, what: str, more: int, total: int | None) -> None:
        """Report the current list, and the number of new works in it."""
        doing = f"{source}: {what}"
        if doing != self._doing or (total is not None and self._total is None):
            self._doing = doing
            self._total = None if total is None else self._done + total
        self._done += more
        self._step(doing, more, self._total)

    def sleep(self, seconds: float) -> None:
        """Wait for a service, and report the waiting time."""
        if round(seconds):  # less than half a second is not worth a message
            self._step(f"{self._doing}; waits {seconds:.0f} s", 0, self._total)
        time.sleep(seconds)
