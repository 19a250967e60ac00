"""The numbers of a review: what was found, removed, screened, excluded and included.

The steps are those of PRISMA 2020 (Page et al. 2021, BMJ 372:n71). Citation searching stands beside the
databases there; here it is the main way, and both lead into one screening.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from litnotes.model.candidate import Search, Trace
from litnotes.screening.agreement import Agreement, agreements
from litnotes.screening.standing import Stage, Standing
from litnotes.sources.etiquette import label_of

NO_REASON = "no reason given"
UNDECIDED: tuple[Stage, ...] = ("to screen", "unsure", "conflict")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a number: how many records or works, and of what they are."""

    what: str
    works: int


@dataclass(frozen=True, slots=True)
class Flow:
    """How many records and works took which way.

    A record is one entry of one list: a work that a service names in the lists of two seeds is two records.
    Only what was counted is held; each sum is made from its parts, so the numbers always add up.

    Args:
        citation_searching: records of the services that were asked for citations, by service.
        databases: records of result lists, by file.
        kept: candidates that were named before, and by no list any more.
        uncounted: candidates that nothing accounts for, as somebody edited a trace by hand.
        duplicates: records of works that another record has named.
        left_out: what conditions of the questions left out, the seeds themselves among them, by reason.
        undecided: works without a decision that counts, by what is missing.
        excluded: works excluded when they were screened, by reason.
        not_retrieved: works that are wanted and whose text cannot be had.
        read_and_excluded: works excluded by a verdict after screening included them, by reason.
        with_verdict: works that a verdict in a report includes.
        by_screening: works that screening alone includes up to now.
        missing: lists that could not be had, by source and outcome.
        cut: lists of which only a part could be had or was wanted, by source.
        agreements: how far each two people agree.
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
        """Records that were found."""
        return total(self.citation_searching) + total(self.databases) + self.kept + self.uncounted

    @property
    def removed(self) -> int:
        """Records that nobody screens."""
        return self.duplicates + total(self.left_out)

    @property
    def works(self) -> int:
        """Works that are left to be screened, whether they are already or not."""
        return self.identified - self.removed

    @property
    def screened(self) -> int:
        """Works with a decision that counts."""
        return total(self.excluded) + self.sought

    @property
    def sought(self) -> int:
        """Works that screening did not exclude."""
        return self.not_retrieved + self.assessed

    @property
    def assessed(self) -> int:
        """Works that are read, or are to be."""
        return total(self.read_and_excluded) + self.included

    @property
    def included(self) -> int:
        """Works that are included."""
        return self.with_verdict + self.by_screening


def total(parts: Iterable[Part]) -> int:
    """Return the sum of parts."""
    return sum(part.works for part in parts)


def flow(traces: Mapping[str, Trace], standings: Sequence[Standing]) -> Flow:
    """Return the numbers of a review, from all its traces and where each of their candidates stands."""
    searches = list(_searches(traces.values()))
    by_file, by_citation = _split(traces.values())
    left_out = _parts((one.why, one.works) for trace in traces.values() for one in trace.left_out)
    kept = sum(max(trace.kept or 0, 0) for trace in traces.values())
    listed = total(by_file) + total(by_citation)
    surplus = listed + kept - total(left_out) - len(standings)
    staged = [(one.stage, one) for one in standings]
    stages = Counter(stage for stage, _ in staged)
    with_verdict = sum(_has_verdict(one) for stage, one in staged if stage == "included")
    return Flow(
        citation_searching=by_citation,
        databases=by_file,
        kept=kept,
        uncounted=max(-surplus, 0),
        duplicates=max(surplus, 0),
        left_out=left_out,
        undecided=tuple(Part(stage, stages[stage]) for stage in UNDECIDED),
        excluded=_reasons(one for stage, one in staged if stage == "excluded"),
        not_retrieved=stages["not retrieved"],
        read_and_excluded=_reasons(one for stage, one in staged if stage == "read and excluded"),
        with_verdict=with_verdict,
        by_screening=stages["included"] - with_verdict,
        missing=_parts((f"{label}, {one.outcome}", 1) for label, one in searches if _is_missing(one)),
        cut=_parts((label, 1) for label, one in searches if _is_cut(one)),
        agreements=agreements(standings),
    )


def _split(traces: Iterable[Trace]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return the records of databases, and those of citation searching, each by source."""
    counted: dict[bool, list[tuple[str, int]]] = {True: [], False: []}
    for trace in traces:
        answered = [(label, one.count) for label, one in _searches([trace]) if _is_answered(one)]
        counted[trace.question.file is not None] += answered
    return _parts(counted[True]), _parts(counted[False])


def _parts(counted: Iterable[tuple[str, int]]) -> tuple[Part, ...]:
    """Return parts by number, the largest first."""
    numbers = Counter[str]()
    for what, number in counted:
        numbers[_plain(what)] += max(number, 0)  # a number below 0 can only be a slip in a file
    ordered = sorted(numbers.items(), key=lambda part: (-part[1], part[0]))
    return tuple(Part(what, number) for what, number in ordered)


def _plain(text: str) -> str:
    return " ".join(text.split()) or NO_REASON


def _reasons(standings: Iterable[Standing]) -> tuple[Part, ...]:
    """Return works by reason; the same words are one reason, with capitals or without."""
    words: dict[str, str] = {}
    said = [_plain(one.why()) for one in standings]
    return _parts((words.setdefault(why.casefold(), why), 1) for why in said)


def _has_verdict(standing: Standing) -> bool:
    return standing.verdict is not None and standing.verdict.decision == "include"


def _searches(traces: Iterable[Trace]) -> Iterator[tuple[str, Search]]:
    """Yield each list that was asked for, with its service or file as people name it."""
    for trace in traces:
        for one in trace.searches:
            yield one.source if trace.question.file is not None else label_of(one.source), one


def _is_answered(search: Search) -> bool:
    """Whether works may be counted. That a service does not know a paper is an answer too."""
    return search.count > 0 or search.outcome in ("found", "not found")


def _is_missing(search: Search) -> bool:
    """Whether a list could not be had. What a service has no list of is not asked for."""
    return search.count <= 0 and search.outcome in ("withheld", "failed")


def _is_cut(search: Search) -> bool:
    return search.count > 0 and (search.why is not None or (search.total or 0) > search.count)
