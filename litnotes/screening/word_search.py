"""Search for words and phrases in titles and abstracts, ignoring case, accents and hyphens.

A text is folded first: no case, no accents. Because thousands of abstracts are searched, a word is looked
for in three steps, the fastest first: without all gaps, which excludes most texts; as written, between
blanks; and letter by letter, with the gaps that may be between them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from litnotes.values.keywords import keyword
from litnotes.values.names import UNDIVIDED

_HYPHENS = "\\-_\u00ad\u00b7\u2010-\u2015\u2212\u200b-\u200d\u2060\ufeff$\\\\{}"
"""Characters allowed anywhere in a word: hyphens, invisible marks, and TeX, as in `$\\beta$-VAE`."""
_GAP = f"[\\s{_HYPHENS}]"
_GAPS = re.compile(f"{_GAP}+")
_MARKS = "\u0300-\u036f"
_JOINING = f"{_MARKS}\u3099\u309a\u1160-\u11ff"
_NOT_ASCII = re.compile(f"[^\x00-\x7f{_JOINING}][{_JOINING}]*|[\x00-\x7f]?[{_JOINING}]+")
"""A character with its combining marks."""
_APOSTROPHES = str.maketrans("’‘ʼ", "'''")


class Words:
    """Words and phrases, prepared for searching.

    Only whole words match; `quanti*` matches any word that begins with it. Hyphens do not matter: `VQ-GAN`,
    `vqgan` and `VQ GAN` are the same. In scripts without spaces, a word matches anywhere.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        """Take words and phrases as typed; raises ValueError for an invalid one."""
        self.texts = tuple(dict.fromkeys(map(keyword, texts)))
        self._words = tuple(_Word(text) for text in self.texts)

    def found(self, text: str) -> tuple[str, ...]:
        """Return the words that a text contains, in the order they were given."""
        folded = _folded(text)
        squeezed = _squeezed(folded)
        return tuple(word.text for word in self._words if word.is_in(folded, squeezed))

    def places(self, text: str) -> list[tuple[int, int]]:
        """Return the places (start, end) of the words in a text, in order, overlapping ones joined."""
        folded, at = _folded_with_places(text)
        squeezed = _squeezed(folded)
        words = (word for word in self._words if word.letters in squeezed)
        places = (place for word in words for place in word.places(folded))
        return _joined((at[start], _after(at, end)) for start, end in places)


@dataclass(frozen=True)
class _Word:
    """One word or phrase. `parts` are its pieces between hyphens and blanks, folded."""

    text: str

    @cached_property
    def parts(self) -> tuple[str, ...]:
        return tuple(filter(None, _GAPS.split(_folded(self.text.removesuffix("*")))))

    @cached_property
    def plain(self) -> str:
        return " ".join(self.parts)

    @cached_property
    def letters(self) -> str:
        return "".join(self.parts)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(f"{_GAP}*".join(map(_with_gaps, self.parts)))

    @cached_property
    def between_blanks(self) -> str:
        return f" {self.plain}" if self.text.endswith("*") else f" {self.plain} "

    def is_in(self, folded: str, squeezed: str) -> bool:
        if self.letters not in squeezed:
            return False
        return self.between_blanks in folded or next(self.places(folded), None) is not None

    def places(self, folded: str) -> Iterator[tuple[int, int]]:
        match = self.pattern.search(folded)
        while match:
            start, end = match.span()
            is_here = self._is_whole(folded, start, end)
            if is_here:
                end = _end_of_word(folded, end) if self.text.endswith("*") else end
                yield start, end
            match = self.pattern.search(folded, end if is_here else start + 1)

    def _is_whole(self, folded: str, start: int, end: int) -> bool:
        """Whether no letter of the same word comes before or after; with a star, letters may follow."""
        before = start == 0 or _are_apart(folded[start - 1], folded[start])
        return before and (
            self.text.endswith("*") or end == len(folded) or _are_apart(folded[end - 1], folded[end])
        )


def _with_gaps(part: str) -> str:
    """Return a pattern that matches letters also with gaps between them.

    A hyphen may be anywhere, also before the end of a line. A blank makes two words, so it needs two
    letters on both sides: `vqgan` matches VQ GAN, but `gan` does not match "with g an affine map".
    """
    written = re.escape(part[0])
    for at in range(1, len(part)):
        before, after = part[at - 1], part[at]
        parts_words = (
            2 <= at <= len(part) - 2
            or before.isdigit() != after.isdigit()
            or (_is_without_spaces(before) and _is_without_spaces(after))
        )
        gap = f"{_GAP}*" if parts_words else f"(?:[{_HYPHENS}]+\\s*)?"
        written += gap + re.escape(after)
    return written


def _are_apart(one: str, other: str) -> bool:
    """Whether two adjacent characters belong to different words."""
    return not (one.isalnum() and other.isalnum()) or _is_without_spaces(one) or _is_without_spaces(other)


def _end_of_word(text: str, at: int) -> int:
    while at < len(text) and not _are_apart(text[at - 1], text[at]):
        at += 1
    return at


def _is_without_spaces(letter: str) -> bool:
    """Whether a letter is of a script without spaces between words."""
    return letter >= "\u0e00" and any(first <= letter <= last for first, last in _WITHOUT_SPACES)


_WITHOUT_SPACES = (
    ("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"), ("\uac00", "\ud7af"), ("\U00020000", "\U0003ffff"),
)  # fmt: skip


_ASCII_GAPS = dict.fromkeys(code for code in range(128) if _GAPS.fullmatch(chr(code)))


def _squeezed(folded: str) -> str:
    """Return a text without gaps."""
    return folded.translate(_ASCII_GAPS) if folded.isascii() else _GAPS.sub("", folded)


def _folded(text: str) -> str:
    """Return a text without case and accents."""
    if text.isascii():
        return text.lower()
    return _NOT_ASCII.sub(lambda match: _plain(match.group()), text).lower()


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """Return a folded text, and for each of its characters, and its end, the place in the original."""
    folded: list[str] = []
    places: list[int] = []
    last = 0
    for match in _NOT_ASCII.finditer(text):
        folded.append(text[last : match.start()].lower())
        places += range(last, match.start())
        last = match.end()
        plain = _plain(match.group())
        folded.append(plain)
        places += [match.start()] * len(plain)
    folded.append(text[last:].lower())
    return "".join(folded), [*places, *range(last, len(text) + 1)]


def _after(places: Sequence[int], end: int) -> int:
    """Return the original place after a folded character; one letter may fold to several characters."""
    return next(place for place in places[end:] if place > places[end - 1])


@lru_cache(maxsize=5000)
def _plain(letter: str) -> str:
    """Return the folded form of a letter with its marks."""
    apart = unicodedata.normalize("NFKD", letter.casefold()).casefold()
    bare = re.sub(f"[{_MARKS}]", "", apart)
    return unicodedata.normalize("NFC", bare).translate(UNDIVIDED).translate(_APOSTROPHES).lower()


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
