"""The columns of the table `works`, and what the expressions of all services share."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

COLUMNS = ibis.schema(
    {
        "id": "int64",
        "doi": "string",
        "arxiv": "string",
        "pmid": "string",
        "semantic_scholar": "string",
        "dblp": "string",
        "acl": "string",
        "title": "string",
        "year": "int32",
        "venue": "string",
        "type": "string",
        "source_type": "string",
        "raw_type": "string",
        "version": "string",
        "language": "string",
        "authors": "array<string>",
        "has_more_authors": "boolean",
        "abstract": "string",
        "citations": "int64",
        "is_retracted": "boolean",
    }
)
"""What is kept of a work. Types, version and places are the service's own words, as in its answers."""

RUN = ibis.schema(
    {
        **dict(COLUMNS.items()),
        "touched": "string",
        "is_kept": "boolean",
        "references": "array<int64>",
    }
)
"""What is read of a work. A work that is not kept still replaces its earlier version."""


def _accents() -> tuple[str, str]:
    """Return the small letters with accents, and those without: engines have no Unicode forms in common."""
    letters = [chr(code) for code in range(0xC0, 0x250)] + [chr(code) for code in range(0x1E00, 0x1F00)]
    pairs = [(letter, unicodedata.normalize("NFKD", letter)[0]) for letter in letters if letter.islower()]
    changed = [(letter, plain) for letter, plain in pairs if letter != plain and plain.isalpha()]
    return "".join(letter for letter, _ in changed), "".join(plain for _, plain in changed)


_ACCENTS = _accents()


def works_of(raw: ir.Table, **columns: Any) -> ir.Table:
    """Return works with these columns, null for the others, and only the id of those not kept."""
    is_kept = columns["is_kept"].fill_null(ibis.literal(value=False))
    always = {"id": columns["id"], "touched": columns["touched"], "is_kept": is_kept}
    others = {
        name: is_kept.ifelse(columns[name], ibis.null(kind)).cast(kind)
        if name in columns
        else ibis.null(kind)
        for name, kind in RUN.items()
        if name not in always
    }
    return raw.select(**{name: {**always, **others}[name] for name in RUN})


def first_group(text: Any, pattern: str) -> Any:
    """Return what the first group of a pattern matches in a text, null without a match."""
    return text.re_extract(pattern, 1).nullif("")


def list_of(values: Any) -> Any:
    """Return a list of texts, an empty one for null."""
    return ibis.coalesce(values, ibis.literal([], type="array<string>"))


def in_fields(names: Any, fields: Sequence[str]) -> Any:
    """Whether one of a work's fields is among the wanted ones; without wanted ones, always."""
    if not fields:
        return ibis.literal(value=True)
    wanted = [field.casefold() for field in fields]
    return names.filter(lambda name: name.lower().isin(wanted)).length() > 0


def since(year: Any, first: int | None) -> Any:
    """Whether a work is of a year from the first on; a work without a year may be."""
    return ibis.literal(value=True) if first is None else (year.isnull() | (year >= first))


def folded(text: Any, between: str = " ") -> Any:
    """Return the letters and digits of a text, without case and accents, with `between` for all else."""
    return text.lower().translate(*_ACCENTS).re_replace(r"[^\p{L}\p{N}]+", between)


def title_key(title: Any) -> Any:
    """Return the letters and digits of a title, by which it is found."""
    return folded(title, "").left(80).nullif("")
