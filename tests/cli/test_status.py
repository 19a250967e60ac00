"""`status`: today and this week at a glance."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from litnotes.model.several_days import Status
from tests.conftest import Run

PAGE = """\
Sunday, 2024-06-02

report: 2024-05-31 is the latest; start today's with `litnotes new-day`
this week: 4 tasks done
days without a report, last two weeks: none

Open
  - Reading AudioLDM (doing, since 2024-05-31, 2 days)
  - search all papers that cite Jukebox (doing, since 2024-05-31, 2 days)
  - Read the papers in the quick notes and say which of them matter (since 2024-05-31, 2 days)
  - trace the papers that cite MusicVAE and filter (since 2024-05-31, 2 days)
  - tidy TensorB.h (since 2024-05-31, 2 days)

Questions
   1. Are codecs with a prior generative models? (open since 2024-05-31, 2 days)

No longer mentioned
"""


def data(run: Run) -> dict[str, object]:
    found = run("status", "--json")
    assert found.code == 0
    answer: dict[str, object] = json.loads(found.out)
    assert Status.model_validate(answer).model_dump(mode="json") == answer
    return answer


def test_the_page(run: Run, notebook: Path) -> None:
    done = run("status")
    assert done.code == 0
    assert done.out.startswith(PAGE)
    assert "█" not in done.out
    assert "\n  unsure     3\n" in done.out
    assert "\n  - SoundStream: An End-to-End Neural Audio Codec (since 2024-05-30, 3 days)\n" in done.out
    assert notebook


def test_json_holds_everything(run: Run, notebook: Path) -> None:
    found = Status.model_validate(data(run))
    assert (str(found.today), str(found.latest)) == ("2024-06-02", "2024-05-31")
    assert sum(found.reading.values()) == sum(found.decisions.values())
    assert set(found.reading) == {"to-read", "reading", "read"}
    assert set(found.decisions) == {"include", "exclude", "unsure", "undecided"}
    listed = json.loads(run("papers", "--json").out)
    assert sum(found.reading.values()) == len(listed["papers"])
    assert found.not_identified == len(listed["not_identified"])
    assert found.decisions["unsure"] == sum(p["decision"] == "unsure" for p in listed["papers"])
    assert notebook


def test_age_counts_from_the_first_day_of_an_unbroken_row(run: Run, notebook: Path) -> None:
    for day, also in (("29", "2. only\n"), ("30", ""), ("31", "2. only\n")):
        (notebook / f"2024-05-{day}.md").write_text(f"# R\n## TODO\n1. again\n{also}")
    ages = {task.text: task.age for task in Status.model_validate(data(run)).open}
    assert ages == {"again": 4, "only": 2}


def test_questions_are_oldest_first_with_their_numbers(run: Run, notebook: Path) -> None:
    (notebook / "2024-06-01.md").write_text(
        "# June 1 Report\n## Questions to be asked\n1. is it new?\n2. said?\n   Answer: yes\n"
        "3. Are codecs with a prior generative models?\n4. [x] closed?\n"
    )
    asked = Status.model_validate(data(run)).questions
    assert [(one.number, one.text, one.age) for one in asked] == [
        (2, "Are codecs with a prior generative models?", 2),
        (1, "is it new?", 1),
    ]


def test_remarks_of_the_latest_report_are_shown(run: Run, notebook: Path) -> None:
    (notebook / "2024-05-29.md").write_text("# May 29 Report\n## Feedback\nold words\n")
    (notebook / "2024-06-01.md").write_text(
        "# June 1 Report\n## Feedback\nmore figures\n## Blockers\nno disk\n"
    )
    shown = run("status").out
    assert "\nFeedback\n  - more figures\n" in shown
    assert "\nBlockers\n  - no disk\n" in shown
    assert "old words" not in shown


@pytest.mark.parametrize(
    ("today", "report", "missing"),
    [
        ("2024-05-31", "report: 2024-05-31 (today)", "none"),
        ("2024-06-05", "report: 2024-05-31 is the latest;", "2024-06-03, 2024-06-04"),
        ("2024-05-30", "report: 2024-05-31 is the latest (in the future)", "none"),
    ],
)
def test_days_without_a_report(
    run: Run, notebook: Path, monkeypatch: pytest.MonkeyPatch, today: str, report: str, missing: str
) -> None:
    monkeypatch.setenv("LITNOTES_TODAY", today)
    shown = run("status").out
    assert report in shown
    assert f"last two weeks: {missing}\n" in shown
    assert notebook


def test_no_notes_and_no_reports_tell_the_next_command(run: Run) -> None:
    nothing = run("status")
    assert nothing.code == 3
    assert "`litnotes init" in nothing.err
    assert run("init").code == 0
    empty = run("status")
    assert (empty.code, empty.out) == (0, "")
    assert "`litnotes new-day`" in empty.err
    found = Status.model_validate(data(run))
    assert (found.latest, found.open, found.days_without_report) == (None, (), ())


def test_reports_a_broken_report(run: Run, notebook: Path) -> None:
    (notebook / "2024-05-29.md").write_bytes(b"\0")
    done = run("status")
    assert done.code == 2
    assert done.out.startswith("Sunday, 2024-06-02")
    assert "2024-05-29.md" in done.err
