"""Two titles word by word: what makes them those of two papers, and what is a slip of the pen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from litnotes.values.names import title_words
from litnotes.values.spelling import one_edit_apart

ALIKE_WORDS = 0.65
"""Words that are as alike as this count as one where titles are compared loosely."""

_ARTICLES = frozenset({"a", "an", "the"})
_TAILS = frozenset(
    {"for", "in", "on", "with", "via", "from", "using", "by", "to", "of", "and", "under", "at"}
)
_VERSIONS = frozenset(
    {"ii", "iii", "iv", "improved", "improving", "revisited", "extended", "plus", "pro", "lite", "xl",
     "turbo", "alpha", "beta", "α", "β", "σ", "δ", "supplementary", "erratum", "correction", "corrigendum",
     "reply", "comment", "part", "not", "no", "without"}
)  # fmt: skip
"""Words that make another paper of the same title."""
_LONG = 8


def likeness_of(title: str, other: str, at_least: float = 0) -> float:
    """Return how alike two folded titles are, from 0 to 1; 0 where that is less than `at_least`."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(title, other, score_cutoff=100 * at_least)) / 100


def differences(title: str, other: str, *, loose: bool = False) -> Iterator[str]:
    """Yield in words what makes two titles those of two papers; nothing for slips of the pen.

    With `loose`, words that are much alike count as one.
    """
    words, others = title_words(title), title_words(other)
    left, right = _only(words, others), _only(others, words)
    if "".join(left) == "".join(right):
        return  # one word here is two there
    if _numbers(words) != _numbers(others):
        numbers = dict.fromkeys(
            (*_only(_numbers(words), _numbers(others)), *_only(_numbers(others), _numbers(words)))
        )
        yield f"the number differs ({', '.join(numbers)})"
    if versions := [word for word in (*left, *right) if word in _VERSIONS]:
        yield f'the word "{versions[0]}" makes another version'
        left, right = ([word for word in words if word not in _VERSIONS] for words in (left, right))
    if tail := _tail(words, others):
        yield f'a tail "{" ".join(tail)}"'
        return
    left, right = _without_pairs(left, right, loose=loose)
    if left and right:
        yield f'"{" ".join(right)}" in place of "{" ".join(left)}"'
    elif left or right:
        yield f'an extra word "{" ".join(left or right)}"'


def are_near_twins(title: str, other: str) -> bool:
    """Whether two titles, however alike, have other numbers, or one goes on with a tail."""
    words, others = title_words(title), title_words(other)
    return _numbers(words) != _numbers(others) or bool(_tail(words, others))


def _only(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return the words that others do not have, in order, articles left out."""
    rest = Counter(others)
    found: list[str] = []
    for word in words:
        if rest[word]:
            rest[word] -= 1
        elif word not in _ARTICLES:
            found.append(word)
    return found


def _numbers(words: Sequence[str]) -> list[str]:
    return sorted(word for word in words if any(map(str.isdigit, word)) or "+" in word)


def _tail(words: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Return the `for …` by which one title goes on where the other ends."""
    short, long = sorted((tuple(words), tuple(others)), key=len)
    rest = long[len(short) :]
    return rest if rest and rest[0] in _TAILS and long[: len(short)] == short else ()


def _without_pairs(left: list[str], right: list[str], *, loose: bool) -> tuple[list[str], list[str]]:
    """Return the words that are no spelling of one on the other side."""
    rest = list(right)
    unpaired: list[str] = []
    for word in left:
        same = next((other for other in rest if _is_spelling(word, other, loose=loose)), None)
        if same is None:
            unpaired.append(word)
        else:
            rest.remove(same)
    return unpaired, rest


def _is_spelling(word: str, other: str, *, loose: bool) -> bool:
    """Whether two words are one: with a slip, in another spelling, or in the plural.

    The first letter must be the same: `supervised` is not `unsupervised`.
    """
    from rapidfuzz import fuzz
    from rapidfuzz.distance import OSA

    if word[0] != other[0] or _numbers((word, other)):
        return False
    shorter, longer = sorted((word, other), key=len)
    if longer == f"{shorter}s" or (len(shorter) > 4 and one_edit_apart(word, other)):
        return True
    if len(shorter) >= _LONG and OSA.distance(word, other, score_cutoff=2) <= 2:
        return True
    return loose and fuzz.ratio(word, other) >= 100 * ALIKE_WORDS
