"""Read keys from a terminal, and open links in a browser."""

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
"""Seconds within which an arrow key sends the bytes after its first one."""

_NEXT_OF_A_PASTE = 0.15
"""Seconds within which the next line of a pasted text comes."""


@contextlib.contextmanager
def one_by_one() -> Iterator[None]:
    """Read keys one by one and without echo, also keys pressed during a computation."""
    try:
        import termios
        import tty
    except ImportError:  # Windows, where keys wait without echo
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
    """Return the next key; raises KeyboardInterrupt for Ctrl-C, Ctrl-D and a closed terminal."""
    try:
        import termios
        import tty
    except ImportError:
        import click

        key = click.getchar()
    else:
        terminal = sys.stdin.fileno()
        # Set at each key, as the shell may change the mode while the command is stopped with Ctrl-Z.
        # Keys typed ahead stay in the buffer.
        tty.setcbreak(terminal, termios.TCSADRAIN)
        try:
            key = _key(terminal)
        except OSError:  # the window of the terminal was closed
            key = ""
    if not key or key in _ENDING:
        raise KeyboardInterrupt
    return key


def is_pressed_within(seconds: float) -> bool:
    """Whether a key comes within some seconds; the key is not read. Always true on Windows."""
    if sys.platform == "win32":
        return True
    return bool(select.select([sys.stdin.fileno()], [], [], seconds)[0])


def typed(question: str) -> str | None:
    """Return a line that the user types, None if it contains Esc; raises KeyboardInterrupt for Ctrl-C."""
    with _echoed():
        answer = answered(question, default="", show_default=False)
    if ESCAPE in answer:
        return None
    return _one_line(answer)


def pasted(question: str) -> str | None:
    """Return a text of one or several lines that the user pastes, in one line; None if it contains Esc.

    It ends with a line end after which nothing comes. Raises KeyboardInterrupt for Ctrl-C.
    """
    with _echoed():
        lines = [answered(question, default="", show_default=False)]
        while lines[-1] and is_pressed_within(_NEXT_OF_A_PASTE):
            lines.append(sys.stdin.readline())
    text = " ".join(lines)
    return None if ESCAPE in text else _one_line(text)


def browse(url: str) -> bool:
    """Open a page in the browser; return whether a browser was found."""
    return webbrowser.open(url)


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _key(terminal: int) -> str:
    """Return one key: a letter, or the whole sequence of an arrow key. Later bytes stay unread."""
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
def _echoed() -> Iterator[None]:
    """Read line by line and with echo."""
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
