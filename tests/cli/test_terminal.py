"""On a terminal: questions are asked, tables are drawn, colours can be switched off, Ctrl-C ends it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from litnotes.store.notebook import Notebook
from tests.conftest import Run, digest
from tests.sources.world import World
from tests.terminal import Spawn, ended, interrupted, plain


class TestNoNotes:
    def test_the_offer_to_make_them_is_accepted(self, spawn: Spawn, tmp_path: Path) -> None:
        child = spawn("papers")
        child.expect_exact("no notes here or above")
        child.expect_exact("Create them in notes/ now?")
        child.sendline("y")
        child.expect_exact("Topic of the related work")
        child.sendline("sounds: of music")
        rest, code = ended(child)
        assert code == 0
        assert "no papers yet" in rest
        assert Notebook(tmp_path / "notes").settings().topic == "sounds: of music"

    @pytest.mark.parametrize("answer", ["n", ""])
    def test_the_offer_to_make_them_is_declined(self, spawn: Spawn, tmp_path: Path, answer: str) -> None:
        child = spawn("papers")
        child.expect_exact("Create them in notes/ now?")
        child.sendline(answer)
        rest, code = ended(child)
        assert code == 3
        assert "nothing was created" in rest
        assert list(tmp_path.iterdir()) == []

    def test_ctrl_c_at_the_question(self, spawn: Spawn, tmp_path: Path) -> None:
        child = spawn("papers")
        child.expect_exact("Create them in notes/ now?")
        rest, code = interrupted(child)
        assert (code, "Traceback" in rest) == (130, False), rest
        assert list(tmp_path.iterdir()) == []


def test_ctrl_c_while_the_editor_is_open(spawn: Spawn, notebook: Path, tmp_path: Path) -> None:
    editor = tmp_path / "slow"
    editor.write_text("#!/bin/sh\necho opened\nexec sleep 20\n")
    editor.chmod(0o755)
    before = (notebook / "2024-05-31.md").read_bytes()
    child = spawn("verdict", "MusicLM", "--edit", "--date", "2024-05-31", EDITOR=str(editor))
    child.expect_exact("opened")
    child.sendintr()
    rest, code = ended(child)
    assert (code, "Traceback" in rest) == (130, False), rest
    assert (notebook / "2024-05-31.md").read_bytes() == before


class TestTables:
    def test_papers_are_a_table(self, spawn: Spawn, notebook: Path) -> None:
        shown, code = ended(spawn("papers"))
        assert code == 0
        assert "\x1b[1m" in shown
        assert "\t" not in shown
        lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in shown.splitlines()]
        assert lines[0].split() == ["name", "year", "reading", "decision", "last", "named", "key"]
        assert max(map(len, lines)) <= 100
        assert any(line.startswith("Coconet-M") and "huang2019muller" in line for line in lines)
        assert notebook

    def test_numbers_are_aligned(self, spawn: Spawn, notebook: Path) -> None:
        (notebook / "traces").mkdir()
        (notebook / "traces" / "2024-06-01-a.yaml").write_text(
            "day: 2024-06-01\nquestion: {}\nsearches:\n- {source: openalex, outcome: found, count: 120}\n"
            "candidates:\n- {key: b2020, title: b}\ndecisions:\n"
            '- {key: b2020, decision: exclude, reason: "[red]no\\e[31m", day: 2024-06-01}\n'
        )
        shown, code = ended(spawn("flow"))
        lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in shown.splitlines()]
        assert code == 0
        assert lines[:4] == [
            "number  of what",
            "   120  Records identified",
            "   120    citation searching",
            "   120      OpenAlex",
        ]
        assert "     1    [red]no\\x1b[31m" in lines

    def test_wide_letters_and_line_ends_keep_a_paper_on_one_line(
        self, spawn: Spawn, notebook: Path
    ) -> None:
        (notebook / "papers" / "wide.yaml").write_text(
            'key: wide\nrecord: given\ntitle: "潜在空间\\n的音乐模型"\ntags:\n- 音乐模型与空间\n',
            encoding="utf-8",
        )
        shown, code = ended(spawn("papers", "--tag", "音乐模型与空间", "--columns", "key,tags,name,year"))
        lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in shown.splitlines()]
        assert code == 0
        assert len(lines) == 2
        assert "潜在空间 的音乐模型" in lines[1]

    def test_no_color_is_obeyed(self, spawn: Spawn, notebook: Path) -> None:
        for command in (("papers",), ("report", "--date", "2024-05-31"), ("show", "MusicLM")):
            shown, code = ended(spawn(*command, NO_COLOR="1"))
            assert code == 0
            assert not re.search(r"\x1b\[[0-9;]*(3[0-8]|4[0-8]|9[0-7])[0-9;]*m", shown)
        assert notebook

    def test_a_dumb_terminal_gets_plain_text(self, spawn: Spawn, notebook: Path) -> None:
        shown, code = ended(spawn("papers", TERM="dumb"))
        assert code == 0
        assert "\x1b" not in shown
        assert notebook

    def test_pages_wrap_at_words(self, spawn: Spawn, notebook: Path) -> None:
        shown, code = ended(spawn("report", "--date", "2024-05-30"))
        assert code == 0
        plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
        assert max(len(line) for line in plain.splitlines()) <= 100
        assert "yet every later paper" in " ".join(plain.split())
        assert notebook

    def test_markup_and_escapes_of_a_report_print_as_text(self, spawn: Spawn, notebook: Path) -> None:
        text = (
            "# May 29 Report\n## TODO\n1. [bold]x[/bold] \x1b[31mred\x1b]0;owned\x07\n"
            "## Quick notes\n1. [red]y[/red] \x1b[2J\n"
        )
        (notebook / "2024-05-29.md").write_text(text)
        for command in (("report", "--date", "2024-05-29"), ("papers",)):
            shown, code = ended(spawn(*command))
            assert code == 0
            assert "[/" in shown
            for evil in ("\x1b[31m", "\x1b]0;", "\x1b[2J", "\x07"):
                assert evil not in shown


REPORT = """\
# June 1 Report
## TODO
1. read [the **first** paper](https://x.org/a_b) and \
see, a little further down, https://example.org/a/long/address/that/would/not/fit
2. show that $a_1 * b_1 + c$ is **much** smaller, \
as one sees at once, than $\\sum_{i = 0}^{n} x_i * y_i + \\epsilon$ for all
3. [local](notes.md) and [evil](javascript:alert)
## Done
量化自编码器把图像变成离散的网格然后解码器再把网格变成图像这样变换器就可以一个接一个地学习写出网格中的索引并且不需要空格就能换行
## Feedback
**good**
"""


class TestPages:
    @pytest.fixture
    def page(self, notebook: Path) -> Path:
        (notebook / "2024-06-01.md").write_text(REPORT, encoding="utf-8")
        return notebook

    def test_marks_are_shown_as_what_they_mean(self, spawn: Spawn, page: Path) -> None:
        shown, code = ended(spawn("report"))
        assert code == 0
        lines = plain(shown)
        text = " ".join(" ".join(lines).split())
        assert "the first paper (https://x.org/a_b) and see, a little" in text
        assert "local (notes.md) and evil (javascript:alert)" in text
        assert "is much smaller, as" in text
        assert "\x1b[1mmuch\x1b[0m" in shown
        for heading in ("June 1 Report  (2024-06-01)", "To do", "Done", "Notes"):
            assert f"\x1b[1m{heading}\x1b[0m" in shown
        assert "\x1b]8;" not in shown
        assert page

    def test_a_formula_or_an_address_is_never_broken(self, spawn: Spawn, page: Path) -> None:
        lines = plain(ended(spawn("report"))[0])
        for whole in (
            "$a_1 * b_1 + c$",
            "$\\sum_{i = 0}^{n} x_i * y_i + \\epsilon$",
            "https://example.org/a/long/address/that/would/not/fit",
        ):
            assert sum(whole in line for line in lines) == 1
        assert page

    def test_words_without_spaces_wrap_too(self, spawn: Spawn, page: Path) -> None:
        lines = plain(ended(spawn("report"))[0])
        long = [line for line in lines if "量化" in line or "索引" in line]
        assert len(long) == 2
        assert all(len(line.strip()) * 2 <= 100 for line in long)
        assert page

    def test_links_are_links_where_the_terminal_opens_them(self, spawn: Spawn, page: Path) -> None:
        shown, _ = ended(spawn("report", VTE_VERSION="6003"))
        assert re.search(r"\x1b\]8;[^;]*;https://x\.org/a_b\x1b\\\S*the", shown)
        assert "(https://x.org/a_b)" not in shown
        assert "evil (javascript:alert)" in shown
        assert not re.search(r"\x1b\]8;[^;]*;(?!https?://|\x1b)", shown)
        assert page

    def test_a_dumb_terminal_gets_the_address(self, spawn: Spawn, page: Path) -> None:
        shown, _ = ended(spawn("report", TERM="dumb", VTE_VERSION="6003"))
        assert "\x1b" not in shown
        assert "(https://x.org/a_b)" in " ".join(shown.split())
        assert page

    def test_in_a_pipe_the_marks_stay(self, launch: Run, page: Path) -> None:
        assert "[the **first** paper](https://x.org/a_b)" in launch("report").out
        assert page

    def test_several_days_are_a_page_too(self, spawn: Spawn, page: Path) -> None:
        shown, code = ended(spawn("report", "--week"))
        assert code == 0
        for heading in ("2024-05-27 to 2024-06-02 (3 reports)", "Done", "Still open", "Papers", "Feedback"):
            assert f"\x1b[1m{heading}\x1b[0m" in shown
        assert "**" not in shown
        assert page

    def test_tables_stay_tables(self, spawn: Spawn, page: Path) -> None:
        rows = ["| model | FID |", "|:--|---|", f"| **a** | {'long ' * 30}|"]
        table = "\n".join(rows)
        (page / "2024-06-01.md").write_text(
            f"# x\n## Conclusion on papers\n### CLIP\nSee:\n\n{table}\n#### Difference\n{table}\n"
        )
        lines = [line.strip() for line in plain(ended(spawn("report"))[0])]
        assert "\n".join(lines[lines.index("See:") :]) == f"See:\n\n{table}\ndifferent:\n{table}"
        assert table in "\n".join(line.strip() for line in plain(ended(spawn("report", "--week"))[0]))

    def test_lists_wrap_as_pages_do(self, spawn: Spawn, page: Path) -> None:
        (page / "2024-06-01.md").write_text(
            f"{REPORT}## Questions\n1. is **the** [paper](https://x.org/a_b) {'very ' * 20}long?\n",
            encoding="utf-8",
        )
        tasks = plain(ended(spawn("todo", "--date", "2024-06-01"))[0])
        assert tasks[:3] == [
            "   1. read the first paper (https://x.org/a_b) and see, a little further down,",
            "      https://example.org/a/long/address/that/would/not/fit",
            "   2. show that $a_1 * b_1 + c$ is much smaller, as one sees at once, than",
        ]
        questions = plain(ended(spawn("answer", "--date", "2024-06-01"))[0])
        assert questions[0].startswith("   1. is the paper (https://x.org/a_b) very")
        assert questions[1].startswith("      very")
        assert max(map(len, tasks + questions)) <= 100

    def test_papers_by_state_are_bars(self, spawn: Spawn, page: Path) -> None:
        shown, code = ended(spawn("status", "--all"))
        assert code == 0
        bars = dict(re.findall(r"^  (\S+) +(█*) ?\d+\r?$", shown, re.MULTILINE))
        assert len(bars["undecided"]) >= len(bars["unsure"]) > 0
        assert bars["exclude"] == ""
        assert max(map(len, bars.values())) == 30
        assert page

    def test_the_editor_has_the_terminal(self, spawn: Spawn, page: Path, tmp_path: Path) -> None:
        editor = tmp_path / "nano"
        editor.write_text('#!/bin/sh\nprintf "what? "\nread answer\necho "$answer" >> "$2"\n')
        editor.chmod(0o755)
        child = spawn("edit", "--date", "2024-06-01", EDITOR=str(editor))
        child.expect_exact("what? ")
        child.sendline("typed here")
        _, code = ended(child)
        assert code == 0
        assert (page / "2024-06-01.md").read_text(encoding="utf-8") == f"{REPORT}typed here\n"

    def test_ctrl_c_while_the_report_is_open(self, spawn: Spawn, page: Path, tmp_path: Path) -> None:
        editor = tmp_path / "slow"
        editor.write_text("#!/bin/sh\necho opened\nexec sleep 20\n")
        editor.chmod(0o755)
        child = spawn("edit", "--date", "2024-06-01", EDITOR=str(editor))
        child.expect_exact("opened")
        child.sendintr()
        rest, code = ended(child)
        assert (code, "Traceback" in rest) == (130, False), rest
        assert (page / "2024-06-01.md").read_text(encoding="utf-8") == REPORT


def test_marks_the_words_of_the_search(spawn: Spawn, notebook: Path) -> None:
    report = notebook / "2024-05-31.md"
    said = "the codebook says [bold]this[/bold] and much more of it " * 3
    report.write_bytes(report.read_bytes() + f"\n## Notes\n{said}\n".encode())
    shown, code = ended(spawn("search", "codebook"))
    assert code == 0
    assert "\x1b[1;33mcodebook\x1b[0m says [bold]this[/bold]" in shown
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in shown.splitlines()]
    assert max(map(len, lines)) <= 100
    plain, _ = ended(spawn("search", "codebook", NO_COLOR="1"))
    assert "\x1b[1;33m" not in plain


class TestReason:
    """To include a paper outside the years of the criteria."""

    COMMAND = ("verdict", "WaveNet", "--include", "--date", "2024-06-02")

    @pytest.fixture
    def asked(self, spawn: Spawn, notebook: Path, run: Run) -> Any:
        assert run("sync").code == 0
        child = spawn(*self.COMMAND)
        child.expect_exact('"WaveNet" is outside the years of the criteria: 2016, before 2018')
        child.expect_exact("Why include it:")
        assert notebook
        return child

    def test_is_asked_for_and_written(self, asked: Any, notebook: Path) -> None:
        asked.sendline("  all later ones   start from it ")
        told, code = ended(asked)
        assert code == 0, told
        assert "WaveNet (2016, before 2018): include" in told
        assert "include – all later ones start from it" in (notebook / "2024-06-02.md").read_text("utf-8")

    def test_others_may_write_while_it_is_asked_for(self, asked: Any, run: Run, notebook: Path) -> None:
        assert run("todo", "typed meanwhile", "--date", "2024-06-02").code == 0
        asked.sendline("it began all")
        assert ended(asked)[1] == 0
        text = (notebook / "2024-06-02.md").read_text("utf-8")
        assert "typed meanwhile" in text
        assert "include – it began all" in text

    @pytest.mark.parametrize(("answer", "code"), [("", 2), ("   ", 2), ("\x03", 130), ("\x04", 130)])
    def test_without_one_nothing_is_written(
        self, asked: Any, notebook: Path, answer: str, code: int
    ) -> None:
        before = digest(notebook)
        if answer.strip():
            asked.send(answer)
        else:
            asked.sendline(answer)
        told, ended_with = ended(asked)
        assert (ended_with, "Traceback" in told) == (code, False), told
        assert ("no reason given; nothing written" in told) == (code == 2)
        assert digest(notebook) == before
        assert not (notebook / "2024-06-02.md").exists()


class TestChoosing:
    def test_candidates_are_numbered_and_a_number_is_asked_for(
        self, world: World, spawn: Spawn, run: Run, tmp_path: Path
    ) -> None:
        run("init")
        run("new-day")
        child = spawn("add-paper", "Improved Taming Transformers for Image Synthesis")
        child.expect_exact("1. Taming Transformers for High-Resolution Image Synthesis")
        child.expect_exact("0. none of these")
        child.expect_exact("Which one, 0 to ")
        for wrong in ("77", "x"):
            child.sendline(wrong)
            child.expect_exact(f'"{wrong}" is not in the list; type a number from 0 to ')
            child.expect_exact("Which one, 0 to ")
        child.sendline("1")
        told, code = ended(child)
        assert code == 0, told
        assert (tmp_path / "notes" / "papers" / "esser2021taming.yaml").exists()
        assert world.asked()
