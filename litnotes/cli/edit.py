"""Open the report of a day where typing goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.app.day import days_in
from litnotes.app.named_day import day_of
from litnotes.app.notes import Notes, notes_to_write
from litnotes.app.starting import start_day
from litnotes.cli.editors import editor_command, open_editor
from litnotes.cli.line.declare import Context
from litnotes.cli.line.options import DateOption
from litnotes.cli.say import finished, out, say

if TYPE_CHECKING:
    from litnotes.errors import Diagnostic
    from litnotes.markdown.read.outline import Outline, Section
    from litnotes.markdown.read.reader import ReadReport


def edit(context: Context, date: DateOption = None) -> int:
    """Open a report in $VISUAL or $EDITOR, behind what is done; start it where there is none.

    Afterwards, what is unclear in the lines you wrote is told.

    Example: litnotes edit --date yesterday
    """
    from litnotes.store import files

    editor_command()  # without an editor, no report is started
    with notes_to_write(context.notes) as session:
        day = day_of(date, session.days.dates)
        if day not in session.days.paths:
            start_day(session, day)
            session.refresh()
        path = session.days.paths[day]
        data = files.read(path)
        before = days_in(session, path, data)
    opened = next((found for found in before if found.report.date == day), before[0])
    # The notes are not locked while the editor is open: other commands may go on.
    failed = open_editor(path, typing_line(opened.outline))
    session.refresh()
    if day not in session.days.unreadable:
        written = files.read(path)
        if written == data or failed:
            out(f"{session.notebook.shown(path)} was {'not ' if written == data else ''}changed")
        _tell_new(session, path, before, days_in(session, path, written))
    return max(finished(session, path, session.notebook.day_path(day)), failed)


def typing_line(parts: Outline) -> int:
    """Return the line, from 1, where typing goes on: the last of what is done.

    In a section *Done* without entries that is the line below its heading; without such a section, the
    same of the first section; without any, the title.
    """
    headed = [section for section in parts.sections if section.heading]
    chosen = parts.section("done") or next(iter(headed), None)
    if chosen is not None:
        return _last_line(parts, chosen)
    return parts.title.end if parts.title else parts.start + 1


def _last_line(parts: Outline, section: Section) -> int:
    ends = [block.end for block in section.blocks]
    if ends:
        end = max(ends)
        while end > 1 and not parts.document.lines[end - 1].text.strip():
            end -= 1
        return end
    heading = section.heading.end if section.heading else parts.start
    return min(heading + 1, max(parts.end, 1))


def _tell_new(session: Notes, path: Path, before: list[ReadReport], after: list[ReadReport]) -> None:
    """Tell what is unclear now and was not before; lines may have moved."""
    known = Counter(spot for spot, _ in _unclear(before))
    for spot, note in _unclear(after):
        if known[spot]:
            known[spot] -= 1
        else:
            say(f"{session.notebook.shown(path)}:{note}")


def _unclear(days: list[ReadReport]) -> Iterator[tuple[tuple[str, str], Diagnostic]]:
    """Yield each diagnostic of a file once, behind what it is about: its code and its line's text."""
    for note in dict.fromkeys(note for found in days for note in found.unsilenced):
        lines = days[0].document.lines
        yield (note.code, lines[note.line - 1].text if 0 < note.line <= len(lines) else ""), note
