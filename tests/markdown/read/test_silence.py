"""A comment silences only its codes, on its line and on the line below."""

from __future__ import annotations

import pytest

from litnotes.errors import Diagnostic
from litnotes.markdown.document import Document
from litnotes.markdown.read.silence import silenced


def outcome(text: str, *codes: tuple[int, str]) -> tuple[list[tuple[int, str]], list[tuple[int, int, str]]]:
    """Return the diagnostics that stay, and the silences without effect."""
    diagnostics = [Diagnostic(code, "info", line, 1, "x") for line, code in codes]
    result = silenced(Document.from_bytes(text.encode()).lines, diagnostics)
    kept = [(note.line, note.code) for note in result.diagnostics]
    return kept, [(silence.line, silence.column, silence.code) for silence in result.unused]


def test_reports_everything_without_a_comment() -> None:
    assert outcome("a\nb\n", (1, "R012"), (2, "R030")) == ([(1, "R012"), (2, "R030")], [])


def test_silences_its_own_line() -> None:
    assert outcome("a <!-- litnotes: ok R012 -->\n", (1, "R012")) == ([], [])


def test_silences_the_line_below() -> None:
    assert outcome("<!-- litnotes: ok R012 -->\na\n", (2, "R012")) == ([], [])


def test_silences_no_other_line() -> None:
    text = "<!-- litnotes: ok R012 -->\n\na\n"
    assert outcome(text, (3, "R012")) == ([(3, "R012")], [(1, 1, "R012")])
    text = "a\n<!-- litnotes: ok R012 -->\n"
    assert outcome(text, (1, "R012")) == ([(1, "R012")], [(2, 1, "R012")])


def test_silences_only_the_codes_it_names() -> None:
    text = "a <!-- litnotes: ok R012 -->\n"
    assert outcome(text, (1, "R012"), (1, "R030")) == ([(1, "R030")], [])


@pytest.mark.parametrize("codes", ["R012 R030", "R012, R030", "R012,R030", "r012 r030", "  R012   R030  "])
def test_silences_several_codes(codes: str) -> None:
    assert outcome(f"a <!--litnotes: ok {codes}-->\n", (1, "R012"), (1, "R030")) == ([], [])


def test_silences_a_code_that_occurs_twice() -> None:
    assert outcome("a <!-- litnotes: ok R012 -->\n", (1, "R012"), (1, "R012"), (2, "R012")) == ([], [])


def test_returns_codes_without_effect_with_their_place() -> None:
    text = "a\nb <!-- litnotes: ok R012 R099 -->\n"
    assert outcome(text, (2, "R012")) == ([], [(2, 3, "R099")])
    assert outcome("a <!-- litnotes: ok -->\n", (1, "R012")) == ([(1, "R012")], [(1, 3, "")])


def test_two_comments_may_silence_one_line() -> None:
    text = "<!-- litnotes: ok R030 -->\na <!-- litnotes: ok R012 -->\n"
    assert outcome(text, (2, "R012"), (2, "R030")) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "```\n<!-- litnotes: ok R012 -->\n```\n",
        "---\ntitle: <!-- litnotes: ok R012 -->\n---\n",
        "<!-- litnotes: okay R012 -->\n",
        "litnotes: ok R012\n",
        "<!-- litnotes ok R012 -->\n",
    ],
)
def test_other_comments_silence_nothing(text: str) -> None:
    last = text.count("\n") + 1
    assert outcome(text, (last, "R012"), (2, "R012")) == ([(last, "R012"), (2, "R012")], [])
