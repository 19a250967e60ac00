"""The overview of several days, rule by rule."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest

from litnotes.daily import waiting
from litnotes.daily.next_day import Identity
from litnotes.daily.overview import PaperNames, done, overview
from litnotes.library.history import ways_to_write
from litnotes.library.identify import Library
from litnotes.markdown import vocabulary
from litnotes.markdown.read.reader import read
from litnotes.model.reports import Report
from litnotes.model.several_days import Overview, PaperState

WORDS = vocabulary.load()
LIBRARY = Library([])
IDENTITY = Identity(lambda remark: LIBRARY.identity(*ways_to_write(remark)))
FRIDAY = datetime.date(2024, 5, 31)
ONE_DAY = datetime.timedelta(days=1)


def may(day: int) -> datetime.date:
    return datetime.date(2024, 5, day)


def reports(**texts: str) -> list[Report]:
    """Return reports of days in May, named like `_27`."""
    return [read(text.encode(), WORDS, filed_on=may(int(day[1:]))).report for day, text in texts.items()]


def of(
    found: Sequence[Report], first: int = 27, last: int = 31, papers: PaperNames | None = None
) -> Overview:
    return overview(found, may(first), may(last), papers or PaperNames(IDENTITY), WORDS)


class TestDone:
    def test_lists_each_task_once_under_its_first_day(self) -> None:
        found = of(
            reports(
                _27="## Done\n1. tidy the tensors\n2. call Zoë",
                _28="## Done\n1. Tidy  the tensors.\n2. write the draft\n## TODO\n- [x] buy paper",
            )
        )
        assert [(work.day, work.text) for work in found.done] == [
            (may(27), "tidy the tensors"),
            (may(27), "call Zoë"),
            (may(28), "buy paper"),
            (may(28), "write the draft"),
        ]

    def test_the_same_first_line_with_other_words_below_is_other_work(self) -> None:
        found = done(reports(_27="## Done\n1. Summary:\n   of A\n2. Summary:\n   of B"), WORDS)
        assert [work.text for work in found] == ["Summary:\nof A", "Summary:\nof B"]

    def test_the_same_words_in_two_groups_are_two_tasks(self) -> None:
        text = "## Done\n### Codec\n1. write tests\n### Survey\n1. write tests"
        assert [work.group for work in done(reports(_27=text), WORDS)] == ["Codec", "Survey"]

    def test_days_outside_do_not_count(self) -> None:
        found = of(reports(_26="## Done\n1. early", _27="## Done\n1. within"))
        assert [work.text for work in found.done] == ["within"]


class TestOpen:
    def test_what_is_open_at_the_end_is_as_old_as_its_first_day(self) -> None:
        found = of(
            reports(
                _20="## TODO\n1. read on",
                _27="## TODO\n1. read on\n2. was dropped here",
                _30="## TODO\n1. read on\n## Doing\n1. count (since 2024-05-29)",
            )
        )
        assert [(task.text, task.state, task.since, task.age) for task in found.open] == [
            ("count", "doing", may(29), 1),
            ("read on", "todo", may(20), 10),
        ]

    def test_what_was_done_is_not_open(self) -> None:
        assert of(reports(_27="## TODO\n1. tidy\n## Done\n1. tidy")).open == ()


class TestMoved:
    def test_each_change_has_its_day(self) -> None:
        found = of(
            reports(
                _24="## TODO\n1. trace the papers",
                _27="## TODO\n1. trace the papers",
                _28="## Doing\n1. trace the papers",
                _29="## Done\n1. trace the papers\n   found 12",
            )
        )
        assert [task.text for task in found.moved] == ["trace the papers"]
        assert [(step.day, step.state) for step in found.moved[0].steps] == [
            (may(24), "todo"),
            (may(28), "doing"),
            (may(29), "done"),
        ]

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("## TODO\n1. tidy TensorA.h", "## Done\n1. tidy TensorB.h"),
            ("## TODO\n1. Summary:\n   of A\n2. Summary:\n   of B", "## Done\n1. Summary:\n   of C"),
            ("## TODO\n1. stays", "## TODO\n1. stays"),
            ("## TODO\n### A\n1. write tests\n### B\n1. write tests", "## Done\n### C\n1. write tests"),
        ],
    )
    def test_what_is_not_the_same_did_not_move(self, before: str, after: str) -> None:
        assert of(reports(_27=before, _28=after)).moved == ()

    def test_groups_that_one_side_leaves_out_do_not_matter(self) -> None:
        found = of(reports(_27="## TODO\n### A\n1. write tests", _28="## Done\n1. write tests"))
        assert [step.state for step in found.moved[0].steps] == ["todo", "done"]


class TestPapers:
    def test_points_add_up_and_the_latest_description_stays(self) -> None:
        heading = "## Conclusion on papers\n### CLIP\n"
        found = of(
            reports(
                _27=f"{heading}#### Description\nold\n#### Similarity\n1. codes\n",
                _28=f"{heading}#### Description\nnew\n#### Similarity\n1. codes\n2. more\n",
                _29=f"{heading}Verdict: include – fits (by Lin)\n",
            )
        )
        assert [paper.name for paper in found.papers] == ["CLIP"]
        assert found.papers[0].description == "new"
        assert found.papers[0].similarities == ("codes", "more")

    def test_decision_and_reading_are_those_of_the_library(self) -> None:
        key = LIBRARY.identity("CLIP")
        before = PaperState(name="CLIP", key="r", reading="reading")
        after = PaperState(name="CLIP", key="r", reading="read", decision="include", by="Lin")
        same = {LIBRARY.identity("DDSP"): PaperState(name="DDSP", reading="read")}
        text = "## Conclusion on papers\n### CLIP\nVerdict: exclude\n"
        found = of(
            reports(_27=text), papers=PaperNames(IDENTITY, {key: before, **same}, {key: after, **same})
        )
        assert [(paper.decision, paper.by, paper.reading) for paper in found.papers] == [
            ("include", "Lin", "read")
        ]
        assert [(paper.name, paper.reading_before, paper.reading) for paper in found.papers_moved] == [
            ("CLIP", "reading", "read")
        ]
        assert (found.papers_moved[0].decision_before, found.papers_moved[0].decision) == (None, "include")

    def test_a_paper_that_is_only_being_read_is_not_concluded(self) -> None:
        assert of(reports(_27="## Conclusion on papers\n### CLIP (reading)\n")).papers == ()


class TestQuestions:
    TEXT = "## Questions to be asked\n1. may it be long?\n2. is A in scope?\n3. who reads it?\n"

    def test_answers_of_any_day_count_and_open_ones_come_last(self) -> None:
        answered = self.TEXT.replace("scope?\n", "scope?\n   Answer: yes\n")
        found = of(reports(_27=answered, _28=self.TEXT, _29=self.TEXT.replace("3. who reads it?\n", "")))
        assert [(asked.text, asked.age) for asked in found.questions] == [
            ("is A in scope?", None),
            ("who reads it?", None),
            ("may it be long?", 2),
        ]
        assert [answer.text for answer in found.questions[0].answers] == ["yes"]

    def test_an_open_question_is_numbered_among_the_open_ones(self) -> None:
        answered = self.TEXT.replace("long?\n", "long?\n   Answer: no\n")
        row = reports(_26="## Questions\n1. who reads it?\n", _27=answered)
        asked = waiting.open_questions(
            waiting.left_open(row, may(31), IDENTITY, WORDS), row, may(31), WORDS
        )
        assert [(one.text, one.number, one.age) for one in asked] == [
            ("who reads it?", 2, 5),
            ("is A in scope?", 1, 4),
        ]


def test_quick_notes_are_those_that_no_report_before_names() -> None:
    found = of(
        reports(
            _24="## Quick notes\n1. clip\n## Conclusion on papers\n### DDSP\ngood",
            _27="## Quick notes\n1. CLIP\n2. parti\n3. ddsp",
            _28="## Quick notes\n1. Parti\n2. jukebooks",
        )
    )
    assert found.quick_notes == ("parti", "jukebooks")


def test_remarks_are_listed_by_role_each_once() -> None:
    found = of(
        reports(
            _27="## Feedback\nmore figures\n## Blockers\nno disk",
            _28="## Blockers\nno disk\n## Decisions\nuse FID\n## Summary\nall well",
        )
    )
    assert [(remark.role, remark.day, remark.text) for remark in found.remarks] == [
        ("blocker", may(27), "no disk"),
        ("feedback", may(27), "more figures"),
        ("decision", may(28), "use FID"),
    ]


def test_a_report_of_a_range_counts_where_it_reaches_into_the_days() -> None:
    week = Report(date=may(28), first_day=may(25), title="w")
    assert waiting.within(week, may(27), may(31))
    assert waiting.within(week, may(20), may(25))
    assert not waiting.within(week, may(29), may(31))


class TestDaysWithoutReport:
    def test_weekends_today_and_days_before_the_first_report_are_none(self) -> None:
        found = reports(_22="# a", _24="# b", _30="# c")
        assert waiting.days_without_report(found, FRIDAY) == [may(23), may(27), may(28), may(29)]

    def test_covers_only_the_last_two_weeks(self) -> None:
        missing = waiting.days_without_report(reports(_1="# a"), FRIDAY)
        assert (missing[0], missing[-1], len(missing)) == (may(17), may(30), 10)

    def test_a_range_covers_its_days(self) -> None:
        week = Report(date=may(30), first_day=may(27), title="w")
        assert waiting.days_without_report([week], FRIDAY) == []
