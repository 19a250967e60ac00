"""Edit distance of spellings, and similarity of texts, which only serves for suggestions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache


def one_edit_apart(one: str, other: str) -> bool:
    """Whether two texts differ by one letter inserted, removed, changed or swapped with its neighbour.

    The restricted Damerau-Levenshtein distance is exactly 1.
    """
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, others = one[start:], other[start:]
    return (
        rest[1:] == others
        or rest == others[1:]
        or rest[1:] == others[1:]
        or (rest[:2] == others[1::-1] and rest[2:] == others[2:])
    )


def is_slip(text: str, other: str) -> bool:
    """Whether texts one edit apart differ by more than a changed letter.

    In names made of initials, a changed letter makes another name.
    """
    return len(text) != len(other) or sorted(text) == sorted(other)


def two_edits_apart(one: str, other: str) -> bool:
    """Whether two texts with the same number of words differ by two such edits."""
    if abs(len(one) - len(other)) > 2 or len(one.split()) != len(other.split()):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=2) == 2


def closest(text: str, choices: Sequence[str], floor: float) -> str | None:
    """Return the choice most similar to `text`; None if no similarity (0 to 1) reaches `floor`."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(text, choices, scorer=fuzz.ratio, score_cutoff=100 * floor)
    return found[0] if found else None


def most_alike(text: str, choices: Sequence[str], floor: float) -> list[str]:
    """Return the choices whose similarity to `text` reaches `floor`, the most similar first; at most 50."""
    from rapidfuzz import fuzz, process

    hits = process.extract(text, choices, scorer=fuzz.ratio, score_cutoff=100 * floor, limit=50)
    return [choice for choice, _, _ in hits]


def lengths_within(length: int, floor: float) -> range:
    """Return the lengths of texts that may reach similarity `floor` with one of `length` characters."""
    # The ratio is at most twice the shorter length divided by the sum of both.
    return range(-int(-length * floor // (2 - floor)), int(length * (2 - floor) / floor) + 1)


COMMON = frozenset(
    str.split("""
about after again all also and any are because been before being between both but can could does down
each even for from has have here into its just like make many more most much must need next not only other
our out over same should some still such than that the their them then there these they this those through
today tomorrow under until very want was well were what when where which while will with would yesterday you
aber alle auch dann das dass den denn der des die dies diese doch ein eine einen einer eines für haben heute
ist kann mehr mein mit morgen nach nicht noch oder über und unter von wenn werden wird zum zur
avec cette dans demain des être faire les mais nous plus pour puis que sur une
como con del esta este hacer hoy los mañana más para por que una 的 了 是 在 和 を の は に と で
""")
)
"""Words that say little of what a sentence is about."""

_LETTERS_ALONE = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"


class OtherWords:
    """Finds the texts that may say the same as another text in other words.

    They share two words that matter, and half of those in the shorter text. In scripts without
    spaces they share three letters.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = [_words_that_matter(text) for text in texts]
        self._with: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for word in words:
                self._with[word[:3]].append((place, word))

    def places(self, text: str) -> list[int]:
        """Return the places of the texts that may say the same, the most similar first."""
        words = _words_that_matter(text)
        shared: dict[int, float] = defaultdict(float)
        for word in words:
            starts_so = self._with.get(word[:3], ())
            for place in {place for place, other in starts_so if word == other or _are_forms(word, other)}:
                shared[place] += _weight([word])
        length = _weight(words)
        similar = []
        for place, weight in shared.items():
            if weight >= 2:
                other_length = _weight(self._words[place])
                if 2 * weight >= min(length, other_length):
                    similar.append((-2 * weight / (length + other_length), place))
        return [place for _, place in sorted(similar)]


@cache
def _words_that_matter(text: str) -> tuple[str, ...]:
    """Return the words of a text without common ones, each once.

    Each letter of a script without spaces is a word, and so is a number: *chapter 2* is not *chapter 3*.
    """
    found = re.findall(rf"[{_LETTERS_ALONE}]|[^\W{_LETTERS_ALONE}]+", text.casefold())
    matters = (word for word in found if len(word) > 2 or word.isdecimal() or _is_letter(word))
    words = (word for word in matters if word not in COMMON)
    return tuple(dict.fromkeys(words))


def _weight(words: Iterable[str]) -> float:
    return sum(0.7 if _is_letter(word) else 1 for word in words)


def _is_letter(word: str) -> bool:
    return len(word) == 1 and not word.isascii()


def _are_forms(word: str, other: str) -> bool:
    """Whether two words differ only in their ending, or by one letter."""
    shorter, longer = sorted((word, other), key=len)
    if len(longer) - len(shorter) > 3:
        return False
    return longer.startswith(shorter[: max(3, len(shorter) - 1)]) or one_edit_apart(word, other)
