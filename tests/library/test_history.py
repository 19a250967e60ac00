"""A paper joined with its days: the latest day wins, and entries do not repeat."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from litnotes.library.adopt import adopt
from litnotes.library.history import History, histories, ways_to_write
from litnotes.library.identify import Library
from litnotes.model.paper import Paper
from litnotes.model.reports import Conclusion, Mention, Report, Task

DAYS = [datetime.date(2024, 5, day) for day in (29, 30, 31)]
QUIET = Paper(key="zak2020quiet", record="given", title="A Quiet Quantizer", short_names=("QQ",))


def concluded(**values: Any) -> Report:
    return Report(conclusions=(Conclusion(title="QQ", **values),))


def history_of(*reports: Report, paper: Paper = QUIET) -> Any:
    (found,) = histories(dict(zip(DAYS, reports, strict=False)), Library([paper]))
    return found


def test_the_latest_decision_wins_and_keeps_its_reason() -> None:
    found = history_of(
        concluded(decision="exclude", reason="too old"),
        concluded(description="more"),
        concluded(decision="include", by="Zoë"),
    )
    assert found.decision == "include"
    assert found.verdict[0] == DAYS[2]
    assert [day for day, _ in found.conclusions] == DAYS
    assert history_of(concluded(decision="exclude"), concluded(description="more")).decision == "exclude"


def test_a_verdict_wins_over_standing_under_not_sure_on_the_same_day() -> None:
    """Wherever the group is in the report."""
    verdict = Conclusion(title="QQ", decision="include", by="Zoë")
    place = Conclusion(title="QQ", group="Not sure", decision="unsure")
    for conclusions in ((verdict, place), (place, verdict)):
        assert history_of(Report(conclusions=conclusions)).decision == "include"
    again = history_of(Report(conclusions=(verdict,)), Report(conclusions=(place,)))
    assert again.decision == "unsure"


def test_no_decision_is_none() -> None:
    found = history_of(concluded(description="fine"))
    assert found.decision is None
    assert found.verdict is None


QUICK = Report(quick_notes=(Mention(text="qq"),))
NAMED = Report(doing=(Task(text="currently reading: QQ", state="doing", paper="QQ"),))


@pytest.mark.parametrize(
    ("reports", "reading"),
    [
        ([], "to-read"),
        ([QUICK], "to-read"),
        ([NAMED], "reading"),
        ([concluded(reading="reading")], "reading"),
        ([concluded(reading="reading"), concluded(description="x")], "read"),
        ([concluded(description="x")], "read"),
        ([concluded(description="x"), concluded(reading="reading")], "reading"),
        ([concluded(decision="include")], "to-read"),
        ([QUICK, NAMED, concluded(similarities=("x",))], "read"),
        ([concluded(reading="read"), QUICK], "read"),
    ],
)
def test_the_latest_reading_state_counts(reports: list[Report], reading: str) -> None:
    assert history_of(*reports).reading == reading


def test_uses_the_reading_state_of_the_file_without_reports() -> None:
    paper = QUIET.model_copy(update={"reading": "read"})
    assert history_of(QUICK, paper=paper).reading == "read"
    assert history_of(concluded(reading="reading"), paper=paper).reading == "reading"


def test_papers_come_before_names_that_are_not_identified() -> None:
    report = Report(quick_notes=(Mention(text="rq-va"), Mention(text="QQ"), Mention(text="Rq Va")))
    found = histories({DAYS[0]: report}, Library([QUIET]))
    assert [(one.name, one.paper is not None, len(one.mentions)) for one in found] == [
        ("A Quiet Quantizer", True, 1),
        ("rq-va", False, 2),
    ]


def test_days_are_counted_once() -> None:
    report = Report(
        quick_notes=(Mention(text="QQ"),), conclusions=(Conclusion(title="QQ", description="x"),)
    )
    assert history_of(report).days == [DAYS[0]]


def test_the_ways_to_write_a_heading() -> None:
    assert ways_to_write(Conclusion(title="T")) == ("T",)
    assert ways_to_write(Conclusion(title="T", short_name="S")) == ("S: T", "T")
    assert ways_to_write(Conclusion(title="T", url="http://u"))[0] == "T http://u"


class TestAdopt:
    def test_papers_named_exactly_get_a_record_once(self) -> None:
        report = Report(
            quick_notes=(
                Mention(text="vq-gan"),
                Mention(text="VQGAN"),
                Mention(text="jukebooks"),
                Mention(text="SAM"),
            ),
            conclusions=(Conclusion(title="Neural Discrete Representation Learning"),),
        )
        library = Library([QUIET])
        made = adopt({DAYS[0]: report}, library)
        assert [paper.key for paper in made] == ["van2017neural", "esser2021taming"]
        assert all(paper.added == DAYS[0] for paper in made)
        assert adopt({DAYS[1]: report}, library) == []

    def test_a_new_title_beside_a_known_short_name_is_not_adopted(self) -> None:
        report = Report(conclusions=(Conclusion(title="A wholly new title", short_name="CLIP"),))
        assert adopt({DAYS[0]: report}, Library([])) == []


def test_a_mark_on_a_quick_note_sets_the_reading_state() -> None:
    ticked = Report(quick_notes=(Mention(text="QQ", reading="read"),))
    later = Report(quick_notes=(Mention(text="QQ"),))
    assert history_of(ticked, later).reading == "read"
    assert history_of(later).reading == "to-read"


class TestCarried:
    """A name carried under *Not sure* is no new decision."""

    PLACE = Conclusion(title="QQ", group="Not sure", decision="unsure", since=DAYS[0])

    def test_a_decision_typed_into_an_earlier_report_counts(self) -> None:
        carried = Report(conclusions=(self.PLACE,))
        for first in (concluded(decision="exclude", by="Lin"), concluded(decision="unsure", reason="ask")):
            found = history_of(first, carried, carried)
            assert found.decision == first.conclusions[0].decision
            assert found.verdict == (DAYS[0], first.conclusions[0])

    def test_a_decision_before_the_group_does_not_wait(self) -> None:
        place = self.PLACE.model_copy(update={"since": DAYS[1]})
        found = history_of(concluded(decision="include"), Report(conclusions=(place,)))
        assert (found.decision, found.verdict[0]) == ("unsure", DAYS[1])

    def test_a_verdict_below_it_is_of_its_day(self) -> None:
        judged = self.PLACE.model_copy(update={"by": "Lin"})
        found = history_of(concluded(decision="include"), Report(conclusions=(judged,)))
        assert (found.decision, found.verdict[0]) == ("unsure", DAYS[1])

    def test_a_verdict_counts_from_the_day_written_beside_it(self) -> None:
        found = history_of(
            concluded(decision="exclude", by="Lin", decided_on=DAYS[2]),
            concluded(decision="include", by="Lin"),
        )
        assert (found.decision, found.verdict[0]) == ("exclude", DAYS[2])


class TestWaitingSince:
    def since(self, *entries: Conclusion | Mention) -> datetime.date | None:
        history = History("CLIP")
        for day, one in zip(DAYS, entries, strict=False):
            history.add(day, one)
        return history.waiting_since

    def decided(self, *decisions: str | None) -> datetime.date | None:
        return self.since(
            *(Conclusion.model_validate({"title": "CLIP", "decision": decision}) for decision in decisions)
        )

    def test_since_the_first_day_without_decision(self) -> None:
        assert self.decided("unsure", None, "unsure") == DAYS[0]
        assert self.decided("include", "unsure", "unsure") == DAYS[1]
        assert self.decided("unsure", "include") is None
        assert self.decided(None) is None

    def test_counts_from_the_day_named_in_the_report(self) -> None:
        early = datetime.date(2024, 5, 3)
        assert self.since(Conclusion(title="CLIP", decision="unsure", since=early)) == early

    def test_a_paper_with_text_and_no_decision_waits_too(self) -> None:
        named, written = Conclusion(title="CLIP"), Conclusion(title="CLIP", description="x")
        assert self.since(named, written) == DAYS[1]
        assert self.since(named, written, Mention(text="CLIP", reading="reading")) is None
        assert self.since(named) is None
        assert self.since(named, written, Conclusion(title="CLIP", decision="exclude")) is None


class TestAssumed:
    """A conclusion without a stated reading state."""

    @pytest.mark.parametrize(
        ("reports", "reading", "assumed"),
        [
            ([concluded(description="x")], "read", True),
            ([concluded(description="x", reading="read")], "read", False),
            ([QUICK, concluded(description="x")], "read", True),
            ([concluded(description="x"), QUICK], "to-read", False),  # put back
            ([QUICK, Report(), concluded(description="x")], "read", True),
            ([concluded(description="x", reading="read"), QUICK], "read", False),
        ],
    )
    def test_it_means_read_until_the_paper_is_put_back(
        self, reports: list[Report], reading: str, *, assumed: bool
    ) -> None:
        found = history_of(*reports)
        assert (found.reading, found.is_assumed_read) == (reading, assumed)

    def test_a_carried_quick_note_does_not_put_it_back(self) -> None:
        carried = Report(quick_notes=(Mention(text="qq", since=DAYS[0]),))
        assert history_of(QUICK, concluded(description="x"), carried).reading == "read"
