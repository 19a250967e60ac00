"""Which day a report is of, as far as its text says."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from litnotes.errors import Diagnostic
from litnotes.markdown import dates
from litnotes.markdown.document import Document
from litnotes.markdown.outline import Outline
from litnotes.markdown.vocabulary import plain

MAX_USUAL_DELAY = datetime.timedelta(days=14)

_FRONT_MATTER_DATE = re.compile(r"date\s*:\s*[\"']?(?P<date>[^\"'T]+)", re.IGNORECASE)


def written_date(document: Document, parts: Outline) -> dates.WrittenDate | None:
    """Return the date a report gives itself: in its front matter, else in its title."""
    for line in document.lines:
        if line.region != "front matter":
            break
        if (match := _FRONT_MATTER_DATE.match(line.text)) and (written := dates.parse(match.group("date"))):
            return written
    return dates.heading_date(plain(parts.title.text)) if parts.title else None


def unclear_date(
    written: dates.WrittenDate | None, filed_on: datetime.date | None, year: int | None, parts: Outline
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the date a report gives itself, or that its file is named otherwise."""
    line = parts.title.start + 1 if parts.title else 1
    known = filed_on.year if filed_on else year
    if not written or (known is None and written.year is None):
        return
    day = written.on(known)
    if day is None:
        counts = f"the report counts for {filed_on}" if filed_on else "the report has no date"
        yield Diagnostic(
            "R051", "warning", line, 1, f"there is no such day; {counts}.", "Correct the date."
        )
    elif filed_on and day != filed_on:
        near = abs(day - filed_on) <= MAX_USUAL_DELAY
        yield Diagnostic(
            "R053",
            "info" if near else "warning",
            line,
            1,
            f"the report says {day}, its file name {filed_on}; it counts for {filed_on}.",
            "Correct the one that is wrong.",
        )
