"""Titles of days and weeks: the date of a heading, or of the line below it."""

from __future__ import annotations

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
from litnotes.values.patterns import pattern

MAX_TITLE = 60
MAX_LINES_BELOW = 2

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


def is_plain_title(document: Document, block: Prose) -> bool:
    """Whether the first line is a title without markup, above a line with the date."""
    first = document.lines[block.start]
    if first.region:
        return False
    below = document.lines[block.start + 1 : block.end][:MAX_LINES_BELOW]
    is_short = len(visible(first.text.strip())) <= MAX_TITLE
    return is_short and any(labelled_date(line.text) for line in below)
