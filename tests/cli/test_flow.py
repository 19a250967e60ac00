"""`flow`: the numbers of the review in every format, on stdout and into a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring

from litnotes.model.candidate import Trace
from litnotes.store import traces
from litnotes.store.notebook import Notebook
from tests.conftest import Run

FOUND = Trace.model_validate(
    {
        "day": "2024-06-01",
        "question": {"seeds": ["oord2017neural"], "directions": ["cited-by"]},
        "searches": [
            {"seed": "oord2017neural", "source": "openalex", "outcome": "found", "count": 5, "total": 8},
            {"seed": "oord2017neural", "source": "crossref", "outcome": "failed", "why": "busy"},
        ],
        "left_out": [{"why": "year", "works": 1}],
        "candidates": [
            {
                "key": "huang2019muller",
                "title": "Müller's Counterpoint: a study",
                "ids": {"arxiv": "1903.07227"},
            },
            {"key": "b2020", "title": "<script>alert(1)</script> & \x1b[31mred"},
            {"key": "c2020", "title": "Codec"},
        ],
        "decisions": [
            {"key": "huang2019muller", "decision": "include", "day": "2024-06-01"},
            {"key": "b2020", "decision": "exclude", "reason": "<b>&\x1b]]>", "day": "2024-06-01"},
            {"key": "b2020", "decision": "exclude", "by": "Lin", "day": "2024-06-01"},
        ],
    }
)
TABLE = """\
5	Records identified
5	  citation searching
5	    OpenAlex
0	  databases and files
2	Records removed before screening
1	  duplicates
1	  ineligible by year
3	Records to screen
1	Not decided yet
1	  not screened
0	  unsure
0	  people disagree
2	Records screened
1	Records excluded
1	  <b>&\\x1b]]>
1	Reports sought for retrieval
0	Reports not retrieved
1	Reports assessed for eligibility
0	Reports excluded
1	Studies included in review
0	  verdict in a report
1	  no verdict yet
-	Cohen's kappa of you and Lin: undefined, all decisions are the same; same decision on 1 of 1 work
"""
TOLD = """\
missing lists, not counted: Crossref, failed (1)
incomplete lists, counted as far as received: OpenAlex (1)
kappa counts only what both decided, and is biased if the order chose it; for a random sample, both \
screen with `--sample 50`
"""


@pytest.fixture
def traced(notebook: Path) -> Path:
    """The small notebook with a citation search."""
    traces.create(Notebook(notebook), "2024-06-01-oord2017neural", FOUND)
    return notebook


def data(run: Run) -> dict[str, Any]:
    found = run("flow", "--json")
    assert (found.code, found.err) == (0, "")
    answer: dict[str, Any] = json.loads(found.out)
    return answer


def test_the_table_in_a_pipe(run: Run, traced: Path) -> None:
    done = run("flow")
    assert (done.code, done.out, done.err) == (0, TABLE, TOLD)
    assert run("flow", "--format", "table").out == TABLE
    assert traced


def test_json_holds_everything(run: Run, traced: Path) -> None:
    found = data(run)
    assert found["identified"] == {
        "records": 5,
        "citation_searching": {"records": 5, "sources": [{"source": "OpenAlex", "records": 5}]},
        "databases": {"records": 0, "sources": []},
        "kept": 0,
        "uncounted": 0,
    }
    assert found["undecided"] == {"works": 1, "to_screen": 1, "unsure": 0, "conflict": 0}
    assert found["excluded"] == {"works": 1, "reasons": [{"why": "<b>&\x1b]]>", "works": 1}]}
    assert found["agreement"] == [
        {
            "people": ["you", "Lin"],
            "works": 1,
            "agreed": 1,
            "share": 1.0,
            "kappa": None,
            "standard_error": None,
            "interval": None,
            "strength": None,
        }
    ]
    assert found["notes"] == TOLD.splitlines()
    assert run("flow", "--format", "json").out == run("flow", "--json").out
    assert "\x1b" not in run("flow", "--json").out
    assert traced


def test_a_verdict_in_a_report_counts(run: Run, traced: Path) -> None:
    assert data(run)["included"] == {"works": 1, "with_verdict": 0, "by_screening": 1}
    assert run("verdict", "huang2019muller", "--include", "--reason", "fits").code == 0
    assert data(run)["included"] == {"works": 1, "with_verdict": 1, "by_screening": 0}
    assert run("verdict", "huang2019muller", "--exclude", "--reason", "no code").code == 0
    found = data(run)
    assert found["included"]["works"] == 0
    assert found["read_and_excluded"] == {"works": 1, "reasons": [{"why": "no code", "works": 1}]}
    assert traced


def test_the_diagrams(run: Run, traced: Path) -> None:
    text, svg = run("flow", "--format", "text"), run("flow", "--format", "svg")
    assert (text.code, text.err) == (svg.code, svg.err) == (0, TOLD)
    assert text.out.startswith("IDENTIFICATION\n┌──")
    assert "Records excluded (n = 1)" in text.out
    assert fromstring(svg.out).tag == "{http://www.w3.org/2000/svg}svg"
    assert "&lt;b&gt;&amp;\\x1b]]&gt; (n = 1)" in svg.out
    assert "\x1b" not in text.out + svg.out
    assert traced


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.svg", "svg"), ("A.SVG", "svg"), ("a.json", "json"), ("a.tsv", "table"), ("a", "table")],
)
def test_the_ending_of_a_file_selects_the_format(
    run: Run, traced: Path, tmp_path: Path, name: str, form: str
) -> None:
    done = run("flow", "--out", name)
    assert (done.code, done.out) == (0, "")
    assert f"wrote {name}" in done.err
    assert (tmp_path / name).read_text(encoding="utf-8") == run("flow", "--format", form).out
    assert traced


def test_a_format_that_is_given_counts_before_the_ending(run: Run, traced: Path, tmp_path: Path) -> None:
    assert run("flow", "--format", "text", "--out", "a.svg").code == 0
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("IDENTIFICATION")
    assert run("flow", "--out", "-").out == TABLE
    assert traced


def test_never_over_another_file(run: Run, traced: Path, tmp_path: Path) -> None:
    assert run("flow", "--out", "flow.svg").code == 0
    again = run("flow", "--out", "flow.svg")
    assert (again.code, again.err.splitlines()[0]) == (
        0,
        "flow.svg has this content already; nothing was changed",
    )
    (tmp_path / "flow.svg").write_text("mine")
    refused = run("flow", "--out", "flow.svg")
    assert refused.code == 4
    assert "another file has this name" in refused.err
    assert (tmp_path / "flow.svg").read_text() == "mine"
    for name in ("notes/x.md", "notes/traces/x.svg", "notes/papers/x.svg"):
        done = run("flow", "--out", name)
        assert done.code == 4
        assert "part of the notes" in done.err
        assert not (tmp_path / name).exists()
    assert traced


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--json", "--format", "svg"), "two formats"),
        (("--out", " "), "--out is empty"),
        (("--format", "png"), "png"),
    ],
)
def test_wrong_use(run: Run, traced: Path, words: tuple[str, ...], told: str) -> None:
    done = run("flow", *words)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert traced


def test_without_traces_it_prints_the_next_command(run: Run, notebook: Path, tmp_path: Path) -> None:
    told = 'no traces yet; start one with `litnotes trace "VQ-VAE"`\n'
    done = run("flow")
    assert (done.code, done.out, done.err) == (0, "", told)
    assert data(run)["identified"]["records"] == 0
    wanted = run("flow", "--out", "flow.svg")
    assert (wanted.code, wanted.err) == (3, told)
    assert not (tmp_path / "flow.svg").exists()
    assert notebook


def test_reports_a_broken_trace_beside_the_others(run: Run, traced: Path) -> None:
    (traced / "traces" / "2024-06-02-x.yaml").write_text("day: never\n")
    done = run("flow")
    assert (done.code, done.out) == (1, TABLE)
    assert "2024-06-02-x.yaml:1" in done.err


def test_a_trace_edited_by_hand_has_a_note(run: Run, traced: Path) -> None:
    path = traced / "traces" / "2024-06-01-oord2017neural.yaml"
    path.write_text(path.read_text().replace("count: 5", "count: 1").replace("total: 8", "total: 1"))
    done = run("flow")
    assert done.code == 0
    assert done.out.startswith("4\tRecords identified\n")
    assert "\n3\t  not in any counted list\n" in done.out
    assert "edited by hand" in done.err
