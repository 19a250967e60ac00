"""Small pieces of text and JSON, safe to print.

Control characters, which could change the state of a terminal, are escaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from litnotes.values.patterns import pattern

_JSON_CONTROL = pattern("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def as_json(data: Any) -> str:
    """Return data as JSON with readable Unicode; control characters are escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return _harmless(text)


def as_json_lists(lists: Mapping[str, Sequence[Any]]) -> str:
    """Return lists by name as JSON, an item a line; ten times faster than `json.dumps` with indents."""
    write = json.JSONEncoder(ensure_ascii=False).encode
    parts = []
    for name, items in lists.items():
        lines = ",\n".join(f"    {write(item)}" for item in items)
        parts.append(f"  {write(name)}: [\n{lines}\n  ]" if items else f"  {write(name)}: []")
    return _harmless("{\n" + ",\n".join(parts) + "\n}")


def json_lines(name: str, items: Iterable[Any], values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a JSON object: `values`, then the list `name`, an item a line."""
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


def terminal_of(stream: TextIO) -> TextIO:
    """Return the terminal itself where a pager collects what is printed to `stream`, else `stream`."""
    terminal: TextIO = getattr(stream, "terminal", stream)
    return terminal


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: `1 paper`, `2 papers`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def age(days: int) -> str:
    """Return an age in words: `today`, `1 day`, `12 days`."""
    return count(days, "day") if days else "today"


def item(mark: str, text: str) -> list[str]:
    """Return the lines of a list item, the first after its mark, the others indented to it."""
    first, *rest = text.split("\n")
    return [f"{mark}{first}", *(f"{' ' * len(mark)}{line}".rstrip() for line in rest)]


def numbered(number: int, text: str) -> list[str]:
    """Return the lines of a list item with a number."""
    return item(f"{number:>4}. ", text)


def indented(text: str, indent: str) -> list[str]:
    """Return the lines of a text, each after `indent`."""
    return [f"{indent}{line}".rstrip() for line in text.split("\n")]


def labelled(label: str, text: str) -> str:
    """Return a text after its label; a table starts on a new line."""
    return f"{label}:\n{text}" if text.lstrip().startswith("|") else f"{label}: {text}"
