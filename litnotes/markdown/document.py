"""Bytes of a report as lines that join back to the same bytes.

Lines end at LF only; a CR before it belongs to the line end. U+2028, form feeds and similar characters
end no line. Bytes that are not UTF-8 are kept through `surrogateescape`. Lines of regions without
headings and items (front matter, code fences, comments, display math, git conflicts) are marked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from litnotes.errors import Diagnostic
from litnotes.values.patterns import pattern

TextRegion = Literal["front matter", "fence", "comment", "math", "conflict", "code"]

BOM = "\ufeff"
FRONT_MATTER_LINES = 200
"""How far the end of front matter is searched for; a first `---` without an end is a rule."""
MAX_CODE_LINES = 100
"""How far the end of code or a comment within a line is searched for: a limit keeps reading time linear."""

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_ZERO_WIDTH = dict.fromkeys(map(ord, ZERO_WIDTH))
_FRONT_MATTER_LINE = pattern(r"\s|#|-(?:\s|$)|[\w\"'][^:]*:|$")
_FENCE = pattern(
    r"\s*(?P<item>(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX/~>!?-]\]\s+)?)?(?P<mark>`{3,}|~{3,})(?P<info>.*)$"
)
_RUN = pattern("`{3,}")
_INVALID = pattern("[\udc80-\udcff]")
_ENDS = frozenset(".。!！?？…)）]】-*_`|")
"""Characters after which a last line without line end is complete."""
_REGION_MARKS = ("```", "~~~", "<!--", "$$", "<<<<<<<")


def shadow(text: str) -> str:
    """Return the form of `text` in which words are recognised.

    NFKC, zero-width characters removed, no-break and ideographic spaces as spaces, case folded.
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text.translate(_ZERO_WIDTH)).casefold()


def visible(text: str) -> str:
    r"""Return `text` with each byte that was not UTF-8 written as `\xNN`."""
    if text.isascii():
        return text
    return _INVALID.sub(lambda match: f"\\x{ord(match.group()) - 0xDC00:02x}", text)


@dataclass(slots=True)
class Line:
    """One line: its text without the line end, the line end, and its region.

    `apart`: in how many entries of their own, one within the other, the line is; none is part of the text
    around it.
    """

    text: str
    end: str
    region: TextRegion | None = None
    apart: int = 0


class Document(NamedTuple):
    """A report as lines. `spans()` joined is the file, byte for byte."""

    bom: bool
    lines: tuple[Line, ...]
    diagnostics: tuple[Diagnostic, ...]

    @classmethod
    def from_bytes(cls, data: bytes, *, opens_section: Callable[[str], bool] = lambda _: False) -> Document:
        """Split `data` into lines and mark the regions that hold no structure.

        `opens_section` returns whether a line is the heading of a known section. Such a heading ends
        an unclosed code fence.
        """
        text = data.decode("utf-8", "surrogateescape")
        unmarked = text.removeprefix(BOM)
        lines = _split(unmarked)
        diagnostics = _encoding(lines, unmarked)
        if unmarked.startswith("---") or _may_open_region(unmarked):
            diagnostics += _mark_regions(lines, opens_section)
        document = cls(text.startswith(BOM), lines, tuple(diagnostics))
        if "".join([line.text + line.end for line in lines]) != unmarked:  # pragma: no cover
            raise AssertionError("the lines of a report must join back to its bytes")
        return document

    def pieces(self) -> Iterator[str]:
        """Yield the text of the file, piece by piece."""
        if self.bom:
            yield BOM
        for line in self.lines:
            yield line.text
            yield line.end

    def spans(self) -> Iterator[bytes]:
        """Yield the bytes of the file, piece by piece."""
        return (piece.encode("utf-8", "surrogateescape") for piece in self.pieces())

    @property
    def newline(self) -> str:
        """The line end to write: the one most lines have."""
        crlf = sum(line.end == "\r\n" for line in self.lines)
        ended = sum(bool(line.end) for line in self.lines)
        return "\r\n" if crlf * 2 > ended else "\n"


def _split(text: str) -> tuple[Line, ...]:
    *ended, last = text.split("\n")
    lines = [Line(line, "\n") for line in ended]
    if last:
        lines.append(Line(last, ""))
    if "\r\n" in text:
        for line in lines:
            if line.end and line.text.endswith("\r"):
                line.text, line.end = line.text[:-1], "\r\n"
    return tuple(lines)


def _encoding(lines: tuple[Line, ...], text: str) -> list[Diagnostic]:
    diagnostics: list[Diagnostic] = []
    if (invalid := _first_invalid(text)) is not None:
        before = text[:invalid]
        message = "this byte is not UTF-8; it is kept and shown as \\xNN."
        column = len(before) - before.rfind("\n")
        diagnostics.append(
            Diagnostic("R001", "error", before.count("\n") + 1, column, message, "Save the file as UTF-8.")
        )
    if lines and not lines[-1].end and lines[-1].text.rstrip()[-1:] not in _ENDS:
        message = "the last line has no line end, so it may be cut off."
        diagnostics.append(Diagnostic("R002", "info", len(lines), len(lines[-1].text) + 1, message))
    crlf = text.count("\r\n")
    if crlf and crlf != text.count("\n"):
        message = "line ends are mixed (LF and CR LF); each is kept."
        diagnostics.append(Diagnostic("R003", "warning", 1, 1, message))
    return diagnostics


def _first_invalid(text: str) -> int | None:
    """Return the position of the first byte that was not UTF-8, or None; encoding is a quick search."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return error.start
    return None


def _mark_regions(lines: tuple[Line, ...], opens_section: Callable[[str], bool]) -> Iterator[Diagnostic]:
    """Set `region` on lines without structure; yield unclosed regions and conflicts."""
    at = 0
    if lines and lines[0].text.rstrip() == "---":
        end = _front_matter_end(lines)
        if end:
            _mark(lines, 0, end, "front matter")
            at = end
        elif len(lines) > 1 and lines[1].text.strip():
            message = 'this "---" does not open front matter; it was read as a horizontal rule.'
            advice = 'Write "key: value" lines between two "---" lines, or an empty line below it.'
            yield Diagnostic("R013", "warning", 1, 1, message, advice)
    never_closed: set[TextRegion] = set()
    never_closed_fences: set[str] = set()
    while at < len(lines):
        start = at
        if not _may_open_region(lines[start].text):
            at += 1
        elif match := _fence(lines[start].text):
            mark = match.group("mark")
            end = None if mark in never_closed_fences else _fence_end(lines, start, mark)
            if end is None:
                never_closed_fences.add(mark)  # later ones are not closed either: do not search again
                end = _open_fence_end(lines, start, opens_section)
                yield _open_fence(start, end, len(lines), mark)
            at = end
            _mark(lines, start + bool(match.group("item")), at, "fence")
        elif opened := _region(lines, start, never_closed):
            region, at = opened
            _mark(lines, start + (region == "code"), at, region)
            if region == "conflict":
                yield _conflict(start, at)
        else:
            at += 1


def _may_open_region(text: str) -> bool:
    """Whether a text contains a mark of a region other than front matter; most contain none."""
    return any(mark in text for mark in _REGION_MARKS)


def _fence(text: str) -> re.Match[str] | None:
    match = _FENCE.match(text)
    if match and match.group("mark")[0] == "`" and "`" in match.group("info"):
        return None
    return match


def _region(
    lines: tuple[Line, ...], start: int, never_closed: set[TextRegion]
) -> tuple[TextRegion, int] | None:
    """Return the region that opens at a line, with the line after its end."""
    for region, opens, end_of in _REGIONS:
        if region in never_closed or not opens(lines[start].text):
            continue
        end = end_of(lines, start)
        if end is None:
            never_closed.add(region)  # later ones are not closed either: do not search again
        elif end > start:
            return region, end
    return None


def _conflict(start: int, end: int) -> Diagnostic:
    message = f"git conflict in lines {start + 1} to {end}: both sides are kept, but not read as entries."
    advice = "Keep the side you want and delete the lines with <<<<<<<, ======= and >>>>>>>."
    return Diagnostic("R019", "error", start + 1, 1, message, advice)


def _mark(lines: tuple[Line, ...], start: int, end: int, region: TextRegion) -> None:
    for line in lines[start:end]:
        line.region = region


def _front_matter_end(lines: tuple[Line, ...]) -> int | None:
    for number, line in enumerate(lines[1 : FRONT_MATTER_LINES + 1], 1):
        if line.text.rstrip() in ("---", "..."):
            return number + 1
        if not _FRONT_MATTER_LINE.match(line.text):
            return None
    return None


def _fence_end(lines: tuple[Line, ...], start: int, mark: str) -> int | None:
    closing = re.compile(rf"\s*{re.escape(mark[0])}{{{len(mark)},}}\s*$")
    return _first(lines, start + 1, lambda text: closing.match(text) is not None)


def _open_fence_end(lines: tuple[Line, ...], start: int, opens_section: Callable[[str], bool]) -> int:
    """Return where an unclosed fence ends: at the next known section (in CommonMark: never).

    Below an item, it ends with the item.
    """
    match = _fence(lines[start].text)
    is_inside = lines[start].text[:2].isspace() or bool(match and match.group("item"))
    for number in range(start + 1, len(lines)):
        text = lines[number].text
        if opens_section(text) or (is_inside and text.strip() and not text[0].isspace()):
            return number
    return len(lines)


def _open_fence(start: int, end: int, last: int, mark: str) -> Diagnostic:
    until = f"line {end}" if end < last else "the end of the file"
    message = f"this code fence is never closed; it was read as code up to {until}."
    advice = f"Write {mark} on a separate line where the code ends."
    return Diagnostic("R016", "warning", start + 1, 1, message, advice)


def _comment_end(lines: tuple[Line, ...], start: int) -> int | None:
    """Return the line after the comment; a line with words after its comment is an ordinary line."""
    _, closed, after = lines[start].text.partition("<!--")[2].partition("-->")
    if closed:
        return start + 1 if not after.strip() else start
    return _first(lines, start + 1, lambda text: "-->" in text)


def _math_end(lines: tuple[Line, ...], start: int) -> int | None:
    """Return the line after display math, which must close before an empty line."""
    for number in range(start + 1, len(lines)):
        text = lines[number].text.strip()
        if not text:
            return start
        if text.endswith("$$"):
            return number + 1
    return None


def _conflict_end(lines: tuple[Line, ...], start: int) -> int | None:
    return _first(lines, start + 1, lambda text: text.startswith(">>>>>>>") and text[7:8] in ("", " "))


def _code_end(lines: tuple[Line, ...], start: int) -> int:
    """Return the line after code that begins within a line; it must close before an empty line."""
    run = _open_run(lines[start].text)
    for number in range(start + 1, min(len(lines), start + MAX_CODE_LINES)):
        text = lines[number].text
        if not text.strip():
            break
        if any(len(mark) == run for mark in _RUN.findall(text)):
            return number + 1
    return start


def _opens_comment(text: str) -> bool:
    """Whether a comment begins behind words and does not end in the same line."""
    before, opened, after = text.rpartition("<!--")
    return bool(opened and before.strip()) and "-->" not in after and not before.count("`") % 2


def _comment_within_end(lines: tuple[Line, ...], start: int) -> int:
    """Return the line after a comment that begins behind words."""
    numbers = range(start + 1, min(len(lines), start + MAX_CODE_LINES))
    return next((number + 1 for number in numbers if "-->" in lines[number].text), start)


def _open_run(text: str) -> int:
    """Return the number of backticks that open code and do not close it in `text`; 0 if none do."""
    run = 0
    for mark in _RUN.findall(text):
        run = len(mark) if not run else 0 if len(mark) == run else run
    return run


def _first(lines: tuple[Line, ...], start: int, ends: Callable[[str], bool]) -> int | None:
    numbers = (number + 1 for number in range(start, len(lines)) if ends(lines[number].text))
    return next(numbers, None)


_REGIONS: tuple[
    tuple[TextRegion, Callable[[str], bool], Callable[[tuple[Line, ...], int], int | None]], ...
] = (
    ("comment", lambda text: text.lstrip().startswith("<!--"), _comment_end),
    ("math", lambda text: text.strip() == "$$", _math_end),
    ("conflict", lambda text: text.startswith("<<<<<<<") and text[7:8] in ("", " "), _conflict_end),
    ("code", lambda text: "```" in text and _open_run(text) > 0, _code_end),
    ("code", _opens_comment, _comment_within_end),
)
"""Regions with a test of their first line and a search for the line after their end: None if the region
is never closed, the first line itself if it opens no region."""
