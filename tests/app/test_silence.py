"""App prints, asks and shows nothing."""

from __future__ import annotations

import ast
from pathlib import Path

import litnotes

APP = Path(litnotes.__file__).parent / "app"
SHOWS = ("litnotes.cli", "litnotes.render", "rich", "typer")
STREAMS = ("stdin", "stdout", "stderr")


def test_app_prints_and_asks_nothing() -> None:
    """What a command does returns values, so that web pages can use it as well."""
    found = {path.name: talk(path) for path in APP.rglob("*.py")}
    assert found
    assert {name: uses for name, uses in found.items() if uses} == {}


def talk(path: Path) -> set[str]:
    """Return what a module uses that prints, asks or shows."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                found |= {alias.name for alias in node.names if alias.name.startswith(SHOWS)}
            case ast.ImportFrom(module=str(module)):
                names = {module, *(f"{module}.{alias.name}" for alias in node.names)}
                found |= {name for name in names if name.startswith(SHOWS)}
            case ast.Name(id="print" | "input" as name):
                found.add(name)
            case ast.Attribute(value=ast.Name(id="sys"), attr=attr) if attr in STREAMS:
                found.add(f"sys.{attr}")
    return found


def test_finds_code_that_prints_or_asks(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "import sys\nfrom litnotes import render\ndef f():\n    import typer\n    print(sys.stdout)\n"
    )
    assert talk(tmp_path / "a.py") == {"litnotes.render", "typer", "print", "sys.stdout"}
