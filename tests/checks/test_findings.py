"""Findings as lines: in order, folded, escaped for those who read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from litnotes.checks.findings import Finding, as_errorformat, as_github, in_order
from litnotes.errors import Diagnostic, Severity
from litnotes.render.finding_lines import finding_lines


def finding(
    line: int = 1, code: str = "R012", path: str = "a.md", severity: Severity = "warning", column: int = 1
) -> Finding:
    return Finding(path, Diagnostic(code, severity, line, column, "read so.", "Write so."))


def as_text(findings: Sequence[Finding], *, fold: bool = True) -> Iterator[str]:
    return (f"{line.front}{line.text}" for line in finding_lines(findings, fold=fold))


def test_a_line_has_place_reading_and_advice() -> None:
    assert list(as_text([finding(14)])) == ["a.md:14:1 R012 warning: read so. Write so."]


def test_order_is_path_line_column() -> None:
    placed = [finding(2, path="b"), finding(10), finding(2, column=9), finding(2, column=1)]
    found = [(one.path, one.diagnostic.line, one.diagnostic.column) for one in in_order(placed)]
    assert found == [("a.md", 2, 1), ("a.md", 2, 9), ("a.md", 10, 1), ("b", 2, 1)]


def test_up_to_three_of_a_code_are_shown() -> None:
    assert len(list(as_text([finding(line) for line in range(1, 4)]))) == 3


def test_further_findings_are_counted_after_the_third() -> None:
    found = [finding(line) for line in range(1, 18)] + [finding(18, "R030")]
    lines = list(as_text(found))
    assert [line.split()[0] for line in lines] == ["a.md:1:1", "a.md:2:1", "a.md:3:1", "a.md", "a.md:18:1"]
    assert lines[3] == "a.md R012: and 14 more"


def test_folding_is_by_file_and_code() -> None:
    found = [finding(line, path=path) for path in ("a", "b") for line in (1, 2, 3)]
    assert len(list(as_text(found))) == 6


def test_without_folding_each_is_shown() -> None:
    assert len(list(as_text([finding(line) for line in range(1, 18)], fold=False))) == 17


def test_github_commands() -> None:
    assert list(as_github([finding(), finding(severity="error"), finding(severity="info")])) == [
        "::warning file=a.md,line=1,col=1,title=R012::read so. Write so.",
        "::error file=a.md,line=1,col=1,title=R012::read so. Write so.",
        "::notice file=a.md,line=1,col=1,title=R012::read so. Write so.",
    ]


def test_github_escapes() -> None:
    shown = Diagnostic("R012", "info", 1, 1, "100 %: a,b\r\n::error::x")
    assert list(as_github([Finding("a,b:c%.md\n", shown)])) == [
        "::notice file=a%2Cb%3Ac%25.md%0A,line=1,col=1,title=R012::100 %25: a,b%0D%0A::error::x"
    ]


def test_errorformat_is_read_by_its_pattern() -> None:
    """The pattern of Vim, %f:%l:%c: %t%*[a-z]: %m, as a regular expression."""
    pattern = re.compile(r"(?P<f>.+?):(?P<l>\d+):(?P<c>\d+): (?P<t>.)[a-z]+: (?P<m>.+)")
    (line,) = as_errorformat([finding(14)])
    match = pattern.fullmatch(line)
    assert match
    assert match.groups() == ("a.md", "14", "1", "w", "R012 read so. Write so.")


def test_a_finding_is_one_line_whatever_it_quotes() -> None:
    shown = Finding("a\n::error::b.md", Diagnostic("R012", "info", 1, 1, "x\r\n::error::y"))
    for lines in (as_text([shown]), as_errorformat([shown]), as_github([shown])):
        (line,) = lines
        assert not {"\n", "\r"} & set(line)
