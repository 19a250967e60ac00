"""Lines that are headings because of what they name: a section, a day or a person."""

from __future__ import annotations

from litnotes.markdown.dates.headings import day_heading, weekday_heading
from litnotes.markdown.document import shadow, visible
from litnotes.markdown.heading_text import normal, plain
from litnotes.markdown.read.blocks import HeadingForm
from litnotes.markdown.read.heading_forms import BOLD, decorated
from litnotes.markdown.section_names import is_now, times_past
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.patterns import pattern

MAX_SETEXT = 60
MAX_LABEL = 50

_LABEL = pattern(rf"\s*(?P<text>[^#\s].{{0,{MAX_LABEL - 1}}})[:：]\s*$")

Named = tuple[str, HeadingForm]
"""The words of a heading, and how it is written."""


class HeadingNames:
    """Recognises headings by the words of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._past = False

    def note_heading(self, words: str) -> None:
        """Remember the words of a heading: behind *Yesterday*, *Today* is the name of a section too."""
        self._past |= normal(words) in times_past()

    def is_name(self, words: str) -> bool:
        """Whether words are exactly the name of a section."""
        return self.vocabulary.is_section_name(words) or (self._past and is_now(normal(words)))

    def bold(self, text: str) -> Named | None:
        """Return the heading in a bold line: the name of a section, a day or a person."""
        match = BOLD.match(text)
        words = visible(match.group("stars") or match.group("lines")).strip() if match else ""
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

    def decorated(self, text: str) -> Named | None:
        """Return the heading in a line such as `■ 今日やったこと` or `✅ **Done**`."""
        words = visible(decorated(text) or "")
        return (words, "label") if self.vocabulary.is_section_name(words) else None

    def is_setext(self, words: str) -> bool:
        """Whether text above dashes is a heading by what it names."""
        return bool(self.vocabulary.section(words) or day_heading(plain(words)))

    def _is_section(self, words: str) -> bool:
        section = self.vocabulary.section(words)
        if section is None:
            return self._past and is_now(normal(words))
        return not section.spelling

    def _is_day(self, words: str) -> bool:
        heading = day_heading(words)
        return (heading is not None and heading.written is not None) or weekday_heading(words) is not None
