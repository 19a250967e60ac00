"""The end of the file of a trace: decisions, notes and the candidates decided on, one a line.

Only this part grows with a key press. The line of a candidate is there if the candidate was in the file
beside (`undecided`) until somebody decided on it.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from litnotes.errors import LitnotesError, Location, Unreadable
from litnotes.model.candidate import Candidate, CandidateNote, Screened, Trace
from litnotes.store import files, undecided, yaml
from litnotes.store.filled import filled

_TAIL = 65_536
_LONGEST = 1_000_000
_NAMED = 200
"""Most bytes of a torn decision to print."""
DECISIONS = b"\ndecisions:\n"
_PLAIN_DECISIONS = re.compile(rb"(?:(?:- \{[^\n]*\}|#[^\n]*)\n)*")
_UNENDED = re.compile(rb"\n(?:decisions:|- \{[^\n]*\}|#[^\n]*)\n(-|- |- \{[^\n]*)\Z")
"""The last decision, where no line end follows it."""
TORN = b"# torn: "
"""Begins what is left of a decision that a power cut has torn."""
_MOVED = b'- {"candidate":'


def line_of(made: Screened | CandidateNote) -> str:
    """Return the line of a decision or a note."""
    return f"- {yaml.inline(filled(made))}\n"


def decided_line(candidate: bytes) -> bytes:
    """Return the line of a candidate that was in the file beside until now."""
    return b"%s%s}\n" % (_MOVED, candidate)


def parts(data: bytes) -> tuple[int, bytes] | None:
    """Return how many bytes of a trace say what was found, and the lines of the decisions.

    None for a file of another form.
    """
    heading = data.rfind(DECISIONS)
    if data.startswith(b"decisions") or data.count(b"\ndecisions") > (heading >= 0):
        return None
    if heading < 0:
        return (len(data), b"") if data.endswith(b"\n") else None
    decisions = data[heading + len(DECISIONS) :]
    return (heading + 1, decisions) if _PLAIN_DECISIONS.fullmatch(decisions) else None


def read(lines: bytes, data: bytes, path: Path, shown: str) -> dict[str, Any]:
    """Return decisions, notes and candidates of the last lines by the names of their fields.

    An error names its line in the file.
    """
    if not lines:
        return {"decisions": (), "notes": (), "candidates": ()}
    split = lines.split(b"\n")
    is_moved = [line.startswith(_MOVED) for line in split]
    others = (b"#" if moved else line for line, moved in zip(split, is_moved, strict=True))
    text = files.decoded(b"day: 2000-01-01\nquestion: {}\ndecisions:\n" + b"\n".join(others), path)
    above = data.count(b"\n") - lines.count(b"\n")
    try:
        made = yaml.load_model(Trace, text, "")
    except Unreadable as problem:
        place = problem.location
        line = place.line + above - 3 if place and place.line else None
        column = place.column if place else None
        raise Unreadable(problem.message, location=Location(shown, line, column)) from None
    moved = tuple(
        _moved(line, Location(shown, above + number))
        for number, line in enumerate(split, 1)
        if is_moved[number - 1]
    )
    return {"decisions": made.decisions, "notes": made.notes, "candidates": (*made.candidates, *moved)}


def growing(path: Path) -> tuple[int, bytes] | None:
    """Return the size of a file that ends in decisions, one a line, and these; None for any other.

    Only its end is read: a key press does not wait for a hundred megabytes.
    """
    tail = b""
    with contextlib.suppress(OSError), path.open("rb") as file:
        start = size = file.seek(0, os.SEEK_END)
        while start:
            start, before = max(0, start - max(_TAIL, len(tail))), start
            file.seek(start)
            tail = file.read(before - start) + tail
            _, heading, decisions = tail.rpartition(DECISIONS)
            lines = decisions if heading else tail.partition(b"\n")[2]
            if not _PLAIN_DECISIONS.fullmatch(lines):
                return None
            if heading:
                return size, decisions
    return None


def decides_on(lines: bytes, key: str) -> bool:
    """Whether the last lines of a trace have a decision on a candidate."""
    return f"- {{key: {yaml.inline(key)}, decision: ".encode() in lines


def unended(data: bytes) -> bytes:
    """Return the last decision if no line end follows it, else nothing."""
    last = _UNENDED.search(data, max(0, len(data) - _LONGEST))
    return last.group(1) if last else b""


def is_whole(last: bytes) -> bool:
    """Whether a decision that no line end follows is not torn."""
    with contextlib.suppress(LitnotesError, UnicodeDecodeError):
        return last.endswith(b"}") and bool(yaml.load(f"decisions:\n{last.decode()}\n", ""))
    return False


def ended(data: bytes) -> bytes:
    """Return a trace that ends with a line end, without a torn decision."""
    last = unended(data)
    if not last:
        return data
    return data + b"\n" if is_whole(last) else data[: -len(last)]


def torn_in(path: Path, shown: str) -> Iterator[LitnotesError]:
    """Yield a problem if the last decision of a trace is torn."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - _LONGEST))
        last = unended(file.read())
    if last and not is_whole(last):
        words = last[:_NAMED].decode("utf-8", "replace")
        why = f"the last decision is torn and is not read: {words}"
        yield LitnotesError(why, location=Location(shown))


def _moved(line: bytes, place: Location) -> Candidate:
    """Return the candidate of a line that `decided_line` wrote."""
    found = undecided.parsed_line(line[len(_MOVED) : -1])
    if isinstance(found, str):
        raise Unreadable(found, location=place)
    return found
