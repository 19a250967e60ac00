"""A report that was started, in lines: what it holds, what was carried into it, and what was not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from litnotes.render.report_page import summary

if TYPE_CHECKING:
    from litnotes.app.ended import Started


def started_lines(started: Started) -> Iterator[str]:
    """Yield what the user should know of a report that was started."""
    if started.how == "made to type into":
        yield f"there was no report of {started.day} yet"
    made = "would be made" if started.how == "would be made" else "made"
    origin = f", carried over from {started.from_day}" if started.from_day else ", the first report"
    yield f"{started.shown} {made}{origin}: {summary(started.report)}"
    left_out = started.planned.left_out
    for reason in dict.fromkeys(reason for _, reason in left_out):
        names = [text.split("\n")[0] for text, why in left_out if why == reason]
        yield f"not carried, as they are {reason}: {'; '.join(names)}"
    for note in started.planned.feedback:
        yield f"feedback of {started.from_day}: {note.text}"
    if started.from_nothing:
        yield f"{started.from_day} holds no entries, so nothing of the days before it is carried either"
