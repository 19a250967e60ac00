"""The entries of a file of another tool, and their outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.errors import Location, Unreadable
from litnotes.values.plain import line

if TYPE_CHECKING:
    from litnotes.formats.entry import Broken, Format, ImportedEntry
    from litnotes.formats.zotero_items import ZoteroLibrary
    from litnotes.library.imports import ImportOutcome


MAX_BYTES = 200_000_000


@dataclass
class Import:
    """A file, its entries and broken parts, and the outcomes in `done`; `remark` is a message."""

    path: Path
    format: Format
    entries: list[ImportedEntry]
    broken: list[Broken]
    remark: str = ""
    done: list[ImportOutcome] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The file as provenance names it: `bibtex refs.bib`."""
        return f"{self.format} {line(self.path.name)}"


def read_entries(path: Path) -> Import:
    """Return the entries of a file; raises Unreadable if its format is not known."""
    from litnotes.formats import not_entries, which, workbook
    from litnotes.store import files

    if path.is_dir():
        raise Unreadable(f"this is a folder; expected {which.EXPECTED}", location=Location(str(path)))
    binary = (workbook.MAGIC, *not_entries.STARTS)
    data = files.read(
        path, at_most=MAX_BYTES, but=lambda data: data.startswith(binary) or which.is_wide(data)
    )
    if data.startswith(workbook.MAGIC):
        return _of_workbook(path, data)
    text, encoding = which.decoded(data)
    form = which.format_of(text)
    if form is None:
        what = not_entries.what_it_is(data) or f"this file contains no entries; expected {which.EXPECTED}"
        raise Unreadable(what, location=Location(str(path)))
    entries, broken = which.reader_of(form)(text)
    _check_whole(path, entries, broken)
    remark = ""
    if not encoding.startswith(("utf-8", "utf-16")):
        remark = f"{path}: this file is not UTF-8, so it is read as {encoding}; check accented letters"
    return Import(path, form, entries, broken, remark)


def _of_workbook(path: Path, data: bytes) -> Import:
    from litnotes.formats import workbook

    try:
        entries, broken = workbook.read(data)
    except Unreadable as problem:
        raise Unreadable(str(problem), location=Location(str(path))) from None
    _check_whole(path, entries, broken)
    return Import(path, "xlsx", entries, broken)


def _check_whole(path: Path, entries: list[ImportedEntry], broken: list[Broken]) -> None:
    """Raise Unreadable if nothing of a file can be read."""
    from litnotes.formats.which import EXPECTED

    if broken and not entries and all(one.whole for one in broken):
        raise Unreadable(
            f"{broken[0].why}; expected {EXPECTED}", location=Location(str(path), broken[0].line)
        )


def read_zotero(collection: str = "") -> Import:
    """Return the entries of the Zotero that runs on this machine, or of one of its collections.

    Raises WrongUse, Unreachable, NotFound or Ambiguous, as `litnotes.sources.zotero`.
    """
    from litnotes.formats import zotero_items
    from litnotes.sources.zotero import items_of

    asked = items_of(collection)
    library = zotero_items.library(asked.items)
    return Import(
        Path("Zotero", collection) if collection else Path("Zotero"),
        "zotero",
        library.entries,
        [],
        _left_out(library, asked.below),
    )


def _left_out(library: ZoteroLibrary, below: Sequence[str]) -> str:
    """Return what of a library is not imported, as a message; empty if nothing."""
    from litnotes.values.enumeration import enumerated

    counts = {
        "attached files": library.attached_files,
        "files that belong to no item": library.loose_files,
        "notes that belong to no item": library.loose_notes,
    }
    parts = [f"{what} ({count})" for what, count in counts.items() if count]
    parts += [f"collections inside it: {enumerated(below, 5)}"] if below else []
    return f"Zotero: not imported: {'; '.join(parts)}" if parts else ""
