"""What an earlier report changes in an entry that was carried."""

from __future__ import annotations

import datetime

import pytest

from litnotes.daily.catch_up import caught_up
from litnotes.daily.next_day import Identity, NextDay, next_day
from litnotes.daily.open_tasks import numbered_tasks
from litnotes.library.history import ways_to_write
from litnotes.library.identify import Library
from litnotes.markdown import vocabulary
from litnotes.markdown.read.reader import read
from litnotes.model.reports import Report

WORDS = vocabulary.load({}, ["Lin"])
LIBRARY = Library([])


def june(day: int) -> datetime.date:
    return datetime.date(2024, 6, day)


def reports(*texts: str) -> list[Report]:
    """Return the reports of 10 June and the days after."""
    days = map(june, range(10, 10 + len(texts)))
    return [read(text.encode(), WORDS, filed_on=day).report for day, text in zip(days, texts, strict=False)]


def follow(*texts: str) -> NextDay:
    known = Identity(lambda entry: LIBRARY.identity(*ways_to_write(entry)))
    return next_day(june(20), "x", reports(*texts), known, WORDS)


CARRIED = "## TODO\n1. trace (since 2024-06-10)\n2. rest\n"


class TestTasks:
    @pytest.mark.parametrize(
        ("earlier", "state"),
        [
            ("## TODO\n1. rest\n## Done\n1. Trace.\n", "done"),
            ("## TODO\n- [x] trace\n", "done"),
            ("## TODO\n1. ~~trace~~\n", "dropped"),
        ],
    )
    def test_one_that_ended_in_an_earlier_report_is_not_carried(self, earlier: str, state: str) -> None:
        for row in ((earlier, CARRIED), (earlier, CARRIED, CARRIED)):
            found = follow(*row)
            assert [task.text for task in found.report.todo] == ["rest"]
            assert found.left_out == (("trace", state),)

    def test_numbers_stay(self) -> None:
        earlier, now = reports("## Done\n1. trace\n", CARRIED)
        assert list(numbered_tasks(caught_up(now, [earlier], WORDS), WORDS)) == [2]

    @pytest.mark.parametrize(
        ("earlier", "now"),
        [
            ("## Done\n1. trace\n", "## TODO\n1. trace\n"),  # planned anew
            ("## Done\n1. trace\n", "## TODO\n1. trace (since 2024-06-11)\n"),  # done before it was planned
            ("## TODO\n- [>] trace\n", CARRIED),  # moved on, to here
            ("## Done\n1. trace it\n", CARRIED),
        ],
    )
    def test_one_that_is_new_or_another_stays_open(self, earlier: str, now: str) -> None:
        assert follow(earlier, now).report.todo[0].text == "trace"

    def test_one_planned_anew_is_not_as_old_as_the_one_that_was_done(self) -> None:
        found = follow("## TODO\n1. trace\n", "## TODO\n- [x] trace\n", "## TODO\n1. trace\n")
        assert [task.since for task in found.report.todo] == [june(12)]
        again = follow(
            "## Done\n1. trace\n", "## TODO\n1. trace\n", "## TODO\n1. trace (since 2024-06-11)\n"
        )
        assert [task.text for task in again.report.todo] == ["trace"]

    def test_the_same_words_in_another_group_are_another_task(self) -> None:
        earlier = "## TODO\n### a\n1. run\n### b\n1. run\n## Done\n### a\n1. run\n"
        now = "## TODO\n### a\n1. run (since 2024-06-10)\n### b\n1. run (since 2024-06-10)\n"
        assert [task.group for task in follow(earlier, now).report.todo] == ["b"]


ASKED = "## Questions\n1. Is it so? (since 2024-06-10)\n2. Why?\n"


class TestQuestions:
    @pytest.mark.parametrize(
        ("entry", "reason"),
        [
            ("1. Is it so?\n   Lin: yes do it\n", "answered"),
            ("1. is it  so?\n   > yes\n", "answered"),
            ("1. ~~Is it so?~~\n", "dropped"),
            ("- [x] Is it so?\n", "closed"),
        ],
    )
    def test_one_that_ended_in_an_earlier_report_is_not_carried(self, entry: str, reason: str) -> None:
        for between in ((), (ASKED,), ("## TODO\n1. rest\n",)):
            found = follow(f"## Questions\n{entry}", *between, ASKED)
            assert [one.text for one in found.report.questions] == ["Why?"]
            assert found.left_out == (("Is it so?", reason),)

    def test_one_asked_anew_is_open(self) -> None:
        answered = "## Questions\n1. Is it so?\n   Lin: yes\n"
        asked = "## Questions\n1. Is it so?\n"
        (found,) = follow(answered, asked).report.questions
        assert found.since == june(11)
        assert follow(answered, asked, asked.replace("so?", "so? (since 2024-06-11)")).report.questions

    def test_an_answer_before_it_was_asked_is_none(self) -> None:
        answered = "## Questions\n1. Is it so?\n   Lin: yes\n"
        assert len(follow(answered, ASKED.replace("-10", "-11")).report.questions) == 2


PLACED = "## Papers\n### Not sure\n"


class TestPapers:
    def waiting(self, *texts: str) -> list[str]:
        return [paper.title for paper in follow(*texts).report.conclusions]

    def test_a_decision_typed_into_an_earlier_report_ends_the_waiting(self) -> None:
        decided = f"{PLACED}#### VQ-GAN\n> Lin: exclude, too old\n"
        carried = f"{PLACED}1. VQ-GAN (since 2024-06-10)\n2. CLIP (since 2024-06-10)\n"
        found = follow(decided, carried)
        assert [paper.title for paper in found.report.conclusions] == ["CLIP"]
        assert found.left_out == (("VQ-GAN", "decided"),)
        assert self.waiting(decided, "## TODO\n1. x\n", carried) == ["CLIP"]

    def test_one_that_is_not_sure_again_waits(self) -> None:
        decided = f"{PLACED}#### VQ-GAN\n> Lin: exclude, too old\n"
        assert self.waiting(decided, f"{PLACED}1. VQ-GAN\n") == ["VQ-GAN"]
        carried = f"{PLACED}1. VQ-GAN (since 2024-06-11)\n"
        assert self.waiting(decided, f"{PLACED}1. VQ-GAN\n", carried) == ["VQ-GAN"]


def test_quick_notes_distinguish_read_and_decided_papers() -> None:
    text = (
        "## Papers\n### clip\nVerdict: exclude – old\n### parti\nfine\n## Quick notes\n1. CLIP\n2. Parti\n"
    )
    assert follow(text).left_out == (("CLIP", "decided"), ("Parti", "has a conclusion"))
