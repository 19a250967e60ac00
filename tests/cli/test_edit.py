"""`edit`: the report opens where typing goes on, and what became unclear is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from litnotes.cli.edit import typing_line
from litnotes.markdown import vocabulary
from litnotes.markdown.read.reader import read
from tests.conftest import Result, Run, digest
from tests.terminal import Spawn, ended

WORDS = vocabulary.load()
Editor = Callable[..., None]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Set an editor that runs shell commands on the file, and keeps its arguments in `arguments`."""

    def set_to(commands: str = "", name: str = "nano", variable: str = "EDITOR") -> None:
        name, *options = name.split()
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(
            f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\nfor file; do :; done\n{commands}\n'
        )
        program.chmod(0o755)
        monkeypatch.setenv(variable, " ".join([str(program), *options]))

    return set_to


def arguments(tmp_path: Path) -> str:
    return (tmp_path / "arguments").read_text().strip().replace(f"{tmp_path}/", "")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# May 31\n## TODO\n1. a\n## Done\n1. b\n2. c\n   more\n\n\n## Doing\n", 7),
        ("# May 31\n## TODO\n1. a\n## Done:\n\n\n## Doing\n", 5),
        ("# May 31\n## TODO\n1. a\n## Done:", 4),
        ("# May 31\n## Done\n- a\n  - b\n\n    c\n\n## TODO\n", 6),
        ("# May 31\n## Done\nprose here\nand here\n", 4),
        ("# May 31\n\n## TODO\n1. a\n\n## Questions\n", 4),
        ("# May 31\nhello\n## TODO\n", 3),
        ("\n# May 31\n", 2),
        ("words\n", 1),
        ("", 1),
    ],
)
def test_the_line_to_continue_at(text: str, line: int) -> None:
    assert typing_line(read(text.encode(), WORDS).outline) == line


class TestOpening:
    def test_at_the_end_of_what_is_done(
        self, run: Run, notebook: Path, tmp_path: Path, editor: Editor
    ) -> None:
        editor()
        done = run("edit", "--date", "2024-05-31")
        assert (done.code, done.out) == (0, "notes/2024-05-31.md was not changed\n")
        assert arguments(tmp_path) == "+13 notes/2024-05-31.md"
        lines = (notebook / "2024-05-31.md").read_text().splitlines()
        assert lines[12] == "3. tidy TensorA.h"

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("code", "--wait --goto notes/2024-05-31.md:13"),
            ("code -w", "-w --goto notes/2024-05-31.md:13"),
            ("code --wait --new-window", "--wait --new-window --goto notes/2024-05-31.md:13"),
            ("code-insiders", "--wait --goto notes/2024-05-31.md:13"),
            ("codium", "--wait --goto notes/2024-05-31.md:13"),
            ("cursor", "--wait --goto notes/2024-05-31.md:13"),
            ("subl", "--wait notes/2024-05-31.md:13"),
            ("zed --wait", "--wait notes/2024-05-31.md:13"),
            ("mate", "--wait -l 13 notes/2024-05-31.md"),
            ("gedit -s", "-s --wait +13 notes/2024-05-31.md"),
            ("kate", "--block -l 13 notes/2024-05-31.md"),
            ("kate -b", "-b -l 13 notes/2024-05-31.md"),
            ("pycharm.sh", "--wait --line 13 notes/2024-05-31.md"),
            ("gvim", "--nofork +13 notes/2024-05-31.md"),
            ("vim", "+13 notes/2024-05-31.md"),
            ("ed", "notes/2024-05-31.md"),
            ("unheard-of -w", "-w notes/2024-05-31.md"),
        ],
    )
    def test_each_editor_gets_its_options_to_wait_and_for_the_line(
        self, run: Run, notebook: Path, tmp_path: Path, editor: Editor, name: str, expected: str
    ) -> None:
        editor(name=name)
        assert run("edit", "--date", "2024-05-31").code == 0
        assert arguments(tmp_path) == expected
        assert notebook

    def test_visual_goes_before_editor(
        self, run: Run, notebook: Path, tmp_path: Path, editor: Editor
    ) -> None:
        editor(name="nano")
        editor(name="subl", variable="VISUAL")
        assert run("edit", "--date", "2024-05-31").code == 0
        assert arguments(tmp_path).endswith(":13")
        assert notebook

    def test_a_day_without_report_is_started(
        self, run: Run, notebook: Path, tmp_path: Path, editor: Editor
    ) -> None:
        editor()
        done = run("edit")
        assert done.code == 0
        assert arguments(tmp_path).endswith("notes/2024-06-02.md")
        assert "notes/2024-06-02.md made, carried over from 2024-05-31" in done.err
        assert (notebook / "days" / "2024-06-02.yaml").is_file()

    @pytest.mark.parametrize("value", [None, "", "'unclosed"])
    def test_without_an_editor_nothing_is_made(
        self, run: Run, notebook: Path, monkeypatch: pytest.MonkeyPatch, value: str | None
    ) -> None:
        if value is not None:
            monkeypatch.setenv("EDITOR", value)
        before = digest(notebook)
        done = run("edit")
        assert (done.code, done.out) == (2, "")
        assert "editor" in done.err.lower()
        assert digest(notebook) == before

    @pytest.mark.parametrize(("installed", "expected"), [(("nano", "vi"), "nano"), (("vi",), "vi")])
    def test_on_a_terminal_without_an_editor_nano_or_vi_opens(
        self, spawn: Spawn, notebook: Path, tmp_path: Path, installed: tuple[str, ...], expected: str
    ) -> None:
        programs = tmp_path / "programs"
        programs.mkdir()
        for name in installed:
            (programs / name).write_text(f"#!/bin/sh\necho opened by {name}: $*\n")
            (programs / name).chmod(0o755)
        child = spawn("edit", "--date", "2024-05-31", PATH=str(programs))
        rest, code = ended(child)
        assert code == 0, rest
        assert f"opened by {expected}: +13" in rest
        assert notebook

    def test_with_an_editor_that_is_not_there_nothing_is_made(
        self, run: Run, notebook: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("EDITOR", "/nowhere/vi")
        before = digest(notebook)
        done = run("edit")
        assert (done.code, "cannot find the editor /nowhere/vi" in done.err) == (2, True)
        assert digest(notebook) == before

    def test_reports_an_editor_that_fails(self, run: Run, notebook: Path, editor: Editor) -> None:
        editor("exit 3")
        done = run("edit", "--date", "2024-05-31")
        assert (done.code, done.out) == (1, "notes/2024-05-31.md was not changed\n")
        assert "exited with code 3" in done.err
        assert notebook

    def test_what_an_editor_that_fails_wrote_counts_all_the_same(
        self, run: Run, notebook: Path, editor: Editor
    ) -> None:
        editor('printf "\n## Quick notes\n1. VQ-GAN\n- [done] b (todo)\n" >> "$file"; kill -9 $$')
        done = run("edit", "--date", "2024-05-31")
        assert (done.code, done.out) == (1, "notes/2024-05-31.md was changed\n")
        assert "R0" in done.err
        assert "was killed by signal 9" in done.err
        assert "VQ-GAN" in (notebook / "days" / "2024-05-31.yaml").read_text()

    def test_other_commands_may_write_while_it_is_open(
        self, launch: Run, notebook: Path, editor: Editor
    ) -> None:
        editor(f"cd {notebook} && python3 -m litnotes add-paper VQ-GAN --date 2024-05-31 >&2")
        python = Path(os.sys.executable).parent  # type: ignore[attr-defined]
        done: Result = launch(
            "edit", "--date", "2024-05-31", env={"PATH": f"{python}:{os.environ['PATH']}"}
        )
        assert done.code == 0
        assert "added to the quick notes" in done.err
        assert "was not changed" not in done.out


LOG = """\
# Log
## 2024-06-03
### Done
- b
## 2024-06-01
### TODO
- c
### Done
- d
- e
"""


class TestLog:
    """A file that holds several days."""

    def test_opens_the_day_at_its_place(
        self, run: Run, notebook: Path, tmp_path: Path, editor: Editor
    ) -> None:
        (notebook / "log.md").write_text(LOG)
        editor()
        assert run("edit", "--date", "2024-06-01").out == "notes/log.md was not changed\n"
        assert arguments(tmp_path) == "+10 notes/log.md"
        assert run("edit", "--date", "2024-06-03").code == 0
        assert arguments(tmp_path) == "+4 notes/log.md"

    def test_reports_new_unclear_places_of_any_day_once(
        self, run: Run, notebook: Path, editor: Editor
    ) -> None:
        (notebook / "log.md").write_text(LOG)
        editor('sed -i "4a - [done] b (todo)" "$file"')
        done = run("edit", "--date", "2024-06-01")
        assert done.code == 0
        assert done.err.count("R030") == 1
        assert "notes/log.md:5:" in done.err


class TestAfterwards:
    def test_the_notes_follow(self, run: Run, notebook: Path, editor: Editor) -> None:
        editor('printf "\\n## Quick notes\\n1. VQ-GAN\\n" >> "$file"')
        done = run("edit", "--date", "2024-05-31")
        assert (done.code, done.out) == (0, "")
        assert "VQ-GAN" in (notebook / "days" / "2024-05-31.yaml").read_text()
        assert (notebook / "papers" / "esser2021taming.yaml").is_file()

    def test_reports_only_new_unclear_places(self, run: Run, notebook: Path, editor: Editor) -> None:
        path = notebook / "2024-05-30.md"
        path.write_text("# May 30\n## TODO\n- [done] a (todo)\n")
        editor('sed -i "1a ## Questions\\n- why?\\n" "$file"; printf -- "- [done] b (todo)\\n" >> "$file"')
        done = run("edit", "--date", "2024-05-30")
        assert done.code == 0
        told = [line for line in done.err.splitlines() if "R030" in line]
        assert len(told) == 1
        assert told[0].startswith("notes/2024-05-30.md:7:1 R030 warning: ")

    def test_the_same_unclear_line_a_second_time_is_new(
        self, run: Run, notebook: Path, editor: Editor
    ) -> None:
        (notebook / "2024-05-30.md").write_text("# May 30\n## TODO\n- [done] a (todo)\n")
        editor('printf -- "- [done] a (todo)\\n" >> "$file"')
        done = run("edit", "--date", "2024-05-30")
        assert done.err.count("R030") == 1

    def test_reports_a_file_that_became_unreadable(self, run: Run, notebook: Path, editor: Editor) -> None:
        editor('printf "\\000" >> "$file"')
        done = run("edit", "--date", "2024-05-31")
        assert done.code == 2
        assert "notes/2024-05-31.md: this is a binary file" in done.err
        assert notebook

    def test_reports_a_removed_report(self, run: Run, notebook: Path, editor: Editor) -> None:
        editor('rm "$file"')
        done = run("edit", "--date", "2024-05-31")
        assert done.code == 3
        assert "Traceback" not in done.err
        assert notebook
