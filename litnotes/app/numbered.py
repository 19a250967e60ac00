"""Which of the numbered entries of a report a word means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from litnotes.errors import Ambiguous, NotFound

if TYPE_CHECKING:
    from litnotes.model.reports import Question, Task

E = TypeVar("E", "Task", "Question")

MAX_SHOWN = 70
MAX_DIGITS = 6


def choose(entries: Mapping[int, E], word: str, what: str, command: str) -> E:
    """Return the entry that a number or some words of it stand for.

    Args:
        entries: the open ones, by number.
        word: what the user typed.
        what: what they are, for messages: task or question.
        command: the command that lists them with their numbers.

    Raises:
        NotFound: there is none.
        Ambiguous: the words stand in several.
    """
    if (number := number_in(word)) in entries:
        return entries[number]
    texts = list(entries.values())
    found = [one for one in matching(texts, word) if not word.isdecimal() or one.text == word]
    if len(found) == 1:
        return found[0]
    if found:
        lines = [f'"{word}" stands for several {what}s; say which by its number:']
        lines += [f"  {number}. {headline(one)}" for number, one in entries.items() if one in found]
        raise Ambiguous("\n".join(lines))
    if not entries:
        raise NotFound(f"there is no open {what}; nothing was changed")
    if word.isdecimal():
        raise NotFound(f"there is no open {what} {word}; `{command}` shows {_range(list(entries))}")
    raise NotFound(f'no open {what} says "{word}".{_near(entries, word)} `{command}` lists them')


def matching(entries: Sequence[E], word: str) -> list[E]:
    """Return the entries that say the same as some words, else those that hold them."""
    from litnotes.values.names import fold_text

    words = fold_text(word)
    same = [one for one in entries if words in (fold_text(one.text), fold_text(headline(one)))]
    return same or [one for one in entries if words and words in fold_text(one.text)]


def headline(entry: Task | Question) -> str:
    """Return the first line of an entry."""
    return entry.text.partition("\n")[0]


def number_in(word: str) -> int:
    """Return the number that a word is; 0, which no entry has, for one that is none."""
    return int(word) if word.isdecimal() and len(word) <= MAX_DIGITS else 0


def _range(numbers: Sequence[int]) -> str:
    return f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}"


def _near(entries: Mapping[int, E], word: str) -> str:
    import difflib

    known = {headline(one).casefold(): f"{number}. {headline(one)}" for number, one in entries.items()}
    near = difflib.get_close_matches(word.casefold(), known, n=2, cutoff=0.5)
    return f" Did you mean {' or '.join(known[one][:MAX_SHOWN] for one in near)}?" if near else ""
