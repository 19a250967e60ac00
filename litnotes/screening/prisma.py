"""The numbers of a review: works found, removed, screened, excluded and included.

The steps are those of PRISMA 2020 (Page et al. 2021, BMJ 372:n71). There, citation searching comes in
addition to databases; here it is the main way, and both lead to the same screening.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from litnotes.model.candidate import Search, Trace
from litnotes.screening.agreement import Agreement, agreements
from litnotes.screening.decision import work_of
from litnotes.screening.standing import Stage, Standing
from litnotes.sources.etiquette import label_of

NO_REASON = "no reason given"
UNDECIDED: tuple[Stage, ...] = ("to screen", "unsure", "conflict")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a number: a kind of records or works, and their number."""

    what: str
    works: int


@dataclass(frozen=True, slots=True)
class Flow:
    """The numbers of records and works at each step of a review.

    A record is one entry of one list: a work in the lists of two seeds is two records. Only counted parts
    are stored; each sum is computed from its parts, so the numbers always add up.

    Args:
        citation_searching: records of citation lists, by service.
        databases: records of result lists, by file.
        kept: candidates from earlier lists that no present list has.
        uncounted: candidates without a record, because someone edited a trace.
        duplicates: further records of the same works.
        left_out: works that conditions of the questions left out, and the seeds, by reason.
        undecided: works without a decision, by stage.
        excluded: works excluded in screening, by reason.
        not_retrieved: wanted works without a text.
        read_and_excluded: works excluded by a verdict after screening included them, by reason.
        with_verdict: works that a verdict in a report includes.
        by_screening: works that only screening includes so far.
        missing: lists that failed or were withheld, by source and outcome.
        cut: incomplete lists, by source.
        agreements: the agreement of each two people.
    """

    citation_searching: tuple[Part, ...] = ()
    databases: tuple[Part, ...] = ()
    kept: int = 0
    uncounted: int = 0
    duplicates: int = 0
    left_out: tuple[Part, ...] = ()
    undecided: tuple[Part, ...] = ()
    excluded: tuple[Part, ...] = ()
    not_retrieved: int = 0
    read_and_excluded: tuple[Part, ...] = ()
    with_verdict: int = 0
    by_screening: int = 0
    missing: tuple[Part, ...] = ()
    cut: tuple[Part, ...] = ()
    agreements: tuple[Agreement, ...] = ()

    @property
    def identified(self) -> int:
        """The number of records found."""
        return total(self.citation_searching) + total(self.databases) + self.kept + self.uncounted

    @property
    def removed(self) -> int:
        """The number of records removed before screening."""
        return self.duplicates + total(self.left_out)

    @property
    def works(self) -> int:
        """The number of works for screening, screened or not."""
        return self.identified - self.removed

    @property
    def screened(self) -> int:
        """The number of works with a decision."""
        return total(self.excluded) + self.sought

    @property
    def sought(self) -> int:
        """The number of works that screening did not exclude."""
        return self.not_retrieved + self.assessed

    @property
    def assessed(self) -> int:
        """The number of works to read or read."""
        return total(self.read_and_excluded) + self.included

    @property
    def included(self) -> int:
        """The number of included works."""
        return self.with_verdict + self.by_screening


def total(parts: Iterable[Part]) -> int:
    """Return the sum of parts."""
    return sum(part.works for part in parts)


def flow(traces: Mapping[str, Trace], standings: Sequence[Standing]) -> Flow:
    """Return the numbers of a review, from all its traces and the standings of their candidates.

    Versions that were decided together with another candidate count as duplicates of it.
    """
    standings = _each_work_once(standings)
    searches = list(_searches(traces.values()))
    by_file, by_citation = _split(traces.values())
    left_out = _parts((part.why, part.works) for trace in traces.values() for part in trace.left_out)
    kept = sum(max(trace.kept or 0, 0) for trace in traces.values())
    listed = total(by_file) + total(by_citation)
    surplus = listed + kept - total(left_out) - len(standings)
    staged = [(standing.stage, standing) for standing in standings]
    stages = Counter(stage for stage, _ in staged)
    with_verdict = sum(_has_verdict(standing) for stage, standing in staged if stage == "included")
    return Flow(
        citation_searching=by_citation,
        databases=by_file,
        kept=kept,
        uncounted=max(-surplus, 0),
        duplicates=max(surplus, 0),
        left_out=left_out,
        undecided=tuple(Part(stage, stages[stage]) for stage in UNDECIDED),
        excluded=_reasons(standing for stage, standing in staged if stage == "excluded"),
        not_retrieved=stages["not retrieved"],
        read_and_excluded=_reasons(standing for stage, standing in staged if stage == "read and excluded"),
        with_verdict=with_verdict,
        by_screening=stages["included"] - with_verdict,
        missing=_parts(
            (f"{label}, {search.outcome}", 1) for label, search in searches if _is_missing(search)
        ),
        cut=_parts((label, 1) for label, search in searches if _is_cut(search)),
        agreements=agreements(standings),
    )


def _each_work_once(standings: Sequence[Standing]) -> list[Standing]:
    """Return the standings without those of versions of a work that is among them."""
    left = {standing.candidate.key: standing for standing in standings}
    for key, standing in [*left.items()]:
        others = _works_of(standing) - {key}
        if not standing.verdict and not others.isdisjoint(left):
            del left[key]
    return [*left.values()]


def _works_of(standing: Standing) -> set[str]:
    """Return the keys of the works that a candidate is a version of, if all who decided say so."""
    works = [work_of(decision) for decision in standing.decisions.values()]
    return {key for key in works if key} if all(works) else set()


def _split(traces: Iterable[Trace]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return the numbers of records from databases and from citation searching, by source."""
    counted: dict[bool, list[tuple[str, int]]] = {True: [], False: []}
    for trace in traces:
        answered = [(label, search.count) for label, search in _searches([trace]) if _is_answered(search)]
        counted[trace.question.file is not None] += answered
    return _parts(counted[True]), _parts(counted[False])


def _parts(counted: Iterable[tuple[str, int]]) -> tuple[Part, ...]:
    """Return parts by number, the largest first."""
    numbers = Counter[str]()
    for what, number in counted:
        numbers[_plain(what)] += max(number, 0)  # a negative number can only be an error in a file
    ordered = sorted(numbers.items(), key=lambda part: (-part[1], part[0]))
    return tuple(Part(what, number) for what, number in ordered)


def _plain(text: str) -> str:
    return " ".join(text.split()) or NO_REASON


def _reasons(standings: Iterable[Standing]) -> tuple[Part, ...]:
    """Return the numbers of works by reason; case does not matter."""
    words: dict[str, str] = {}
    reasons = [_plain(standing.why()) for standing in standings]
    return _parts((words.setdefault(why.casefold(), why), 1) for why in reasons)


def _has_verdict(standing: Standing) -> bool:
    return standing.verdict is not None and standing.verdict.decision == "include"


def _searches(traces: Iterable[Trace]) -> Iterator[tuple[str, Search]]:
    """Yield each list, with the name of its service or file for people."""
    for trace in traces:
        for search in trace.searches:
            yield search.source if trace.question.file is not None else label_of(search.source), search


def _is_answered(search: Search) -> bool:
    """Whether a list was answered; an unknown paper is an answer too."""
    return search.count > 0 or search.outcome in ("found", "not found")


def _is_missing(search: Search) -> bool:
    """Whether a list failed or was withheld. A list that a service does not have is not missing."""
    return search.count <= 0 and search.outcome in ("withheld", "failed")


def _is_cut(search: Search) -> bool:
    return search.count > 0 and (search.why is not None or (search.total or 0) > search.count)
