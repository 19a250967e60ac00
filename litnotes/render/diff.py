"""The change of a file as a unified diff."""

from __future__ import annotations

from difflib import unified_diff

from litnotes.values.patterns import pattern
from litnotes.values.printable import printable

_LINE = pattern(r"[^\n]*\n|[^\n]+")


def difference(name: str, old: str, new: str) -> list[str]:
    """Return the lines of a unified diff of two texts."""
    lines: list[str] = []
    for line in unified_diff(_LINE.findall(old), _LINE.findall(new), name, name):
        lines.append(line.removesuffix("\n").removesuffix("\r"))
        if not line.endswith("\n"):
            lines.append("\\ No newline at end of file")
    return [printable(line) for line in lines]
