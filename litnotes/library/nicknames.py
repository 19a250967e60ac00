"""The table of short names of well-known papers that ships with litnotes.

`nicknames.jsonl` holds one paper a line: its short names (`everyday` are those that are also
ordinary words and name a paper only where a paper is expected), title, at most the first three
authors unless all are known, first public year, venue with its year where it is another one, and
ids. Names and titles are facts gathered from public reading lists.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from litnotes.values.names import fold_name, fold_title, is_title, may_be_title
from litnotes.values.patterns import pattern

SOURCE = "nickname table"

_FILE = Path(__file__).with_name("nicknames.jsonl")
_ALIAS = pattern(r"^\S+(?: \d+)?: ")

TableRecord = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Nicknames:
    """The table, looked up by what a note may say."""

    by_name: dict[str, list[TableRecord]]
    by_title: dict[str, list[TableRecord]]
    by_id: dict[tuple[str, str], TableRecord]

    def find(self, text: str) -> list[TableRecord]:
        """Return the records that a short name or a title stands for: none, one or several."""
        found = self.by_name.get(fold_name(text))
        return found or (self.by_title.get(fold_title(text)) if is_title(text) else None) or []

    def is_ambiguous(self, name: str) -> bool:
        """Whether a short name stands for several papers."""
        return len(self.by_name.get(fold_name(name), ())) > 1


@cache
def table() -> Nicknames:
    """Return the table."""
    by_name: dict[str, list[TableRecord]] = defaultdict(list)
    by_title: dict[str, list[TableRecord]] = defaultdict(list)
    by_id: dict[tuple[str, str], TableRecord] = {}
    with _FILE.open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            for name in {fold_name(name) for name in record["names"]}:
                by_name[name].append(record)
            # "LION: Latent Point Diffusion …" is also quoted without "LION:".
            for title in {record["title"], _ALIAS.sub("", record["title"])}:
                folded = fold_title(title) if may_be_title(title) else ""
                if folded:
                    by_title[folded].append(record)
                elif record not in by_name[fold_name(title)]:
                    by_name[fold_name(title)].append(record)
            for kind in ("arxiv", "doi"):
                if kind in record:
                    by_id[kind, record[kind].lower()] = record
    return Nicknames(dict(by_name), dict(by_title), by_id)
