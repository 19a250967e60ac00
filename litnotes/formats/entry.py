"""Entries and broken parts of the files of other tools."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from litnotes.formats.labels import Label
from litnotes.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedEntry:
    """One entry of a file.

    `key` is its own citation key, or empty; `line` is its first line, from 1; 0 if it is from no file.
    `former_keys` are further keys of the same entry, such as `ids` of biblatex.
    `unread` are its fields that papers lack, such as `issn`.
    `labels` are decisions, notes and tags of a screening tool; `doubtful` are columns that may hold
    decisions or something else, and are not read as decisions.
    `aside` is why it is not a paper, such as proceedings that contain other entries.
    """

    record: Record
    key: str = ""
    line: int = 1
    short_names: tuple[str, ...] = ()
    former_keys: tuple[str, ...] = ()
    reading: Literal["to-read", "reading", "read"] | None = None
    aside: str = ""
    unread: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """A part that cannot be read: its first line, and the reason.

    `whole`: nothing of the file can be read.
    """

    line: int
    why: str
    whole: bool = False


NO_TITLE = "a row without title"
"""Why a row of a table is broken that is a record all the same."""

Text = Callable[..., str]
"""Returns the first value under some names that is not empty, else an empty text."""
Read = tuple[list[ImportedEntry], list[Broken]]
TextFormat = Literal["bibtex", "ris", "csl", "csv", "nbib", "wos", "endnote", "ovid"]
Format = TextFormat | Literal["xlsx", "zotero"]
