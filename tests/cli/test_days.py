"""Days of files without a date, of logs with a bad day, and far from all reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from litnotes.markdown.read.filing import Filing
from litnotes.markdown.read.reader import read_days
from litnotes.markdown.vocabulary import load
from tests.conftest import Run, digest
from tests.terminal import Spawn, ended

WEEK = "# Week 5\n\n## Done\n- a\n"
LOG = """# Log

### 2024-05-03 (Intel)
- a

### 2024-05-04
- b

### 2024-05-03
#### TODO
- c

### 2024-06-31
- d
"""


@pytest.fixture
def notes(run: Run, tmp_path: Path) -> Path:
    assert run("init", "--topic", "x").code == 0
    return tmp_path / "notes"


class TestFilesWithoutADay:
    @pytest.mark.parametrize(
        ("name", "text"),
        [("week5.md", WEEK), ("TODO.md", "- [ ] a\n"), ("03-04-31.md", "- a\n"), ("x.md", "# 3/4/2024\n")],
    )
    def test_the_user_names_it(self, run: Run, tmp_path: Path, notes: Path, name: str, text: str) -> None:
        (tmp_path / name).write_text(text, "utf-8")
        refused = run("import-reports", name)
        assert (refused.code, list(notes.glob("*.md"))) == (2, [])
        found = run("import-reports", name, "--date", "last friday")
        assert (found.code, '"last friday" is Friday, 2024-05-31' in found.err) == (0, True)
        assert (notes / "2024-05-31.md").read_text("utf-8") == text

    def test_the_option_is_for_one_file(self, run: Run, tmp_path: Path, notes: Path) -> None:
        for name in ("a.md", "b.md"):
            (tmp_path / name).write_text(WEEK, "utf-8")
        found = run("import-reports", "a.md", "b.md", "--date", "2024-05-31")
        assert (found.code, found.err) == (
            2,
            "--date is the day of one file, not of 2; import them one by one\n",
        )
        assert list(notes.glob("*.md")) == []

    def test_a_file_keeps_its_own_day(self, run: Run, tmp_path: Path, notes: Path) -> None:
        (tmp_path / "a.md").write_text("# 2024-05-30\n- a\n", "utf-8")
        found = run("import-reports", "a.md", "--date", "2024-05-31")
        assert (found.code, "this file gives its own day: 2024-05-30" in found.err) == (2, True)
        assert list(notes.glob("*.md")) == []
        assert run("import-reports", "a.md", "--date", "2024-05-30").code == 0

    @pytest.mark.usefixtures("notes")
    def test_a_terminal_asks(self, spawn: Spawn, tmp_path: Path) -> None:
        (tmp_path / "week5.md").write_text(WEEK, "utf-8")
        child = spawn("import-reports", "week5.md")
        child.expect_exact("Its day (Enter leaves the file out)")
        child.sendline("someday")
        child.expect_exact('"someday" is not a day')
        child.expect_exact("Its day (Enter leaves the file out)")
        child.sendline("May 31")
        rest, code = ended(child)
        assert (code, "notes/2024-05-31.md made" in rest) == (0, True)


class TestLogs:
    def test_one_bad_day_does_not_refuse_the_others(self, run: Run, tmp_path: Path, notes: Path) -> None:
        (tmp_path / "log.md").write_text(LOG, "utf-8")
        found = run("import-reports", "log.md")
        assert found.code == 1
        assert "log.md:13:1: not read: this day does not exist. Did you mean 2024-06-30?" in found.err
        assert [line[:10] for line in found.out.splitlines()] == ["2024-05-03", "2024-05-04"]
        assert (notes / "log.md").read_text("utf-8") == LOG

    @pytest.mark.usefixtures("notes")
    def test_parts_of_a_day_are_joined_and_edited_as_one(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "log.md").write_text(LOG, "utf-8")
        found = run("import-reports", "log.md")
        assert found.err.count("log.md:9:1 R057 info: line 3 is 2024-05-03 too") == 1
        shown = run("report", "2024-05-03").out
        assert ("- a" in shown, "1. c" in shown) == (True, True)
        assert run("todo", "done", "1", "--date", "2024-05-03").code == 0
        assert run("todo", "new", "--date", "2024-05-03").code == 0
        text = (tmp_path / "notes" / "log.md").read_text("utf-8")
        assert [line for line in LOG.splitlines() if line not in text.splitlines()] in ([], ["- c"])
        assert "1. new" in run("report", "2024-05-03").out

    @pytest.mark.usefixtures("notes")
    def test_a_week_written_alone_reads_back_the_same(self, run: Run, tmp_path: Path) -> None:
        log = (
            "# Log\n## Week 11 (01/03 - 01/09)\n### Done\n- a\n## Week 12 (01/10 - 01/16)\n### Done\n- b\n"
        )
        (tmp_path / "log.md").write_text(log, "utf-8")
        assert run("import-reports", "log.md", "--year", "2024").code == 0
        alone = run("report", "2024-01-09", "--format", "markdown").out
        assert alone.startswith("# Week 11 (2024-01-03 - 2024-01-09)\n")
        (day,) = read_days(alone.encode(), load(), Filing())
        was = json.loads(run("report", "2024-01-09", "--json").out)
        assert (str(day.report.date), str(day.report.first_day)) == (was["date"], was["first_day"])
        assert [task.text for task in day.report.done] == ["a"]

    def test_the_same_file_under_another_year(self, run: Run, tmp_path: Path, notes: Path) -> None:
        (tmp_path / "a.md").write_text("# May 30\n- a\n", "utf-8")
        run("import-reports", "a.md", "--year", "2023")
        found = run("import-reports", "a.md", "--year", "2024")
        assert (
            "the same file is there already as notes/2023-05-30.md, the report of 2023-05-30" in found.err
        )
        assert (found.code, (notes / "2024-05-30.md").exists()) == (0, True)

    def test_weekdays_prove_the_year(self, run: Run, tmp_path: Path, notes: Path) -> None:
        (tmp_path / "a.md").write_text("# Fri 31 May\n- a\n", "utf-8")
        found = run("import-reports", "a.md")
        assert "the weekdays prove the year 2024; use --year to change it" in found.err
        assert (notes / "2024-05-31.md").is_file()
        (tmp_path / "old.md").write_text("# Wednesday, October 9 (0.5 hours)\n- a\n", "utf-8")
        found = run("import-reports", "old.md")
        told = "its weekdays are those of 2019; give the year with --year"
        assert (found.code, told in found.err) == (2, True)
        log = "# Log\n\n**Wed Mar 15**\n- a\n\n**Thu Mar 16**\n- b\n"
        (tmp_path / "log.md").write_text(log, "utf-8")
        found = run("import-reports", "log.md", "--year", "2024")
        assert found.err.count("R053 warning: the weekdays prove that the year is 2023") == 1
        assert (notes / "2023" / "log.md").is_file()
        assert "2023" not in run("check").out


class TestFarFromAllReports:
    @pytest.fixture(autouse=True)
    def report(self, run: Run, notes: Path) -> None:
        (notes / "2024-05-31.md").write_text("# 2024-05-31\n\n## TODO\n1. a\n", "utf-8")
        run("sync")

    @pytest.mark.parametrize(
        ("day", "told"),
        [
            ("2023-06-04", "2023-06-04 is 362 days before the first report, 2024-05-31"),
            ("2026-06-01", "2026-06-01 is 731 days after the last report, 2024-05-31"),
        ],
    )
    def test_it_is_refused_without_a_terminal(self, run: Run, notes: Path, day: str, told: str) -> None:
        before = digest(notes)
        found = run("new-day", "--date", day)
        assert (found.code, found.err) == (
            2,
            f"{told}; nothing was written. If you mean that day, add --yes\n",
        )
        typed = run("todo", "b", "--date", day)
        assert (typed.code, f"`litnotes new-day --date {day} --yes` starts it" in typed.err) == (2, True)
        assert digest(notes) == before
        assert run("new-day", "--date", day, "--yes").code == 0
        assert (notes / f"{day}.md").is_file()

    @pytest.mark.parametrize("answer", ["y", "n"])
    def test_a_terminal_asks(self, spawn: Spawn, notes: Path, answer: str) -> None:
        child = spawn("new-day", "--date", "2023-06-04")
        child.expect_exact("days before the first report, 2024-05-31. Start it?")
        child.sendline(answer)
        _, code = ended(child)
        assert (code, (notes / "2023-06-04.md").exists()) == (0, answer == "y")

    @pytest.mark.parametrize("day", ["2024-05-01", "today", "2024-07-30"])
    def test_a_usual_day_is_not_questioned(self, run: Run, day: str) -> None:
        assert run("new-day", "--date", day).code == 0

    def test_a_weekday_is_the_coming_one(self, run: Run, notes: Path) -> None:
        found = run("new-day", "--date", "friday")
        assert '"friday" is Friday, 2024-06-07' in found.err
        assert (notes / "2024-06-07.md").is_file()
        assert "2024-05-31" in run("report", "--date", "last friday").out
