"""The table of short names of well-known papers that ships with litnotes.

`nicknames.jsonl` holds one paper a line: its short names (`everyday` are those that are also
ordinary words and name a paper only where a paper is expected), title, at most the first three
authors unless all are known, first public year where it is certain, venue with its year where it is
another one, and ids. Names and titles are facts gathered from public reading lists.

`nicknames.keys` holds what each of its papers is looked up by, on the same line: to fold all names takes
longer than most commands. After a change of the table, write it anew: python -m litnotes.library.nicknames
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from litnotes.model.record import Record
from litnotes.values.names import fold_name, fold_title, is_title, may_be_title
from litnotes.values.patterns import pattern

SOURCE = "nickname table"

FILE = Path(__file__).with_name("nicknames.jsonl")
KEYS = FILE.with_suffix(".keys")
_ALIAS = pattern(r"^\S+(?: \d+)?: ")

TableRecord = dict[str, Any]


class Nicknames:
    """The table, looked up by what a note may say; a line of it is parsed when it is looked up.

    Args:
        lines: the records of the table as JSON.
        places: the numbers of the lines with each key, such as `name vqgan` or `arxiv 2012.09841`.
    """

    def __init__(self, lines: Sequence[str], places: Mapping[str, Sequence[int]]) -> None:
        self.lines = lines
        self.places = places
        self._read: dict[int, TableRecord] = {}

    def find(self, text: str) -> list[TableRecord]:
        """Return the records with this short name or title."""
        records = self._with(f"name {fold_name(text)}")
        return records or (self._with(f"title {fold_title(text)}") if is_title(text) else [])

    def of_id(self, kind: str, value: str) -> TableRecord | None:
        """Return the record with an id; the value of a DOI is in lower case."""
        records = self._with(f"{kind} {value}")
        return records[-1] if records else None

    def is_ambiguous(self, name: str) -> bool:
        """Whether several papers have this short name."""
        return len(self.places.get(f"name {fold_name(name)}", ())) > 1

    def folded(self, text: str) -> list[TableRecord]:
        """Return the records with a short name or title that is folded already."""
        return self._with(f"name {text}") or self._with(f"title {text}")

    def names(self) -> Iterator[str]:
        """Yield all short names and titles, folded."""
        for key in self.places:
            kind, _, folded = key.partition(" ")
            if kind in ("name", "title"):
                yield folded

    def records(self) -> Iterator[TableRecord]:
        """Yield all records."""
        return map(self._record, range(len(self.lines)))

    def _with(self, key: str) -> list[TableRecord]:
        return [self._record(number) for number in self.places.get(key, ())]

    def _record(self, number: int) -> TableRecord:
        if number not in self._read:
            self._read[number] = json.loads(self.lines[number])
        return self._read[number]


@cache
def table() -> Nicknames:
    """Return the table."""
    places: dict[str, list[int]] = {}
    for number, keys in enumerate(KEYS.read_text("utf-8").splitlines()):
        for key in keys.split("\t"):
            places.setdefault(key, []).append(number)
    return Nicknames(FILE.read_text("utf-8").splitlines(), places)


def described(record: TableRecord) -> Record:
    """Return a record of the table as other sources have it."""
    return Record(
        source=SOURCE,
        title=record["title"],
        authors=tuple(record.get("authors", ())),
        more_authors=record.get("more_authors", False),
        first_year=record.get("year"),
        venue=record.get("venue"),
        venue_year=venue_year_of(record),
        ids={kind: record[kind] for kind in ("arxiv", "doi") if kind in record},
    )


def venue_year_of(record: TableRecord) -> int | None:
    """Return the year of the venue; the table omits it if it is the first public year."""
    return record.get("venue_year") or (record.get("year") if "venue" in record else None)


def keys_of(record: TableRecord) -> str:
    """Return the line of `nicknames.keys` for a record: each kind with the folded value it is found by."""
    keys = [f"name {fold_name(name)}" for name in record["names"]]
    # "LION: Latent Point Diffusion …" is also quoted without "LION:".
    for title in (record["title"], _ALIAS.sub("", record["title"])):
        folded = fold_title(title) if may_be_title(title) else ""
        keys.append(f"title {folded}" if folded else f"name {fold_name(title)}")
    keys += [f"{kind} {record[kind].lower()}" for kind in ("arxiv", "doi") if kind in record]
    return "\t".join(dict.fromkeys(keys))


def write_keys() -> None:
    """Write `nicknames.keys` anew from the table."""
    lines = FILE.read_text("utf-8").splitlines()
    KEYS.write_text("".join(f"{keys_of(json.loads(line))}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    write_keys()
