"""Updates a `.bib` file: unedited entries of litnotes are renewed, the rest stays.

A comment line before each entry marks it as litnotes': `% litnotes KEY HASH`. If the hash matches the entry
below, the entry is unedited. Everything else in the file belongs to the user: other entries, comments,
`@string`, the order of the entries, line ends, and bytes that are not UTF-8 if the caller
decodes and encodes them with `surrogateescape`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from litnotes.export.regions import digest_of

EntryState = Literal["new", "up to date", "renewed", "edited", "foreign"]
"""`edited` entries (of litnotes, changed by the user) and `foreign` ones (the user's) are not changed."""

HEADER = (
    "% Bibliography by litnotes. Entries below a `% litnotes` line are renewed until somebody edits them;\n"
    "% everything else in this file stays as it is.\n"
)
_MARK = re.compile(r"% litnotes (\S+) ([0-9a-f]{10})[ \t]*\r?\n")
_END = re.compile(r"\n\}\r?(?:\n|\Z)")
_START = re.compile(r"@[ \t]*([A-Za-z]+)\s*[{(]\s*([^\s,{}()\"]+)\s*(?=[,}])")
_NO_ENTRY = frozenset({"string", "preamble", "comment"})
_ALIASES = re.compile(r"\bids\s*=\s*[{\"]([^{}\"]*)[}\"]", re.IGNORECASE)
_OWN_ALIASES = re.compile(r",\n  ids = \{([^{}\n]*)\}(?=,?\n)")


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """The state of one key, and the line (from 1) of its entry in the new text."""

    key: str
    state: EntryState
    line: int


@dataclass(frozen=True, slots=True)
class UpdatedBibliography:
    """The new text of a file, and the state of each key, in the order of the keys."""

    text: str
    places: tuple[EntryPlace, ...]

    def of_state(self, state: EntryState) -> tuple[EntryPlace, ...]:
        """Return the keys in one state."""
        return tuple(place for place in self.places if place.state == state)


@dataclass(frozen=True, slots=True)
class _Region:
    """The position of an unedited entry of litnotes with its mark."""

    key: str
    start: int
    end: int
    written: str


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry of the user, or an alias in one: its position and state."""

    at: int
    state: EntryState


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the new text: an entry with its mark, or (without a key) text of the user."""

    text: str
    start: int
    key: str = ""


def updated(before: str | None, entries: Mapping[str, str]) -> UpdatedBibliography:
    """Return the text of a file with its entries updated.

    New entries are appended in the order of their keys. A second run changes nothing. `before` has the
    line ends of the file. Each entry extends from its `@` to a line `}` with a line end; no two keys
    differ only in case.
    """
    text = HEADER if before is None else before
    regions = list(_regions(text))
    foreign = _foreign(text, regions)
    taken = {*foreign, *(region.key.lower() for region in regions), *map(str.lower, entries)}
    wanted = {key: _without_aliases(written, taken) for key, written in entries.items()}
    keys = {key.lower(): key for key in wanted}
    states: dict[str, EntryState] = {}
    pieces: list[_Piece] = []
    at = 0
    for region in regions:
        key = keys.get(region.key.lower(), "")
        new = wanted.get(key, region.written)
        pieces += [_Piece(text[at : region.start], at), _renewed(text, region, key or region.key, new)]
        states.setdefault(key, "up to date" if new == region.written else "renewed")
        at = region.end
    pieces.append(_Piece(text[at:], at))
    for key in wanted.keys() - states.keys():
        if found := foreign.get(key.lower()):
            states[key] = "up to date" if _is_same(text, found, entries[key]) else found.state
    absent = {key: wanted[key] for key in sorted(wanted.keys() - states.keys())}
    pieces += _appended(text, absent)
    lines = _lines(pieces, {key: foreign[key.lower()].at for key in wanted if key.lower() in foreign})
    places = tuple(EntryPlace(key, states.get(key, "new"), lines[key.lower()]) for key in sorted(wanted))
    return UpdatedBibliography("".join(piece.text for piece in pieces), places)


def _marks(text: str) -> Iterator[re.Match[str]]:
    """Yield the marks on separate lines; a BOM may precede the first one."""
    for mark in _MARK.finditer(text):
        before = text[max(0, mark.start() - 1) : mark.start()]
        if before in ("", "\n") or (before == "\ufeff" and mark.start() == 1):
            yield mark


def _regions(text: str) -> Iterator[_Region]:
    """Yield the entries with a matching mark, in the order of the file."""
    end = 0
    for mark in _marks(text):
        if mark.start() < end or (close := _END.search(text, mark.end())) is None:
            continue
        written = text[mark.end() : close.end()].replace("\r\n", "\n").rstrip("\r\n") + "\n"
        start = _START.match(written)
        if start and start.group(2) == mark.group(1) and digest_of(written) == mark.group(2):
            end = close.end()
            yield _Region(mark.group(1), mark.start(), end, written)


def _renewed(text: str, region: _Region, key: str, written: str) -> _Piece:
    old = text[region.start : region.end]
    if written == region.written:
        return _Piece(old, region.start, key)
    new = _with_ends(_marked(key, written), is_windows="\r\n" in old)
    return _Piece(new if old.endswith("\n") else new.removesuffix("\n"), region.start, key)


def _foreign(text: str, regions: list[_Region]) -> dict[str, _Found]:
    """Return the keys and aliases, in lower case, of all entries except unedited ones of litnotes."""
    found: dict[str, _Found] = {}
    for start, end in _gaps(text, regions):
        gap = text[start:end]
        marked = {mark.end(): mark.group(1) for mark in _marks(gap)}
        for entry in _START.finditer(gap):
            if entry.group(1).lower() not in _NO_ENTRY:
                key = entry.group(2)
                state: EntryState = "edited" if marked.get(entry.start()) == key else "foreign"
                found.setdefault(key.lower(), _Found(start + entry.start(), state))
        for aliases in _ALIASES.finditer(gap):
            for alias in aliases.group(1).split(","):
                found.setdefault(alias.strip().lower(), _Found(start + aliases.start(), "foreign"))
    return found


def _gaps(text: str, regions: list[_Region]) -> Iterator[tuple[int, int]]:
    at = 0
    for region in regions:
        yield at, region.start
        at = region.end
    yield at, len(text)


def _without_aliases(written: str, taken: Collection[str]) -> str:
    """Return an entry without former keys that are keys in the file: biber warns of repeated keys."""
    if "\n  ids = {" not in written:
        return written
    aliases = _OWN_ALIASES.search(written)
    names = aliases.group(1).split(",") if aliases else []
    kept = [name for name in names if name.lower() not in taken]
    if not aliases or kept == names:
        return written
    before, after = written[: aliases.start()], written[aliases.end() :]
    if kept:
        return f"{before},\n  ids = {{{','.join(kept)}}}{after}"
    return before + after


def _is_same(text: str, found: _Found, written: str) -> bool:
    """Whether an entry without a mark is already what would be written."""
    end = found.at + len(written) + written.count("\n")
    return text[found.at : end].replace("\r\n", "\n").startswith(written.rstrip("\n"))


def _appended(text: str, entries: Mapping[str, str]) -> Iterator[_Piece]:
    """Yield entries for the end of a text, with an empty line before each."""
    is_windows = "\r\n" in text
    is_open, is_empty = not text.endswith("\n"), not text.strip("\ufeff")
    for key, written in entries.items():
        gap = "" if is_empty else "\n\n" if is_open else "\n"
        yield _Piece(_with_ends(gap, is_windows=is_windows), len(text))
        yield _Piece(_with_ends(_marked(key, written), is_windows=is_windows), len(text), key)
        is_open = is_empty = False


def _lines(pieces: Iterable[_Piece], foreign: Mapping[str, int]) -> dict[str, int]:
    """Return the line, from 1, of each entry by key in lower case; the line below the mark, if any."""
    lines: dict[str, int] = {}
    waiting = sorted((at, key.lower()) for key, at in foreign.items())
    waiting.reverse()
    line = 1
    for piece in pieces:
        if piece.key:
            lines.setdefault(piece.key.lower(), line + 1)
        end = piece.start + len(piece.text)
        seen = 0
        while not piece.key and waiting and waiting[-1][0] < end:
            at, key = waiting.pop()
            line += piece.text.count("\n", seen, at - piece.start)
            seen = at - piece.start
            lines.setdefault(key, line)
        line += piece.text.count("\n", seen)
    return lines


def _marked(key: str, written: str) -> str:
    return f"% litnotes {key} {digest_of(written)}\n{written}"


def _with_ends(text: str, *, is_windows: bool) -> str:
    return text.replace("\n", "\r\n") if is_windows else text
