"""The notes folder: found from where the user is, and read whatever else lies in it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from litnotes.errors import NotFound
from litnotes.model.paper import Paper
from litnotes.model.reports import Report, Source, Task
from litnotes.store import derived, yaml
from litnotes.store import notebook as store
from litnotes.store.notebook import Notebook, find

DAY = datetime.date(2024, 5, 31)


class TestFind:
    @pytest.mark.parametrize("start", [".", "notes", "notes/papers", "a/b/c"])
    def test_the_nearest_at_or_above(self, tmp_path: Path, notebook: Path, start: str) -> None:
        (tmp_path / "a" / "b" / "c").mkdir(parents=True)
        assert find((tmp_path / start).resolve(), None).root == notebook

    def test_a_folder_given_wins(self, tmp_path: Path, notebook: Path) -> None:
        other = tmp_path / "other"
        other.mkdir()
        (other / "litnotes.yaml").write_text("topic: x\n")
        assert find(notebook, str(other)).root == other

    def test_reports_an_invalid_folder_and_uses_no_other(self, notebook: Path) -> None:
        with pytest.raises(NotFound, match="no notes in /nowhere: `litnotes --notes /nowhere init`"):
            find(notebook, "/nowhere")

    def test_none_anywhere(self, tmp_path: Path) -> None:
        with pytest.raises(NotFound, match="litnotes init"):
            find(tmp_path, None)


class TestReports:
    def test_they_lie_in_the_root_in_reports_and_in_year_folders(self, tmp_path: Path) -> None:
        paths = ["2024-05-31.md", "reports/2024-05-30.md", "2023/2023-12-24.md"]
        ignored = [
            "2024-02-30.md",
            "2024-5-1.md",
            "drafts/2024-05-29.md",
            "2024-05-28.txt",
            "20245/2024-05-27.md",
        ]
        for path in paths + ignored:
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_bytes(b"x")
        found = Notebook(tmp_path).reports()
        assert [str(path.relative_to(tmp_path)) for path in found.values()] == sorted(
            paths, key=lambda path: Path(path).name
        )
        assert list(found) == sorted(found)

    def test_reads_one_of_two_twins_and_reports_the_other(self, tmp_path: Path) -> None:
        (tmp_path / "reports").mkdir()
        for path in ("2024-05-31.md", "reports/2024-05-31.md"):
            (tmp_path / path).write_bytes(b"x")
        notes = Notebook(tmp_path)
        assert notes.reports()[DAY] == tmp_path / "2024-05-31.md"
        (problem,) = notes.report_twins(notes.listed())
        assert "reports/2024-05-31.md: " in str(problem)
        assert "already is the report of 2024-05-31; this file is not read" in str(problem)

    def test_other_markdown_may_hold_several_days(self, notebook: Path) -> None:
        for name in ("may-31.md", "README.md", "2024-06-31.md"):
            (notebook / name).write_bytes(b"x")
        names = [path.name for path in Notebook(notebook).logs()]
        assert names == ["2024-06-31.md", "may-31.md"]

    def test_a_new_report_goes_into_the_root(self, tmp_path: Path) -> None:
        assert Notebook(tmp_path).report_path(DAY) == tmp_path / "2024-05-31.md"


def a_day() -> bytes:
    report = Report(
        date=DAY,
        title="May 31 Report",
        todo=(Task(text="read Żółć\nand more", state="todo", line=3),),
        source=Source(file="2024-05-31.md", sha256="0" * 64, reader="0" * 12),
    )
    return derived.day_text(report, "2024-05-31.md")


class TestDayFile:
    def written(self, root: Path, data: bytes) -> Notebook:
        (root / "days").mkdir()
        (root / "days" / "2024-05-31.yaml").write_bytes(data)
        return Notebook(root)

    def test_the_first_line_names_the_report(self) -> None:
        first = a_day().decode().splitlines()[0]
        assert first == "# Made by litnotes from 2024-05-31.md: edit that report, this file follows it."

    def test_a_day_as_written_is_intact(self, tmp_path: Path) -> None:
        found = self.written(tmp_path, a_day()).day_file(DAY)
        assert found is not None
        assert (found.intact, found.sha256, found.reader) == (True, "0" * 64, "0" * 12)

    def test_line_ends_changed_by_git_are_no_edit(self, tmp_path: Path) -> None:
        notes = self.written(tmp_path, a_day().replace(b"\n", b"\r\n"))
        found = notes.day_file(DAY)
        assert found is not None
        assert found.intact
        assert notes.load_day(DAY).todo[0].text == "read Żółć\nand more"

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b"and more", b"and less"),
            (b"title: May 31 Report", b"title: May 31 Report  # mine"),
            (b"# Made by", b"# Mode by"),
            (b"# sha256 of what follows: ", b"# sha256 of what follows: 0"),
        ],
    )
    def test_an_edit_by_hand_is_seen(self, tmp_path: Path, old: bytes, new: bytes) -> None:
        assert a_day().count(old) == 1
        found = self.written(tmp_path, a_day().replace(old, new)).day_file(DAY)
        assert found is not None
        assert not found.intact

    def test_no_day_file(self, tmp_path: Path) -> None:
        assert Notebook(tmp_path).day_file(DAY) is None


class TestPapers:
    def test_a_paper_typed_by_hand_is_read(self, notebook: Path) -> None:
        (paper,), problems = Notebook(notebook).papers()
        assert problems == []
        assert paper.key == "huang2019muller"
        assert paper.authors == ("Anna Müller", "Łukasz Żak")
        assert paper.ids == {"arxiv": "1903.07227"}
        assert paper.abstract == "Notes are filled in\none voice at a time.\n\nThe order is random.\n"

    def test_one_broken_file_does_not_stop_the_others(self, notebook: Path) -> None:
        papers = notebook / "papers"
        (papers / "a.yaml").write_text("key: [\n")
        (papers / "b.yaml").write_bytes(b"key: b\ntitle: \xff\n")
        (papers / "c.yaml").write_text("key: other\nrecord: given\ntitle: x\n")
        (papers / "d.yaml").mkdir()
        found, problems = Notebook(notebook).papers()
        assert [paper.key for paper in found] == ["huang2019muller"]
        messages = [str(problem) for problem in problems]
        assert "a.yaml:2:1: this is not YAML" in messages[0]
        assert "b.yaml:2: this is not UTF-8" in messages[1]
        assert "key: expected c, as the file is named" in messages[2]
        assert "this is a folder" in messages[3]

    def test_a_paper_is_read_as_it_was_written(self, tmp_path: Path) -> None:
        paper = Paper(
            key="x2020y",
            record="given",
            title="no: yes",
            short_names=("2206.10780", "~"),
            year=2020,
            tags=("null",),
        )
        (tmp_path / "papers").mkdir()
        (tmp_path / "papers" / "x2020y.yaml").write_bytes(store.paper_text(paper))
        assert Notebook(tmp_path).papers() == ([paper], [])

    def test_omits_unknown_values(self) -> None:
        text = store.paper_text(Paper(key="k", record="not looked up", title="t")).decode()
        assert yaml.load(text, "f") == {"format": "1", "key": "k", "record": "not looked up", "title": "t"}


class TestSettings:
    def test_a_new_notebook_has_each_setting_with_a_comment(self, tmp_path: Path) -> None:
        from litnotes.config import Settings, starting_text

        topic = 'a "quoted": topic # with \\ signs, Ümlaut and 音'
        (tmp_path / "litnotes.yaml").write_text(starting_text(topic), encoding="utf-8")
        settings = Notebook(tmp_path).settings()
        assert settings == Settings(topic=topic)
        for name in Settings.model_fields:
            assert f"\n{name}:" in starting_text(topic)

    def test_the_examples_in_the_comments_are_settings(self, tmp_path: Path) -> None:
        import re

        from litnotes.config import starting_text

        text = re.sub(r"\{\}\s+# (?=[{0-9])", "", starting_text("x"))
        (tmp_path / "litnotes.yaml").write_text(text, encoding="utf-8")
        settings = Notebook(tmp_path).settings()
        assert settings.people == {"Lin": "advisor"}
        assert settings.criteria.years.from_ == 2019
        assert settings.sections["questions"] == ("To ask",)

    def test_the_block_of_services_can_be_uncommented(self, tmp_path: Path) -> None:
        import re

        from litnotes.config import SourceSettings, starting_text

        head, found, block = starting_text("x").partition("\nsources:\n")
        assert found
        (tmp_path / "litnotes.yaml").write_text(
            head + found + re.sub("(?m)^#", "", block), encoding="utf-8"
        )
        assert Notebook(tmp_path).settings().sources == SourceSettings()
        assert all(f"#  {name}: " in block for name in SourceSettings.model_fields)

    def test_the_settings_of_a_byte_order_mark(self, tmp_path: Path) -> None:
        (tmp_path / "litnotes.yaml").write_bytes(b"\xef\xbb\xbftopic: x\n")
        assert Notebook(tmp_path).settings().topic == "x"
