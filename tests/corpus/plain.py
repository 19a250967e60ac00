"""What is in a corpus and what it answers, in plain Python from the records of a snapshot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.corpus.snapshots import DELETED, Made, Record

Work = dict[str, Any]


@dataclass(slots=True)
class Plain:
    """The works of a corpus by number, and its citations."""

    works: dict[int, Record]
    citations: set[tuple[int, int]]

    def citing(self, cited: Iterable[int]) -> set[tuple[int, int]]:
        """Return the citations of some works."""
        wanted = set(cited)
        return {pair for pair in self.citations if pair[1] in wanted}

    def cited(self, citing: Iterable[int]) -> set[tuple[int, int]]:
        """Return the citations by some works."""
        wanted = set(citing)
        return {pair for pair in self.citations if pair[0] in wanted}

    def reached(self, seeds: Iterable[int], rounds: int) -> dict[int, int]:
        """Return the works that cite seeds, directly or over others, with the round that reaches them."""
        found = dict.fromkeys(seeds, 0)
        for number in range(1, rounds + 1):
            for citing, cited in self.citations:
                if found.get(cited) == number - 1:
                    found.setdefault(citing, number)
        return {work: number for work, number in found.items() if number}

    def references_of(self) -> Mapping[int, set[int]]:
        """Return what each work cites."""
        cites = defaultdict(set)
        for citing, cited in self.citations:
            cites[citing].add(cited)
        return cites


def number(name: str) -> int:
    """Return the number in an id of OpenAlex."""
    return int(name.rpartition("W")[2])


def plain(made: Made, *, merged: bool = False, keep: Callable[[Record], bool] = bool) -> Plain:
    """Return what a corpus of a snapshot must contain."""
    latest: dict[str, Record] = {}
    for _, records in sorted(made.partitions.items()):
        in_partition: dict[str, Record] = {}
        for record in records:
            before = in_partition.get(record["id"])
            if before is None or record["updated_date"] > before["updated_date"]:
                in_partition[record["id"]] = record
        latest |= in_partition
    new = {old: _end(old, made.merged) for old in made.merged} if merged else {}
    gone = {old for old in new if new[old] != old}
    works = {number(id_): one for id_, one in latest.items() if id_ not in gone and keep(one)}
    pairs = {
        (citing, number(target))
        for citing, record in works.items()
        for cited in record["referenced_works"]
        if (target := new.get(cited, cited)) is not None and number(target) != citing
    }
    return Plain(works, pairs)


def _end(old: str, merged: Mapping[str, str]) -> str | None:
    """Return the work that one was merged into in the end; itself in a circle, None if deleted."""
    seen, now = {old}, old
    while now in merged:
        now = merged[now]
        if now == DELETED:
            return None
        if now in seen:
            return old
        seen.add(now)
    return now


def abstract(record: Record) -> str | None:
    """Return the text of an inverted abstract."""
    index = record["abstract_inverted_index"] or {}
    words = sorted((at, word) for word, places in index.items() for at in places)
    return " ".join(word for _, word in words) or None
