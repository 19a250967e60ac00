"""`status`: today and this week at a glance."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from litnotes.model.several_days import Status
from tests.conftest import Run
from tests.screened_notes import FOUND, NAME, screening_in
from tests.terminal import Spawn, ended, plain

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
    done = run("status", "--all")
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
    shown = run("status", "--all").out
    assert "\nFeedback\n  - more figures\n" in shown
    assert "\nBlockers\n  - no disk\n" in shown
    assert "old words" not in shown
    short = run("status").out
    assert "\nFeedback: 1\n  - more figures\n" in short
    assert "\nBlockers: 1\n  - no disk\n" in short


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
    shown = run("status", "--all").out
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


def test_a_past_day_is_shown_as_it_was(run: Run, notebook: Path) -> None:
    found = run("status", "--all", "--date", "2024-05-30")
    assert found.out.startswith("Thursday, 2024-05-30\n\nreport: 2024-05-30\n")
    assert "2024-05-31" not in found.out.partition("Waiting for a decision")[0]
    assert '"last friday" is Friday, 2024-05-31' in run("status", "--date", "last friday").err
    early = run("status", "--date", "2024-05-01")
    assert early.err == "there is no report up to 2024-05-01; the first is of 2024-05-30\n"
    assert notebook


LONG = "compare the reconstruction error of [the **codebook**](https://x.org/a) with that of 潜在空间 again"


@pytest.fixture
def much(notebook: Path) -> Path:
    """Notes with much to do: 200 tasks, 40 questions, 60 quick notes, 30 undecided papers, 41 reports."""
    for path in notebook.glob("2024-*.md"):
        path.unlink()
    for number in range(40):
        day = f"2024-{4 + number // 30:02}-{1 + number % 30:02}"
        (notebook / f"{day}.md").write_text(f"# R\n## Done\n1. task of day {number}\n")
    sections = {
        "TODO": [f"{number}. {LONG} {number}" for number in range(1, 201)],
        "Questions": [f"{number}. is {LONG} {number}?" for number in range(1, 41)],
        "Blockers": ["no disk", LONG],
        "Quick notes": [f"{number}. A Paper {'of a Long Name ' * 8}{number}" for number in range(1, 61)],
        "Conclusion on papers": [
            f"### Undecided Paper {'of a Long Name ' * 8}{number}\nit is long" for number in range(30)
        ],
    }
    text = "\n".join(line for title, lines in sections.items() for line in (f"## {title}", *lines))
    (notebook / "2024-06-01.md").write_text(f"# June 1 Report\n{text}\n", "utf-8")
    screening_in(notebook)
    return notebook


class TestOneScreen:
    @pytest.mark.parametrize("columns", [50, 80, 160])
    def test_it_fits_however_much_there_is(self, spawn: Spawn, much: Path, columns: int) -> None:
        shown, code = ended(spawn("status", columns=columns, rows=24))
        lines = plain(shown)
        assert code == 0, shown
        assert len(lines) <= 23  # one line of 24 is for the prompt
        assert max(map(cell_len, lines)) <= columns
        text = "\n".join(lines)
        for title, number, command in (
            ("Open tasks", 200, "litnotes todo"),
            ("Questions", 40, "litnotes answer"),
            ("To look at", 60, "litnotes report"),
            ("To decide", 30, "litnotes status --all"),
        ):
            heading = re.search(rf"^{title}: (\d+) of {number}; (all: )?`{command}`$", text, re.MULTILINE)
            assert heading, (title, text)
            below = text[heading.end() + 1 :].split("\n")[: int(heading[1])]
            assert all(re.match(r" +(-|\d+\.) ", line) for line in below)
        assert "\nBlockers: " in text
        assert f"candidates: {len(FOUND)} to screen" in text
        assert much

    def test_an_entry_is_cut_between_words_before_its_age(self, spawn: Spawn, much: Path) -> None:
        lines = plain(ended(spawn("status", columns=80, rows=24))[0])
        (first, *_) = (line for line in lines if line.startswith("  - compare"))
        assert first == "  - compare the reconstruction error of the codebook with that of 潜在… (1 day)"
        assert much

    def test_a_pipe_gets_the_same_entries_whole(self, run: Run, spawn: Spawn, much: Path) -> None:
        piped = run("status").out.splitlines()
        assert f"  - {LONG} 1 (1 day)" in piped
        terminal = plain(ended(spawn("status", columns=80, rows=24))[0])
        assert len(piped) == len(terminal)
        assert [line for line in piped if line[:1].strip()] == [
            line for line in terminal if line[:1].strip()
        ]
        assert much

    def test_all_shows_everything(self, run: Run, much: Path) -> None:
        shown = run("status", "--all").out
        for last in (f"{LONG} 200 (since", f"is {LONG} 40?", "Name 60\n", "Name 29 (since"):
            assert last in shown
        assert f"candidates: {len(FOUND)} to screen; next: `litnotes screen`\n" in shown
        assert much

    def test_little_is_shown_whole(self, run: Run, notebook: Path) -> None:
        for path in notebook.glob("2024-*.md"):
            path.unlink()
        (notebook / "2024-06-02.md").write_text(
            "# R\n## TODO\n1. one\n   more of it\n## Doing\n1. two (due 2024-06-05)\n"
        )
        shown = run("status").out
        assert "\nOpen tasks: 2\n  - two" in shown
        assert "\n  - one … (today)\n" in shown
        assert "Questions" not in shown
        assert "candidates" not in shown


class TestCandidates:
    def number(self, run: Run) -> int:
        return Status.model_validate(data(run)).candidates

    def test_the_number_follows_decisions_and_verdicts(self, run: Run, notebook: Path) -> None:
        assert self.number(run) == 0
        screening_in(notebook)
        assert self.number(run) == len(FOUND)
        assert run("screen", str(FOUND[0]["key"]), "--exclude").code == 0
        assert self.number(run) == len(FOUND) - 1
        assert run("screen", str(FOUND[1]["key"]), "--unsure").code == 0
        assert self.number(run) == len(FOUND) - 1
        assert run("screen", str(FOUND[1]["key"]), "--exclude", "--by", "Zoë").code == 0
        assert self.number(run) == len(FOUND) - 1
        assert run("add-paper", str(FOUND[4]["title"]), "--offline").code == 0
        assert self.number(run) == len(FOUND) - 1
        assert run("verdict", str(FOUND[4]["title"]), "--exclude", "--reason", "off").code == 0
        assert self.number(run) == len(FOUND) - 2

    def test_traces_are_parsed_only_where_they_changed(
        self, run: Run, notebook: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        screening_in(notebook)
        trace = notebook / "traces" / f"{NAME}.yaml"
        os.utime(trace, (1_700_000_000, 1_700_000_000))
        monkeypatch.setattr("litnotes.app.left_to_screen.is_settled", lambda _: True)
        assert self.number(run) == len(FOUND)

        def refuse(*_: object) -> None:
            raise AssertionError("a trace was parsed")

        monkeypatch.setattr("litnotes.app.left_to_screen.pool_in", refuse)
        assert run("todo", "something else", "--date", "2024-05-31").code == 0
        assert self.number(run) == len(FOUND)

    def test_an_unreadable_trace_is_reported(self, run: Run, notebook: Path) -> None:
        screening_in(notebook)
        (notebook / "traces" / "2024-05-01-x.yaml").write_text("day: never\n")
        done = run("status")
        assert done.code == 2
        assert "2024-05-01-x.yaml:1" in done.err
        assert f"candidates: {len(FOUND)} to screen" in done.out
