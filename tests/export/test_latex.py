r"""Markdown of a student as LaTeX: the right macros, nothing that runs, and no word lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from litnotes.export import latex
from tests.export import conclusions


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a **b** *c* `d_e`", r"a \textbf{b} \emph{c} \texttt{d\_e}"),
        ("50% of R&D #1", r"50\% of R\&D \#1"),
        ('we "train" it, 5"', r"we ``train'' it, 5\textquotedbl{}"),
        ("-- ``x`` << ,,", r"-{}- \texttt{x} <{}< ,{},"),
        (r"\input{x}", r"\textbackslash{}input{\textbraceleft}x{\textbraceright}"),
        ("$x_1$ and $Z_\\hat$", r"$x_1$ and \$Z\_\textbackslash{}hat\$"),
        (r"\(a^2\)", "$a^2$"),
        (r"\[a^2\]", r"\[a^2\]"),
        ("$$a\n+b$$", r"\[a +b\]"),
        ("costs $5 to $6", r"costs \$5 to \$6"),
        ("the $foo and bar$ words", r"the \$foo and bar\$ words"),
        ("<b>x</b> &amp; y", r"<b>x</b> \& y"),
        ("# Head\ntext", "\\textbf{Head}\n\ntext"),
        ("a  \nb", "a\\\\{}\nb"),
        ("a\n---\nb", "a\n\n\\noindent\\hrulefill\n\nb"),
        ("     indented", "indented"),
        (
            "- a\n- [x] b\n  - c",
            (
                "\\begin{itemize}\n\\item a\n\\item {}[x] b\n\n"
                "\\begin{itemize}\n\\item c\n\\end{itemize}\n\\end{itemize}"
            ),
        ),
        ("1. a\n2. b", "\\begin{enumerate}\n\\item a\n\\item b\n\\end{enumerate}"),
        ("3. a\n7. b", "\\begin{itemize}\n\\item[3.] a\n\\item[7.] b\n\\end{itemize}"),
        ("> a", "\\begin{quote}\na\n\\end{quote}"),
        (
            "```python\na = 1\n  b\n```",
            "\\begin{flushleft}\n\\mbox{}\\texttt{a = 1}\\\\\n\\mbox{}\\texttt{~~b}\n\\end{flushleft}",
        ),
        (
            "|a|b|\n|-|-|\n|1|2|",
            "\\begin{itemize}\n\\item {}\\textbf{a}: 1; \\textbf{b}: 2\n\\end{itemize}",
        ),
        ("x[^1]\n\n[^1]: note", r"x\footnote{note}"),
        ("x[^2]\n\n[^1]: note", "x[\\textasciicircum{}2]\n\n[\\textasciicircum{}1]: note"),
        ("[t](http://e.x/a_b%20#c)", r"\href{http://e.x/a\_b\%20\#c}{t}"),
        ("<http://e.x/a_b>", r"\url{http://e.x/a_b}"),
        ("see http://e.x/ab.", r"see \url{http://e.x/ab}."),
        ("[t](ftp://e.x)", "t (ftp://e.x)"),
        ("[t](javascript:x)", "[t](javascript:x)"),
        ("![alt](http://e.x/i.png)", r"\href{http://e.x/i.png}{alt}"),
        ("[ref]: http://e.x", r"[ref]: \url{http://e.x}"),
        ("\ue000", "[U+E000]"),
        ("", ""),
    ],
)
def test_markdown_becomes_its_latex(text: str, written: str) -> None:
    assert latex.block(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("- a\n- b\n\nc", "a; b c"),
        ("3. a\n4. b", "3. a; 4. b"),
        ("a  \nb\n\n# c", "a b c"),
        ("x[^1]\n\n[^1]: note", "x (note)"),
        ("|a|b|\n|-|-|\n|1|2|", "a, b; 1, 2"),
        ("$$x$$", "$x$"),
        ("```\na\n b\n```", r"\texttt{a b}"),
    ],
)
def test_in_a_line_there_are_no_blocks(text: str, written: str) -> None:
    assert latex.inline(text) == written


def test_a_cell_without_a_heading_is_not_lost() -> None:
    assert "qz1x" in latex.block("|a|b|\n|-|-|\n|1|2|qz1x|")


def test_long_words_may_break() -> None:
    assert r"\allowbreak{}" in latex.block("w" * 100)
    assert r"\allowbreak{}" in latex.block("`model.encoder.layers_0`")
    assert r"\allowbreak{}" in latex.block("สวัสดีชาวโลก" * 2)
    assert r"\allowbreak{}" not in latex.block(
        "High-Resolution internationalization " + "潜在空间上的生成模型" * 4
    )


@pytest.mark.parametrize("mark", ["> ", "- ", "*", "[", "$", "(", "{", "`", "[^1]", "1. ", "    "])
@pytest.mark.gate
def test_ten_thousand_levels_are_read(mark: str) -> None:
    assert "qz1x" in latex.block(mark * 10_000 + "qz1x")
    assert "qz1x" in latex.inline(mark * 10_000 + "qz1x")


@given(conclusions.marked)
def test_no_word_is_lost(text: str) -> None:
    words = re.findall(r"qz\d+x", text)
    for written in (latex.block(text), latex.inline(text)):
        shown = written.replace(r"\allowbreak{}", "")
        assert [word for word in words if word not in shown] == []


def test_a_footnote_that_only_a_second_definition_refers_to_is_printed() -> None:
    assert "last" in latex.block("[^2]: one\n\n[^1]: last\n\n[^2]: two [^1]\n")


@given(conclusions.any_conclusions)
def test_only_known_macros_come_out(text: str) -> None:
    written = latex.block(text)
    names = set(re.findall(r"\\([A-Za-z]+)", written))
    assert not names & {
        "input",
        "write",
        "def",
        "catcode",
        "csname",
        "par",
        "unknown",
        "newcommand",
        "include",
    }
    assert "^^" not in written
    assert not re.search(r"(?<!\\)[%#]", written)
    assert "\n" not in latex.inline(text)
