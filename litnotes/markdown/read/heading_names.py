"""Lines that are headings because of what they name: a section, a day or a person."""

from __future__ import annotations

from collections.abc import Sequence

from litnotes.markdown.dates.headings import day_heading, is_stamped, weekday_heading, whole_date
from litnotes.markdown.document import Line, shadow, visible
from litnotes.markdown.heading_text import normal, plain
from litnotes.markdown.name_kinds import is_now, names_papers
from litnotes.markdown.read.blocks import HeadingForm
from litnotes.markdown.read.habits import INITIALS, Habits
from litnotes.markdown.read.heading_forms import BOLD, decorated
from litnotes.markdown.read.list_markers import BULLETS, starts_item
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.patterns import pattern

MAX_SETEXT = 60
MAX_LABEL = 50

_LABEL = pattern(rf"\s*(?P<text>[^#\s].{{0,{MAX_LABEL - 1}}})[:：]\s*$")

Named = tuple[str, HeadingForm]
"""The words of a heading, and how it is written."""


class HeadingNames:
    """Recognises headings by the words of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, lines: Sequence[Line], habits: Habits) -> None:
        self.vocabulary = vocabulary
        self.lines = lines
        self.habits = habits

    def begins_with_stamp(self) -> bool:
        """Whether the first line is an entry of a journal, as each entry then is."""
        line = next((line for line in self.lines if line.text.strip()), None)
        return line is not None and not line.region and is_stamped(line.text)

    def is_name(self, words: str) -> bool:
        """Whether words are exactly the name of a section."""
        if self.habits.initials and words in INITIALS:
            return True
        words = words.rstrip(" ?？")
        return self.vocabulary.is_section_name(words) or (self.habits.past and is_now(normal(words)))

    def bold(self, text: str) -> Named | None:
        """Return the heading in a bold line: the name of a section, a day or a person."""
        match = BOLD.match(text)
        words = visible(match.group("stars") or match.group("lines")).strip(" :") if match else ""
        known = self._is_section(words) or self._is_day(words) or shadow(words) in self.vocabulary.people
        return (words, "bold") if words and known else None

    def label(self, text: str, *, apart: bool) -> Named | None:
        """Return the heading in a line with a colon at its end.

        It is the name of a section or day; directly below other text, not `apart`, an exact name.
        """
        match = _LABEL.match(text)
        words = visible(match.group("text")).strip() if match else ""
        known = self._is_section(words) or self._is_day(words) if apart else self.is_name(words)
        return (words, "label") if words and known else None

    def dated_item(self, text: str, offset: int, number: int) -> str | None:
        """Return the date that is all of an unindented item above indented ones: `- **2024-06-10**`."""
        below = self.lines[number + 1].text if number + 1 < len(self.lines) else ""
        if text[:1].isspace() or not below[:1].isspace():
            return None
        words = text[offset:].strip(" \t*_:：")
        if not 3 < len(words) <= MAX_LABEL:
            return None
        is_day = any(map(str.isdigit, words)) and starts_item(below) and whole_date(words) is not None
        return visible(words) if is_day else None

    def decorated(self, text: str, number: int) -> Named | None:
        """Return the heading in a line such as `■ 今日やったこと` or `✅ **Done**`; an item is none."""
        words = visible(decorated(text) or "")
        if not self.is_name(words):
            return None
        beside = (self.lines[at].text for at in (number - 1, number + 1) if 0 <= at < len(self.lines))
        is_item = text[0] in BULLETS and any(line.startswith(text[0]) for line in beside)
        return None if is_item else (words, "label")

    def is_setext(self, words: str) -> bool:
        """Whether text above dashes is a heading by what it names."""
        return bool(self.vocabulary.section(words) or day_heading(plain(words)))

    def _is_section(self, words: str) -> bool:
        section = self.vocabulary.section(words)
        if section is None:
            is_initial = self.habits.initials and words in INITIALS
            is_today = self.habits.past and is_now(normal(words))
            return (
                is_initial or is_today or (names_papers(words) and self.vocabulary.is_unsure_group(words))
            )
        return not section.spelling

    def _is_day(self, words: str) -> bool:
        heading = day_heading(words)
        return (heading is not None and heading.written is not None) or weekday_heading(words) is not None
