"""Fixing makes the edits that diagnostics spell out, and leaves every other byte alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from litnotes.checks.fix import FIXED, edits, fixed
from litnotes.markdown.document import Document
from litnotes.markdown.read.reader import read
from litnotes.markdown.vocabulary import load
from tests.conftest import DATA

WORDS = load()
BOM = "\ufeff"
CASES = sorted((DATA / "markdown").glob("*.md"))


def fix(text: str) -> str:
    data = text.encode("utf-8", "surrogateescape")
    return fixed(data, read(data, WORDS).diagnostics).decode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("##Done\n1. a\n", "## Done\n1. a\n"),
        ("####quick notes\n1. a\n", "#### quick notes\n1. a\n"),
        ("  ##Done\n1. a\n", "  ## Done\n1. a\n"),
        ("## Done\n1. a", "## Done\n1. a\n"),
        ("## Done\r\n1. a", "## Done\r\n1. a\r\n"),
        ("## TODO\n-[ ] a\n", "## TODO\n- [ ] a\n"),
        ("## TODO\n-[x] a\n", "## TODO\n- [x] a\n"),
        ("## TODO\n- [] a\n", "## TODO\n- [ ] a\n"),
        ("## TODO\n3. [] a\n", "## TODO\n3. [ ] a\n"),
        ("## TODO\n-[] a\n", "## TODO\n- [ ] a\n"),
        ("##TODO\r\n-[] a", "## TODO\r\n- [ ] a\r\n"),
        (f"{BOM}##TODO\n- [] a\udce9\n", f"{BOM}## TODO\n- [ ] a\udce9\n"),
    ],
)
def test_applies_the_fix(before: str, after: str) -> None:
    assert fix(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "# Done\n1. a\n",
        "#todo\n",
        "```\n##Done\n```\n",
        "## TODO\n- [ ] a [] b\n",
        "## TODO\n- [x](http://e.example/y) survey\n",
        "## quetions to be asked\n1. why\n",
        "We met twice.\n---\n",
        "",
        "\n",
    ],
)
def test_does_not_change(text: str) -> None:
    assert fix(text) == text


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_fixed_report_has_the_same_words_and_no_such_finding(path: Path) -> None:
    data = path.read_bytes()
    before = read(data, WORDS)
    after = read(fixed(data, before.diagnostics), WORDS)
    assert after.report.words() == before.report.words()
    assert not {one.code for one in after.diagnostics} & FIXED
    others = [one.code for one in before.diagnostics if one.code not in FIXED]
    assert [one.code for one in after.diagnostics] == others


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_changes_nothing_but_the_fixes(path: Path) -> None:
    """Line by line, the new file without the new characters is the old file."""
    data = path.read_bytes()
    found = read(data, WORDS)
    by_line: dict[int, int] = {}
    for _, edit in edits(found.document, found.diagnostics):
        by_line[edit.line] = by_line.get(edit.line, 0) + len(edit.new) - len(edit.old)
    old = Document.from_bytes(data).lines
    new = Document.from_bytes(fixed(data, found.diagnostics)).lines
    assert len(old) == len(new)
    for number, (before, after) in enumerate(zip(old, new, strict=True), 1):
        grown = len(after.text + after.end) - len(before.text + before.end)
        assert grown == by_line.get(number, 0)
        if not grown:
            assert (before.text, before.end) == (after.text, after.end)


def test_ignores_a_diagnostic_of_another_file() -> None:
    notes = read(b"## TODO\n\n\n\n-[ ] a\n", WORDS).diagnostics
    assert [one.code for one in notes] == ["R031"]
    assert fixed(b"## TODO\n", notes) == b"## TODO\n"
