"""Titles of days and weeks: the date of a heading, or of the line below it."""

from __future__ import annotations

import re
from functools import lru_cache

from litnotes.markdown.dates.headings import (
    closing_date,
    day_heading,
    labelled_date,
    weekday_heading,
    whole_date,
)
from litnotes.markdown.dates.written import WrittenDate, WrittenRange
from litnotes.markdown.document import Document, visible
from litnotes.markdown.heading_text import HEADINGS_KEPT, plain
from litnotes.markdown.read.blocks import Block, Heading, Prose
from litnotes.markdown.read.list_markers import starts_item
from litnotes.values.patterns import pattern

MAX_TITLE = 60
MAX_LINES_BELOW = 2

MAX_LINES_OF_ORG = 8

_ORG_TITLE = pattern(r"#\+title:\s*(?P<title>\S.*?)\s*$", re.IGNORECASE)
_SUBJECT = pattern(
    r"(?:(?P<org>#\+title)|subject|re|betreff|objet|oggetto|asunto|assunto|onderwerp|temat|тема|主题|主旨|件名|제목)"
    r"\s?[:：]\s*(?P<title>\S.*?)\s*$",
    re.IGNORECASE,
)
_FOR_ANOTHER_DAY = pattern(
    r"(?:^|\s)(?:for|of|after|für|nach|pour|après|para|per|dopo|voor|na|на|к|после)\s++(?:[^\W\d_]+,?\s++){0,2}[0-9]"
)


@lru_cache(maxsize=HEADINGS_KEPT)
def date_of(heading: str) -> WrittenDate | WrittenRange | None:
    """Return the date of a heading that begins as that of a day: `May 31`, `Meeting 3: 2024-05-31`."""
    day = day_heading(plain(heading))
    return day.written if day else None


def date_at_end(heading: str) -> WrittenDate | WrittenRange | None:
    """Return the date with its year that ends a heading among those of days: `Kick-off 2024-05-31`.

    None behind a word such as *for*: a plan for a day is no report of it.
    """
    if not heading[-1:].isdigit() or _FOR_ANOTHER_DAY.search(heading.lower()):
        return None
    date = closing_date(plain(heading))
    return date.written if date and date.written.has_year else None


def date_given(
    document: Document, heading: Heading, below: Block | None, day_level: int | None
) -> WrittenDate | WrittenRange | None:
    """Return the date of a heading, or that on the line below a heading such as `Week 2`.

    At the level of the days of a file, the date may also be at the end.
    """
    if heading.form == "plain":
        return None
    dated = date_of(heading.text)
    if dated := dated or (date_at_end(heading.text) if heading.level == day_level else None):
        return dated
    if not isinstance(below, Prose) or document.lines[below.start].region:
        return None
    if not (labelled := day_heading(plain(heading.text))) or not labelled.label:
        return None
    line = document.lines[below.start].text
    found = labelled_date(line) or whole_date(line)
    return found.written if found else None


def is_weekday(heading: Heading) -> bool:
    """Whether a heading is a day or a week within the report, and no topic."""
    words = plain(heading.text)
    return weekday_heading(words) is not None or day_heading(words) is not None


def plain_title(document: Document, block: Prose) -> Heading | None:
    """Return the first line of a file as its title without markup; None if it is text.

    It is one above a line with the date, with a date of its own, behind `#+TITLE:` of org, or behind the
    *Subject:* of a mail.
    """
    lines = [line for line in document.lines[block.start : block.end] if line.region is None]
    for number, line in enumerate(lines[:MAX_LINES_OF_ORG], block.start):
        match = _SUBJECT.match(line.text) if number == block.start else _ORG_TITLE.match(line.text)
        if match and (number > block.start or date_at_end(match["title"]) or match["org"]):
            return Heading(number, number + 1, 1, visible(match["title"]), "plain")
    words = visible(lines[0].text.strip()) if lines else ""
    if not words or len(words) > MAX_TITLE:
        return None
    below = [line.text for line in lines[1 : 1 + MAX_LINES_BELOW]]
    if any(map(labelled_date, below)) or _is_dated_title(words, alone=not below):
        return Heading(block.start, block.start + 1, 1, words, "plain")
    return None


def _is_dated_title(words: str, *, alone: bool) -> bool:
    """Whether a first line begins or, `alone`, ends with a date, and other words, and is no sentence."""
    if words[-1] in ".!。" or starts_item(words) or not any(map(str.isdecimal, words)) or whole_date(words):
        return False
    day = day_heading(words)
    return bool(day and day.written) or (alone and closing_date(words) is not None)
