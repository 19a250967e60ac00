"""The figures of a notebook: how many papers, open entries, candidates and days there are, as tables."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from litnotes.app.site.contents import Contents, SiteDay
from litnotes.screening.agreement import agreements
from litnotes.screening.rounds import all_rounds
from litnotes.screening.standing import decisions_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from litnotes.model.candidate import Screened

FEW_DAYS = 24
"""With more days, a figure over time has a row for each month, else for each day."""

MOST_POINTS = 100
"""The most rows of a curve."""

STATES = ("include", "unsure", "exclude", "read", "reading", "to-read")
AGES = ((7, "up to a week"), (30, "up to a month"), (91, "up to 3 months"), (None, "longer"))


class Figure(NamedTuple):
    """A table of numbers, and how it is drawn.

    It is drawn as `stacked` bars, as bars that lie `over` each other, upright or `across`, or as a `curve`.

    `rows` have a label and a number for each of `columns`; `corner` is the heading of the labels.
    """

    title: str
    about: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    drawn: str = "stacked"


def figures(contents: Contents, days: Sequence[SiteDay]) -> list[Figure]:
    """Return the figures that have numbers."""
    made = (_states, _ages, _rounds, _years, _agreement, _found, _written)
    return [figure for make in made if (figure := make(contents, days)).rows]


def _period(days: Sequence[SiteDay]) -> tuple[str, Callable[[datetime.date | str], str]]:
    """Return the name of a period, and what period a day is in."""
    return ("day", str) if len(days) <= FEW_DAYS else ("month", lambda day: str(day)[:7])


def _states(contents: Contents, days: Sequence[SiteDay]) -> Figure:
    """Count the papers in each state at the end of each period; a decision counts more than reading."""
    corner, period = _period(days)
    moves: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    first: dict[str, str] = {}
    for day in days:
        for moved in day.papers:
            before, after = _last(moved.before), _last(moved.after)
            first.setdefault(moved.key, before)
            moves[period(day.day)][after].update([moved.key])
            moves[period(day.day)][before].subtract([moved.key])
    for row in contents.rows:
        if row.key and (start := min(filter(None, (row.added, row.first_day)), default=None)):
            state = first.get(row.key, row.decision or row.reading)
            moves[period(start)][state].update([row.key])
    standing: Counter[str] = Counter()
    rows = []
    for when in sorted(moves):
        standing.update({state: changed.total() for state, changed in moves[when].items()})
        rows.append((when, tuple(standing[state] for state in STATES)))
    about = f"Papers at the end of each {corner}, by decision, or else by reading state"
    return Figure("Papers by state", about, corner, STATES, tuple(rows))


def _last(state: str) -> str:
    return state.rpartition(", ")[2]


def _ages(contents: Contents, _days: Sequence[SiteDay]) -> Figure:
    questions = [each.age or 0 for each in contents.questions if each.state == "open"]
    kinds = (_by_age(questions), _by_age(each.age for each in contents.open_tasks()))
    rows = tuple((words, tuple(kind[words] for kind in kinds)) for _, words in AGES)
    about = "Questions and tasks that the last report leaves open, by age"
    return Figure("Open work by age", about, "age", ("questions", "tasks"), rows if any(kinds) else ())


def _by_age(ages: Iterable[int]) -> Counter[str]:
    return Counter(next(words for most, words in AGES if most is None or age <= most) for age in ages)


def _rounds(contents: Contents, _days: Sequence[SiteDay]) -> Figure:
    rounds = all_rounds(contents.pool.traces, contents.pool.standings)
    rows = tuple((f"{each.trace}, {each.round}", (each.found, each.included)) for each in rounds)
    about = "New candidates of each round of a trace, and how many of them are included"
    return Figure("Candidates by round", about, "trace, round", ("found", "included"), rows, "across")


def _years(contents: Contents, _days: Sequence[SiteDay]) -> Figure:
    found, included = Counter[str](), Counter[str]()
    for standing in contents.pool.standings:
        year = str(standing.candidate.year or "no year")
        found[year] += 1
        included[year] += standing.stage == "included"
    rows = tuple((year, (found[year], included[year])) for year in sorted(found))
    about = "Candidates by year of publication, and how many of them are included"
    return Figure("Candidates by year", about, "year", ("found", "included"), rows, "over")


def _agreement(contents: Contents, _days: Sequence[SiteDay]) -> Figure:
    rows = tuple(
        (
            f"{each.people[0] or 'you'} and {each.people[1]}"
            + (f" (kappa {each.kappa:.2f}, {each.strength})" if each.kappa is not None else ""),
            (each.works, each.agreed),
        )
        for each in agreements(contents.pool.standings)
        if each.works
    )
    about = "Candidates that two people decided on, and on how many they agree"
    return Figure("Agreement", about, "people", ("decided", "agreed"), rows, "across")


def _found(contents: Contents, _days: Sequence[SiteDay]) -> Figure:
    decisions = decisions_in(contents.pool.traces.values())
    people = Counter(each.by or "" for each in decisions)
    person = max(people, key=lambda by: (people[by], by == ""), default="")
    points = [*_inclusions(each for each in decisions if (each.by or "") == person)]
    step = max(1, len(points) // MOST_POINTS)
    kept = [*points[:-1:step], *points[-1:]]
    rows = tuple((str(decided), (included,)) for decided, included in kept)
    who = f"by {person}" if person else "by you"
    about = f"Inclusions after each decision {who}; where the curve is flat, little is left to find"
    return Figure(
        "Found while screening",
        about,
        "decisions",
        ("included",),
        rows if points and points[-1][1] else (),
        "curve",
    )


def _inclusions(decisions: Iterable[Screened]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of candidates decided and included after each decision; the last one counts."""
    last: dict[str, str] = {}
    included = 0
    for each in decisions:
        included += (each.decision == "include") - (last.get(each.key) == "include")
        last[each.key] = each.decision
        yield len(last), included


def _written(_contents: Contents, days: Sequence[SiteDay]) -> Figure:
    counted = Counter(f"{each.day:%Y-%m}" for each in days)
    rows = tuple((month, (number,)) for month, number in sorted(counted.items()))
    return Figure("Days written", "Reports of each month", "month", ("reports",), rows)
