"""The words in names of sections, and their parts in a name."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

from litnotes.markdown.document import shadow
from litnotes.markdown.section_words import WORDS, split_words
from litnotes.values.patterns import pattern

TIME_PARTS = frozenset({"now", "past", "future"})

_WITHOUT_SPACES = pattern(r"[぀-ヿ㐀-鿿가-힣]")
_ELISION = pattern(r"(?<!\w)(?:l|d|qu)'(?=\w)")
_POSSESSIVE = pattern(r"(?<=\w)'s?(?=\s|$)")
_BETWEEN = pattern(r"[\s\-_,.]+")


class NameWords(NamedTuple):
    """The parts of a name that a word may have; `longest` is the largest number of units of a phrase.

    `bare` has the words that may be written without their accents.
    """

    parts: dict[str, tuple[str, ...]]
    bare: dict[str, tuple[str, ...]]
    longest: int
    starts: frozenset[str]


def is_spaced(text: str) -> bool:
    """Whether the language of a text puts spaces between words."""
    return text.isascii() or not _WITHOUT_SPACES.search(text)


@cache
def words_of(*, spaced: bool) -> NameWords:
    """Return the words of the languages that put spaces between words, or of the others."""
    parts: dict[str, tuple[str, ...]] = {}
    for part, text in WORDS.items():
        for word in split_words(text):
            if bool(_WITHOUT_SPACES.search(word)) != spaced:
                units = units_of(word, spaced=spaced)
                key = (" " if spaced else "").join(units)
                parts[key] = (*parts.get(key, ()), part)
    lengths = (len(word.split(" ")) if spaced else len(word) for word in parts)
    bare = {
        _without_accents(word): kinds
        for word, kinds in parts.items()
        if spaced and _may_be_bare(word, kinds)
    }
    firsts = (word.split(" ")[0] if spaced else word[0] for word in (*parts, *bare))
    return NameWords(parts, bare, max(lengths), frozenset(firsts))


def _may_be_bare(word: str, kinds: tuple[str, ...]) -> bool:
    """Whether a word may lack its accents: a phrase, or a time; *Termine* and *plane* are other words."""
    return not word.isascii() and (" " in word or set(kinds) <= TIME_PARTS | {"coming"})


def _without_accents(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def units_of(text: str, *, spaced: bool) -> list[str]:
    """Return the words of a text, or its characters if its language has no spaces."""
    folded = shadow(text).replace("’", "'")
    if not spaced:
        return [character for character in folded if not character.isspace()]
    if "'" in folded:
        folded = _POSSESSIVE.sub("", _ELISION.sub("", folded))
    return [word for word in _BETWEEN.split(folded) if word]
