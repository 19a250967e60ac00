"""Characters as LaTeX: every entry of the table compiles, and is read back as the character it was."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.values import characters, from_tex, tex
from tests.latex import compiled

TABLE = characters.table()
OWN = list(TABLE.symbols.values())


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("é Łódź ß “q” –", "é Łódź ß “q” –"),
        ("β-VAE", r"$\beta$-VAE"),
        ("H₂O ≤ 3", r"H\textsubscript{2}O $\leq$ 3"),
        ("𝔼 𝑥", r"$\mathbb{E}$ $x$"),
        ("a\u00a0b\u00adc", r"a~b\-c"),
        ("ﬁne", "fine"),
        ("x\u0302 ỹ ế", r"\^{x} \~{y} \'{\^{e}}"),
        ("β\u0302", r"$\hat{\beta}$"),
        ("e\u0301", "é"),
        ("a\u200bb\ufeff\u202ec\x00", "abc"),
        ("a\u200db", "ab"),
        ("non\u2011breaking", "non-breaking"),
        ("✓", r"$\checkmark$"),
        ("Ελληνικά", "Ελληνικά"),
        ("中文", "中文"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("❤\ufe0f", "❤"),
        ("a\u2028b", "a b"),
    ],
)
def test_a_character_with_a_latex_form_gets_it(text: str, written: str) -> None:
    assert characters.settable(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("é ß ĩ", r"{\'{e}} {\ss} {\~{\i}}"),
        ("“a” ‘b’ 1–2 —", "``a'' `b' 1--2 ---"),
        ("“‘c’”", "{``}{`}c{'}{''}"),
        ("-–", "-{--}"),
        (r"\emph{Å}", r"\emph{{\r{A}}}"),
        ("ș", r"{\textcommabelow{s}}"),
        ("中", "中"),
        ("β", r"$\beta$"),
    ],
)
def test_ascii_has_accents_as_macros(text: str, written: str) -> None:
    assert characters.ascii_only(text) == written


def test_every_native_character_has_a_form_in_ascii() -> None:
    assert [char for char in TABLE.native if not characters.ascii_only(char).isascii()] == []


def test_finds_the_characters_that_pdftex_cannot_set() -> None:
    assert characters.beyond_pdftex("é β 中 Привет 😀 ₂") == set("中Привет😀")
    assert characters.beyond_pdftex("plain") == frozenset()


@pytest.mark.parametrize("char", OWN)
@pytest.mark.gate
def test_a_form_is_read_back_as_its_character(char: str) -> None:
    assert from_tex.plain(tex.escaped(f"a {char} b")) == f"a {char} b"
    assert from_tex.plain(tex.title(f"a {char} b")) == f"a {char} b"


def test_a_formula_in_a_title_is_safe_from_lower_case() -> None:
    assert tex.title("The Δ rule") == r"The {$\Delta$} rule"
    assert tex.title("β-VAE is new") == r"{$\beta$-VAE} is new"


def test_a_formula_that_runs_something_is_text() -> None:
    assert tex.title(r"a $\input{/etc/passwd}$") == (
        r"a \$\textbackslash{}input{\textbraceleft}/etc/passwd{\textbraceright}\$"
    )


@given(st.text())
def test_what_remains_is_native_or_beyond(text: str) -> None:
    left = {char for char in characters.settable(text) if not char.isascii()}
    assert left <= TABLE.native | characters.beyond_pdftex(text)
    assert characters.settable(characters.settable(text)) == characters.settable(text)


def test_ten_thousand_papers_take_no_time() -> None:
    titles = [f"A β-VAE for naïve {number} learning of ≤ words" for number in range(1000)]
    titles += [f"Plain title number {number} of an ordinary paper" for number in range(29_000)]
    tex.title(titles[0])
    start = time.process_time()
    for title in titles:
        characters.settable(title)
    assert time.process_time() - start < 3


@pytest.mark.tex
def test_every_entry_compiles(tmp_path: Path) -> None:
    chars = sorted({*map(chr, TABLE.settable), *TABLE.native} - {"\x00"})
    assert len(chars) > 1500
    # What TeX reads as text: as it is, in bold, and in ASCII.
    body = "\n\n".join(
        rf"X{written}X \textbf{{{written}}} {characters.ascii_only(written)}"
        for written in map(characters.settable, chars)
    )
    (tmp_path / "main.tex").write_text(
        "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{amsmath,amssymb}\n"
        f"\\begin{{document}}\n{body}\n\\end{{document}}\n",
        encoding="utf-8",
    )
    assert compiled(tmp_path).complaints == []
