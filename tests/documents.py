"""The documents: their tables are made from the code, their sessions run as they are shown.

`pytest tests/test_documents.py --update-documents` writes tables and output anew.
"""

from __future__ import annotations

import inspect
import os
import re
import shlex
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pexpect  # type: ignore[import-untyped]
from pydantic import BaseModel

from litnotes.checks.codes import codes
from litnotes.cli.line.commands import COMMANDS
from litnotes.cli.line.declare import parameters_of
from litnotes.cli.program import command
from litnotes.config import Settings
from litnotes.export import flat_table, review_row
from litnotes.markdown import lexicon
from litnotes.markdown.section_names import stems
from litnotes.render.paper_page import COLUMNS
from litnotes.sources.etiquette import SERVICES
from tests.conftest import REPOSITORY
from tests.terminal import session

README = REPOSITORY / "README.md"
GUIDE = REPOSITORY / "litnotes" / "guide"
WIDTH = 80
GUIDE_WIDTH = 78
"""`litnotes guide` sets sessions one column in, on both sides."""
ANY_LINES = "…"
"""A line of a session that stands for any number of lines."""

_TABLE = re.compile(r"(?<=<!-- table: )([\w -]+?)( -->\n)(.*?)(?=<!-- end -->)", re.DOTALL)
_BLOCK = re.compile(
    r"(?:<!-- file: (?P<file>\S+) -->\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
_COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)\n?", re.MULTILINE)


class Step(NamedTuple):
    """A step of a session: a command with its output, or a file with its text."""

    text: str
    output: str
    file: str | None = None


def with_tables(text: str) -> str:
    """Return a document with its tables as the code has them now."""

    def renewed(found: re.Match[str]) -> str:
        name, *about = found[1].split(" ")
        return f"{found[1]}{found[2]}{TABLES[name](*about)}\n"

    return _TABLE.sub(renewed, text)


def _rows(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    cells = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in row)} |" for row in cells)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _commands(topic: str) -> str:
    found = [name for name, about in COMMANDS.items() if about.topic == topic]
    summaries = ((inspect.getdoc(command(name)) or "").partition("\n\n")[0] for name in found)
    rows = ((f"`{name}`", about) for name, about in zip(found, summaries, strict=True))
    return _rows(("command", "what it does"), rows)


def _settings() -> str:
    return _rows(("setting", "default", "meaning"), _fields(Settings))


def _fields(model: type[BaseModel], front: str = "") -> Iterator[tuple[str, str, str]]:
    for name, field in model.model_fields.items():
        default = field.get_default(call_default_factory=True)
        is_group = isinstance(default, BaseModel) and not front
        shown = "" if is_group else _default(default)
        yield f"`{front}{name}`", shown, field.description or ""
        if is_group:
            yield from _fields(type(default), f"{name}: ")


def _default(value: Any) -> str:
    if isinstance(value, BaseModel) or value in ((), {}, "", None):
        return "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _codes() -> str:
    rows = ((code, about.severity, about.meaning) for code, about in codes().items())
    return _rows(("code", "severity", "meaning"), rows)


def _services() -> str:
    rows = ((rules.label, rules.host, f"`LITNOTES_{name.upper()}_URL`") for name, rules in SERVICES.items())
    return _rows(("service", "address", "variable for another address"), rows)


def _headings(kind: str) -> str:
    names: dict[str, list[str]] = {}
    for word, role in stems() if kind == "sections" else ():
        names.setdefault(role, []).append(word)
    for name, words in lexicon.TABLE[kind].items():
        names.setdefault(name, []).extend(words)
    rows = ((f"`{name}`", ", ".join(dict.fromkeys(words))) for name, words in names.items())
    return _rows((kind.removesuffix("s"), "headings"), rows)


def _takes(option: str) -> str:
    """Return the names of the commands that take an option."""
    parameter = option.removeprefix("--").replace("-", "_")
    taking = (
        name for name in COMMANDS if parameter in {one.name for one in parameters_of(command(name)).each}
    )
    return _listed(f"`{name}`" for name in taking)


def _listed(words: Iterable[str]) -> str:
    return "\n".join(textwrap.wrap(f"{', '.join(words)}.", WIDTH - 1, break_on_hyphens=False))


def _columns(kind: str) -> str:
    columns = {"papers": COLUMNS, "csv": flat_table.COLUMNS, "review": review_row.COLUMNS}[kind]
    return _listed(f"`{column}`" for column in columns)


TABLES: dict[str, Callable[..., str]] = {
    "commands": _commands,
    "settings": _settings,
    "codes": _codes,
    "services": _services,
    "headings": _headings,
    "columns": _columns,
    "takes": _takes,
}


def steps(text: str) -> Iterator[Step]:
    """Yield the steps of the sessions of a document, in order."""
    for block in _BLOCK.finditer(text):
        if block["file"]:
            yield Step(block["text"], "", block["file"])
        elif block["kind"] == "console":
            for shown, output in _shown(block["text"]):
                yield Step(shown, output)


def _shown(block: str) -> Iterator[tuple[str, str]]:
    first, *rest = _COMMAND.split(block)
    assert not first, "a session starts with a command"
    yield from zip(rest[::2], rest[1::2], strict=True)


def played(step: Step, folder: Path, columns: int) -> str:
    """Return what a command prints on a terminal, with a line end; or write the file of a step."""
    if step.file:
        (folder / step.file).write_text(step.text, encoding="utf-8")
        return ""
    size = {"COLUMNS": str(columns), "LINES": "40"}  # Rich takes other ones on a dumb terminal
    if words := plain_words(step.text):
        environment: dict[str, Any] = {"TERM": "dumb", "PAGER": os.environ.get("PAGER"), **size}
        child = session(folder, [words], columns=columns, **environment)
    else:
        child = _shell(step, folder, columns, size)
    child.expect(pexpect.EOF)
    child.close()
    shown = "\n".join(line.rstrip() for line in str(child.before).splitlines()).strip("\n")
    return f"{shown}\n" if shown else ""


def plain_words(text: str) -> list[str]:
    """Return the words behind `litnotes`; none if the line needs a shell."""
    name, *words = shlex.split(text)
    return words if name == "litnotes" and not re.search(r"[|<>&;$`*~#\\\n]", text) else []


def _shell(step: Step, folder: Path, columns: int, size: Mapping[str, str]) -> Any:
    """Start a line of a shell on a pseudo-terminal."""
    program = f'litnotes() {{ "{sys.executable}" -m litnotes "$@"; }}\n'
    environment = {**os.environ, **size, "TERM": "dumb", "PYTHONUTF8": "1"}
    return pexpect.spawn(
        "bash", ["-c", program + step.text], cwd=str(folder), env=environment, encoding="utf-8",
        timeout=120, dimensions=(40, columns), use_poll=True,
    )  # fmt: skip


def is_as_shown(output: str, shown: str) -> bool:
    """Whether the output of a command is what a document shows; a line `…` is any number of lines."""
    shown = shown.strip("\n")
    pattern = re.escape(f"{shown}\n" if shown else "").replace(re.escape(f"{ANY_LINES}\n"), "(?:.*\n)*?")
    return re.fullmatch(pattern, output) is not None


def with_outputs(text: str, outputs: Iterable[str]) -> str:
    """Return a document with other output of its commands, given in their order."""
    rest = iter(outputs)

    def renewed(block: re.Match[str]) -> str:
        if block["file"]:
            next(rest)
            return block[0]
        if block["kind"] != "console":
            return block[0]
        lines = ["```console\n"]
        for typed, before in _shown(block["text"]):
            lines += (f"$ {typed}\n", next(rest).strip("\n"), "\n\n" if before.endswith("\n\n") else "\n")
        return "".join(lines) + "```"

    return _BLOCK.sub(renewed, text)


def without_commands(text: str) -> str:
    """Return a document without sessions and commands, which may be as wide as they have to be."""
    return _BLOCK.sub(lambda block: "" if block["kind"] in ("console", "sh") else block[0], text)
