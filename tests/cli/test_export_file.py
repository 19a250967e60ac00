"""`export` of one file: chosen papers, to stdout or into a file that keeps what others wrote."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from litnotes.app import export_file
from tests.conftest import Result, Run, digest

REPORT = """\
# June 1 Report

## Conclusion on papers:

### VQ-GAN
Description: A *codebook* for images | and <b>more</b>.
Verdict: include – fits (by Lin)

### LSGM
Verdict: include

### Jukebox
Verdict: exclude
"""


@pytest.fixture(autouse=True)
def notes(run: Run, tmp_path: Path) -> Path:
    run("init", "--topic", "x")
    (tmp_path / "notes" / "2024-06-01.md").write_text(REPORT)
    return tmp_path / "notes"


def keys_in(text: str) -> list[str]:
    return [line.partition("{")[2].rstrip(",") for line in text.splitlines() if line.startswith("@")]


def change(notes: Path, before: str, after: str, name: str = "esser2021taming") -> None:
    path = notes / "papers" / f"{name}.yaml"
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


class TestChoice:
    @pytest.mark.parametrize(
        ("words", "keys"),
        [
            ((), ["esser2021taming", "vahdat2021score"]),
            (("--all",), ["dhariwal2020jukebox", "esser2021taming", "vahdat2021score"]),
            (("--decision", "exclude"), ["dhariwal2020jukebox"]),
            (("--all", "--year", "2020"), ["dhariwal2020jukebox", "esser2021taming"]),
            (("Jukebox",), ["dhariwal2020jukebox"]),
            (("VQ-GAN", "vq-gan"), ["esser2021taming"]),
        ],
    )
    def test_papers_are_chosen_as_in_papers(
        self, run: Run, words: tuple[str, ...], keys: list[str]
    ) -> None:
        found = run("export", "bibtex", *words)
        assert (found.code, keys_in(found.out)) == (0, keys)

    def test_a_name_that_is_no_paper(self, run: Run) -> None:
        found = run("export", "bibtex", "VQ-GUN")
        assert (found.code, found.out) == (3, "")
        assert "Did you mean VQ-GAN" in found.err

    def test_the_keys_that_a_document_cites(self, run: Run, notes: Path, tmp_path: Path) -> None:
        (notes / "papers" / "esser2021taming.yaml").write_text(
            (notes / "papers" / "esser2021taming.yaml").read_text() + "former_keys: [esser_old]\n"
            if run("papers").code == 0
            else ""
        )
        (tmp_path / "main.tex").write_text(
            "\\cite{esser_old} % \\cite{no}\n\\citep[see][p.~3]{dhariwal2020jukebox,strange2020}\n"
        )
        found = run("export", "bibtex", "--cited-in", "main.tex")
        assert found.code == 1
        assert keys_in(found.out) == ["dhariwal2020jukebox", "esser_old"]
        assert "cited, but not the key of any paper in these notes: strange2020" in found.err

    def test_a_document_that_is_not_there(self, run: Run) -> None:
        assert run("export", "bibtex", "--cited-in", "main.tex").code == 3


class TestBibliographyFile:
    def export(self, run: Run, *words: object) -> Result:
        return run("export", "bibtex", "-o", "references.bib", *words)

    def test_what_is_not_from_litnotes_stays_byte_by_byte(
        self, run: Run, notes: Path, tmp_path: Path
    ) -> None:
        path = tmp_path / "references.bib"
        own = b'% mine\r\n@string{j = "J"}\r\n@article{mine, journal = j,\r\n title={\xe9}}\r\nstray text'
        path.write_bytes(own)
        assert self.export(run).code == 0
        assert path.read_bytes().startswith(own)
        first = path.read_bytes().decode("latin-1")
        path.write_bytes((first + "@misc{last, title={L}}\n").encode("latin-1"))
        change(notes, "venue: CVPR", "venue: ICCV")
        found = self.export(run)
        assert "1 renewed, 1 up to date" in found.err
        expected = _renewed(first, "CVPR", "ICCV") + "@misc{last, title={L}}\n"
        assert path.read_bytes().decode("latin-1") == expected

    def test_an_edited_entry_stays_and_is_named_with_its_line(
        self, run: Run, notes: Path, tmp_path: Path
    ) -> None:
        self.export(run)
        path = tmp_path / "references.bib"
        path.write_text(path.read_text().replace("CVPR", "my CVPR"))
        before = path.read_bytes()
        change(notes, "venue: CVPR", "venue: ICCV")
        found = self.export(run)
        assert (found.code, path.read_bytes()) == (0, before)
        assert "references.bib:5: the entry esser2021taming was edited" in found.err

    def test_a_second_time_nothing_changes(self, run: Run, tmp_path: Path) -> None:
        self.export(run)
        before = digest(tmp_path)
        assert "nothing changed" in self.export(run).err
        assert digest(tmp_path) == before

    def test_a_folder_of_the_notes_is_refused(self, run: Run) -> None:
        assert run("export", "markdown", "-o", "notes/table.md").code == 4


class TestOtherFiles:
    def test_replaces_a_file_with_other_content_only_with_overwrite(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "table.md"
        path.write_text("mine")
        found = run("export", "markdown", "-o", "table.md")
        assert (found.code, path.read_text()) == (4, "mine")
        assert run("export", "markdown", "-o", "table.md", "--overwrite").code == 0
        assert "codebook" in path.read_text()
        assert "up to date" in run("export", "markdown", "-o", "table.md").err

    def test_each_format_holds_the_papers(self, run: Run) -> None:
        items = json.loads(run("export", "csl-json").out)
        assert sorted(item["id"] for item in items) == ["esser2021taming", "vahdat2021score"]
        rows = list(csv.DictReader(io.StringIO(run("export", "csv").out, newline="")))
        assert {row["key"]: row["by"] for row in rows} == {"esser2021taming": "Lin", "vahdat2021score": ""}
        assert run("export", "ris").out.count("TY  - ") == 2
        assert r"*codebook* for images \| and &lt;b&gt;more&lt;/b&gt;" in run("export", "markdown").out
        assert "\\cite{esser2021taming}" in run("export", "latex-table").out

    def test_accents_as_latex_commands(self, run: Run) -> None:
        assert "Björn" in run("export", "bibtex").out
        found = run("export", "bibtex", "--ascii").out
        assert found.isascii()
        assert r"Bj{\"{o}}rn" in found


def test_entries_kept_in_the_index_follow_the_papers(
    run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_file, "MIN_KEPT", 1)
    first = run("export", "bibtex").out
    assert run("export", "bibtex").out == first
    assert "{\\" in run("export", "bibtex", "--ascii").out
    assert "date = {2021}" in run("export", "biblatex").out
    change(notes, "venue: CVPR", "venue: ICCV")
    assert run("export", "bibtex").out == first.replace("CVPR},", "ICCV},", 1)


def _renewed(text: str, before: str, after: str) -> str:
    """Return a bibliography with another value in its first own entry, and the hash of that."""
    import hashlib
    import re

    start = text.index("@inproceedings{esser2021taming")
    stop = text.index("}\r\n", text.index("\r\n}", start)) + 3
    entry = text[start:stop].replace(f"booktitle = {{{before}}}", f"booktitle = {{{after}}}")
    digest_ = hashlib.sha256(entry.replace("\r\n", "\n").encode("latin-1")).hexdigest()[:10]
    mark = re.sub(r"[0-9a-f]{10}\r\n$", f"{digest_}\r\n", text[:start])
    return mark + entry + text[stop:]
