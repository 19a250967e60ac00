"""The own papers in the index, each loaded on use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from litnotes.model.paper import Paper

if TYPE_CHECKING:
    from litnotes.index.database import Index


class IndexedPapers:
    """The papers of the index, except some, as a shelf."""

    def __init__(self, index: Index, without: Iterable[str] = ()) -> None:
        """Take the index and the keys of papers that have changed since."""
        self.index = index
        self.without = frozenset(without)

    def paper(self, key: str) -> Paper | None:
        """Return a paper by its key."""
        content = None if key in self.without else self.index.content(f"papers/{key}.yaml")
        return Paper.model_validate_json(content) if content else None

    def __bool__(self) -> bool:
        rows = self.index.connection.execute("SELECT key FROM items WHERE kind = 'paper'")
        return any(key not in self.without for (key,) in rows)

    def keys(self) -> list[str]:
        """Return the keys of all papers, sorted."""
        rows = self.index.connection.execute("SELECT key FROM items WHERE kind = 'paper' ORDER BY key")
        return [key for (key,) in rows if key not in self.without]

    def names(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the key of each paper with its short names and its title, by key."""
        rows = self.index.connection.execute(
            "SELECT key, names, title FROM items WHERE kind = 'paper' ORDER BY key"
        )
        for key, names, title in rows:
            if key not in self.without:
                yield key, [*filter(None, names.split("\n")), title]

    def called(self, kind: str, folded: str) -> list[str]:
        """Return the keys of the papers that have a name."""
        rows = self.index.connection.execute(
            "SELECT key FROM names WHERE kind = ? AND folded = ? ORDER BY key", (kind, folded)
        )
        return [key for (key,) in rows if key not in self.without]

    def readings(self) -> dict[str, str]:
        """Return the reading states in the files of papers, by key."""
        rows = self.index.connection.execute(
            "SELECT key, own_reading FROM items WHERE own_reading IS NOT NULL ORDER BY key"
        )
        return {key: reading for key, reading in rows if key not in self.without}
