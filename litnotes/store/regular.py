"""Reads the plain YAML that litnotes writes, in half the time of the general parser.

A new index needs thousands of files, for which the general parser takes seconds. This reader accepts only
unambiguous YAML: block mappings and lists, scalars on one line, plain or in single quotes, and literal
blocks. Anything else is left to the parser; a property test checks that the two always agree.
"""

from __future__ import annotations

from typing import Any

from litnotes.values.patterns import pattern

MAX_DEPTH = 12
NULLS = frozenset({"null", "Null", "NULL"})

_LINES = pattern(r"( *)((?:- )*)(?:([A-Za-z_][\w.()/ -]*):(?= |\n))?(?: ?(.*))\n")
_ODD = pattern("[\t\r\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\n---|\n\\.\\.\\.|\n +\n")
_QUOTED = pattern(r"'((?:[^']|'')*)'")

_FLOW = pattern(r"([A-Za-z_]+): ('(?:[^']|'')*'|[^\W_](?:[\w .()/+-]*[\w.()/+-])?)(?:, (?=.)|$)")

_Line = tuple[str, str, str, str]


class _Irregular(Exception):
    """The text needs the general parser."""


def load(text: str) -> dict[str, Any] | None:
    """Return the mapping in a text, scalars as texts and null as None; None if the parser is needed."""
    if not text.endswith("\n") or _ODD.search(text) or text.startswith(("---", "...")):
        return None
    reader = _Reader(text)
    try:
        found = reader.mapping(0, 0)
    except _Irregular:
        return None
    return found if found and reader.at == len(reader.lines) else None


def load_flow(line: str) -> dict[str, Any] | None:
    """Return the mapping in a line such as `- {key: a, day: 2024-06-01}`; None if the parser is needed."""
    text = line[len("- {") : -len("}")]
    if not (line.startswith("- {") and line.endswith("}") and line.isprintable()):
        return None
    found: dict[str, Any] = {}
    at = 0
    while at < len(text):
        item = _FLOW.match(text, at)
        if not item or item[1] in found or item[1] in NULLS:
            return None
        value = item[2]
        quoted = value[0] == "'"
        found[item[1]] = value[1:-1].replace("''", "'") if quoted else None if value in NULLS else value
        at = item.end()
    return found


class _Reader:
    """A text by lines, read from the top. `at` is the next line."""

    def __init__(self, text: str) -> None:
        self.lines: list[_Line] = _LINES.findall(text)
        self.raw = text.split("\n")
        self.at = 0
        while self.at < len(self.lines) and self.raw[self.at].startswith("#"):
            self.at += 1

    def mapping(self, indent: int, depth: int) -> dict[str, Any]:
        """Return the names and values from here on at `indent`."""
        if depth > MAX_DEPTH:
            raise _Irregular
        found: dict[str, Any] = {}
        lines, end = self.lines, len(self.lines)
        while self.at < end:
            spaces, dashes, name, rest = lines[self.at]
            if len(spaces) < indent or (dashes and len(spaces) == indent):
                break
            if len(spaces) > indent or not name or name in found or name in NULLS or name[-1] == " ":
                raise _Irregular
            self.at += 1
            found[name] = self.scalar(rest, indent) if rest else self.below(indent, depth)
        return found

    def below(self, indent: int, depth: int) -> Any:
        """Return the value on the lines below a name at `indent`."""
        if self.at == len(self.lines):
            return None
        spaces, dashes, _, _ = self.lines[self.at]
        if dashes and len(spaces) == indent:
            return self.sequence(indent, depth + 1)
        return self.mapping(indent + 2, depth + 1) if len(spaces) > indent else None

    def sequence(self, indent: int, depth: int) -> list[Any]:
        """Return the list items from here on at `indent`."""
        found: list[Any] = []
        while self.at < len(self.lines):
            spaces, dashes, name, rest = self.lines[self.at]
            if len(spaces) != indent or not dashes:
                break
            if dashes != "- ":
                raise _Irregular
            if name:
                self.lines[self.at] = (" " * (indent + 2), "", name, rest)
                found.append(self.mapping(indent + 2, depth))
            else:
                if not rest:
                    raise _Irregular
                self.at += 1
                found.append(self.scalar(rest, indent))
        return found

    def scalar(self, text: str, indent: int) -> Any:
        """Return the value after a name or dash at `indent`."""
        if text in ("|-", "|"):
            return self.literal(indent + 2, "" if text == "|-" else "\n")
        if text[:1] == "'":
            quoted = _QUOTED.fullmatch(text)
            if not quoted:
                raise _Irregular
            return quoted[1].replace("''", "'")
        if text in ("[]", "{}"):
            return [] if text == "[]" else {}
        if not text[0].isalnum() or ": " in text or " #" in text or text[-1] in ": ":
            raise _Irregular
        return None if text in NULLS else text

    def literal(self, indent: int, ending: str) -> str:
        """Return the text of the lines from here on with at least `indent`."""
        start, margin = self.at, " " * indent
        while self.at < len(self.lines) and (self.raw[self.at].startswith(margin) or not self.raw[self.at]):
            self.at += 1
        lines = [line[indent:] for line in self.raw[start : self.at]]
        if not lines or lines[0][:1] in ("", " "):
            raise _Irregular
        return "\n".join(lines).rstrip("\n") + ending
