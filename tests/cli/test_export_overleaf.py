"""`export overleaf`: a project is written once, then only what nobody edited is renewed."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from litnotes.app import export_log
from litnotes.errors import Changed
from tests.conftest import Result, Run, digest

REPORT = """\
# June 1 Report

## TODO:
1. put the proper summaries on overleaf
2. read more

## Conclusion on papers:

### Images

#### VQ-GAN
Description: A codebook for images, with 50% fewer tokens & $Z_q$.
Similarity: Trains on a codebook
Difference: for images only
Verdict: include – fits (by Lin)

#### LSGM
Description: A score-based model in latent space.
Verdict: include

### Music

#### Jukebox
Description: Music from a VQ-VAE.
Verdict: exclude – no image
"""
KEYS = ("esser2021taming", "vahdat2021score")


@pytest.fixture(autouse=True)
def notes(run: Run, tmp_path: Path) -> Path:
    run("init", "--topic", "Generative models & 100% latent spaces")
    (tmp_path / "notes" / "2024-06-01.md").write_text(REPORT)
    return tmp_path / "notes"


def export(run: Run, *words: object) -> Result:
    return run("export", "overleaf", "paper", *words)


def related(folder: Path) -> str:
    return (folder / "paper" / "related_work.tex").read_text()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def edit(folder: Path, before: str, after: str, name: str = "related_work.tex") -> None:
    path = folder / "paper" / name
    text = path.read_text()
    assert text.count(before) == 1, text
    path.write_text(text.replace(before, after))


@pytest.fixture
def project(run: Run, tmp_path: Path) -> Path:
    done = export(run)
    assert (done.code, done.out) == (0, ""), done.err
    return tmp_path


class TestFirstTime:
    def test_the_files_of_a_project_are_written(self, project: Path) -> None:
        assert names(project / "paper") == ["main.tex", "references.bib", "related_work.tex"]
        main = (project / "paper" / "main.tex").read_text()
        assert r"\title{Generative models \& 100\% latent spaces}" in main
        assert r"\input{related_work}" in main
        bibliography = (project / "paper" / "references.bib").read_text()
        assert [key for key in KEYS if f"{{{key}," in bibliography] == list(KEYS)

    def test_a_paper_has_its_words_citation_and_reason(self, project: Path) -> None:
        text = related(project)
        assert r"VQ-GAN by Esser et al.~\cite{esser2021taming}" in text
        assert r"50\% fewer tokens \& $Z_q$" in text
        assert "Trains on a codebook." in text
        assert "for images only." in text
        assert "% include (Lin, 2024-06-01): fits\n" in text
        assert "Jukebox" not in text

    def test_papers_are_under_the_headings_of_the_report(self, project: Path) -> None:
        assert re.findall(r"\\subsection\{.*\}", related(project)) == [r"\subsection{Images}"]

    @pytest.mark.parametrize(
        ("by", "headings"), [("none", []), ("year", ["2021"]), ("tag", []), ("report", ["Images"])]
    )
    def test_groups_are_chosen(self, run: Run, tmp_path: Path, by: str, headings: list[str]) -> None:
        assert export(run, "--group-by", by).code == 0
        assert re.findall(r"\\subsection\{(.*)\}", related(tmp_path)) == headings

    @pytest.mark.parametrize(
        ("style", "cited", "loaded"),
        [
            ("plain", r"Esser et al.~\cite{esser2021taming}", r"\bibliographystyle{plain}"),
            ("natbib", r"\citet{esser2021taming}", r"{natbib}"),
            ("biblatex", r"\textcite{esser2021taming}", r"\addbibresource{references.bib}"),
        ],
    )
    def test_citations_are_chosen(
        self, run: Run, tmp_path: Path, style: str, cited: str, loaded: str
    ) -> None:
        assert export(run, "--citations", style).code == 0
        assert cited in related(tmp_path)
        assert loaded in (tmp_path / "paper" / "main.tex").read_text()
        before = digest(tmp_path / "paper")
        assert export(run).code == 0  # the document says which citations it uses
        assert digest(tmp_path / "paper") == before

    @pytest.mark.parametrize("layout", ["prose", "table", "list"])
    def test_layouts_are_chosen(self, run: Run, tmp_path: Path, layout: str) -> None:
        assert export(run, "--layout", layout).code == 0
        assert "Trains on a codebook" in related(tmp_path)

    def test_a_layout_of_ones_own(self, run: Run, notes: Path, tmp_path: Path) -> None:
        shown = run("export", "overleaf", "--show-template")
        (notes / "templates").mkdir()
        own = notes / "templates" / "related_work.tex.jinja"
        own.write_text(shown.out + "Mine.\n")
        assert export(run).code == 0
        assert related(tmp_path).count("Mine.") == 2

    def test_a_layout_that_reaches_for_more_is_refused(self, run: Run, notes: Path, tmp_path: Path) -> None:
        (notes / "templates").mkdir()
        own = notes / "templates" / "related_work.tex.jinja"
        for text in ("{{ name.__class__.__mro__ }}", "{% if %}", "{{ nothing }}", "% litnotes end x\n"):
            own.write_text(text)
            found = export(run)
            assert found.code == 2
            assert "related_work.tex.jinja" in found.err
            assert not (tmp_path / "paper").exists()


class TestAgain:
    def test_nothing_changes_where_nothing_changed(self, run: Run, project: Path) -> None:
        before = digest(project / "paper")
        found = export(run)
        assert found.code == 0
        assert "paper is up to date; nothing changed" in found.err
        assert digest(project / "paper") == before

    def test_an_edited_region_stays_where_it_was_moved(self, run: Run, project: Path) -> None:
        edit(project, "A codebook for images", "My polished words")
        text = related(project)
        start = text.index("% litnotes begin esser")
        stop = text.index("\n", text.index("% litnotes end esser")) + 1
        path = project / "paper" / "related_work.tex"
        path.write_text(text[:start] + text[stop:] + "\nMoved:\n" + text[start:stop])
        run("verdict", "LSGM", "--similarity", "also latent", "--date", "2024-06-01")
        run("verdict", "VQ-GAN", "--similarity", "one more", "--date", "2024-06-01")
        moved = related(project)
        assert export(run).code == 0
        assert moved[moved.index("Moved:") :] in related(project)
        assert "one more" not in related(project)
        assert "also latent" in related(project)

    def test_status_and_diff_say_what_would_happen(self, run: Run, project: Path) -> None:
        edit(project, "A codebook for images", "My polished words")
        run("verdict", "LSGM", "--similarity", "also latent", "--date", "2024-06-01")
        run("verdict", "VQ-VAE", "--include", "--date", "2024-06-01")
        run("sync")
        before = digest(project)
        found = export(run, "--status")
        states = {line.split("\t")[0]: line.split("\t")[2] for line in found.out.splitlines()}
        assert states == {
            "esser2021taming": "edited", "vahdat2021score": "outdated", "van2017neural": "new",
        }  # fmt: skip
        shown = export(run, "--diff")
        assert "-A score-based" not in shown.out
        assert "+\\emph{Similar}: also latent." in shown.out
        assert re.search(r"^-.*My polished words", shown.out, re.MULTILINE)
        assert digest(project) == before

    def test_a_later_verdict_makes_an_edited_region_outdated(self, run: Run, project: Path) -> None:
        edit(project, "A codebook for images", "My polished words")
        run("verdict", "VQ-GAN", "--include", "--reason", "now certain", "--date", "2024-06-02")
        assert "edited, outdated" in export(run, "--status").out

    def test_what_is_no_longer_included_is_reported_and_pruned(self, run: Run, project: Path) -> None:
        run("verdict", "LSGM", "--exclude", "--reason", "too old", "--date", "2024-06-02")
        before = related(project)
        found = export(run)
        assert "no longer included: vahdat2021score (kept; --prune removes unedited ones)" in found.err
        assert related(project) == before
        assert export(run, "--prune").code == 0
        assert "vahdat2021score" not in related(project)

    def test_an_edited_region_is_never_pruned(self, run: Run, project: Path) -> None:
        edit(project, "A score-based model", "My score-based model")
        run("verdict", "LSGM", "--exclude", "--reason", "too old", "--date", "2024-06-02")
        before = related(project)
        export(run, "--prune")
        assert related(project) == before

    def test_papers_that_are_named_are_the_only_ones_touched(self, run: Run, project: Path) -> None:
        run("add-paper", "VQ-VAE", "--date", "2024-06-01")
        found = export(run, "VQ-VAE")
        assert found.code == 0
        assert "begin van2017neural" in related(project)
        assert "no longer" not in found.err

    def test_text_of_ones_own_and_foreign_entries_stay(self, run: Run, project: Path) -> None:
        edit(project, "% litnotes group Images", "My first sentence.\n\n% litnotes group Images")
        bibliography = project / "paper" / "references.bib"
        bibliography.write_text(
            '@string{me = "Me"}\n' + bibliography.read_text() + "@misc{own, title={Own}}\n"
        )
        run("verdict", "VQ-VAE", "--include", "--date", "2024-06-01")
        assert export(run).code == 0
        assert "My first sentence." in related(project)
        text = bibliography.read_text()
        assert text.startswith('@string{me = "Me"}\n')
        assert "@misc{own, title={Own}}\n" in text
        assert "van2017neural" in text


class TestDocument:
    def test_another_class_leaves_the_text_as_it_is(self, run: Run, project: Path) -> None:
        before = digest(project / "paper", "main.tex")
        edit(project, "A codebook for images", "My polished words")
        before = digest(project / "paper", "main.tex")
        for name, loaded in (
            ("ieee", "IEEEtran"),
            ("acm", "acmart"),
            ("lncs", "llncs"),
            ("elsarticle", "elsarticle"),
        ):
            assert export(run, "--template", name).code == 0
            assert f"{{{loaded}}}" in (project / "paper" / "main.tex").read_text()
        assert digest(project / "paper", "main.tex") == before

    def test_an_edited_document_keeps_its_class(self, run: Run, project: Path) -> None:
        edit(project, r"\maketitle", r"\maketitle % mine", "main.tex")
        before = digest(project / "paper")
        found = export(run, "--template", "ieee")
        assert (found.code, digest(project / "paper")) == (1, before)
        assert "main.tex was edited" in found.err

    def test_a_document_of_ones_own_stays_and_what_it_lacks_is_named(
        self, run: Run, tmp_path: Path
    ) -> None:
        (tmp_path / "paper").mkdir()
        own = "\\documentclass{article}\n\\usepackage{natbib}\n\\begin{document}\nMine\n\\end{document}\n"
        (tmp_path / "paper" / "thesis.tex").write_text(own)
        found = export(run)
        assert found.code == 0
        assert r"thesis.tex lacks the related work; add \input{related_work}" in found.err
        assert names(tmp_path / "paper") == [
            "references.bib",
            "related_work.tex",
            "thesis.tex",
        ]
        assert (tmp_path / "paper" / "thesis.tex").read_text() == own
        assert r"\citet{esser2021taming}" in related(tmp_path)

    def test_a_template_of_ones_own(self, run: Run, tmp_path: Path) -> None:
        own = tmp_path / "conference.tex"
        own.write_text(
            "\\documentclass{article}\n\\newcommand{\\x}{% braces\n}\n\\begin{document}\nHere: \\x\n"
            "\\bibliographystyle{unsrt}\n\\bibliography{sample}\n\\end{document}\n"
        )
        assert export(run, "--template", "conference.tex").code == 0
        main = (tmp_path / "paper" / "main.tex").read_text()
        assert r"\input{related_work}" in main
        assert r"\bibliography{references}" in main
        assert "{sample}" not in main
        assert export(run, "--template", "conferense.tex").code == 3
        assert export(run, "--template", "springer").code == 2
        own.write_text("no document")
        assert export(run, "--template", "conference.tex").code == 2


class TestRefusals:
    @pytest.mark.parametrize(
        ("before", "after", "line"),
        [
            ("% litnotes end esser2021taming\n", "", 9),
            ("% litnotes end vahdat2021score\n", "% litnotes end esser2021taming\n", None),
            (r"begin vahdat2021score", "begin esser2021taming", None),
        ],
    )
    def test_a_broken_mark_is_reported_with_its_line(
        self, run: Run, project: Path, before: str, after: str, line: int | None
    ) -> None:
        edit(project, before, after)
        kept = digest(project)
        found = export(run)
        assert found.code == 4
        place = re.match(r"paper/related_work\.tex:(\d+): ", found.err)
        assert place
        assert line in (None, int(place[1]))
        assert digest(project) == kept

    def test_what_is_no_text_is_refused(self, run: Run, project: Path) -> None:
        path = project / "paper" / "related_work.tex"
        path.write_bytes(b"text\ncaf\xe9\n")
        found = export(run)
        assert (found.code, found.err.partition(" ")[0]) == (2, "paper/related_work.tex:2:")
        path.unlink()
        path.mkdir()
        found = export(run)
        assert found.code == 2
        assert "a folder" in found.err

    def test_a_link_out_of_the_folder_is_not_written_through(self, run: Run, project: Path) -> None:
        outside = project / "precious.txt"
        outside.write_text("precious")
        (project / "paper" / "references.bib").unlink()
        (project / "paper" / "references.bib").symlink_to(outside)
        found = export(run)
        assert found.code == 4
        assert outside.read_text() == "precious"

    def test_a_file_in_place_of_the_folder(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "paper").write_text("")
        found = export(run)
        assert found.code == 2
        assert "this is not a folder" in found.err

    @pytest.mark.parametrize(
        "words",
        [
            ("overleaf",),
            ("overleaf", "paper", "-o", "x.bib"),
            ("overleaf", "paper", "--date", "today"),
            ("overleaf", "paper", "--json"),
            ("overleaf", "paper", "--layout", "verse"),
            ("overleaf", "paper", "--all", "--decision", "unsure"),
            ("overleaf", "paper", "--ascii"),
            ("bibtex", "--git"),
            ("ris", "--ascii"),
            ("markdown", "--layout", "list"),
            ("nothing",),
        ],
    )
    def test_options_that_would_do_nothing_are_refused(
        self, run: Run, tmp_path: Path, words: tuple[str, ...]
    ) -> None:
        assert run("export", *words).code == 2
        assert not (tmp_path / "paper").exists()

    def test_a_dry_run_writes_nothing(self, run: Run, tmp_path: Path) -> None:
        found = export(run, "--dry-run", "--zip", "paper.zip")
        assert found.code == 0
        assert "paper/main.tex would be written" in found.err
        assert not (tmp_path / "paper").exists()
        assert not (tmp_path / "paper.zip").exists()


class TestZip:
    def test_the_project_is_packed_without_what_tex_makes(self, run: Run, project: Path) -> None:
        paper = project / "paper"
        (paper / "figures").mkdir()
        for name in ("figures/a.pdf", "main.pdf", "main.aux", ".git", "notes.txt"):
            (paper / name).write_bytes(b"x")
        (paper / "secret").symlink_to(project / "notes" / "litnotes.yaml")
        assert export(run, "--zip", "paper.zip").code == 0
        with zipfile.ZipFile(project / "paper.zip") as archive:
            assert archive.namelist() == [
                "figures/a.pdf", "main.tex", "notes.txt", "references.bib", "related_work.tex",
            ]  # fmt: skip
        first = (project / "paper.zip").read_bytes()
        assert "is up to date" in export(run, "--zip", "paper.zip").err
        assert (project / "paper.zip").read_bytes() == first

    def test_without_a_folder_only_the_zip_is_written(self, run: Run, tmp_path: Path) -> None:
        assert run("export", "overleaf", "--zip", "paper.zip").code == 0
        with zipfile.ZipFile(tmp_path / "paper.zip") as archive:
            assert "related_work.tex" in archive.namelist()
        assert not (tmp_path / "paper").exists()

    def test_another_file_is_not_replaced(self, run: Run, project: Path) -> None:
        (project / "paper.zip").write_text("mine")
        assert export(run, "--zip", "paper.zip").code == 4
        assert (project / "paper.zip").read_text() == "mine"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
class TestGit:
    @pytest.fixture
    def checkout(self, tmp_path: Path) -> Path:
        paper = tmp_path / "paper"
        paper.mkdir()
        self.git(paper, "init", "-q", "-b", "main")
        self.git(paper, "config", "user.name", "Lin")
        self.git(paper, "config", "user.email", "lin@example.org")
        (paper / "own.txt").write_text("one")
        self.git(paper, "add", ".")
        self.git(paper, "commit", "-qm", "start")
        return paper

    def git(self, folder: Path, *words: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(folder), *words], check=True, capture_output=True, text=True
        )
        return done.stdout

    def test_only_what_was_written_is_committed(self, run: Run, checkout: Path) -> None:
        (checkout / "own.txt").write_text("two")
        self.git(checkout, "add", "own.txt")
        (checkout / "new.txt").write_text("new")
        found = export(run, "--git")
        assert found.code == 0, found.err
        assert "`git -C paper push` pushes it" in found.err
        names = self.git(checkout, "show", "--name-only", "--format=%s", "HEAD").split("\n")
        assert names[0] == "Related work from litnotes: VQ-GAN and LSGM"
        assert sorted(filter(None, names[1:])) == ["main.tex", "references.bib", "related_work.tex"]
        assert self.git(checkout, "status", "--porcelain") == "M  own.txt\n?? new.txt\n"
        assert "nothing to commit" in export(run, "--git").err

    def test_nothing_of_a_strangers_checkout_runs(self, run: Run, checkout: Path, tmp_path: Path) -> None:
        proof = tmp_path / "it-ran"
        hook = f"#!/bin/sh\ntouch {proof}\n"
        for name in ("pre-commit", "commit-msg", "post-commit", "prepare-commit-msg", "post-index-change"):
            (checkout / ".git" / "hooks" / name).write_text(hook)
            (checkout / ".git" / "hooks" / name).chmod(0o755)
        self.git(checkout, "config", "core.fsmonitor", f"touch {proof}")
        assert export(run, "--git").code == 0
        assert not proof.exists()

    def test_a_checkout_whose_filters_run_programs_is_refused(
        self, run: Run, checkout: Path, tmp_path: Path
    ) -> None:
        (checkout / ".gitattributes").write_text("*.tex filter=x\n")
        self.git(checkout, "config", "filter.x.clean", f"touch {tmp_path / 'it-ran'}; cat")
        found = export(run, "--git")
        assert found.code == 2
        assert "commit by hand" in found.err
        assert not (tmp_path / "it-ran").exists()

    def test_outside_of_a_checkout_nothing_is_written(self, run: Run, tmp_path: Path) -> None:
        found = export(run, "--git")
        assert found.code == 2
        assert "checkout" in found.err
        assert not (tmp_path / "paper").exists()


class TestLog:
    def test_that_is_done_again_after_an_edit_prints_its_lines_once(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        log, tries = export_log.log_export, [1]

        def edited_once(*values: Any) -> Any:
            if tries and tries.pop():
                raise Changed("changed since it was read")
            return log(*values)

        monkeypatch.setattr(export_log, "log_export", edited_once)
        found = export(run, "--log", "--date", "2024-06-01")
        assert found.code == 0
        lines = found.err.splitlines()
        assert len(lines) == len(set(lines))
        assert "paper/main.tex written" in lines

    def test_the_report_gets_one_line_and_the_task_is_named(self, run: Run, notes: Path) -> None:
        found = export(run, "--log", "--date", "2024-06-01")
        assert found.code == 0
        assert "notes/2024-06-01.md" in found.out
        assert "done: Put VQ-GAN and LSGM on Overleaf" in found.out
        assert "`litnotes todo done 1 --date 2024-06-01` ends it" in found.err
        text = (notes / "2024-06-01.md").read_text()
        assert text.count("Put VQ-GAN and LSGM on Overleaf") == 1
        again = export(run, "--log", "--date", "2024-06-01")
        assert "no new papers in the project" in again.err
        assert (notes / "2024-06-01.md").read_text() == text

    def test_a_task_that_a_later_report_does_not_mention_is_found(self, run: Run) -> None:
        found = export(run, "--log", "--date", "2024-06-20")
        assert "task 1 of 2024-06-01 asks for this" in found.err or "task 1 asks for this" in found.err


class TestRemarks:
    @pytest.mark.parametrize(
        "form", ["bibtex", "biblatex", "csl-json", "ris", "csv", "markdown", "latex-table", "overleaf"]
    )
    def test_every_export_names_retracted_papers_and_those_not_looked_up(
        self, run: Run, notes: Path, form: str
    ) -> None:
        run("papers")
        path = notes / "papers" / "esser2021taming.yaml"
        path.write_text(path.read_text().replace("key:", "retracted: yes\nkey:", 1))
        found = run("export", form, *(["paper"] if form == "overleaf" else []))
        assert found.code == 0
        assert "retracted: VQ-GAN" in found.err
        assert "not looked up: VQ-GAN; LSGM; `litnotes resolve`" in found.err

    def test_an_included_name_that_is_no_paper_is_a_problem(self, run: Run, notes: Path) -> None:
        (notes / "2024-06-02.md").write_text(
            "# June 2 Report\n\n## Conclusion on papers\n\n### Jukebooks of 2031\nVerdict: include\n"
        )
        found = export(run)
        assert found.code == 1
        assert '"Jukebooks of 2031" is not identified, so it is not exported' in found.err

    def test_a_paper_without_title_authors_and_year_goes_by_its_key(
        self, run: Run, notes: Path, tmp_path: Path
    ) -> None:
        (notes / "papers").mkdir(exist_ok=True)
        (notes / "papers" / "odd key.yaml").write_text("key: odd key\nrecord: given\ntitle: ''\n")
        found = export(run, "--all")
        assert found.code == 0
        assert "odd key has no title and no authors and no year" in found.err
        assert re.search(r"not looked up: .*odd key", found.err)
        used = re.search(r"cite it as (odd-key-\w+)", found.err)
        assert used
        assert f"odd key~\\cite{{{used[1]}}}" in related(tmp_path)

    def test_without_any_paper_the_next_command_is_named(self, run: Run) -> None:
        found = run("export", "bibtex", "--year", "1999")
        assert (found.code, found.out) == (0, "")
        assert "litnotes verdict PAPER --include" in found.err
