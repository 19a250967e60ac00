"""What the shell offers after a tab, asked for as the shells ask."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from litnotes.cli.line import completion
from litnotes.store.folders import cache_folder
from tests.conftest import Run, digest
from tests.terminal import PATIENCE

pytestmark = pytest.mark.gate


PAPER = "key: {key}\nrecord: given\ntitle: {title}\nshort_names: [{names}]\n"


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as `litnotes` on the path."""
    path = tmp_path / "bin" / "litnotes"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m litnotes "$@"\n')
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    return path


Ask = Callable[..., str]


@pytest.fixture
def asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask as a shell does, by variables, in this process."""

    def ask(**environment: str) -> str:
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            done = run()
        assert (done.code, done.err) == (0, "")
        return done.out

    return ask


@pytest.fixture
def bash(asked: Ask) -> Bash:
    return Bash(asked)


class Bash:
    """Completes the last word of a line as bash asks for it."""

    def __init__(self, asked: Ask) -> None:
        self.asked = asked

    def __call__(self, line: str, **environment: str) -> list[str]:
        count = len(line.split(" ")) - 1
        found = self.asked(
            _LITNOTES_COMPLETE="complete_bash",
            COMP_WORDS=line,
            COMP_CWORD=str(count),
            **environment,
        )
        return sorted(found.splitlines()) if found.strip() else []


@pytest.fixture
def papers(notebook: Path) -> Path:
    for key, title, names in (
        ("esser2021taming", "Taming [bold]Transformers: $HOME", "VQ-GAN, VQ GAN"),
        ("rombach2022high", "'High' Resolution", "LDM, Stable Diffusion"),
    ):
        text = PAPER.format(key=key, title=f'"{title}"', names=names)
        (notebook / "papers" / f"{key}.yaml").write_text(text)
    return notebook


class TestDays:
    @pytest.mark.parametrize("option", ["report --date", "report --from", "report --to", "edit --date"])
    def test_days_that_have_a_report(self, bash: Bash, notebook: Path, option: str) -> None:
        assert bash(f"litnotes {option} 2024") == ["2024-05-30", "2024-05-31"]
        assert bash(f"litnotes {option} 2024-05-31") == ["2024-05-31"]
        assert bash(f"litnotes {option} 2023") == []
        assert notebook

    def test_days_inside_a_log(self, bash: Bash, notebook: Path, run: Run) -> None:
        log = notebook / "log.md"
        log.write_text("# Log\n## 2024-06-03\nx\n## 2024-06-01\ny\n")
        assert bash("litnotes report --date 2024-06") == ["2024-06-01", "2024-06-03"]
        assert not (notebook / "days").exists()
        assert run("sync").code == 0
        log.write_text(f"{log.read_text()}## 2024-06-08\nz\n")
        assert bash("litnotes report --date 2024-06") == ["2024-06-01", "2024-06-03", "2024-06-08"]
        (notebook / "litnotes.yaml").write_text("topic: [")
        assert bash("litnotes report --date 2024-06") == ["2024-06-01", "2024-06-03"]

    def test_nothing_is_read_for_them(self, bash: Bash, notebook: Path) -> None:
        (notebook / "2024-05-30.md").write_bytes(b"\0")
        (notebook / "litnotes.yaml").write_text("topic: [")
        assert bash("litnotes report --date 2024") == ["2024-05-30", "2024-05-31"]

    def test_nothing_heavy_is_imported_for_them(self, program: Path, notebook: Path) -> None:
        env = {**os.environ, "_LITNOTES_COMPLETE": "complete_bash", "PYTHONPROFILEIMPORTTIME": "1"}
        env |= {"COMP_WORDS": "litnotes report --date 2", "COMP_CWORD": "3"}
        done = subprocess.run([str(program)], env=env, capture_output=True, check=True, timeout=PATIENCE)
        assert done.stdout.split() == [b"2024-05-30", b"2024-05-31"]
        modules = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
        assert "litnotes.cli.line.completion" in modules
        assert not {"yaml", "pydantic", "rich", "litnotes.model.reports", "litnotes.markdown"} & modules
        assert notebook


class TestPapers:
    def test_keys_and_short_names(self, bash: Bash, papers: Path) -> None:
        assert bash("litnotes show VQ-G") == ["VQ-GAN"]
        assert bash("litnotes add-paper es") == ["esser2021taming"]
        assert bash("litnotes verdict L") == ["LDM"]
        everything = bash("litnotes show ")
        assert {"esser2021taming", "rombach2022high", "VQ-GAN", "LDM"} <= set(everything)
        assert papers

    @pytest.mark.parametrize(
        ("typed", "offered"),
        [
            ("v", ["van2016wavenet", "vq-gan", "vq gan", "vq-vae-2"]),
            ("V", ["VQ-GAN", "VQ GAN", "VQ-VAE-2"]),
            ("vq-", ["vq-gan", "vq-vae-2"]),
            ("vq_", ["vq_gan", "vq_vae-2"]),
            ("vqg", ["vqgan"]),
            ("VQg", ["VQgAN"]),
            ("vqganx", []),
            ("ld", ["ldm"]),
            ("stable", ["stable diffusion"]),
            ("ESSER", []),
        ],
    )
    def test_names_go_on_from_what_was_typed_in_any_case(
        self, bash: Bash, run: Run, papers: Path, typed: str, offered: list[str]
    ) -> None:
        assert bash(f"litnotes show {typed}") == sorted(name.replace(" ", "\\ ") for name in offered)
        for name in offered:
            assert run("show", name).code == 0
        assert papers

    def test_papers_that_reports_name_are_offered_before_they_have_files(
        self, bash: Bash, notebook: Path
    ) -> None:
        (notebook / "2024-06-01.md").write_text("# June 1\n## Quick notes\n1. vq gan\n")
        before = digest(notebook)
        assert bash("litnotes show vqg") == ["vqgan"]
        assert bash("litnotes show esser") == ["esser2021taming"]
        assert digest(notebook) == before

    def test_spaces_are_quoted_for_bash(self, bash: Bash, papers: Path) -> None:
        assert bash("litnotes show St") == ["Stable\\ Diffusion"]
        assert papers

    def test_titles_are_shown_by_zsh_and_fish(self, asked: Ask, papers: Path) -> None:
        zsh = asked(_LITNOTES_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS="litnotes show VQ-G")
        assert zsh == '_arguments \'*: :(("VQ-GAN":"Taming bold Transformers HOME"))\'\n'
        fish = asked(
            _LITNOTES_COMPLETE="complete_fish",
            _TYPER_COMPLETE_FISH_ACTION="get-args",
            _TYPER_COMPLETE_ARGS="litnotes show St",
        )
        assert fish == "Stable Diffusion\tHigh Resolution\n"
        assert papers

    def test_names_that_a_shell_would_evaluate_are_not_offered(
        self, bash: Bash, asked: Ask, notebook: Path, tmp_path: Path
    ) -> None:
        hostile = [
            '"zz\\x1b[2J"', '"zz\\nzy"', '"zz$(touch owned)"', '"zz`touch owned`"', "'zz;touch owned'",
            '"zz\\\\$(x)"', "'zz*'", "'zz\"'", "'zz|cat'", '"-zz"', "'zz{a}'", "'zz~'", "'zz: a'",
        ]  # fmt: skip
        names = ", ".join(["zzok", *hostile])
        title = "'$(touch owned) `touch owned` \"; touch owned'"
        (notebook / "papers" / "evil2020x.yaml").write_text(
            PAPER.format(key="evil2020x", title=title, names=names)
        )
        assert bash("litnotes show zz") == ["zzok"]
        assert all(re.fullmatch(r"\w[\w.\\ -]*", value) for value in bash("litnotes show "))
        shown = asked(_LITNOTES_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS="litnotes show evil")
        assert shown == '_arguments \'*: :(("evil2020x":"touch owned touch owned touch owned"))\'\n'
        assert not (tmp_path / "owned").exists()

    def test_a_file_that_is_broken_keeps_its_key(self, bash: Bash, notebook: Path) -> None:
        (notebook / "papers" / "bad2020x.yaml").write_text("title: [\n")
        (notebook / "papers" / "odd2020x.yaml").write_text("title: 3\nshort_names: {odd: 1}\n")
        (notebook / "papers" / "list2020x.yaml").write_text("- list\n")
        assert bash("litnotes show bad") == ["bad2020x"]
        assert bash("litnotes show odd") == ["odd2020x"]
        assert bash("litnotes show list") == ["list2020x"]


class TestNumbers:
    """Asked as functions, and as a line."""

    def offered(self, function: object, incomplete: str = "", words: tuple[str, ...] = ("done",)) -> object:
        import typer

        from litnotes.cli.program import program

        context = typer.Context(typer.main.get_command(program()))
        context.params["words"] = words
        return function(context, incomplete)  # type: ignore[operator]

    def test_what_may_become_of_a_task_comes_first(self, notebook: Path) -> None:
        assert self.offered(completion.open_tasks, "d", ()) == [
            ("done", "a task is done"),
            ("drop", "a task is given up"),
        ]
        assert not (notebook / "days").exists()

    def test_open_tasks_are_numbered_to_do_first(self, notebook: Path) -> None:
        assert self.offered(completion.open_tasks) == [
            ("1", "Read the papers in the quick notes and say which of them matte…"[:60] + "…"),
            ("2", "trace the papers that cite MusicVAE and filter"),
            ("3", "tidy TensorB.h"),
            ("4", "Reading AudioLDM"),
            ("5", "search all papers that cite Jukebox"),
        ]
        assert self.offered(completion.open_tasks, "4") == [("4", "Reading AudioLDM")]
        assert not (notebook / "days").exists()

    def test_numbers_are_those_of_the_day_typed(self, bash: Bash, run: Run, notebook: Path) -> None:
        (notebook / "2024-06-08.md").write_text("# June 8\n## TODO\n1. a\n## Questions\n1. b\n2. c\n")
        assert bash("litnotes todo --date 2024-06-08 done ") == ["1"]
        assert bash("litnotes answer --date 2024-06-08 ") == ["1", "2"]
        assert bash("litnotes todo --date 2024-05-31 done ") == ["1", "2", "4", "5", "6"]
        assert bash("litnotes todo --date someday done ") == []
        for date in ((), ("--date", "2024-06-08"), ("--date", "2024-05-30")):
            listed = json.loads(run("todo", *date, "--json").out)
            tasks = [*listed["tasks"], *listed["no_longer_mentioned"]["entries"]]
            offered = bash(" ".join(["litnotes todo", *date, "done "]))
            assert sorted(offered, key=int) == [str(task["number"]) for task in tasks]

    def test_open_questions_are_numbered_among_themselves(self, notebook: Path) -> None:
        assert self.offered(completion.open_questions) == [
            ("1", "Are codecs with a prior generative models")
        ]
        assert notebook


class TestWhere:
    def test_notes_named_before_the_command(self, bash: Bash, notebook: Path, tmp_path: Path) -> None:
        other = tmp_path / "other"
        other.mkdir()
        (other / "litnotes.yaml").touch()
        (other / "2020-01-01.md").touch()
        assert bash("litnotes --notes other report --date 20") == ["2020-01-01"]
        assert bash("litnotes report --date 20", LITNOTES_NOTES=str(other)) == ["2020-01-01"]
        assert bash(f"litnotes --notes {notebook} report --date 20", LITNOTES_NOTES=str(other)) == [
            "2024-05-30",
            "2024-05-31",
        ]
        assert bash("litnotes --notes nowhere report --date 20") == []

    def test_outside_notes_nothing_is_offered_and_nothing_made(self, bash: Bash, tmp_path: Path) -> None:
        for line in ("litnotes report --date 2", "litnotes show V"):
            assert bash(line) == []
        assert [path.name for path in tmp_path.iterdir()] == ["bin"]

    def test_nothing_is_written(self, bash: Bash, papers: Path) -> None:
        before = digest(papers)
        for line in ("litnotes report --date 2", "litnotes show V", "litnotes sh"):
            assert bash(line)
        assert digest(papers) == before
        assert not cache_folder(papers).exists()

    def test_what_goes_wrong_offers_nothing(self, bash: Bash, notebook: Path) -> None:
        (notebook / "litnotes.yaml").write_text("broken: [\n")
        assert bash("litnotes todo done ") == []

    def test_a_paper_that_cannot_be_read_takes_no_other_away(self, bash: Bash, notebook: Path) -> None:
        (notebook / "papers" / "dir2020x.yaml").mkdir()
        assert bash("litnotes show huang") == ["huang2019muller"]


class TestInstalled:
    """The script that `--show-completion` prints, in a real bash."""

    def completed(self, program: Path, *words: str) -> list[str]:
        env = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
        script = subprocess.run(
            [str(program), "--show-completion", "bash"],
            env=env,
            capture_output=True,
            check=True,
            timeout=PATIENCE,
        ).stdout.decode()
        given = " ".join(shlex.quote(word) for word in words)
        asking = (
            f"\nCOMP_WORDS=({given}); COMP_CWORD={len(words) - 1}\n"
            '_litnotes_completion litnotes\nprintf "%s\\n" "${COMPREPLY[@]}"'
        )
        done = subprocess.run(
            ["bash", "--norc", "-c", script + asking], capture_output=True, check=True, timeout=PATIENCE
        )
        assert done.stderr == b""
        return sorted(done.stdout.decode().splitlines())

    @pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
    def test_bash_offers_real_values(self, program: Path, papers: Path) -> None:
        assert self.completed(program, "litnotes", "show", "VQ-G") == ["VQ-GAN"]
        assert self.completed(program, "litnotes", "show", "St") == ["Stable\\ Diffusion"]
        assert self.completed(program, "litnotes", "report", "--date", "") == ["2024-05-30", "2024-05-31"]
        assert papers

    def test_installing_writes_for_the_shell_named(self, program: Path, tmp_path: Path) -> None:
        env = {**os.environ, "HOME": str(tmp_path), "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
        done = subprocess.run(
            [str(program), "--install-completion", "bash"],
            env=env,
            capture_output=True,
            check=True,
            timeout=PATIENCE,
        )
        assert done.stderr == b""
        assert "complete" in (tmp_path / ".bash_completions" / "litnotes.sh").read_text()
        assert "litnotes.sh" in (tmp_path / ".bashrc").read_text()
