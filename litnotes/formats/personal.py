"""Fields that people add in their reference manager: key, short name, tags and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from litnotes.values.ids import is_only_arxiv
from litnotes.values.names import MAX_SHORT
from litnotes.values.patterns import pattern
from litnotes.values.plain import line, paragraphs

MAX_KEY = 200
_RECORD_NUMBER = pattern(
    r"(?:(?:rayyan|covidence|pub|wos|scopus|pubmed|pmid|medline|embase|ieee|record|rec|ref|id|no)?"
    r"[-_.:# ]?\d+|2-s2\.0-\d+)?",
    re.IGNORECASE,
)


def own_key(text: str) -> str:
    """Return an entry's key if valid: one word, and not an address; else an empty text."""
    is_key = text.isprintable() and len(text) <= MAX_KEY and "://" not in text and len(text.split()) == 1
    return text if is_key else ""


def database_key(text: str) -> str:
    """Return an entry's key, if it is not the number of the record in a database, such as `rayyan-12`."""
    return "" if _RECORD_NUMBER.fullmatch(text.strip()) else own_key(text)


def former_keys(keys: Iterable[str]) -> tuple[str, ...]:
    """Return the valid keys, each once."""
    return tuple(dict.fromkeys(filter(None, (own_key(key.strip()) for key in keys))))


def short_name(text: str) -> tuple[str, ...]:
    """Return a short title if it is one word, such as `VQ-VAE`, and so can be a short name."""
    name = line(text)
    return (name,) if 1 < len(name) <= MAX_SHORT and " " not in name else ()


def tags(texts: Iterable[str], *, at_commas: bool = True) -> tuple[str, ...]:
    """Return tags, each once: split at semicolons if there are any, else at commas if `at_commas`."""
    found: dict[str, str] = {}
    for text in texts:
        for part in text.split(";" if ";" in text or not at_commas else ","):
            if tag := line(part):
                found.setdefault(tag.casefold(), tag)
    return tuple(found.values())


def notes(texts: Iterable[str]) -> str | None:
    """Return notes, each once, separated by empty lines, without those that are only an arXiv id."""
    found = dict.fromkeys(paragraphs(text) for text in texts if not is_only_arxiv(line(text)))
    return "\n\n".join(text for text in found if text) or None
