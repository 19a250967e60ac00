"""The house: arrows point down only, one library in one module, files of a size to read."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import litnotes
from tests.conftest import REPOSITORY

PACKAGE = Path(litnotes.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
MAX_LINES = 350
HOMES = {
    "defusedxml": {"sources/arxiv.py", "export/cited.py"},
    "yaml": {"store/yaml.py"},
    "rich": {"render/terminal.py"},
    "filelock": {"sources/pauses.py"},
    "requests": {"sources/transport.py", "sources/cache.py", "sources/reach.py"},
    "requests_cache": {"sources/cache.py"},
    "urllib3": {"sources/transport.py"},
    "jinja2": {"formats/sandbox.py"},
    "rapidfuzz": {
        "checks/likeness.py",
        "library/same.py",
        "library/twins.py",
        "values/spelling.py",
    },
    "bibtexparser": {"formats/bibtex.py"},
    "pylatexenc": {"values/tex.py"},
    "rispy": {"formats/ris.py"},
    "markdown_it": {"export/markup.py"},
    "mdit_py_plugins": {"export/markup.py"},
    "typer": {"cli"},
    "numpy": {"screening/learning.py"},
    "scipy": {"screening/learning.py"},
    "sklearn": {"screening/learning.py"},
}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 30


def test_the_contracts_of_the_layers_are_kept() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_each_library_has_one_home() -> None:
    for library, homes in HOMES.items():
        users = {str(path.relative_to(PACKAGE)) for path in MODULES if library in imports(path)}
        assert users, library
        assert {
            user for user in users if not any(user == home or user.startswith(f"{home}/") for home in homes)
        } == set()


def test_no_file_is_longer_than_one_can_read() -> None:
    long = {
        str(path.relative_to(PACKAGE)): len(path.read_text(encoding="utf-8").splitlines())
        for path in MODULES
    }
    assert {name: lines for name, lines in long.items() if lines > MAX_LINES} == {}


def test_every_module_and_public_thing_says_what_it_is() -> None:
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{path}: {node.name}"
