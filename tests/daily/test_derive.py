"""Derived files follow the reports: only what changed is read, nothing edited by hand is lost."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml as pyyaml

from litnotes.daily.derive import Days, Reader, sync
from litnotes.daily.derived_files import apply
from litnotes.errors import Conflict
from litnotes.markdown.read import reader as markdown_reader
from litnotes.store.notebook import Notebook
from tests.conftest import Run, digest

DAYS = [datetime.date(2024, 5, 30), datetime.date(2024, 5, 31)]
READER = Reader({}, ["Zoë"])


def synced(root: Path, reader: Reader = READER) -> Days:
    days = sync(Notebook(root), reader)
    assert apply(days.writes) == []
    return days


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The first lines of the reports that are read."""
    seen: list[bytes] = []
    read = markdown_reader.read_days

    def counted(data: bytes, *args: object) -> list[markdown_reader.ReadReport]:
        seen.append(data.split(b"\r\n" if b"\r\n" in data else b"\n")[0])
        return read(data, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(markdown_reader, "read_days", counted)
    return seen


def test_only_reports_that_changed_are_read_again(notebook: Path, reads: list[bytes]) -> None:
    synced(notebook)
    assert reads == [b"# May 30 Report", b"# May 31 Report"]
    reads.clear()
    days = synced(notebook)
    assert (reads, days.writes, days.dates) == ([], [], DAYS)
    report = notebook / "2024-05-30.md"
    report.write_bytes(report.read_bytes() + b"\nmore\n")
    days = synced(notebook)
    assert reads == [b"# May 30 Report"]
    assert [write.path.name for write in days.writes] == ["2024-05-30.yaml"]


def test_a_report_that_was_only_touched_is_not_read_again(notebook: Path, reads: list[bytes]) -> None:
    synced(notebook)
    reads.clear()
    (notebook / "2024-05-30.md").touch()
    synced(notebook)
    assert reads == []


def test_other_settings_read_everything_again(notebook: Path, reads: list[bytes]) -> None:
    synced(notebook)
    for other in (Reader({"questions": ["To ask"]}, ["Zoë"]), Reader({}, ["Müller"])):
        reads.clear()
        synced(notebook, other)
        assert len(reads) == 2
        reads.clear()
        synced(notebook, other)
        assert reads == []


def test_a_day_that_is_deleted_is_made_again_to_the_same_bytes(notebook: Path) -> None:
    synced(notebook)
    before = digest(notebook)
    assert {"days/2024-05-30.yaml", "days/2024-05-31.yaml"} <= set(before)
    for path in (notebook / "days").iterdir():
        path.unlink()
    synced(notebook)
    assert digest(notebook) == before


def test_a_day_loads_back_to_the_report_it_was_made_from(notebook: Path) -> None:
    days = synced(notebook)
    again = sync(Notebook(notebook), READER)
    assert again.unchanged == set(DAYS)
    for day in DAYS:
        assert again.report(day) == days.report(day)


def test_a_day_is_plain_yaml_for_other_programs(notebook: Path) -> None:
    synced(notebook)
    with (notebook / "days" / "2024-05-31.yaml").open(encoding="utf-8") as file:
        data = pyyaml.safe_load(file)
    assert [task["text"] for task in data["done"]][:1] == ["Understood MusicVAE"]
    assert data["questions"][0]["answers"] == [{"text": "yes, if a latent space is trained", "by": "Zoë"}]
    assert data["source"]["file"] == "2024-05-31.md"


def test_reading_changes_no_report(notebook: Path) -> None:
    before = digest(notebook)
    synced(notebook)
    after = digest(notebook)
    assert {name: after[name] for name in before} == before


def test_reports_a_day_edited_by_hand_and_keeps_it(notebook: Path) -> None:
    synced(notebook)
    path = notebook / "days" / "2024-05-31.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Understood", "Misunderstood"), encoding="utf-8"
    )
    before = digest(notebook)
    days = synced(notebook)
    (problem,) = days.problems
    assert isinstance(problem, Conflict)
    assert "edited by hand, but litnotes makes this file from" in str(problem)
    assert "then delete" in str(problem)
    assert digest(notebook) == before
    assert days.report(DAYS[1]).done[0].text == "Understood MusicVAE"


@pytest.mark.parametrize("broken", ["folder", "binary", "large", "gone"])
def test_one_broken_report_does_not_stop_the_others(notebook: Path, broken: str) -> None:
    path = notebook / "2024-05-29.md"
    match broken:
        case "folder":
            path.mkdir()
        case "binary":
            path.write_bytes(b"\0\1")
        case "large":
            with path.open("wb") as file:
                file.truncate(100_000_000)
        case _:
            path.symlink_to("nowhere.md")
    days = synced(notebook)
    assert days.dates == DAYS
    assert list(days.unreadable) == [datetime.date(2024, 5, 29)]
    assert len(days.problems) == 1


def test_a_report_that_is_not_utf_8_is_read_with_its_bytes(notebook: Path) -> None:
    (notebook / "2024-05-29.md").write_bytes(
        b"# May 29 Report\n## TODO\n1. read \xff\xfe papers\n2. rest\n"
    )
    days = synced(notebook)
    assert days.dates[0] == datetime.date(2024, 5, 29)
    assert len(days.report(days.dates[0]).todo) == 2
    again = sync(Notebook(notebook), READER)
    assert again.writes == []
    assert again.report(days.dates[0]) == days.report(days.dates[0])


def test_a_day_file_that_cannot_be_read_stops_only_its_day(notebook: Path) -> None:
    synced(notebook)
    path = notebook / "days" / "2024-05-31.yaml"
    path.write_bytes(b"\0")
    days = synced(notebook)
    assert days.dates == DAYS[:1]
    assert len(days.problems) == 1


def test_a_file_changed_while_reading_is_left_to_the_next_command(notebook: Path) -> None:
    days = sync(Notebook(notebook), READER)
    (notebook / "days").mkdir()
    (notebook / "days" / "2024-05-31.yaml").write_bytes(b"mine")
    assert apply(days.writes) == []
    assert (notebook / "days" / "2024-05-30.yaml").exists()
    (problem,) = synced(notebook).problems
    assert "2024-05-31.yaml" in str(problem)
    assert (notebook / "days" / "2024-05-31.yaml").read_bytes() == b"mine"


def test_papers_named_exactly_get_their_file_and_the_others_are_listed(run: Run, notebook: Path) -> None:
    found = run("sync")
    assert found.code == 0
    assert "2 reports, 2 read again" in found.out
    assert "new paper roberts2018hierarchical" in found.out
    assert "not identified: jukebooks (2024-05-31)" in found.out
    assert "not identified: Łańcuchy – Ukryte modele muzyki (2024-05-30)" in found.out
    assert (notebook / "papers" / "agostinelli2023musiclm.yaml").exists()
    again = run("sync")
    assert "2 reports, 0 read again" in again.out
    assert "new paper" not in again.out


def test_a_paper_file_that_was_deleted_is_made_again(run: Run, notebook: Path) -> None:
    run("sync")
    paper = notebook / "papers" / "yu2022scaling.yaml"
    before = paper.read_bytes()
    paper.unlink()
    assert "would add paper yu2022scaling" in run("sync", "--dry-run").out
    assert not paper.exists()
    assert "new paper yu2022scaling" in run("sync").out
    assert paper.read_bytes() == before


def test_two_syncs_are_as_good_as_one(run: Run, notebook: Path) -> None:
    run("sync")
    before = digest(notebook)
    run("sync")
    assert digest(notebook) == before


def test_settings_of_the_user_change_the_reading(run: Run, notebook: Path) -> None:
    (notebook / "2024-05-29.md").write_text(
        "# May 29 Report\n## My list\n1. walk the dog\n", encoding="utf-8"
    )
    assert "walk the dog" not in run("report", "--date", "2024-05-29").out.partition("Notes")[0]
    settings = notebook / "litnotes.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("sections: {}", "sections: {todo: [My list]}"),
        encoding="utf-8",
    )
    assert "To do\n   1. walk the dog" in run("report", "--date", "2024-05-29").out
