"""Over any row of reports, what was ever open is open, ended, deleted by the student, or listed."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from litnotes.app.notes import Notes, open_notes
from litnotes.app.open_work import unmentioned
from litnotes.app.starting import plan_day, start_day
from litnotes.index import database

pytestmark = pytest.mark.gate


Said = Literal["nothing", "open", "ended"]

WORK = {
    "label the masks": "task",
    "train a decoder": "task",
    "plot all curves": "task",
    "does it converge?": "question",
    "who reads it?": "question",
    "Alphanet": "reading",
    "Betaflow": "reading",
    "Gammadiff": "undecided",
    "Deltaform": "undecided",
}
FIRST = datetime.date(2024, 6, 3)
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class ByHand:
    """A report that the student writes without `new-day`."""

    said: Mapping[str, Said]


@dataclass(frozen=True)
class ByNewDay:
    """A report that `new-day` starts, and from which the student deletes lines."""

    carry_all: bool
    deleted: Sequence[str]


_by_hand = st.builds(
    ByHand,
    st.lists(
        st.sampled_from(["open", "nothing", "open", "ended"]), min_size=len(WORK), max_size=len(WORK)
    ).map(lambda said: dict(zip(WORK, said, strict=True))),
)
_by_new_day = st.builds(
    ByNewDay,
    st.booleans(),
    st.lists(
        st.sampled_from([work for work, kind in WORK.items() if kind != "reading"]),
        unique=True,
        min_size=1,
        max_size=4,
    ),
)
_more = st.lists(st.one_of(_by_new_day, _by_hand), max_size=4)
rows = st.builds(lambda *first, more: [*first, *more], _by_hand, _by_new_day, more=_more)


PARTS: Sequence[tuple[str, str, Said, str]] = (
    ("## TODO\n", "task", "open", "- {}\n"),
    ("## Done\n", "task", "ended", "- {}\n"),
    ("## Questions\n", "question", "open", "- {}\n"),
    ("", "question", "ended", "- {}\n  Lin: yes\n"),
    ("## Papers\n", "reading", "open", "### {} (reading)\n"),
    ("", "reading", "ended", "### {}\n#### Description\nIt is short.\n"),
    ("", "undecided", "ended", "### {}\nVerdict: exclude\n"),
    ("### Not sure\n", "undecided", "open", "#### {}\n"),
)


def written(said: Mapping[str, Said]) -> str:
    """Return a report that says this."""
    text = "# Report\n"
    for heading, kind, state, form in PARTS:
        entries = (form.format(work) for work in WORK if WORK[work] == kind and said[work] == state)
        text += heading + "".join(entries)
    return text


class Student:
    """What a person who reads all reports knows of each piece of work."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.state: dict[str, Literal["open", "ended"]] = {}
        self.in_last: set[str] = set()

    def write(self, day: datetime.date, report: ByHand | ByNewDay) -> None:
        path = self.root / f"{day}.md"
        if isinstance(report, ByHand):
            path.write_text(written(report.said))
            self.state |= {work: said for work, said in report.said.items() if said != "nothing"}
            self.in_last = {work for work, said in report.said.items() if said == "open"}
            return
        notes = open_notes(str(self.root))
        planned = plan_day(notes, day).report
        earlier = unmentioned(notes, day, planned).entries if report.carry_all else ()
        start_day(notes, day, earlier)
        lines = path.read_text().splitlines(keepends=True)
        carried = {work for work in WORK if any(work in line for line in lines)}
        kept = [line for line in lines if not any(work in line for work in report.deleted)]
        path.write_text("".join(kept))
        there = {work for work in carried if any(work in line for line in kept)}
        if there & self.in_last:
            self.state |= dict.fromkeys((carried & self.in_last) - there, "ended")
        self.in_last = there


def listed(notes: Notes, day: datetime.date) -> tuple[list[str], list[str]]:
    """Return the work that the next report carries, and the work that is no longer mentioned."""
    plan = plan_day(notes, day).report
    carried = [entry.text for entry in (*plan.todo, *plan.doing)]
    carried += [entry.text for entry in plan.questions] + [paper.title for paper in plan.conclusions]
    return sorted(carried), sorted(each.text for each in unmentioned(notes, day, plan).entries)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(rows, st.integers(0, 5), _by_hand)
def test_nothing_open_is_lost(reports: list[ByHand | ByNewDay], late: int, edit: ByHand) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "litnotes.yaml").write_text("people: {Lin: advisor}\n")
        student = Student(root)
        for number, report in enumerate(reports):
            student.write(FIRST + number * ONE_DAY, report)
            open_notes(str(root))
        after = FIRST + len(reports) * ONE_DAY
        carried, earlier = listed(open_notes(str(root)), after)
        still_open = {work for work, state in student.state.items() if state == "open"}
        assert sorted(carried + earlier) == sorted(still_open)
        assert set(carried) == still_open & student.in_last

        # The index says the same after a late edit as when it is made anew.
        path = root / f"{FIRST + (late % len(reports)) * ONE_DAY}.md"
        path.write_text(written(edit.said))
        by_updates = listed(open_notes(str(root)), after)
        database.close()
        database.remove(root)
        assert listed(open_notes(str(root)), after) == by_updates
        database.close()
