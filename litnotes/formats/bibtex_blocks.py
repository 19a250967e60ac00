"""Finds the entries of a BibTeX file, with their fields as text.

bibtexparser finds the blocks; their content is read here entry by entry, so that a broken entry, or one
with a repeated key, does not affect the others.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bibtexparser import model
from bibtexparser.model import Block
from bibtexparser.splitter import Splitter

from litnotes.formats.entry import Broken
from litnotes.formats.personal import MAX_KEY

NOTES = ("note", "annote", "annotation", "comment", "review")
TAGS = ("keywords", "keyword", "mendeley-tags", "groups")
VENUES = ("journal", "journaltitle", "booktitle", "shortjournal")
_SEVERAL = frozenset({*TAGS, *NOTES, "ids"})
"""Fields that an entry may repeat; of any other field, the first value counts."""
_INHERITED = (
    "booktitle", "year", "date", "publisher", "journal", "journaltitle", "volume", "number", "author",
    "editor",
)  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = re.compile(r"[^\s\"#%'(),={}]+")
_COMMENT = re.compile(r"(?:^[ \t]*|(?<=,)[ \t]*)%.*")
_FIELD_OR_END = re.compile(r"[\w-]+\s*=|\}")
_NO_KEY = re.compile(
    r"^([ \t]*@(?!string\b|preamble\b|comment\b)\w+\s*[{(])(?=\s*[\w-]+\s*=)", re.MULTILINE | re.IGNORECASE
)
_NEXT_FIELD = re.compile(r"([A-Za-z][\w-]*)\s*=\s*(\S.*)", re.DOTALL)
_LEFTOVER = re.compile(r"\s*(?:(?:[},]\s*)+[\w-]+\s*=|[\w-]+\s*=\s*[{\"])")

_OPENED_BELOW = re.compile(r"^([ \t]*@\w+)([ \t]*\n\s*)([{(])", re.MULTILINE)
_UNOPENED = re.compile(
    r"^[ \t]*(@\w+)\b(?![ \t]*[{(])[^\n]*\n?(?=[^@]*?\b[\w-]+\s*=\s*[{\"\d])", re.MULTILINE
)

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BibtexEntry:
    """An entry: its type in lower case, key, first line, and fields with those it inherits.

    `is_parent`: other entries of the file refer to it by `crossref`.
    """

    kind: str
    key: str
    line: int
    fields: Fields
    is_parent: bool


def entries(text: str) -> tuple[list[BibtexEntry], list[Broken]]:
    """Return the entries of a file, and what cannot be read, or only by a guess. Never raises."""
    broken: list[Broken] = []
    strings = {name: name for name in _MONTHS}
    raw: list[tuple[Any, dict[str, str]]] = []
    for block in _blocks(text):
        line = (block.start_line or 0) + 1
        try:
            fields, slips = _taken(block, strings)
        except _Malformed as problem:
            broken.append(Broken(line + problem.below, str(problem)))
            continue
        broken += [Broken(line, slip) for slip in slips]
        if fields is not None:
            raw.append((_entry_of(block), fields))
    by_key: dict[str, Fields] = {block.key.lower(): fields for block, fields in reversed(raw) if block.key}
    parents = {fields["crossref"].strip().lower() for _, fields in raw if "crossref" in fields}
    found = [
        BibtexEntry(
            block.entry_type.lower(),
            block.key.strip(),
            (block.start_line or 0) + 1,
            _with_inherited(fields, by_key),
            block.key.lower() in parents,
        )
        for block, fields in raw
        if block.entry_type.lower() != "xdata"
    ]
    return found, broken


class _Malformed(Exception):
    """A block cannot be read; the message is the reason, `below` how many lines below its first it is."""

    def __init__(self, why: str, below: int = 0) -> None:
        super().__init__(why)
        self.below = below


def _blocks(text: str) -> list[Block]:
    # It also logs broken blocks; without a handler, the log would go to the terminal.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    text = _OPENED_BELOW.sub(r"\1\3\2", _without_comments(text))
    return Splitter(_NO_KEY.sub(r"\1,", text)).split().blocks


def _without_comments(text: str) -> str:
    """Return a text without comments between two fields: lines that start with a percent sign."""
    lines = text.split("\n")
    following = ""
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place].strip()
        if "%" in line and _FIELD_OR_END.match(following) and _is_after_a_field(lines, place):
            lines[place] = _COMMENT.sub("", lines[place])
        elif line and not line.startswith("%"):
            following = line
    return "\n".join(lines)


def _is_after_a_field(lines: list[str], place: int) -> bool:
    """Whether the text before a comment ends with a comma."""
    own = lines[place].partition("%")[0].strip()
    above = (line.strip() for line in reversed(lines[max(0, place - 20) : place]))
    before = own or next((line for line in above if line and not line.startswith("%")), "")
    return before.endswith(",")


def _taken(block: Block, strings: dict[str, str]) -> tuple[dict[str, str] | None, list[str]]:
    """Return the fields of an entry and its slips; add a @string to `strings`. None for other blocks.

    Raises _Malformed if the block cannot be read.
    """
    match block:
        case model.String():
            value, rest = _value(str(block.value), strings)
            if rest:
                raise _missing(f"@string {block.key[:MAX_KEY]}")
            strings[block.key.lower()] = value
        case model.ImplicitComment() if _LEFTOVER.match(block.comment):
            raise _Malformed("fields outside of any entry; there may be an extra brace before them")
        case model.ImplicitComment() if lost := _UNOPENED.search(block.comment):
            below = block.comment.count("\n", 0, lost.start())
            raise _Malformed(f"{lost[1]} without an opening brace; its fields are lost", below)
        case model.Entry() | model.DuplicateBlockKeyBlock() | model.DuplicateFieldKeyBlock():
            inner = _entry_of(block)
            if isinstance(inner, model.Entry):
                return _fields(inner, strings)
        case model.ParsingFailedBlock():
            raise _Malformed(_why(block))
    return None, []


def _entry_of(block: Any) -> Any:
    """Return the entry in a block that bibtexparser rejects for a repeated key or field."""
    while (inner := getattr(block, "ignore_error_block", None)) is not None:
        block = inner
    return block


def _why(block: Any) -> str:
    reason = str(getattr(block.error, "abort_reason", block.error))
    key = re.match(r"@\s*\w+\s*[{(]\s*([^\s,{}=\"]+)", block.raw or "")
    name = f"{key.group(1)[:MAX_KEY]}: " if key else ""
    if "end of file" in reason:
        return f"{name}its braces or quotes are not closed before the end of the file"
    if "Unexpected block start" in reason:
        return f"{name}its braces or quotes are not closed before the next entry"
    return f"{name}a field without `=`, or a comma or brace missing before it"


def _fields(block: Any, strings: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the fields of an entry and its slips: commas that are missing, fields that are repeated."""
    fields: dict[str, str] = {}
    slips: list[str] = []
    of = f"of {block.key[:MAX_KEY]}"
    for field in block.fields:
        pairs = [*_pairs(field.key, str(field.value), strings, of)]
        slips += [
            f"a comma is missing before {name[:60]} {of}; it is read all the same" for name, _ in pairs[1:]
        ]
        for name, value in pairs:
            if value.strip():
                if name in fields and name in _SEVERAL:
                    fields[name] += f"{_between(name, fields[name] + value)}{value}"
                elif fields.setdefault(name, value) != value:
                    slips.append(f"a second {name[:60]} {of} is not read")
    return fields, slips


def _pairs(name: str, written: str, strings: Mapping[str, str], of: str) -> Iterator[tuple[str, str]]:
    """Yield a field and those behind it before which a comma is missing: `year = 2020 journal = {…}`."""
    while True:
        value, rest = _value(written, strings)
        yield name.lower(), value
        if not rest:
            return
        following = _NEXT_FIELD.fullmatch(rest)
        if not following:
            raise _missing(f"{name[:60]} {of}")
        name, written = following.groups()


def _missing(where: str) -> _Malformed:
    return _Malformed(f"a comma or brace is missing in or after {where}")


def _between(name: str, values: str) -> str:
    """Return the separator of two values of one field: an empty line for notes, a comma for tags."""
    return "\n\n" if name in NOTES else ";" if ";" in values else ","


def _value(written: str, strings: Mapping[str, str]) -> tuple[str, str]:
    """Return a value and the rest of the text.

    A value is `{…}`, `"…"`, a number, the name of a @string, or several of them joined by #.
    """
    parts: list[str] = []
    at = 0
    while at < len(written):
        if written[at] in '{"':
            end = _closing(written, at)
            parts.append(written[at + 1 : end])
        else:
            name = _NAME.match(written, at)
            end = name.end() - 1 if name else len(written)
            word = name.group() if name else ""
            parts.append(strings.get(word.lower(), word))
        after = written[end + 1 :]
        rest = after.lstrip()
        if rest and not rest.startswith("#"):
            return "".join(parts), rest
        at = len(written) - len(rest[1:].lstrip()) if rest else len(written)
    return "".join(parts), ""


def _closing(written: str, start: int) -> int:
    """Return the position at which the brace or quote at `start` closes, by the rules of bibtexparser."""
    is_quoted = written[start] == '"'
    depth = 0
    for match in re.compile(r'(?<!\\)[{}"]').finditer(written, start + 1):
        mark = match.group()
        if depth == 0 and mark == ('"' if is_quoted else "}"):
            return match.start()
        depth += (mark == "{") - (mark == "}" and depth > 0)
    return len(written) - 1


def _with_inherited(
    fields: Fields, by_key: Mapping[str, Fields], seen: frozenset[str] = frozenset()
) -> dict[str, str]:
    """Return the fields of an entry with those of its `xdata`, and those inherited from its `crossref`."""
    data: dict[str, str] = {}
    for name in fields.get("xdata", "").split(","):
        data = {**by_key.get(name.strip().lower(), {}), **data}
    own = {**data, **fields}
    key = own.get("crossref", "").strip().lower()
    if key not in by_key or key in seen:
        return own
    parent = _with_inherited(by_key[key], by_key, seen | {key})
    inherited = {name: parent[name] for name in _INHERITED if name in parent}
    if "title" in parent and not any(name in by_key[key] for name in VENUES):
        inherited["booktitle"] = parent["title"]
    return {**inherited, **own}
