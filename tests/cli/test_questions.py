"""The commands ask and answer: questions and answers typed into the report of a day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.results import own, silent
from tests.conftest import Result, Run

DAY = ("--date", "2024-05-31")
REPORT = """\
# May 31 Report

## Questions to be asked:

1. Is text-to-music close enough?
   Zoë: yes, if a latent space is trained

2. Are codecs with a prior generative models? (since 2024-05-30)

3. Are codecs enough?
## Quick Notes
1. clip
"""


@pytest.fixture
def report(notebook: Path) -> Path:
    path = notebook / "2024-05-31.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


def text(report: Path) -> str:
    return report.read_text(encoding="utf-8")


class TestAsk:
    def test_adds_it_to_the_list(self, run: Run, report: Path) -> None:
        assert silent(run("ask", "Who reads it?", *DAY)) == "notes/2024-05-31.md:12 asked: Who reads it?\n"
        assert text(report) == REPORT.replace("enough?\n##", "enough?\n\n4. Who reads it?\n##")

    def test_twice_is_once(self, run: Run, report: Path) -> None:
        silent(run("ask", "Who reads it?", *DAY))
        before = text(report)
        assert "is already in the report: Who reads it?" in silent(run("ask", "who reads  it?", *DAY))
        assert "already in the report, answered" in silent(
            run("ask", "Is text-to-music close enough?", *DAY)
        )
        assert text(report) == before

    def test_words_need_no_quotes(self, run: Run, report: Path) -> None:
        assert silent(run("ask", "Who", "reads it?", *DAY)).endswith(" asked: Who reads it?\n")
        assert report.exists()

    def test_the_section_is_made(self, run: Run, report: Path) -> None:
        (report.parent / "2024-05-30.md").unlink()  # it would show another heading
        report.write_text("# May 31 Report\n\n## Quick Notes\n1. clip\n")
        silent(run("ask", "why?", *DAY))
        assert text(report) == (
            "# May 31 Report\n\n## Questions to be asked\n1. why?\n\n## Quick Notes\n1. clip\n"
        )

    def test_it_starts_the_report_of_today(self, run: Run, notebook: Path) -> None:
        assert run("ask", "why?").code == 0
        assert ". why?\n" in text(notebook / "2024-06-02.md")

    @pytest.mark.parametrize("question", ["Zoë: because", "why? -> because", "[x] why?", "-> why?", "none"])
    def test_what_would_not_be_read_as_an_open_question_is_refused(
        self, run: Run, report: Path, question: str
    ) -> None:
        found = run("ask", *DAY, "--", question)
        assert found.code == 2
        assert "nothing was written" in found.err
        assert ("It contains its answer" in found.err) == question.startswith("why? ->")
        assert text(report) == REPORT

    def test_a_number_that_no_question_has(self, run: Run, report: Path) -> None:
        assert run("ask", "99", *DAY).code == 3
        assert text(report) == REPORT

    def test_an_empty_question(self, run: Run, report: Path) -> None:
        found = run("ask", " ", *DAY)
        assert (found.code, found.err) == (2, "the question is empty\n")
        assert text(report) == REPORT


class TestList:
    def test_open_questions_with_numbers_and_age(self, run: Run, report: Path) -> None:
        assert report.exists()
        assert own(silent(run("answer", *DAY))).splitlines() == [
            "   2. Are codecs with a prior generative models?  (since 2024-05-30, 1 day)",
            "   3. Are codecs enough?",
        ]

    def test_json(self, run: Run, report: Path) -> None:
        assert report.exists()
        found = json.loads(silent(run("answer", "--json", *DAY)))
        assert [(one["number"], one["line"]) for one in found["questions"]] == [(2, 8), (3, 10)]
        assert found["questions"][0]["since"] == "2024-05-30"

    def test_before_the_report_of_today_is_started_what_would_be_carried(
        self, run: Run, report: Path
    ) -> None:
        found = run("answer")
        assert found.code == 0
        assert "there is no report of 2024-06-02 yet" in found.err
        assert own(found.out).count("Are codecs") == 2
        assert not (report.parent / "2024-06-02.md").exists()

    def test_none(self, run: Run, report: Path) -> None:
        report.write_text("# May 31 Report\n")
        found = run("answer", *DAY)
        assert (found.code, own(found.out)) == (0, "")
        assert 'litnotes ask "…"' in found.err

    def test_no_notes(self, run: Run) -> None:
        for words in (("answer",), ("ask", "why?"), ("answer", "1", "so")):
            found = run(*words)
            assert found.code == 3
            assert "litnotes init" in found.err


class TestAnswer:
    def test_who_may_sign_signs_with_the_name(self, run: Run, report: Path) -> None:
        told = silent(run("answer", "3", "no", "--by", "zoë", *DAY))
        assert told == "notes/2024-05-31.md:10 answered: Are codecs enough?\n"
        assert text(report) == REPORT.replace("codecs enough?\n", "codecs enough?\n   zoë: no\n")

    @pytest.mark.parametrize(
        ("by", "line"), [(("--by", "Bo Li"), "Answer (Bo Li): no"), ((), "Answer: no")]
    )
    def test_others_sign_after_the_word(
        self, run: Run, report: Path, by: tuple[str, ...], line: str
    ) -> None:
        silent(run("answer", "3", "no", *by, *DAY))
        assert text(report) == REPORT.replace("codecs enough?\n", f"codecs enough?\n   {line}\n")

    def test_new_day_no_longer_carries_it(self, run: Run, report: Path) -> None:
        silent(run("answer", "2", "yes", "--by", "Zoë", *DAY))
        assert report.exists()
        found = run("new-day", "--date", "2024-06-01")
        assert "not carried over (answered): Is text-to-music" in found.err
        listed = own(silent(run("answer", "--date", "2024-06-01")))
        assert listed == "   1. Are codecs enough?  (since 2024-05-31, 1 day)"

    def test_words_need_no_quotes_after_a_number(self, run: Run, report: Path) -> None:
        silent(run("answer", "3", "not", "quite", *DAY))
        assert "codecs enough?\n   Answer: not quite\n" in text(report)

    def test_several_lines(self, run: Run, report: Path) -> None:
        silent(run("answer", "enough", "no\n\nthey are\nnot", *DAY))
        assert text(report) == REPORT.replace(
            "codecs enough?\n", "codecs enough?\n   Answer: no\n\n   they are\n   not\n"
        )

    def test_a_remark_in_the_answer_is_held_by_a_quote(self, run: Run, report: Path) -> None:
        silent(run("answer", "3", "no\nNote: ask again", *DAY))
        assert "enough?\n   > Answer: no\n   > Note: ask again\n" in text(report)

    def test_a_second_answer(self, run: Run, report: Path) -> None:
        silent(run("answer", "text-to-music", "only then", *DAY))
        assert text(report) == REPORT.replace("is trained\n", "is trained\n   Answer: only then\n")
        found = json.loads(silent(run("report", *DAY, "--json")))
        assert [one["by"] for one in found["questions"][0]["answers"]] == ["Zoë", None]

    def test_the_same_answer_twice_is_one(self, run: Run, report: Path) -> None:
        silent(run("answer", "codecs enough", "no", "--by", "Bo", *DAY))
        before = text(report)
        told = silent(run("answer", "codecs enough", "no", "--by", "Bo", *DAY))
        assert "has this answer already; nothing was changed" in told
        assert text(report) == before

    def test_below_a_paragraph(self, run: Run, report: Path) -> None:
        report.write_text("# May 31 Report\n## Questions\nWhy is it so?\n\nAnd that?\n")
        silent(run("answer", "1", "it is", *DAY))
        assert text(report) == "# May 31 Report\n## Questions\nWhy is it so?\nAnswer: it is\n\nAnd that?\n"

    def test_an_answer_apart_keeps_its_question(self, run: Run, report: Path) -> None:
        before = "# May 31 Report\n## Questions\n- a?\n- b?\n\n- Answer: both\n"
        report.write_text(before)
        found = run("answer", "b?", "more", *DAY)
        assert found.code == 2
        assert "the answer in line 6 may belong to several questions" in found.err
        assert text(report) == before


class TestRefusals:
    def refused(self, run: Run, report: Path, *words: str) -> Result:
        found = run("answer", *words, *DAY)
        assert found.out == ""
        assert text(report) == REPORT
        return found

    def test_no_text(self, run: Run, report: Path) -> None:
        found = self.refused(run, report, "1")
        assert found.code == 2
        assert 'litnotes answer 1 "…"' in found.err
        assert self.refused(run, report, "1", " \n ").code == 2

    def test_words_of_the_question_and_the_answer_that_run_together(self, run: Run, report: Path) -> None:
        found = self.refused(run, report, "codecs", "enough?", "no")
        assert found.code == 2
        assert "litnotes answer 1 enough? no" in found.err

    def test_a_name_without_an_answer(self, run: Run, report: Path) -> None:
        assert self.refused(run, report, "--by", "Lin").code == 2

    def test_several(self, run: Run, report: Path) -> None:
        found = self.refused(run, report, "codecs", "yes")
        assert found.code == 3
        assert found.err.splitlines()[1:] == [
            "  2. Are codecs with a prior generative models?",
            "  3. Are codecs enough?",
        ]

    @pytest.mark.parametrize("word", ["6", "0", "what?"])
    def test_none(self, run: Run, report: Path, word: str) -> None:
        found = self.refused(run, report, word, "yes")
        assert found.code == 3
        assert "litnotes answer --date 2024-05-31" in found.err

    def test_json_with_an_answer(self, run: Run, report: Path) -> None:
        assert self.refused(run, report, "1", "yes", "--json").code == 2

    def test_what_is_refused_starts_no_report(self, run: Run, report: Path) -> None:
        assert run("answer", "9", "yes").code == 3
        assert not (report.parent / "2024-06-02.md").exists()

    def test_a_git_conflict(self, run: Run, report: Path) -> None:
        before = f"{REPORT}<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n"
        report.write_text(before, encoding="utf-8")
        for words in (("answer", "1", "yes"), ("ask", "why?")):
            assert run(*words, *DAY).code == 4
            assert text(report) == before


class TestAnswersOnTheLine:
    @pytest.mark.parametrize("end", [" -> yes", " (Zoë: yes)", " Yes. [Zoë]", "\n   > yes"])
    def test_the_question_is_not_offered(self, run: Run, report: Path, end: str) -> None:
        report.write_text(text(report).replace("3. Are codecs enough?", f"3. Are codecs enough?{end}"))
        assert "enough" not in own(silent(run("answer", *DAY)))
        assert "Are codecs enough" not in run("status").out.partition("Questions")[2]
        new = run("new-day", "--date", "2024-06-02")
        assert "not carried over (answered): Is text-to-music close enough?; Are codecs enough?" in new.err
        assert "Are codecs enough" not in text(report.parent / "2024-06-02.md")

    def test_the_overview_shows_it_once(self, run: Run, report: Path) -> None:
        (report.parent / "2024-05-30.md").write_text("# May 30\n## Questions\n1. Are codecs enough?\n")
        report.write_text(text(report).replace("codecs enough?", "codecs enough? -> no"))
        found = json.loads(silent(run("report", "--from", "2024-05-30", "--to", "2024-05-31", "--json")))
        asked = [one for one in found["questions"] if one["text"] == "Are codecs enough?"]
        assert [(one["state"], one["answers"][0]["text"]) for one in asked] == [("answered", "no")]

    def test_an_answer_is_added_below(self, run: Run, report: Path) -> None:
        report.write_text(text(report).replace("codecs enough?", "codecs enough? -> no"))
        silent(run("answer", "3", "but ask again", "--by", "Zoë", *DAY))
        assert "3. Are codecs enough? -> no\n   Zoë: but ask again\n" in text(report)
