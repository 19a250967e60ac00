r"""Formulas: what is kept compiles, and what would not compile is not kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from litnotes.values import formulas
from tests.latex import compiled

ALL = formulas.macros()
MACROS = sorted(
    ALL.whole | ALL.one | ALL.two | ALL.text | ALL.sized | {r"\left", r"\right", r"\not", r"\limits"}
)
DELIMITERS = sorted(ALL.delimiters)


@pytest.mark.parametrize(
    "formula",
    [
        "Z_q",
        r"\mathbb{E}_{x\sim p}[\log D(x)]",
        r"\frac{a}{b}",
        r"\frac12",
        "x'^2",
        r"\sqrt[3]{x}",
        r"\|x\|_2^2",
        r"\operatorname*{argmin}_x",
        r"\sum\limits_{i=1}^n x_i",
        r"\left( a \middle| b \right]",
        r"\text{if } x",
        r"\not=",
        r"\hat x",
        "_2",
        r"\bigl( x \bigr)",
        r"\{1, 2\}",
        "a < b",
        "f''(x)",
    ],
)
def test_a_good_formula_stays_as_it_is(formula: str) -> None:
    assert formulas.settable(formula) == formula


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        (r"x_\hat{a}", r"x_{\hat{a}}"),
        (r"\bm{x}", r"\boldsymbol{x}"),
        ("β_t", r"\beta _t"),
        ("α≤3", r"\alpha \leq 3"),
        ("βx", r"\beta x"),
        (r"\mathbb{1}", r"\mathbf{1}"),
        ("𝔼[x]", r"\mathbb{E}[x]"),
        (r"x^\circ", r"x^{\circ}"),
        ("a\n b", "a b"),
    ],
)
def test_a_formula_that_means_a_good_one_becomes_that(formula: str, written: str) -> None:
    assert formulas.settable(formula) == written


@pytest.mark.parametrize(
    "formula",
    [
        r"Z_\hat",
        "x_1_2",
        "x^2'",
        "x'^2^3",
        "x^2^3",
        r"\input{/etc/passwd}",
        r"\left( a",
        r"\right)",
        "{a",
        "a}",
        "}{",
        r"\limits x",
        "a^^41",
        r"a\\b",
        "a&b",
        "a#b",
        "a%b",
        "a$b",
        r"\alpha_",
        r"\hat",
        r"\frac{a}",
        r"\big x",
        r"\unknown",
        r"\begin{array}{c}a\end{array}",
        r"\def\x{1}",
        r"\csname x\endcsname",
        r"\mathbb{\Gamma}",
        r"\text{$x$}",
        "é",
        "中",
        "",
        " ",
        "{" * 50 + "}" * 50,
        "x" * 2000,
        r"\hat" * 100 + "x",
        r"\sqrt[\sqrt[2]{x}]{y}",
    ],
)
def test_a_broken_or_unknown_formula_is_not_kept(formula: str) -> None:
    assert formulas.settable(formula) is None


_piece = st.one_of(
    st.sampled_from(MACROS),
    st.sampled_from([*"abcXYZ019+-=<>()[]|,.;:!?*/_^'{} ", r"\,", r"\%", "α", "≤", "→", "𝔼", "𝟎", "×"]),
)
_formula = st.recursive(
    st.lists(_piece, min_size=1, max_size=4).map("".join),
    lambda inner: st.one_of(
        inner.map(lambda a: f"{{{a}}}"),
        st.tuples(inner, st.sampled_from("_^"), inner).map(lambda t: f"{t[0]}{t[1]}{{{t[2]}}}"),
        st.tuples(st.sampled_from(sorted(ALL.one | ALL.two)), inner, inner).map(
            lambda t: f"{t[0]}{{{t[1]}}}{{{t[2]}}}"
        ),
        st.tuples(st.sampled_from(DELIMITERS), inner, st.sampled_from(DELIMITERS)).map(
            lambda t: rf"\left{t[0]} {t[1]}\right{t[2]}"
        ),
        st.tuples(inner, inner).map(lambda t: rf"\sqrt[{t[0]}]{{{t[1]}}}"),
        st.tuples(inner, inner).map("".join),
    ),
    max_leaves=8,
)


@given(_formula)
def test_what_is_kept_is_kept_again(formula: str) -> None:
    written = formulas.settable(formula)
    assert written is None or formulas.settable(written) == written


def _made(count: int) -> list[str]:
    made: list[str] = []

    @seed(5)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(_formula)
    def make(formula: str) -> None:
        if (written := formulas.settable(formula)) is not None:
            made.append(written)

    make()
    return made


@pytest.mark.tex
def test_everything_kept_compiles(tmp_path: Path) -> None:
    alone = [macro for macro in sorted(ALL.whole) if macro != "'"]
    scripts = [formulas.settable(f"x_{macro}") for macro in sorted(ALL.symbols | ALL.operators)]
    called = [formulas.settable(rf"{macro}{{a}}{{b}}") for macro in sorted(ALL.one | ALL.two)]
    made = [formula for formula in [*alone, *scripts, *called, *_made(2000)] if formula is not None]
    assert len(made) > 1500
    body = "\n\n".join(rf"X ${formula}$ \[{formula}\]" for formula in made)
    (tmp_path / "main.tex").write_text(
        "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{amsmath,amssymb}\\hfuzz=\\maxdimen\n"
        f"\\begin{{document}}\n{body}\n\\end{{document}}\n",
        encoding="utf-8",
    )
    assert compiled(tmp_path).complaints == []
