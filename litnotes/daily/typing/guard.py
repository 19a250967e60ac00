"""Nothing is written that does not read back: the report as it was, plus the change, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from litnotes.errors import WrongUse
from litnotes.markdown.edit.edits import Edit, edited
from litnotes.markdown.read.filing import Filing
from litnotes.markdown.read.reader import ReadReport, read_days
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Entry, Report


class Typed(NamedTuple):
    """A report with something typed into it: its bytes, the line where that stands, and what it says."""

    data: bytes
    line: int
    report: Report


def typed(
    found: ReadReport,
    vocabulary: Vocabulary,
    attempts: Iterable[Sequence[Edit]],
    line_of: Callable[[Report], int | None],
    text: str,
    *,
    advice: Callable[[], str],
) -> Typed:
    """Return the report with the first of some edits that reads back right.

    Args:
        found: the report as it is.
        vocabulary: the words to read by.
        attempts: ways to write the same, the plainest first.
        line_of: returns where the change stands, or None unless the report says what it said plus that.
        text: what is being typed, for the message.
        advice: returns what the user can do where it is refused.

    Raises:
        WrongUse: none of them reads back right.
    """
    tried: list[Edit] = []
    for edits in attempts:
        data = edited(found.document, edits)
        after = _read_back(found, data, vocabulary)
        if after and (line := line_of(after)):
            return Typed(data, line, after)
        tried += edits
    first = text.partition("\n")[0]
    raise _refused(found, tried, f'"{first[:60]}"', advice())


def line_of_new(before: Report, after: Report, role: str, is_new: Callable[[Entry], bool]) -> int | None:
    """Return where a report has one entry more in a section, and is the same without it."""
    entries = getattr(after, role)
    for index, entry in enumerate(entries):
        if is_new(entry):
            others = (*entries[:index], *entries[index + 1 :])
            if after.model_copy(update={role: others}).words() == before.words():
                return int(entry.line)
    return None


def _read_back(found: ReadReport, data: bytes, vocabulary: Vocabulary) -> Report | None:
    """Return what an edited report says.

    None if another day of its file says something else now, or if the edit opens code that is never closed.
    """
    filing = Filing(found.report.date)
    days = read_days(data, vocabulary, filing)
    is_whole = len(found.document.lines) == found.outline.end - found.outline.start
    alone = is_whole and len(days) == 1
    before = [found] if alone else read_days(b"".join(found.document.spans()), vocabulary, filing)
    own, was = (next((day for day in read if _is_same_day(day, found)), None) for read in (days, before))
    if own is None or was is None or _others(before, found) != _others(days, found):
        return None
    if own.written != was.written or len(_open_fences(own)) > len(_open_fences(was)):
        return None
    # What else is known of the file, such as its name, has dated it; the edit has not.
    return own.report.model_copy(update={"date": found.report.date, "first_day": found.report.first_day})


def _others(days: Sequence[ReadReport], found: ReadReport) -> list[Report]:
    return [day.report.words() for day in days if not _is_same_day(day, found)]


def _is_same_day(day: ReadReport, found: ReadReport) -> bool:
    """Whether a report is the one being edited, which starts where it did."""
    return day.outline.start == found.outline.start


def _open_fences(found: ReadReport) -> list[int]:
    return [note.line for note in found.diagnostics if note.code == "R016"]


def _refused(found: ReadReport, edits: Sequence[Edit], said: str, advice: str) -> WrongUse:
    """Return why an edit is refused: a code fence that swallows what stands below it, else the words."""
    above = max((edit.start for edit in edits), default=0)
    fences = [line for line in _open_fences(found) if line <= above]
    if fences:
        return WrongUse(
            f"the code fence in line {fences[-1]} is never closed, so what is typed below it would be "
            "code; nothing was written. Close the fence with a line of its own"
        )
    return WrongUse(f"{said} would not be read back as it is, so nothing was written. {advice}")
