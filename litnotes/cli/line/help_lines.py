"""The help of commands, wrapped at spaces only, and as wide as the terminal, at most 78 columns."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import typer
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand

from litnotes.render.wrap import columns_of, parts

WIDEST = 78
GAP = 2
LEAST = 24
"""Columns of text beside an option; with less room, the text is below it."""


class HelpLines(HelpFormatter):
    """Lays out help like typer, without cutting words at hyphens or where they are long."""

    def __init__(self, width: int | None = None, max_width: int | None = None) -> None:
        columns = columns_of(sys.stdout) if sys.stdout.isatty() else WIDEST
        super().__init__(width=width or min(columns, WIDEST), max_width=max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line; its further lines are indented to the arguments, or by 4 columns."""
        front = f"{'Usage: ' if prefix is None else prefix}{prog} "
        beside = len(front) + min(len(args), LEAST) <= self.width
        self._hang(front if beside else f"{front.rstrip()}\n    ", args, len(front) if beside else 4)

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        indent = " " * self.current_indent
        for number, paragraph in enumerate(text.split("\n\n")):
            self.write("\n" if number else "")
            self._hang(indent, paragraph, len(indent))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = GAP) -> None:
        """Write terms with their texts beside them, or below a term that is long."""
        rows = list(rows)
        indent = self.current_indent
        widest = max((len(term) for term, _ in rows if len(term) <= col_max), default=0)
        below = indent + widest + col_spacing
        if self.width - below < LEAST:
            widest, below = 0, indent + 2 * GAP
        for term, text in rows:
            if len(term) <= widest:
                self._hang(f"{'':{indent}}{term:{widest + col_spacing}}", text, below)
            else:
                self._hang(" " * indent, term, indent + GAP)
                self._hang(" " * below, text, below)

    def _hang(self, front: str, text: str, below: int) -> None:
        """Write a text after `front`; further lines are indented by `below` columns."""
        for part in parts(" ".join(text.split()), self.width - below):
            self.write(f"{front}{part}".rstrip() + "\n")
            front = " " * below


class HelpContext(typer.Context):
    """The context of a command whose help is laid out by `HelpLines`."""

    formatter_class = HelpLines


class CommandHelp(TyperCommand):
    """A command whose help is laid out by `HelpLines`."""

    context_class = HelpContext
