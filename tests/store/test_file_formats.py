"""Formats of YAML files: older ones are migrated, newer ones refused and left alone."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from litnotes.config import starting_text
from litnotes.errors import Unreadable
from litnotes.model import file_formats
from litnotes.model.candidate import Screened, Trace
from litnotes.model.paper import Paper
from litnotes.store import traces, yaml
from litnotes.store.notebook import Notebook

OLD = "# mine\nkey: a\nrecord: given\nname: A Title\n"
DAY = datetime.date(2024, 6, 1)


def renamed(values: dict[str, object]) -> dict[str, object]:
    """A made migration: the title had another name in format 1."""
    return {("title" if name == "name" else name): value for name, value in values.items()}


@pytest.fixture
def second_format(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers and traces in format 2."""
    monkeypatch.setitem(file_formats.MIGRATIONS, file_formats.PAPER, (renamed,))
    monkeypatch.setitem(file_formats.MIGRATIONS, file_formats.TRACE, (dict,))


@pytest.fixture
def notes(tmp_path: Path) -> Notebook:
    (tmp_path / "litnotes.yaml").write_text(starting_text("x"))
    for folder in ("papers", "traces"):
        (tmp_path / folder).mkdir()
    return Notebook(tmp_path)


def kept(notes: Notebook) -> list[str]:
    return [path.read_text() for path in (notes.state_folder / "migrated").glob("*")]


@pytest.mark.parametrize("line", ["", "format: 1\n", "format:\n", "format: '1'\n"])
def test_format_1_is_read(line: str) -> None:
    assert yaml.load_model(Paper, f"{line}key: a\nrecord: given\ntitle: A\n", "f").key == "a"


@pytest.mark.parametrize("written", ["0x1", "-1", "one", "[1]", "1.5", "{a: 1}", "²"])
def test_what_is_no_format_is_refused(written: str) -> None:
    with pytest.raises(Unreadable, match="format: expected a whole number"):
        yaml.load_model(Paper, f"format: {written}\nkey: a\nrecord: given\ntitle: A\n", "f")


@pytest.mark.usefixtures("second_format")
def test_an_old_paper_is_read_and_migrated_only_when_it_changes(
    notes: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("litnotes.locks.tell", told.append)
    path = notes.paper_path("a")
    path.write_text(OLD)
    [paper], problems = notes.papers()
    assert (paper.title, problems) == ("A Title", [])
    assert path.read_text() == OLD
    notes.change_paper(paper, {"tags": ("seen",)})
    assert yaml.load(path.read_text(), "f") == {
        "format": "2", "key": "a", "record": "given", "title": "A Title", "tags": ["seen"],
    }  # fmt: skip
    assert kept(notes) == [OLD]
    assert told[0].startswith("a.yaml is now in format 2; ")


@pytest.mark.usefixtures("second_format")
@pytest.mark.parametrize("decisions", ["", "decisions:\n- {key: b, decision: include, day: 2024-06-01}\n"])
def test_an_old_trace_is_migrated_with_its_next_decision(notes: Notebook, decisions: str) -> None:
    path = notes.root / "traces" / "t.yaml"
    path.write_text(f"day: 2024-06-01\nquestion: {{}}\n{decisions}")
    before = path.read_text()
    earlier = traces.load(notes, "t").decisions
    further = Screened(key="c", decision="exclude", reason="r", day=DAY)
    traces.add_decisions(notes, "t", [further])
    traces.add_decisions(notes, "t", [further])
    assert path.read_text().startswith("format: 2\n")
    assert traces.load(notes, "t").decisions == (*earlier, further, further)
    assert kept(notes) == [before]


def test_no_paper_is_written_only_for_the_line(notes: Notebook) -> None:
    path = notes.paper_path("a")
    path.write_text("# mine\nkey: a\nrecord: given\ntitle: A\n")
    notes.change_paper(notes.papers()[0][0], {"tags": ("seen",)})
    assert path.read_text() == "# mine\nkey: a\nrecord: given\ntitle: A\ntags:\n- seen\n"


def test_a_newer_paper_is_not_changed(notes: Notebook) -> None:
    path = notes.paper_path("a")
    path.write_text("format: 2\nkey: a\nrecord: given\ntitle: A\n")
    with pytest.raises(Unreadable, match="written by a newer litnotes"):
        notes.change_paper(Paper(key="a", record="given", title="A"), {"tags": ("seen",)})
    assert path.read_text() == "format: 2\nkey: a\nrecord: given\ntitle: A\n"


def test_new_files_begin_with_their_format() -> None:
    assert traces.text_of(Trace(day=DAY, question={})).startswith("format: 1\n")
    assert "\nformat: 1\n" in starting_text("x")
