"""Ask on a terminal, through typer; Ctrl-C and Ctrl-D interrupt the command."""

from __future__ import annotations

import sys

from litnotes.cli.pager import show_now
from litnotes.errors import WrongUse
from litnotes.render.wrap import columns_of, wrapped

ROOM = 10
"""Columns after a question: `[y/N]: ` and the first letters of the answer."""


def can_ask() -> bool:
    """Whether a person can read a question and answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirmed(question: str) -> bool:
    """Ask yes or no; empty means no."""
    import typer

    try:
        return typer.confirm(_fitted(question), default=False, err=True)
    except typer.Abort:
        raise KeyboardInterrupt from None


def agreed() -> bool:
    """Ask whether to write the edits of a diff; raises WrongUse without a terminal to ask on."""
    if not can_ask():
        raise WrongUse(
            "nothing was changed; add --yes to write these edits, or --dry-run to only show them"
        )
    return confirmed("Apply?")


def answered(question: str, *, default: str | None = None, show_default: bool = True) -> str:
    """Return the text that the user types; without a default it cannot be empty."""
    import typer

    try:
        return str(typer.prompt(_fitted(question), default=default, show_default=show_default, err=True))
    except typer.Abort:
        raise KeyboardInterrupt from None


def _fitted(question: str) -> str:
    """Show what a pager would show, and return the question wrapped for the terminal."""
    show_now()
    return wrapped(question, columns_of(sys.stderr) - ROOM) if sys.stderr.isatty() else question
