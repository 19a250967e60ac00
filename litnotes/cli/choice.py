"""Which of the numbered entries of a report a word means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from litnotes.errors import Ambiguous, NotFound

if TYPE_CHECKING:
    from litnotes.model.report import Question, Task

E = TypeVar("E", "Task", "Question")

MAX_SHOWN = 70


def choose(entries: Sequence[E], word: str, what: str, command: str) -> E:
    """Return the entry that a number or some words of it stand for.

    Args:
        entries: the open ones, numbered from 1.
        word: what the user typed.
        what: what they are, for messages: task or question.
        command: the command that lists them with their numbers.

    Raises:
        NotFound: there is none.
        Ambiguous: the words stand in several.
    """
    if word.isdecimal() and 1 <= int(word) <= len(entries):
        return entries[int(word) - 1]
    found = [one for one in matching(entries, word) if not word.isdecimal() or one.text == word]
    if len(found) == 1:
        return found[0]
    if found:
        lines = [f'"{word}" stands for several {what}s; say which by its number:']
        lines += [f"  {number}. {headline(one)}" for number, one in enumerate(entries, 1) if one in found]
        raise Ambiguous("\n".join(lines))
    if not entries:
        raise NotFound(f"there is no open {what}; nothing was changed")
    if word.isdecimal():
        raise NotFound(f"there is no {what} {word}; `{command}` shows 1 to {len(entries)}")
    raise NotFound(f'no open {what} says "{word}".{_near(entries, word)} `{command}` lists them')


def matching(entries: Sequence[E], word: str) -> list[E]:
    """Return the entries that say the same as some words, else those that hold them."""
    from litnotes.model.names import fold_text

    words = fold_text(word)
    same = [one for one in entries if words in (fold_text(one.text), fold_text(headline(one)))]
    return same or [one for one in entries if words and words in fold_text(one.text)]


def headline(entry: Task | Question) -> str:
    """Return the first line of an entry."""
    return entry.text.partition("\n")[0]


def _near(entries: Sequence[E], word: str) -> str:
    import difflib

    known = {
        headline(one).casefold(): f"{number}. {headline(one)}" for number, one in enumerate(entries, 1)
    }
    near = difflib.get_close_matches(word.casefold(), known, n=2, cutoff=0.5)
    return f" Did you mean {' or '.join(known[one][:MAX_SHOWN] for one in near)}?" if near else ""
