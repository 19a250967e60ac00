"""`litnotes import-papers`: nothing is lost, nothing is replaced, and it can be run again."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pytest

from litnotes.errors import Conflict, Unwritable
from litnotes.model.paper import Paper
from litnotes.render import terminal
from litnotes.store.notebook import Notebook
from tests.conftest import DATA, Run, digest
from tests.terminal import PATIENCE

FILES = DATA / "imports"


@pytest.fixture
def here(notebook: Path, tmp_path: Path) -> Path:
    """The small notebook without its reports, with files to import beside it."""
    for report in notebook.glob("*.md"):
        report.unlink()
    for path in FILES.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return notebook


def papers(notebook: Path) -> set[str]:
    return {path.stem for path in (notebook / "papers").iterdir()} - {"huang2019muller"}


def many(number: int) -> str:
    return "".join(f"@misc{{key{n}, title = {{The paper number {n}}}}}\n" for n in range(number))


def test_papers_come_in_with_their_keys(run: Run, here: Path) -> None:
    found = run("import-papers", "zotero.bib", cwd=here.parent)
    assert found.code == 0
    assert found.out == (
        "zotero.bib: 3 entries read, 3 added\n"
        "  added line 2, oord_neural_2017: Neural Discrete Representation Learning (2017, before 2018)\n"
        "  added line 16, ramesh_zero-shot_2021: Zero-Shot Text-to-Image Generation\n"
        "  added line 31, schonberger_co2_2020: CO₂ and Escherichia coli: a $5 test of |x| & y_z\n"
        "  fields not imported: urldate, file, month and issn\n"
    )
    assert found.err == ""
    made = (here / "papers" / "ramesh_zero-shot_2021.yaml").read_text("utf-8")
    assert made.startswith("format: 1\nkey: ramesh_zero-shot_2021\nrecord: imported\ntitle: Zero-Shot")
    assert "- Computer Science - Machine Learning\n" in made
    assert "Ask Lin about the ~12B parameters." in made
    assert "  ids.arxiv: bibtex zotero.bib 2024-06-02\n" in made
    shown = run("show", "2102.12092", cwd=here.parent)
    assert (shown.code, "record: imported" in shown.out) == (0, True)


@pytest.mark.parametrize("name", sorted(p.name for p in FILES.iterdir() if p.suffix != ".yaml"))
@pytest.mark.gate
def test_a_second_run_changes_nothing(run: Run, here: Path, name: str) -> None:
    first = run("import-papers", name, cwd=here.parent)
    before = digest(here)
    again = run("import-papers", name, cwd=here.parent)
    assert digest(here) == before
    assert again.code == first.code
    assert not {" added", " merged"} & {again.out[at : at + 6] for at in range(len(again.out))}


def test_several_files_are_one_library(run: Run, here: Path) -> None:
    (here.parent / "again.ris").write_text(
        "TY  - CONF\nTI  - Neural discrete representation learning\nAU  - Oord, Aaron van den\n"
        "KW  - vq\nER  - \n"
    )
    found = run("import-papers", "zotero.bib", "again.ris", "zotero.json", cwd=here.parent)
    assert "again.ris: 1 entry read, 1 merged\n" in found.out
    merged = (
        "merged line 1, Neural discrete representation learning into oord_neural_2017 (2017, before 2018)"
    )
    assert f"{merged}: tags" in found.out
    assert papers(here) == {
        "oord_neural_2017",
        "ramesh_zero-shot_2021",
        "schonberger_co2_2020",
        "agostinelli2023",
        "wuLearning2016",
    }


def test_the_table_of_a_database_comes_in(run: Run, here: Path) -> None:
    found = run("import-papers", "scopus.csv", "openalex.csv", "--tag", "search", cwd=here.parent)
    assert found.code == 1
    assert found.err == "scopus.csv:7: a row without title\n"
    assert found.out == (
        "scopus.csv: 2 entries read, 2 added, 1 broken\n"
        "  added line 2, esser2021taming: Taming Transformers for High-Resolution Image Synthesis\n"
        "  added line 6, 2019reviewnobodysigned: A Review Nobody Signed\n"
        "  fields not imported: Cited by, EID, Author(s) ID and Index Keywords\n"
        "openalex.csv: 2 entries read, 2 added\n"
        "  added line 2, piwowar2018state: The state of OA: a large-scale analysis\n"
        "  added line 3, van2017neural: Neural Discrete Representation Learning (2017, before 2018)\n"
        "  fields not imported: cited_by_count\n"
    )
    made = (here / "papers" / "esser2021taming.yaml").read_text("utf-8")
    assert "  ids.doi: csv scopus.csv 2024-06-02\n" in made
    assert "tags:\n- search\n- codebooks\n- Transformers\n" in made


def test_a_table_in_utf_16_comes_in(run: Run, here: Path) -> None:
    found = run("import-papers", "webofscience.txt", cwd=here.parent)
    assert (found.code, found.err) == (0, "")
    assert '  added line 2, muller2022deep: "Deep" Screening of Abstracts\n' in found.out


def test_a_table_without_titles_lists_its_columns(run: Run, here: Path) -> None:
    (here.parent / "untitled.csv").write_text("Authors;Year;Name\nJane Doe;2020;A paper\n")
    found = run("import-papers", "untitled.csv", cwd=here.parent)
    assert found.code == 2
    assert found.err.startswith(
        'untitled.csv:1: no column is named "title"; the columns are "Authors", "Year", "Name"; expected '
    )
    assert "expected BibTeX (@article{…}), RIS (TY  - …), CSL-JSON ([{…}]), PubMed" in found.err


def test_reports_broken_entries_by_line_and_imports_the_rest(run: Run, here: Path) -> None:
    found = run("import-papers", "broken.bib", cwd=here.parent)
    assert found.code == 1
    assert [line.partition(": ")[0] for line in found.err.splitlines()] == [
        "broken.bib:6", "broken.bib:10", "broken.bib:18", "broken.bib:23", "broken.bib:27", "broken.bib:34",
    ]  # fmt: skip
    assert "4 added, 1 skipped, 6 broken" in found.out
    assert "skipped line 32, notitle2020: it has no title" in found.out
    assert "added line 27, first2020 as anotheronesamekey: Another One With the Same Key\n" in found.out
    assert papers(here) == {"first2020", "nocomma2020", "second2020", "anotheronesamekey"}


def test_prints_only_messages_of_litnotes(launch: Run, here: Path) -> None:
    """The libraries log what they stumble over, which would go to the terminal."""
    odd = "@misc{a, title = {\\frac and $\\frac$ of \\href{x} things}}"
    (here.parent / "odd.bib").write_text(odd)
    found = launch("import-papers", "broken.bib", "odd.bib", cwd=here.parent)
    assert all(line.startswith("broken.bib:") for line in found.err.splitlines())


def test_what_was_typed_by_hand_stays_byte_for_byte(run: Run, here: Path) -> None:
    path = here / "papers" / "huang2019muller.yaml"
    before = path.read_text("utf-8")
    (here.parent / "one.bib").write_text(
        "@article{Huang19, title = {Muller's counterpoint: A Study}, year = 2020,"
        " author = {Huang, A. and Muller, Anna and Zak, L.}, journal = {Journal of Music},"
        " abstract = {Other.}, eprint = {1903.07227}, keywords = {music}}"
    )
    found = run("import-papers", "one.bib", cwd=here.parent)
    assert found.code == 0
    assert "merged line 1, Huang19 into huang2019muller:" in found.out
    after = path.read_text("utf-8")
    assert all(line in after.splitlines() for line in before.splitlines())
    assert "- counterpoint\n- music\n" in after
    assert "Other." not in after


def test_a_key_is_never_a_path(run: Run, here: Path) -> None:
    keys = ["../../evil", "/tmp/evil", "..", "a/b", ".litnotes", "con", "-rf", "litnotes.yaml"]
    entries = [f"@misc{{{key}, title = {{A paper of the key {n}}}}}" for n, key in enumerate(keys)]
    (here.parent / "evil.bib").write_text("\n".join(entries))
    before = digest(here.parent)
    assert run("import-papers", "evil.bib", cwd=here.parent).code == 0
    made = digest(here.parent).keys() - before.keys()
    assert len(made) == len(keys)
    assert {Path(name).parent.as_posix() for name in made} == {"notes/papers"}
    assert all(not Path(name).name.startswith((".", "-", "con.")) for name in made)


def test_nothing_is_written_in_a_dry_run(run: Run, here: Path) -> None:
    (here / "2024-06-01.md").write_text("# June 1 Report\n\n## Quick notes\n\n1. VQ-GAN\n")
    before = digest(here)
    found = run("import-papers", "zotero.bib", "--dry-run", cwd=here.parent)
    assert found.out.startswith(
        "zotero.bib: 3 entries read, 3 would be added\n  would be added line 2, oord"
    )
    assert digest(here) == before


def test_a_tag_goes_to_all_papers(run: Run, here: Path) -> None:
    assert run("import-papers", "zotero.bib", "--tag", "from  zotero", cwd=here.parent).code == 0
    for key in papers(here):
        assert "- from zotero\n" in (here / "papers" / f"{key}.yaml").read_text("utf-8")


def test_json_lists_every_entry(run: Run, here: Path) -> None:
    found = run("import-papers", "broken.bib", "--json", cwd=here.parent)
    (data,) = json.loads(found.out)
    assert (data["file"], data["format"]) == ("broken.bib", "bibtex")
    assert [(one["line"], one["outcome"], one["paper"]) for one in data["entries"]] == [
        (1, "added", "first2020"),
        (10, "added", "nocomma2020"),
        (15, "added", "second2020"),
        (27, "added", "anotheronesamekey"),
        (32, "skipped", None),
    ]
    assert data["broken"][0]["line"] == 6
    assert data["unread"] == {}
    (data,) = json.loads(run("import-papers", "zotero.bib", "--json", cwd=here.parent).out)
    assert [one["outside"] for one in data["entries"]] == ["2017, before 2018", None, None]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"just words\n", "this file contains no entries; expected BibTeX (@article{"),
        (b"", "this file contains no entries; expected BibTeX"),
        (b'{"name": "x", "dependencies": {}}', "not an entry of CSL-JSON"),
        (b'[{"id": ', "an entry that is incomplete or not JSON; expected BibTeX"),
        (b"@\0", "this is a binary file"),
    ],
)  # fmt: skip
def test_a_file_in_none_of_the_formats_is_refused(run: Run, here: Path, content: bytes, told: str) -> None:
    (here.parent / "x.bib").write_bytes(content)
    found = run("import-papers", "x.bib", cwd=here.parent)
    assert found.code == 2
    assert told in found.err
    assert found.out == ""


def test_a_folder_or_a_missing_file_keeps_no_other_from_going_in(run: Run, here: Path) -> None:
    found = run("import-papers", here, "gone.bib", "zotero.bib", cwd=here.parent)
    assert found.code == 3
    assert "this is a folder" in found.err
    assert "there is no such file" in found.err
    assert "oord_neural_2017" in papers(here)


def test_reports_another_encoding(run: Run, here: Path) -> None:
    (here.parent / "old.bib").write_bytes("@misc{a, title = {Größe der Welten}}\r\n".encode("cp1252"))
    found = run("import-papers", "old.bib", cwd=here.parent)
    assert found.code == 0
    assert "old.bib: this file is not UTF-8, so it is read as cp1252; check accented letters" in found.err
    assert "Größe der Welten" in (here / "papers" / "a.yaml").read_text("utf-8")


def test_a_paper_that_a_report_named_keeps_its_key_and_is_found_by_the_other(run: Run, here: Path) -> None:
    (here / "2024-06-01.md").write_text("# June 1 Report\n\n## Quick notes\n\n1. DALL-E\n")
    found = run("import-papers", "zotero.bib", cwd=here.parent)
    assert "merged line 16, ramesh_zero-shot_2021 into ramesh2021zero: url, tags, notes, key\n" in found.out
    shown = run("show", "ramesh_zero-shot_2021", "--json", cwd=here.parent)
    assert json.loads(shown.out)["key"] == "ramesh2021zero"


def test_titles_do_not_steer_the_terminal(run: Run, here: Path) -> None:
    text = '[{"id": "a", "title": "[bold]x[/] \\u001b[31mred \\u202e of many words", "type": "book"}]'
    (here.parent / "x.json").write_text(text)
    found = run("import-papers", "x.json", cwd=here.parent)
    assert "\x1b" not in found.out
    assert "[bold]x[/] [31mred" in found.out


def test_an_own_file_that_cannot_be_read_is_not_taken_for_missing(run: Run, here: Path) -> None:
    broken = here / "papers" / "oord_neural_2017.yaml"
    broken.write_text("key: [")
    found = run("import-papers", "zotero.bib", cwd=here.parent)
    assert found.code == 1
    assert "skipped line 2, oord_neural_2017: papers/oord_neural_2017.yaml cannot be read" in found.out
    assert broken.read_text() == "key: ["


def _failing(monkeypatch: pytest.MonkeyPatch, key: str, error: BaseException) -> None:
    create: Callable[[Notebook, Paper], None] = Notebook.create_paper

    def failing(self: Notebook, paper: Paper) -> None:
        if paper.key == key:
            raise error
        create(self, paper)

    monkeypatch.setattr(Notebook, "create_paper", failing)


def test_a_conflict_on_one_paper_keeps_no_other_from_going_in(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _failing(monkeypatch, "ramesh_zero-shot_2021", Conflict("there is a file already; nothing was written"))
    found = run("import-papers", "zotero.bib", cwd=here.parent)
    assert found.code == 4
    assert "there is a file already" in found.err
    assert papers(here) == {"oord_neural_2017", "schonberger_co2_2020"}


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (Unwritable("cannot be written: no space"), 4)]
)
def test_a_stopped_import_continues_where_it_ended(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    with monkeypatch.context() as patch:
        _failing(patch, "ramesh_zero-shot_2021", error)
        found = run("import-papers", "zotero.bib", cwd=here.parent)
    assert found.code == code
    assert "stopped; imported papers are saved" in found.err
    assert papers(here) == {"oord_neural_2017"}
    again = run("import-papers", "zotero.bib", cwd=here.parent)
    assert again.out.startswith("zotero.bib: 3 entries read, 2 added, 1 skipped\n")


def test_long_lists_are_cut(run: Run, here: Path) -> None:
    (here.parent / "many.bib").write_text(many(30))
    found = run("import-papers", "many.bib", cwd=here.parent)
    assert len(found.out.splitlines()) == 22
    assert found.out.endswith("  and 10 more added; --json lists all\n")


@pytest.mark.parametrize(("number", "total"), [(49, 0), (50, 50)])
def test_there_is_a_progress_bar_from_fifty_entries_on(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, number: int, total: int
) -> None:
    asked: list[int] = []

    @contextlib.contextmanager
    def progress(total: int, _what: str) -> Iterator[Callable[[str, int], None]]:
        asked.append(total)
        yield lambda _doing, _more: None

    monkeypatch.setattr(terminal, "progress", progress)
    (here.parent / "many.bib").write_text(many(number))
    assert run("import-papers", "many.bib", cwd=here.parent).code == 0
    assert asked == [total]


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
def test_the_progress_bar_is_for_terminals_only(run: Run, launch: Run, here: Path) -> None:
    (here.parent / "many.bib").write_text(many(60))
    words = ["-m", "litnotes", "import-papers", "many.bib"]
    child = pexpect.spawn(sys.executable, words, cwd=str(here.parent), timeout=PATIENCE)
    child.expect(pexpect.EOF)
    assert b"importing" in child.before
    assert launch("import-papers", "many.bib", cwd=here.parent).err == ""
    assert run("import-papers", "many.bib", cwd=here.parent).err == ""
