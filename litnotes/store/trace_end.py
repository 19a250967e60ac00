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
from litnotes.store import files, regular, yaml
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
    made = _read_quickly(lines) or _read_by_parser(lines, data, path, shown)
    return {"decisions": made.decisions, "notes": made.notes, "candidates": made.candidates}


def _read_quickly(lines: bytes) -> Trace | None:
    """Return what lines hold that litnotes wrote; None if one is not as it should be."""
    from pydantic import ValidationError

    found: dict[str, list[Any]] = {"candidates": [], "decisions": []}
    with contextlib.suppress(LitnotesError, ValidationError, UnicodeDecodeError):
        for line in lines.split(b"\n"):
            if line.startswith(_MOVED):
                found["candidates"].append(Candidate.model_validate_json(line[len(_MOVED) : -1]))
            elif line and not line.startswith(b"#"):
                text = line.decode()
                one = regular.load_flow(text) or yaml.load(f"decisions:\n{text}\n", "")["decisions"][0]
                found["decisions"].append(one)
        return Trace.model_validate({"day": "2000-01-01", "question": {}, **found})
    return None


def _read_by_parser(lines: bytes, data: bytes, path: Path, shown: str) -> Trace:
    """Return what lines hold; an error names its line in the file."""
    text = files.decoded(b"day: 2000-01-01\nquestion: {}\ndecisions:\n" + lines, path)
    try:
        return yaml.load_model(Trace, text, "")
    except Unreadable as problem:
        place = problem.location
        above = data.count(b"\n") - lines.count(b"\n") - 3
        line = place.line + above if place and place.line else None
        column = place.column if place else None
        raise Unreadable(problem.message, location=Location(shown, line, column)) from None


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
