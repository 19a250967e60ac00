"""Citation searches on the disk: `traces/DAY-SEED.yaml`.

A file is written whole when its search starts or continues. Decisions are at its end, one a line, so that
saving one adds a line, and the decisions of two people merge in git. Notes on candidates are among them.
Parsing thousands of candidates takes seconds, so the cache folder keeps them parsed, under the hash of
the file.
"""

from __future__ import annotations

import contextlib
import gc
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from litnotes.errors import LitnotesError, Location, Unreadable
from litnotes.model import file_formats
from litnotes.model.candidate import Candidate, CandidateNote, Screened, Trace
from litnotes.store import files, kept, migrating, yaml
from litnotes.store.notebook import TRACES, Notebook

MAX_BYTES = 1_000_000_000

_KEPT = b"litnotes trace 3 "
"""Begins what is kept there; raised with each change of the models."""
_TAIL = 65_536
FEW = 50
"""Most candidates to parse by themselves, instead of all of a trace."""
_NEXT = re.compile(rb"\n(?=\S)")
_DECISIONS = b"\ndecisions:\n"
_PLAIN_DECISIONS = re.compile(rb"(?:(?:- \{[^\n]*\}|#[^\n]*)\n)*")
_UNENDED = re.compile(rb"\n(?:decisions:|- \{[^\n]*\}|#[^\n]*)\n(-|- |- \{[^\n]*)\Z")
"""The last decision, where no line end follows it."""
_TORN = b"# torn: "
"""Begins what is left of a decision that a power cut has torn."""


def names(notebook: Notebook) -> list[str]:
    """Return the names of all traces, the oldest first."""
    return [path.stem for path in notebook.trace_paths()]


def path_of(notebook: Notebook, name: str) -> Path:
    """Return the file of a trace."""
    return notebook.root / TRACES / f"{name}.yaml"


def free_name(notebook: Notebook, name: str) -> str:
    """Return a name that no trace has: this one, or with `-2`, `-3` … behind it."""
    taken = {known.lower() for known in names(notebook)}
    further = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return next(free for free in (name, *further) if free.lower() not in taken)


def load_all(notebook: Notebook) -> tuple[dict[str, Trace], list[LitnotesError]]:
    """Return all traces that can be read by name, the oldest first, and what is wrong with the others."""
    found: dict[str, Trace] = {}
    problems: list[LitnotesError] = []
    for name in names(notebook):
        try:
            found[name] = load(notebook, name)
            problems += _torn_in(notebook, name)
        except LitnotesError as problem:
            problems.append(problem)
    return found, problems


def load(notebook: Notebook, name: str) -> Trace:
    """Return a trace; raises NotFound, or Unreadable with the line where it is not as it should be."""
    path = path_of(notebook, name)
    shown = notebook.shown(path)
    data = _ended(files.read(path, at_most=MAX_BYTES))
    parts = _parts(data)
    with _without_collecting():
        if parts is None:
            return yaml.load_model(Trace, files.decoded(data, path), shown)
        end, lines = parts
        made = _made(lines, data, path, shown)
        head = _head(memoryview(data)[:end])
        del data  # a hundred megabytes, where the candidates are many
        found = _kept(notebook, name, head) or _parsed(notebook, name, shown)
        return found.model_copy(update=made)


def found_hashes(notebook: Notebook) -> dict[str, str]:
    """Return the hash of what each trace found, without decisions; unreadable ones are left out."""
    hashes: dict[str, str] = {}
    for name in names(notebook):
        with contextlib.suppress(LitnotesError):
            data = files.read(path_of(notebook, name), at_most=MAX_BYTES)
            parts = _parts(data)
            hashes[name] = files.sha256(data[: parts[0]] if parts else data)
    return hashes


class DecidedTrace(NamedTuple):
    """The decisions of a trace, and candidates that they are on.

    `sha256` is the hash of the file, `found` of all in it but the decisions.
    """

    sha256: str
    found: str
    decisions: tuple[Screened, ...]
    candidates: tuple[Candidate, ...]


def decided(notebook: Notebook, name: str, found: str, known: Collection[str]) -> DecidedTrace:
    """Return the decisions of a trace; the candidates of `known` are left out if `found` is the same.

    Only few candidates are parsed after a few decisions. Raises as `load`.
    """
    path = path_of(notebook, name)
    written = files.read(path, at_most=MAX_BYTES)
    data = _ended(written)
    end, lines = _parts(data) or (0, None)
    hashes = files.sha256(written), files.sha256(memoryview(data)[:end])
    if lines is not None and migrating.is_present(file_formats.TRACE, data):
        decisions: tuple[Screened, ...] = _made(lines, data, path, notebook.shown(path))["decisions"]
        wanted = {decision.key for decision in decisions} - ({*known} if hashes[1] == found else set())
        blocks = [_block(data, key) for key in wanted] if len(wanted) <= FEW else [None]
        if None not in blocks:
            texts = (files.decoded(block, path) for block in blocks if block)
            candidates = tuple(yaml.load_model(Candidate, text, "") for text in texts)
            return DecidedTrace(*hashes, decisions, candidates)
    trace = load(notebook, name)
    keys = {decision.key for decision in trace.decisions}
    candidates = tuple(one for one in trace.candidates if one.key in keys)
    return DecidedTrace(*hashes, trace.decisions, candidates)


def create(notebook: Notebook, name: str, trace: Trace) -> None:
    """Write a new trace; raises Conflict where there is one."""
    _write(notebook, name, trace, expected=None)


def replace(notebook: Notebook, name: str, trace: Trace) -> None:
    """Write a trace that went on, where it changed; decisions made meanwhile stay."""
    path = path_of(notebook, name)
    data = files.read(path, at_most=MAX_BYTES)
    now = load(notebook, name)
    made = {"decisions": now.decisions, "notes": now.notes}
    _write(notebook, name, trace.model_copy(update=made), data)


def add_decisions(notebook: Notebook, name: str, decisions: Sequence[Screened | CandidateNote]) -> None:
    """Add decisions or notes to a trace; no byte before them changes.

    Raises Conflict if the file changes meanwhile, or if decisions cannot be added at its end.
    """
    path = path_of(notebook, name)
    if migrating.has_old_start(file_formats.TRACE, path):
        replace(notebook, name, load(notebook, name))  # writes the present format
    lines = "".join(f"- {yaml.inline(_filled(one))}\n" for one in decisions).encode()
    if size := _size_if_only_decisions_follow(path):
        files.append(path, lines, expected=size)
        return
    data = files.read(path, at_most=MAX_BYTES)
    if unended := _unended(data):
        kept = unended if unended.endswith(b"}") else _TORN + unended
        files.change_end(path, len(data) - len(unended), unended, kept + b"\n" + lines)
        return
    if _parts(data) is None:
        now = load(notebook, name)
        whole = [_filled(decision) for decision in (*now.decisions, *now.notes, *decisions)]
        text = yaml.replaced(
            files.decoded(data, path), "decisions", whole, list(Trace.model_fields), notebook.shown(path)
        )
        files.replace(path, text.encode(), expected=data)
        return
    heading = b"" if _DECISIONS in data else b"decisions:\n"
    files.append(path, heading + lines, expected=len(data))


def text_of(trace: Trace) -> str:
    """Return the file of a trace; what is not known is left out."""
    found = yaml.dump(file_formats.with_format(file_formats.TRACE, _filled(_found(trace))))
    lines = "".join(f"- {yaml.inline(_filled(one))}\n" for one in (*trace.decisions, *trace.notes))
    return f"{found}decisions:\n{lines}" if lines else found


def _found(trace: Trace) -> Trace:
    """Return a trace without what people made of it."""
    return trace.model_copy(update={"decisions": (), "notes": ()})


def _write(notebook: Notebook, name: str, trace: Trace, expected: bytes | None) -> None:
    with _without_collecting():
        data = text_of(trace).encode()
        if data == expected:
            return
        migrating.keep_if_old(file_formats.TRACE, path_of(notebook, name), expected, notebook.state_folder)
        files.replace(path_of(notebook, name), data, expected=expected)
        if parts := _parts(data):
            _keep(notebook, name, _head(memoryview(data)[: parts[0]]), trace)


def _filled(value: Any) -> Any:
    """Return a model as YAML holds it: without what is empty."""
    values: Mapping[str, Any] = value.model_dump()
    return {name: _plain(value) for name, value in values.items() if not _is_empty(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items() if not _is_empty(item)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _is_empty(value: object) -> bool:
    return value is None or value is False or (isinstance(value, tuple | list | dict) and not value)


def _parts(data: bytes) -> tuple[int, bytes] | None:
    """Return how many bytes say what was found, and the lines of the decisions.

    None for a file of another form.
    """
    heading = data.rfind(_DECISIONS)
    if data.startswith(b"decisions") or data.count(b"\ndecisions") > (heading >= 0):
        return None
    if heading < 0:
        return (len(data), b"") if data.endswith(b"\n") else None
    decisions = data[heading + len(_DECISIONS) :]
    return (heading + 1, decisions) if _PLAIN_DECISIONS.fullmatch(decisions) else None


def _block(data: bytes, key: str) -> bytes | None:
    """Return the lines of a candidate as a mapping; None if its key is not written plainly."""
    start = data.find(f"\n- key: {key}\n".encode())
    end = _NEXT.search(data, start + 1) if start >= 0 else None
    return b"  " + data[start + 3 : end.start()] if end else None


def _size_if_only_decisions_follow(path: Path) -> int:
    """Return the size of a file that ends in decisions, one a line; 0 for any other.

    Only its end is read: a key press does not wait for a hundred megabytes.
    """
    tail = b""
    with contextlib.suppress(OSError), path.open("rb") as file:
        start = size = file.seek(0, os.SEEK_END)
        while start:
            start, before = max(0, start - max(_TAIL, len(tail))), start
            file.seek(start)
            tail = file.read(before - start) + tail
            _, heading, decisions = tail.rpartition(_DECISIONS)
            lines = decisions if heading else tail.partition(b"\n")[2]
            if not _PLAIN_DECISIONS.fullmatch(lines):
                return 0
            if heading:
                return size
    return 0


def _unended(data: bytes) -> bytes:
    """Return the last decision if no line end follows it, else nothing."""
    last = _UNENDED.search(data, max(0, len(data) - _TAIL))
    return last.group(1) if last else b""


def _ended(data: bytes) -> bytes:
    """Return a trace that ends with a line end, without a torn decision."""
    unended = _unended(data)
    if not unended:
        return data
    return data + b"\n" if unended.endswith(b"}") else data[: -len(unended)]


def _torn_in(notebook: Notebook, name: str) -> Iterator[LitnotesError]:
    """Yield a problem if the last decision of a trace is torn."""
    path = path_of(notebook, name)
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
        unended = _unended(file.read())
    if unended and not unended.endswith(b"}"):
        words = unended.decode("utf-8", "replace")
        why = f"the last decision is torn and is not read: {words}"
        yield LitnotesError(why, location=Location(notebook.shown(path)))


def _made(lines: bytes, data: bytes, path: Path, shown: str) -> dict[str, Any]:
    """Return decisions and notes by the names of their fields; an error names its line in the file."""
    if not lines:
        return {"decisions": (), "notes": ()}
    text = f"day: 2000-01-01\nquestion: {{}}\ndecisions:\n{files.decoded(lines, path)}"
    try:
        made = yaml.load_model(Trace, text, "")
    except Unreadable as problem:
        place = problem.location
        above = data.count(b"\n") - lines.count(b"\n") - 3
        line = place.line + above if place and place.line else None
        column = place.column if place else None
        raise Unreadable(problem.message, location=Location(shown, line, column)) from None
    return {"decisions": made.decisions, "notes": made.notes}


def _parsed(notebook: Notebook, name: str, shown: str) -> Trace:
    """Return what a trace found, and keep it for the next time."""
    path = path_of(notebook, name)
    data = _ended(files.read(path, at_most=MAX_BYTES))
    end, _ = _parts(data) or (len(data), b"")
    trace = yaml.load_model(Trace, files.decoded(data[:end], path), shown)
    _keep(notebook, name, _head(memoryview(data)[:end]), trace)
    return trace


def _kept(notebook: Notebook, name: str, head: bytes) -> Trace | None:
    """Return what was parsed before from what `head` is the hash of, if that is kept."""
    from pydantic import ValidationError

    content = kept.read(_kept_path(notebook, name), head)
    with contextlib.suppress(ValidationError):
        return Trace.model_validate_json(content) if content else None
    return None


def _keep(notebook: Notebook, name: str, head: bytes, trace: Trace) -> None:
    """Keep what was parsed; where it cannot be kept, it is parsed again the next time."""
    content = _found(trace).model_dump_json(exclude_defaults=True)
    kept.write(_kept_path(notebook, name), head, content.encode())


def _kept_path(notebook: Notebook, name: str) -> Path:
    return notebook.cache_folder / TRACES / f"{name}.json"


def _head(found: memoryview) -> bytes:
    """Return the first line of what is kept."""
    return _KEPT + files.sha256(found).encode()


@contextlib.contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave the garbage for later: looking for cycles triples the time for a million small objects."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
