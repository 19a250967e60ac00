"""The guard: an edit is written only if the report reads back as before plus the change."""

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
    """An edited report: its bytes, the line of the new text, and the report in them."""

    data: bytes
    line: int
    report: Report


def typed(
    original: ReadReport,
    vocabulary: Vocabulary,
    attempts: Iterable[Sequence[Edit]],
    line_of: Callable[[Report], int | None],
    text: str,
    *,
    advice: Callable[[], str],
) -> Typed:
    """Return the report after the first of some edits that reads back as meant.

    Args:
        original: the report before the edit.
        vocabulary: the words to read by.
        attempts: ways to write the same text, the simplest first.
        line_of: returns the line of the change; None if anything else in the report changes.
        text: the new text, for the message.
        advice: returns what the user can do if the edit is refused.

    Raises:
        WrongUse: none of the edits reads back as meant.
    """
    tried: list[Edit] = []
    for edits in attempts:
        data = edited(original.document, edits)
        after = _read_back(original, data, vocabulary)
        if after and (line := line_of(after)):
            return Typed(data, line, after)
        tried += edits
    first = text.partition("\n")[0]
    raise _refused(original, tried, f'"{first[:60]}"', advice())


def line_of_new(before: Report, after: Report, role: str, is_new: Callable[[Entry], bool]) -> int | None:
    """Return the line of a new entry in a section; None unless the rest of the report is the same."""
    entries = getattr(after, role)
    for index, entry in enumerate(entries):
        if is_new(entry):
            others = (*entries[:index], *entries[index + 1 :])
            if after.model_copy(update={role: others}).words() == before.words():
                return int(entry.line)
    return None


def _read_back(original: ReadReport, data: bytes, vocabulary: Vocabulary) -> Report | None:
    """Return the edited report.

    None if the edit changes another day of the file, or opens a code block that is never closed.
    """
    filing = Filing(original.report.date)
    days = read_days(data, vocabulary, filing)
    is_whole = len(original.document.lines) == original.outline.end - original.outline.start
    alone = is_whole and len(days) == 1
    before = [original] if alone else read_days(b"".join(original.document.spans()), vocabulary, filing)
    own, was = (next((day for day in read if _is_same_day(day, original)), None) for read in (days, before))
    if own is None or was is None or _others(before, original) != _others(days, original):
        return None
    if own.written != was.written or len(_open_fences(own)) > len(_open_fences(was)):
        return None
    # The date may come from elsewhere, such as the file name; the edit does not change it.
    return own.report.model_copy(
        update={"date": original.report.date, "first_day": original.report.first_day}
    )


def _others(days: Sequence[ReadReport], original: ReadReport) -> list[Report]:
    return [day.report.words() for day in days if not _is_same_day(day, original)]


def _is_same_day(day: ReadReport, original: ReadReport) -> bool:
    """Whether a report is the edited one: it starts at the same line."""
    return day.outline.start == original.outline.start


def _open_fences(original: ReadReport) -> list[int]:
    return [note.line for note in original.diagnostics if note.code == "R016"]


def _refused(original: ReadReport, edits: Sequence[Edit], quoted: str, advice: str) -> WrongUse:
    """Return why an edit is refused: an open code fence above it, else its words."""
    above = max((edit.start for edit in edits), default=0)
    fences = [line for line in _open_fences(original) if line <= above]
    if fences:
        return WrongUse(
            f"the code fence in line {fences[-1]} is never closed, so text below it is read as code; "
            "nothing was written. Close the fence: write ``` on a separate line"
        )
    return WrongUse(
        f"{quoted} would be read differently from what you typed; nothing was written. {advice}"
    )
