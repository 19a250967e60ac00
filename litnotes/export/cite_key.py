"""Citation keys that TeX, BibTeX and biber accept.

A key of litnotes is a file name, which may contain spaces, quotes or accents. pdfLaTeX with BibTeX finds
only ASCII keys, biber stops at `"#%'(),={}~`, and BibTeX ignores case.
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
    """Return the key for `.bib` and `.tex` files: the key itself if it is valid there.

    Other keys are cleaned and end with a hash, so that two keys never become the same.
    """
    return key if _HELD.fullmatch(key) else _with_hash(key)


def cite_keys(keys: Iterable[str]) -> dict[str, str]:
    """Return the key to use for each of several keys in one file.

    Of keys that differ only in case, the lower-case one stays, else the first in the alphabet.
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
