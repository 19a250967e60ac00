"""Fields in a note: where Zotero and Better BibTeX keep what their fields lack, such as `PMID: 123`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from litnotes.formats import personal
from litnotes.values.ids import arxiv_id, doi, pubmed_id

_NOTE_FIELD = re.compile(r"(?:tex\.)?([A-Za-z][\w .-]{1,25}?)\s*:\s*(\S.*)")
_ALIASES = ("citation key alias", "ids")


def note_fields_in(notes: str) -> tuple[dict[str, str], str]:
    """Return the fields in a note, by name in lower case, and the rest of the note.

    A second or invalid value of a field stays in the rest.
    """
    note_fields: dict[str, str] = {}
    rest: list[str] = []
    for line in notes.split("\n"):
        match = _NOTE_FIELD.fullmatch(line)
        name, value = (match.group(1).lower(), match.group(2)) if match else ("", "")
        if _is_field(line, name, value) and note_fields.setdefault(name, value) == value:
            continue
        rest.append(line)
    return note_fields, "\n".join(rest)


def former_keys_in(note_fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return the further keys of an entry that a note names."""
    return personal.former_keys(key for name in _ALIASES for key in note_fields.get(name, "").split(","))


def _is_field(line: str, name: str, value: str) -> bool:
    match name:
        case "arxiv" | "arxivid" | "eprint":
            return arxiv_id(value, f"arXiv:{value}") is not None
        case "doi":
            return doi(value) is not None
        case "pmid":
            return pubmed_id(value) is not None
        case "citation key":
            return bool(personal.own_key(value))
        case "ids":
            return line.lower().startswith("tex.")
        case _:
            return name in {"citation key alias", "shorttitle"}
