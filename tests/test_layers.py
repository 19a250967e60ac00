"""The house: arrows point down only, one library in one module, files of a size to read."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import litnotes
from tests.conftest import REPOSITORY
from tests.terminal import PATIENCE

PACKAGE = Path(litnotes.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
MAX_LINES = 350
HOMES = {
    "defusedxml": {"sources/arxiv.py", "export/cited.py"},
    "yaml": {"store/yaml.py"},
    "rich": {"render/guide_page.py", "render/terminal.py", "render/wrap.py"},
    "requests": {"sources/transport.py", "sources/failures.py", "sources/reach.py"},
    "urllib3": {"sources/transport.py", "sources/failures.py"},
    "altair": {"render/html/charts.py"},
    "jinja2": {"formats/sandbox.py"},
    "rapidfuzz": {
        "library/wording.py",
        "values/spelling.py",
    },
    "bibtexparser": {"formats/bibtex_blocks.py"},
    "anyascii": {"library/citekeys.py"},
    "duckdb": {"corpus/duck.py"},
    "ibis": {"corpus"},
    "openpyxl": {"formats/workbook.py"},
    "pylatexenc": {"values/from_tex.py"},
    "markdown_it": {"export/markup.py", "render/html/prose.py"},
    "latex2mathml": {"render/html/mathml.py"},
    "markupsafe": {"formats/sandbox.py"},
    "mdit_py_plugins": {"export/markup.py"},
    "typer": {"cli"},
    "numpy": {"screening/learning.py"},
    "scipy": {"screening/learning.py"},
    "pypdf": {"formats/pdf_text.py"},
    "pyarrow": {"corpus/broken_lines.py", "corpus/ranges.py"},
    "pyspark": {"corpus/spark.py"},
    "sklearn": {"screening/learning.py"},
}

_IMPORT = re.compile(r"^\s*(?:import|from(?=.* import\b)) (\w+)", re.MULTILINE)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> frozenset[str]:
    """Return the packages that a module imports, at its top or inside functions."""
    return frozenset(_IMPORT.findall(path.read_text(encoding="utf-8")))


def public_types(tree: ast.Module) -> Iterator[str]:
    """Yield the public classes and type aliases of a module."""
    for node in tree.body:
        name = None
        if isinstance(node, ast.ClassDef):
            name = node.name
        elif isinstance(node, ast.Assign) and _is_type(node.value):
            name = ast.unparse(node.targets[0])
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
            name = ast.unparse(node.target)
        if name and not name.startswith("_"):
            yield name


def _is_type(value: ast.expr | None) -> bool:
    """Whether a value is one that only a type has: `Literal[…]`, `tuple[…]`, `A | None`."""
    match value:
        case ast.BinOp(left, ast.BitOr(), right):
            return _is_type(left) and (_is_type(right) or ast.unparse(right) == "None")
        case ast.Subscript(ast.Name(name)) | ast.Name(name):
            return not name.isupper()
        case _:
            return False


def shared(names: Iterable[tuple[str, Path]]) -> Mapping[str, list[str]]:
    """Return the names that more than one file has, with the files."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, path in names:
        found[name].append(str(path.relative_to(PACKAGE)))
    return {name: paths for name, paths in found.items() if len(paths) > 1}


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
        timeout=PATIENCE,
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
        tree = tree_of(path)
        assert ast.get_docstring(tree), path
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{path}: {node.name}"


def test_no_two_files_share_a_name() -> None:
    assert shared((path.name, path) for path in MODULES if path.name != "__init__.py") == {}


def test_no_two_public_types_share_a_name() -> None:
    assert shared((name, path) for path in MODULES for name in public_types(tree_of(path))) == {}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("class Whole: pass", ["Whole"]),
        ("class _Whole: pass", []),
        ("Whole = Literal['a', 'b']", ["Whole"]),
        ("Whole = Mapping[str, int] | None", ["Whole"]),
        ("Whole = Half | Quarter[int]", ["Whole"]),
        ("Whole: TypeAlias = 'Half[int]'", ["Whole"]),
        ("Whole = TypeVar('Whole')", []),
        ("MOST = LEAST", []),
        ("BOTH = MOST | LEAST", []),
        ("BROKEN = (ValueError, TypeError)", []),
    ],
)
def test_what_is_a_public_type(line: str, found: list[str]) -> None:
    assert list(public_types(ast.parse(line))) == found
