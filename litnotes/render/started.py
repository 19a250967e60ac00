"""A new report as lines: its entries, and what was not carried over into it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from litnotes.render.report_page import summary
from litnotes.render.unmentioned import counted, taking_up

if TYPE_CHECKING:
    from litnotes.app.ended import Started


def started_lines(started: Started) -> Iterator[str]:
    """Yield the file of a new report, what was not carried over, and feedback of the day before."""
    if started.how == "made to type into":
        yield f"no report of {started.day} yet"
    made = "would be made" if started.how == "would be made" else "made"
    origin = f", carried over from {started.from_day}" if started.from_day else ", the first report"
    yield f"{started.shown} {made}{origin}: {summary(started.report)}"
    left_out = started.planned.left_out
    for reason in dict.fromkeys(reason for _, reason in left_out):
        names = [text.split("\n")[0] for text, why in left_out if why == reason]
        yield f"not carried over ({reason}): {'; '.join(names)}"
    for note in started.planned.feedback:
        yield f"feedback of {started.from_day}: {note.text}"
    yield from _earlier(started)
    if started.from_nothing:
        yield f"{started.from_day} has no entries, so nothing is carried over from the days before it"


def _earlier(started: Started) -> Iterator[str]:
    """Yield what the last report no longer mentions: taken up, left, or deleted from that report."""
    if started.carried:
        yield f"taken up, no longer mentioned in {started.from_day}: {counted(started.carried)}"
    if left := started.unmentioned.entries:
        yield (
            f"no longer mentioned: {counted(left)}. `litnotes status` lists them, "
            "`litnotes new-day --carry-all` takes them up"
        )
    for entry in started.deleted:
        first = entry.text.split("\n")[0]
        yield f"dropped: {first} (deleted from {started.from_day}); `{taking_up(entry)}` takes it up again"
