"""The marks that a file uses throughout, and that mean something only there.

`- TODO x` is a task where other items have such words, `Y: …` is yesterday's work above `T: …`, and
`• x` is a task of a bullet journal that also has lines such as `x done`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from litnotes.markdown.document import Line
from litnotes.markdown.name_kinds import times_past
from litnotes.markdown.read.list_markers import BULLETS
from litnotes.model.reports import TaskState
from litnotes.values.patterns import pattern

STATE_WORDS: dict[str, TaskState] = {
    "TODO": "todo", "LATER": "todo", "WAITING": "todo", "NEXT": "todo", "HOLD": "todo", "BLOCKED": "todo",
    "SOMEDAY": "todo", "NOW": "doing", "DOING": "doing", "STARTED": "doing", "IN-PROGRESS": "doing",
    "DONE": "done", "CANCELED": "dropped", "CANCELLED": "dropped",
}  # fmt: skip
INITIALS = {"Y": "done", "T": "todo", "B": "blocker"}
"""The sections that the letters of a stand-up name."""
STATE_WORD = pattern(rf"(?P<word>{'|'.join(STATE_WORDS)})\s+(?=\S)(?!lists?\b)")
PRIORITY = pattern(r"\([A-Z]\)\s+\S")
FINISHED = pattern(r"x \d{4}-\d\d-\d\d\s")
"""A finished task of todo.txt."""

_ALSO_WORDS = frozenset({"NOW", "DONE", "NEXT", "HOLD", "STARTED", "BLOCKED"})
"""Words of states that may also be a sentence's first word: one of them proves nothing."""
# A search for a line end is quicker than one for the start of a line.
_ANY_WORD = pattern(rf"\n[^\S\n]*[-*+]+\s+(?:{'|'.join(STATE_WORDS)})\s")
_ANY_PRIORITY = pattern(r"\n[^\S\n]*\([A-Z]\)\s")
_FRONT = r"\n[#*_\-+ \t\u2600-\u27bf\ufe0f\U0001f300-\U0001faff]*+"
"""Before a name: marks of headings and lists, and pictures."""
_YESTERDAY_TODAY = pattern(
    rf"{_FRONT}Y(?:\*\*|__)?\s?[:：](?:[^\n]*\n){{1,9}}?[#*_\-+ \t]*+T(?:\*\*|__)?\s?[:：]"
)
_AXIS = pattern(rf"{_FRONT}X(?:\*\*|__)?\s?[:：]")
_BULLET = pattern(r"\n\s?[•·●]\s")
_CROSSES = ("\nx ", "\nX ", "\n×", "\n✕")
_CROSSED = pattern(r"\n[xX×✕]\s(?!\d{4}-)\S")
_ENDED = pattern(r"\n[xX×✕>]\s(?!\d{4}-)\S")
_ORG = pattern(r"\n(?:#\+[a-z_]{3,20}[: _]|\*{2,6} [^*\n]+\n)", re.IGNORECASE)


class Habits(NamedTuple):
    """The marks that a file uses for its tasks throughout.

    `words` are those of Logseq and org, `priorities` those of todo.txt. `past`: a line starts with a word
    such as *Yesterday*, so that *Today* has the plan. `initials`: *Y*, *T* and *B* are yesterday, today and
    blockers. `bullets`: the file is a bullet journal. `org`: asterisks are headings, as in org.
    """

    words: bool = False
    priorities: bool = False
    past: bool = False
    initials: bool = False
    bullets: bool = False
    org: bool = False

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Habits:
        """Return the habits of a file."""
        text = "\n".join(["", *[line.text for line in lines], ""])
        habits = cls(
            past=past_line().search(text) is not None,
            initials=_has_initials(text),
            bullets=_is_bullet_journal(text),
            org=("\n#+" in text or "\n**" in text) and _ORG.search(text) is not None,
        )
        if not (_ANY_WORD.search(text) or _ANY_PRIORITY.search(text)):
            return habits
        words, priorities = _counted(lines)
        return habits._replace(words=words, priorities=priorities)


def _has_initials(text: str) -> bool:
    """Whether a text has lines that begin with `Y:` and `T:`, which are no axes of a figure."""
    if not any(name in text for name in ("Y:", "Y*", "Y_", "Y：", "Y :")):
        return False
    return _YESTERDAY_TODAY.search(text) is not None and not _AXIS.search(text)


def _is_bullet_journal(text: str) -> bool:
    """Whether a text has dots, and two lines that begin with what ends them: one may be an axis `x`."""
    is_crossed = any(mark in text for mark in _CROSSES) and _CROSSED.search(text)
    if not (is_crossed and _BULLET.search(text)):
        return False
    return sum(1 for _ in itertools.islice(_ENDED.finditer(text), 2)) > 1


def _counted(lines: Sequence[Line]) -> tuple[bool, bool]:
    """Return whether words of states, and whether priorities mark the tasks of a file.

    Words count if two items have one, or one item and no item has a box; *TODO* counts always.
    """
    words, certain, finished, boxes, priorities, to_do = 0, 0, 0, 0, 0, False
    for line in lines:
        if line.region:
            continue
        text = line.text.lstrip()
        boxes += "[ ]" in text or "[x]" in text
        if text[:1] in BULLETS:
            match = STATE_WORD.match(text.lstrip("-*+ \t"))
            words += match is not None
            certain += match is not None and match["word"] not in _ALSO_WORDS
            finished += match is not None and match["word"] == "DONE"
            to_do |= match is not None and match["word"] == "TODO"
        else:
            priorities += bool(PRIORITY.match(text) or FINISHED.match(text))
    is_certain = certain > 0 or finished > 1
    return is_certain and (words > 1 or not boxes or to_do), priorities > 1


@cache
def past_line() -> re.Pattern[str]:
    """Return the pattern of a line end and a line that starts with a word such as *Yesterday*."""
    words = "|".join(re.escape(word) for word in times_past())
    firsts = "".join(sorted({word[0] for word in times_past()}))  # they exclude most lines
    return re.compile(rf"{_FRONT}(?=[{re.escape(firsts)}])(?:{words})(?![^\W_])", re.IGNORECASE)
