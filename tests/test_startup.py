"""No command imports what it does not use."""

from __future__ import annotations

import ast
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Run
from tests.terminal import PATIENCE
from tests.test_layers import MODULES, PACKAGE, tree_of

HEAVY = {
    "pydantic",
    "pydantic_core",
    "yaml",
    "rich",
    "requests",
    "jinja2",
    "rapidfuzz",
    "markdown_it",
    "latex2mathml",
    "sqlite3",
    "numpy",
    "sklearn",
    "ibis",
    "duckdb",
    "pandas",
    "pyarrow",
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
@pytest.mark.gate
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
@pytest.mark.gate
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
@pytest.mark.gate
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
@pytest.mark.gate
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
@pytest.mark.gate
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


QUICK = """
--version
--help
papers
show VQ-VAE
search latent
criteria
todo
answer
status
report
check notes/2024-05-31.md
candidates
export bibtex
new-day --date 2024-06-09 --dry-run
todo "read the appendix"
todo done 1
ask "is the appendix part of it?"
answer 1 yes
verdict VQ-GAN --exclude --reason "images only"
add-paper "A Title of No Paper" --offline
"""
"""Commands that people wait for."""


def late_imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and name of the modules that functions import: own ones, and of the standard library.

    Those that may be missing, in a `try`, do not count. Libraries have their one home.
    """
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        imports = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
        if not imports:
            continue
        tried = {
            id(statement)
            for block in ast.walk(function)
            if isinstance(block, ast.Try)
            and any("ImportError" in ast.unparse(handler) for handler in block.handlers)
            for statement in block.body
        }
        for node in imports:
            if id(node) in tried:
                continue
            parent = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            for alias in node.names:
                name = ".".join([*parent, alias.name])
                name = name if not parent or _is_module(name) else parent[0]
                if name.partition(".")[0] in {"litnotes", *sys.stdlib_module_names}:
                    yield node.lineno, name


@cache
def _is_module(name: str) -> bool:
    path = PACKAGE.parent.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def _name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if path.name == "__init__.py" else parts)


@pytest.mark.parametrize(
    ("body", "modules"),
    [
        ("    import json, yaml", ["json"]),
        (
            "    from litnotes.store import files, notebook",
            ["litnotes.store.files", "litnotes.store.notebook"],
        ),
        ("    from litnotes.errors import NotFound", ["litnotes.errors"]),
        ("    try:\n        import termios\n    except ImportError:\n        pass", []),
    ],
)
def test_what_is_a_late_import(body: str, modules: list[str]) -> None:
    assert [name for _, name in late_imports(ast.parse(f"import re\n\ndef f():\n{body}"))] == modules


@pytest.mark.gate
def test_an_import_inside_a_function_spares_a_quick_command(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import that no quick command does without belongs at the top of its file."""
    shutil.copytree(REPOSITORY / "notes", tmp_path / "notes")
    monkeypatch.setenv("LITNOTES_TODAY", "2024-06-05")
    monkeypatch.chdir(tmp_path)
    assert run("new-day").code == 0
    assert run("sync").code == 0
    imported(tmp_path, "papers")  # files just written are looked at once more
    imported(tmp_path, "search", "latent")  # makes the candidates searchable
    loaded = [imported(tmp_path, *shlex.split(line)) for line in QUICK.strip().split("\n")]
    unspared = {
        f"{path.relative_to(PACKAGE)}:{line} imports {name}"
        for path in MODULES
        for line, name in late_imports(tree_of(path))
        if not name.startswith("litnotes.corpus")  # it loads an extra, which may be missing
        and not any(_name_of(path) in modules and name not in modules for modules in loaded)
    }
    assert unspared == set()
