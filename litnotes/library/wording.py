"""Compares two titles word by word: which differences mean another paper, and which are typing errors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from litnotes.values.names import fold_name, fold_title, title_words, without_tex
from litnotes.values.patterns import pattern
from litnotes.values.spelling import one_edit_apart

ALIKE_WORDS = 0.65
"""Words at least this similar count as one in a loose comparison."""

_ARTICLES = frozenset({"a", "an", "the"})
_TAILS = frozenset(
    {"for", "in", "on", "with", "via", "from", "using", "by", "to", "of", "and", "under", "at"}
)
_VERSIONS = frozenset(
    {"ii", "iii", "iv", "improved", "improving", "revisited", "extended", "plus", "pro", "lite", "xl",
     "turbo", "alpha", "beta", "α", "β", "σ", "δ", "supplementary", "erratum", "correction", "corrigendum",
     "reply", "comment", "part", "not", "no", "without"}
)  # fmt: skip
"""Words that turn a title into that of another paper."""
_LONG = 8

ALIAS = pattern(r"^([^\s:]+(?: \S+)?): +(?=\S)")
"""A short name before the title."""
_SUBTITLE = pattern(r"\s*[:：]\s+|\s+[-–—]\s+")
_AND = re.compile(r"\s+&(?:amp;)?\s+")


@lru_cache(maxsize=100_000)
def folded_title(title: str) -> str:
    """Return a title folded for comparison; `&` becomes `and`."""
    return fold_title(_AND.sub(" and ", without_tex(title)))


def likeness_of(title: str, other: str, at_least: float = 0) -> float:
    """Return the similarity of two folded titles, from 0 to 1; 0 if it is less than `at_least`."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(title, other, score_cutoff=100 * at_least)) / 100


def differences(title: str, other: str, *, loose: bool = False) -> Iterator[str]:
    """Yield the differences that mean another paper, in words; none for typing errors.

    With `loose`, similar words count as one.
    """
    words, others = title_words(title), title_words(other)
    left, right = _only(words, others), _only(others, words)
    if "".join(left) == "".join(right):
        return  # only the spaces differ
    if _numbers(words) != _numbers(others):
        numbers = dict.fromkeys(
            (*_only(_numbers(words), _numbers(others)), *_only(_numbers(others), _numbers(words)))
        )
        yield f"the number differs ({', '.join(numbers)})"
    if versions := [word for word in (*left, *right) if word in _VERSIONS]:
        yield f'the word "{versions[0]}" means another version'
        left, right = ([word for word in words if word not in _VERSIONS] for words in (left, right))
    if tail := _tail(words, others):
        yield f'an ending "{" ".join(tail)}"'
        return
    left, right = _without_pairs(left, right, loose=loose)
    if left and right:
        yield f'"{" ".join(right)}" instead of "{" ".join(left)}"'
    elif left or right:
        yield f'an extra word "{" ".join(left or right)}"'


def are_near_twins(title: str, other: str) -> bool:
    """Whether two titles have different numbers, or only one has an ending such as `for …`."""
    words, others = title_words(title), title_words(other)
    return _numbers(words) != _numbers(others) or bool(_tail(words, others))


def has_extra_word(title: str, other: str) -> bool:
    """Whether only one of two titles has a word that no word of the other is like.

    Articles do not count, and neither does the mark of a preprint.
    """
    words, others = (
        tuple(word for word in title_words(one) if word != "preprint") for one in (title, other)
    )
    left, right = _only(words, others), _only(others, words)
    if "".join(left) == "".join(right):
        return False
    left, right = _without_pairs(left, right, loose=True)
    return bool(left) != bool(right)


def _only(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return the words that are not in `others`, in order, without articles."""
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
    """Return the ending, such as `for …`, that only the longer title has."""
    short, long = sorted((tuple(words), tuple(others)), key=len)
    rest = long[len(short) :]
    return rest if rest and rest[0] in _TAILS and long[: len(short)] == short else ()


def _without_pairs(left: list[str], right: list[str], *, loose: bool) -> tuple[list[str], list[str]]:
    """Return the words of both sides that are not spellings of each other."""
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
    """Whether two words are one: with a typing error, in another spelling, or in the plural.

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


def is_cut(title: str, other: str) -> bool:
    """Whether one title is the other up to its colon or dash: Crossref often has no subtitle."""
    short, long = sorted((title, other), key=len)
    main = _SUBTITLE.split(long, maxsplit=1)[0]
    return main != long and folded_title(main) == folded_title(short)


def alias_apart(title: str, other: str) -> str:
    """Return the name before the colon that only one of the titles has."""
    plain, others = folded_title(ALIAS.sub("", title)), folded_title(ALIAS.sub("", other))
    names = [found.group(1) for one in (title, other) if (found := ALIAS.match(one))]
    return fold_name(names[0]) if plain == others and len(names) == 1 else ""
