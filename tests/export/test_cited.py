r"""Keys that a document cites: out of what LaTeX wrote, and out of `.tex` that is read and never run."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from litnotes.errors import Unreadable
from litnotes.export.cited import MAX_FILES, Cited, cited_in
from tests.latex import require_tex


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def cited(folder: Path, name: str = "main.tex", **files: str) -> Cited:
    for file, text in files.items():
        path = folder / f"{file.replace('__', '/')}.tex"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return cited_in(folder / name, read)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (r"\cite{a}", "a"),
        (r"\cite{b, a,b}", "b a"),
        ("\\cite{a,%\n  b}", "a b"),
        (r"\citep[see][p.~3]{a} \citet*{b} \Citeauthor{c} \citeyearpar{d}", "a b c d"),
        (r"\parencite{a}\textcite{b}\autocite*{c}\footcite[12]{d}\smartcite{e}\newcite{f}", "a b c d e f"),
        (r"\cites(see)(also)[1]{a}[2][3]{b}{c} {d}", "a b c d"),
        (r"\parencites{a}{b}. Then {c}", "a b"),
        (r"\footcite[see \cite{b} and {]}]{a}", "a b"),
        (r"\volcite{2}[3]{a} \cite<see>{b} \defcitealias{c}{Text}", "a b c"),
        (r"\nocite{a,b}", "a b"),
        (r"50\% \cite{a} \\% \cite{b}", "a"),
        (r"\verb|\cite{a}| \cite{b} \verb*+\cite{c}+", "b"),
        ("\\begin{verbatim}\n\\cite{a}\n\\end{verbatim}\\cite{b}", "b"),
        (r"\begin{lstlisting}\cite{a}\end{lstlisting}\iffalse \cite{b}\fi\cite{c}", "c"),
        (r"\cite{a}\end{document}\cite{b}", "a"),
        (r"\renewcommand{\cite}[1]{x} \newcommand{\my}[1]{\cite{#1}} \citestyle{acm} \cite{a}", "a"),
        (r"\DeclareCiteCommand{\x}{y} \bibcite{b}{1} \citeindextrue \everycite{z}", ""),
        (r"\cite{DBLP:conf/x} \cite{ü2020} \cite{}", "DBLP:conf/x ü2020"),
        (r"\cite", ""),
        (r"\cite[open {a}", ""),
    ],
)
def test_commands_that_cite(tmp_path: Path, text: str, keys: str) -> None:
    found = cited(tmp_path, main=text)
    assert list(found.keys) == keys.split()
    assert not found.everything


def test_the_whole_bibliography(tmp_path: Path) -> None:
    assert cited(tmp_path, main=r"\cite{a}\nocite{*}") == Cited(("a",), everything=True)


def test_included_files_are_read_where_they_are_included(tmp_path: Path) -> None:
    found = cited(
        tmp_path,
        main=r"\cite{a}\input{one}\include{sub/two}\input three \subfile{sub/four.tex}\cite{z}",
        one=r"\cite{b}\endinput\cite{no}",
        sub__two=r"\cite{c}",
        three=r"\cite{d}",
        sub__four=r"\cite{e}",
    )
    assert found == Cited(tuple("abcdez"))


def test_imported_files_start_from_their_folder(tmp_path: Path) -> None:
    found = cited(
        tmp_path,
        main=r"\import{parts/}{one}\import{./parts}{three.tex}",
        parts__one=r"\cite{a}\subimport{deep/}{two}\input{four}",
        parts__deep__two=r"\cite{b}",
        parts__three=r"\cite{d}",
        parts__four=r"\cite{c}",
    )
    assert found == Cited(tuple("abcd"))


def test_a_file_is_read_once(tmp_path: Path) -> None:
    loop = cited(tmp_path, main=r"\input{one}\cite{c}", one=r"\cite{a}\input{main}\input{one}\cite{b}")
    assert loop == Cited(("a", "b", "c"))


@pytest.mark.parametrize(
    "name",
    ["../secret", "sub/../../secret", "/etc/hostname", "link/secret", "absent", "|ls", "a\0b", "~/x"],
)
def test_no_path_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.tex").write_text(r"\cite{secret}", encoding="utf-8")
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    seen: list[Path] = []

    def watched(path: Path) -> str:
        seen.append(path)
        return read(path)

    (folder / "main.tex").write_text(rf"\input{{{name}}}\cite{{a}}", encoding="utf-8")
    assert cited_in(folder / "main.tex", watched) == Cited(("a",), unread=(name,))
    assert all(path.resolve().is_relative_to(folder) for path in seen)


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.tex").write_bytes(b"\\cite{caf\xe9}")
    assert cited(tmp_path, main=r"\input{one}\cite{a}") == Cited(("a",), unread=("one",))


def test_there_is_a_limit(tmp_path: Path) -> None:
    def endless(path: Path) -> str:
        number = int(path.stem.removeprefix("f") or 0)
        return rf"\cite{{k{number}}}\input{{f{number + 1}}}"

    assert len(cited_in(tmp_path / "f0.tex", endless).keys) == MAX_FILES


def test_the_aux_of_bibtex_and_of_biblatex(tmp_path: Path) -> None:
    (tmp_path / "main.aux").write_text(
        "\\relax\n\\citation{b,a}\n\\abx@aux@cite{0}{c}\n\\abx@aux@cite{d}\n\\abx@aux@segm{0}{0}{x}\n"
        "\\@input{one.aux}\n\\@input{../two.aux}\n",
        encoding="utf-8",
    )
    (tmp_path / "one.aux").write_text("\\citation{e}\n\\citation{*}\n", encoding="utf-8")
    found = cited_in(tmp_path / "main.aux", read)
    assert found == Cited(tuple("bacde"), everything=True, unread=("../two.aux",))
    (tmp_path / "one.aux").write_text("\\abx@aux@nociteall\n", encoding="utf-8")
    assert cited_in(tmp_path / "main.aux", read).everything


BCF = (
    '<?xml version="1.0" encoding="UTF-8"?>\n{}<bcf:controlfile'
    ' xmlns:bcf="https://sourceforge.net/projects/biblatex">'
    '<bcf:section number="0"><bcf:citekey order="1">b</bcf:citekey>'
    '<bcf:citekey order="2">a&amp;ü</bcf:citekey>'
    '<bcf:citekey order="3" nocite="1">*</bcf:citekey></bcf:section></bcf:controlfile>'
)


def test_the_control_file_of_biber(tmp_path: Path) -> None:
    path = tmp_path / "main.bcf"
    path.write_text(BCF.format(""), encoding="utf-8")
    assert cited_in(path, read) == Cited(("b", "a&ü"), everything=True)


@pytest.mark.parametrize(
    "text", ["", "<a", "no", BCF.format('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')]
)
def test_rejects_an_invalid_control_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "main.bcf"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable, match="control file of biber"):
        cited_in(path, read)


@pytest.mark.tex
@pytest.mark.parametrize("package", ["", r"\usepackage{natbib}", r"\usepackage{biblatex}"])
def test_real_latex_writes_the_same_keys(tmp_path: Path, package: str) -> None:
    require_tex()
    found = cited(
        tmp_path,
        main=rf"\documentclass{{article}}{package}\begin{{document}}\cite[x]{{b,a}} \nocite{{*}}"
        r"\include{one}\end{document}",
        one=r"\cite{c_d}",
    )
    latex = shutil.which("pdflatex") or "pdflatex"
    subprocess.run(
        [latex, "-interaction=batchmode", "main"], cwd=tmp_path, check=False, stdout=subprocess.DEVNULL
    )
    assert found == Cited(("b", "a", "c_d"), everything=True)
    assert cited_in(tmp_path / "main.aux", read) == found
    if "biblatex" in package:
        assert cited_in(tmp_path / "main.bcf", read) == found
