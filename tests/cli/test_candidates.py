"""`candidates`: what was found with what was decided, in the order of screening."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.conftest import Once, Run
from tests.screened_notes import CITES, FOUND, NAME, SEED, screening_in
from tests.terminal import Spawn, ended, plain

SONG, CODEC, QIAN, NOYEAR, SURVEY = (str(one["key"]) for one in FOUND)


@pytest.fixture
def notes(synced: Path, run: Run, once: Once) -> Path:
    def screen() -> None:
        screening_in(synced)
        for words in (
            (SONG, "--include"),
            (SONG, "--exclude", "--by", "Zoë", "--criterion", "codec"),
            (SURVEY, "--exclude", "--criterion", "survey", "--reason", "and old"),
            (QIAN, "--exclude", "--by", "Zoë", "--reason", "in Chinese"),
            (NOYEAR, "--unsure"),
        ):
            assert run("screen", *words).code == 0

    return once("candidates", screen)


def keys(out: str) -> list[str]:
    return [line.split("\t")[0] for line in out.splitlines()]


def rows(out: str) -> list[Mapping[str, str]]:
    return list(csv.DictReader(io.StringIO(out)))


def test_a_line_each_with_who_decided_what(run: Run, notes: Path) -> None:
    done = run("candidates")
    assert done.code == 0
    lines = {line.split("\t")[0]: line.split("\t") for line in done.out.splitlines()}
    assert set(lines) == {SONG, CODEC, QIAN, NOYEAR, SURVEY}
    assert keys(done.out)[-2:] == [SONG, SURVEY]  # what is decided comes last
    assert lines[SURVEY] == [
        SURVEY, "A Survey of Latent Music Models", "Li", "2022", "", "Coconet-M", "", "excluded",
        "you: exclude (survey; and old)",
    ]  # fmt: skip
    assert lines[SONG][7:] == ["conflict", "you: include; Zoë: exclude (codec)"]
    assert r"\x1b[31mred" in done.out
    assert "\x1b" not in done.out
    assert notes


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--stage", "excluded"), {SURVEY, QIAN}),
        (("--stage", "unsure"), {NOYEAR}),
        (("--stage", "unsure", "--stage", "to-screen"), {NOYEAR, CODEC}),
        (("--conflicts",), {SONG}),
        (("--stage", "included"), set()),
        (("--trace", NAME), {SONG, CODEC, QIAN, NOYEAR, SURVEY}),
        (("--by", "zoë", "--stage", "to-screen"), {CODEC, NOYEAR, SURVEY}),
        (("--by", "Zoë", "--stage", "excluded"), {SONG, QIAN}),
    ],
)
def test_chosen(run: Run, notes: Path, words: tuple[str, ...], found: set[str]) -> None:
    assert set(keys(run("candidates", *words).out)) == found
    assert notes


def test_the_view_of_one_person_hides_other_decisions(run: Run, notes: Path) -> None:
    for form in ((), ("--csv",), ("--json",)):
        shown = run("candidates", "--by", "Zoë", *form).out
        assert "survey;" not in shown.replace("survey; and", "LEAK")
        for told in ("you:", "and old", '"by": null', "LEAK", "unsure", "conflict"):
            assert told not in shown, form
    assert [one["decision"] for one in rows(run("candidates", "--by", "Zoë", "--csv").out)].count(
        "exclude"
    ) == 2
    assert notes


def test_an_order_is_made_only_where_there_is_one(
    run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("an order was made")

    monkeypatch.setattr("litnotes.app.screening_order.queue_of", refuse)
    assert keys(run("candidates", "--conflicts").out) == [SONG]
    assert run("candidates", "--by", "Zoë", "--stage", "excluded", "--csv").code == 0
    assert notes


def test_limit_prints_how_many_more(run: Run, notes: Path) -> None:
    done = run("candidates", "--limit", "2")
    more, order = done.err.splitlines()
    assert (len(done.out.splitlines()), more) == (2, "3 more")
    found = json.loads(run("candidates", "--limit", "2", "--json").out)
    assert (found["total"], len(found["candidates"])) == (5, 2)
    assert order == f"order: {found['order']}"
    assert notes


def test_json_contains_all(run: Run, notes: Path) -> None:
    run("verdict", SONG, "--exclude", "--by", "Zoë", "--reason", "off topic")
    done = run("candidates", "--json")
    assert "\x1b" not in done.out
    found: dict[str, Any] = {one["key"]: one for one in json.loads(done.out)["candidates"]}
    song = found[SONG]
    assert song["title"] == FOUND[0]["title"]
    assert song["reached"][0]["contexts"] == ["As in [1], we quantize before modelling."]
    assert (song["paper"], song["stage"], song["traces"]) == (SONG, "excluded", [NAME])
    assert [one["decision"] for one in song["decisions"]] == ["include", "exclude"]
    assert song["verdict"] == {
        "decision": "exclude", "reason": "off topic", "by": "Zoë", "day": "2024-06-02"
    }  # fmt: skip
    assert 0 <= found[CODEC]["score"] <= 1
    assert found[CODEC]["title"].endswith("\x1b[31mred")
    assert notes


def test_csv_can_be_read_by_a_spreadsheet(run: Run, notebook: Path) -> None:
    screening_in(
        notebook,
        {
            **FOUND[0],
            "title": '=HYPERLINK("http://x")',
            "venue": "+1",
            "abstract": 'He said "a; b"\nand, c',
        },
    )
    (row,) = rows(run("candidates", "--csv").out)
    assert row["title"] == '\'=HYPERLINK("http://x")'
    assert row["venue"] == "'+1"
    assert row["abstract"] == 'He said "a; b"\nand, c'
    assert row["linked"] == "Coconet-M"
    assert (row["decision"], row["stage"]) == ("", "to screen")


def test_links_to_candidates_have_their_title(run: Run, notebook: Path) -> None:
    second = {"key": "b", "title": "Second round", "reached": [{**CITES[0], "paper": "a"}]}
    screening_in(notebook, {"key": "a", "title": "First round", "reached": CITES}, second)
    lines = {line.split("\t")[0]: line.split("\t") for line in run("candidates").out.splitlines()}
    assert lines["b"][5] == "First round"


class TestTerminal:
    def test_a_table_with_a_legend(self, spawn: Spawn, notes: Path) -> None:
        lines = plain(ended(spawn("candidates", "--stage", "excluded", columns=80))[0])
        at = next(at for at, line in enumerate(lines) if "A Survey of Latent Music Models" in line)
        assert lines[0].split() == ["no.", "title", "year", "linked", "score", "stage"]
        assert lines[at].split()[-3:] == ["2022", "Coconet-M", "excluded"]
        assert lines[at + 1 : at + 3] == [f"     {SURVEY}; Li", "     you: exclude (survey; and old)"]
        legend = " ".join(lines[lines.index("") :])
        for mark in ("below a title: ", "linked: your papers"):
            assert mark in legend
        assert "conflict:" not in legend
        assert notes

    def test_what_is_shown_is_explained(self, spawn: Spawn, notes: Path) -> None:
        shown = " ".join(plain(ended(spawn("candidates"))[0]))
        for mark in ("score: how likely", "conflict: people disagree", "* already one of your", "order: "):
            assert mark in shown
        assert "included*" in shown or "conflict*" in shown
        assert notes

    def test_one_persons_view_does_not_mark_own_papers(self, spawn: Spawn, notes: Path) -> None:
        shown, code = ended(spawn("candidates", "--by", "Zoë"))
        assert ("*" in shown, code) == (False, 0)
        assert notes

    @pytest.mark.parametrize("columns", [40, 50, 59, 60, 80, 160])
    def test_no_line_is_too_long_and_no_word_is_broken(
        self, spawn: Spawn, notes: Path, columns: int
    ) -> None:
        title = "Vector-quantized " + "representations " * 9 + "of 潜在空间 in a title"
        screening_in(
            notes, {"key": "long2024representations", "title": title, "reached": CITES, "retracted": True,
                    "authors": ["Aaron van den Oord", "B"]}, name="2024-06-03-more",
        )  # fmt: skip
        shown, code = ended(spawn("candidates", columns=columns))
        assert code == 0
        lines = plain(shown)
        assert max(map(cell_len, lines)) <= columns
        words = " ".join(lines).split()
        for word in ("long2024representations;", "RETRACTED:", "Oord", "潜在空间", "Vector-quantized"):
            assert word in words
        assert words.count("representations") == 9
        is_list = not lines[0].startswith("no.")
        assert is_list == (columns < 60)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--json", "--csv"), 2, "several formats"),
        (("--trace", "x"), 2, f'unknown trace "x"; traces: {NAME}'),
        (("--limit", "0"), 2, "0"),
        (("--stage", "included"), 0, "no candidates match"),
    ],
)
def test_what_cannot_be_shown(run: Run, notes: Path, words: tuple[str, ...], code: int, told: str) -> None:
    done = run("candidates", *words)
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert notes


def test_without_traces(run: Run, notebook: Path) -> None:
    done = run("candidates")
    assert (done.code, done.out) == (0, "")
    assert done.err == 'no traces yet; start one with `litnotes trace "VQ-VAE"`\n'
    assert json.loads(run("candidates", "--json").out) == {"total": 0, "order": None, "candidates": []}
    assert notebook


def test_reports_a_broken_trace_beside_the_others(run: Run, notes: Path) -> None:
    (notes / "traces" / "2024-05-01-x.yaml").write_text("day: never\n")
    done = run("candidates", "--stage", "unsure")
    assert (done.code, keys(done.out)) == (1, [NOYEAR])
    assert "2024-05-01-x.yaml:1" in done.err


def test_two_traces_are_one_pool(run: Run, notes: Path) -> None:
    more = {"key": SURVEY, "title": "A Survey of Latent Music Models",
            "reached": [{"paper": SEED, "direction": "references", "sources": ["crossref"]}]}  # fmt: skip
    screening_in(notes, more, name="2024-06-02-again")
    found = json.loads(run("candidates", "--json").out)
    assert found["total"] == 5
    (one,) = (one for one in found["candidates"] if one["key"] == SURVEY)
    assert one["traces"] == [NAME, "2024-06-02-again"]
    assert {link["direction"] for link in one["reached"]} == {"cited-by", "references"}
    assert one["stage"] == "excluded"


def test_papers_that_were_merged_are_named_as_they_are_by_now(run: Run, notes: Path) -> None:
    assert run("add-paper", "Coconet, the second version of it", "--tag", "music").code == 0
    other = next(
        path.stem for path in (notes / "papers").glob("*.yaml") if "second version" in path.read_text()
    )
    assert run("merge-papers", other, SEED).code == 0
    done = run("candidates", "--json")
    assert done.code == 0
    line = next(line for line in run("candidates").out.splitlines() if line.startswith(CODEC))
    assert (
        line.split("\t")[5] == "Coconet-M"
    )  # its short name went over; the trace still has the former key
    assert SEED in (notes / "traces" / f"{NAME}.yaml").read_text()
