"""Open tasks that ask for what a command has just done, with the command that ends them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from litnotes.app.day import up_to_date
from litnotes.app.notes import Notes
from litnotes.app.open_work import TASKS, unmentioned
from litnotes.daily.open_tasks import numbered_tasks
from litnotes.values.today import today


def asked_for(notes: Notes, day: datetime.date, asks: Callable[[str], bool]) -> Iterator[str]:
    """Yield a message for each open task whose words ask for something.

    Args:
        notes: the notes; they are brought up to date.
        day: the day; without a report, nothing is asked for on it.
        asks: whether the words of a task ask for it.
    """
    notes.refresh()
    if day not in notes.days.dates:
        return
    report = up_to_date(notes, notes.days.report(day))
    texts = {number: task.text for number, task in numbered_tasks(report, notes.reader.vocabulary).items()}
    texts |= {entry.number: entry.text for entry in unmentioned(notes, day, report, TASKS).entries}
    where = "" if day == today() else f" --date {day}"
    for number, text in texts.items():
        if asks(text):
            first, command = text.partition("\n")[0], f"litnotes todo done {number}{where}"
            yield f"task {number} asks for this: {first}; `{command}` ends it"
