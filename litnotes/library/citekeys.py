"""Citation keys: `esser2021taming`. The key of a paper never changes.

A key is the surname of the first author, the year of the venue (else the first public year), and the
first word of the title, as in Google Scholar.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from litnotes.model.described import Described
from litnotes.values import people
from litnotes.values.ids import arxiv_id, doi
from litnotes.values.names import UNDIVIDED
from litnotes.values.patterns import pattern

MAX_KEY = 60
_SKIPPED = frozenset({"a", "an", "the", "on", "of", "in", "for", "to", "and", "with", "from", "is", "are"})
_RESERVED = pattern(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_WITHOUT_SPACES = pattern(
    "[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{1,4}|[^\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+"
)
_SAFE = pattern(r"[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,98}[A-Za-z0-9_+-])?")


def is_safe_key(key: str) -> bool:
    """Whether a key of another tool can be kept: it is a valid file name on every system.

    Paths, hidden or reserved names, options and ids of papers are not safe.
    """
    is_name = _SAFE.fullmatch(key) is not None and not _RESERVED.fullmatch(key.partition(".")[0])
    return is_name and arxiv_id(key) is None and doi(key) is None


def citation_key(
    *, title: str, authors: Sequence[str] = (), year: int | None = None, taken: Collection[str] = ()
) -> str:
    """Return a key of ASCII letters and digits that is not in `taken`."""
    surname = _letters(_surname(authors[0])) if authors else ""
    words = [word for word in map(_letters, _words(title)) if word]
    significant = [word for word in words if word not in _SKIPPED] or words
    short = "".join(significant[:1] if surname else significant[:4])
    key = f"{surname}{year or ''}{short}"[:MAX_KEY]
    if not key or key.isdecimal() or _RESERVED.fullmatch(key):
        key = f"paper{key}"
    if key not in taken:
        return key
    return next(free for suffix in _suffixes() if (free := f"{key}{suffix}") not in taken)


def key_of(work: Described, taken: Collection[str]) -> str:
    """Return a key for a work, with the year of its venue if known."""
    year = work.venue_year or work.year
    return citation_key(title=work.title or "", authors=work.authors, year=year, taken=taken)


def _surname(author: str) -> str:
    """Return the first word of a surname (particles count), or of the name of an organisation."""
    family = people.shown(author) if people.is_group(author) else people.parts(author)[1] or author
    return next(iter(family.split()), "")


def _words(title: str) -> list[str]:
    """Return the words of a title; of scripts without spaces, pieces of a few signs."""
    return [
        piece
        for word in re.split(r"[\s\-–—:]+", title)
        for piece in (_WITHOUT_SPACES.findall(word) if _WITHOUT_SPACES.search(word) else [word])
    ]


def _letters(text: str) -> str:
    """Return text in the letters a to z and digits; other scripts are transliterated."""
    if not text.isascii():
        from anyascii import anyascii

        text = anyascii(text.casefold().translate(UNDIVIDED))
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def _suffixes() -> Iterator[str]:
    yield from "abcdefghijklmnopqrstuvwxyz"
    number = 2
    while True:
        yield f"-{number}"
        number += 1
