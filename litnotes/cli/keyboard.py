"""Keys pressed on a terminal, and links opened from it."""

from __future__ import annotations

import contextlib
import os
import select
import sys
import webbrowser
from collections.abc import Iterator

from litnotes.cli.prompts import answered

ESCAPE = "\x1b"
_ENDING = ("\x03", "\x04")
_NEXT_OF_A_SEQUENCE = 0.05
"""Seconds within which an arrow key sends what follows its first byte."""


@contextlib.contextmanager
def one_by_one() -> Iterator[None]:
    """Have keys come one by one and not be shown, also those pressed while something is computed."""
    try:
        import termios
        import tty
    except ImportError:  # Windows, where keys wait without being shown
        yield
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def pressed() -> str:
    """Return the next key; raises KeyboardInterrupt for Ctrl-C, Ctrl-D and a terminal that is gone."""
    try:
        import termios
        import tty
    except ImportError:
        import click

        key = click.getchar()
    else:
        terminal = sys.stdin.fileno()
        # Each time, as a command that was stopped with Ctrl-Z may find another mode. Nothing that was
        # typed ahead is thrown away.
        tty.setcbreak(terminal, termios.TCSADRAIN)
        try:
            key = _key(terminal)
        except OSError:  # its window was closed
            key = ""
    if not key or key in _ENDING:
        raise KeyboardInterrupt
    return key


def is_pressed_within(seconds: float) -> bool:
    """Whether a key comes within some time; it is not read. Always true on Windows."""
    if sys.platform == "win32":
        return True
    return bool(select.select([sys.stdin.fileno()], [], [], seconds)[0])


def typed(question: str) -> str | None:
    """Return a line that the user types, None with Esc in it; raises KeyboardInterrupt for Ctrl-C."""
    with _shown():
        answer = answered(question, default="", show_default=False)
    if ESCAPE in answer:
        return None
    return " ".join("".join(one if one.isprintable() else " " for one in answer).split())


def browse(url: str) -> bool:
    """Open a page in the browser; return whether there is one."""
    return webbrowser.open(url)


def _key(terminal: int) -> str:
    """Return one key: a letter, or all that an arrow key sends. Bytes behind it stay where they are."""
    first = os.read(terminal, 1)
    if first == b"\x1b":
        sequence = first
        while select.select([terminal], [], [], _NEXT_OF_A_SEQUENCE)[0]:
            sequence += os.read(terminal, 1)
            if len(sequence) > 2 and 0x40 <= sequence[-1] <= 0x7E:
                break
            if len(sequence) == 2 and sequence[-1] not in b"[O":
                break
        return sequence.decode(errors="replace")
    length = 4 if first >= b"\xf0" else 3 if first >= b"\xe0" else 2 if first >= b"\xc0" else 1
    while first and len(first) < length and (more := os.read(terminal, 1)):
        first += more
    return first.decode(errors="replace")


@contextlib.contextmanager
def _shown() -> Iterator[None]:
    """Have what is typed be shown, and come line by line."""
    try:
        import termios
    except ImportError:
        yield
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    visible = [*before]
    visible[3] |= termios.ICANON | termios.ECHO
    termios.tcsetattr(terminal, termios.TCSADRAIN, visible)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
