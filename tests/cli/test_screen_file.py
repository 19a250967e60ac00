"""`candidates --csv`, a spreadsheet, `screen --decide`: what comes back is what was decided."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from litnotes.store import traces
from litnotes.store.notebook import Notebook
from tests.conftest import Result, Run, digest
from tests.screened_notes import CITES, FOUND, NAME, decisions_of, saved_in, screening_in

SONG, CODEC, QIAN, NOYEAR, SURVEY = (str(one["key"]) for one in FOUND)
FILL = {
    SONG: {"decision": "include"},
    QIAN: {"decision": "Exclude", "criterion": "Codec", "reason": "= 2; of them"},
    NOYEAR: {"decision": "maybe"},
    SURVEY: {"decision": "0", "criterion": "survey", "reason": 'says "all",\nand more'},
}
SAVED = {
    SONG: ("include", None, None),
    QIAN: ("exclude", "codec", "= 2; of them"),
    NOYEAR: ("unsure", None, None),
    SURVEY: ("exclude", "survey", 'says "all", and more'),
}


@pytest.fixture
def notes(synced: Path) -> Path:
    screening_in(synced)
    return synced


@pytest.fixture
def decide(run: Run, tmp_path: Path) -> Callable[..., Result]:
    """Let `screen` take decisions from a file with a text."""

    def decided(text: str | bytes, *words: str) -> Result:
        path = tmp_path / "decided.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return run("screen", "--decide", path.name, *words)

    return decided


def filled(out: str, said: Mapping[str, Mapping[str, str]] = FILL, *, delimiter: str = ",") -> str:
    """Return a table as a spreadsheet saves it after decisions were typed into it."""
    found = list(csv.DictReader(io.StringIO(out)))
    written = io.StringIO()
    writer = csv.DictWriter(written, found[0].keys(), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, **said.get(row["key"], {})} for row in found)
    return written.getvalue()


def saved(notes: Path) -> dict[str, tuple[str, str | None, str | None]]:
    return {one.key: (one.decision, one.criterion, one.reason) for one in saved_in(notes)}


@pytest.mark.parametrize(
    "as_saved",
    [
        lambda text: text.encode(),
        lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
        lambda text: filled(text, {}, delimiter=";").encode("utf-8-sig"),
        lambda text: filled(text, {}, delimiter="\t").encode("utf-16"),
        lambda text: text.replace("key,title", "Key,Title").replace("decision", " Decision ").encode(),
    ],
    ids=["plain", "excel", "semicolons", "utf-16", "capitals"],
)
def test_round_trip(
    run: Run, decide: Callable[..., Result], notes: Path, as_saved: Callable[[str], bytes]
) -> None:
    table = as_saved(filled(run("candidates", "--csv").out))
    done = decide(table)
    assert "decided.csv" not in done.err
    assert done.code == 0
    first, _, counted = done.out.splitlines()[0].partition(": ")
    assert (first, sorted(counted.split(", "))) == (
        "4 decisions saved",
        ["1 included", "1 unsure", "2 excluded"],
    )
    assert saved(notes) == SAVED
    assert f"  notes/papers/{SONG}.yaml made; a quick note in notes/2024-06-02.md" in done.out
    # The same file once more changes nothing, nor does the table as it is written now.
    before = digest(notes)
    for again in (table, run("candidates", "--csv").out):
        done = decide(again)
        assert (done.code, done.out) == (0, "no new decisions\n")
        assert digest(notes) == before


def test_dry_run_writes_nothing(run: Run, decide: Callable[..., Result], notes: Path) -> None:
    table = filled(run("candidates", "--csv").out)
    before = digest(notes)
    done = decide(table, "--dry-run")
    assert done.code == 0
    assert done.out.startswith("4 decisions would be saved: ")
    assert digest(notes) == before


def test_reports_bad_rows_by_line_and_reads_the_rest(decide: Callable[..., Result], notes: Path) -> None:
    done = decide(
        "key,decision,criterion,reason\n"
        f"{SONG},included,,\n"
        f'{QIAN},exclude,,"over\ntwo lines"\n'
        "nobody2020,exclude,,\n"
        f"{NOYEAR},perhaps,,\n"
        ",include,,\n"
        f"{SURVEY},exclude,unknown,\n"
        f"{CODEC},include,,\n"
        f"{SURVEY},exclude,,a\x1b[31mb\n"
        "\n"
        f"{SURVEY}\n"
        f"{SONG},exclude,,\n"
        f"{NOYEAR},exclude,,late,and,more\n"
    )
    assert done.code == 1
    assert [line for line in done.err.splitlines() if line.startswith("decided.csv:")] == [
        'decided.csv:5: no candidate has the key "nobody2020"',
        'decided.csv:6: "perhaps" is not a decision; write one of include, exclude, unsure, not-retrieved',
        "decided.csv:7: this row has no key",
        (
            'decided.csv:8: unknown criterion "unknown"; criteria: codec, survey, not latent. '
            "Give other reasons in words"
        ),
        (
            "decided.csv:9: it is outside the years of the criteria (2015, before 2018); to include it, "
            "give a reason in the column reason"
        ),
        "decided.csv:10: reason holds control characters; write it as plain text",
        "decided.csv:13: line 2 has another decision on this candidate; remove one",
    ]
    assert saved(notes) == {
        SONG: ("include", None, None),
        QIAN: ("exclude", None, "over two lines"),
        NOYEAR: ("exclude", None, "late"),
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the columns key and decision are required, as `litnotes candidates --csv` writes them"),
        ("\n", "this file has: none"),
        ("key,title\na,b\n", "this file has: key, title"),
        ("\x00\x01", "binary"),
    ],
)
def test_a_file_that_is_no_such_table(
    decide: Callable[..., Result], notes: Path, text: str, told: str
) -> None:
    before = digest(notes)
    done = decide(text)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert digest(notes) == before


def test_no_such_file(run: Run, notes: Path) -> None:
    done = run("screen", "--decide", "nowhere.csv")
    assert (done.code, done.err) == (3, "nowhere.csv: there is no such file\n")
    assert notes


def test_of_another_person(run: Run, decide: Callable[..., Result], notes: Path) -> None:
    run("screen", SONG, "--exclude")
    table = run("candidates", "--csv", "--by", "zoë").out
    done = decide(filled(table))  # the column by tells whose they are
    assert done.code == 0
    assert {one.by for one in saved_in(notes)[1:]} == {"Zoë"}
    assert not (notes / "papers" / f"{SONG}.yaml").exists()
    done = decide(f"key,decision\n{CODEC},exclude\n", "--by", "ZOË")
    assert done.code == 0
    assert saved_in(notes)[-1].by == "Zoë"
    assert decide(f"key,decision,by\n{CODEC},exclude,Kim\n{SURVEY},exclude,kim\n").err.count("Kim") == 1


def test_date(decide: Callable[..., Result], notes: Path) -> None:
    done = decide(f"key,decision\n{SONG},include\n", "--date", "2024-05-31")
    assert "a quick note in notes/2024-05-31.md" in done.out
    assert str(saved_in(notes)[0].day) == "2024-05-31"


def test_what_was_included_and_is_no_paper_yet_is_made_good(
    decide: Callable[..., Result], notes: Path
) -> None:
    report = notes / "2024-06-02.md"
    report.write_text("# June 2 Report\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n")
    done = decide(f"key,decision\n{SONG},include\n{QIAN},include\n")
    assert done.code == 1
    assert done.err.count("Nothing was written.") == 1
    report.write_text("# June 2 Report\n")
    done = decide(f"key,decision\n{SONG},include\n")
    assert done.code == 0
    assert done.out.count(" made; a quick note in notes/2024-06-02.md") == 2
    assert decisions_of(notes) == [(SONG, "include"), (QIAN, "include")]


def test_forty_included_take_no_time(decide: Callable[..., Result], notebook: Path) -> None:
    found = [
        {"key": f"moro2020a{number}", "title": f"Song number {number} of a latent space", "year": 2020,
         "reached": CITES} for number in range(40)
    ]  # fmt: skip
    screening_in(notebook, *found)
    began = time.process_time()
    done = decide("key,decision\n" + "".join(f"{one['key']},include\n" for one in found))
    assert done.code == 0, done.err
    assert len(list((notebook / "papers").glob("moro2020a*"))) == 40
    assert (notebook / "2024-06-02.md").read_text("utf-8").count("cites Coconet-M") == 40
    assert time.process_time() - began < 12  # ten times what it takes
    assert NAME


def test_notes_and_tags_come_along_once(run: Run, decide: Callable[..., Result], notes: Path) -> None:
    table = (
        "key,asreview_label,asreview_note,asreview_tags_topic\n"
        f"{SONG},1,read again,sound; latent\n{QIAN},,only a note,\n{CODEC},0,,\n"
    )
    again = ("no new decisions\n", "2 decisions saved: 1 included, 1 excluded; 2 notes saved\n")
    would = decide(table, "--dry-run")
    assert would.out == again[1].replace("saved", "would be saved")
    assert decide(table).out.startswith(again[1])
    assert decide(table).out == again[0]
    written = traces.load(Notebook(notes), NAME).notes
    assert [(one.key, one.note, one.tags) for one in written] == [
        (SONG, "read again", ("sound", "latent")), (QIAN, "only a note", ()),
    ]  # fmt: skip
    run("undo")
    assert (traces.load(Notebook(notes), NAME).notes, saved(notes)) == ((), {})
