"""The list of papers: what is left out, in which order, and what programs get."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--year", "2022..2020"), "the earlier year comes first: --year 2020..2022"),
        (("--year", "2020-2022"), "write a range with two dots: --year 2020..2022"),
        (("--year", "20"), "write years with four digits: --year 2020, --year 2020.., --year 2020..2022"),
        (("--year", ""), "write years with four digits"),
        (("--tag", " "), "--tag is empty"),
    ],
)
def test_reports_an_invalid_filter(run: Run, notebook: Path, words: tuple[str, str], told: str) -> None:
    found = run("--notes", notebook, "papers", *words)
    assert (found.code, found.out) == (2, "")
    assert told in found.err


def test_the_year_nought_is_a_year(run: Run, notebook: Path) -> None:
    found = run("--notes", notebook, "papers", "--year", "..0000")
    assert (found.code, found.out) == (0, "")


@pytest.mark.parametrize("order", [(), ("--reverse",)])
def test_papers_without_a_value_come_last_in_either_order(
    run: Run, notebook: Path, order: tuple[str, ...]
) -> None:
    found = run("--notes", notebook, "papers", "--columns", "year", "--sort", "year", *order)
    years = found.out.splitlines()
    known = [year for year in years if year]
    assert years == [*sorted(known, reverse=bool(order)), *[""] * (len(years) - len(known))]
    assert 0 < len(known) < len(years)


def test_json_has_a_line_for_each_paper_and_name(run: Run, notebook: Path) -> None:
    found = run("--notes", notebook, "papers", "--json")
    told = json.loads(found.out)
    assert len(found.out.splitlines()) == 6 + len(told["papers"]) + len(told["not_identified"])
    paper = next(one for one in told["papers"] if one["key"] == "huang2019muller")
    assert (paper["reading"], paper["days"], paper["authors"][0]) == ("to-read", [], "Anna Müller")
    assert all(one["days"] for one in told["not_identified"])


def test_json_of_nothing_is_two_empty_lists(run: Run, notebook: Path) -> None:
    found = run("--notes", notebook, "papers", "--json", "--year", "1900")
    assert (found.code, json.loads(found.out)) == (0, {"papers": [], "not_identified": []})


def test_nothing_in_json_steers_a_terminal(run: Run, notebook: Path) -> None:
    text = 'key: odd2020x\nrecord: given\ntitle: "a\\e[31m\\u202eb\\x9bc"\n'
    (notebook / "papers" / "odd2020x.yaml").write_text(text)
    found = run("--notes", notebook, "papers", "--json")
    assert not {"\x1b", "\u202e", "\x9b"} & set(found.out)
    assert "a\x1b[31m\u202eb\x9bc" in [one["title"] for one in json.loads(found.out)["papers"]]
