"""Show output longer than the terminal in the user's pager, as git does."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import TextIO

from litnotes.cli.say import say

VARIABLES = ("LITNOTES_PAGER", "PAGER")
"""Variables for the pager, in this order; empty or `cat` means none.

The settings of a notes folder may come from other people, so they cannot set a pager.
"""

_CONTROL = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


class _Output:
    """What is printed while a pager may show it, in order, each part with the stream of its terminal."""

    def __init__(self) -> None:
        self.parts: list[tuple[TextIO, str]] = []
        self.is_collecting = True

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(text for _, text in self.parts)

    def print_now(self) -> None:
        """Print it to the terminal, and collect nothing more."""
        self.is_collecting = False
        for terminal, text in self.parts:
            terminal.write(text)
            terminal.flush()
        self.parts.clear()


class _Screen(io.TextIOBase):
    """A stream to a terminal whose text is collected.

    With `late`, it is collected from the first text of another stream on; before, it is printed at once.
    """

    def __init__(self, terminal: TextIO, output: _Output, *, late: bool = False) -> None:
        self.terminal = terminal
        self.output = output
        self.late = late

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self.terminal.encoding

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self.terminal.fileno()

    def write(self, text: str) -> int:
        if not isinstance(text, str):  # typer tries bytes, to find out what kind of stream this is
            raise TypeError("text expected, not bytes")
        if self.output.is_collecting and (self.output.parts or not self.late):
            self.output.parts.append((self.terminal, text))
            return len(text)
        return self.terminal.write(text)

    def flush(self) -> None:
        self.terminal.flush()


@contextlib.contextmanager
def paged() -> Iterator[None]:
    """Collect the output for a terminal, then show it, in the pager if it is longer than the screen.

    In a pipe, on a dumb terminal and without a pager, output is printed at once; so are messages on stderr
    before the first output. Later messages are shown with it. Output before an error or Ctrl-C is shown.
    """
    streams = sys.stdout, sys.stderr
    pager = pager_command() if sys.stdout.isatty() and os.environ.get("TERM") != "dumb" else []
    if not pager:
        yield
        return
    output = _Output()
    sys.stdout = _Screen(sys.stdout, output)
    if sys.stderr.isatty():
        sys.stderr = _Screen(sys.stderr, output, late=True)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams
        if not (_is_long(output.text, sys.stdout) and _shown_by(pager, output.text)):
            output.print_now()


def show_now() -> None:
    """Print what is collected, and collect nothing more: a question follows, which needs the terminal."""
    if isinstance(sys.stdout, _Screen):
        sys.stdout.output.print_now()


def pager_command() -> list[str]:
    """Return the command of the user's pager, by default `less -FRX`; empty for no pager."""
    import shlex
    import shutil

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


def _is_long(text: str, stream: TextIO) -> bool:
    """Whether a text is longer than the terminal, with one line free for the prompt."""
    from litnotes.render.wrap import size_of, width_of

    columns, lines = size_of(stream)
    rows = sum(
        max(1, -(-width_of(_CONTROL.sub("", line)) // max(columns, 1))) for line in text.splitlines()
    )
    return rows >= lines


def _shown_by(pager: Sequence[str], text: str) -> bool:
    """Show a text in the pager, and return whether the pager started."""
    import signal
    import subprocess

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
