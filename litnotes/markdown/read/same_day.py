"""Parts of one day at several places of a file, joined to one report."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from litnotes.errors import Diagnostic
from litnotes.markdown.dates.headings import day_heading
from litnotes.markdown.heading_text import plain
from litnotes.markdown.read.filing import Dated
from litnotes.markdown.read.outline import Outline

JOINED = "R057"
"""The code of the diagnostic on a joined day."""


def joined_days(days: Iterable[tuple[Outline, Dated]]) -> list[tuple[Outline, Dated]]:
    """Return the days of a file with the parts of each date joined, in the order of the file.

    A day without date is joined with no other.
    """
    joined: list[tuple[Outline, Dated]] = []
    places: dict[datetime.date, int] = {}
    for part, dates in days:
        place = places.setdefault(dates.date, len(joined)) if dates.date else len(joined)
        if place == len(joined):
            joined.append((part, dates))
        else:
            outline, earlier = joined[place]
            joined[place] = (_joined(outline, part), _same_dates(earlier, dates, outline, part))
    return joined


def _joined(outline: Outline, part: Outline) -> Outline:
    """Return the outline of a day with a later part, whose title is the heading of a note."""
    preamble, *sections = part.sections
    heading = day_heading(plain(part.title.text)) if part.title else None
    if part.title and (preamble.blocks or not heading or heading.topic):
        preamble = replace(preamble, heading=part.title, is_layout=True)
    end = part.end if part.start == outline.end else outline.end
    return replace(
        outline,
        sections=[*outline.sections, preamble, *sections],
        diagnostics=[*outline.diagnostics, *part.diagnostics],
        end=end,
    )


def _same_dates(earlier: Dated, later: Dated, outline: Outline, part: Outline) -> Dated:
    starts = [day for day in (earlier.first_day, later.first_day) if day]
    message = f"line {_line(outline)} is {earlier.date} too; both are read as one report."
    note = Diagnostic(JOINED, "info", _line(part), 1, message, "Join them in the file, or correct a date.")
    return replace(
        earlier,
        first_day=min(starts, default=None),
        diagnostics=[*earlier.diagnostics, *later.diagnostics, note],
    )


def _line(outline: Outline) -> int:
    return (outline.title.start if outline.title else outline.start) + 1
