"""The literature table in LaTeX: rows that fit on a page, and a document that compiles."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from litnotes.export.dossier import Dossier
from litnotes.export.latex_table import MAX_PORTION, latex_table, preamble
from litnotes.values import tex
from tests.export.dossiers import dossier, paper, vq_gan
from tests.latex import compiled

HAS_LATEX = importlib.util.find_spec("litnotes.export.latex") is not None
LONG = "We train one model on the codes, and **another one** on the image itself. " * 60
KEYS = {"esser2021taming": "esser2021taming", "k2020": "k2020"}


def plain_inline(text: str) -> str:
    """Return text with its specials escaped, and places where a long word may break."""
    broken = re.sub(r"(\w{8})(?=\w)", "\\1\ue000", text.replace("$", ""))
    return tex.escaped(broken).replace("\ue000", "\\allowbreak{}")


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the module that turns notes into LaTeX while there is none."""
    if not HAS_LATEX:
        module = ModuleType("litnotes.export.latex")
        vars(module)["inline"] = plain_inline
        monkeypatch.setitem(sys.modules, "litnotes.export.latex", module)


def rows(text: str) -> list[list[str]]:
    body = text.partition("\\endfoot\n")[2].partition("\\end{longtable}")[0]
    found = body.replace("\\addlinespace\n", "").split(" \\tabularnewline\n")
    assert found.pop() == ""
    return [row.split(" & ") for row in found]


def test_a_paper_with_the_students_words_goes_on_in_a_second_row() -> None:
    first, second, third = rows(
        latex_table([dossier(description="One.\n\nTwo.")], {"esser2021taming": "x"})
    )
    assert first[0].endswith(" \\cite{x}")
    assert first[1:3] == ["2021", "One."]
    assert first[3].startswith("(1) First")
    assert first[5] == "include"
    assert second[:3] == ["", "", "Two."]
    assert second[3].startswith("(2) It")
    assert third[:5] == ["", "", "", "", ""]
    assert third[5].startswith("Lin, 2024")


def test_the_head_is_repeated_and_the_packages_are_named() -> None:
    written = latex_table([dossier()], KEYS)
    assert re.search(r"\\toprule\nPaper & Year & .* \\tabularnewline\n\\midrule\n\\endhead\n", written)
    assert preamble() == "\\usepackage{array}\n\\usepackage{booktabs}\n\\usepackage{longtable}\n"
    assert all(name in written.partition("\n")[0] for name in re.findall(r"{(\w+)}", preamble()))


def test_a_paper_without_a_key_in_the_bibliography_is_an_error() -> None:
    with pytest.raises(KeyError):
        latex_table([dossier()], {})


def test_a_long_text_is_split_after_a_sentence_and_no_word_is_lost() -> None:
    found = rows(latex_table([dossier(description=LONG)], KEYS))
    portions = [row[2] for row in found if row[2]]
    assert len(portions) > 5
    assert all(len(portion) < 2 * MAX_PORTION and portion.endswith(".") for portion in portions)
    assert re.findall("[a-z]{3,}", " ".join(portions)).count("codes") == 60


def test_a_formula_is_not_split(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("litnotes.export.latex")
    vars(module)["inline"] = str
    monkeypatch.setitem(sys.modules, "litnotes.export.latex", module)
    text = "word " * (MAX_PORTION // 5 - 1) + "$a + b + c + d + e + f + g$ and more of it " * 3
    for row in rows(latex_table([dossier(description=text)], KEYS)):
        assert row[2].count("$") % 2 == 0


def test_a_word_longer_than_a_page_is_cut() -> None:
    found = rows(latex_table([dossier(description="x" * 3000)], KEYS))
    assert sum(row[2].count("x") for row in found) == 3000
    assert len(found) > 5


DOCUMENT = r"""\documentclass{%s}
\usepackage[T1]{fontenc}
%s
\begin{document}
%s
\begin{thebibliography}{9}\bibitem{esser2021taming} Esser.\bibitem{k2020} K.\end{thebibliography}
\end{document}
"""


@pytest.mark.tex
@pytest.mark.parametrize("kind", ["article", "llncs", "elsarticle", "report"])
def test_a_document_with_the_table_compiles(kind: str, tmp_path: Path) -> None:
    needs = ""
    if HAS_LATEX:
        needs = vars(importlib.import_module("litnotes.export.latex"))["PREAMBLE"]
    hostile = "100% of \\input{x} & $x_{ & #1 ~ ^ _ { \\write18 {ls}} \\\\ [x] \\end {longtable}"
    papers = [
        dossier(),
        dossier(description=LONG, similarities=("x" * 3000, hostile), differences=(LONG,), reason=hostile),
        dossier(paper(authors=("A_Very-Long & Strange Name",), year=1999), fields={hostile: hostile}),
        Dossier(paper=vq_gan(short_names=(), authors=())),
        *(dossier() for _ in range(40)),
    ]
    text = DOCUMENT % (kind, preamble() + needs, latex_table(papers, KEYS))
    (tmp_path / "main.tex").write_text(text, encoding="utf-8")
    found = compiled(tmp_path)
    assert found.complaints == []
    log = (tmp_path / "main.log").read_text(encoding="utf-8", errors="replace")
    assert "Overfull \\vbox" not in log
