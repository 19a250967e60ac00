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
    assert "notes/2031/log.md is another report of 2031-07-14; nothing was written" in found.err
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
    assert "the year is read as 2024, as in reports around that day; use --year to change it" in found.err
    assert (notes / "2024-05-31.md").is_file()
    found = run("import-reports", written(tmp_path, "mine/nov-3.md", "# Nov 3 Report\n"))
    assert (found.code, "--year" in found.err) == (2, True)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("2031-06-31.md", "# Report\n", "Did you mean 2031-06-30?"),
        ("2031.02.17~2030.03.02.md", "# Report\n", "Did you mean 2031-03-02?"),
        ("03-04-31.md", "# Report\n", "the order of day and month is not clear. Write it as 2024-05-31"),
    ],
)
@pytest.mark.usefixtures("notes")
def test_what_names_no_day_is_refused_with_the_nearest(
    run: Run, tmp_path: Path, name: str, text: str, told: str
) -> None:
    found = run("import-reports", written(tmp_path, name, text))
    assert found.code in {2, 4}
    assert told in found.err


LOGS = "# Log\n## {year}-07-14\n- a\n## {year}-07-13\n- b\n"


def test_prints_the_command_for_a_folder(run: Run, tmp_path: Path, notes: Path) -> None:
    (tmp_path / "my logs").mkdir()
    before = digest(notes)
    found = run("import-reports", "my logs/", written(tmp_path, "a.md", "# 2031-07-14\n- a\n"))
    told = "my logs: this is a folder; give its files: litnotes import-reports 'my logs'/*.md\n"
    assert (found.code, found.err) == (2, told)
    assert (notes / "2031-07-14.md").is_file()
    assert set(before) < set(digest(notes))


@pytest.mark.parametrize("again", [False, True])
def test_a_file_given_twice_is_filed_once(run: Run, tmp_path: Path, notes: Path, *, again: bool) -> None:
    for name, text in (("log.md", LOGS.format(year=2031)), ("one.md", "# 2031-07-15\n- a\n")):
        written(tmp_path, f"a/{name}", text)
        found = run("import-reports", f"a/{name}", *([] if again else [f"a/{name}"]))
        if again:
            found = run("import-reports", f"a/{name}")
        assert found.code == 0
        assert "is there already" in found.out
    assert sorted(path.name for path in notes.glob("*.md")) == ["2031-07-15.md", "log.md"]


@pytest.mark.parametrize("name", ["may.txt", "may", "31.05.2024"])
def test_any_text_that_names_a_day_is_taken(run: Run, tmp_path: Path, notes: Path, name: str) -> None:
    text = "# 2024-05-31\r\n## Done\r\n- a"
    (tmp_path / name).write_bytes(text.encode())
    assert run("import-reports", name).code == 0
    assert (notes / "2024-05-31.md").read_bytes() == text.encode()


@pytest.mark.parametrize(
    ("name", "filed"),
    [
        ("2031-07-14.md", "2031-07-14.md"),
        ("2031-07-12.md", "log-2031-07-12.md"),  # as a name, it would make a report of that day
        ("README.md", "log.md"),  # is not read as a report
        ("log.txt", "log.md"),
        ("..md", "log.md"),
        (".hidden.md", "hidden.md"),
        ("-rf.md", "rf.md"),
        ("x\x1b[2J\ny\u202ez.md", "x[2Jyz.md"),
        ("l" * 252 + ".md", "l" * 80 + ".md"),
        ("日" * 83 + ".md", "日" * 26 + ".md"),
    ],
)
def test_a_log_has_a_name_by_which_all_its_days_are_read(
    run: Run, tmp_path: Path, notes: Path, name: str, filed: str
) -> None:
    text = LOGS.format(year=2031)
    written(tmp_path, f"a/{name}", text)
    found = run("import-reports", f"a/{name}")
    assert (found.code, found.err) == (0, "")
    assert [path.name for path in notes.glob("*.md")] == [filed]
    assert (notes / filed).read_text(encoding="utf-8") == text
    assert sorted(path.stem for path in (notes / "days").iterdir()) == ["2031-07-13", "2031-07-14"]
    assert run("import-reports", f"a/{name}").out.count("is there already") == 2
    assert run("sync").out.startswith("2 reports, 0 read again")


def test_a_year_that_only_the_folder_names_is_kept(run: Run, tmp_path: Path, notes: Path) -> None:
    found = run("import-reports", written(tmp_path, "2031/log.md", LOG))
    assert (found.code, found.out.count("notes/2031/log.md made")) == (0, 2)
    assert "1. b" in run("report", "--date", "2031-07-13").out
    assert [path.name for path in notes.glob("*.md")] == []


def test_prints_the_command_for_a_name_in_use(run: Run, tmp_path: Path, notes: Path) -> None:
    assert run("import-reports", written(tmp_path, "a/my log.md", LOGS.format(year=2031))).code == 0
    other = written(tmp_path, "b/my log.md", LOGS.format(year=2030))
    before = digest(notes)
    found = run("import-reports", other)
    assert (found.code, found.out) == (4, "")
    assert found.err == (
        "b/my log.md: notes/my log.md contains other days; nothing was written. "
        "Rename your file: mv -- 'b/my log.md' 'b/my log-2.md'\n"
    )
    assert digest(notes) == before
    (tmp_path / other).rename(tmp_path / "b" / "my log-2.md")
    assert run("import-reports", "b/my log-2.md").code == 0


@pytest.mark.usefixtures("notes")
def test_reports_a_name_that_is_too_long(run: Run) -> None:
    found = run("import-reports", "x" * 300)
    assert (found.code, found.out) == (2, "")
    assert "file name too long" in found.err


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
def test_does_not_start_a_day_that_is_in_a_log(run: Run, tmp_path: Path) -> None:
    run("import-reports", written(tmp_path, "log.md", LOG), "--year", "2031")
    found = run("new-day", "--date", "2031-07-14")
    assert "notes/2031/log.md exists; nothing was changed" in found.out
