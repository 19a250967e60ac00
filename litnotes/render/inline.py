"""The marks inside a line of Markdown that a terminal shows: links, bold, math, code.

Math, code and all other text keep every character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from litnotes.values.patterns import pattern

PieceKind = Literal["text", "whole", "link"]

# Lengths are bounded so that the time for unclosed marks grows only linearly with the text.
_MARKS = pattern(
    r"(?P<code>`[^`]{1,500}`)"
    r"|(?P<math>\$\$[^$]{1,2000}\$\$|(?<![\\$])\$(?![\s$])(?:[^$\\]|\\.){1,1000}(?<!\s)\$(?![\d$]))"
    r"|(?<!!)\[(?P<text>[^\[\]]{1,500})\]\((?P<target>[^()\s]{1,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?)\)"
    r"|(?P<url>https?://[^\s<>]{1,2000})"
    r"|\*\*(?=[^\s*])(?P<bold>[^*]{1,1000})(?<!\s)\*\*"
)
_BOLD = pattern(r"\*\*(?=[^\s*])([^*]+)(?<!\s)\*\*")
_SAFE = pattern(r"https?://[!-~]+", re.IGNORECASE)
_HANGUL = pattern("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
_NEVER_FIRST = frozenset(",.;:?!)]}”’»，。；：、？！）】」』》…")
_HAS_LINKS = ("WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION")
_PROGRAMS_WITH_LINKS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper"})
_VTE_WITH_LINKS = 5000


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line. A `whole` part is never wrapped; a `link` leads to `url`."""

    text: str
    kind: PieceKind = "text"
    bold: bool = False
    url: str = ""


def pieces(line: str, *, bold: bool = False) -> Iterator[Piece]:
    """Yield the parts of a line; the marks of bold text are left out."""
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
    """Yield parts, each link followed by its address.

    Where the terminal opens links (`hidden`), links to the web stay links without a printed address.
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
    """Whether the terminal is known to support hyperlinks (OSC 8), by its environment variables."""
    if environment.get("TERM", "dumb").startswith(("dumb", "screen", "tmux", "linux")):
        return False
    vte = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM") in _PROGRAMS_WITH_LINKS
        or any(environment.get(name) for name in _HAS_LINKS)
        or (vte.isdecimal() and int(vte) >= _VTE_WITH_LINKS)
    )


def math_blocks(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield each line and whether it belongs to a `$$` block of several lines."""
    within = False
    for line in lines:
        odd = line.count("$$") % 2 == 1
        yield line, within or odd
        # An empty line ends an unclosed block.
        within = (within != odd) and bool(line.strip())


def whole_spans(line: str, room: float, width: Callable[[str], float]) -> list[tuple[int, int]]:
    """Return the spans of a line that are never broken: formulas, and code that is at most `room` wide.

    Letters directly before and after code, such as a full stop, belong to its width.
    """
    spans = []
    for match in _MARKS.finditer(line):
        start = line.rfind(" ", 0, match.start()) + 1
        end = line.find(" ", match.end())
        if match["math"] or (match["code"] and width(line[start : end if end >= 0 else None]) <= room):
            spans.append(match.span())
    return spans


def line_starts(
    text: str,
    whole: Sequence[tuple[int, int]],
    room: float,
    width: Callable[[str], float],
    *,
    below: float | None = None,
    cut: bool = False,
) -> list[int]:
    """Return where the second and further lines of `text` start when it is wrapped.

    Lines break after spaces and next to wide characters, which need no spaces. They never break inside
    the spans of `whole`, even where a span is longer than a line, and inside a word only with `cut` (for
    a box). `room` is the width of a line, `below` that of the second and further lines if it differs;
    `width` returns the width of a text, in a unit in which only wide characters take more than 1.
    """
    starts: list[int] = []
    start = last = 0
    used: float = 0
    for end in _ends(text, whole, width):
        if used + width(text[last:end].rstrip()) > room and last > start:
            starts.append(last)
            start, used, room = last, 0, room if below is None else below
        while cut and width(text[last:end].rstrip()) > room and not _meets(whole, last, end):
            last = _cut(text, last, room, width)
            starts.append(last)
            start, used, room = last, 0, room if below is None else below
        used += width(text[last:end])
        last = end
    return starts


def _ends(text: str, whole: Sequence[tuple[int, int]], width: Callable[[str], float]) -> Iterator[int]:
    """Yield the positions where a line may end; the last one is the end of the text."""
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
        if before.isspace() or (
            after not in _NEVER_FIRST and (_needs_no_space(before, width) or _needs_no_space(after, width))
        ):
            yield at
    if text:
        yield len(text)


def _needs_no_space(letter: str, width: Callable[[str], float]) -> bool:
    """Whether lines may break beside a letter: a wide letter, except of Korean, which has spaces."""
    return not letter.isascii() and width(letter) > 1 and not _HANGUL.match(letter)


def _meets(whole: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and last > start for first, last in whole)


def _cut(text: str, start: int, room: float, width: Callable[[str], float]) -> int:
    """Return the position at which to cut a word that is longer than a line."""
    used: float = 0
    for at in range(start, len(text)):
        used += width(text[at])
        if used > room and at > start:
            return at
    return len(text)
