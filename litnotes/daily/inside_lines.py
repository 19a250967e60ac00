"""Open work in the middle of a line: `Y: read x. T: write y` is one entry, so nothing carries its end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litnotes.daily.kept_boxes import WITHOUT_TASKS
from litnotes.markdown.read.habits import Habits
from litnotes.markdown.read.named_lines import name_in, role_named
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Report
from litnotes.values.patterns import pattern

_OPEN = frozenset({"todo", "doing", "questions", "next"})
_LETTER = pattern(r"(?:\*\*)?Y\s?[:：]")
_BREAKS = pattern(r"(?<=[.,;!?])\s+|(?<=[。，；！？])\s*|\s+[|/]\s+|\s+(?=\*\*[^*\n]{1,40}\*\*)")
"""Where a part of a line ends: after a sentence, at a bar, before bold words."""


def inside_lines(report: Report, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the words behind names such as `Today:` or `TODO:` inside finished tasks and notes."""
    texts = [task.text for task in report.done]
    texts += [note.text for note in report.notes if note.role not in WITHOUT_TASKS]
    for line in (line for text in texts for line in text.splitlines()):
        if ":" in line or "：" in line:
            yield from _named(line, vocabulary)


def _named(line: str, vocabulary: Vocabulary) -> Iterator[str]:
    habits = Habits(initials=bool(_LETTER.match(line)), past=True)
    for part in _BREAKS.split(line)[1:]:
        match = name_in(part, 0)
        if match is not None and _opens_work(match, vocabulary, habits):
            yield part[match.end() :].rstrip(" ,;|，；")


def _opens_work(match: re.Match[str], vocabulary: Vocabulary, habits: Habits) -> bool:
    """Whether a name before a colon is that of tasks, or of questions before a question."""
    if match.string.rstrip().endswith(("?", "？")):
        section = vocabulary.section(match["name"].rstrip())
        if section is not None and section.names == ("questions",):
            return True
    return role_named(match, vocabulary, habits) in _OPEN
