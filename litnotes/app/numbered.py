"""The choice of an entry of a report by its number or its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from litnotes.errors import Ambiguous, NotFound
from litnotes.values.names import fold_text


class Worded(Protocol):
    """An entry with words: a task or a question."""

    @property
    def text(self) -> str:
        """The words of the entry."""


E = TypeVar("E", bound=Worded)

MAX_SHOWN = 70
MAX_DIGITS = 6


def choose(entries: Mapping[int, E], word: str, what: str, command: str) -> E:
    """Return the entry that a number or some of its words mean.

    Args:
        entries: the open entries, by number.
        word: the number or words.
        what: the kind of entry for messages: task or question.
        command: the command that lists the entries with their numbers.

    Raises:
        NotFound: no entry matches.
        Ambiguous: several entries contain the words.
    """
    if (number := number_in(word)) in entries:
        return entries[number]
    texts = list(entries.values())
    matches = [one for one in matching(texts, word) if not word.isdecimal() or one.text == word]
    if len(matches) == 1:
        return matches[0]
    if matches:
        lines = [f'"{word}" matches several {what}s; choose one by its number:']
        lines += [f"  {number}. {headline(one)}" for number, one in entries.items() if one in matches]
        raise Ambiguous("\n".join(lines))
    if not entries:
        raise NotFound(f"there is no open {what}; nothing was changed")
    if word.isdecimal():
        raise NotFound(f"there is no open {what} {word}; `{command}` shows {_range(list(entries))}")
    raise NotFound(f'no open {what} contains "{word}".{_near(entries, word)} `{command}` lists them')


def matching(entries: Sequence[E], word: str) -> list[E]:
    """Return the entries with the same text as some words, else those that contain the words."""
    words = fold_text(word)
    same = [one for one in entries if words in (fold_text(one.text), fold_text(headline(one)))]
    return same or [one for one in entries if words and words in fold_text(one.text)]


def headline(entry: Worded) -> str:
    """Return the first line of an entry."""
    return entry.text.partition("\n")[0]


def number_in(word: str) -> int:
    """Return the number in a word; 0, which no entry has, for other words."""
    return int(word) if word.isdecimal() and len(word) <= MAX_DIGITS else 0


def _range(numbers: Sequence[int]) -> str:
    return f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}"


def _near(entries: Mapping[int, E], word: str) -> str:
    import difflib

    known = {headline(one).casefold(): f"{number}. {headline(one)}" for number, one in entries.items()}
    near = difflib.get_close_matches(word.casefold(), known, n=2, cutoff=0.5)
    return f" Did you mean {' or '.join(known[one][:MAX_SHOWN] for one in near)}?" if near else ""
