"""Fonts for LuaLaTeX: every sample is set, in every style, and every script breaks into lines."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from litnotes.export import fonts
from litnotes.values import characters
from tests.latex import compiled

PROSE = (
    "这是一个很长的中文句子，用来检查是否能够自动换行，因为没有空格的文字需要在字符之间断开。" * 3,
    "これはとても長い日本語の文章で、自動的に改行されるかどうかを確認するためのものです。カタカナ" * 3,
    "이것은자동줄바꿈을확인하기위한매우긴한국어문장입니다" * 4,
    "مرحبا بالعالم " * 20,
    "שלום עולם " * 20,
)


def test_only_the_needed_fonts_are_loaded() -> None:
    made = fonts.preamble("Привет")
    assert '"Noto Serif:' in made
    assert "CJK" not in made
    assert "babel" not in made
    assert "Noto Serif CJK SC" in fonts.preamble("中")
    assert "chinese-simplified" in fonts.preamble("中")
    assert "bidi" not in fonts.preamble("中")
    assert "bidi=basic" in fonts.preamble("ש")
    assert fonts.preamble("") == fonts.preamble("é")


def test_finds_the_characters_without_font() -> None:
    assert fonts.without_font("é 中 😀 ə β") == frozenset()
    assert fonts.without_font("\ue000 \u0378 \ufffd 𓀀") == frozenset("\ue000\u0378\ufffd𓀀")
    assert fonts.visible("a\ue000b 中") == "a[U+E000]b 中"


@pytest.mark.tex
@pytest.mark.parametrize("kind", ["article", "llncs"])
def test_no_character_is_missing(kind: str, tmp_path: Path) -> None:
    chance = random.Random(kind)
    lines: list[str] = [*PROSE, rf"\texttt{{{PROSE[0]}}}", rf"\textbf{{{PROSE[1]}}}"]
    for font in fonts.all_fonts():
        ranges = zip(font.starts, font.ends, strict=True)
        chars = [chr(code) for first, last in ranges for code in range(first, last + 1)]
        beyond = [char for char in chars if characters.beyond_pdftex(char)]
        sample = chance.sample(beyond, min(len(beyond), 150))
        some = " ".join(sample[:40])
        lines.append(
            rf"{' '.join(sample)} \textbf{{{some}}} \textit{{{some}}} \texttt{{{some}}} \textsf{{{some}}}"
            rf" \emph{{\textbf{{{some}}}}}"
        )
    body = "\n\n".join(lines)
    (tmp_path / "main.tex").write_text(
        f"\\documentclass{{{kind}}}\n{fonts.preamble(body)}\\AtBeginDocument{{\\sloppy}}\n"
        f"\\begin{{document}}\n{body}\n\\end{{document}}\n",
        encoding="utf-8",
    )
    assert compiled(tmp_path, "main.tex", "-lualatex").complaints == []
