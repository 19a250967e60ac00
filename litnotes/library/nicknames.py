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
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from litnotes.values.names import fold_name, fold_title, is_title, may_be_title
from litnotes.values.patterns import pattern

SOURCE = "nickname table"

FILE = Path(__file__).with_name("nicknames.jsonl")
KEYS = FILE.with_suffix(".keys")
_ALIAS = pattern(r"^\S+(?: \d+)?: ")

TableRecord = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Nicknames:
    """The table, looked up by what a note may say."""

    by_name: dict[str, list[TableRecord]]
    by_title: dict[str, list[TableRecord]]
    by_id: dict[tuple[str, str], TableRecord]

    def find(self, text: str) -> list[TableRecord]:
        """Return the records with this short name or title."""
        found = self.by_name.get(fold_name(text))
        return found or (self.by_title.get(fold_title(text)) if is_title(text) else None) or []

    def is_ambiguous(self, name: str) -> bool:
        """Whether several papers have this short name."""
        return len(self.by_name.get(fold_name(name), ())) > 1


@cache
def table() -> Nicknames:
    """Return the table."""
    by_name: dict[str, list[TableRecord]] = {}
    by_title: dict[str, list[TableRecord]] = {}
    by_id: dict[tuple[str, str], TableRecord] = {}
    folders = {"name": by_name, "title": by_title}
    lines = FILE.read_text("utf-8").splitlines()
    records: list[TableRecord] = json.loads(f"[{','.join(lines)}]")
    for record, keys in zip(records, KEYS.read_text("utf-8").splitlines(), strict=True):
        for key in keys.split("\t"):
            kind, _, value = key.partition(" ")
            if kind in folders:
                folders[kind].setdefault(value, []).append(record)
            else:
                by_id[kind, value] = record
    return Nicknames(by_name, by_title, by_id)


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
