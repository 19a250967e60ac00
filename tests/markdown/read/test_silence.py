"""A comment silences its codes on its line and on the line below, and nothing else."""

from __future__ import annotations

import pytest

from litnotes.errors import Diagnostic
from litnotes.markdown.document import Document
from litnotes.markdown.read.silence import silenced


def outcome(text: str, *told: tuple[int, str]) -> tuple[list[tuple[int, str]], list[tuple[int, int, str]]]:
    """Return what is still told, and the silences that silenced nothing."""
    diagnostics = [Diagnostic(code, "info", line, 1, "x") for line, code in told]
    found = silenced(Document.from_bytes(text.encode()).lines, diagnostics)
    kept = [(one.line, one.code) for one in found.diagnostics]
    return kept, [(one.line, one.column, one.code) for one in found.unused]


def test_without_a_comment_all_is_told() -> None:
    assert outcome("a\nb\n", (1, "R012"), (2, "R030")) == ([(1, "R012"), (2, "R030")], [])


def test_on_the_same_line() -> None:
    assert outcome("a <!-- litnotes: ok R012 -->\n", (1, "R012")) == ([], [])


def test_on_the_line_above() -> None:
    assert outcome("<!-- litnotes: ok R012 -->\na\n", (2, "R012")) == ([], [])


def test_not_two_lines_above_nor_below() -> None:
    text = "<!-- litnotes: ok R012 -->\n\na\n"
    assert outcome(text, (3, "R012")) == ([(3, "R012")], [(1, 1, "R012")])
    text = "a\n<!-- litnotes: ok R012 -->\n"
    assert outcome(text, (1, "R012")) == ([(1, "R012")], [(2, 1, "R012")])


def test_only_the_codes_it_names() -> None:
    text = "a <!-- litnotes: ok R012 -->\n"
    assert outcome(text, (1, "R012"), (1, "R030")) == ([(1, "R030")], [])


@pytest.mark.parametrize("codes", ["R012 R030", "R012, R030", "R012,R030", "r012 r030", "  R012   R030  "])
def test_several_codes(codes: str) -> None:
    assert outcome(f"a <!--litnotes: ok {codes}-->\n", (1, "R012"), (1, "R030")) == ([], [])


def test_all_of_one_code_on_a_line() -> None:
    assert outcome("a <!-- litnotes: ok R012 -->\n", (1, "R012"), (1, "R012"), (2, "R012")) == ([], [])


def test_what_silences_nothing_is_returned_with_its_place() -> None:
    text = "a\nb <!-- litnotes: ok R012 R099 -->\n"
    assert outcome(text, (2, "R012")) == ([], [(2, 3, "R099")])
    assert outcome("a <!-- litnotes: ok -->\n", (1, "R012")) == ([(1, "R012")], [(1, 3, "")])


def test_two_comments_for_one_line_are_both_of_use() -> None:
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
def test_what_is_no_such_comment(text: str) -> None:
    last = text.count("\n") + 1
    assert outcome(text, (last, "R012"), (2, "R012")) == ([(last, "R012"), (2, "R012")], [])
