"""`simulate` on the command line: figures for people and programs, and what is wrong with a file."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.screening.reviews import review


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A made-up review of 90 records, 10 of them included, and one without label."""
    texts, labels = review(90, 10)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["Title", "Abstract", "label_included"])
    rows.writerow(["Nobody decided on this codebook", "", "-1"])
    rows.writerows([one.title, one.abstract, int(label)] for one, label in zip(texts, labels, strict=True))
    path = tmp_path / "review.csv"
    path.write_text(text.getvalue(), encoding="utf-8-sig")
    return path


def test_measures_the_order(run: Run, table: Path) -> None:
    found = run("simulate", table.name)
    assert (found.code, found.err) == (0, "")
    lines = found.out.splitlines()
    assert lines[0] == "review.csv: 90 records, 10 included, 1 without a label ignored"
    assert lines[1] == "started from 3 included; seed 0"
    assert [line.partition(":")[0] for line in lines[2:]] == [
        "found after  5 % screened",
        "found after 10 % screened",
        "found after 20 % screened",
        "WSS@95",
        "area under the recall curve",
        "stop at at least 80 %",
        "stop at at least 95 %",
        "stop at 200 not relevant in a row",
        "stop at 50 not relevant in a row, after 10 % screened",
        "order",
        "records in that order",
    ]
    assert "learned from the decisions" in lines[11]
    assert lines[12].endswith("and 67 more (--json)")


def test_json_holds_the_figures_and_the_whole_order(run: Run, table: Path) -> None:
    found = json.loads(run("simulate", table.name, "--json", "--seed", 4).out)
    assert (found["records"], found["included"], found["not_labelled"]) == (90, 10, 1)
    (only,) = found["runs"]
    assert only["seed"] == 4
    assert sorted(only["start"] + only["order"]) == list(range(2, 92))
    assert set(only["start"]) < set(range(2, 12))
    assert found["recall"] == only["recall"]
    assert list(found["recall"]) == ["5", "10", "20"]
    assert (found["wss95"], found["area"]) == (only["wss95"], only["area"])
    assert found["learned"] is True


def test_a_record_that_is_there_twice_is_counted(run: Run, table: Path) -> None:
    rows = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join([*rows, *rows[2:14]]), "utf-8")
    found = run("simulate", table.name)
    assert "12 of them repeat an earlier record, so the figures look better than they are\n" in found.out


def test_the_labels_of_asreview_3_in_utf_16_are_read(run: Run, table: Path) -> None:
    text = table.read_text("utf-8").replace("label_included", "asreview_label")
    table.write_bytes(text.encode("utf-16"))
    assert run("simulate", table.name).code == 0


def test_several_runs_give_median_and_range(run: Run, table: Path) -> None:
    found = json.loads(run("simulate", table.name, "--json", "--runs", 3, "--start-included", 2).out)
    assert [one["seed"] for one in found["runs"]] == [0, 1, 2]
    areas = sorted(one["area"] for one in found["runs"])
    assert found["area"] == areas[1]
    assert found["range"]["area"] == [areas[0], areas[2]]
    assert all(len(one["start"]) == 2 for one in found["runs"])
    shown = run("simulate", table.name, "--runs", 3, "--start-included", 2).out
    assert "3 runs, seeds 0 to 2: median (range)" in shown
    assert f"area under the recall curve: {areas[1]:.3f} ({areas[0]:.3f} to {areas[2]:.3f})" in shown


def test_json_holds_what_was_known_at_each_look(run: Run, table: Path) -> None:
    (only,) = json.loads(run("simulate", table.name, "--json").out)["runs"]
    looks = only["looks"]
    assert [look["screened"] for look in looks] == [*range(1, 11), *range(20, 90, 10), 87]
    assert looks[-1].items() >= {"screened": 87, "found": 7, "at_least": 1.0}.items()
    assert looks[-1]["irrelevant_in_a_row"] > 0
    for look in looks:
        assert look["at_least"] is None or look["at_least"] <= look["found"] / 7
    assert set(only["stops"]) == {"at-least-80", "at-least-95", "row-of-200", "row-of-50-after-tenth"}
    assert only["stops"]["row-of-200"] == {"screened": 1.0, "found": 1.0}


def test_topic_and_criteria_make_the_first_order_better(run: Run, table: Path) -> None:
    """The included records are about codebooks; without a word on it, the order is any order."""
    start = ("simulate", table.name, "--json", "--start-included", 0)
    plain = json.loads(run(*start).out)
    words = ("--topic", "Discrete latent tokens", "--include", "It learns a codebook", "--include", "prior")
    wanted = json.loads(run(*start, *words).out)
    assert wanted["recall"]["10"] >= 0.7 > plain["recall"]["10"]
    assert wanted["area"] > plain["area"]


def test_runs_that_would_all_be_the_same_are_one(run: Run, table: Path) -> None:
    found = run("simulate", table.name, "--start-included", 0, "--runs", 3)
    assert (
        found.err == "1 run: --runs chooses other records to start from, and --start-included 0 has none\n"
    )
    assert "started from 0 included; seed 0\n" in found.out
    assert "range" not in found.out


def test_the_same_command_prints_the_same(run: Run, table: Path) -> None:
    assert run("simulate", table.name, "--json") == run("simulate", table.name, "--json")


def test_without_scikit_learn_it_prints_how_to_install_it_and_continues(
    run: Run, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    found = run("simulate", table.name, "--json")
    assert found.code == 0
    assert found.err == (
        "scikit-learn is not installed, so the order is not learned: pip install 'litnotes[rank]'\n"
    )
    assert json.loads(found.out)["learned"] is False


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "review.csv:1: the file is empty;"),
        (
            b"title,label_included\na,1\n",
            "review.csv:1: no column abstract; the columns are title, label_inc",
        ),
        (
            b"title,abstract,label_included\na,b,1\nc,d,perhaps\n",
            'review.csv:3: the label "perhaps" is neither',
        ),
        (b"title,abstract,label_included\na,b,1\nc\xff,d,0\n", "review.csv:3: this is not UTF-8;"),
        (
            b'title,abstract,label_included\na,"b,1\n',
            "review.csv:2: this row has a quote that is not closed",
        ),
        (
            b"title,abstract,label_included\na,b,1\nc,d,0\n",
            "review.csv: 1 of 2 records are included; to start",
        ),
        (b"title\0abstract", "review.csv: this is a binary file"),
    ],
)
def test_what_is_wrong_with_a_file_is_one_sentence_with_its_place(
    run: Run, tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "review.csv").write_bytes(content)
    found = run("simulate", "review.csv")
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith(message)
    assert found.err.count("\n") == 1


def test_a_file_that_is_not_there_and_a_folder(run: Run, tmp_path: Path) -> None:
    found = run("simulate", "missing.csv")
    assert (found.code, found.err) == (3, "missing.csv: there is no such file\n")
    (tmp_path / "folder").mkdir()
    found = run("simulate", "folder")
    assert (found.code, found.err) == (
        2, "folder: this is a folder; expected a table (CSV) of a finished review\n"
    )  # fmt: skip


@pytest.mark.parametrize("words", [("--start-included", -1), ("--runs", 0), ("--seed", "x")])
def test_numbers_that_cannot_be_are_refused(run: Run, table: Path, words: tuple[object, ...]) -> None:
    assert run("simulate", table.name, *words).code == 2


def test_all_but_one_included_to_start_from(run: Run, table: Path) -> None:
    assert run("simulate", table.name, "--start-included", 9).code == 0
    found = run("simulate", table.name, "--start-included", 10)
    assert (found.code, found.err) == (
        2,
        (
            "review.csv: 10 of 90 records are included; "
            "to start from 10 (--start-included), at least 11 are needed\n"
        ),
    )
