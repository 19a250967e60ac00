"""The last decision of each candidate counts, whoever made it, and when."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import get_args

import pytest
from hypothesis import given

from litnotes.model.candidate import Candidate, Choice, Screened, Trace
from litnotes.model.reports import Decision
from litnotes.screening.standing import (
    ReportVerdict,
    Stage,
    Standing,
    conflicts,
    decisions_in,
    is_settled_for,
    standings_of,
)
from tests.screened_notes import CITES, trace_of
from tests.strategies import traces, verdicts

DAY = datetime.date(2024, 6, 1)


def standing(decisions: Mapping[str, Choice], verdict: Decision | None = None) -> Standing:
    made = {
        by: Screened(key="a", decision=choice, by=by or None, day=DAY) for by, choice in decisions.items()
    }
    return Standing(
        Candidate(key="a", title="a"), ("t",), None, made, ReportVerdict(verdict) if verdict else None
    )


@pytest.mark.parametrize(
    ("decisions", "verdict", "stage"),
    [
        ({}, None, "to screen"),
        ({"": "include"}, None, "included"),
        ({"": "exclude"}, None, "excluded"),
        ({"": "not-retrieved"}, None, "not retrieved"),
        ({"": "unsure"}, None, "unsure"),
        ({}, "unsure", "unsure"),
        ({"": "include", "Lin": "include"}, None, "included"),
        ({"": "include", "Lin": "exclude"}, None, "conflict"),
        ({"": "include", "Lin": "exclude"}, "unsure", "conflict"),
        ({"": "include", "Lin": "exclude"}, "include", "included"),
        ({"": "include", "Lin": "exclude"}, "exclude", "excluded"),
        ({"": "include"}, "exclude", "read and excluded"),
        ({}, "exclude", "excluded"),
        ({"": "exclude"}, "include", "included"),
    ],
)
def test_stages(decisions: Mapping[str, Choice], verdict: Decision | None, stage: Stage) -> None:
    one = standing(decisions, verdict)
    assert one.stage == stage
    assert one.is_decided == (stage not in ("to screen", "unsure", "conflict"))
    assert (one in conflicts([one])) == (stage == "conflict")


@pytest.mark.parametrize(
    ("decisions", "verdict", "becomes"),
    [
        ({"": "include"}, None, True),
        ({"": "include", "Lin": "exclude"}, None, True),
        ({"Lin": "include"}, None, False),
        ({"": "exclude"}, "include", True),
        ({"": "include"}, "exclude", False),
        ({"": "include"}, "unsure", True),
        ({"": "unsure"}, None, False),
        ({}, None, False),
    ],
)
def test_what_becomes_a_paper(
    decisions: Mapping[str, Choice], verdict: Decision | None, *, becomes: bool
) -> None:
    assert standing(decisions, verdict).is_wanted == becomes


def test_a_second_person_screens_what_the_first_decided() -> None:
    one = standing({"": "exclude"})
    assert is_settled_for(one, "")
    assert not is_settled_for(one, "Lin")
    assert is_settled_for(standing({"": "exclude"}, "include"), "Lin")
    seen = one.as_seen_by("Lin")
    assert (seen.stage, dict(seen.decisions)) == ("to screen", {})


def test_the_last_decision_in_the_list_counts() -> None:
    trace = trace_of(
        {"key": "a", "title": "a"},
        decisions=(
            {"key": "a", "decision": "include", "day": "2024-06-05"},
            {"key": "a", "decision": "exclude", "day": "2024-06-01"},
        ),
    )
    (one,) = standings_of({"t": trace})
    assert one.screened == "exclude"


def test_between_traces_the_day_counts() -> None:
    older = trace_of(
        {"key": "a", "title": "a"}, decisions=({"key": "a", "decision": "include", "day": "2024-06-05"},)
    )
    newer = trace_of(
        {"key": "a", "title": "a"}, decisions=({"key": "a", "decision": "exclude", "day": "2024-06-03"},)
    )
    (one,) = standings_of({"1": older, "2": newer})
    assert one.screened == "include"


def test_a_person_has_one_name() -> None:
    trace = trace_of(
        {"key": "a", "title": "a"},
        decisions=(
            {"key": "a", "decision": "include", "by": "Lin"},
            {"key": "a", "decision": "exclude", "by": "lin"},
        ),
    )
    (one,) = standings_of({"t": trace})
    assert {by: decision.decision for by, decision in one.decisions.items()} == {"Lin": "exclude"}


def test_one_work_of_two_traces_has_the_links_of_both() -> None:
    older = trace_of({"key": "a", "title": "old", "abstract": "known", "reached": CITES, "sources": ["x"]})
    newer = trace_of({"key": "a", "title": "new", "reached": [{**CITES[0], "paper": "other"}]})
    (one,) = standings_of({"1": older, "2": newer})
    assert (one.candidate.title, one.candidate.abstract) == ("new", "known")
    assert [link.paper for link in one.candidate.reached] == [CITES[0]["paper"], "other"]
    assert one.traces == ("1", "2")
    assert one.candidate.sources == ("x", "openalex")


@given(traces(), verdicts())
def test_no_decision_is_lost_or_invented(found: dict[str, Trace], said: dict[str, ReportVerdict]) -> None:
    standings = standings_of(found, verdict_of=lambda candidate, _: said.get(candidate.key))
    made = decisions_in(found.values())
    assert sorted(map(repr, made)) == sorted(
        repr(one) for trace in found.values() for one in trace.decisions
    )
    there = {one.candidate.key for one in standings}
    people = {one.by or "" for one in made}
    for person in people | {""}:
        last = {one.key: one for one in made if (one.by or "") == person and one.key in there}
        assert last == {
            one.candidate.key: one.decisions[person] for one in standings if person in one.decisions
        }
        for one in standings:
            seen = one.as_seen_by(person)
            assert is_settled_for(seen, person) == is_settled_for(one, person)
            assert set(seen.decisions) <= {person}
    assert {one.stage for one in standings} <= set(get_args(Stage))
