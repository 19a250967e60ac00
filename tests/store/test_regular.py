"""The quick reading of plain YAML never says anything else than the parser."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from litnotes.errors import Unreadable
from litnotes.model.paper import Paper
from litnotes.model.reports import Report, Task
from litnotes.store import derived, notebook, regular, yaml
from tests.conftest import DATA, REPOSITORY

WORDS = st.text(st.sampled_from(list("ab1 :#-'\"|>\n,[]{}&*!%@`?~.é\t中\u2028")), max_size=12)
LINES = st.sampled_from(
    """\
a: b|a:|- a|- a: b|  a: b|  - a|a: |-|  text|| |# c|a: 'b'|'a'|- |-|a: null|null: a|a: ~|a: []|- []|a : b
a b: c|a: b: c|a: b #c|a: b#c|a: |    deep|...|---|a: >-|a: b |a: -|?|a: '|a: ''''|- - a|  b: c
a: {}|a: &x b|a: *x
a: !t b|<<: a|\ta: b|a:b|é: a|A-b (c): d""".replace("\n", "|").split("|")
) | st.sampled_from(["a: |-", "a: |", "  |-"])


@given(st.lists(LINES, max_size=8).map("\n".join), st.sampled_from(["", "\n"]))
@example("a: |-\n  b\n\n\n", "\n")
@example("a: |\n  b\n c: d", "\n")
@example("a: b\n  c", "\n")
@example("- a", "\n")
def test_lines_in_any_order_mean_the_same_as_in_the_parser(text: str, end: str) -> None:
    check(text + end)


@given(st.recursive(WORDS, lambda one: st.lists(one, max_size=3) | st.dictionaries(WORDS, one, max_size=3)))
def test_written_yaml_means_the_same_as_in_the_parser(value: object) -> None:
    check(yaml.dump({"a": value}))


PARTS = st.lists(
    st.sampled_from(
        [*"a:,'-~ #{}\"中\x85\t", "key", "null", ": ", ", ", "''", "'b c'", "b c", "1.5", " #", "[x]"]
    ),
    max_size=9,
).map("".join)


@given(PARTS)
@example("a: b, c: 'd, e'")
@example("a: b, a: c")
@example("a: b, ")
@example("a: null")
def test_a_mapping_on_one_line_means_the_same_as_in_the_parser(inside: str) -> None:
    found = regular.load_flow(f"- {{{inside}}}")
    if found is not None:
        assert [found] == yaml.parse(f"a:\n- {{{inside}}}\n", "x")["a"]


@given(st.dictionaries(st.sampled_from(["key", "reason", "by"]), WORDS, min_size=1))
def test_a_written_mapping_means_the_same_as_in_the_parser(value: dict[str, str]) -> None:
    line = f"- {yaml.inline(value)}"
    found = regular.load_flow(line)
    assert found is None or [found] == yaml.parse(f"a:\n{line}\n", "x")["a"]


def test_a_decision_is_read_the_quick_way() -> None:
    line = "- {key: a2020b, reason: 'no, and no', by: Lin (2), day: 2024-06-01}"
    assert regular.load_flow(line) == {
        "key": "a2020b", "reason": "no, and no", "by": "Lin (2)", "day": "2024-06-01",
    }  # fmt: skip


def check(text: str) -> None:
    found = regular.load(text)
    if found is None:
        return
    try:
        assert found == yaml.parse(text, "x")
    except Unreadable as problem:
        raise AssertionError(f"the parser refuses {text!r}: {problem}") from problem


def test_what_litnotes_writes_is_read_the_quick_way() -> None:
    paper = Paper(
        key="a2021b", record="given", title="On things", authors=("Ada B", "Cé D"), year=2021,
        ids={"arxiv": "2012.09841", "doi": "10.1/a"}, abstract="One.\nTwo: with a colon # and a hash.",
        added=datetime.date(2024, 5, 31), provenance={"title": "crossref 2024-05-31"},
    )  # fmt: skip
    written = notebook.paper_text(paper).decode()
    assert regular.load(written) == yaml.parse(written, "x")
    report = Report(title="x", todo=(Task(text="read it", state="todo", line=3),))
    written = derived.day_text(report, "x.md").decode()
    assert regular.load(written) == yaml.parse(written, "x")


@pytest.mark.parametrize(
    "path",
    sorted({*DATA.rglob("*.yaml"), *(REPOSITORY / "notes").rglob("*.yaml")}),
    ids=lambda path: path.name,
)
def test_files_mean_the_same_as_in_the_parser(path: Path) -> None:
    check(path.read_text(encoding="utf-8"))
