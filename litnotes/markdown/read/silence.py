"""Comments that silence diagnostics: `<!-- litnotes: ok R012 R030 -->`.

A comment silences its codes on its own line and on the line below. In code, math or front matter, it is
no comment.
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
    """One code of a comment at a line and column (from 1); `code` is empty if the comment has none."""

    line: int
    column: int
    code: str


class Silenced(NamedTuple):
    """The diagnostics that stay, and the silences without effect."""

    diagnostics: tuple[Diagnostic, ...]
    unused: tuple[Silence, ...]


def silenced(lines: Sequence[Line], diagnostics: Iterable[Diagnostic]) -> Silenced:
    """Return the diagnostics that no comment silences, and the codes of comments that silence none."""
    silences = list(_silences(lines))
    if not silences:
        return Silenced(tuple(diagnostics), ())
    at = {(entry.line + below, entry.code): entry for entry in reversed(silences) for below in (1, 0)}
    kept: list[Diagnostic] = []
    used: set[Silence] = set()
    for diagnostic in diagnostics:
        silence = at.get((diagnostic.line, diagnostic.code))
        if silence:
            used.add(silence)
        else:
            kept.append(diagnostic)
    return Silenced(tuple(kept), tuple(silence for silence in silences if silence not in used))


def _silences(lines: Sequence[Line]) -> Iterator[Silence]:
    for number, line in enumerate(lines, 1):
        if "<!--" not in line.text or line.region not in (None, "comment"):
            continue
        for match in _COMMENT.finditer(line.text):
            codes = [code.upper() for code in _SEPARATORS.split(match.group("codes").strip()) if code]
            for code in dict.fromkeys(codes or [""]):
                yield Silence(number, match.start() + 1, code)
