"""What only shows across files."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from litnotes.checks.across import Filed, changed_verdicts, files_not_read, nearly_carried
from litnotes.checks.findings import Finding
from litnotes.daily.derive import Reader, sync
from litnotes.library.history import histories
from litnotes.library.identify import Library
from litnotes.markdown.read.reader import read
from litnotes.markdown.vocabulary import load
from litnotes.store.notebook import Notebook

FIRST = datetime.date(2024, 5, 30)


def filed(*texts: str) -> list[Filed]:
    """Return reports of days that follow each other."""
    days = [FIRST + datetime.timedelta(days=number) for number in range(len(texts))]
    return [
        Filed(f"{day}.md", day, read(text.encode(), load(), filed_on=day).report)
        for day, text in zip(days, texts, strict=True)
    ]


def carried(*texts: str) -> list[str]:
    return [str(one) for one in nearly_carried(filed(*texts))]


def verdicts(*texts: str) -> list[str]:
    reports = {one.day: one.report for one in filed(*texts)}
    concluded = [history.conclusions for history in histories(reports, Library([]))]
    return [str(one) for one in changed_verdicts(concluded, lambda day: f"{day}.md")]


class TestNearlyCarried:
    def test_reports_a_task_with_a_typing_error(self) -> None:
        first, then = "## TODO\n1. collect the papers\n", "## Doing\n1. x\n2. colect the papers\n"
        (message,) = carried(first, then)
        assert message == (
            '2024-05-31.md:3:1 R060 info: this is similar to "collect the papers" (2024-05-30.md:2), but '
            'is read as a new task. If it is the same task, add "(since 2024-05-30)" after it.'
        )

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("collect the papers", "collect the papers"),
            ("collect the papers", "Collect  the papers."),
            ("collect the papers", "colect the papers (since 2024-05-30)"),
            ("collect the papers", "[x] colect the papers"),
            ("collect the papers", "read the books at home"),
            ("tidy TensorA.h", "tidy TensorB.h"),
            ("tidy the file tensor_a.h", "tidy the file tensor_b.h"),
            ("write chapter 2 of the thesis", "write chapter 3 of the thesis"),
            ("write the second section of part A", "write the second section of part B"),
            ("write section a of the report", "write section b of the report"),
            ("train the model with the GAN loss", "train the model with the VAE loss"),
            ("整理上周的实验结果并且写成报告交给导师", "整理下周的实验结果并且写成报告交给导师"),
            ("run it", "rum it"),
        ],
    )
    def test_ignores_another_task_and_one_with_the_same_words(self, before: str, after: str) -> None:
        assert carried(f"## TODO\n- {before}\n", f"## TODO\n- {after}\n") == []

    def test_ignores_a_task_that_is_also_carried_with_the_same_words(self) -> None:
        both = "## TODO\n1. collect the papers\n2. colect the papers\n"
        assert carried("## TODO\n1. collect the papers\n", both) == []

    def test_compares_only_with_the_previous_report(self) -> None:
        first, last = "## TODO\n1. collect the papers\n", "## TODO\n1. colect the papers\n"
        assert carried(first, "## TODO\n1. rest\n", last) == []

    def test_ignores_done_tasks(self) -> None:
        assert carried("## Done\n1. collect the papers\n", "## TODO\n1. colect the papers\n") == []

    def test_suggests_the_day_since_which_it_is_carried(self) -> None:
        text = "## TODO\n1. collect the papers (since 2024-05-01)\n"
        (message,) = carried(text, "## TODO\n1. colect the papers\n")
        assert '"(since 2024-05-01)"' in message

    def test_a_long_task_is_cut(self) -> None:
        long = "collect the papers " * 10
        (message,) = carried(f"## TODO\n1. {long}\n", f"## TODO\n1. {long}and\n")
        assert f'"{long[:60]}"' in message


def paper(verdict: str) -> str:
    return f"## Conclusion on papers\n### VQ-GAN\nnice\n#### Verdict\n{verdict}\n"


class TestChangedVerdicts:
    def test_a_change_without_a_reason_is_an_info(self) -> None:
        (message,) = verdicts(paper("include – fits"), paper("exclude"))
        assert message == (
            "2024-05-31.md:2:1 R062 info: exclude here, but include at 2024-05-30.md:2; the later verdict "
            'counts, exclude on 2024-05-31. Add a reason: "Verdict: exclude – reason".'
        )

    def test_a_name_alone_is_no_reason(self) -> None:
        assert len(verdicts(paper("include"), paper("exclude (by Lin)"))) == 1

    def test_ignores_a_change_with_a_reason(self) -> None:
        assert verdicts(paper("include"), paper("exclude – too old")) == []

    def test_accepts_a_reason_in_a_later_report(self) -> None:
        assert verdicts(paper("include"), paper("exclude"), paper("exclude – too old")) == []

    def test_on_one_day_it_is_a_warning_even_with_a_reason(self) -> None:
        (message,) = verdicts(paper("include") + paper("exclude – too old"))
        assert message == (
            "2024-05-30.md:7:1 R062 warning: exclude here, but include at 2024-05-30.md:2; the later "
            "verdict counts, exclude on 2024-05-30. Delete one of the verdicts."
        )

    @pytest.mark.parametrize(
        "written",
        [("include", "include"), ("unsure", "include"), ("include", "unsure"), ("include",)],
    )
    def test_ignores_the_same_decision_and_none(self, written: tuple[str, ...]) -> None:
        assert verdicts(*map(paper, written)) == []

    def test_reports_only_the_change_to_the_decision_that_counts(self) -> None:
        (message,) = verdicts(paper("include"), paper("exclude"), paper("include"), paper("include"))
        assert message.startswith(
            "2024-06-01.md:2:1 R062 info: include here, but exclude at 2024-05-31.md:2"
        )

    def test_other_names_of_the_paper_count_and_other_papers_do_not(self) -> None:
        title = "Taming Transformers for High-Resolution Image Synthesis"
        assert len(verdicts(paper("include"), paper("exclude").replace("VQ-GAN", title))) == 1
        assert verdicts(paper("include"), paper("exclude").replace("VQ-GAN", "VQ-VAE")) == []


class TestFilesNotRead:
    @pytest.fixture
    def root(self, notebook: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.chdir(notebook.parent)
        return notebook

    def findings_in(self, root: Path) -> list[Finding]:
        return list(files_not_read(sync(Notebook(root), Reader({}, ()))))

    def test_files_that_are_read_give_no_finding(self, root: Path) -> None:
        (root / "log.md").write_text("# 2024-05-02\n## Done\n1. a\n")
        (root / "README.md").write_text("x")
        assert self.findings_in(root) == []

    def test_a_second_file_of_a_day(self, root: Path) -> None:
        (root / "2024").mkdir()
        (root / "2024" / "2024-05-31.md").write_text("# May 31 Report\n")
        (found,) = self.findings_in(root)
        assert str(found) == (
            "notes/2024/2024-05-31.md:1:1 R054 warning: notes/2024-05-31.md already is the report of "
            "2024-05-31; this file is not read. Join the two files, or change the day of one of them."
        )
        assert found.others == ("notes/2024-05-31.md",)

    def test_a_day_twice_in_a_log(self, root: Path) -> None:
        (root / "log.md").write_text("# 2024-05-02\na\n# 2024-05-31\nb\n")
        (found,) = self.findings_in(root)
        assert str(found).startswith(
            "notes/log.md:3:1 R054 warning: notes/2024-05-31.md already is the report of 2024-05-31"
        )
        assert found.others == ("notes/2024-05-31.md",)

    def test_an_unreadable_report_is_no_second_one(self, root: Path) -> None:
        (root / "2024-05-31.md").write_bytes(b"\0")
        assert self.findings_in(root) == []

    def test_a_derived_file_without_report(self, root: Path) -> None:
        (root / "days").mkdir(exist_ok=True)
        (root / "days" / "2024-05-01.yaml").write_text("x")
        (found,) = self.findings_in(root)
        assert str(found).startswith(
            "notes/days/2024-05-01.yaml:1:1 R055 warning: the report of this file no"
        )

    def test_a_markdown_file_without_a_day(self, root: Path) -> None:
        (root / "ideas.md").write_text("x")
        (found,) = self.findings_in(root)
        assert str(found) == (
            "notes/ideas.md:1:1 R056 info: neither the name nor the text of this file gives a day; "
            "it is not read. "
            'If it is a report, write its day, such as "# 2024-05-31".'
        )
