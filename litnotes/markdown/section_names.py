"""Names of sections by a small grammar: a stem with a time and a person.

*Today's TODO*, *Questions for Lin* and *今週の予定* are names of sections: each of their words has a part
in such a name. With any other word, a heading is a topic: *The task of the decoder*.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from litnotes.markdown.document import shadow
from litnotes.markdown.section_words import ADVISORS, ASIDES, KINDS, TOPICS, WORDS, split_words
from litnotes.values.patterns import pattern

MAX_NAME = 60

_WITHOUT_SPACES = pattern(r"[぀-ヿ㐀-鿿가-힣]")
_ELISION = pattern(r"(?<!\w)(?:l|d|qu)'(?=\w)")
_POSSESSIVE = pattern(r"(?<=\w)'s?(?=\s|$)")
_BETWEEN = pattern(r"[\s\-_,.]+")
_CAPITALISED = pattern(r"[^\W\d_a-zà-ÿ][^\W\d_A-Z]+")

_TIMES = frozenset({"now", "past", "future"})
_ROLE_OF_TIME = {"now": "todo", "future": "next"}
_AFTER_TO = _TIMES | {"coming", "to", "the", "person", "name"}
_NEUTRAL = frozenset({"filler", "to", "the"})
_PLANNED = frozenset({"todo", "goal", "task", "plan"})
_AGENDA = frozenset({"agenda", "tagesordnung"})
_REPORTS = frozenset(
    {
        "report",
        "log",
        "update",
        "updates",
        "summary",
        "bericht",
        "rapport",
        "informe",
        "rapporto",
        "relatório",
    }
)
_CERTAIN = frozenset({"todo", "done", "doing", "plan", "unread"})


_STEMS: tuple[tuple[str, tuple[frozenset[str], frozenset[str]], tuple[str | None, ...]], ...] = (
    (
        "questions",
        (frozenset({"questions"}), frozenset({"open", "thing"})),
        (None, "now", "past", "future"),
    ),
    ("blocker", (frozenset({"blocker"}), frozenset({"thing"})), (None, "now", "past")),
    ("done", (frozenset({"done", "report"}), frozenset({"thing", "task", "step"})), (None, "now", "past")),
    ("doing", (frozenset({"doing"}), frozenset({"thing", "task"})), (None, "now")),
    ("quick_notes", (frozenset({"unread"}), frozenset({"papers", "thing"})), (None, "now", "future")),
    ("conclusions", (frozenset({"papers"}), frozenset({"seen"})), (None, "now", "past")),
)
"""Roles with the stems that give them, the stems that may be beside those, and the times that may be."""


class SectionName(NamedTuple):
    """The role of a section by its name.

    `certain`: the name alone shows that entries follow. `names_aims`: it may contain aims in prose.
    """

    role: str
    certain: bool
    names_aims: bool


class _Words(NamedTuple):
    """The parts of a name that a word may have; `longest` is the largest number of units of a phrase.

    `bare` has the words that may be written without their accents.
    """

    parts: dict[str, tuple[str, ...]]
    bare: dict[str, tuple[str, ...]]
    longest: int
    starts: frozenset[str]


@lru_cache(maxsize=4096)
def section_name(text: str, people: frozenset[str] = frozenset(), written: str = "") -> SectionName | None:
    """Return the meaning of a name in the words of the grammar; None if any word is not known.

    `people` are names in the form of `shadow`. `written` is the name with its capitals: a capitalised
    word may be a person. Behind *Questions about*, any words may follow.
    """
    if len(text) > MAX_NAME:
        return None
    return _of_known_words(text, people, written) or _asks_about(text)


def _of_known_words(text: str, people: frozenset[str], written: str) -> SectionName | None:
    spaced = text.isascii() or not _WITHOUT_SPACES.search(text)
    words = _words(spaced=spaced)
    units = _units(text, spaced=spaced)
    if not units or (units[0] not in words.starts and units[0] not in people):
        return None
    names = frozenset(map(shadow, _CAPITALISED.findall(written)))
    for parts in _readings(units, words, people, names, spaced=spaced):
        if role := _role(parts):
            return SectionName(role, _is_certain(parts), "goal" in parts)
    return None


def _asks_about(text: str) -> SectionName | None:
    """Return the meaning of *Questions about* anything: its first words say what is in the section."""
    units = _units(text, spaced=True)
    if len(units) < 3 or units[1] not in _topic_words():
        return None
    asks = "questions" in _words(spaced=True).parts.get(units[0], ())
    return SectionName("questions", certain=True, names_aims=False) if asks else None


@cache
def _topic_words() -> frozenset[str]:
    return frozenset(map(shadow, split_words(TOPICS)))


@cache
def advisors() -> frozenset[str]:
    """Return the words for the one who advises, in the form of `shadow`."""
    return frozenset(map(shadow, split_words(ADVISORS)))


def addressee(text: str, written: str) -> str | None:
    """Return the person in a name of a section: Claire in *Questions for Claire*, none behind *about*.

    `text` is the name in the form of `shadow`, `written` the one with its capitals.
    """
    known = _words(spaced=True).parts
    names = [word for word in _CAPITALISED.findall(written) if shadow(word) not in known]
    return names[0] if len(names) == 1 and _of_known_words(text, frozenset(), written) else None


def is_now(text: str) -> bool:
    """Whether a name is only a time that is not over: *Today*, *This week*."""
    return "now" in _parts_of(text)


def is_open(text: str) -> bool:
    """Whether a name only says that something is open: *Open*, *Pending*."""
    return "open" in _parts_of(text)


def names_topics(text: str) -> bool:
    """Whether a name is that of the topics of a meeting: *Agenda*, *Agenda for today*."""
    units = _units(text, spaced=True)
    return bool(units) and units[0] in _AGENDA


def names_report(text: str) -> bool:
    """Whether a name, without its week, is that of a report: *Report* of *Week 5 report*."""
    return text in _REPORTS


def names_aside(text: str) -> bool:
    """Whether a name is that of a list without tasks, by its first or last word: *Notes from the call*."""
    spaced = text.isascii() or not _WITHOUT_SPACES.search(text)
    if spaced:
        units = _units(text, spaced=True)
        if not units or units[0] in _aside_words():
            return bool(units)
        return units[-1] in _aside_words() and all(map(_is_kind, units[:-1]))
    return shadow(text).endswith(tuple(_aside_words()))


def _is_kind(word: str) -> bool:
    """Whether a word before *notes* says only which ones: a time, a person, *side*."""
    return word in _kinds() or word in _words(spaced=True).parts


@cache
def _kinds() -> frozenset[str]:
    return frozenset(map(shadow, split_words(KINDS)))


@cache
def _aside_words() -> frozenset[str]:
    return frozenset(map(shadow, split_words(ASIDES)))


def _parts_of(text: str) -> tuple[str, ...]:
    """Return the parts in a name that a text has as one word."""
    spaced = text.isascii() or not _WITHOUT_SPACES.search(text)
    units = _units(text, spaced=spaced)
    return _words(spaced=spaced).parts.get((" " if spaced else "").join(units), ())


@cache
def times_past() -> tuple[str, ...]:
    """Return the words for a time that is over."""
    return tuple(word for spaced in (True, False) for word in _past(spaced=spaced))


def known_word(text: str) -> bool:
    """Whether a text contains a word that alone shows that tasks follow."""
    spaced = not _WITHOUT_SPACES.search(text)
    words = _words(spaced=spaced)
    units = _units(text, spaced=spaced)
    joint = " " if spaced else ""
    return any(
        "todo" in words.parts.get(joint.join(units[start : start + count]), ())
        for start in range(len(units))
        for count in range(1, words.longest + 1)
    )


def stems() -> Iterator[tuple[str, str]]:
    """Yield each word that is a name by itself, with its role."""
    roles = {part: _role((part,)) for part in WORDS}
    for spaced in (True, False):
        for word, parts in _words(spaced=spaced).parts.items():
            for part in parts:
                if role := roles[part]:
                    yield word, role


def _past(*, spaced: bool) -> Iterator[str]:
    return (word for word, parts in _words(spaced=spaced).parts.items() if parts == ("past",))


@cache
def _words(*, spaced: bool) -> _Words:
    """Return the words of the languages that put spaces between words, or of the others."""
    parts: dict[str, tuple[str, ...]] = {}
    for part, text in WORDS.items():
        for word in split_words(text):
            if bool(_WITHOUT_SPACES.search(word)) != spaced:
                units = _units(word, spaced=spaced)
                key = (" " if spaced else "").join(units)
                parts[key] = (*parts.get(key, ()), part)
    lengths = (len(word.split(" ")) if spaced else len(word) for word in parts)
    bare = {
        _without_accents(word): kinds
        for word, kinds in parts.items()
        if spaced and _may_be_bare(word, kinds)
    }
    firsts = (word.split(" ")[0] if spaced else word[0] for word in (*parts, *bare))
    return _Words(parts, bare, max(lengths), frozenset(firsts))


def _may_be_bare(word: str, kinds: tuple[str, ...]) -> bool:
    """Whether a word may lack its accents: a phrase, or a time; *Termine* and *plane* are other words."""
    return not word.isascii() and (" " in word or set(kinds) <= _TIMES | {"coming"})


def _without_accents(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def _units(text: str, *, spaced: bool) -> list[str]:
    """Return the words of a text, or its characters if its language has no spaces."""
    folded = shadow(text).replace("’", "'")
    if not spaced:
        return [character for character in folded if not character.isspace()]
    if "'" in folded:
        folded = _POSSESSIVE.sub("", _ELISION.sub("", folded))
    return [word for word in _BETWEEN.split(folded) if word]


def _readings(
    units: list[str], words: _Words, people: frozenset[str], names: frozenset[str], *, spaced: bool
) -> Iterator[tuple[str, ...]]:
    """Yield the parts of a name for each way to split it into known words, longest words first."""
    joint = " " if spaced else ""
    pending: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    seen: set[tuple[int, frozenset[str]]] = set()
    while pending:
        at, parts = pending.pop()
        if at == len(units):
            yield parts
            continue
        for count in range(1, words.longest + 1):
            if at + count > len(units):
                break
            word = joint.join(units[at : at + count])
            for part in (
                words.parts.get(word) or words.bare.get(word) or _person(word, parts, people, names)
            ):
                state = (at + count, frozenset((*parts, part)))
                if state not in seen:
                    seen.add(state)
                    pending.append((at + count, (*parts, part)))


def _person(
    word: str, parts: tuple[str, ...], people: frozenset[str], names: frozenset[str]
) -> tuple[str, ...]:
    """Return the part of a word that is a known person, or may be the name of one."""
    if word in people and (not parts or parts[-1] in ("to", "person")):
        return ("person",)
    may_be = word in names and "name" not in parts and parts[-1:] in (("to",), ("person",))
    return ("name",) if may_be else ()


def _role(parts: tuple[str, ...]) -> str | None:
    """Return the role of a section whose name has these parts."""
    if parts[0] == "to":
        return _ROLE_OF_TIME.get(parts[-1]) if len(parts) == 2 else None  # "For tomorrow"
    if parts[-1] == "the" or not _are_in_order(parts):
        return None
    kinds = frozenset("future" if part == "coming" and len(parts) > 1 else part for part in parts)
    times = kinds & _TIMES
    stem = kinds - _TIMES - _NEUTRAL
    if len(times) > 1 or ("name" in stem and "questions" not in stem):
        return None
    if stem == {"person"} or (parts[0] == "the" and not (times and stem)):
        return None  # "Next meeting", "The task", "The future"
    return _role_of_stem(stem - {"person", "name"}, next(iter(times), None))


def _role_of_stem(stem: frozenset[str], time: str | None) -> str | None:
    for role, may_have, may_be in _STEMS:
        if stem & may_have[0]:
            return role if stem <= may_have[0] | may_have[1] and time in may_be else None
    return _planned_role(stem, time)


def _are_in_order(parts: tuple[str, ...]) -> bool:
    """Whether each word such as *for* is before a time or a person."""
    following = (*parts[1:], None)
    return all(part != "to" or after in _AFTER_TO for part, after in zip(parts, following, strict=True))


def _planned_role(stem: frozenset[str], time: str | None) -> str | None:
    """Return the role of what is planned, or of work at a time."""
    if stem & _PLANNED or stem == {"open"} or {"open", "thing"} <= stem:
        if time == "past":
            return "carried-over"
        only_plan = "plan" in stem and not time
        return "next" if time == "future" or only_plan else "todo"
    if time == "future" and stem <= {"thing", "step"}:
        return "next"
    if stem == {"thing"} and time in ("now", "past"):
        return "done"
    return "done" if not stem and time == "past" else None


def _is_certain(parts: tuple[str, ...]) -> bool:
    kinds = frozenset(parts)
    if kinds == {"past"} or kinds & (_CERTAIN | {"future", "coming"}):
        return True
    return "goal" in kinds and bool(kinds & _TIMES)
