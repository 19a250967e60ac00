"""What the commands share: messages, arguments, editors, the one error border."""

from __future__ import annotations

import datetime
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import litnotes
from litnotes.errors import INTERRUPTED, PROBLEMS_FOUND, LitnotesError, Unreadable, WrongUse

MAX_NAME = 500

# Compiled where they are first used: most commands need none of them.
_PATH = r"(?:\.{0,2}|~)[/\\]|.*(?:^|[/\\])\.\.(?:[/\\]|$)|[a-zA-Z]:\\"
_CONTROL = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"


def print_version() -> None:
    """Print the version."""
    print(f"litnotes {litnotes.__version__}")


def say(message: str) -> None:
    """Tell the user something on stderr."""
    from litnotes.render.text import printable

    print(printable(message), file=sys.stderr)


def tell(problem: LitnotesError) -> None:
    """Tell a problem."""
    say(shown(problem))


def shown(problem: LitnotesError) -> str:
    """Return a problem in words, its place as seen from the folder the user is in."""
    return str(problem).replace(f"{Path.cwd()}{os.sep}", "", 1)


def out(text: str) -> None:
    """Print data on stdout; nothing in it steers a terminal."""
    from litnotes.render.text import printable

    print(printable(text))


def day_of(text: str | None, known: list[datetime.date], option: str = "--date") -> datetime.date:
    """Return the day that `--date`, or another option, names; today when it is not given.

    A day without a year is the latest such day among `known`, else the latest that is not to come.
    """
    from litnotes.config import today
    from litnotes.markdown.dates import forms as dates

    now = today()
    word = "today" if text is None else text.strip().lower()
    if word == "today":
        return now
    if word == "yesterday":
        return now - datetime.timedelta(days=1)
    written = dates.parse(word)
    if written and written.year is None:
        same = [day for day in known if (day.month, day.day) == (written.month, written.day)]
        day = same[-1] if same else written.on(now.year)
        if day and not same and day > now:
            day = written.on(now.year - 1)
    else:
        day = written.on(None) if written else None
    if day is None:
        raise WrongUse(
            f'{option}: there is no day "{word[:60]}"; write 2024-05-31, today, yesterday or "May 31"'
        )
    return day


def paper_name(text: str) -> str:
    """Return what the user typed as a paper's name; raises WrongUse for what cannot be one."""
    name = " ".join(text.split())
    if not name:
        raise WrongUse("the name of the paper is empty; write a title, a short name or an id")
    if len(name) > MAX_NAME:
        raise WrongUse(f"a paper's name has at most {MAX_NAME} characters, this one has {len(name)}")
    if re.search(_CONTROL, text):
        raise WrongUse("the name of the paper holds control characters; write it as plain text")
    if re.match(_PATH, name):
        raise WrongUse(f'"{name}" is a path, not a paper; write a title, a short name or an id')
    return name


def one_line(text: str, what: str) -> str:
    """Return what the user typed as one line; raises WrongUse where there is nothing to write."""
    line = " ".join(text.split())
    if not line:
        raise WrongUse(f"{what} is empty")
    if re.search(_CONTROL, line):
        raise WrongUse(f"{what} holds control characters; write it as plain text")
    return line


def paragraphs(text: str, what: str) -> str:
    """Return what the user typed line by line; raises WrongUse where there is nothing to write."""
    lines = [one_line(line, what) if line.strip() else "" for line in text.strip().splitlines()]
    if not lines:
        raise WrongUse(f"{what} is empty")
    return "\n".join(lines)


def editor_command() -> list[str]:
    """Return the command of the user's editor; raises WrongUse when none is set, or it is not there."""
    import shlex
    import shutil

    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise WrongUse(f"EDITOR cannot be understood: {error}") from None
    if not words:
        raise WrongUse("no editor is set; set one, for instance with `export EDITOR=nano`")
    if shutil.which(words[0]) is None:
        raise WrongUse(f"the editor {words[0]} is not there; set another, such as `export EDITOR=nano`")
    return words


def open_editor(path: Path, line: int) -> int:
    """Open a file in the user's editor, at a line where the editor can; return 1 if that fails."""
    import subprocess

    from litnotes.cli.editors import command_line

    words = editor_command()
    try:
        ended = subprocess.run(command_line(words, path, line), check=False)  # noqa: S603
    except OSError as error:
        raise WrongUse(f"the editor {words[0]} cannot be started: {error.strerror}") from None
    if ended.returncode:
        code = ended.returncode
        how = f"ended with code {code}" if code > 0 else f"was ended by signal {-code}"
        say(f"the editor {words[0]} {how}")
    return PROBLEMS_FOUND if ended.returncode else 0


def run(app: Callable[[], int]) -> int:
    """Run the program and return its exit code: the one place where errors become messages.

    A mistake in litnotes itself keeps its traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        return app()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except LitnotesError as error:
        tell(error)
        return error.exit_code
    except KeyboardInterrupt:
        say("interrupted; nothing half-done was kept")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe went away, such as `head`; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # What the system refuses outside the reading and writing of single files, such as a folder
        # that may not be listed.
        say(f"{error.filename or 'litnotes'}: {(error.strerror or str(error)).lower()}")
        return Unreadable.exit_code
    finally:
        if index := sys.modules.get("litnotes.index.database"):  # most commands open it, help does not
            index.close()
