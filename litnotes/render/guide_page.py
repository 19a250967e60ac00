"""Markdown on a terminal: the pages of the guide."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from litnotes.render import inline
from litnotes.render.terminal import console_of, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, ConsoleOptions
    from rich.text import Text

WIDEST = 100


def show_markdown(text: str) -> None:
    """Print Markdown: formatted on a terminal, at most 100 columns wide; unchanged in a pipe."""
    if not sys.stdout.isatty():
        print(text.rstrip("\n"))  # noqa: T201
        return
    from rich.markdown import Heading, Markdown, TableElement
    from rich.theme import Theme

    class LeftHeading(Heading):
        """A heading aligned left; Rich centres it."""

        def __rich_console__(self, *_: object) -> Iterator[Text]:
            yield self.text

    class FittingTable(TableElement):
        """A table that breaks no word."""

        def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[Text]:
            head = self.header.row.cells if self.header and self.header.row else []
            for cell in head:
                cell.content.stylize("bold")
            body = self.body.rows if self.body else []
            rows = [[cell.content for cell in cells] for cells in (head, *(row.cells for row in body))]
            yield from table_of(rows, (), options.max_width)

    class Page(Markdown):
        """Markdown with headings aligned left and tables that fit."""

        elements = {  # noqa: RUF012 typed by Rich
            **Markdown.elements,
            "heading_open": LeftHeading,
            "table_open": FittingTable,
        }

    console = console_of(sys.stdout)
    console.push_theme(
        Theme({"markdown.code": "cyan", "markdown.h1": "bold underline", "markdown.h2": "bold"})
    )
    hidden = console.color_system is not None and inline.opens_links(os.environ)
    page = Page(text, code_theme="ansi_dark", hyperlinks=hidden)
    console.print(page, width=min(console.width, WIDEST))
