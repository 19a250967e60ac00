"""Lines that begin with the name of a section and a colon: `TODO(tom): …`, `11:30 Tomorrow: …`."""

from __future__ import annotations

import re

from litnotes.markdown.name_kinds import is_now
from litnotes.markdown.read.answers import is_decision
from litnotes.markdown.read.habits import INITIALS, PRIORITY, STATE_WORD, Habits
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.patterns import pattern

_NAMED = pattern(
    r"(?:\*{1,2}|_{1,2})?(?P<name>[^*_:：\n(@]{1,40}+)(?:\*{1,2}|_{1,2})?"
    r"(?P<person>\s?\([^()\n]{1,30}\)|\s?@[\w.-]{1,30})?(?:\*{1,2}|_{1,2})?\s*"
    r"(?:：(?:\*{1,2}|_{1,2})?\s*|:(?:\*{1,2}|_{1,2})?(?:\s+|(?=[\u3040-\u9fff\uac00-\ud7af])))(?=\S)"
)
"""The name of a section before a colon, perhaps with a person: `TODO(tom): …`, `今天：写`."""
_CLOCK = pattern(
    r"(?:[01]?\d|2[0-3])[:h.][0-5]\d(?:\s?[-–]\s?(?:[01]?\d|2[0-3])[:h.][0-5]\d)?\s*(?:[-–:]\s+)?"
)
_ACTION = "AI"
"""An action item, if a person or bold letters show that it means no intelligence."""


def names_its_section(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text without a box may be read as an entry of the section that its first words name."""
    match = name_in(text, 0)
    named = match is not None and (
        role_named(match, vocabulary, Habits()) or is_now(match["name"].rstrip())
    )
    return bool(named or STATE_WORD.match(text) or PRIORITY.match(text))


def name_in(text: str, offset: int) -> re.Match[str] | None:
    """Return the name before a colon at `offset`, perhaps behind a time of day."""
    if ":" not in text and "：" not in text:
        return None
    if text[offset : offset + 1].isdecimal() and (clock := _CLOCK.match(text, offset)):
        offset = clock.end()
    return _NAMED.match(text, offset)


def role_named(match: re.Match[str], vocabulary: Vocabulary, habits: Habits) -> str | None:
    """Return the role of the section that a name before a colon opens."""
    name: str = match["name"].rstrip()
    if habits.initials and name in INITIALS:
        return INITIALS[name]
    if name == _ACTION:
        return "todo" if _is_bold(match) or match["person"] else None
    if role := vocabulary.role_of_line(name):
        return role
    if habits.past and is_now(name):
        return "todo"
    section = vocabulary.section(name) if habits.past else None
    if section is not None and section.names == ("blocker",):
        return "blocker"
    return "questions" if _asks_below_name(match, vocabulary) else None


def _is_bold(match: re.Match[str]) -> bool:
    return match.group()[:2] in ("**", "__")


def _asks_below_name(match: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Whether a line is a name of questions with a question: `Questions: is it so?`."""
    if not match.string.rstrip().endswith(("?", "？")):
        return False
    section = vocabulary.section(match["name"].rstrip())
    return section is not None and section.names == ("questions",)


def names_decision(text: str, vocabulary: Vocabulary) -> bool:
    """Whether the text behind a label is only another one, of decisions below it: `TODO: Decision:`."""
    return text.rstrip().endswith((":", "：")) and is_decision(text, vocabulary)
