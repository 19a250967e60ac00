"""The entries of a file of another tool, and their outcomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.errors import Location, Unreadable
from litnotes.values.plain import line

if TYPE_CHECKING:
    from litnotes.formats.entry import Broken, Format, ImportedEntry
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
    from litnotes.formats import which
    from litnotes.store import files

    place = Location(str(path))
    if path.is_dir():
        raise Unreadable(f"this is a folder; expected {which.EXPECTED}", location=place)
    text, encoding = which.decoded(files.read(path, at_most=MAX_BYTES, may_be_utf16=True))
    form = which.format_of(text)
    if form is None:
        raise Unreadable(f"this file contains no entries; expected {which.EXPECTED}", location=place)
    entries, broken = which.reader_of(form)(text)
    if broken and not entries and all(one.whole for one in broken):
        raise Unreadable(
            f"{broken[0].why}; expected {which.EXPECTED}", location=Location(str(path), broken[0].line)
        )
    remark = ""
    if encoding not in ("utf-8", "utf-16"):
        remark = f"{path}: this file is not UTF-8, so it is read as {encoding}; check accented letters"
    return Import(path, form, entries, broken, remark)
