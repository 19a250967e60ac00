"""Hundreds of random conclusions in one document of real TeX: no error, nothing missing or overfull."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from litnotes.export import fonts, latex
from litnotes.values import characters
from tests.export import conclusions
from tests.latex import compiled

SEED = 20240601


def made(strategy: st.SearchStrategy[str], count: int) -> list[str]:
    texts: list[str] = []

    @seed(SEED)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def make(text: str) -> None:
        texts.append(text)

    make()
    return texts


def document(kind: str, texts: list[str], preamble: str = "") -> str:
    parts = [f"{latex.block(text)}\n\nIn a line: {latex.inline(text)}." for text in texts]
    body = "\n\nConclusion:\n\n".join(parts)
    head = f"\\documentclass{{{kind}}}\n{preamble}{latex.PREAMBLE}"
    return f"{head}\\begin{{document}}\nConclusion:\n\n{body}\n\\end{{document}}\n"


@pytest.mark.tex
@pytest.mark.parametrize("kind", ["article", "IEEEtran"])
def test_conclusions_compile_with_pdflatex(kind: str, tmp_path: Path) -> None:
    texts = [
        text
        for text in made(conclusions.conclusions, 400)
        if not characters.beyond_pdftex(latex.block(text) + latex.inline(text))
    ]
    assert len(texts) >= 300
    (tmp_path / "main.tex").write_text(document(kind, texts), encoding="utf-8")
    assert compiled(tmp_path).complaints == []


@pytest.mark.tex
def test_conclusions_in_all_of_unicode_compile_with_lualatex(tmp_path: Path) -> None:
    texts = made(conclusions.any_conclusions, 300)
    used = characters.beyond_pdftex("".join(latex.block(text) + latex.inline(text) for text in texts))
    assert len(texts) > 250
    assert len(used) > 80
    (tmp_path / "main.tex").write_text(document("article", texts, fonts.preamble(used)), encoding="utf-8")
    assert compiled(tmp_path, "main.tex", "-lualatex").complaints == []
