"""The command todo: tasks typed into the report of a day, listed, done, started and dropped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.results import own, silent
from tests.conftest import Result, Run, digest
from tests.terminal import PATIENCE, started

DAY = ("--date", "2024-05-31")
REPORT = """\
# May 31 Report

## TODO:
1. read the papers
   all of them
2. tidy TensorA.h
3. tidy TensorB.h

### exporter
- [ ] write tests
## Done:
1. Understood MusicVAE
## Doing:
1. Reading AudioLDM (wip)
2. currently reading: MusicLM: Generating Music From Text
"""


@pytest.fixture
def report(notebook: Path) -> Path:
    path = notebook / "2024-05-31.md"
    path.write_text(REPORT)
    return path


class TestList:
    def test_open_tasks_with_numbers_and_age(self, run: Run, report: Path) -> None:
        report.write_text(REPORT.replace("TensorA.h", "TensorA.h (since 2024-05-29)"))
        assert own(silent(run("todo", *DAY))).splitlines() == [
            "   1. read the papers …",
            "   2. tidy TensorA.h  (since 2024-05-29, 2 days)",
            "   3. tidy TensorB.h",
            "   4. write tests  (exporter)",
            "   5. [doing] Reading AudioLDM (wip)",
            "   6. [doing] currently reading: MusicLM: Generating Music From Text",
        ]

    def test_json_numbers_them_in_the_same_order(self, run: Run, report: Path) -> None:
        found = json.loads(silent(run("todo", "--json", *DAY)))
        assert found["date"] == "2024-05-31"
        assert [task["number"] for task in found["tasks"]] == [1, 2, 3, 4, 5, 6]
        task = found["tasks"][3]
        assert (task["text"], task["state"], task["group"], task["line"]) == (
            "write tests", "todo", "exporter", 10
        )  # fmt: skip
        assert report.read_text() == REPORT

    def test_before_the_report_of_today_is_started_what_would_be_carried(
        self, run: Run, notebook: Path
    ) -> None:
        before = digest(notebook, *(f"days/2024-05-{day}.yaml" for day in (30, 31)))
        found = run("todo")
        assert found.code == 0
        assert "there is no report of 2024-06-02 yet" in found.err
        assert found.out.splitlines()[0].endswith("(since 2024-05-31, 2 days)")
        started = run("new-day")
        assert started.code == 0
        assert run("todo").out == found.out
        assert before.items() <= digest(notebook).items()

    def test_another_day_without_a_report_is_not_found(self, run: Run, notebook: Path) -> None:
        found = run("todo", "--date", "2024-05-01")
        assert (found.code, found.out) == (3, "")
        assert "there is no report of 2024-05-01" in found.err
        assert not (notebook / "2024-05-01.md").exists()

    def test_nothing_to_do(self, run: Run, report: Path) -> None:
        report.write_text("# May 31 Report\n")
        found = run("todo", *DAY)
        assert (found.code, own(found.out)) == (0, "")
        assert 'litnotes todo "…"' in found.err

    def test_no_notes(self, run: Run, tmp_path: Path) -> None:
        for words in (("todo",), ("todo", "x"), ("todo", "done", "1")):
            found = run(*words)
            assert found.code == 3
            assert "litnotes init" in found.err
        assert list(tmp_path.iterdir()) == []


class TestAdd:
    def test_adds_it_to_the_list(self, run: Run, report: Path) -> None:
        assert silent(run("todo", "call Zoë", *DAY)) == "notes/2024-05-31.md:8 todo: call Zoë\n"
        assert report.read_text() == REPORT.replace("TensorB.h\n", "TensorB.h\n4. call Zoë\n")

    def test_twice_is_once(self, run: Run, report: Path) -> None:
        silent(run("todo", "call Zoë", *DAY))
        before = report.read_bytes()
        assert "is already in the report: call Zoë" in silent(run("todo", "Call  zoë.", *DAY))
        assert report.read_bytes() == before

    def test_words_need_no_quotes_and_a_verb_in_quotes_is_a_word(self, run: Run, report: Path) -> None:
        silent(run("todo", "buy", "milk", *DAY))
        silent(run("todo", "done with this", *DAY))
        silent(run("todo", "add tests", *DAY))
        silent(run("todo", "dose", "the", "samples", *DAY))
        added = "4. buy milk\n5. done with this\n6. add tests\n7. dose the samples\n"
        assert added in report.read_text()

    def test_add_may_come_before_a_task(self, run: Run, report: Path) -> None:
        silent(run("todo", "add", "buy", "milk", *DAY))
        assert "4. buy milk\n" in report.read_text()

    def test_a_verb_may_have_a_capital(self, run: Run, report: Path) -> None:
        assert " done: tidy TensorA.h\n" in silent(run("todo", "Done", "TensorA", *DAY))
        assert report.exists()

    def test_it_starts_the_report_of_today(self, run: Run, notebook: Path) -> None:
        found = run("todo", "call Zoë")
        assert found.code == 0
        assert "call Zoë" in (notebook / "2024-06-02.md").read_text(encoding="utf-8")
        assert "made, carried over from 2024-05-31" in found.err

    def test_a_section_is_made_where_it_is_missing(self, run: Run, report: Path) -> None:
        report.write_text("# May 31 Report\n\n## Done\n- a\n")
        silent(run("todo", "call", *DAY))
        assert report.read_text() == "# May 31 Report\n\n## TODO:\n- call\n\n## Done\n- a\n"

    def test_a_new_task_joins_the_last_group(self, run: Run, report: Path) -> None:
        text = "# May 31 Report\n## TODO\n### a\n- [ ] x\n### b\n- [x] y\n"
        report.write_text(text)
        silent(run("todo", "z", *DAY))
        assert report.read_text() == text + "- [ ] z\n"

    def test_what_is_done_already_is_not_added_as_open(self, run: Run, report: Path) -> None:
        found = run("todo", "understood musicvae", *DAY)
        assert found.code == 2
        assert "would count as done" in found.err
        assert report.read_text() == REPORT

    @pytest.mark.parametrize("text", ["[x] ticked", "```", "~~struck~~", "none", "-"])
    def test_what_would_not_be_read_back_is_refused(self, run: Run, report: Path, text: str) -> None:
        found = run("todo", *DAY, "--", text)
        assert found.code == 2
        assert "nothing was written" in found.err
        assert report.read_text() == REPORT

    @pytest.mark.parametrize("text", ["", "  ", "a\x1b[31mb"])
    def test_what_is_no_text_is_refused(self, run: Run, report: Path, text: str) -> None:
        found = run("todo", text, *DAY)
        assert (found.code, found.out) == (2, "")
        assert "the task" in found.err
        assert report.read_text() == REPORT

    def test_below_an_open_fence_the_fence_is_named(self, run: Run, report: Path) -> None:
        report.write_text("# May 31 Report\n## TODO\n1. a\n```\ncode\n")
        found = run("todo", "b", *DAY)
        assert found.code == 2
        assert "the code fence in line 4 is never closed" in found.err


class TestChange:
    def test_done_moves_with_its_notes_and_the_numbers_follow(self, run: Run, report: Path) -> None:
        found = run("todo", "done", "1", *DAY)
        assert (found.code, found.out) == (0, "notes/2024-05-31.md:11 done: read the papers\n")
        assert report.read_text() == REPORT.replace(
            "1. read the papers\n   all of them\n2. tidy TensorA.h\n3. tidy", "1. tidy TensorA.h\n2. tidy"
        ).replace("MusicVAE\n", "MusicVAE\n2. read the papers\n   all of them\n")

    def test_a_box_is_ticked_in_place(self, run: Run, report: Path) -> None:
        for verb, box in (("start", "/"), ("done", "x")):
            silent(run("todo", verb, "write tests", *DAY))
            assert report.read_text() == REPORT.replace("[ ]", f"[{box}]")

    def test_a_box_is_dropped_in_place(self, run: Run, report: Path) -> None:
        silent(run("todo", "drop", "4", *DAY))
        assert report.read_text() == REPORT.replace("[ ]", "[-]")

    def test_without_a_box_a_line_is_drawn_through_the_words(self, run: Run, report: Path) -> None:
        text = REPORT.replace("TensorA.h", "TensorA.h (since 2024-05-30)")
        report.write_text(text)
        silent(run("todo", "drop", "tidy TensorA.h", *DAY))
        assert report.read_text() == text.replace("tidy TensorA.h", "~~tidy TensorA.h~~")

    def test_start_moves_to_what_is_being_done(self, run: Run, report: Path) -> None:
        silent(run("todo", "start", "tensorb.H", *DAY))
        assert report.read_text() == REPORT.replace("3. tidy TensorB.h\n", "") + "3. tidy TensorB.h\n"

    def test_a_box_outvotes_a_word_for_another_state(self, run: Run, report: Path) -> None:
        silent(run("todo", "done", "AudioLDM", *DAY))
        assert report.read_text() == REPORT.replace("1. Reading AudioLDM (wip)\n2.", "1.").replace(
            "MusicVAE\n", "MusicVAE\n2. [x] Reading AudioLDM (wip)\n"
        )

    def test_a_paper_being_read_is_done_too(self, run: Run, report: Path) -> None:
        silent(run("todo", "done", "currently reading", *DAY))
        assert "MusicVAE\n2. currently reading: MusicLM" in report.read_text()

    def test_its_group_moves_along(self, run: Run, report: Path) -> None:
        text = "# May 31 Report\n## TODO\n### a\n1. run\n### b\n1. run\n2. plot\n## Done\n1. read\n"
        report.write_text(text)
        assert run("todo", "done", "2", *DAY).code == 0
        assert report.read_text() == text.replace("1. run\n2. plot", "1. plot") + "\n### b\n1. run\n"
        assert own(silent(run("todo", *DAY))).splitlines() == ["   1. run  (a)", "   2. plot  (b)"]
        silent(run("todo", "done", "plot", *DAY))
        assert report.read_text().endswith("### b\n1. run\n2. plot\n")

    @pytest.mark.parametrize("verb", ["done", "start", "drop"])
    def test_twice_is_once(self, run: Run, report: Path, verb: str) -> None:
        silent(run("todo", verb, "tidy TensorA.h", *DAY))
        before = report.read_bytes()
        told = silent(run("todo", verb, "tidy TensorA.h", *DAY))
        assert "is already" in told
        assert ": tidy TensorA.h; nothing was changed" in told
        assert report.read_bytes() == before

    def test_new_day_carries_what_is_left(self, run: Run, report: Path) -> None:
        for words in (("done", "papers"), ("start", "TensorA"), ("drop", "TensorB")):
            silent(run("todo", *words, *DAY))
        assert run("new-day", "--date", "2024-06-01").code == 0
        listed = [
            line.partition("  (")[0]
            for line in own(silent(run("todo", "--date", "2024-06-01"))).splitlines()
        ]
        assert listed == [
            "   1. write tests",
            "   2. [doing] Reading AudioLDM (wip)",
            "   3. [doing] currently reading: MusicLM: Generating Music From Text",
            "   4. [doing] tidy TensorA.h",
        ]
        assert "~~tidy TensorB.h~~" in report.read_text()

    def test_lists_that_are_not_counted_keep_their_numbers(self, run: Run, report: Path) -> None:
        for numbers in ("111", "124"):
            text = "# May 31 Report\n## TODO\n" + "".join(f"{n}. t{i}\n" for i, n in enumerate(numbers))
            report.write_text(text)
            silent(run("todo", "done", "t0", *DAY))
            assert report.read_text().startswith(text.replace(f"{numbers[0]}. t0\n", ""))


class TestRefusals:
    def refused(self, run: Run, report: Path, *words: str) -> Result:
        found = run("todo", *words, *DAY)
        assert found.out == ""
        assert report.read_text() == REPORT
        assert "Traceback" not in found.err
        return found

    @pytest.mark.parametrize("verb", ["done", "start", "drop"])
    def test_a_verb_alone(self, run: Run, report: Path, verb: str) -> None:
        found = self.refused(run, report, verb)
        assert found.code == 2
        assert f"litnotes todo {verb} 2" in found.err

    @pytest.mark.parametrize(
        ("words", "meant"),
        [
            ("doen 1", "litnotes todo done 1"),
            ("dobe 1", "litnotes todo done 1"),
            ("strat tidy TensorA", "litnotes todo start tidy TensorA"),
            ("drp", "litnotes todo drop 2"),
            ("finish 1", "litnotes todo done 1"),
            ("close 1", "litnotes todo done 1"),
            ("Begin 1", "litnotes todo start 1"),
            ("dome 1 2", "litnotes todo done 1 2"),
            ("rm 2", "litnotes todo drop 2"),
            ("list", "litnotes todo"),
            ("add", 'litnotes todo "…"'),
        ],
    )
    def test_a_verb_that_is_none(self, run: Run, report: Path, words: str, meant: str) -> None:
        found = self.refused(run, report, *words.split())
        assert found.code == 2
        assert f"did you mean `{meant}`?" in found.err
        assert f'in quotes: litnotes todo "{words.split(maxsplit=1)[0]} ' in found.err

    def test_several(self, run: Run, report: Path) -> None:
        found = self.refused(run, report, "done", "tidy")
        assert found.code == 3
        assert found.err.splitlines()[1:] == ["  2. tidy TensorA.h", "  3. tidy TensorB.h"]

    def test_none(self, run: Run, report: Path) -> None:
        found = self.refused(run, report, "done", "tidy TensorZ.h")
        assert found.code == 3
        assert "Did you mean 2. tidy TensorA.h or 3. tidy TensorB.h?" in found.err or (
            "Did you mean 3. tidy TensorB.h or 2. tidy TensorA.h?" in found.err
        )

    def test_a_comma_is_no_task(self, run: Run, report: Path) -> None:
        found = self.refused(run, report, "done", ",")
        assert (found.code, 'contains ","' in found.err) == (3, True)

    @pytest.mark.parametrize("number", ["0", "13", "99999999999999999999"])
    def test_a_number_that_is_none(self, run: Run, report: Path, number: str) -> None:
        found = self.refused(run, report, "done", number)
        assert found.code == 3
        assert "shows 1 to 12" in found.err

    def test_json_with_a_task(self, run: Run, report: Path) -> None:
        assert self.refused(run, report, "x", "--json").code == 2

    def test_what_is_refused_starts_no_report(self, run: Run, notebook: Path) -> None:
        for word in ("99", "no such task"):
            found = run("todo", "done", word)
            assert found.code == 3
            assert not (notebook / "2024-06-02.md").exists()

    def test_a_git_conflict(self, run: Run, report: Path) -> None:
        text = f"{REPORT}<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n"
        report.write_text(text)
        for words in (("new",), ("done", "1")):
            found = run("todo", *words, *DAY)
            assert found.code == 4
            assert "R019" not in found.out
            assert report.read_text() == text


def test_at_once_nothing_is_lost(notebook: Path, report: Path) -> None:
    tasks = [f"task {name}" for name in ("one", "two", "three")]
    running = [
        *(started(notebook, "todo", task, *DAY) for task in tasks),
        started(notebook, "todo", "done", "TensorA", *DAY),
        started(notebook, "ask", "is it so?", *DAY),
    ]
    for one in running:
        _, err = one.communicate(timeout=PATIENCE)
        assert (one.returncode, err) == (0, b"")
    text = report.read_text()
    assert all(f". {task}\n" in text for task in tasks)
    assert "MusicVAE\n2. tidy TensorA.h\n" in text
    assert "1. is it so?\n" in text


def test_in_a_log_of_several_days_the_other_days_stay(notebook: Path, run: Run) -> None:
    text = (
        "# 2024-06-04\n## TODO\n1. run\n2. plot\n\n# 2024-06-03\n## TODO\n1. read\n2. write\n"
        "## Done\n1. old\n## Questions\n1. why?\n"
    )
    log = notebook / "log.md"
    log.write_text(text)
    for day, words in (
        ("2024-06-03", ("todo", "done", "1")),
        ("2024-06-03", ("todo", "call Zoë")),
        ("2024-06-03", ("answer", "1", "so")),
        ("2024-06-04", ("todo", "drop", "run")),
    ):
        assert run(*words, "--date", day).code == 0
    assert log.read_text(encoding="utf-8") == text.replace("1. run", "1. ~~run~~").replace(
        "1. read\n2. write\n## Done\n1. old\n", "1. write\n2. call Zoë\n## Done\n1. old\n2. read\n"
    ).replace("1. why?\n", "1. why?\n   Answer: so\n")
    assert sorted(path.name for path in notebook.glob("2024-06-*.md")) == []
