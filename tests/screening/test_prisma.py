"""The numbers of a review add up, whatever was found and decided."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import example, given

from litnotes.model.candidate import Candidate, Choice, LeftOut, Screened, Search, Trace, TraceQuestion
from litnotes.render.flow_table import flow_as_data, flow_rows
from litnotes.screening.prisma import Flow, Part, flow, total
from litnotes.screening.standing import ReportVerdict, Standing, standings_of
from tests.strategies import traces, verdicts

DAY = datetime.date(2024, 6, 1)


def standings_by(found: Mapping[str, Trace], judged: Mapping[str, ReportVerdict]) -> list[Standing]:
    return standings_of(found, verdict_of=lambda candidate, _: judged.get(candidate.key))


def numbers(data: Any) -> Iterator[int]:
    """Yield every whole number of some JSON."""
    if isinstance(data, Mapping):
        for value in data.values():
            yield from numbers(value)
    elif isinstance(data, list):
        for value in data:
            yield from numbers(value)
    elif isinstance(data, int):
        yield data


@given(traces(), verdicts())
@example({}, {})
def test_the_numbers_add_up(found: dict[str, Trace], judged: dict[str, ReportVerdict]) -> None:
    standings = standings_by(found, judged)
    made = flow(found, standings)
    every = [one for trace in found.values() for one in trace.searches]
    distinct = len({one.key for trace in found.values() for one in trace.candidates})
    left_out = sum(max(one.works, 0) for trace in found.values() for one in trace.left_out)
    assert made.identified == sum(max(one.count, 0) for one in every) + made.kept + made.uncounted
    assert made.identified == distinct + made.duplicates + left_out
    assert made.identified == made.works + made.removed
    assert made.works == distinct == made.screened + total(made.undecided)
    assert made.screened == total(made.excluded) + made.sought
    assert made.sought == made.not_retrieved + made.assessed
    assert made.assessed == total(made.read_and_excluded) + made.included
    assert made.included == made.with_verdict + made.by_screening
    assert not (made.uncounted and made.duplicates)


@given(traces(), verdicts())
def test_each_work_is_counted_at_its_stage(
    found: dict[str, Trace], judged: dict[str, ReportVerdict]
) -> None:
    standings = standings_by(found, judged)
    made = flow(found, standings)
    stages = [one.stage for one in standings]
    assert total(made.excluded) == stages.count("excluded")
    assert total(made.read_and_excluded) == stages.count("read and excluded")
    assert made.not_retrieved == stages.count("not retrieved")
    assert made.included == stages.count("included")
    assert {part.what: part.works for part in made.undecided} == {
        stage: stages.count(stage) for stage in ("to screen", "unsure", "conflict")
    }
    assert made.screened == sum(one.is_decided for one in standings)


@given(traces(), verdicts())
def test_no_number_is_negative_and_json_and_table_have_the_same(
    found: dict[str, Trace], judged: dict[str, ReportVerdict]
) -> None:
    made = flow(found, standings_by(found, judged))
    data = flow_as_data(made)
    besides = ("agreement", "missing", "cut", "notes")
    counted = list(numbers({name: value for name, value in data.items() if name not in besides}))
    table = [int(number) for number, text in flow_rows(made) if "kappa" not in text]
    assert min(counted) >= 0
    assert sorted(filter(None, counted)) == sorted(filter(None, table))


def search(source: str, count: int, outcome: Any = "found", **more: Any) -> Search:
    return Search(
        seed="oord2017neural",
        direction="cited-by",
        source=source,
        outcome=outcome,
        count=count,
        **more,
    )


def candidates(*keys: str) -> tuple[Candidate, ...]:
    return tuple(Candidate(key=key, title=key) for key in keys)


def screened(key: str, decision: Choice, reason: str | None = None, **more: Any) -> Screened:
    return Screened(key=key, decision=decision, reason=reason, day=DAY, **more)


SEED = TraceQuestion(seeds=("oord2017neural",), directions=("cited-by",))
FOUND = {
    "2024-06-01-oord2017neural": Trace(
        day=DAY,
        question=SEED,
        searches=(
            search("openalex", 7, total=9),
            search("semantic_scholar", 6),
            search("crossref", 0, "failed"),
        ),
        left_out=(LeftOut(why="seed", works=1), LeftOut(why="year", works=2)),
        candidates=candidates(*"abcdefg"),
        decisions=(
            screened("a", "exclude", "Too  old"),
            screened("b", "exclude", "too old"),
            screened("c", "exclude", criterion="codec"),
            screened("d", "include"),
            screened("e", "include"),
            screened("f", "not-retrieved"),
        ),
    ),
    "2024-06-02-scopus": Trace(
        day=DAY,
        question=TraceQuestion(file="scopus.bib"),
        searches=(Search(source="scopus.bib", outcome="found", count=3),),
        candidates=candidates("g", "h", "i"),
        decisions=(
            screened("h", "unsure"),
            screened("i", "include"),
            screened("i", "exclude", "off topic", by="Lin"),
        ),
    ),
}  # fmt: skip
VERDICTS = {"d": ReportVerdict("include"), "e": ReportVerdict("exclude", "no ablation")}


def test_a_review_by_hand() -> None:
    made = flow(FOUND, standings_by(FOUND, VERDICTS))
    assert made.citation_searching == (Part("OpenAlex", 7), Part("Semantic Scholar", 6))
    assert made.databases == (Part("scopus.bib", 3),)
    assert (made.identified, made.duplicates, made.uncounted, made.works) == (16, 4, 0, 9)
    assert made.left_out == (Part("year", 2), Part("seed", 1))
    assert made.undecided == (Part("to screen", 1), Part("unsure", 1), Part("conflict", 1))
    assert (made.screened, made.sought, made.not_retrieved, made.assessed) == (6, 3, 1, 2)
    assert made.excluded == (Part("Too old", 2), Part("codec", 1))
    assert made.read_and_excluded == (Part("no ablation", 1),)
    assert (made.included, made.with_verdict, made.by_screening) == (1, 1, 0)
    assert made.missing == (Part("Crossref, failed", 1),)
    assert made.cut == (Part("OpenAlex", 1),)
    assert [(one.people, one.works, one.agreed) for one in made.agreements] == [(("", "Lin"), 1, 0)]


def test_a_trace_edited_by_hand_keeps_its_sums() -> None:
    edited = {
        "t": Trace(day=DAY, question=SEED, searches=(search("openalex", 1),), candidates=candidates(*"abc"))
    }
    made = flow(edited, standings_by(edited, {}))
    assert (made.identified, made.uncounted, made.duplicates, made.works) == (3, 2, 0, 3)


@pytest.mark.parametrize(
    ("outcome", "count", "more", "missing", "cut"),
    [
        ("found", 5, {}, 0, 0),
        ("found", 5, {"total": 9}, 0, 1),
        ("found", 5, {"why": "cut at 5 by --limit"}, 0, 1),
        ("failed", 5, {"why": "busy"}, 0, 1),
        ("failed", 0, {"why": "busy"}, 1, 0),
        ("withheld", 0, {"why": "the publisher keeps it"}, 1, 0),
        ("not found", 0, {}, 0, 0),
        ("not asked", 0, {"why": "no id that Crossref takes"}, 0, 0),
    ],
)
def test_counts_missing_and_incomplete_lists(
    outcome: str, count: int, more: dict[str, Any], missing: int, cut: int
) -> None:
    found = {"t": Trace(day=DAY, question=SEED, searches=(search("crossref", count, outcome, **more),))}
    made = flow(found, [])
    assert (total(made.missing), total(made.cut), made.identified) == (missing, cut, count)


@pytest.mark.parametrize(
    ("made", "excluded", "duplicates"),
    [
        ((("a", "exclude", "codec"), ("b", "exclude", "same work as a")), 1, 1),
        ((("a", "include", None), ("b", "exclude", "same work as a")), 0, 1),
        ((("a", "exclude", "codec"), ("b", "exclude", "codec; same work as a")), 1, 1),
        ((("a", "unsure", None), ("b", "unsure", "same work as a")), 0, 1),
        ((("a", "exclude", "same work as b"), ("b", "exclude", "same work as a")), 1, 1),
        ((("a", "exclude", "same work as c"), ("b", "exclude", "x")), 2, 0),
        ((("a", "exclude", "same work as a"), ("b", "exclude", "x")), 2, 0),
    ],
)
def test_versions_that_are_decided_together_are_one_work(
    made: tuple[tuple[str, Choice, str | None], ...], excluded: int, duplicates: int
) -> None:
    found = Trace(
        day=DAY,
        question=TraceQuestion(file="a.ris"),
        searches=(search("a.ris", 2),),
        candidates=candidates("a", "b"),
        decisions=tuple(screened(*one) for one in made),
    )
    counts = flow({"t": found}, standings_of({"t": found}))
    assert (total(counts.excluded), counts.duplicates) == (excluded, duplicates)
    assert counts.identified == counts.works + counts.removed == 2


class TestReasons:
    """Why a candidate is excluded, as far as `flow` needs it to be right."""

    def one(self, verdict: ReportVerdict | None, *decisions: Screened) -> Standing:
        by = {one.by or "": one for one in decisions}
        return Standing(candidates("a")[0], ("t",), decisions=by, verdict=verdict)

    def test_a_verdict_without_a_reason_has_that_of_the_screening(self) -> None:
        one = self.one(ReportVerdict("exclude"), screened("a", "exclude", "too old"))
        assert flow({}, [one]).excluded == (Part("too old", 1),)

    def test_a_verdict_against_the_screening_does_not_take_its_reason(self) -> None:
        one = self.one(ReportVerdict("exclude"), screened("a", "include", "fits well"))
        assert flow({}, [one]).read_and_excluded == (Part("no reason given", 1),)

    def test_a_work_not_retrieved_and_then_excluded_counts_as_read(self) -> None:
        one = self.one(ReportVerdict("exclude", "weak"), screened("a", "not-retrieved", "paywall"))
        assert flow({}, [one]) == Flow(
            uncounted=1,
            undecided=(Part("to screen", 0), Part("unsure", 0), Part("conflict", 0)),
            read_and_excluded=(Part("weak", 1),),
        )
