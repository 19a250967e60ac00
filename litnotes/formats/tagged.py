"""Splits files with one tagged value per line into records: RIS, PubMed, Web of Science and EndNote.

A record begins at its first tag and ends at its last, at the next first tag or at the end of the file.
Further lines of a value have no tag.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from litnotes.formats.entry import Broken
from litnotes.values import plain

_NO_VALUE = "nan"
"""What programs with data frames write for no value."""


@dataclass(frozen=True, slots=True)
class TaggedForm:
    """How a format writes lines: `line` matches a tag and its value; the tags that begin and end a record.

    `telling` are tags that only a record has; lines with them outside of any record are reported. Lines
    with all of `enough` are a record without its first tag.
    """

    line: re.Pattern[str]
    first: str
    last: str = ""
    telling: frozenset[str] = frozenset()
    enough: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TaggedRecord:
    """The first line of a record, from 1, and its values by tag, with the line ends inside a value."""

    line: int
    tags: Mapping[str, Sequence[str]]

    def text(self, *names: str) -> str:
        """Return the first value under some tags that is not empty, in one line; else an empty text."""
        found = (plain.line(self.tags[name][0]) for name in names if name in self.tags)
        return next(filter(None, found), "")

    def values(self, *names: str) -> list[str]:
        """Return all values under some tags, as in the file."""
        return [value for name in names for value in self.tags.get(name, ())]

    def lines(self, name: str) -> list[str]:
        """Return the lines of all values under a tag, where each is a value of its own."""
        return [line for value in self.values(name) for line in value.split("\n")]

    def without(self, names: Collection[str]) -> tuple[str, ...]:
        """Return the tags that are not among some names."""
        return tuple(tag for tag in self.tags if tag not in names)

    def first_of(self, *names: str) -> list[str]:
        """Return the values under the first tag that the record has."""
        return next((list(self.tags[name]) for name in names if name in self.tags), [])


def tagged_records(text: str, form: TaggedForm) -> tuple[list[TaggedRecord], list[Broken]]:
    """Return the records of a file, and where lines of a record are outside of any. Never raises."""
    found: list[TaggedRecord] = []
    broken: list[Broken] = []
    for line, tags in _groups(text, form):
        if form.first in tags or (form.enough and form.enough <= tags.keys()):
            found.append(TaggedRecord(line, tags))
        elif form.telling & tags.keys():
            broken.append(Broken(line, f"lines outside of any entry; {form.first} starts one"))
    return found, broken


def _groups(text: str, form: TaggedForm) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """Yield the lines that belong together: records, and lines between them that an empty line parts."""
    tags: dict[str, list[str]] = {}
    start = 1
    last: list[str] | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        match = form.line.match(line)
        name = match.group(1) if match else ""
        is_gap = not line.strip() and form.first not in tags
        if tags and (is_gap or (name == form.first and form.first in tags)):
            yield start, tags
            tags, last = {}, None
        if match and name != form.last:
            start = start if tags else number
            last = tags.setdefault(name, [])
            value = match.group(2).strip()
            last.append("" if value == _NO_VALUE else value)
        elif match:
            yield start, tags
            tags, last = {}, None
        elif last and line.strip():
            last[-1] = f"{last[-1]}\n{line.strip()}"
    yield start, tags
