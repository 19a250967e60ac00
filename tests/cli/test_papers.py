"""The list of papers: what is left out, in which order, and what programs get."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import Run
from tests.terminal import Spawn, ended, plain


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


UNKNOWN = "A paper that nobody could identify, whose name is long, 潜在空间, and longer than any line of it"


@pytest.fixture
def listed(notebook: Path, run: Run) -> Path:
    """Notes with long names: one not identified, one whose title ends with its short name."""
    (notebook / "2024-06-01.md").write_text(f"# June 1 Report\n## Quick notes\n1. {UNKNOWN}\n", "utf-8")
    (notebook / "papers" / "lin2019generating.yaml").write_text(
        "key: lin2019generating\nrecord: not looked up\nyear: 2015\nshort_names: [VQ-VAE-2]\n"
        "title: Generating Diverse High-Fidelity Sounds and Scores of Every Length with VQ-VAE-2\n"
    )
    assert run("sync").code == 0
    return notebook


class TestTerminal:
    @pytest.mark.parametrize("columns", [30, 50, 59, 60, 80, 100, 160])
    def test_no_line_is_too_long(self, spawn: Spawn, listed: Path, columns: int) -> None:
        shown, code = ended(spawn("papers", columns=columns))
        assert code == 0
        lines = plain(shown)
        assert max(map(cell_len, lines)) <= columns
        assert lines[0].startswith("name ") == (columns >= 60)
        assert listed

    @pytest.mark.parametrize("columns", [30, 50, 60, 80, 160])
    def test_a_name_that_is_not_identified_is_never_cut(
        self, spawn: Spawn, listed: Path, columns: int
    ) -> None:
        lines = plain(ended(spawn("papers", "--unidentified", columns=columns))[0])
        names = [re.split("   ", line.lstrip())[0] for line in lines]
        assert f"{UNKNOWN} (not identified)".replace(" ", "") in "".join(names).replace(" ", "")
        assert listed

    def test_the_name_that_people_use_comes_first(self, spawn: Spawn, listed: Path) -> None:
        lines = plain(ended(spawn("papers", columns=80))[0])
        assert lines[0].split() == ["name", "year", "reading", "decision", "key"]
        (line,) = (line for line in lines if "VQ-VAE-2" in line)
        assert line.startswith("VQ-VAE-2: Generating Diverse…  ")
        assert re.search(r"  2015\*\?  to-read +lin2019generating$", line)
        wide = plain(ended(spawn("papers", columns=160))[0])
        (line,) = (line for line in wide if "VQ-VAE-2" in line)
        assert line.startswith(
            "Generating Diverse High-Fidelity Sounds and Scores of Every Length with VQ-VAE-2  "
        )
        assert listed

    def test_a_legend_explains_the_marks_that_are_used(self, spawn: Spawn, listed: Path) -> None:
        lines = plain(ended(spawn("papers", columns=80))[0])
        assert lines[lines.index("") + 1 :] == [
            "* outside the years of the criteria (2018..2024)",
            "? not looked up; `litnotes resolve` asks the services",
            "not identified: `litnotes add-paper NAME` makes the record",
        ]
        assert "" not in plain(ended(spawn("papers", "--year", "2019", columns=80))[0])
        assert listed

    def test_a_narrow_list_says_it_in_words(self, spawn: Spawn, listed: Path) -> None:
        text = " ".join(" ".join(plain(ended(spawn("papers", columns=50))[0])).split())
        assert "with VQ-VAE-2 2015, before 2018; to-read; lin2019generating; not looked up" in text
        assert listed

    @pytest.mark.parametrize("columns", [50, 80, 160])
    def test_named_columns_are_wrapped_and_nothing_is_cut(
        self, spawn: Spawn, listed: Path, columns: int
    ) -> None:
        shown, code = ended(spawn("papers", "--columns", "key,title,authors,year,remark", columns=columns))
        assert code == 0
        lines = plain(shown)
        assert max(map(cell_len, lines)) <= columns
        words = " ".join(lines).split()
        for word in ("lin2019generating", "High-Fidelity", "VQ-VAE-2", "Müller", "identified"):
            assert word in words or f"{word};" in words
        assert "…" not in shown
        assert listed

    def test_programs_get_the_same_columns_as_before(self, run: Run, listed: Path) -> None:
        row = next(line.split("\t") for line in run("papers").out.splitlines() if "VQ-VAE-2" in line)
        assert row[0] == "lin2019generating"
        assert row[2:] == ["2015", "to-read", "", "2024-05-31", "not looked up; 2015, before 2018"]
        assert listed
