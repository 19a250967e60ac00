"""Citation searches on the disk: `traces/DAY-SEED.yaml`.

A file is written whole when its search starts or continues. Decisions are at its end, one a line, so that
saving one adds a line, and the decisions of two people merge in git (`trace_end`). Of a trace with many
candidates, those without a decision are in a file beside (`undecided`). Parsing the YAML of thousands of
candidates takes seconds, so the cache folder keeps them parsed, under the hash of the file.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from litnotes.errors import Conflict, LitnotesError, Location, NotFound
from litnotes.model import file_formats
from litnotes.model.candidate import Candidate, CandidateNote, Screened, Trace
from litnotes.store import files, kept, migrating, trace_end, undecided, yaml
from litnotes.store.filled import filled
from litnotes.store.notebook import TRACES, UNDECIDED, Notebook
from litnotes.values.garbage import without_collecting

MAX_BYTES = 1_000_000_000

_KEPT = b"litnotes trace 4 "
"""Begins what is kept there; raised with each change of the models."""
FEW = 50
"""Most candidates to parse by themselves, instead of all of a trace."""
_NEXT = re.compile(rb"\n(?=\S)")


def names(notebook: Notebook) -> list[str]:
    """Return the names of all traces, the oldest first."""
    return [path.stem for path in notebook.trace_paths()]


def path_of(notebook: Notebook, name: str) -> Path:
    """Return the file of a trace."""
    return notebook.root / TRACES / f"{name}.yaml"


def free_name(notebook: Notebook, name: str) -> str:
    """Return a name that no trace has: this one, or with `-2`, `-3` … behind it."""
    beside = (path.name.removesuffix(UNDECIDED) for path in lone_files(notebook))
    taken = {known.lower() for known in (*names(notebook), *beside)}
    further = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return next(free for free in (name, *further) if free.lower() not in taken)


def load_all(notebook: Notebook) -> tuple[dict[str, Trace], list[LitnotesError]]:
    """Return all traces that can be read by name, the oldest first, and what is wrong with the others."""
    found: dict[str, Trace] = {}
    problems: list[LitnotesError] = []
    for name in names(notebook):
        try:
            found[name], left_out = _read(notebook, name)
            problems += left_out
        except LitnotesError as problem:
            problems.append(problem)
    return found, problems


def problems(notebook: Notebook) -> list[LitnotesError]:
    """Return what is wrong with the files of all traces."""
    alone = (Location(notebook.shown(path)) for path in lone_files(notebook))
    why = "candidates without their trace: restore the .yaml file of that name, or delete this one"
    return [*load_all(notebook)[1], *(NotFound(why, location=place) for place in alone)]


def lone_files(notebook: Notebook) -> list[Path]:
    """Return the files with undecided candidates whose trace does not exist."""
    found = sorted((notebook.root / TRACES).glob(f"*{UNDECIDED}"))
    beside = {undecided.path_of(path) for path in notebook.trace_paths()}
    return [path for path in found if path not in beside]


def load(notebook: Notebook, name: str) -> Trace:
    """Return a trace, without what is torn or missing in it.

    Raises NotFound, or Unreadable with the line where it is not as it should be.
    """
    return _read(notebook, name)[0]


def _read(notebook: Notebook, name: str) -> tuple[Trace, list[LitnotesError]]:
    """Return a trace, and what is wrong with the parts that are left out."""
    with without_collecting():
        trace = _own_file(notebook, name)
        path = path_of(notebook, name)
        problems = [*trace_end.torn_in(path, notebook.shown(path))]
        if not trace.beside:
            return trace, problems
        known = {candidate.key: candidate for candidate in reversed(trace.candidates)}
        beside = undecided.path_of(path)
        try:
            left = undecided.read(beside, notebook.shown(beside), known)
        except NotFound:
            why = "its undecided candidates are missing: restore this file, or make the search again"
            left = undecided.UndecidedRead([], [NotFound(why, location=Location(notebook.shown(beside)))])
        candidates = _sorted((*known.values(), *left.candidates))
        return trace.model_copy(
            update={"candidates": candidates, "beside": False}
        ), problems + left.problems


def _own_file(notebook: Notebook, name: str) -> Trace:
    """Return a trace without the candidates beside it; raises as `load`."""
    path = path_of(notebook, name)
    shown = notebook.shown(path)
    data = trace_end.ended(files.read(path, at_most=MAX_BYTES))
    parts = trace_end.parts(data)
    if parts is None:
        return yaml.load_model(Trace, files.decoded(data, path), shown)
    end, lines = parts
    made = trace_end.read(lines, data, path, shown)
    head = _head(memoryview(data)[:end])
    del data  # a hundred megabytes, where the candidates are many
    found = _kept(notebook, name, head) or _parsed(notebook, name, shown)
    made["candidates"] = (*found.candidates, *made["candidates"])
    return found.model_copy(update=made)


def found_hashes(notebook: Notebook) -> dict[str, str]:
    """Return the hash of what each trace found, without decisions; unreadable ones are left out."""
    hashes: dict[str, str] = {}
    for name in names(notebook):
        with contextlib.suppress(LitnotesError):
            path = path_of(notebook, name)
            data = files.read(path, at_most=MAX_BYTES)
            parts = trace_end.parts(data)
            own = files.sha256(data[: parts[0]] if parts else data)
            hashes[name] = own + files.sha256_of(undecided.path_of(path), at_most=undecided.MAX_BYTES)
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
    data = trace_end.ended(written)
    end, lines = trace_end.parts(data) or (0, None)
    hashes = files.sha256(written), files.sha256(memoryview(data)[:end])
    if lines is not None and migrating.is_present(file_formats.TRACE, data):
        made = trace_end.read(lines, data, path, notebook.shown(path))
        decisions: tuple[Screened, ...] = made["decisions"]
        wanted = {decision.key for decision in decisions} - ({*known} if hashes[1] == found else set())
        moved = {one.key: one for one in made["candidates"] if one.key in wanted}
        blocks = [_block(data, key) for key in wanted - moved.keys()] if len(wanted) <= FEW else [None]
        if None not in blocks:
            texts = (files.decoded(block, path) for block in blocks if block)
            parsed = (yaml.load_model(Candidate, text, "") for text in texts)
            return DecidedTrace(*hashes, decisions, (*moved.values(), *parsed))
    trace = load(notebook, name)
    keys = {decision.key for decision in trace.decisions}
    candidates = tuple(one for one in trace.candidates if one.key in keys)
    return DecidedTrace(*hashes, trace.decisions, candidates)


def create(notebook: Notebook, name: str, trace: Trace) -> None:
    """Write a new trace; raises Conflict where there is one."""
    _write(notebook, name, trace, expected=None)


def replace(notebook: Notebook, name: str, trace: Trace) -> bool:
    """Write a trace that went on; decisions made meanwhile stay. Return whether its files changed.

    Raises Conflict if a line cannot be read, because it would be lost.
    """
    data = files.read(path_of(notebook, name), at_most=MAX_BYTES)
    now = load(notebook, name)
    made = {"decisions": now.decisions, "notes": now.notes}
    return _write(notebook, name, trace.model_copy(update=made), data)


def add_decisions(notebook: Notebook, name: str, decisions: Sequence[Screened | CandidateNote]) -> None:
    """Add decisions or notes to a trace; no byte before them changes.

    A candidate in the file beside is copied to the trace with its first decision.
    Raises Conflict if the file changes meanwhile, or if decisions cannot be added at its end.
    """
    path = path_of(notebook, name)
    if migrating.has_old_start(file_formats.TRACE, path):
        replace(notebook, name, load(notebook, name))  # writes the present format
    size, before = trace_end.growing(path) or (0, b"")
    data = b"" if size else files.read(path, at_most=MAX_BYTES)
    lines = _moving(path, before or data, decisions) + "".join(map(trace_end.line_of, decisions)).encode()
    if size:
        files.append(path, lines, expected=size)
    elif unended := trace_end.unended(data):
        kept = unended if trace_end.is_whole(unended) else trace_end.TORN + unended
        files.change_end(path, len(data) - len(unended), unended, kept + b"\n" + lines)
    elif trace_end.parts(data) is None:
        text, shown = files.decoded(data, path), notebook.shown(path)
        earlier = yaml.load(text, shown).get("decisions") or []
        added = yaml.load(f"decisions:\n{lines.decode()}", shown)["decisions"]
        order = list(Trace.model_fields)
        text = yaml.replaced(text, "decisions", [*earlier, *added], order, shown)
        files.replace(path, text.encode(), expected=data)
    else:
        heading = b"" if trace_end.DECISIONS in data else b"decisions:\n"
        files.append(path, heading + lines, expected=len(data))


def _moving(path: Path, written: bytes, decisions: Sequence[Screened | CandidateNote]) -> bytes:
    """Return the lines of candidates on which these decisions are the first."""
    beside = undecided.path_of(path)
    if not beside.exists():
        return b""
    keys = dict.fromkeys(one.key for one in decisions if isinstance(one, Screened))
    new = (key for key in keys if not trace_end.decides_on(written, key))
    found = (undecided.line_with(beside, key) for key in new)
    return b"".join(trace_end.decided_line(line) for line in found if line)


def text_of(trace: Trace) -> str:
    """Return the file of a trace; what is not known is left out."""
    number = file_formats.present(file_formats.TRACE) if trace.beside else None
    found = yaml.dump(file_formats.with_format(file_formats.TRACE, filled(_found(trace)), number))
    made: tuple[Screened | CandidateNote, ...] = (*trace.decisions, *trace.notes)
    lines = "".join(map(trace_end.line_of, made))
    return f"{found}decisions:\n{lines}" if lines else found


def _found(trace: Trace) -> Trace:
    """Return a trace without what people made of it."""
    return trace.model_copy(update={"decisions": (), "notes": ()})


def _sorted(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(candidates, key=lambda candidate: candidate.key))


def _apart(trace: Trace) -> tuple[Trace, tuple[Candidate, ...]]:
    """Return what the file of a trace holds, and the candidates for the file beside."""
    if len(trace.candidates) <= undecided.MANY:
        return trace, ()
    decided = {decision.key for decision in trace.decisions}
    own = _sorted(one for one in trace.candidates if one.key in decided)
    left = tuple(one for one in trace.candidates if one.key not in decided)
    return trace.model_copy(update={"candidates": own, "beside": bool(left)}), left


def _write(notebook: Notebook, name: str, trace: Trace, expected: bytes | None) -> bool:
    """Write the files of a trace where they change; return whether they do."""
    with without_collecting():
        path = path_of(notebook, name)
        own, left = _apart(trace)
        data = text_of(own).encode()
        is_changed = _write_beside(notebook, undecided.path_of(path), left)
        if data == expected:
            return is_changed
        migrating.keep_if_old(file_formats.TRACE, path, expected, notebook.state_folder)
        files.replace(path, data, expected=expected)
        if parts := trace_end.parts(data):
            _keep(notebook, name, _head(memoryview(data)[: parts[0]]), own)
        return True


def _write_beside(notebook: Notebook, path: Path, left: Sequence[Candidate]) -> bool:
    """Write the undecided candidates of a trace; return whether their file changes."""
    before = files.read(path, at_most=undecided.MAX_BYTES) if path.exists() else None
    if before is not None and (problems := undecided.read(path, notebook.shown(path)).problems):
        why = f"this line would be lost; nothing was written. First: {problems[0].message}"
        raise Conflict(why, location=problems[0].location)
    data = undecided.text_of(left) or None
    if data == before:
        return False
    if data is None:
        files.remove(path, expected=before or b"")
    else:
        files.replace(path, data, expected=before)
    return True


def _block(data: bytes, key: str) -> bytes | None:
    """Return the lines of a candidate as a mapping; None if its key is not written plainly."""
    start = data.find(f"\n- key: {key}\n".encode())
    end = _NEXT.search(data, start + 1) if start >= 0 else None
    return b"  " + data[start + 3 : end.start()] if end else None


def _parsed(notebook: Notebook, name: str, shown: str) -> Trace:
    """Return what a trace found, and keep it for the next time."""
    path = path_of(notebook, name)
    data = trace_end.ended(files.read(path, at_most=MAX_BYTES))
    end, _ = trace_end.parts(data) or (len(data), b"")
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
