"""A file of the notes may hold several days: each has its derived file, and all follow it."""

from __future__ import annotations

import datetime
from pathlib import Path

from litnotes.daily.derive import Days, Reader, sync
from litnotes.daily.derived_files import apply
from litnotes.store.notebook import Notebook

READER = Reader({}, [])
LOG = "# Research log\n\n## 14/07 - call\n### Done\n- a\n## 13/07 (x) - run\n### TODO\n- b\n"
FOURTEEN, THIRTEEN = datetime.date(2031, 7, 14), datetime.date(2031, 7, 13)


def notes_with(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / "notes" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def synced(tmp_path: Path, reader: Reader = READER) -> Days:
    days = sync(Notebook(tmp_path / "notes"), reader)
    days.problems += apply(days.writes)
    return days


def test_each_day_has_its_file(tmp_path: Path) -> None:
    path = notes_with(tmp_path, "2031/log.md", LOG)
    days = synced(tmp_path)
    assert days.dates == [THIRTEEN, FOURTEEN]
    assert {days.paths[day] for day in days.dates} == {path}
    assert [task.text for task in days.report(FOURTEEN).done] == ["a"]
    assert [task.text for task in days.report(THIRTEEN).todo] == ["b"]
    assert [note.heading for note in days.report(FOURTEEN).notes] == ["Research log"]
    written = sorted(path.name for path in (tmp_path / "notes" / "days").iterdir())
    assert written == ["2031-07-13.yaml", "2031-07-14.yaml"]


def test_a_log_that_did_not_change_is_not_read_into_files_again(tmp_path: Path) -> None:
    notes_with(tmp_path, "2031/log.md", LOG)
    first = synced(tmp_path)
    again = synced(tmp_path)
    assert (again.writes, again.unchanged, again.problems) == ([], {THIRTEEN, FOURTEEN}, [])
    assert again.report(THIRTEEN) == first.report(THIRTEEN)


def test_a_new_day_in_a_log_gets_its_file(tmp_path: Path) -> None:
    path = notes_with(tmp_path, "2031/log.md", LOG)
    synced(tmp_path)
    path.write_text(LOG.replace("## 14/07", "## 15/07 - new\n### Done\n- c\n## 14/07"), encoding="utf-8")
    assert datetime.date(2031, 7, 15) in synced(tmp_path).dates
    assert synced(tmp_path).writes == []


def test_a_deleted_day_is_made_again(tmp_path: Path) -> None:
    notes_with(tmp_path, "2031/log.md", LOG)
    synced(tmp_path)
    gone = tmp_path / "notes" / "days" / "2031-07-13.yaml"
    before = gone.read_bytes()
    gone.unlink()
    assert synced(tmp_path).dates == [THIRTEEN, FOURTEEN]
    assert gone.read_bytes() == before


def test_reports_the_file_of_a_day_removed_from_a_log(tmp_path: Path) -> None:
    path = notes_with(tmp_path, "2031/log.md", LOG)
    synced(tmp_path)
    path.write_text(LOG[: LOG.index("## 13/07")], encoding="utf-8")
    days = synced(tmp_path)
    # 14/07 alone still proves that the day stands first.
    assert days.dates == [FOURTEEN]
    assert [path.name for path in days.without_report()] == ["2031-07-13.yaml"]


def test_a_file_named_by_its_day_may_hold_more(tmp_path: Path) -> None:
    text = "# 2031-07-14\n## Done\n- a\n# 2031-07-15\n## Done\n- b\n"
    path = notes_with(tmp_path, "2031-07-14.md", text)
    days = synced(tmp_path)
    assert days.dates == [FOURTEEN, datetime.date(2031, 7, 15)]
    assert set(days.paths.values()) == {path}
    assert synced(tmp_path).unchanged == set(days.dates)


def test_a_day_with_a_report_file_is_not_read_from_a_log(tmp_path: Path) -> None:
    notes_with(tmp_path, "2031/log.md", LOG)
    own = notes_with(tmp_path, "2031-07-13.md", "# 13 July\n## TODO\n- own\n")
    days = synced(tmp_path)
    assert days.paths[THIRTEEN] == own
    assert [task.text for task in days.report(THIRTEEN).todo] == ["own"]
    (problem,) = days.problems
    assert "2031-07-13.md already is the report of 2031-07-13; this file is not read" in str(problem)
    assert str(problem.location).endswith("2031/log.md:6")


def test_a_day_at_two_places_of_a_log_is_one_report(tmp_path: Path) -> None:
    text = "# 2031-07-14\n- a\n# 2031-07-13\n- b\n# 2031-07-14 - call\n## TODO\n- c\n"
    notes_with(tmp_path, "log.md", text)
    days = synced(tmp_path)
    assert (days.problems, days.dates) == ([], [THIRTEEN, FOURTEEN])
    report = days.report(FOURTEEN)
    assert [(note.heading, note.text) for note in report.notes] == [
        (None, "- a"),
        ("2031-07-14 - call", ""),
    ]
    assert [task.text for task in report.todo] == ["c"]
    told = [note for _, note in days.diagnostics() if note.code == "R057"]
    assert [(note.line, "line 1 is 2031-07-14 too" in note.reading) for note in told] == [(5, True)]
    assert synced(tmp_path).writes == []


def test_reports_a_log_without_a_year_but_not_markdown_without_a_date(tmp_path: Path) -> None:
    log = notes_with(tmp_path, "log.md", "# May 30\n- a\n# May 31\n- b\n")
    ideas = notes_with(tmp_path, "ideas.md", "# Ideas\n- a\n")
    days = synced(tmp_path)
    assert days.dates == []
    assert [(path, note.line) for path, note in days.undated] == [(log, 1), (log, 3)]
    assert days.no_reports == [ideas]


def test_the_order_of_numbers_may_be_a_setting(tmp_path: Path) -> None:
    notes_with(tmp_path, "2031/log.md", "# 3/4 - a\nx\n# 2/4 - b\ny\n")
    assert synced(tmp_path).dates == []
    days = synced(tmp_path, Reader({}, [], (), "dmy"))
    assert days.dates == [datetime.date(2031, 4, 2), datetime.date(2031, 4, 3)]
