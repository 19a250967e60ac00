"""Each code is explained, and each code of the reader has a small input that gives it."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml

import litnotes
from litnotes.checks.codes import codes
from litnotes.checks.review import ACROSS
from litnotes.errors import Diagnostic
from litnotes.markdown.read.filing import Filing
from litnotes.markdown.read.reader import read, read_days
from litnotes.markdown.vocabulary import load

DATA = Path(__file__).parents[1] / "data"
CASES: list[dict[str, Any]] = yaml.safe_load((DATA / "diagnostics.yaml").read_text(encoding="utf-8"))
NUMBERS = [1, 2, 3, *range(10, 20), 21, 22, *range(30, 35), 40, 41, 42, *range(50, 54), 60, 61, 70]
PART_3 = {f"R{number:03}" for number in NUMBERS}
QUOTED = re.compile('"([^"]*)"')


def diagnostics_of(case: dict[str, Any]) -> list[Diagnostic]:
    data = case["input"].encode("utf-8", "surrogateescape")
    elsewhere = Filing.of(PurePosixPath(case.get("file", "report.md")))
    filing = Filing(case["filed_on"]) if "filed_on" in case else elsewhere
    return [one for day in read_days(data, load(), filing) for one in day.diagnostics]


def name(case: dict[str, Any]) -> str:
    return f"{case['code']}-{case['severity']}"


def is_given(case: dict[str, Any]) -> bool:
    place = (case["code"], case["severity"], case["line"], case["col"])
    return place in [(one.code, one.severity, one.line, one.column) for one in diagnostics_of(case)]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_each_input_gives_its_code(case: dict[str, Any]) -> None:
    assert is_given(case), diagnostics_of(case)


def test_each_code_of_the_grammar_is_explained() -> None:
    assert set(codes()) >= PART_3
    assert list(codes()) == sorted(codes())


def test_each_code_in_the_program_is_explained() -> None:
    package = Path(litnotes.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    told_somewhere = set(re.findall(r'"(R\d{3})"', source))
    assert {"R012", "R061"} <= told_somewhere
    assert told_somewhere <= set(codes())


def test_each_explained_code_has_an_input() -> None:
    cases = {case["code"] for case in CASES}
    assert set(codes()) - cases == {*ACROSS, "R071"}


@pytest.mark.parametrize("case", CASES, ids=name)
def test_is_explained_with_its_severity(case: dict[str, Any]) -> None:
    assert case["severity"] in codes()[case["code"]].severity.split(" or ")


def test_each_explanation_is_complete() -> None:
    for code in codes().values():
        assert code.meaning.endswith((".", ".)"))
        assert code.write.endswith((".", '".', "`.")), code.code
        assert code.example.strip()
        assert set(code.severity.split(" or ")) <= {"error", "warning", "info"}
        assert str(code).startswith(f"{code.code} ({code.severity})\n{code.meaning}\n")


def test_no_diagnostic_quotes_more_than_60_characters_of_a_file() -> None:
    """Over all cases of reading, and over the same with long words, which are cut."""
    looked_at = 0
    paths = sorted((DATA / "markdown").glob("*.md"))
    inputs = [path.read_bytes() for path in paths]
    inputs += [case["input"].encode("utf-8", "surrogateescape") for case in CASES]
    for data in [*inputs, *map(_lengthened, inputs)]:
        text = data.decode("utf-8", "surrogateescape")
        for one in read(data, load()).diagnostics:
            looked_at += 1
            for sentence in (one.reading, one.advice):
                assert all(len(part) <= 60 for part in QUOTED.findall(sentence) if part[:20] in text), one
                # Nor does it contain a long piece of the file without quotation marks.
                assert not any(sentence[at : at + 61] in text for at in range(len(sentence) - 60)), one
    assert looked_at > 100


def _lengthened(data: bytes) -> bytes:
    """Return a report whose headings, items and rules have long words and long marks behind them."""
    long = b" and more of the words" * 10
    return re.sub(rb"(?m)([^\r\n-])(\r?)$", rb"\g<1>" + long + rb"\g<2>", data).replace(b"---", b"-" * 90)
