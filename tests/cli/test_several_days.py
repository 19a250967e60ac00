"""Reports of several days or weeks: filed, shown and carried on like those of one day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run, digest

LOG = "# 14/07 - call\n## Done\n- a\n## Next steps\n- write it up\n# 13/07 (x) - run\n## TODO\n- b\n"


@pytest.fixture
def notes(run: Run, tmp_path: Path) -> Path:
    assert run("init", "--topic", "x").code == 0
    return tmp_path / "notes"


def written(tmp_path: Path, name: str, text: str) -> str:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


def test_a_log_is_filed_whole_and_each_day_is_shown(run: Run, tmp_path: Path, notes: Path) -> None:
    name = written(tmp_path, "log.md", LOG)
    found = run("import-reports", name, "--year", "2031")
    assert (found.code, found.out.count("notes/2031/log.md made")) == (0, 2)
    assert (notes / "2031" / "log.md").read_text(encoding="utf-8") == LOG
    assert "1. b" in run("report", "--date", "2031-07-13").out
    assert run("import-reports", name, "--year", "2031").out.count("is there already") == 2


def test_another_log_with_the_same_day_is_refused(run: Run, tmp_path: Path, notes: Path) -> None:
    run("import-reports", written(tmp_path, "log.md", LOG), "--year", "2031")
    before = digest(notes)
    found = run("import-reports", written(tmp_path, "other.md", LOG + "- c\n"), "--year", "2031")
    assert found.code == 4
    assert "notes/2031/log.md is another report of 2031-07-14; nothing was replaced" in found.err
    assert digest(notes) == before


def test_a_range_is_filed_under_its_last_day(run: Run, tmp_path: Path, notes: Path) -> None:
    name = written(tmp_path, "2024.05.11~2024.05.24.md", "### 本周工作\n1. a\n")
    assert "notes/2024-05-24.md made" in run("import-reports", name).out
    assert (notes / "2024-05-24.md").is_file()


def test_a_year_may_come_from_the_folder_or_the_reports_around(
    run: Run, tmp_path: Path, notes: Path
) -> None:
    assert run("import-reports", written(tmp_path, "2024/may-30.md", "# May 30 Report\n")).code == 0
    found = run("import-reports", written(tmp_path, "mine/may-31.md", "# May 31 Report\n"))
    assert found.code == 0
    assert "the year is 2024, as in the reports around that day" in found.err
    assert (notes / "2024-05-31.md").is_file()
    found = run("import-reports", written(tmp_path, "mine/nov-3.md", "# Nov 3 Report\n"))
    assert (found.code, "--year" in found.err) == (2, True)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("2031-06-31.md", "# Report\n", "Did you mean 2031-06-30?"),
        ("2031.02.17~2030.03.02.md", "# Report\n", "Did you mean 2031-03-02?"),
        ("03-04-31.md", "# Report\n", "day and month could be either"),
        ("log.md", "# 2031-07-14\n# 2031-07-13\n# 2031-07-14\n", "two reports of 2031-07-14"),
    ],
)
@pytest.mark.usefixtures("notes")
def test_what_names_no_day_is_refused_with_the_nearest(
    run: Run, tmp_path: Path, name: str, text: str, told: str
) -> None:
    found = run("import-reports", written(tmp_path, name, text))
    assert found.code in {2, 4}
    assert told in found.err


@pytest.mark.usefixtures("notes")
def test_next_steps_are_the_tasks_of_the_next_day(run: Run, tmp_path: Path) -> None:
    run("import-reports", written(tmp_path, "log.md", LOG), "--year", "2031")
    assert run("new-day", "--date", "2031-07-15").code == 0
    report = run("report", "--date", "2031-07-15").out
    assert "write it up (since 2031-07-14)" in report


@pytest.mark.usefixtures("notes")
def test_a_new_day_begins_with_the_feedback_on_the_last(run: Run, tmp_path: Path) -> None:
    text = "# 2031-07-14\n## TODO\n- a\n## Feedback\nLin: good, but read MusicVAE first\n"
    run("import-reports", written(tmp_path, "a.md", text))
    found = run("new-day", "--date", "2031-07-15")
    assert "feedback of 2031-07-14: Lin: good, but read MusicVAE first" in found.err


@pytest.mark.usefixtures("notes")
def test_a_day_that_stands_in_a_log_is_not_started_again(run: Run, tmp_path: Path) -> None:
    run("import-reports", written(tmp_path, "log.md", LOG), "--year", "2031")
    found = run("new-day", "--date", "2031-07-14")
    assert "notes/2031/log.md is there already; nothing was changed" in found.out
