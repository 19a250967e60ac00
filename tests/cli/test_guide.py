"""`guide`: topics, search, the pager, and what a mistyped topic answers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from litnotes.app.guide_topics import TOPICS
from litnotes.cli.line.commands import COMMANDS
from tests.conftest import Run
from tests.terminal import Spawn, ended, plain

NO_LESS = {"PAGER": "cat"}


class TestTopics:
    def test_are_listed_with_a_line_each(self, run: Run) -> None:
        found = run("guide")
        assert (found.code, len(found.out.splitlines())) == (0, len(TOPICS))
        for topic, about in TOPICS.items():
            assert f"{topic}\t{about}\n" in found.out
            assert len(topic) + len(about) < 76

    def test_are_listed_as_json(self, run: Run) -> None:
        topics = json.loads(run("guide", "--json").out)["topics"]
        assert [entry["topic"] for entry in topics] == list(TOPICS)

    @pytest.mark.parametrize("topic", TOPICS)
    def test_are_printed_as_they_are_in_a_pipe(self, run: Run, topic: str) -> None:
        found = run("guide", topic)
        assert (found.code, found.err) == (0, "")
        assert found.out.startswith("# ")
        assert "<!-- table" not in found.out
        assert "\x1b" not in found.out

    def test_a_comment_that_is_an_example_stays(self, run: Run) -> None:
        assert "`<!-- litnotes: ok R012 R030 -->`" in run("guide", "scripts").out

    def test_need_no_notes(self, run: Run, tmp_path: Path) -> None:
        assert list(tmp_path.iterdir()) == []
        assert run("guide", "papers").code == 0

    @pytest.mark.parametrize("word", ["Reports", " reports "])
    def test_are_found_in_any_case(self, run: Run, word: str) -> None:
        assert run("guide", word).out == run("guide", "reports").out

    def test_a_command_names_its_topic(self, run: Run) -> None:
        assert {name for name, about in COMMANDS.items() if about.topic not in TOPICS} == {"guide"}
        assert run("guide", "todo").out == run("guide", "days").out

    @pytest.mark.parametrize(
        ("word", "hint"),
        [
            ("screning", "did you mean `litnotes guide screening`?"),
            ("new-dya", "did you mean `litnotes guide new-day`?"),
            ("zebra", "`litnotes guide` lists the topics"),
            ("../../README", "`litnotes guide` lists the topics"),
        ],
    )
    def test_an_unknown_one_names_the_nearest(self, run: Run, word: str, hint: str) -> None:
        found = run("guide", word)
        assert (found.code, found.out) == (3, "")
        assert found.err == f'unknown topic "{word}"; {hint}\n'

    @pytest.mark.parametrize(
        "words", [("",), ("  ",), ("papers", "--json"), ("papers", "-k", "x"), ("-k", ""), ("-k", " ")]
    )
    def test_what_cannot_be_done_is_refused(self, run: Run, words: tuple[str, ...]) -> None:
        found = run("guide", *words)
        assert (found.code, found.out) == (2, "")
        assert found.err

    def test_help_of_each_command_names_its_topic(self, run: Run) -> None:
        assert "Guide: litnotes guide papers" in run("verdict", "--help").out


class TestSearch:
    def test_lists_topic_heading_and_sentence(self, run: Run) -> None:
        found = run("guide", "-k", "kappa")
        assert found.code == 0
        assert found.out.startswith("screening: Two people: ")
        assert "Cohen's kappa (1960)" in found.out

    @pytest.mark.parametrize("words", ["LATENT space", "space latent"])
    def test_all_words_must_begin_so_in_any_case(self, run: Run, words: str) -> None:
        lines = run("guide", "--search", words).out.casefold().splitlines()
        assert lines
        assert all("latent" in line and "space" in line for line in lines)

    def test_a_word_matches_from_its_beginning(self, run: Run) -> None:
        assert run("guide", "-k", "verdic").code == 0
        assert run("guide", "-k", "erdict").code == 3

    def test_a_sentence_is_found_over_line_ends(self, run: Run) -> None:
        text = run("guide", "screening").out
        assert "how far they\nagree" in text
        assert "how far they agree" in run("guide", "-k", "they agree").out

    def test_signs_are_searched_as_they_are(self, run: Run) -> None:
        assert "less -FRX" in run("guide", "-k", "-FRX").out
        assert run("guide", "-k", "(.*").code == 3

    def test_as_json(self, run: Run) -> None:
        found = json.loads(run("guide", "-k", "kappa", "--json").out)
        assert (found["query"], found["total"]) == ("kappa", len(found["hits"]))
        assert set(found["hits"][0]) == {"topic", "heading", "text"}

    def test_nothing_found(self, run: Run) -> None:
        found = run("guide", "-k", "xyzzy")
        assert (found.code, found.out) == (3, "")
        assert found.err == 'the guide does not contain "xyzzy"\n'
        assert json.loads(run("guide", "-k", "xyzzy", "--json").out)["hits"] == []


def test_a_pipe_that_closes_early_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'"{sys.executable}" -m litnotes guide reports | head -1'],
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, b"# Reports\n", b"")


class TestOnATerminal:
    @pytest.fixture
    def pager(self, tmp_path: Path) -> Path:
        """A pager that writes what it is given to the file `shown`."""
        path = tmp_path / "a pager"
        path.write_text(f"#!/bin/sh\ncat > '{tmp_path}/shown'\necho paged\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    @pytest.mark.parametrize("variable", ["LITNOTES_PAGER", "PAGER"])
    def test_long_text_goes_through_the_pager(
        self, spawn: Spawn, pager: Path, tmp_path: Path, variable: str
    ) -> None:
        told, code = ended(spawn("guide", "reports", **{variable: f"'{pager}'"}))
        assert (plain(told), code) == (["paged"], 0)
        shown = plain((tmp_path / "shown").read_text("utf-8"))
        assert shown[0] == "Reports"
        assert not any(line.startswith(("# ", "|")) for line in shown)

    def test_that_of_litnotes_comes_first(self, spawn: Spawn, pager: Path) -> None:
        told, _ = ended(spawn("guide", "days", LITNOTES_PAGER="cat", PAGER=f"'{pager}'"))
        assert plain(told)[0] == "Days"

    @pytest.mark.parametrize("command", ["", "cat"])
    def test_no_pager(self, spawn: Spawn, command: str) -> None:
        assert plain(ended(spawn("guide", "days", PAGER=command))[0])[0] == "Days"

    def test_what_fits_the_screen_is_printed(self, spawn: Spawn, pager: Path) -> None:
        told, code = ended(spawn("guide", "-k", "kappa", PAGER=f"'{pager}'"))
        assert ("Cohen" in told, "paged" in told, code) == (True, False, 0)

    @pytest.mark.parametrize(
        ("command", "why"),
        [
            ("no-such-pager -x", "no pager: no-such-pager is not installed"),
            ("'less", 'no pager: cannot read the command "\'less" (no closing quotation)'),
        ],
    )
    def test_one_that_cannot_run_is_reported_and_the_text_printed(
        self, spawn: Spawn, command: str, why: str
    ) -> None:
        lines = plain(ended(spawn("guide", "days", PAGER=command))[0])
        assert lines[:2] == [why, "Days"]

    def test_one_that_quits_early_is_no_error(self, spawn: Spawn) -> None:
        told, code = ended(spawn("guide", "scripts", PAGER="true"))
        assert (told, code) == ("", 0)

    def test_ctrl_c_is_for_the_pager(self, spawn: Spawn, tmp_path: Path) -> None:
        path = tmp_path / "stubborn"
        path.write_text("#!/bin/sh\ntrap 'echo caught' INT\necho ready\nsleep 2\necho over\n", "utf-8")
        path.chmod(0o755)
        child = spawn("guide", "scripts", PAGER=str(path))
        child.expect_exact("ready")
        child.sendintr()
        told, code = ended(child)
        assert ("over" in told, "interrupted" in told, code) == (True, False, 0)

    def test_without_colour_no_colour_is_sent(self, spawn: Spawn) -> None:
        told, code = ended(spawn("guide", "settings", NO_COLOR="1", **NO_LESS))
        assert ("\x1b[36m" in told, code) == (False, 0)

    def test_prints_mistakes_at_once(self, spawn: Spawn, pager: Path) -> None:
        told, code = ended(spawn("guide", "zebra", PAGER=f"'{pager}'"))
        assert ('unknown topic "zebra"' in told, "paged" in told, code) == (True, False, 3)
