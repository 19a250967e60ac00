"""What commands do comes back as values: nothing is printed, so that web pages can show it as well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from litnotes.app.export_file import ExportRequest, export_file
from litnotes.app.export_log import log_export
from litnotes.app.export_project import ProjectRequest, carry_out, plan_project
from litnotes.app.importing import import_files, read_files
from litnotes.app.join_papers import join_papers
from litnotes.app.notes import open_notes
from litnotes.app.report_files import Assumed, FiledReport, file_reports
from litnotes.errors import LitnotesError
from litnotes.render.terminal import progress

REFERENCES = """\
@article{one2020, title = {One Paper on Codebooks}, author = {A. One}, year = 2020}
@article{two2021, title = {Another Paper on Audio}, author = {B. Two}, year = 2021}
@article{broken2022, title = {
"""


@pytest.fixture(autouse=True)
def _nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def notes(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The notes with two papers that were imported."""
    monkeypatch.setenv("LITNOTES_TODAY", "2024-06-01")
    (notebook.parent / "refs.bib").write_text(REFERENCES, "utf-8")
    files, problems = read_files([notebook.parent / "refs.bib", notebook.parent / "missing.bib"])
    assert [problem.exit_code for problem in problems] == [3, 1]
    done = import_files(str(notebook), files, progress=progress)
    assert (done.problems, done.stopped) == ([], False)
    assert [outcome.paper.key for outcome in files[0].done if outcome.paper] == ["one2020", "two2021"]
    return str(notebook)


def test_an_export_without_a_file_is_bytes(notes: str) -> None:
    exported = export_file(notes, ExportRequest(form="bibtex", names=["one2020"], tests=[]))
    assert exported.data is not None
    assert b"One Paper on Codebooks" in exported.data
    assert exported.problems == []


def test_an_export_to_a_file_returns_a_message(notes: str, tmp_path: Path) -> None:
    path = tmp_path / "refs.csv"
    request = ExportRequest(form="csv", names=["one2020"], tests=[], out=path)
    assert export_file(notes, request).remarks[0] == f"{path} written"
    assert export_file(notes, request).remarks[0] == f"{path} is up to date; nothing changed"


def test_a_project_is_planned_before_it_is_written(notes: str, tmp_path: Path) -> None:
    root = tmp_path / "paper"
    request = ProjectRequest(
        root=root, names=["one2020"], tests=[], layout=None, group_by="none", citations=None, template=None
    )
    planned = plan_project(notes, request)
    assert not root.exists()
    assert planned.fresh == ["One Paper on Codebooks"]
    assert f"{root / 'references.bib'} written" in list(carry_out(planned))
    assert (root / "references.bib").is_file()


def test_an_export_is_logged_once(notes: str) -> None:
    _, line = log_export(notes, "2024-05-31", ["A", "B"])
    assert line.endswith("done: Put A and B on Overleaf")
    _, line = log_export(notes, "2024-05-31", ["A", "B"])
    assert line.endswith("is there already: Put A and B on Overleaf")


def test_reports_are_filed_or_refused_one_by_one(notebook: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_text("# June 3 Report\n\n## TODO\n1. read\n", "utf-8")
    bad.write_text("## TODO\n1. read\n", "utf-8")
    session = open_notes(str(notebook))
    refused, filed = file_reports(session, [bad, good], Assumed(2024), lambda *_: None)
    assert isinstance(refused, LitnotesError)
    assert isinstance(filed, FiledReport)
    assert filed.outcome == "made"
    assert (notebook / "2024-06-03.md").read_bytes() == good.read_bytes()


def test_a_dry_run_joins_nothing(notes: str) -> None:
    _, lines = join_papers(notes, ("one2020", "two2021"), {}, dry_run=True)
    assert lines[-1].endswith("two2021 would mean one2020")
    assert (Path(notes) / "papers" / "two2021.yaml").is_file()
