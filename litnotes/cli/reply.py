"""Type the reply of an advisor into the report that it answers."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import DateOption, DryRunOption
from litnotes.cli.prompts import agreed
from litnotes.cli.say import finished, out, say
from litnotes.errors import PROBLEMS_FOUND
from litnotes.render.text import count
from litnotes.values.typed import line_if_any

if TYPE_CHECKING:
    from litnotes.app.replying import DayReply, TypedReplies

STDIN = "-"
LARGEST_FILE = 20_000_000


def reply(
    context: Context,
    file: Annotated[
        str, Argument(metavar="FILE", help="A saved mail or the text of the reply; - reads from stdin.")
    ],
    by: Annotated[
        Optional[str], Option(metavar="NAME", help="Who replies; by default, whom the reply names.")
    ] = None,
    date: DateOption = None,
    yes: Annotated[bool, Option("--yes", help="Do not ask before writing.")] = False,
    dry_run: DryRunOption = False,
) -> int:
    """Type the reply of an advisor into the report.

    Answers go below their questions, decisions below their papers, a remark into the feedback. The reply
    is the text that the page of a day makes (`litnotes report --format html`), also inside a mail.

    Example: litnotes reply mail.txt --by Lin --dry-run
    """
    from litnotes.app.replying import typed_replies, write_replies

    typed = typed_replies(context.notes, _mail(file), line_if_any(by, "--by"), date, dry_run=dry_run)
    _show_diff(typed)
    _say_rest(typed)
    changed = [day for day in typed.days if day.data is not None]
    notes = typed.notes
    if not changed:
        say("nothing to write")
    elif dry_run:
        say(f"{count(len(changed), 'report')} would be changed")
    elif yes or agreed():
        notes = write_replies(context.notes, typed)
        for day in changed:
            out(f"{notes.notebook.shown(day.target.path)}: {_summary(day)}")
    else:
        say("nothing was changed")
    left = any(day.not_placed for day in typed.days)
    return max(finished(notes, *(day.target.path for day in typed.days)), PROBLEMS_FOUND if left else 0)


def _mail(file: str) -> bytes:
    from litnotes.store import files

    return _stdin() if file == STDIN else files.read(Path(file), at_most=LARGEST_FILE)


@cache
def _stdin() -> bytes:
    """Return what stdin holds, also where the command is done again because a file has changed."""
    return sys.stdin.buffer.read()


def _show_diff(typed: TypedReplies) -> None:
    """Print the change of each report as a diff."""
    from litnotes.render.diff import difference
    from litnotes.render.terminal import show_diff

    for path, day in {day.target.path: day for day in typed.days if day.data is not None}.items():
        old, new = (
            data.decode("utf-8-sig", "backslashreplace") for data in (day.target.data, day.data or b"")
        )
        show_diff(difference(typed.notes.notebook.shown(path), old, new))


def _summary(day: DayReply) -> str:
    new = sum(entry.is_new for entry in day.placed)
    return f"{count(new, 'entry', 'entries')} of {day.by}"


def _say_rest(typed: TypedReplies) -> None:
    """Print what the report has already, what could not be placed, and the lines around the reply."""
    for day in typed.days:
        for entry in day.placed:
            if not entry.is_new:
                say(f"already there: {entry.text}")
        for text, why in day.not_placed:
            say(f"not placed: {text} ({why})")
    if typed.around:
        say(f"not part of the reply: {count(len(typed.around), 'line')} of the mail")
        for line in typed.around:
            say(f"  {line}")
