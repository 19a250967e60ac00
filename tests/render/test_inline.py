"""The marks inside a line on a terminal, and the places where lines wrap."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from litnotes.render import inline
from litnotes.render.inline import Piece, line_starts, math_blocks, opens_links, pieces, with_addresses


def shown(line: str, *, hidden: bool = False) -> str:
    """Return a line with ⟨parts that stay whole⟩ and ‹links›."""
    marks = {"text": "{}", "whole": "⟨{}⟩", "link": "‹{}›"}
    return "".join(
        marks[part.kind].format(part.text) for part in with_addresses(pieces(line), hidden=hidden)
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("plain words", "plain words"),
        ("a [paper](https://x.org/a_b) here", "a paper (⟨https://x.org/a_b⟩) here"),
        ("[w](https://en.org/A_(b)) x", "w (⟨https://en.org/A_(b)⟩) x"),
        ("[https://x.org](https://x.org)", "https://x.org"),
        ("see https://x.org/a, then", "see ⟨https://x.org/a,⟩ then"),
        ("[notes](other.md)", "notes (⟨other.md⟩)"),
        ("![figure](a.png)", "![figure](a.png)"),
        ("a **bold** word", "a bold word"),
        ("**[p](https://x.org)** x", "p (⟨https://x.org⟩) x"),
        ("2 ** 3 ** 4", "2 ** 3 ** 4"),
        (r"code $Z_\hat$ and $x * y * z$.", r"code ⟨$Z_\hat$⟩ and ⟨$x * y * z$⟩."),
        ("$$a **b** [c](d)$$", "⟨$$a **b** [c](d)$$⟩"),
        (r"costs $5 and \$6 or $ 7 $", r"costs $5 and \$6 or $ 7 $"),
        ("`a **b** $c$`", "⟨`a **b** $c$`⟩"),
        ("[x] [ ] [tag]", "[x] [ ] [tag]"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
    ],
)
def test_splits_a_line_at_its_marks(line: str, expected: str) -> None:
    assert shown(line) == expected


def test_finds_bold_text() -> None:
    assert list(pieces("a **b $c$**")) == [
        Piece("a "),
        Piece("b ", bold=True),
        Piece("$c$", "whole", bold=True),
    ]


@pytest.mark.parametrize(
    ("target", "is_link"),
    [
        ("https://x.org/a", True),
        ("http://x.org", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("other.md", False),
        ("https://x.org/\x1b]8;;", False),
        ("https://x.org/é", False),
    ],
)
def test_only_web_addresses_become_links(target: str, *, is_link: bool) -> None:
    parts = list(with_addresses(iter([Piece("t", "link", url=target)]), hidden=True))
    assert ([part.kind for part in parts] == ["link"]) is is_link
    if not is_link:
        assert "".join(part.text for part in parts) == f"t ({target})"


@pytest.mark.parametrize(
    ("environment", "opens"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "6003"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4000"}, False),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, True),
        ({"TERM": "screen-256color", "VTE_VERSION": "6003"}, False),
        ({"VTE_VERSION": "6003"}, False),
    ],
)
def test_knows_terminals_that_open_links(environment: dict[str, str], *, opens: bool) -> None:
    assert opens_links(environment) is opens


def test_finds_math_blocks_of_several_lines() -> None:
    lines = ["a", "$$", "x + y", "$$", "b", "$$c$$", "$$ never", "closed", "", "d"]
    assert [line for line, within in math_blocks(lines) if within] == [
        "$$", "x + y", "$$", "$$ never", "closed", "",
    ]  # fmt: skip


def width(text: str) -> int:
    return sum(1 + (ord(character) > 0x2E80) for character in text)


def wrapped(text: str, room: int, *whole: str) -> list[str]:
    spans = [(text.index(part), text.index(part) + len(part)) for part in whole]
    starts = [0, *line_starts(text, spans, room, width, cut=True), len(text)]
    return [text[start:end].rstrip() for start, end in pairwise(starts)]


@pytest.mark.parametrize(
    ("text", "room", "whole", "expected"),
    [
        ("", 10, (), [""]),
        ("one two three", 7, (), ["one two", "three"]),
        ("one two three", 8, (), ["one two", "three"]),
        ("abcdefghij k", 4, (), ["abcd", "efgh", "ij k"]),
        ("see $a + b$, then", 8, ("$a + b$",), ["see", "$a + b$,", "then"]),
        ("x $a + b + c + d$ y", 6, ("$a + b + c + d$",), ["x", "$a + b + c + d$", "y"]),
        ("编码器学习，离散", 8, (), ["编码器学", "习，离散"]),
        ("编码器学，离散", 8, (), ["编码器", "学，离散"]),
        ("잠재 공간의 음악", 8, (), ["잠재", "공간의", "음악"]),
        ("음악모델 用", 6, (), ["음악모", "델 用"]),
        ("用VQ模型", 5, (), ["用VQ", "模型"]),
    ],
)
def test_wraps_at_spaces_and_between_wide_characters(
    text: str, room: int, whole: tuple[str, ...], expected: list[str]
) -> None:
    assert wrapped(text, room, *whole) == expected


@pytest.mark.parametrize(
    "line", ["[" * 50_000, "$a" * 25_000, "**a" * 20_000, "`" * 49_999, "[a](" * 12_000]
)
def test_reads_unclosed_marks_in_linear_time(line: str) -> None:
    start = time.process_time()
    assert "".join(part.text for part in inline.pieces(line)) != ""
    assert time.process_time() - start < 5
