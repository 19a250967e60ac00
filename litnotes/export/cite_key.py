"""Citation keys as TeX, BibTeX and biber can hold them.

A key of litnotes is the name of a file, which may have spaces, quotes or letters with accents. pdfLaTeX
with BibTeX finds only keys of ASCII, biber stops at `"#%'(),={}~`, and BibTeX compares without case.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

_HELD = re.compile(r"[A-Za-z0-9._:/+-]+")
_NOT_HELD = re.compile(r"[^A-Za-z0-9._:/+]+")
_DIGITS = 6


def cite_key(key: str) -> str:
    """Return the key used in `.bib` and `.tex` files: the key itself where these can hold it.

    Any other gets a hash of itself at the end, so that two keys never become the same.
    """
    return key if _HELD.fullmatch(key) else _with_hash(key)


def cite_keys(keys: Iterable[str]) -> dict[str, str]:
    """Return the key used for each of several keys that appear in one file.

    Of keys that differ only in case, the one in lower case stays, else the first in the alphabet.
    """
    used: dict[str, str] = {}
    folded: set[str] = set()
    for key in sorted(set(keys), key=lambda key: (key.lower(), not key.islower(), key)):
        held = cite_key(key)
        if held.lower() in folded:
            held = _with_hash(key)
        folded.add(held.lower())
        used[key] = held
    return used


def _with_hash(key: str) -> str:
    letters = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
    name = _NOT_HELD.sub("-", letters).strip("-")
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return f"{name or 'key'}-{digest}"
