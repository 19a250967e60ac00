"""Papers by key, in memory or on a shelf such as the index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from litnotes.model.paper import Paper
from litnotes.values.names import fold_name, fold_title, may_be_title


class Shelf(Protocol):
    """A store that papers are fetched from one by one."""

    def paper(self, key: str) -> Paper | None:
        """Return a paper by its key."""

    def keys(self) -> list[str]:
        """Return the keys of all papers, sorted."""

    def names(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the key of each paper with its short names and its title, by key."""

    def called(self, kind: str, folded: str) -> list[str]:
        """Return the keys of the papers with a name of `names_of`."""

    def readings(self) -> Mapping[str, str]:
        """Return the reading states in the files of papers, by key."""


def names_of(paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield each name that finds a paper, by kind (name, title, former key or kind of id) and folded."""
    for name in paper.short_names:
        yield "name", fold_name(name)
    for title in (paper.title, *paper.other_titles):
        folded = fold_title(title) if may_be_title(title) else ""
        yield ("title", folded) if folded else ("name", fold_name(title))
    for kind, value in (*paper.ids.items(), *(other.split(":", 1) for other in paper.other_ids)):
        yield kind, value.lower()
    for key in paper.former_keys:
        yield "former key", key


class Papers(Mapping[str, Paper]):
    """Papers by key: those in memory, and those on a shelf, which are fetched when needed."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        """Take a shelf; papers in memory come before those on it."""
        self.shelf = shelf
        self.in_memory: dict[str, Paper] = {}
        self._fetched: dict[str, Paper] = {}

    def __getitem__(self, key: str) -> Paper:
        if key in self.in_memory:
            return self.in_memory[key]
        if key not in self._fetched:
            paper = self.shelf.paper(key) if self.shelf else None
            if paper is None:
                raise KeyError(key)
            self._fetched[key] = paper
        return self._fetched[key]

    def __iter__(self) -> Iterator[str]:
        yield from dict.fromkeys((*(self.shelf.keys() if self.shelf else ()), *self.in_memory))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def names(self) -> Iterator[str]:
        """Yield the short names and the title of each paper; none is fetched for it."""
        for key, names in self.shelf.names() if self.shelf else ():
            if key not in self.in_memory:
                yield from names
        for paper in self.in_memory.values():
            yield from paper.names
