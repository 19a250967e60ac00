"""Open the report of a day in an editor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.app.named_day import named_day
from litnotes.app.notes import Notes, notes_to_write
from litnotes.app.starting import days_in, start_day
from litnotes.cli.editors import edit_file, editor_command
from litnotes.cli.line.declare import Context
from litnotes.cli.line.options import DateOption
from litnotes.cli.say import finished, out, say_diagnostic

if TYPE_CHECKING:
    from litnotes.errors import Diagnostic
    from litnotes.markdown.read.outline import Outline, Section
    from litnotes.markdown.read.reader import ReadReport


def edit(context: Context, date: DateOption = None) -> int:
    """Open a report in your editor; start it if it is missing.

    The editor is $VISUAL, $EDITOR, nano or vi. It opens at the end of the section Done. Afterwards,
    litnotes lists what is unclear in the lines that you wrote.

    Example: litnotes edit --date yesterday
    """
    from litnotes.store import files

    editor_command()  # without an editor, start no report
    with notes_to_write(context.notes) as session:
        day = named_day(session, date)
        if day not in session.days.paths:
            start_day(session, day)
            session.refresh()
        path = session.days.paths[day]
        data = files.read(path)
        before = days_in(session, path, data)
    opened = next((day_read for day_read in before if day_read.report.date == day), before[0])
    failed = edit_file(session.notebook, path, typing_line(opened.outline))
    session.refresh()
    if day not in session.days.unreadable:
        written = files.read(path)
        if written == data or failed:
            out(f"{session.notebook.shown(path)} was {'not ' if written == data else ''}changed")
        _print_new(session, path, before, days_in(session, path, written))
    return max(finished(session, path, session.notebook.day_path(day)), failed)


def typing_line(parts: Outline) -> int:
    """Return the line, from 1, to continue at: the last line of the section *Done*.

    In an empty section that is the line below its heading. A report without this section continues at
    the first section, a report without sections at the title.
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


def _print_new(session: Notes, path: Path, before: list[ReadReport], after: list[ReadReport]) -> None:
    """Print the diagnostics that are new since `before`; lines may have moved."""
    known = Counter(place for place, _ in _unclear(before))
    for place, note in _unclear(after):
        if known[place]:
            known[place] -= 1
        else:
            say_diagnostic(session.notebook.shown(path), note)


def _unclear(days: list[ReadReport]) -> Iterator[tuple[tuple[str, str], Diagnostic]]:
    """Yield each diagnostic of a file once, with its code and the text of its line before it."""
    for note in dict.fromkeys(note for day in days for note in day.unsilenced):
        lines = days[0].document.lines
        yield (note.code, lines[note.line - 1].text if 0 < note.line <= len(lines) else ""), note
