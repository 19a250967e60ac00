"""Show output longer than the terminal in the user's pager, as git does."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from litnotes.cli.say import say

VARIABLES = ("LITNOTES_PAGER", "PAGER")
"""Variables for the pager, in this order; empty or `cat` means none.

The settings of a notes folder may come from other people, so they cannot set a pager.
"""

_CONTROL = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


class _Screen(io.StringIO):
    """Collects output formatted for a terminal."""

    def isatty(self) -> bool:
        return True


@contextlib.contextmanager
def paged() -> Iterator[None]:
    """Collect the output for a terminal, then show it, in the pager if it is longer than the screen.

    In a pipe, on a dumb terminal and without a pager, output is printed at once. Output before an error
    or Ctrl-C is shown as well.
    """
    terminal = sys.stdout
    pager = pager_command() if terminal.isatty() and os.environ.get("TERM") != "dumb" else []
    if not pager:
        yield
        return
    screen = _Screen()
    sys.stdout = screen
    try:
        yield
    finally:
        sys.stdout = terminal
        text = screen.getvalue()
        if not (_is_long(text) and _shown_by(pager, text)):
            terminal.write(text)
            terminal.flush()


def pager_command() -> list[str]:
    """Return the command of the user's pager, by default `less -FRX`; empty for no pager."""
    command = next((os.environ[name] for name in VARIABLES if name in os.environ), None)
    if command is None:
        return ["less", "-FRX"] if shutil.which("less") else []
    try:
        words = shlex.split(command)
    except ValueError as error:
        say(f"no pager: cannot read the command {command!r} ({str(error).lower()})")
        return []
    if words and shutil.which(words[0]) is None:
        say(f"no pager: {words[0]} is not installed")
        return []
    return [] if words == ["cat"] else words


def _is_long(text: str) -> bool:
    """Whether a text is longer than the terminal, with one line free for the prompt."""
    columns, lines = shutil.get_terminal_size()
    rows = sum(max(1, -(-_width(line) // max(columns, 1))) for line in text.splitlines())
    return rows >= lines


def _width(line: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in _CONTROL.sub("", line))


def _shown_by(pager: Sequence[str], text: str) -> bool:
    """Show a text in the pager, and return whether the pager started."""
    # The pager must show colours; a value of LESS that the user sets has priority.
    environment = {"LESS": "FRX", **os.environ}
    data = text.encode(sys.stdout.encoding or "utf-8", "backslashreplace")
    # Ctrl-C goes to the pager, which does not inherit this handler.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        shown = subprocess.Popen(pager, stdin=subprocess.PIPE, env=environment)  # noqa: S603 the user's own
        shown.communicate(data)
    except OSError as error:
        say(f"no pager: cannot start {pager[0]} ({(error.strerror or str(error)).lower()})")
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return True
