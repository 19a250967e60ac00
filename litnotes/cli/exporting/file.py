"""An export of one file, or to stdout."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.cli.exporting.selection import Selection, chosen, cited, problems, remarks
from litnotes.cli.output import path_for, refuse_own
from litnotes.cli.reading import Lookup, look_up
from litnotes.cli.shared import say
from litnotes.errors import PROBLEMS_FOUND, Conflict, Location

if TYPE_CHECKING:
    from litnotes.export.dossier import Dossier
    from litnotes.index.items import PaperRow


MAX_BYTES = 200_000_000
"""A larger file is no export of notes."""


MIN_KEPT = 100
"""Entries that are worth keeping in the index: fewer are made sooner than written there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """What is to be written: a format, the papers that are named or pass tests, and the file."""

    form: str
    names: Sequence[str]
    tests: Sequence[Callable[[PaperRow], bool]]
    out: str | None = None
    overwrite: bool = False
    cited_in: Path | None = None
    ascii_only: bool = False


def write(notes: str | None, order: ExportRequest) -> int:
    """Write papers to a file or stdout, and return the exit code."""
    gc.disable()  # all papers live until the end; looking through ten thousand takes a fifth of the time
    path = path_for(order.out)
    lookup = look_up(notes)
    if path:
        refuse_own(lookup.notebook, path)
    selection = _selected(lookup, order)
    if order.form in ("bibtex", "biblatex"):
        _write_bibliography(lookup, selection, order, path)
    else:
        text = _text(order.form, selection.dossiers)
        _write_whole(path, text.encode(errors="backslashreplace"), overwrite=order.overwrite)
    return tell(lookup, selection)


def tell(lookup: Lookup, selection: Selection) -> int:
    """Say what the user should know of the papers of an export; return the exit code."""
    for sentence in remarks(selection):
        say(sentence)
    code = lookup.exit_code()
    for sentence in problems(selection):
        say(sentence)
        code = max(code, PROBLEMS_FOUND)
    if not selection.dossiers and not selection.unidentified:
        say("no papers match; `litnotes verdict PAPER --include` includes one, --all takes every paper")
    return code


def _selected(lookup: Lookup, order: ExportRequest) -> Selection:
    words = order.form in ("csv", "markdown", "latex-table")
    if order.cited_in is None:
        return chosen(lookup, order.names, order.tests, words=words)
    from litnotes.export.cited import cited_in
    from litnotes.store import files

    found = cited_in(order.cited_in, files.read_text)
    for name in found.unread:
        say(f"{order.cited_in} includes {name}, which cannot be read; what it cites is not exported")
    return cited(lookup, found.keys, order.tests if found.everything else None, words=words)


def _text(form: str, dossiers: Sequence[Dossier]) -> str:
    """Return papers in one of the formats that are written whole."""
    match form:
        case "csl-json":
            from litnotes.export.csl_items import csl_json

            return csl_json([one.paper for one in dossiers])
        case "ris":
            from litnotes.export.ris_entries import ris

            return ris([one.paper for one in dossiers])
        case "csv":
            from litnotes.export.flat_table import csv_table

            return csv_table(dossiers)
        case "markdown":
            from litnotes.export.markdown_table import markdown_table

            return markdown_table(dossiers)
        case _:
            from litnotes.export.cite_key import cite_keys
            from litnotes.export.latex_table import latex_table

            return latex_table(dossiers, cite_keys(one.key for one in dossiers))


def _write_bibliography(
    lookup: Lookup, selection: Selection, order: ExportRequest, path: Path | None
) -> None:
    from litnotes.export import bibliography
    from litnotes.export.overleaf import kept_entries
    from litnotes.store import files

    entries = _entries(lookup, selection, order)
    if path is None:
        _print("\n".join(entries[key] for key in sorted(entries)).encode(errors="backslashreplace"))
        return
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
    say(f"{path}: {', '.join(counts) or 'no papers'}{'' if data != before else '; nothing changed'}")
    for sentence in kept_entries(update, str(path)):
        say(sentence)


def _entries(lookup: Lookup, selection: Selection, order: ExportRequest) -> dict[str, str]:
    """Return the entries of papers by the keys to cite; those of papers that did not change are kept."""
    from litnotes.export.bibtex_entry import entry
    from litnotes.export.cite_key import cite_keys
    from litnotes.export.entry_type import Dialect
    from litnotes.index import items

    dialect: Dialect = "biblatex" if order.form == "biblatex" else "bibtex"
    form = f"{dialect} in ASCII" if order.ascii_only else dialect
    keys = cite_keys(one.key for one in selection.dossiers)
    written = lookup.ask(lambda connection: items.written_as(connection, form))
    entries: dict[str, str] = {}
    new: list[tuple[str, str, str]] = []
    for one in selection.dossiers:
        key = keys[one.key]
        sha256 = selection.hashes.get(key) if key == one.key else None
        text = written.get(key) if sha256 else None
        if text is None:
            text = entry(one.paper, dialect=dialect, ascii_only=order.ascii_only, key=key)
            if sha256:
                new.append((f"papers/{key}.yaml", sha256, text))
        entries[key] = text
    if len(new) >= MIN_KEPT:
        lookup.index.keep_written_as(form, new)
    return entries


def _write_whole(path: Path | None, data: bytes, *, overwrite: bool) -> None:
    """Write a file that litnotes alone makes; one with other content stays, but for --overwrite."""
    from litnotes.store import files

    if path is None:
        _print(data)
        return
    before = files.read(path, at_most=MAX_BYTES) if path.exists() else None
    if before == data:
        say(f"{path} is up to date; nothing changed")
        return
    if before is not None and not overwrite:
        why = "this file has other content; nothing was written. --overwrite replaces it"
        raise Conflict(why, location=Location(str(path)))
    files.replace(path, data, expected=before)
    say(f"{path} written")


def _print(data: bytes) -> None:
    """Print a file: to a program byte by byte, to a terminal without anything that steers it."""
    from litnotes.render.text import is_terminal, printable

    if is_terminal(sys.stdout):
        print(printable(data.decode()), end="")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
