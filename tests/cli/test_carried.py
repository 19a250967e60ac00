"""What is typed into yesterday's report after today's was started counts today."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.results import good
from tests.conftest import Run

FIRST = """\
# June 10 Report

## TODO
1. trace
2. rest

## Questions
1. Is it so?
2. Why?

## Papers
### Not sure
#### VQ-GAN
"""


@pytest.fixture
def notes(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Notes with a report of 10 June, and that of 11 June made from it."""
    monkeypatch.setenv("LITNOTES_TODAY", "2024-06-11")
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "litnotes.yaml").write_text("people: {Lin: advisor}\n")
    (folder / "2024-06-10.md").write_text(FIRST)
    assert run("new-day").code == 0
    return folder


def type_below(path: Path, words: str, said: str) -> None:
    text = path.read_text()
    assert words in text
    path.write_text(text.replace(words, f"{words}\n{said}", 1))


def test_the_advisors_decision_in_yesterdays_report_counts(
    notes: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "VQ-GAN (since 2024-06-10)" in (notes / "2024-06-11.md").read_text()
    assert "Waiting for a decision" in good(run("status", "--all"))
    type_below(notes / "2024-06-10.md", "#### VQ-GAN", "> Lin: exclude, too old")
    assert "decision: exclude: too old (2024-06-10 by Lin)" in good(run("show", "VQ-GAN"))
    shown = json.loads(good(run("status", "--json")))
    assert (shown["waiting"], shown["decisions"]["exclude"]) == ([], 1)
    monkeypatch.setenv("LITNOTES_TODAY", "2024-06-12")
    made = run("new-day")
    assert "not carried over (decided): VQ-GAN" in made.err
    assert "VQ-GAN" not in (notes / "2024-06-12.md").read_text()


def test_an_answer_in_yesterdays_report_closes_the_question(
    notes: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_below(notes / "2024-06-10.md", "1. Is it so?", "   Lin: yes do it")
    assert good(run("answer")) == "   2. Why?  (since 2024-06-10, 1 day)\n"
    assert [one["number"] for one in json.loads(good(run("status", "--json")))["questions"]] == [2]
    good(run("answer", "why?", "so", "--date", "2024-06-10"))
    assert run("answer").out == ""
    assert json.loads(good(run("status", "--json")))["questions"] == []
    monkeypatch.setenv("LITNOTES_TODAY", "2024-06-12")
    assert "not carried over (answered): Is it so?; Why?" in run("new-day").err


def test_a_task_done_in_yesterdays_report_is_done(
    notes: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    good(run("todo", "done", "trace", "--date", "2024-06-10"))
    assert good(run("todo")) == "   2. rest  (since 2024-06-10, 1 day)\n"
    assert "is already done: trace" in good(run("todo", "done", "1"))
    assert [task["text"] for task in json.loads(good(run("status", "--json")))["open"]] == ["rest"]
    monkeypatch.setenv("LITNOTES_TODAY", "2024-06-12")
    assert good(run("todo")) == "   1. rest  (since 2024-06-10, 2 days)\n"
    assert notes


class TestNumbers:
    def test_an_answered_question_keeps_its_number(self, notes: Path, run: Run) -> None:
        good(run("answer", "1", "yes", "--by", "Lin"))
        before = (notes / "2024-06-11.md").read_bytes()
        assert "has this answer already; nothing was changed" in good(
            run("answer", "1", "yes", "--by", "Lin")
        )
        assert (notes / "2024-06-11.md").read_bytes() == before
        assert good(run("answer")).startswith("   2. Why?")
        good(run("answer", "1", "and more", "--by", "Lin"))
        found = json.loads(good(run("report", "--json")))["questions"]
        assert [len(one["answers"]) for one in found] == [2, 0]

    def test_a_task_that_is_ticked_keeps_its_number(self, notes: Path, run: Run) -> None:
        (notes / "2024-06-11.md").write_text("# June 11\n## TODO\n- [ ] a\n- [ ] b\n")
        assert run("todo", "done", "1").err == ""
        assert "is already done: a; nothing was changed" in good(run("todo", "done", "1"))
        assert good(run("todo")).startswith(
            "   2. b\n\nNo longer mentioned:\n   3. trace  (last on 2024-06-10"
        )

    def test_prints_the_task_that_takes_the_number(self, notes: Path, run: Run) -> None:
        found = run("todo", "done", "1")
        assert found.err == "task 1 is now: rest\n"
        assert run("todo", "start", "rest").err == ""
        assert notes

    def test_status_has_the_numbers_that_answer_takes(
        self, notes: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        good(run("answer", "1", "yes"))
        for day, number in (("2024-06-11", 2), ("2024-06-12", 1)):
            monkeypatch.setenv("LITNOTES_TODAY", day)
            (one,) = json.loads(good(run("status", "--json")))["questions"]
            assert (one["text"], one["number"]) == ("Why?", number)
            assert good(run("answer")).startswith(f"   {number}. Why?")
        assert notes


class TestRefused:
    """What is refused starts no report; what is not starts it with the entry in it."""

    @pytest.mark.parametrize(
        ("words", "why"),
        [
            (("todo", "none"), "is read as an empty entry"),
            (("todo", "done (done)"), "mark for done"),
            (("todo", "done", "7"), "there is no open task 7"),
            (("ask", "A: what?"), 'begins with "A:"'),
            (("answer", "1", "yes", "--by", "x(y)"), "--by"),
            (("verdict", "VQ-GAN", "--include", "--by", "x(y)"), "--by"),
            (("verdict", "VQ-GAN", "--include", "--reason", "old (by Lin)"), "--reason"),
            (("add-paper", "none"), "is read as an empty entry"),
        ],
    )
    def test_no_report_is_started(
        self, notes: Path, run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], why: str
    ) -> None:
        monkeypatch.setenv("LITNOTES_TODAY", "2024-06-12")
        found = run(*words)
        assert found.code in (2, 3)
        assert why in found.err
        assert "made" not in found.err
        assert not (notes / "2024-06-12.md").exists()
        assert not list(notes.glob("papers/*none*"))

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("todo", "call"), "3. call\n"),
            (("ask", "who?"), "3. who?\n"),
            (("answer", "2", "so"), "2. Why? (since 2024-06-10)\n   Answer: so\n"),
            (("todo", "start", "trace"), "## Doing\n1. trace (since 2024-06-10)\n"),
            (("add-paper", "CLIP"), "## Quick Notes\n1. CLIP\n"),
            (("verdict", "VQ-GAN", "--include"), "1. VQ-GAN (since 2024-06-10)\n   Verdict: include\n"),
            (("todo", "rest"), "2. rest (since 2024-06-10)\n"),
            (("add-paper", "VQ-GAN"), "1. VQ-GAN (since 2024-06-10)\n"),
        ],
    )
    def test_the_day_is_started_with_it(
        self, notes: Path, run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
    ) -> None:
        monkeypatch.setenv("LITNOTES_TODAY", "2024-06-12")
        found = run(*words)
        assert found.code == 0
        assert "no report of 2024-06-12 yet\nnotes/2024-06-12.md made, carried over" in found.err
        assert said in (notes / "2024-06-12.md").read_text()
