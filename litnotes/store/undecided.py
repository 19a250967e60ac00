"""Candidates without a decision, in a file beside a large trace: `traces/NAME.candidates.jsonl`.

It has one candidate a line, sorted by key, so that git merges the candidates of two people. A decision
copies the line of its candidate to the end of the trace and does not change this file: of a candidate in
both, the trace counts. Its line here is dropped when the search is written again.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from litnotes.errors import LitnotesError, Location
from litnotes.model.candidate import Candidate
from litnotes.model.reports import share_names
from litnotes.store import files
from litnotes.store.expected import sentence
from litnotes.store.filled import filled
from litnotes.store.notebook import UNDECIDED

MANY = 2_000
"""A trace with more candidates has its undecided ones in a file beside."""
MAX_BYTES = 2_000_000_000
_CHUNK = 2_000_000
_KEY = re.compile(rb'\{"key":("(?:[^"\\]|\\.)*")')
_GIT = re.compile(rb"(?:<{7}|={7}|>{7}|\|{7})(?: [^\n]*)?\n?")
_NO_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What YAML does not have unescaped: the same line is an item of a YAML list too."""


class UndecidedRead(NamedTuple):
    """The candidates of a file, and what is wrong with the lines that are left out."""

    candidates: list[Candidate]
    problems: list[LitnotesError]


def path_of(trace: Path) -> Path:
    """Return the file beside a trace, whether it exists or not."""
    return trace.with_name(trace.name.removesuffix(".yaml") + UNDECIDED)


def line_of(candidate: Candidate) -> str:
    """Return a candidate as JSON on one line, which is YAML as well."""
    text = json.dumps(filled(candidate), ensure_ascii=False, separators=(",", ":"))
    return _NO_YAML.sub(lambda odd: f"\\u{ord(odd[0]):04x}", text)


def text_of(candidates: Iterable[Candidate]) -> bytes:
    """Return the file of candidates."""
    ordered = sorted(candidates, key=lambda candidate: candidate.key)
    return "".join(f"{line_of(candidate)}\n" for candidate in ordered).encode()


def read(path: Path, shown: str, known: Collection[str] = ()) -> UndecidedRead:
    """Return the candidates of a file but those with the keys `known`.

    A line that is no candidate, or has the key of another one, is left out and is a problem. Raises
    NotFound without a file, Unreadable if it cannot be read at all.
    """
    found: dict[str, Candidate] = {}
    problems: list[LitnotesError] = []
    above, shared = 0, dict[frozenset[str], set[str]]()
    with files.opened(path, at_most=MAX_BYTES) as file:
        while lines := file.readlines(_CHUNK):
            for number, one in _parsed(lines, shared):
                if isinstance(one, str):
                    problems.append(LitnotesError(one, location=Location(shown, above + number)))
                elif one.key not in known and found.setdefault(one.key, one) != one:
                    why = f"{one.key} is on a line above with other values; this line is not read. Keep one"
                    problems.append(LitnotesError(why, location=Location(shown, above + number)))
            above += len(lines)
    return UndecidedRead([*found.values()], problems)


def line_with(path: Path, key: str) -> bytes | None:
    """Return the line of a candidate, without its end; None if no line has this key.

    It is looked up by halves. A file that is not sorted, because somebody edited it, is read whole.
    """
    with files.opened(path, at_most=MAX_BYTES) as file:
        line = _looked_up(file, key.encode())
    if line:
        return line
    return next((line_of(one).encode() for one in read(path, "").candidates if one.key == key), None)


def _parsed(
    lines: Sequence[bytes], shared: dict[frozenset[str], set[str]]
) -> Iterator[tuple[int, Candidate | str]]:
    """Yield the number of each line with its candidate, or why there is none."""
    from pydantic import TypeAdapter, ValidationError

    with contextlib.suppress(ValidationError):
        every = TypeAdapter(list[Candidate]).validate_json(b"[" + b",".join(lines) + b"]")
        if len(every) == len(lines):
            share_names(every, shared)
            share_names((link for candidate in every for link in candidate.reached), shared)
            yield from enumerate(every, 1)
            return
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, _parsed_line(line)


def _parsed_line(line: bytes) -> Candidate | str:
    """Return the candidate of a line, or why there is none."""
    from pydantic import ValidationError

    try:
        return Candidate.model_validate_json(line)
    except ValidationError as error:
        if _GIT.fullmatch(line):
            return "git left a conflict here; the candidates of both sides are read. Delete this line"
        first = error.errors(include_url=False)[0]
        if first["type"] == "json_invalid":
            return "this line is torn or not JSON, and is not read: mend or delete it"
        return f"this line is not read: {sentence(first['type'], first['loc'], first, Candidate)}"


def _looked_up(file: BinaryIO, key: bytes) -> bytes | None:
    """Return the line of a key in a sorted file, without its end; None if it is not where it belongs."""
    low, high = 0, file.seek(0, 2)
    while low < high:
        middle = (low + high) // 2
        file.seek(max(middle - 1, 0))
        if middle:
            file.readline()
        start = file.tell()
        line = file.readline() if start < high else b""
        if not line:
            high = middle
            continue
        there = _KEY.match(line)
        if there is None:
            return None
        name = str(json.loads(there[1])).encode()
        if name == key:
            return line.rstrip(b"\r\n")
        low, high = (start + len(line), high) if name < key else (low, middle)
    return None
