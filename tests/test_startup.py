"""No command imports what it does not use."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.terminal import PATIENCE

HEAVY = {
    "pydantic",
    "pydantic_core",
    "yaml",
    "rich",
    "requests",
    "jinja2",
    "rapidfuzz",
    "markdown_it",
    "sqlite3",
    "numpy",
    "sklearn",
}


def imported(cwd: Path, *words: str) -> set[str]:
    """Return the modules that a command line imports, run in a pipe."""
    code = (
        "import sys, litnotes.cli.program as app\n"
        f"sys.argv = ['litnotes', *{words!r}]\n"
        "code = app.main()\n"
        "print(*sys.modules, file=sys.stderr)\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    assert done.stdout
    return set(done.stderr.split())


def heavy(modules: set[str]) -> set[str]:
    return HEAVY & {name.partition(".")[0] for name in modules}


@pytest.mark.parametrize(
    "words",
    [
        ("--version",),
        (),
        ("--help",),
        ("guide",),
        ("guide", "reports"),
        *(
            (command, "--help")
            for command in ("verdict", "check", "simulate", "criteria", "trace", "screen")
        ),
    ],
)
def test_help_and_version_import_nothing_heavy(tmp_path: Path, words: tuple[str, ...]) -> None:
    modules = imported(tmp_path, *words)
    assert heavy(modules) == set()
    own = {name for name in modules if name.startswith("litnotes.")}
    assert not {
        name
        for name in own
        if name.split(".")[1]
        in {
            "store",
            "library",
            "daily",
            "markdown",
            "model",
            "checks",
            "index",
            "citations",
            "screening",
        }
    }


@pytest.mark.parametrize(
    "words",
    [
        ("--version",),
        ("show", "MusicLM"),
        ("show", "agostinelli2023musiclm", "--json"),
        ("papers",),
        ("papers", "--json", "--reading", "read"),
        ("search", "latent", "--limit", "3"),
    ],
)
def test_a_plain_command_line_needs_no_typer(notebook: Path, run: Run, words: tuple[str, ...]) -> None:
    assert run("sync").code == 0
    imported(notebook, "papers")  # files just written are looked at once more
    names = {name.partition(".")[0] for name in imported(notebook, *words)}
    assert not {"typer", "click", "pydantic", "yaml", "rich"} & names
    if words[0] != "search":  # its query is a tree of dataclasses, which take inspect
        assert not {"dataclasses", "inspect"} & names


@pytest.mark.parametrize(
    "words",
    [
        ("show", "MusicLM"),
        ("show", "agostinelli2023musiclm", "--json"),
        ("papers",),
        ("papers", "--json"),
        ("search", "latent"),
    ],
)
def test_what_only_reads_the_index_needs_neither_models_nor_yaml(
    notebook: Path, run: Run, words: tuple[str, ...]
) -> None:
    assert run("sync").code == 0
    imported(notebook, "papers")  # files just written are looked at once more
    modules = imported(notebook, *words)
    assert heavy(modules) <= {"sqlite3"}
    own = {name for name in modules if name.startswith("litnotes.")}
    assert not {name for name in own if name.split(".")[1] in {"daily", "markdown", "checks", "library"}}
    assert not {"difflib", "textwrap", "hashlib"} & (modules - _of_typer(notebook))


def _of_typer(cwd: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", "import typer, pydantic, yaml, sys\nprint(*sys.modules)"],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "words", [("papers",), ("sync",), *((name, "--date", "2024-05-31") for name in ("todo", "answer"))]
)
def test_reading_again_what_has_not_changed_needs_no_reader(
    notebook: Path, run: Run, words: tuple[str, ...]
) -> None:
    assert run("sync").code == 0
    modules = imported(notebook, *words)
    assert not {"litnotes.markdown.read.reader", "rich", "requests", "jinja2"} & modules


def test_typing_into_a_report_needs_neither_rich_nor_templates(notebook: Path, run: Run) -> None:
    assert run("sync").code == 0
    modules = imported(notebook, "add-paper", "VQ-GAN", "--date", "2024-05-31")
    assert not {"rich", "requests", "jinja2", "asyncio"} & modules


@pytest.mark.parametrize("words", [("todo",), ("status",), ("criteria",), ("criteria", "--all")])
def test_settings_are_parsed_where_they_changed_only(
    notebook: Path, run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("LITNOTES_TODAY", "2024-05-31")
    assert run("sync").code == 0
    imported(notebook, "papers")  # files just written are looked at once more
    assert "yaml" not in imported(notebook, *words)


def test_searching_reads_the_index_alone(notebook: Path, run: Run) -> None:
    assert run("sync").code == 0
    time.sleep(0.1)  # a file is trusted when it is a moment old
    assert run("search", "music").code == 0
    modules = imported(notebook, "search", "music -nothing OR author:x* year:2019..")
    assert heavy(modules) == {"sqlite3"}
    assert not {"html", "litnotes.library", "litnotes.markdown", "litnotes.daily"} & modules


def test_completing_a_paper_reads_the_index_alone(
    notebook: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("sync").code == 0
    imported(notebook, "papers")  # files just written are looked at once more
    words = {"_LITNOTES_COMPLETE": "complete_bash", "COMP_WORDS": "litnotes show ", "COMP_CWORD": "2"}
    for name, value in words.items():
        monkeypatch.setenv(name, value)
    assert heavy(imported(notebook)) == {"sqlite3"}
