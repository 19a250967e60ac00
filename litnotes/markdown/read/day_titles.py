"""The date that the heading of a day gives."""

from __future__ import annotations

from functools import lru_cache

from litnotes.markdown.dates.headings import closing_date, day_heading
from litnotes.markdown.dates.written import WrittenDate, WrittenRange
from litnotes.markdown.heading_text import HEADINGS_KEPT, plain
from litnotes.values.patterns import pattern

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
