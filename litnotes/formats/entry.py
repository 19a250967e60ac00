"""What the files of other tools have in common: their entries, and what is broken in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from litnotes.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedEntry:
    """One entry of a file.

    `key` is its own citation key, empty where it has none; `line` is where it starts, from 1.
    `former_keys` are further keys of the same entry, such as `ids` of biblatex.
    `aside` says why it is no paper, such as the proceedings that others are part of.
    """

    record: Record
    key: str = ""
    line: int = 1
    short_names: tuple[str, ...] = ()
    former_keys: tuple[str, ...] = ()
    reading: Literal["to-read", "reading", "read"] | None = None
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """What cannot be read: where it starts, and a sentence on it.

    `whole` tells that nothing of the file can be read.
    """

    line: int
    why: str
    whole: bool = False


Text = Callable[..., str]
"""Returns the first value under some names that has words, else nothing."""
Read = tuple[list[ImportedEntry], list[Broken]]
Format = Literal["bibtex", "ris", "csl", "csv"]
