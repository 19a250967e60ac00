"""The marks inside a line of Markdown, as far as a terminal shows them: links, bold, math, code.

What is no such mark stays as it is written, and math and code always do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from litnotes.values.patterns import pattern

PieceKind = Literal["text", "whole", "link"]

# The lengths are bounded so that marks never closed cost no more than reading on.
_MARKS = pattern(
    r"(?P<code>`[^`]{1,500}`)"
    r"|(?P<math>\$\$[^$]{1,2000}\$\$|(?<![\\$])\$(?![\s$])(?:[^$\\]|\\.){1,1000}(?<!\s)\$(?![\d$]))"
    r"|(?<!!)\[(?P<text>[^\[\]]{1,500})\]\((?P<target>[^()\s]{1,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?)\)"
    r"|(?P<url>https?://[^\s<>]{1,2000})"
    r"|\*\*(?=[^\s*])(?P<bold>[^*]{1,1000})(?<!\s)\*\*"
)
_BOLD = pattern(r"\*\*(?=[^\s*])([^*]+)(?<!\s)\*\*")
_SAFE = pattern(r"https?://[!-~]+", re.IGNORECASE)
_NEVER_FIRST = frozenset(",.;:?!)]}”’»，。；：、？！）】」』》…")
_HAS_LINKS = ("WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION")
_PROGRAMS_WITH_LINKS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper"})
_VTE_WITH_LINKS = 5000


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line. One that is `whole` is never broken; a `link` leads to `url`."""

    text: str
    kind: PieceKind = "text"
    bold: bool = False
    url: str = ""


def pieces(line: str, *, bold: bool = False) -> Iterator[Piece]:
    """Yield the parts of a line without the marks for bold text."""
    end = 0
    for match in _MARKS.finditer(line):
        yield from _plain(line[end : match.start()], bold=bold)
        end = match.end()
        if match["text"]:
            yield Piece(_BOLD.sub(r"\1", match["text"]), "link", bold, match["target"])
        elif match["bold"]:
            yield from pieces(match["bold"], bold=True)
        else:
            yield Piece(match.group(), "whole", bold)
    yield from _plain(line[end:], bold=bold)


def _plain(text: str, *, bold: bool) -> Iterator[Piece]:
    if text:
        yield Piece(text, bold=bold)


def with_addresses(parts: Iterator[Piece], *, hidden: bool) -> Iterator[Piece]:
    """Yield parts with the address of each link behind it.

    Where the terminal opens links (`hidden`), those that lead to the web stay links instead.
    """
    for part in parts:
        if part.kind != "link" or (hidden and _SAFE.fullmatch(part.url)):
            yield part
        else:
            yield Piece(part.text, bold=part.bold)
            if part.text != part.url:
                yield Piece(" (", bold=part.bold)
                yield Piece(part.url, "whole", part.bold)
                yield Piece(")", bold=part.bold)


def opens_links(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is known to open links that are put on a text."""
    if environment.get("TERM", "dumb").startswith(("dumb", "screen", "tmux", "linux")):
        return False
    vte = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM") in _PROGRAMS_WITH_LINKS
        or any(environment.get(name) for name in _HAS_LINKS)
        or (vte.isdecimal() and int(vte) >= _VTE_WITH_LINKS)
    )


def math_blocks(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield each line and whether it stands in a `$$` block of several lines."""
    within = False
    for line in lines:
        odd = line.count("$$") % 2 == 1
        yield line, within or odd
        # An empty line ends what was never closed.
        within = (within != odd) and bool(line.strip())


def line_starts(
    text: str, whole: Sequence[tuple[int, int]], room: float, width: Callable[[str], float]
) -> list[int]:
    """Return where the second and further lines of `text` start when it is wrapped.

    Lines break behind spaces and beside wide characters, which need no spaces; never within `whole`,
    even where that is longer than a line. `width` is that of a text, in a unit in which wide characters,
    and only they, take more than 1.
    """
    starts: list[int] = []
    start = last = 0
    used: float = 0
    for end in _ends(text, whole, width):
        used_to_here = width(text[last:end].rstrip())
        if used + used_to_here > room and last > start:
            starts.append(last)
            start, used = last, 0
        while used + width(text[last:end].rstrip()) > room and not _meets(whole, last, end):
            last = _folded(text, last, room, width)
            starts.append(last)
            start, used = last, 0
        used += width(text[last:end])
        last = end
    return starts


def _ends(text: str, whole: Sequence[tuple[int, int]], width: Callable[[str], float]) -> Iterator[int]:
    """Yield where a line may end, the end of the text last."""
    spans = iter(whole)
    span = next(spans, None)
    for at in range(1, len(text)):
        while span and span[1] <= at:
            span = next(spans, None)
        if span and span[0] < at:
            continue
        before, after = text[at - 1], text[at]
        if after.isspace():
            continue
        wide = not (before.isascii() and after.isascii()) and (width(before) > 1 or width(after) > 1)
        if before.isspace() or (wide and after not in _NEVER_FIRST):
            yield at
    if text:
        yield len(text)


def _meets(whole: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and last > start for first, last in whole)


def _folded(text: str, start: int, room: float, width: Callable[[str], float]) -> int:
    """Return where a word longer than a line is cut."""
    used: float = 0
    for at in range(start, len(text)):
        used += width(text[at])
        if used > room and at > start:
            return at
    return len(text)
