"""The places of the words of a query in a text, and excerpts around them.

Words are as in the index: letters and digits, without case and accents. In scripts without spaces, each
letter is a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from litnotes.index.schema import searchable
from litnotes.values.patterns import pattern

ROOM = 90
"""The approximate length of an excerpt, in characters."""

Span = tuple[int, int]
Word = tuple[str, Span]

_WORD = pattern("[^\\W_]+(?:[\u0300-\u0331]+[^\\W_]*)*")
_HYPHENS = pattern("[-\u2010-\u2015]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order; with `prefix`, the last one is the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text, with the places of the words in it."""

    text: str
    spans: tuple[Span, ...]


def phrase(words: str, *, prefix: bool = False) -> Phrase:
    """Return the phrase of some words."""
    return Phrase(tuple(word for word, _ in _words(words)), prefix)


def places(text: str, phrases: Iterable[Phrase]) -> list[Span]:
    """Return the places of all phrases in a text, in order, overlapping ones joined."""
    words = list(_words(text))
    compounds = list(_compounds(text, words))
    spans = sorted(span for one in phrases for group in (words, compounds) for span in _places(group, one))
    apart: list[Span] = []
    for start, end in spans:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def excerpt(text: str, phrases: Sequence[Phrase], room: int = ROOM) -> Excerpt | None:
    """Return an excerpt around the first place of a phrase; None if the text has none."""
    spans = places(text, phrases)
    if not spans:
        return None
    first = spans[0]
    start, end = 0, len(text)
    if end > room + room // 4:
        start = min(first[0], _word_start(text, first[0] - room // 3))
        end = max(first[1], _word_end(text, start + room))
    front = "… " if start else ""
    shift = len(front) - start
    shifted = tuple((start_at + shift, end_at + shift) for start_at, end_at in spans if end_at <= end)
    # One character for one, so that the places stay valid.
    piece = re.sub(r"\s", " ", text[start:end])
    return Excerpt(f"{front}{piece}{' …' if end < len(text) else ''}", shifted)


def _words(text: str) -> Iterator[Word]:
    """Yield the words of a text, folded, with their places."""
    for match in _WORD.finditer(text):
        at = match.start()
        for word in searchable(match.group()).split():
            yield _folded(word), (at, at + len(word))
            at += len(word)


def _compounds(text: str, words: Sequence[Word]) -> Iterator[Word]:
    """Yield each compound with hyphens as one word, as names compare: `VQ-GAN` is vqgan.

    An empty word separates two compounds, because they are not adjacent words.
    """
    run: list[Word] = []
    for word in words:
        if run and _HYPHENS.fullmatch(text, run[-1][1][1], word[1][0]):
            run.append(word)
            continue
        yield from _compound(run)
        run = [word]
    yield from _compound(run)


def _compound(run: Sequence[Word]) -> Iterator[Word]:
    if len(run) > 1:
        yield "".join(word for word, _ in run), (run[0][1][0], run[-1][1][1])
        yield "", (run[-1][1][1], run[-1][1][1])


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    return "".join(
        one for one in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(one)
    )


def _places(words: Sequence[Word], one: Phrase) -> Iterator[Span]:
    length = len(one.words)
    if not length:
        return
    *front, last = one.words
    for at in range(len(words) - length + 1):
        final = words[at + length - 1][0]
        if (final.startswith(last) if one.prefix else final == last) and all(
            words[at + offset][0] == word for offset, word in enumerate(front)
        ):
            yield words[at][1][0], words[at + length - 1][1][1]


def _word_start(text: str, at: int) -> int:
    """Return the start of the first word at or after a place; 0 near the start of the text."""
    if at <= ROOM // 6:
        return 0
    space = text.find(" ", at - 1, at + ROOM // 6)
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int) -> int:
    """Return the end of the last word at or before a place; the end of the text near its end."""
    if at + ROOM // 6 >= len(text):
        return len(text)
    space = text.rfind(" ", at - ROOM // 6, at + 1)
    return space if space >= 0 else at
