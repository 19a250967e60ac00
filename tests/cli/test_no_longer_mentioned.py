"""What was open in an earlier report, and what later reports neither carry nor end."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.results import good
from tests.conftest import Result, Run

PULSE = "PULSE: Self-Supervised Photo Upsampling via Latent Space Exploration of Generative Models"
FIRST = """\
# June 10 Report

## TODO
1. change the template of overleaf
2. look for more papers
3. label the masks

## Doing
currently reading: DLFormer: Discrete Latent Transformer for Video Inpainting

## Questions
1. Do GANs count?
2. Why?

## Papers
### Not sure
#### PULSE
"""
SECOND = """\
# June 11 Report

## TODO
1. label the masks

## Done
1. Template: CVPR template in overleaf now

## Questions
1. How so?
"""


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Notes with two reports that the student wrote without `new-day`; it is the day after."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "litnotes.yaml").write_text("people: {Lin: advisor}\n")
    (folder / "2024-06-10.md").write_text(FIRST)
    (folder / "2024-06-11.md").write_text(SECOND)
    monkeypatch.setenv("LITNOTES_TODAY", "2024-06-12")
    return folder


def data(found: Result) -> Any:
    return json.loads(good(found))


def earlier(found: Result) -> dict[int, str]:
    """Return the entries of a list below the day's own, by number."""
    below = good(found).partition("No longer mentioned:\n")[2]
    entries = (re.match(r" *(\d+)\. (.*?)  \(", line) for line in below.splitlines())
    return {int(entry[1]): entry[2] for entry in entries if entry}


TASKS = {
    2: "change the template of overleaf",
    3: "look for more papers",
    4: "[doing] currently reading: DLFormer: Discrete Latent Transformer for Video Inpainting",
}


class TestLists:
    def test_new_day_counts_it(self, notes: Path, run: Run) -> None:
        found = run("new-day")
        assert (
            "no longer mentioned: 2 todo, 2 questions, 1 paper being read, 1 undecided paper. "
            "`litnotes status` lists them, `litnotes new-day --carry-all` takes them up"
        ) in found.err
        assert "template" not in (notes / "2024-06-12.md").read_text()

    @pytest.mark.parametrize("started", [False, True])
    def test_todo_and_answer_list_it_behind_their_own(
        self, notes: Path, run: Run, *, started: bool
    ) -> None:
        if started:
            good(run("new-day"))
        assert earlier(run("todo")) == TASKS
        assert earlier(run("answer")) == {2: "Do GANs count?", 3: "Why?"}
        listed = data(run("todo", "--json"))["no_longer_mentioned"]
        assert [(one["number"], one["kind"], one["day"], one["age"]) for one in listed["entries"]] == [
            (2, "task", "2024-06-10", 2), (3, "task", "2024-06-10", 2), (4, "reading", "2024-06-10", 2)
        ]  # fmt: skip
        asked = data(run("answer", "--json"))["no_longer_mentioned"]["entries"]
        assert [one["text"] for one in asked] == ["Do GANs count?", "Why?"]
        assert notes

    def test_status_and_a_week_list_it(self, notes: Path, run: Run) -> None:
        kinds = ["task", "task", "reading", "question", "question", "undecided"]
        for words in (("status", "--json"), ("report", "--week", "--json")):
            entries = data(run(*words))["no_longer_mentioned"]["entries"]
            assert [one["kind"] for one in entries] == kinds
        assert "  (undecided paper 1, last on 2024-06-10, 2 days)" in good(run("status", "--all"))
        assert "\nNo longer mentioned\n" in good(
            run("report", "--from", "2024-06-10", "--to", "2024-06-11")
        )
        assert "## No longer mentioned\n" in good(run("report", "--week", "--format", "markdown"))
        assert "No longer mentioned" not in good(
            run("report", "--from", "2024-06-10", "--to", "2024-06-10", "--format", "markdown")
        )
        assert notes

    def test_what_may_be_the_same_is_named(self, notes: Path, run: Run) -> None:
        entries = data(run("todo", "--json"))["no_longer_mentioned"]["entries"]
        assert [one["may_be"] for one in entries] == [["Template: CVPR template in overleaf now"], [], []]
        assert "may be the same as: Template: CVPR template in overleaf now" in good(run("todo"))
        assert notes

    def test_what_is_old_is_counted(self, notes: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LITNOTES_TODAY", "2024-07-20")
        shown = data(run("todo", "--json"))["no_longer_mentioned"]
        assert shown == {"entries": [], "older": {"task": 2, "reading": 1}}
        assert "3 older entries: `litnotes todo --all` lists all" in good(run("todo"))
        assert list(earlier(run("todo", "--all"))) == list(TASKS)
        assert earlier(run("answer", "--all")) == {2: "Do GANs count?", 3: "Why?"}
        assert "No longer mentioned: 0 of 6; all: `litnotes status --all`" in good(run("status"))
        assert run("todo", "a task", "--all").code == 2
        assert run("answer", "1", "yes", "--all").code == 2
        assert notes


class TestEnds:
    @pytest.mark.parametrize(
        ("verb", "written"),
        [
            ("start", "## Doing\n1. look for more papers (since 2024-06-10)\n"),
            ("done", "## Done\n1. look for more papers\n"),
            ("drop", "2. ~~look for more papers~~\n"),
        ],
    )
    @pytest.mark.parametrize("word", ["3", "more papers"])
    def test_a_task_by_number_or_words(
        self, notes: Path, run: Run, verb: str, written: str, word: str
    ) -> None:
        good(run("todo", verb, word))
        assert written in (notes / "2024-06-12.md").read_text()
        assert "look for more papers" not in earlier(run("todo")).values()
        # Nothing else is taken for deleted or ended.
        assert "change the template of overleaf" in earlier(run("todo")).values()

    def test_in_a_report_that_follows_directly_the_others_stay(self, notes: Path, run: Run) -> None:
        good(run("todo", "start", "more papers", "--date", "2024-06-11"))
        assert "look for more papers (since" not in (notes / "2024-06-11.md").read_text()
        assert "change the template of overleaf" in earlier(run("todo")).values()
        listed = data(run("status", "--json"))["open"]
        assert ("look for more papers", "2024-06-10") in [(one["text"], one["since"]) for one in listed]

    def test_a_paper_that_is_being_read(self, notes: Path, run: Run) -> None:
        good(run("todo", "drop", "4"))
        assert "~~currently reading: DLFormer" in (notes / "2024-06-12.md").read_text()
        assert list(earlier(run("todo")).values()) == list(TASKS.values())[:2]

    def test_several_numbers_are_those_before_the_command(self, notes: Path, run: Run) -> None:
        told = good(run("todo", "done", "1", "2,", "3"))
        assert re.findall(r"done: (.*)", told) == [
            "label the masks", "change the template of overleaf", "look for more papers"
        ]  # fmt: skip
        report = (notes / "2024-06-12.md").read_text().splitlines()
        for place, text in re.findall(r"md:(\d+) done: (.*)", told):
            assert text in report[int(place) - 1]
        assert list(earlier(run("todo"))) == [4]

    def test_a_question_is_asked_again_or_answered(self, notes: Path, run: Run) -> None:
        good(run("answer", "2", "yes", "they do", "--by", "Lin"))
        good(run("ask", "why?"))
        text = (notes / "2024-06-12.md").read_text()
        assert "2. Do GANs count? (since 2024-06-10)\n   Lin: yes they do\n" in text
        assert "3. why? (since 2024-06-10)\n" in text
        assert earlier(run("answer")) == {}

    def test_a_question_is_asked_again_by_number(self, notes: Path, run: Run) -> None:
        assert "asked: Why?" in good(run("ask", "3"))
        assert "2. Why? (since 2024-06-10)\n" in (notes / "2024-06-12.md").read_text()

    @pytest.mark.parametrize("paper", ["PULSE", PULSE, "1"])
    def test_a_verdict_ends_an_undecided_paper(self, notes: Path, run: Run, paper: str) -> None:
        good(run("verdict", paper, "--exclude", "--reason", "no generator"))
        kinds = [one["kind"] for one in data(run("status", "--json"))["no_longer_mentioned"]["entries"]]
        assert "undecided" not in kinds
        assert len(kinds) == 5
        assert run("verdict", "2", "--exclude").code == 3
        assert notes

    def test_a_paper_with_a_verdict_that_is_unsure_waits_too(self, notes: Path, run: Run) -> None:
        (notes / "2024-06-10.md").write_text(
            "# June 10 Report\n## Papers\n### Zebrafish Notes\nVerdict: unsure (by Lin)\n"
        )
        listed = data(run("status", "--json"))["no_longer_mentioned"]["entries"]
        assert [(one["kind"], one["text"]) for one in listed] == [("undecided", "Zebrafish Notes")]
        good(run("new-day", "--carry-all"))
        assert "Not sure\n" in (notes / "2024-06-12.md").read_text()

    def test_a_task_with_the_same_words_goes_on(self, notes: Path, run: Run) -> None:
        good(run("todo", "Look for more papers"))
        assert "2. Look for more papers (since 2024-06-10)\n" in (notes / "2024-06-12.md").read_text()


class TestCarryAll:
    def check(self, notes: Path, run: Run) -> None:
        text = (notes / "2024-06-12.md").read_text()
        for words in ("change the template of overleaf", "look for more papers", "Do GANs count?", "Why?"):
            assert f"{words} (since 2024-06-10)" in text
        assert "PULSE (since 2024-06-10)" in text
        assert "Inpainting (since 2024-06-10)" in text
        status = data(run("status", "--json"))
        assert status["no_longer_mentioned"] == {"entries": [], "older": {}}
        assert len(status["open"]) == 4
        assert run("check").out.count("error") == 0

    def test_into_a_new_report(self, notes: Path, run: Run) -> None:
        planned = good(run("new-day", "--carry-all", "--dry-run"))
        assert not (notes / "2024-06-12.md").exists()
        found = run("new-day", "--carry-all")
        assert "taken up, no longer mentioned in 2024-06-11: 2 todo, 2 questions" in found.err
        assert (notes / "2024-06-12.md").read_text() == planned
        self.check(notes, run)

    def test_into_a_report_that_exists(self, notes: Path, run: Run) -> None:
        good(run("new-day"))
        before = (notes / "2024-06-12.md").read_bytes()
        assert "would be taken up: 2 todo" in good(run("new-day", "--carry-all", "--dry-run"))
        assert (notes / "2024-06-12.md").read_bytes() == before
        good(run("new-day", "--carry-all"))
        self.check(notes, run)
        assert "exists; nothing was changed" in good(run("new-day", "--carry-all"))

    @pytest.mark.parametrize("answer", [True, False])
    def test_is_offered_on_a_terminal(
        self, notes: Path, run: Run, monkeypatch: pytest.MonkeyPatch, *, answer: bool
    ) -> None:
        asked: list[str] = []
        monkeypatch.setattr("litnotes.cli.new_day.can_ask", lambda: True)

        def confirmed(text: str) -> bool:
            asked.append(text)
            return answer

        monkeypatch.setattr("litnotes.cli.new_day.confirmed", confirmed)
        found = run("new-day")
        assert len(asked) == 1
        assert asked[0].startswith("The last report no longer mentions 2 todo, 2 questions, 1 paper being")
        assert "  - change the template of overleaf" in found.err
        assert ("overleaf (since 2024-06-10)" in (notes / "2024-06-12.md").read_text()) is answer
        monkeypatch.setenv("LITNOTES_TODAY", "2024-06-13")
        good(run("new-day"))
        assert len(asked) == 1  # new-day made the report before


class TestDeleted:
    """An entry that new-day carried, and that the student deletes from the report, is dropped."""

    @pytest.fixture
    def day(self, notes: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The report of 13 June, carried from that of 12 June, without three of its entries."""
        good(run("new-day", "--carry-all"))
        monkeypatch.setenv("LITNOTES_TODAY", "2024-06-13")
        good(run("new-day"))
        path = notes / "2024-06-13.md"
        lines = path.read_text().splitlines(keepends=True)
        gone = ("overleaf", "Why?", "PULSE")
        path.write_text("".join(line for line in lines if not any(word in line for word in gone)))
        monkeypatch.setenv("LITNOTES_TODAY", "2024-06-14")
        return path

    def test_new_day_says_so_once(self, day: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        found = run("new-day")
        assert re.findall(r"dropped: (.*) \(deleted from (.*)\); `(.*)` takes it up again", found.err) == [
            ("change the template of overleaf", "2024-06-13", "litnotes todo start 4"),
            ("Why?", "2024-06-13", "litnotes ask 3"),
            (PULSE, "2024-06-13", f"litnotes verdict '{PULSE}' --unsure"),
        ]
        assert "no longer mentioned" not in found.err
        assert (earlier(run("todo", "--all")), earlier(run("answer", "--all"))) == ({}, {})
        assert data(run("status", "--json"))["no_longer_mentioned"]["entries"] == []
        monkeypatch.setenv("LITNOTES_TODAY", "2024-06-15")
        assert "dropped" not in run("new-day", "--dry-run").err
        assert day

    def test_the_command_takes_it_up(self, day: Path, run: Run) -> None:
        good(run("new-day"))
        good(run("todo", "start", "4"))
        good(run("ask", "3"))
        text = (day.parent / "2024-06-14.md").read_text()
        assert "change the template of overleaf (since 2024-06-10)" in text
        assert "Why? (since 2024-06-10)" in text
        assert "dropped" not in run("new-day", "--date", "2024-06-15").err
        assert "change the template of overleaf" in (day.parent / "2024-06-15.md").read_text()

    def test_a_report_without_carried_entries_drops_nothing(self, day: Path, run: Run) -> None:
        day.write_text("# June 13 Report\n## TODO\n1. label the masks\n")
        assert "dropped" not in run("new-day").err
        assert "change the template of overleaf" in earlier(run("todo")).values()

    def test_a_report_with_a_conflict_drops_nothing(self, day: Path, run: Run) -> None:
        day.write_text(day.read_text() + "<<<<<<< ours\n1. a\n=======\n1. b\n>>>>>>> theirs\n")
        found = run("status", "--json")
        assert found.code == 1
        entries = json.loads(found.out)["no_longer_mentioned"]["entries"]
        assert "change the template of overleaf" in [one["text"] for one in entries]


def test_after_a_report_with_a_conflict_no_report_is_started(notes: Path, run: Run) -> None:
    """Case O3: its open entries cannot be read."""
    path = notes / "2024-06-11.md"
    path.write_text(
        SECOND.replace("1. label", "<<<<<<< ours\n1. a\n=======\n1. b\n>>>>>>> theirs\n2. label")
    )
    for words in (("new-day",), ("new-day", "--carry-all"), ("todo", "a task"), ("ask", "why")):
        found = run(*words)
        assert (found.code, found.out) == (4, ""), words
        assert "2024-06-11.md:" in found.err
        assert not (notes / "2024-06-12.md").exists()


def test_a_quick_note_that_an_earlier_report_strikes_is_dropped(
    notes: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Case O4: struck in the report before, after the next one was made."""
    path = notes / "2024-06-11.md"
    path.write_text(f"{SECOND}## Quick Notes\n1. parti\n2. clip\n")
    good(run("new-day"))
    path.write_text(path.read_text().replace("2. clip", "2. ~~clip~~"))
    monkeypatch.setenv("LITNOTES_TODAY", "2024-06-13")
    for words in (("--dry-run",), ()):
        assert "not carried over (dropped): clip" in run("new-day", *words).err
    assert "clip" not in (notes / "2024-06-13.md").read_text().lower()
    assert "parti (since 2024-06-11)" in (notes / "2024-06-13.md").read_text()


class TestNumbers:
    """Case O5: a task that moves gives its number to the next one."""

    def test_the_same_command_twice_is_refused(self, notes: Path, run: Run) -> None:
        good(run("new-day", "--carry-all"))
        good(run("todo", "done", "1"))
        text = (notes / "2024-06-12.md").read_text()
        found = run("todo", "done", "1")
        assert found.code == 3
        assert (
            "task 1 is now: change the template of overleaf; the task you mean is done already "
            '("label the masks"). `litnotes todo` shows the numbers'
        ) in found.err
        assert "was number 2" in run("todo", "start", "2").err
        assert (notes / "2024-06-12.md").read_text() == text
        good(run("todo"))  # now the numbers are those of the list
        good(run("todo", "done", "1"))
        assert "2. change the template" in (notes / "2024-06-12.md").read_text()

    def test_words_are_never_refused(self, notes: Path, run: Run) -> None:
        good(run("new-day", "--carry-all"))
        good(run("todo", "done", "1"))
        good(run("todo", "done", "overleaf"))
        assert notes

    def test_after_some_minutes_the_number_counts(
        self, notes: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        good(run("new-day", "--carry-all"))
        good(run("todo", "done", "1"))
        monkeypatch.setattr("litnotes.app.last_numbers.SECONDS", 0)
        good(run("todo", "done", "1"))
        assert notes

    @pytest.mark.parametrize("answer", [True, False])
    def test_on_a_terminal_the_user_is_asked(
        self, notes: Path, run: Run, monkeypatch: pytest.MonkeyPatch, *, answer: bool
    ) -> None:
        good(run("new-day", "--carry-all"))
        good(run("todo", "done", "1"))
        monkeypatch.setattr("litnotes.cli.todo.can_ask", lambda: True)
        monkeypatch.setattr("litnotes.cli.todo.confirmed", lambda _: answer)
        assert run("todo", "done", "1").code == (0 if answer else 3)
        assert ("2. change the template" in (notes / "2024-06-12.md").read_text()) is answer


class TestReopen:
    @pytest.mark.parametrize("verb", ["done", "drop"])
    @pytest.mark.parametrize("form", ["1. {}", "- [ ] {}", "* {}"])
    def test_a_task_of_the_day(self, notes: Path, run: Run, verb: str, form: str) -> None:
        before = f"# June 12\n## TODO\n{form.format('label the masks')}\n## Done\n{form[:2]} x\n"
        path = notes / "2024-06-12.md"
        path.write_text(before)
        good(run("todo", verb, "masks"))
        assert [one["text"] for one in data(run("todo", "--json"))["tasks"] if one["text"] != "x"] == []
        assert "todo: label the masks" in good(run("todo", "reopen", "masks"))
        tasks = data(run("todo", "--json"))["tasks"]
        assert ("label the masks", "todo") in [(one["text"], one["state"]) for one in tasks]
        assert "~~" not in path.read_text()

    def test_a_task_of_an_earlier_day(self, notes: Path, run: Run) -> None:
        assert "todo: Template: CVPR template" in good(run("todo", "reopen", "cvpr"))
        assert "2. Template: CVPR template in overleaf now\n" in (notes / "2024-06-12.md").read_text()

    def test_the_number_of_the_command_before_means_its_task(self, notes: Path, run: Run) -> None:
        good(run("todo", "done", "1", "2"))
        assert "todo: label the masks" in good(run("todo", "reopen", "1"))
        assert run("todo", "reopen", "77").code == 3
        assert notes

    def test_an_open_task_stays(self, notes: Path, run: Run) -> None:
        assert "is already todo: label the masks" in good(run("todo", "reopen", "masks"))
        assert run("todo", "reopen", "no such task").code == 3
        assert run("todo", "reopen").code == 2
        assert notes


def test_add_paper_says_who_excluded_it(notes: Path, run: Run) -> None:
    """Case O9."""
    path = notes / "2024-06-11.md"
    path.write_text(f"{SECOND}## Papers\n### VQ-GAN\nVerdict: exclude - for images only (by Lin)\n")
    for words in (("--dry-run",), ()):
        found = run("add-paper", "VQ-GAN", "--offline", *words)
        assert found.code == 0
        assert "excluded by Lin on 2024-06-11: for images only" in found.err
    assert "VQ-GAN" in (notes / "2024-06-12.md").read_text()
    other = run("add-paper", "VQ-VAE", "--offline")
    assert ("excluded" in other.err, other.code) == (False, 0)


class TestTrees:
    """Sub-tasks belong to the task above them, which is open as long as they are."""

    FIRST = (
        "# June 10 Report\n## TODO\n- [ ] read\n  - [x] DETR\n  - [ ] SimCLR\n- [x] data\n  - [ ] zip it\n"
    )

    @pytest.fixture
    def trees(self, notes: Path) -> Path:
        (notes / "2024-06-10.md").write_text(self.FIRST)
        (notes / "2024-06-11.md").write_text("# June 11 Report\n## TODO\n- [ ] other\n")
        return notes

    def test_a_tree_is_listed_once_and_taken_up_whole(self, trees: Path, run: Run) -> None:
        assert earlier(run("todo")) == {2: "read", 3: "data"}
        good(run("new-day", "--carry-all"))
        text = (trees / "2024-06-12.md").read_text()
        assert "- [ ] read (since 2024-06-10)\n  - [x] DETR\n  - [ ] SimCLR\n" in text
        assert "- [x] data (since 2024-06-10)\n  - [ ] zip it\n" in text
        assert (text.count("SimCLR"), text.count("zip it")) == (1, 1)

    def test_a_part_that_the_task_lost_is_listed(self, trees: Path, run: Run) -> None:
        (trees / "2024-06-11.md").write_text("# June 11 Report\n## TODO\n- [ ] read\n- [x] data\n")
        assert earlier(run("todo")) == {2: "SimCLR", 3: "zip it"}
