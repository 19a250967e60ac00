"""Each `data/markdown/*.md` is read as its YAML twin: entries and diagnostics."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml

from litnotes.markdown.read.filing import Filing
from litnotes.markdown.read.reader import ReadReport, read, read_days
from litnotes.markdown.vocabulary import load

CASES = sorted((Path(__file__).parent.parent / "data" / "markdown").glob("*.md"))


def brief_of(result: ReadReport) -> dict[str, Any]:
    brief = result.report.model_dump(mode="json", exclude={"source"}, context={"brief": True})
    return {name: value for name, value in brief.items() if value}


def test_there_are_cases_and_each_has_a_twin() -> None:
    twins = sorted(CASES[0].parent.glob("*.yaml"))
    assert [path.stem for path in CASES] == [path.stem for path in twins]


def read_case(path: Path, settings: dict[str, Any]) -> list[ReadReport]:
    """Read a case with its settings: a file name with its folders, or a year for its dates."""
    words = load(people=settings.get("people", ()))
    file = PurePosixPath(settings.get("file", "report.md"))
    filing = Filing.of(file, settings.get("beside", ()), year=settings.get("year"))
    return read_days(path.read_bytes(), words, filing)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_reads_as_its_twin(path: Path) -> None:
    twin = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
    days = read_case(path, twin["settings"])
    assert [brief_of(day) for day in days] == (twin["days"] if "days" in twin else [twin["report"]])
    codes = [f"{note.line}:{note.column} {note.code}" for day in days for note in day.diagnostics]
    assert codes == twin["diagnostics"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_spans_join_to_the_file(path: Path) -> None:
    data = path.read_bytes()
    assert b"".join(read(data, load()).document.spans()) == data


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("case-10-cut-off-at-the-end.md", b"4. thet"),
        ("case-40-odd-characters.md", "\r\n\u200b2. c".encode()),
        ("mixed-line-ends.md", b" caf\xe9\r\n"),
    ],
)
def test_the_files_are_kept_byte_for_byte(name: str, ending: bytes) -> None:
    """These cases are useless if an editor or git changes their line ends."""
    assert (CASES[0].parent / name).read_bytes().endswith(ending)
