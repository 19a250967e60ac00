"""Labels of screening tools: odd ones are read or left alone, and no file takes long."""

from __future__ import annotations

import time

import pytest

from litnotes.formats.labels import Label, choice_of, labels_of, labels_of_notes


@pytest.mark.parametrize(
    ("word", "choice"),
    [("1", "include"), (" Included ", "include"), ("0.0", "exclude"), ("Maybe", "unsure"), ("-1", None),
     ("not  retrieved", "not-retrieved"), ("survey", None), ("", None)],
)  # fmt: skip
def test_words_of_decisions(word: str, choice: str | None) -> None:
    assert choice_of(word) == choice


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ('RAYYAN-INCLUSION: {"A \\"x\\" B"=>"Maybe"}', (Label(by='A "x" B', choice="unsure"),)),
        ('RAYYAN-INCLUSION: {"Lin"=>"Undecided?"}', ()),
        ('USER-NOTES: {"Lin"=>["one } two", "three"], "Bo"=>["four"]}',
         (Label(by="Lin", note="one } two; three"), Label(by="Bo", note="four"))),
        ('USER-NOTES: {"Lin"=>["no end', (Label(by="Lin", note="no end"),)),
        ("just a note", ()),
    ],
)  # fmt: skip
def test_notes_of_rayyan(notes: str, expected: tuple[Label, ...]) -> None:
    assert labels_of({"notes": notes}) == expected


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (['asreview_note: {"a":', "asreview_label: 0"], (Label(choice="exclude", note='{"a":'),)),
        (["litnotes: [1]", 'litnotes: {"decision": 5, "tags": 3}'], ()),
        (["ASReview_not_seen"], ()),
        (["<p>ASReview_relevant</p>"], (Label(choice="include"),)),
    ],
)
def test_notes_of_ris(notes: list[str], expected: tuple[Label, ...]) -> None:
    assert labels_of_notes(notes) == expected


@pytest.mark.parametrize("part", ['"a"=>["b', '"a"=>[', '\\"', '"x",', "{", "=>"])
@pytest.mark.parametrize("front", ["USER-NOTES: {", "RAYYAN-INCLUSION: {", "RAYYAN-INCLUSION: {}", ""])
def test_a_hostile_note_takes_no_long_time(front: str, part: str) -> None:
    start = time.process_time()
    labels_of({"notes": front + part * 5000 + "}", "covidence": "1"})
    assert time.process_time() - start < 1
