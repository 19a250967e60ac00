"""`screen` on a terminal: one candidate at a time, one key each, and each answer is saved at once."""

from __future__ import annotations

import re
import signal
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pexpect  # type: ignore[import-untyped]
import pytest

from tests.conftest import Run
from tests.screened_notes import CITES, FOUND, NAME, decisions_of, saved_in, screening_in
from tests.terminal import PATIENCE, Spawn, ended, interrupted, plain

KEYS = "[q]uit"
SONG, CODEC, QIAN, NOYEAR, SURVEY = (str(one["key"]) for one in FOUND)
TRACE = f"traces/{NAME}.yaml"


@pytest.fixture
def notes(synced: Path) -> Path:
    screening_in(synced)
    return synced


@pytest.fixture
def quick(spawn: Spawn, monkeypatch: pytest.MonkeyPatch) -> Spawn:
    """Start `screen` without scikit-learn, which takes a second to load."""
    monkeypatch.setitem(sys.modules, "sklearn", None)
    return partial(spawn, "screen")


def page(child: Any, key: str = "") -> str:
    """Press a key and return the page that comes, up to its keys."""
    child.send(key)
    child.expect_exact("─")
    above = child.before
    child.expect(r"\[\?\]\r\n")
    return "\n".join(plain(f"{above}{child.before}".replace("─", "")))


def told(child: Any, key: str, text: str) -> None:
    """Press a key and wait for words."""
    child.send(key)
    child.expect_exact(text)


def quit_(child: Any) -> tuple[str, int | None]:
    child.send("q")
    return ended(child)


class TestPage:
    def test_shows_all_that_decides(self, quick: Spawn, notes: Path) -> None:
        child = quick(SONG)
        child.expect_exact("order: likeness to the relevant ones known so far")
        child.expect_exact("5 left ")
        shown = child.expect_exact(KEYS) or child.before
        text = " ".join(" ".join(plain(shown)).split())
        for part in (
            "moro2020song Songs from a Latent Space",
            "Ana Moro, Bo Li; ISMIR 2020",
            "We generate songs in a latent space.",
            "cites Coconet-M (influential): “As in [1], we quantize before modelling.”",
            "criteria: years yes (2020)",
            "[i]nclude [e]xclude [u]nsure [l]ater [b]ack [o]pen",
        ):
            assert part in text
        rest, code = quit_(child)
        assert code == 0
        assert "0 decided now; in total 5 left" in rest
        assert "too few decisions for an estimate" in rest
        assert decisions_of(notes) == []

    def test_words_of_the_criteria_are_marked(self, quick: Spawn, notes: Path) -> None:
        settings = notes / "litnotes.yaml"
        text = settings.read_text("utf-8").replace(
            "criteria:\n", "criteria:\n  keywords: {any: [latent, quanti*]}\n"
        )
        settings.write_text(text, "utf-8")
        child = quick(SONG)
        child.expect_exact(KEYS)
        assert "Songs from a \x1b[1;33mLatent\x1b[0m Space" in child.before
        assert "songs in a \x1b[1;33mlatent\x1b[0m space" in child.before
        assert quit_(child)[1] == 0
        child = quick(SONG, NO_COLOR="1")
        child.expect_exact(KEYS)
        assert not re.search(r"\x1b\[[0-9;]*3[0-8]", child.before.partition("order:")[2])
        assert quit_(child)[1] == 0

    def test_what_services_say_never_steers_the_terminal(self, quick: Spawn, notes: Path) -> None:
        child = quick(CODEC)
        child.expect_exact(KEYS)
        assert r"An Old Codec [bold]x[/bold] \x1b[31mred" in child.before
        assert "\x1b[31m" not in child.before
        assert "no abstract" in child.before
        assert quit_(child)[1] == 0
        assert notes

    def test_a_narrow_window(self, quick: Spawn, notes: Path) -> None:
        child = quick(SONG, columns=40)
        shown = page(child)
        child.send("e\x1blq")
        rest, code = ended(child)
        assert code == 0
        lines = plain(f"{shown.partition('order:')[2]}\n{rest}")
        assert max(map(len, lines)) <= 40
        assert "Songs from a Latent Space" in shown
        assert "[s]tatus  [q]uit  [?]" in " ".join(rest.split("\r\n")).replace("   ", "  ")
        assert notes

    def test_a_dumb_terminal_gets_plain_text(self, quick: Spawn, notes: Path) -> None:
        child = quick(SONG, TERM="dumb")
        shown = page(child)
        rest, code = quit_(child)
        assert code == 0
        assert "\x1b" not in f"{shown}{rest}"
        assert notes

    def test_wide_letters_fit(self, quick: Spawn, notes: Path) -> None:
        child = quick(QIAN, columns=40)
        child.expect_exact("5 left")
        child.expect_exact("[i]nclude")
        lines = plain(child.before)
        assert any("潜在空间" in line for line in lines)
        wide = [sum(1 + (ord(letter) > 0x2E80) for letter in line) for line in lines]
        assert max(wide) <= 40
        assert quit_(child)[1] == 0
        assert notes

    def test_a_long_abstract_leaves_the_keys_in_sight(self, quick: Spawn, notebook: Path) -> None:
        screening_in(notebook, {**FOUND[0], "abstract": "many words " * 2000})
        child = quick()
        child.expect_exact(KEYS)
        child.expect(r"\[\?\]\r\n")
        with pytest.raises(pexpect.TIMEOUT):
            child.expect(".", timeout=0.3)
        assert quit_(child)[1] == 0


class TestKeys:
    def test_each_answer_is_saved_at_once(self, quick: Spawn, notes: Path) -> None:
        child = quick(SONG)
        shown = page(child)
        assert "5 left" in shown
        shown = page(child, "i")
        assert decisions_of(notes) == [(SONG, "include")]
        assert f"notes/papers/{SONG}.yaml made; a quick note in notes/2024-06-02.md" in shown
        assert "4 left, 1 included" in shown
        told(child, "e", "2. survey: a survey, [bold]or not")
        told(child, "", "3. not latent: generates music from a latent space")
        told(child, "", "0. another reason")
        shown = page(child, "2")
        assert "exclude (survey)" in shown
        assert "3 left, 1 included, 1 excluded" in shown
        assert saved_in(notes)[-1].criterion == "survey"
        shown = page(child, "u")
        assert "3 left, 1 included, 1 excluded, 1 unsure" in shown
        told(child, "e", "another reason")
        told(child, "0", "why:")
        shown = page(child, "not  music\r")
        assert "exclude (not music)" in shown
        assert (saved_in(notes)[-1].criterion, saved_in(notes)[-1].reason) == (None, "not music")
        rest, code = quit_(child)
        assert code == 0
        assert "4 decided now; in total 2 left, 1 included, 2 excluded, 1 unsure" in rest
        note = (notes / "2024-06-02.md").read_text("utf-8").splitlines()[-2:]
        assert note == ["4. Songs from a Latent Space", "   cites Coconet-M"]

    def test_no_key_that_is_typed_ahead_is_lost(self, quick: Spawn, notes: Path) -> None:
        child = quick(SONG)
        child.send("ie2uq")
        assert ended(child)[1] == 0
        assert [decision for _, decision in decisions_of(notes)] == ["include", "exclude", "unsure"]

    def test_wrong_keys_decide_nothing(self, quick: Spawn, notes: Path) -> None:
        child = quick(SONG)
        page(child)
        for key in ("x", "7", "\r", " ", "\x1b[A", "\x1b", "é", "中", "\t"):
            told(child, key, KEYS)
        told(child, "?", "l  later: not saved")
        assert page(child, "I")  # a capital is the same key
        assert quit_(child)[1] == 0
        assert decisions_of(notes) == [(SONG, "include")]

    def test_leaving_the_reason_decides_nothing(self, quick: Spawn, notes: Path) -> None:
        child = quick(SONG)
        page(child)
        told(child, "e", "another reason")
        told(child, "9", "press a number, 0 to 3, or Esc")
        told(child, "\x1b", "no decision")
        for answer in ("\r", "\x1b\r\r"):
            told(child, "e", "another reason")
            told(child, "0", "why:")
            told(child, answer, "no decision")
        told(child, "", KEYS)
        assert quit_(child)[1] == 0
        assert decisions_of(notes) == []

    @pytest.mark.parametrize("before", ["", "e", "e0"])
    def test_ctrl_c_keeps_what_is_saved(self, quick: Spawn, notes: Path, before: str) -> None:
        child = quick(SONG)
        page(child)
        page(child, "u")
        for key in before:
            told(child, key, {"e": "another reason", "0": "why:"}[key])
        rest, code = interrupted(child)
        assert (code, "Traceback" in rest) == (130, False), rest
        assert "1 decided now" in rest
        assert decisions_of(notes) == [(SONG, "unsure")]

    def test_back_and_another_decision(self, quick: Spawn, notes: Path) -> None:
        child = quick(SONG)
        page(child)
        told(child, "b", "this is the first candidate")
        page(child, "i")
        shown = page(child, "b")
        assert "Songs from a Latent Space" in shown
        assert "your decision: include" in shown
        shown = page(child, "i")
        assert "made" not in shown
        shown = page(child, "b")
        told(child, "e", "another reason")
        shown = page(child, "1")
        assert "4 left, 1 excluded" in shown
        assert quit_(child)[1] == 0
        assert decisions_of(notes) == [(SONG, "include"), (SONG, "exclude")]
        # The paper stays, once; the decision counts.
        assert [path.stem for path in (notes / "papers").glob("moro*")] == [SONG]
        assert (notes / "2024-06-02.md").read_text("utf-8").count("Songs from a Latent Space") == 1

    def test_later_comes_after_all_others(self, quick: Spawn, notes: Path) -> None:
        child = quick(SONG)
        seen = [re.findall(r"moro\w+|old\w+|wang\w+|noyear|li2022\w+", page(child))[0]]
        for _ in range(6):
            shown = page(child, "l")
            seen += re.findall(r"^(moro\w+|old\w+|wang\w+|noyear|li2022\w+)", shown, re.MULTILINE)[:1]
        assert sorted(seen[:5]) == sorted([SONG, CODEC, QIAN, NOYEAR, SURVEY])
        assert seen[5:] == seen[:2]
        assert "5 put off" in shown
        rest, code = quit_(child)
        assert (code, decisions_of(notes)) == (0, [])
        assert "0 decided now; in total 5 left" in rest

    def test_what_one_was_unsure_of_comes_the_next_time(self, quick: Spawn, notes: Path) -> None:
        child = quick(SONG)
        child.send("uuuuu")
        rest, code = ended(child)
        assert code == 0
        assert "no more candidates to screen" in rest
        assert "5 decided now; in total 5 left, 5 unsure" in rest
        child = quick()
        assert "your decision: unsure" in page(child)
        assert quit_(child)[1] == 0
        assert notes

    def test_outside_the_years_a_reason_is_asked_for(self, quick: Spawn, notes: Path) -> None:
        child = quick(CODEC)
        page(child)
        told(child, "i", "outside the years of the criteria (2015, before 2018); why include it:")
        told(child, "\r", "no decision")
        assert decisions_of(notes) == []
        told(child, "i", "why include it:")
        assert "include (all start from it)" in page(child, "all start from it\r")
        assert saved_in(notes)[0].reason == "all start from it"
        told(child, "b", KEYS)
        told(child, "i", "why include it:")
        assert interrupted(child)[1] == 130

    def test_ten_criteria_are_typed(self, quick: Spawn, notebook: Path) -> None:
        many = ", ".join(f"c{number}: reason {number}" for number in range(1, 12))
        screening_in(notebook, criteria=f"exclude: {{{many}}}")
        child = quick(SONG)
        page(child)
        told(child, "e", "number, 0 to 12:")
        told(child, "99\r", "press a number, 0 to 12")
        told(child, "", "number, 0 to 12:")
        told(child, "\r", "no decision")
        told(child, "e", "number, 0 to 12:")
        page(child, "11\r")
        assert saved_in(notebook)[-1].criterion == "c11"
        told(child, "e", "number, 0 to 12:")
        told(child, "0\r", "why:")
        page(child, "other\r")
        assert saved_in(notebook)[-1].reason == "other"
        assert quit_(child)[1] == 0

    def test_without_criteria_a_reason_may_be_left_out(self, quick: Spawn, notebook: Path) -> None:
        screening_in(notebook)
        settings = notebook / "litnotes.yaml"
        settings.write_text("topic: x\n")
        child = quick(SONG)
        page(child)
        told(child, "e", "why (Enter for no reason")
        told(child, "\x1b\r\r", "no decision")
        told(child, "e", "why (Enter for no reason")
        page(child, "\r")
        assert (saved_in(notebook)[0].decision, saved_in(notebook)[0].reason) == ("exclude", None)
        assert quit_(child)[1] == 0

    def test_a_kill_right_after_a_key(self, quick: Spawn, notes: Path) -> None:
        child = quick(SONG)
        page(child)
        child.send("u")
        path = notes / TRACE
        end = time.monotonic() + PATIENCE
        while b"decisions" not in path.read_bytes() and time.monotonic() < end:
            time.sleep(0.005)
        child.kill(signal.SIGKILL)
        child.close()
        assert decisions_of(notes) == [(SONG, "unsure")]

    def test_the_terminal_is_as_it_was(self, quick: Spawn, notes: Path, tmp_path: Path) -> None:
        import termios

        child = quick(SONG)
        child.expect_exact(KEYS)
        fd = child.child_fd
        assert not termios.tcgetattr(fd)[3] & termios.ECHO
        child.send("q")
        child.expect_exact("decided now")
        child.expect(pexpect.EOF)
        assert notes
        assert tmp_path


class TestBrowser:
    @pytest.fixture
    def browser(self, tmp_path: Path) -> Path:
        program = tmp_path / "browser"
        program.write_text('#!/bin/sh\nfor one in "$@"; do echo "$one" >> "$(dirname "$0")/asked"; done\n')
        program.chmod(0o755)
        return program

    @pytest.mark.parametrize(
        ("key", "url"),
        [
            (SONG, "https://arxiv.org/abs/2005.99341"),
            (CODEC, "https://example.org/old?a=1&b=$(touch%20owned)"),
            (QIAN, "https://doi.org/10.1234/abc(2)"),
        ],
    )
    def test_is_given_the_address(
        self, quick: Spawn, notes: Path, tmp_path: Path, browser: Path, key: str, url: str
    ) -> None:
        child = quick(key, BROWSER=str(browser))
        page(child)
        told(child, "o", f"opened {url}")
        assert quit_(child)[1] == 0
        assert (tmp_path / "asked").read_text() == f"{url}\n"
        assert not list(tmp_path.rglob("owned"))
        assert notes

    def test_only_the_web_is_opened(self, quick: Spawn, notes: Path, tmp_path: Path, browser: Path) -> None:
        for key in (NOYEAR, SURVEY):
            child = quick(key, BROWSER=str(browser))
            page(child)
            told(child, "o", "no web page to open")
            assert quit_(child)[1] == 0
        assert not (tmp_path / "asked").exists()
        assert notes

    def test_one_that_fails_is_no_harm(self, quick: Spawn, notes: Path) -> None:
        child = quick(SONG, BROWSER="/bin/false")
        page(child)
        told(child, "o", "https://arxiv.org/abs/2005.99341")
        assert quit_(child)[1] == 0
        assert notes


class TestAnotherPerson:
    def test_sees_nothing_of_what_others_decided(self, quick: Spawn, notes: Path, run: Run) -> None:
        for key in (SONG, QIAN):
            assert run("screen", key, "--include").code == 0
        assert run("screen", SURVEY, "--exclude", "--criterion", "survey").code == 0
        child = quick(SONG, "--by", "zoë")
        shown = page(child)
        assert "5 left" in shown
        for word in ("your decision", "include (", "survey)", "made"):
            assert word not in shown
        told(child, "e", "another reason")
        page(child, "2")
        rest, code = quit_(child)
        assert code == 0
        assert "1 decided now; in total 4 left, 1 excluded" in rest
        assert saved_in(notes)[-1].by == "Zoë"
        found = run("candidates", "--conflicts")
        assert [line.split("\t")[0] for line in found.out.splitlines()] == [SONG]
        assert "you: include; Zoë: exclude (survey)" in found.out

    def test_makes_no_papers_and_does_not_hear_of_them(self, quick: Spawn, notes: Path) -> None:
        child = quick(SONG, "--by", "Zoë")
        page(child)
        assert "made" not in page(child, "i")
        assert quit_(child)[1] == 0
        assert not list((notes / "papers").glob("moro*"))
        child = quick(SONG)
        assert "made" not in page(child)
        assert quit_(child)[1] == 0
        assert not list((notes / "papers").glob("moro*"))


class TestTrouble:
    def test_a_report_in_conflict_is_made_good_the_next_time(self, quick: Spawn, notes: Path) -> None:
        report = notes / "2024-06-02.md"
        broken = "# June 2 Report\n## Quick notes\n<<<<<<< HEAD\n1. a\n=======\n1. b\n>>>>>>> x\n"
        report.write_text(broken)
        child = quick(SONG)
        page(child)
        shown = page(child, "i")
        assert "the decisions are saved; the next `litnotes screen` adds the papers" in shown
        assert quit_(child)[1] == 1
        assert decisions_of(notes) == [(SONG, "include")]
        assert report.read_text() == broken
        assert not (notes / "papers" / f"{SONG}.yaml").exists()
        report.write_text("# June 2 Report\n## Quick notes\n1. a\n")
        child = quick()
        child.expect_exact(f"notes/papers/{SONG}.yaml made; a quick note in notes/2024-06-02.md")
        page(child)
        assert quit_(child)[1] == 0
        assert report.read_text().splitlines()[2:] == [
            "1. a",
            "2. Songs from a Latent Space",
            "   cites Coconet-M",
        ]

    def test_reports_a_decision_not_saved_and_keeps_the_candidate(self, quick: Spawn, notes: Path) -> None:
        path = notes / TRACE
        child = quick(SONG)
        page(child)
        away = path.rename(notes / "away")
        told(child, "u", "not saved; press the key again")
        away.rename(path)
        shown = page(child, "u")
        assert "5 left, 1 unsure" in shown
        assert quit_(child)[1] == 3
        assert decisions_of(notes) == [(SONG, "unsure")]

    def test_two_people_at_once(self, quick: Spawn, notes: Path) -> None:
        one, other = quick(SONG), quick(SONG, "--by", "Zoë")
        page(one), page(other)
        for _ in range(4):
            page(one, "u")
            page(other, "u")
        assert (quit_(one)[1], quit_(other)[1]) == (0, 0)
        saved = saved_in(notes)
        assert len(saved) == 8
        assert {one.by for one in saved} == {None, "Zoë"}

    def test_all_decided(self, quick: Spawn, notebook: Path) -> None:
        screening_in(notebook, FOUND[4], decisions=({"key": SURVEY, "decision": "exclude"},))
        rest, code = ended(quick())
        assert code == 0
        assert "no more candidates to screen" in rest
        assert "all candidates have a decision; 0 included" in rest

    def test_another_broken_trace(self, quick: Spawn, notes: Path) -> None:
        (notes / "traces" / "2024-05-01-x.yaml").write_text("day: never\n")
        child = quick(SONG)
        page(child)
        rest, code = quit_(child)
        assert code == 1
        assert "2024-05-01-x.yaml:1" in rest


def test_learns_the_order_and_prints_its_method(spawn: Spawn, notebook: Path) -> None:
    found = [
        {"key": f"k{number}", "title": f"{'Latent music' if number % 2 else 'Sound codec'} {number}",
         "abstract": "songs in a space" if number % 2 else "bits of speech", "year": 2020, "reached": CITES}
        for number in range(40)
    ]  # fmt: skip
    decided = tuple(
        {"key": f"k{number}", "decision": "include" if number % 2 else "exclude"} for number in range(31)
    )
    screening_in(notebook, *found, decisions=decided)
    child = spawn("screen")
    child.expect_exact("order: learned from the decisions so far: TF-IDF")
    assert "Latent music" in page(child)
    rest, code = quit_(child)
    assert code == 0
    text = " ".join(" ".join(plain(rest)).split())
    assert re.search(r"15 found, the last one not relevant; at least \d+ % of the relevant", text)
    assert "quasi-sampling hypergeometric bound" in text
    assert "Callaghan and Müller-Hansen 2020" in text


def test_a_window_that_is_closed_is_an_end(quick: Spawn, notes: Path) -> None:
    child = quick(SONG)
    page(child)
    page(child, "u")
    child.close(force=False)
    end = time.monotonic() + PATIENCE
    while child.isalive() and time.monotonic() < end:
        time.sleep(0.05)
    assert not child.isalive()
    assert decisions_of(notes) == [(SONG, "unsure")]


def test_reports_a_conflict_at_the_end(quick: Spawn, notes: Path, run: Run) -> None:
    run("screen", SONG, "--exclude")
    run("screen", SONG, "--unsure", "--by", "Zoë")
    child = quick()
    page(child)
    rest, _ = quit_(child)
    assert "people disagree on 1; list them with `litnotes candidates --conflicts`" in rest
    assert notes
