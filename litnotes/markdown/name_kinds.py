"""What kind of name a heading has: a time, notes, the topics of a meeting, papers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from litnotes.markdown.document import shadow
from litnotes.markdown.name_parts import is_spaced, units_of, words_of
from litnotes.markdown.section_words import ADVISORS, AGENDAS, ASIDES, KINDS, REPORTS, split_words


def advisors() -> frozenset[str]:
    """Return the words for the one who advises, in the form of `shadow`."""
    return _folded(ADVISORS)


def is_now(text: str) -> bool:
    """Whether a name is only a time that is not over: *Today*, *This week*."""
    return "now" in _parts_of(text)


def is_open(text: str) -> bool:
    """Whether a name only says that something is open: *Open*, *Pending*."""
    return "open" in _parts_of(text)


def names_topics(text: str) -> bool:
    """Whether a name is that of the topics of a meeting: *Agenda*, *Agenda for today*."""
    units = units_of(text, spaced=True)
    return bool(units) and units[0] in _folded(AGENDAS)


def names_report(text: str) -> bool:
    """Whether a name, without its week, is that of a report: *Report* of *Week 5 report*."""
    return text in _folded(REPORTS)


def names_papers(text: str) -> bool:
    """Whether a name contains a word for papers."""
    spaced = is_spaced(text)
    if not spaced:
        return any(
            word in text for word, kinds in words_of(spaced=False).parts.items() if "papers" in kinds
        )
    parts = words_of(spaced=True).parts
    return any("papers" in parts.get(word, ()) for word in units_of(text, spaced=True))


def names_aside(text: str) -> bool:
    """Whether a name is that of a list without tasks, by its first or last word: *Notes from the call*."""
    spaced = is_spaced(text)
    if spaced:
        units = units_of(text, spaced=True)
        if not units or units[0] in _folded(ASIDES):
            return bool(units)
        return units[-1] in _folded(ASIDES) and all(map(_is_kind, units[:-1]))
    return shadow(text).endswith(tuple(_folded(ASIDES)))


def _is_kind(word: str) -> bool:
    """Whether a word before *notes* says only which ones: a time, a person, *side*."""
    return word in _folded(KINDS) or word in words_of(spaced=True).parts


def _parts_of(text: str) -> tuple[str, ...]:
    """Return the parts in a name that a text has as one word."""
    spaced = is_spaced(text)
    units = units_of(text, spaced=spaced)
    return words_of(spaced=spaced).parts.get((" " if spaced else "").join(units), ())


@cache
def times_past() -> tuple[str, ...]:
    """Return the words for a time that is over."""
    return tuple(word for spaced in (True, False) for word in _past(spaced=spaced))


def known_word(text: str) -> bool:
    """Whether a text contains a word that alone shows that tasks follow."""
    spaced = is_spaced(text)
    words = words_of(spaced=spaced)
    units = units_of(text, spaced=spaced)
    joint = " " if spaced else ""
    return any(
        "todo" in words.parts.get(joint.join(units[start : start + count]), ())
        for start in range(len(units))
        for count in range(1, words.longest + 1)
    )


def _past(*, spaced: bool) -> Iterator[str]:
    return (word for word, parts in words_of(spaced=spaced).parts.items() if parts == ("past",))


@cache
def _folded(words: str) -> frozenset[str]:
    return frozenset(map(shadow, split_words(words)))
