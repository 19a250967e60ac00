"""Comments that silence diagnostics: `<!-- litnotes: ok R012 R030 -->`.

A comment silences its codes on its own line and on the line below. A comment inside code, math or
front matter is no comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from litnotes.errors import Diagnostic
from litnotes.markdown.document import Line
from litnotes.values.patterns import pattern

_COMMENT = pattern(r"<!--\s*litnotes:\s*ok\b(?P<codes>[^<>]*?)-->", re.IGNORECASE)
_SEPARATORS = pattern(r"[\s,，、]+")


class Silence(NamedTuple):
    """A comment at a place (from 1), and one code it names; the code is empty where it names none."""

    line: int
    column: int
    code: str


class Silenced(NamedTuple):
    """What is still to be told, and the silences that silenced nothing."""

    diagnostics: tuple[Diagnostic, ...]
    unused: tuple[Silence, ...]


def silenced(lines: Sequence[Line], diagnostics: Iterable[Diagnostic]) -> Silenced:
    """Return the diagnostics that no comment of the document silences."""
    silences = list(_silences(lines))
    if not silences:
        return Silenced(tuple(diagnostics), ())
    at = {(one.line + below, one.code): one for one in reversed(silences) for below in (1, 0)}
    kept: list[Diagnostic] = []
    used: set[Silence] = set()
    for diagnostic in diagnostics:
        silence = at.get((diagnostic.line, diagnostic.code))
        if silence:
            used.add(silence)
        else:
            kept.append(diagnostic)
    return Silenced(tuple(kept), tuple(one for one in silences if one not in used))


def _silences(lines: Sequence[Line]) -> Iterator[Silence]:
    for number, line in enumerate(lines, 1):
        if "<!--" not in line.text or line.region not in (None, "comment"):
            continue
        for match in _COMMENT.finditer(line.text):
            codes = [code.upper() for code in _SEPARATORS.split(match.group("codes").strip()) if code]
            for code in dict.fromkeys(codes or [""]):
                yield Silence(number, match.start() + 1, code)
