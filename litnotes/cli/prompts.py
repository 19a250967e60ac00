"""Ask on a terminal, through typer; Ctrl-C and Ctrl-D interrupt the command."""

from __future__ import annotations

import sys


def can_ask() -> bool:
    """Whether a person can read a question and answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirmed(question: str) -> bool:
    """Ask yes or no; empty means no."""
    import typer

    try:
        return typer.confirm(question, default=False, err=True)
    except typer.Abort:
        raise KeyboardInterrupt from None


def answered(question: str, *, default: str | None = None, show_default: bool = True) -> str:
    """Return the text that the user types; without a default it cannot be empty."""
    import typer

    try:
        return str(typer.prompt(question, default=default, show_default=show_default, err=True))
    except typer.Abort:
        raise KeyboardInterrupt from None
