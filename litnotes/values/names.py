"""Names of papers and tasks, folded for comparison.

Short names are compared without case, hyphens and spaces, so `vq-gan` is `VQGAN`. A digit, a plus sign
or an inner dot makes another name, so `VQ-VAE` is not `VQ-VAE-2`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from litnotes.values.patterns import pattern
from litnotes.values.plain import unescaped

MAX_SHORT = 25
"""Longest short name; a longer name is a title."""

_DASHES_AND_SPACES = pattern(
    r"[\s_\-\u00ad\u2010-\u2015\u2212\u200b-\u200d\u2060\ufe58\ufe63\uff0d\ufeff]+"
)
WORDS_OF_A_TITLE = 3

_NOT_IN_TITLES = pattern(r"(?<!\d)\.|\.(?!\d)|[^\w+.]|_")
_TEX = pattern(r"\\[A-Za-z&%$#_{\"'`^~=.]|\$[^$]+\$")
_AROUND = pattern(
    r"[,;:()\[\]\"“”„«|.]|\b(?:et al|papers?|pdf|by|from)\b|\b(?:19|20)\d\d\b|['’]\d\d\b| [-&] |[–—]"
    r"|\b[A-Z][a-z]+\d\d\s"
)
_BETWEEN_WORDS = pattern(r"[\s\-_/:\u2010-\u2015\u2212]+")
_ASCII = "".join(map(chr, range(128)))
_ASCII_NAMES = {ord(char): None for char in _ASCII if char.isspace() or char in "_-"}
_ASCII_TITLES = {ord(char): None for char in _ASCII if not char.isalnum() and char != "+"}
UNDIVIDED = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)
"""Letters that Unicode does not decompose into a letter and an accent."""


def fold_name(name: str) -> str:
    """Return a short name folded for comparison."""
    if name.isascii():  # the same, but faster
        return name.lower().translate(_ASCII_NAMES)
    return _DASHES_AND_SPACES.sub("", unicodedata.normalize("NFKC", name).casefold())


@lru_cache(maxsize=100_000)
def fold_title(title: str) -> str:
    """Return a title folded for comparison: no accents, no case, no punctuation.

    A plus sign, and a point between digits, stay: they distinguish titles. TeX compares as what it prints.
    """
    title = without_tex(title)
    if title.isascii() and "&" not in title and "." not in title:
        return title.lower().translate(_ASCII_TITLES)
    plain = unicodedata.normalize("NFKD", unescaped(title)).casefold()
    plain = unicodedata.normalize("NFKD", plain)  # case folding may compose characters again
    return _NOT_IN_TITLES.sub("", plain)


def title_words(title: str) -> tuple[str, ...]:
    """Return the folded words of a title; a hyphen separates two words."""
    words = (fold_title(word) for word in _BETWEEN_WORDS.split(unescaped(without_tex(title))))
    return tuple(word for word in words if word)


def is_title(text: str) -> bool:
    """Whether a name is long enough to be compared as a title; shorter ones compare as short names."""
    return may_be_title(text) and bool(fold_title(text))


def may_be_title(text: str) -> bool:
    """Whether a name has enough words for a title, whatever they are."""
    return len(text.split()) >= WORDS_OF_A_TITLE


def has_words_around(text: str) -> bool:
    """Whether a text may hold more than a title or a name: authors, a year, a venue, quotes."""
    return _AROUND.search(text) is not None


def fold_text(text: str) -> str:
    """Return the text of a task folded for comparison: no case, extra spaces or final stop."""
    words = unicodedata.normalize("NFKC", text).casefold().split()
    return " ".join(words).rstrip(" .。;；:：,，")


def without_tex(text: str) -> str:
    """Return text as TeX prints it; titles from arXiv and from files contain macros and formulas."""
    if not (("$" in text or "\\" in text) and _TEX.search(text)):
        return text
    from litnotes.values.from_tex import plain

    printed = plain(text)
    return plain(printed.replace("$", "")) if "$" in printed else printed
