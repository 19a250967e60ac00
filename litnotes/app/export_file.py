"""An export of papers to one file or to standard output."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.app.new_file import refuse_own
from litnotes.app.notes import Notes, look_up
from litnotes.app.selection import PaperTest, Selection, chosen, cited, problems, remarks
from litnotes.errors import Conflict, Location
from litnotes.export.bibtex_entry import entry
from litnotes.export.cite_key import cite_keys
from litnotes.export.entry_type import Dialect
from litnotes.index import items
from litnotes.store import files

if TYPE_CHECKING:
    from litnotes.export.dossier import Dossier


MAX_BYTES = 200_000_000
"""A larger file is not an export of notes."""


MIN_KEPT = 100
"""From this many new entries on, the index keeps them: fewer are faster to make again than to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """What to export: the format, the papers by name or by tests, and the file, if any."""

    form: str
    names: Sequence[str]
    tests: Sequence[PaperTest]
    out: Path | None = None
    overwrite: bool = False
    cited_in: Path | None = None
    ascii_only: bool = False


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """The result of an export: bytes to print if there is no file, and messages for the user.

    `problems` are about papers that are missing from it.
    """

    notes: Notes
    data: bytes | None
    remarks: Sequence[str]
    problems: Sequence[str]


def export_file(notes: str | None, order: ExportRequest) -> ExportedFile:
    """Export papers, to a file if the request names one."""
    lookup = look_up(notes)
    if order.out:
        refuse_own(lookup.notebook, order.out)
    selection, messages = _selected(lookup, order)
    with lookup.notebook.locked() if order.out else contextlib.nullcontext():
        if order.form in ("bibtex", "biblatex"):
            entries = _entries(lookup, selection, order)
            text = "\n".join(entries[key] for key in sorted(entries))
            done = _write_bibliography(order.out, entries) if order.out else []
        else:
            text = _text(order.form, selection.dossiers)
            done = [_write_whole(order.out, _encoded(text), overwrite=order.overwrite)] if order.out else []
    return ExportedFile(
        notes=lookup,
        data=None if order.out else _encoded(text),
        remarks=[*messages, *done, *remarks(selection)],
        problems=list(problems(selection)),
    )


def _encoded(text: str) -> bytes:
    return text.encode(errors="backslashreplace")


def _selected(lookup: Notes, order: ExportRequest) -> tuple[Selection, list[str]]:
    """Return the papers, and messages on the document that cites them."""
    words = order.form in ("csv", "markdown", "latex-table")
    if order.cited_in is None:
        return chosen(lookup, order.names, order.tests, words=words), []
    from litnotes.export.cited import cited_in

    document = cited_in(order.cited_in, files.read_text)
    messages = [
        f"{order.cited_in} includes {name}, which cannot be read; its citations are not exported"
        for name in document.unread
    ]
    return cited(lookup, document.keys, order.tests if document.everything else None, words=words), messages


def _text(form: str, dossiers: Sequence[Dossier]) -> str:
    """Return papers in a format whose file is always written whole."""
    match form:
        case "csl-json":
            from litnotes.export.csl_items import csl_json

            return csl_json([dossier.paper for dossier in dossiers])
        case "ris":
            from litnotes.export.ris_entries import ris

            return ris([dossier.paper for dossier in dossiers])
        case "csv":
            from litnotes.export.flat_table import csv_table

            return csv_table(dossiers)
        case "markdown":
            from litnotes.export.markdown_table import markdown_table

            return markdown_table(dossiers)
        case _:
            from litnotes.export.latex_table import latex_table

            return latex_table(dossiers, cite_keys(dossier.key for dossier in dossiers))


def _write_bibliography(path: Path, entries: Mapping[str, str]) -> list[str]:
    """Update a bibliography; return the numbers of entries by state, and the entries that were kept."""
    from litnotes.export import bibliography
    from litnotes.export.overleaf import kept_entries

    before = files.read(path, at_most=MAX_BYTES) if path.exists() else None
    text = None if before is None else before.decode("utf-8", "surrogateescape")
    update = bibliography.updated(text, entries)
    data = update.text.encode("utf-8", "surrogateescape")
    if data != before:
        files.replace(path, data, expected=before)
    counts = [
        f"{len(places)} {state}"
        for state in ("new", "renewed", "up to date", "edited", "foreign")
        if (places := update.of_state(state))
    ]
    unchanged = "" if data != before else "; nothing changed"
    return [f"{path}: {', '.join(counts) or 'no papers'}{unchanged}", *kept_entries(update, str(path))]


def _entries(lookup: Notes, selection: Selection, order: ExportRequest) -> dict[str, str]:
    """Return BibTeX entries by the keys to cite; those of unchanged papers come from the index."""
    dialect: Dialect = "biblatex" if order.form == "biblatex" else "bibtex"
    form = f"{dialect} in ASCII" if order.ascii_only else dialect
    keys = cite_keys(dossier.key for dossier in selection.dossiers)
    written = lookup.ask(lambda connection: items.written_as(connection, form))
    entries: dict[str, str] = {}
    new: list[tuple[str, str, str]] = []
    for dossier in selection.dossiers:
        key = keys[dossier.key]
        sha256 = selection.hashes.get(key) if key == dossier.key else None
        text = written.get(key) if sha256 else None
        if text is None:
            text = entry(dossier.paper, dialect=dialect, ascii_only=order.ascii_only, key=key)
            if sha256:
                new.append((f"papers/{key}.yaml", sha256, text))
        entries[key] = text
    if len(new) >= MIN_KEPT:
        lookup.index.keep_written_as(form, new)
    return entries


def _write_whole(path: Path, data: bytes, *, overwrite: bool) -> str:
    """Write a file that only litnotes makes, and return a message.

    Raises Conflict if it has other content, unless `overwrite`.
    """
    before = files.read(path, at_most=MAX_BYTES) if path.exists() else None
    if before == data:
        return f"{path} is up to date; nothing changed"
    if before is not None and not overwrite:
        why = "this file has other content; nothing was written. --overwrite replaces it"
        raise Conflict(why, location=Location(str(path)))
    files.replace(path, data, expected=before)
    return f"{path} written"
