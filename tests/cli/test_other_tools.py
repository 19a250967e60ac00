"""Coming from other screening tools and going back: labels, notes and tags become decisions and return."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from litnotes.model.candidate import CandidateNote, Screened
from litnotes.store import traces
from litnotes.store.notebook import Notebook
from tests.conftest import Run
from tests.screened_notes import FOUND, NAME, screening_in

ASREVIEW = """\
title,abstract,doi,asreview_label,asreview_time,asreview_note,asreview_prior
Codes of sound,We learn codes.,10.1234/a,1,2024-05-30 10:00:00.5,"read, then cite",1
A music survey,A survey.,10.1234/b,0,1717063200.0,,0
Songs of space,Songs.,10.1234/c,,,,0
"""
ONE = (
    'RAYYAN-INCLUSION: {"Lin"=>"Included", "Ana"=>"Maybe"} | RAYYAN-LABELS: codes,sound'
    ' | USER-NOTES: {"Ana"=>["ask Bo"]}'
)
OTHER = 'RAYYAN-INCLUSION: {"Lin"=>"Excluded"} | RAYYAN-EXCLUSION-REASONS: survey'
RAYYAN = f"""\
key,title,year,journal,authors,abstract,notes
rayyan-1,Codes of sound,2021,ISMIR,Ito C,We learn codes.,"{ONE.replace('"', '""')}"
rayyan-2,A music survey,2020,ISMIR,Li B,A survey.,"{OTHER.replace('"', '""')}"
rayyan-3,Songs of space,2020,ISMIR,Li B,Songs.,
"""
COVIDENCE = """\
Title,Authors,Abstract,Published Year,Journal,DOI,Covidence #,Study,Notes,Tags
Codes of sound,"Ito, C",We learn codes.,2021,ISMIR,10.1234/a,#1,Ito 2021,,codes; later
A music survey,"Li, B",A survey.,2020,ISMIR,10.1234/b,#2,Li 2020,Exclusion reason: Wrong outcomes; ,
"""
EPPI = """\
ItemId,I/E/D/S,Title,Abstract,Year
1,I,Codes of sound,We learn codes.,2021
2,E,A music survey,A survey.,2020
3,D,Songs of space,Songs.,2020
"""
RIS = """\
TY  - JOUR
TI  - Codes of sound
AU  - Ito, Chen
AB  - We learn codes.
N1  - ASReview_relevant
N1  - asreview_label: 1
N1  - asreview_note: "read, then cite"
ER  -\x20

TY  - JOUR
TI  - A music survey
AU  - Li, Bo
N1  - <p>ASReview_irrelevant</p>
ER  -\x20

TY  - JOUR
TI  - Songs of space
AU  - Li, Bo
N1  - ASReview_not_seen
ER  -\x20
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in the folder in which the commands run."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def notes(notebook: Path) -> Path:
    """Notes with two criteria."""
    screening_in(notebook)
    return notebook


def brief(notes: Path, name: str) -> dict[tuple[str, str], str]:
    """Return the decisions of a trace, by the first word of the title and the person."""
    trace = traces.load(Notebook(notes), name)
    title = {candidate.key: candidate.title.split()[0] for candidate in trace.candidates}
    return {
        (title[one.key], one.by or ""): "; ".join(filter(None, (one.decision, one.criterion, one.reason)))
        for one in trace.decisions
    }


def notes_of(notes: Path, name: str) -> list[tuple[str | None, tuple[str, ...], str | None]]:
    return [(one.note, one.tags, one.by) for one in traces.load(Notebook(notes), name).notes]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_labels_of_asreview_are_decisions_with_their_day(run: Run, notes: Path, encoding: str) -> None:
    Path("mine.csv").write_text(ASREVIEW, encoding)
    done = run("trace", "--from", "mine.csv")
    assert done.code == 0, done
    assert "2 decisions from the file: 1 included, 1 excluded\n" in done.out
    assert "1 note from the file" in done.out
    assert "3 candidates, 3 new, 1 left to screen" in done.out
    name = "2024-06-02-mine"
    assert brief(notes, name) == {("Codes", ""): "include", ("A", ""): "exclude"}
    assert notes_of(notes, name) == [("read, then cite", (), None)]
    days = [str(one.day) for one in traces.load(Notebook(notes), name).decisions]
    assert days == ["2024-05-30", "2024-05-30"]


def test_people_of_rayyan_keep_their_decisions(run: Run, notes: Path) -> None:
    Path("mine.csv").write_text(RAYYAN, "utf-8")
    done = run("trace", "--from", "mine.csv")
    assert "3 decisions from the file: 1 included, 1 unsure, 1 excluded\n" in done.out
    assert "decisions of Ana and Lin stay theirs; --me NAME makes those of NAME yours" in done.out
    assert brief(notes, "2024-06-02-mine") == {
        ("Codes", "Lin"): "include", ("Codes", "Ana"): "unsure", ("A", "Lin"): "exclude; survey",
    }  # fmt: skip
    assert notes_of(notes, "2024-06-02-mine") == [(None, ("codes", "sound"), None), ("ask Bo", (), "Ana")]


def test_the_student_may_be_one_of_them(run: Run, notes: Path) -> None:
    Path("mine.csv").write_text(RAYYAN, "utf-8")
    run("trace", "--from", "mine.csv", "--me", "lin")
    assert brief(notes, "2024-06-02-mine").keys() == {("Codes", ""), ("Codes", "Ana"), ("A", "")}


def test_the_only_person_of_a_file_is_the_student(run: Run, notes: Path) -> None:
    Path("mine.csv").write_text(RAYYAN.replace(', ""Ana""=>""Maybe""', "").replace("Ana", "Lin"), "utf-8")
    assert "decisions of Lin are yours\n" in run("trace", "--from", "mine.csv").out
    assert brief(notes, "2024-06-02-mine").keys() == {("Codes", ""), ("A", "")}


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("c.csv", COVIDENCE, {("A", ""): "exclude; Wrong outcomes"}),
        ("e.csv", EPPI, {("Codes", ""): "include", ("A", ""): "exclude"}),
        ("a.ris", RIS, {("Codes", ""): "include", ("A", ""): "exclude"}),
    ],
)
def test_labels_of_other_tools(
    run: Run, notes: Path, name: str, content: str, expected: dict[tuple[str, str], str]
) -> None:
    Path(name).write_text(content, "utf-8")
    assert run("trace", "--from", name).code == 0
    assert brief(notes, f"2024-06-02-{name[0]}") == expected


def test_tags_of_covidence_are_kept(run: Run, notes: Path) -> None:
    Path("c.csv").write_text(COVIDENCE, "utf-8")
    run("trace", "--from", "c.csv")
    assert notes_of(notes, "2024-06-02-c") == [(None, ("codes", "later"), None)]


def test_a_second_time_adds_nothing_and_decisions_made_here_stay(run: Run, notes: Path) -> None:
    Path("mine.csv").write_text(ASREVIEW, "utf-8")
    run("trace", "--from", "mine.csv")
    key = next(
        one.key
        for one in traces.load(Notebook(notes), "2024-06-02-mine").candidates
        if "survey" in one.title
    )
    run("screen", key, "--unsure")
    again = run("trace", "--from", "mine.csv")
    assert "2 decisions not taken: already decided here\n" in again.out
    assert brief(notes, "2024-06-02-mine")["A", ""] == "unsure"


def test_a_record_that_is_there_twice_with_two_labels_is_unsure(run: Run, notes: Path) -> None:
    Path("mine.csv").write_text(f"{ASREVIEW}Codes of sound,We learn codes.,10.1234/a,0,,,0\n", "utf-8")
    done = run("trace", "--from", "mine.csv")
    assert "4 records, 1 repeated" in done.out
    assert "1 record twice in the file with two decisions: unsure\n" in done.out
    assert brief(notes, "2024-06-02-mine")["Codes", ""].startswith("unsure; the file has the record twice")


def test_a_dry_run_takes_nothing(run: Run, notes: Path) -> None:
    Path("mine.csv").write_text(ASREVIEW, "utf-8")
    assert "2 decisions from the file" in run("trace", "--from", "mine.csv", "--dry-run").out
    assert traces.names(Notebook(notes)) == [NAME]


def test_decisions_for_candidates_are_read_from_files_of_other_tools(run: Run, notes: Path) -> None:
    rows = "title,asreview_label\nA Survey of Latent Music Models,0\nA Work of no Known Year,1\n"
    Path("done.csv").write_text(rows, "utf-16")
    done = run("screen", "--decide", "done.csv", "--by", "Lin")
    assert done.out == "2 decisions saved: 1 excluded, 1 included\n"
    decided = {one.key: one.decision for one in traces.load(Notebook(notes), NAME).decisions}
    assert decided == {"li2022survey": "exclude", "noyear": "include"}


def test_simulate_reads_the_notes_of_rayyan(run: Run) -> None:
    rows = [f'Codes {n},codes,"RAYYAN-INCLUSION: {{""Lin""=>""Included""}}"' for n in range(5)]
    rows += [f'Farming {n},maize,"RAYYAN-INCLUSION: {{""Lin""=>""Excluded""}}"' for n in range(20)]
    rows += ['Perhaps,codes,"RAYYAN-INCLUSION: {""Lin""=>""Maybe""}"']
    Path("r.csv").write_text("\n".join(["title,abstract,notes", *rows]), "utf-8")
    done = run("simulate", "r.csv")
    assert done.out.startswith("r.csv: 25 records, 5 included, 1 without a label ignored\n")


MADE = [
    {"key": "moro2020song", "decision": "include"},
    {"key": "old2015codec", "decision": "exclude", "criterion": "codec"},
    {"key": "wang2021qian", "decision": "unsure"},
    {"key": "noyear", "decision": "not-retrieved", "reason": "=asked, twice"},
]


OLD = {"key": "old2015codec", "title": "An Old Codec", "authors": ["Ann Old"], "year": 2015}


@pytest.mark.parametrize(("form", "name"), [("asreview-csv", "back.csv"), ("ris", "back.ris")])
def test_what_is_written_is_read_again_as_it_was(run: Run, notebook: Path, form: str, name: str) -> None:
    screening_in(notebook, *FOUND[:1], *FOUND[2:], OLD, decisions=tuple(MADE))
    made = traces.load(Notebook(notebook), NAME)
    written = CandidateNote(key="noyear", note='say "why"', tags=("later", "b c"), day=made.day)
    traces.add_decisions(Notebook(notebook), NAME, [written])
    Path(name).write_text(run("candidates", "--format", form).out, "utf-8")
    traces.path_of(Notebook(notebook), NAME).unlink()
    assert run("trace", "--from", name).code == 0
    read = traces.load(Notebook(notebook), "2024-06-02-back")
    keys = {candidate.title: candidate.key for candidate in read.candidates}
    old = {candidate.key: keys[candidate.title] for candidate in made.candidates}
    expected = [one.model_copy(update={"key": old[one.key]}) for one in made.decisions]
    assert sorted(read.decisions, key=_by_key) == sorted(expected, key=_by_key)
    assert [(one.key, one.note, one.tags) for one in read.notes] == [
        (old["noyear"], 'say "why"', ("later", "b c"))
    ]


def _by_key(one: Screened) -> str:
    return one.key


def test_asreview_finds_its_columns(run: Run, notebook: Path) -> None:
    screening_in(notebook, decisions=tuple(MADE))
    heading, *rows = run("candidates", "--format", "asreview-csv", "--stage", "included").out.splitlines()
    assert heading.split(",")[9:12] == ["included", "asreview_label", "asreview_time"]
    assert "1,1,2024-06-01" in "".join(rows)


def test_notes_are_lines_among_the_decisions(notebook: Path) -> None:
    screening_in(notebook, decisions=tuple(MADE[:1]))
    books = Notebook(notebook)
    day = traces.load(books, NAME).day
    traces.add_decisions(books, NAME, [CandidateNote(key="noyear", abstract="A: b", day=day)])
    traces.add_decisions(books, NAME, [Screened(key="noyear", decision="include", day=day)])
    lines = traces.path_of(books, NAME).read_text("utf-8").splitlines()[-3:]
    assert [line.startswith("- {key: ") for line in lines] == [True] * 3
    read = traces.load(books, NAME)
    assert [one.key for one in read.decisions] == ["moro2020song", "noyear"]
    assert [one.abstract for one in read.notes] == ["A: b"]
    assert json.loads(read.model_dump_json())["notes"][0]["key"] == "noyear"


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("label", "101"),
        ("Label", ("1.0", "0.0", "")),
        ("label", ("include", "exclude", "cluster 3")),
        ("included", "012"),
        ("decision", ("include", "exclude", "perhaps not")),
    ],
)
def test_a_column_that_may_mean_something_else_is_named_and_not_taken(
    run: Run, notes: Path, column: str, cells: Sequence[str]
) -> None:
    rows = "".join(f"A Title of Number {number},2020,{cell}\n" for number, cell in enumerate(cells))
    Path("mine.csv").write_text(f"title,year,{column}\n{rows}")
    done = run("trace", "--from", "mine.csv")
    assert (
        f'column "{column}" is not taken: it may hold something else than decisions' in done.out + done.err
    )
    assert traces.load(Notebook(notes), "2024-06-02-mine").decisions == ()


@pytest.mark.parametrize(
    ("column", "cells"),
    [("label", ("include", "exclude", "")), ("label_included", "101"), ("included", ["1", "1"])],
)
def test_a_column_with_a_known_name_and_known_words_is_taken(
    run: Run, notes: Path, column: str, cells: Sequence[str]
) -> None:
    rows = "".join(f"A Title of Number {number},2020,{cell}\n" for number, cell in enumerate(cells))
    Path("mine.csv").write_text(f"title,year,{column}\n{rows}")
    done = run("trace", "--from", "mine.csv")
    assert "is not taken" not in done.out + done.err
    taken = traces.load(Notebook(notes), "2024-06-02-mine").decisions
    assert len(taken) == sum(cell != "" for cell in cells)
