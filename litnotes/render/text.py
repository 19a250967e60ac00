"""Text for people and programs, made harmless.

Control characters, which could steer a terminal, are shown as what they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from litnotes.values.patterns import pattern

_JSON_CONTROL = pattern("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def as_json(data: Any) -> str:
    """Return data as JSON for programs: Unicode as it is, nothing that steers a terminal."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return _harmless(text)


def as_json_lists(lists: Mapping[str, Sequence[Any]]) -> str:
    """Return lists by name as JSON, an item a line: written ten times faster than with indents."""
    write = json.JSONEncoder(ensure_ascii=False).encode
    parts = []
    for name, items in lists.items():
        lines = ",\n".join(f"    {write(item)}" for item in items)
        parts.append(f"  {write(name)}: [\n{lines}\n  ]" if items else f"  {write(name)}: []")
    return _harmless("{\n" + ",\n".join(parts) + "\n}")


def json_lines(name: str, items: Iterable[Any], values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of JSON with a list of many items, an item a line, below some values."""
    write = json.JSONEncoder(ensure_ascii=False).encode
    yield "{"
    for key, value in values.items():
        yield _harmless(f"  {write(key)}: {write(value)},")
    yield f"  {write(name)}: ["
    before = ""
    for item in items:
        if before:
            yield f"{before},"
        before = _harmless(f"    {write(item)}")
    if before:
        yield before
    yield "  ]"
    yield "}"


def _harmless(json_text: str) -> str:
    return _JSON_CONTROL.sub(lambda match: f"\\u{ord(match.group()):04x}", json_text)


def is_terminal(stream: TextIO) -> bool:
    """Whether people see what goes to `stream`."""
    return stream.isatty()


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: `1 paper`, `2 papers`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def numbered(number: int, text: str) -> list[str]:
    """Return the lines of an entry behind its number."""
    first, *rest = text.split("\n")
    return [f"{number:>4}. {first}", *(f"      {line}".rstrip() for line in rest)]


def indented(text: str, indent: str) -> list[str]:
    """Return the lines of a text, each behind `indent`."""
    return [f"{indent}{line}".rstrip() for line in text.split("\n")]


def labelled(label: str, text: str) -> str:
    """Return a text behind its label; a table starts a line of its own."""
    return f"{label}:\n{text}" if text.lstrip().startswith("|") else f"{label}: {text}"
