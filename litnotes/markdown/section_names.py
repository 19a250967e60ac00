"""Names of sections by a small grammar: a stem with a time and a person.

*Today's TODO*, *Questions for Lin* and *今週の予定* are names of sections: each of their words has a part
in such a name. With any other word, a heading is a topic: *The task of the decoder*.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from litnotes.markdown.document import shadow
from litnotes.markdown.name_parts import TIME_PARTS, NameWords, is_spaced, units_of, words_of
from litnotes.markdown.section_words import TOPICS, WORDS, split_words
from litnotes.values.patterns import pattern

MAX_NAME = 60

_CAPITALISED = pattern(r"[^\W\d_a-zà-ÿ][^\W\d_A-Z]+")

_ROLE_OF_TIME = {"now": "todo", "future": "next"}
_AFTER_TO = TIME_PARTS | {"coming", "to", "the", "person", "name"}
_NEUTRAL = frozenset({"filler", "to", "the"})
_PLANNED = frozenset({"todo", "goal", "task", "plan"})
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


@lru_cache(maxsize=4096)
def section_name(text: str, people: frozenset[str] = frozenset(), written: str = "") -> SectionName | None:
    """Return the meaning of a name in the words of the grammar; None if any word is not known.

    `people` are names in the form of `shadow`. `written` is the name with its capitals: a capitalised
    word may be a person. Behind *Questions about*, any words may follow.
    """
    if len(text) > MAX_NAME or ": " in text:
        return None
    return _of_known_words(text, people, written) or _asks_about(text)


def _of_known_words(text: str, people: frozenset[str], written: str) -> SectionName | None:
    spaced = is_spaced(text)
    words = words_of(spaced=spaced)
    units = units_of(text, spaced=spaced)
    if not units or (units[0] not in words.starts and units[0] not in people):
        return None
    names = frozenset(map(shadow, _CAPITALISED.findall(written)))
    for parts in _readings(units, words, people, names, spaced=spaced):
        if role := _role(parts):
            return SectionName(role, _is_certain(parts), "goal" in parts)
    return None


def _asks_about(text: str) -> SectionName | None:
    """Return the meaning of *Questions about* anything: its first words say what is in the section."""
    units = units_of(text, spaced=True)
    if len(units) < 3 or units[1] not in _topic_words():
        return None
    asks = "questions" in words_of(spaced=True).parts.get(units[0], ())
    return SectionName("questions", certain=True, names_aims=False) if asks else None


@cache
def _topic_words() -> frozenset[str]:
    return frozenset(map(shadow, split_words(TOPICS)))


def addressee(text: str, written: str) -> str | None:
    """Return the person in a name of a section: Claire in *Questions for Claire*, none behind *about*.

    `text` is the name in the form of `shadow`, `written` the one with its capitals.
    """
    known = words_of(spaced=True).parts
    names = [word for word in _CAPITALISED.findall(written) if shadow(word) not in known]
    return names[0] if len(names) == 1 and _of_known_words(text, frozenset(), written) else None


def stems() -> Iterator[tuple[str, str]]:
    """Yield each word that is a name by itself, with its role."""
    roles = {part: _role((part,)) for part in WORDS}
    for spaced in (True, False):
        for word, parts in words_of(spaced=spaced).parts.items():
            for part in parts:
                if role := roles[part]:
                    yield word, role


def _readings(
    units: list[str], words: NameWords, people: frozenset[str], names: frozenset[str], *, spaced: bool
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
    if word in people and (not parts or parts[-1] in ("to", "person", "questions")):
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
    times = kinds & TIME_PARTS
    stem = kinds - TIME_PARTS - _NEUTRAL
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
    return "goal" in kinds and bool(kinds & TIME_PARTS)
