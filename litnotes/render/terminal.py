"""Output on a terminal: tables, bold headings, lines wrapped at words.

The only module that imports Rich.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from litnotes.render.report_page import SECTIONS
from litnotes.render.text import is_terminal
from litnotes.values.printable import printable

if TYPE_CHECKING:
    from rich.text import Text

    from litnotes.render.inline import Piece
    from litnotes.render.marked import Marked
    from litnotes.render.side_by_side import Styled

MIN_WIDTH = 20
LINES_AT_ONCE = 200
"""Lines that Rich prints together, because it takes twice as long for each alone."""
MAX_DOING = 40
MAX_WAITING = 60
WIDEST_TEXT = 100
HEADINGS = frozenset(dict(SECTIONS).values())
_BREAKS = r"[\t\n]"
_FRONT = r"\s*(?:\d+\. |- )?"
_ROW = r"\s*(?:\d+\. )?\|.*\|\s*"


def show_rows(rows: Iterable[Sequence[str]]) -> None:
    """Print rows for a program: cells separated by tabs, all at once because there may be many."""
    lines = (re.sub(_BREAKS, " ", "\0".join(row)).replace("\0", "\t") for row in rows)
    print(printable("\n".join(lines)))  # noqa: T201


def show_styled(lines: Iterable[Iterable[Styled]]) -> None:
    """Print lines that fit the terminal; in a pipe without styles."""
    if not is_terminal(sys.stdout):
        for line in lines:
            print("".join(part.text for part in line))  # noqa: T201
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    rest = iter(lines)
    while some := list(itertools.islice(rest, LINES_AT_ONCE)):
        texts = [Text.assemble(*line) for line in some]
        console.print(Text("\n").join(texts), soft_wrap=True)


def terminal_columns() -> int | None:
    """Return the width of the terminal on stdout, None for a pipe."""
    if not is_terminal(sys.stdout):
        return None
    from rich.console import Console

    return max(Console().width, MIN_WIDTH)


def show_rule(text: str) -> None:
    """Print a line across the terminal with a few words in it."""
    from rich.console import Console
    from rich.rule import Rule
    from rich.text import Text

    Console(highlight=False).print(Rule(Text(printable(text)), align="left", style="dim"))


def show_table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: Collection[str] = ()) -> None:
    """Print rows: a table on a terminal, its last column wrapped; tab-separated lines in a pipe.

    Columns in `right` hold numbers and are aligned right.
    """
    clean = [[cell.replace("\t", " ").replace("\n", " ") for cell in row] for row in rows]
    if not is_terminal(sys.stdout):
        for row in clean:
            print(printable("\t".join(row)))  # noqa: T201
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left")
    for row in clean:
        table.add_row(*(Text(printable(cell)) for cell in row))
    Console(highlight=False).print(table)


@contextlib.contextmanager
def progress(total: int, what: str) -> Iterator[Callable[[str, int], None]]:
    """Yield a function that moves a progress bar: the current item, how many more are done."""
    if not is_terminal(sys.stderr) or not total:
        yield lambda _doing, _more: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[doing]}", markup=False),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total, doing="")
        yield lambda doing, more: bar.update(task, advance=more, doing=printable(doing)[:MAX_DOING])


@contextlib.contextmanager
def tally(what: str) -> Iterator[Callable[[str, int, int | None], None]]:
    """Yield a function that moves a counter: the current item, how many more are done, the total or None.

    For long work of unknown length: a bar with count and rate, on a terminal only.
    """
    if not is_terminal(sys.stderr):
        yield lambda _doing, _more, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(bar_width=20), TextColumn("{task.completed:,}"),
        TextColumn("{task.fields[rate]}"), TextColumn("{task.fields[doing]}", markup=False),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, doing="", rate="")

        def step(doing: str, more: int, total: int | None) -> None:
            seconds = bar.tasks[0].elapsed or 0
            done = bar.tasks[0].completed + more
            rate = f"{done / seconds:,.0f}/s" if seconds > 1 and done else ""
            shown = printable(doing)[:MAX_WAITING]
            is_new = shown != bar.tasks[0].fields["doing"]  # shown at once, also if it lasts only a moment
            bar.update(task, advance=more, total=total, doing=shown, rate=rate, refresh=is_new)

        yield step


def show_diff(lines: Iterable[str]) -> None:
    """Print the lines of a diff; on a terminal, removed lines are red and added lines green."""
    if not is_terminal(sys.stdout):
        for line in lines:
            print(line)  # noqa: T201
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    styles = {"-": "red", "+": "green", "@": "cyan"}
    for line in lines:
        named = line.startswith(("--- ", "+++ "))
        console.print(Text(line, style="bold" if named else styles.get(line[:1], "")), soft_wrap=True)


def show_marked(lines: Iterable[Marked]) -> None:
    """Print lines; on a terminal, their marked places are highlighted and they wrap at words."""
    if not is_terminal(sys.stdout):
        for line in lines:
            print(f"{line.front}{line.text}")  # noqa: T201
        return
    from rich.cells import cell_len
    from rich.console import Console
    from rich.text import Text

    from litnotes.render import inline

    console = Console(highlight=False)
    for line in lines:
        text = Text(line.text)
        for start, end in line.spans:
            text.stylize("bold yellow", start, end)
        indent = len(line.front) - len(line.front.lstrip())
        front = (line.front, "dim" if indent else "bold")
        if console.width - cell_len(line.front) < MIN_WIDTH and line.front.strip():
            console.print(Text.assemble((line.front.rstrip(), front[1])), soft_wrap=True)
            front = (" " * (indent + line.hang), "")
        room = max(console.width - max(cell_len(front[0]), indent + line.hang), MIN_WIDTH)
        for part in text.divide(inline.line_starts(line.text, [], room, cell_len)):
            part.rstrip()
            console.print(Text.assemble(front, part), soft_wrap=True)
            front = (" " * (indent + line.hang), "")


def show_lines(*lines: str) -> None:
    """Print lines without control characters; on a terminal they wrap at words."""
    from litnotes.render.marked import marked

    show_marked(marked("", line, hang=0) for line in lines)


def show_page(text: str, headings: Collection[str] = HEADINGS) -> None:
    """Print a page of plain text.

    On a terminal, the first line and the headings are bold, lines wrap at words, and links and bold text
    are formatted; math and rows of tables are printed unchanged.
    """
    if not is_terminal(sys.stdout):
        print(text)  # noqa: T201
        return
    from rich.console import Console

    from litnotes.render import inline

    console = Console(highlight=False)
    hidden = console.color_system is not None and inline.opens_links(os.environ)
    for number, (line, verbatim) in enumerate(_marked(text)):
        style = "bold" if number == 0 or line in headings else ""
        for wrapped in _wrapped(line, console.width, style, hidden=hidden, verbatim=verbatim):
            console.print(wrapped, soft_wrap=True)


def show_markdown(text: str) -> None:
    """Print Markdown: formatted on a terminal, at most 100 columns wide; unchanged in a pipe."""
    if not is_terminal(sys.stdout):
        print(text.rstrip("\n"))  # noqa: T201
        return
    from rich.console import Console
    from rich.markdown import Heading, Markdown
    from rich.theme import Theme

    from litnotes.render import inline

    class LeftHeading(Heading):
        """A heading aligned left; Rich centres it."""

        def __rich_console__(self, *_: object) -> Iterator[Text]:
            yield self.text

    class Page(Markdown):
        """Markdown with headings aligned left."""

        elements = {**Markdown.elements, "heading_open": LeftHeading}  # noqa: RUF012 typed by Rich

    code = {"markdown.code": "cyan", "markdown.h1": "bold underline", "markdown.h2": "bold"}
    console = Console(highlight=False, theme=Theme(code))
    hidden = console.color_system is not None and inline.opens_links(os.environ)
    page = Page(text, code_theme="ansi_dark", hyperlinks=hidden)
    console.print(page, width=min(console.width, WIDEST_TEXT))


def width_of(text: str) -> int:
    """Return the width of a text on a terminal, in columns."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def fitted(text: str) -> str:
    """Return plain text for `print`: on a terminal, wrapped as `show_page` wraps it, without styles."""
    if not is_terminal(sys.stdout):
        return text
    from rich.console import Console

    width = Console().width
    return "\n".join(
        wrapped.plain
        for line, verbatim in _marked(text)
        for wrapped in _wrapped(line, width, "", hidden=False, verbatim=verbatim)
    )


def _marked(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether it is printed unchanged (math, rows of tables)."""
    from litnotes.render import inline

    for line, in_math in inline.math_blocks(text.split("\n")):
        yield line, in_math or re.fullmatch(_ROW, line) is not None


def _wrapped(line: str, width: int, style: str, *, hidden: bool, verbatim: bool) -> Iterator[Text]:
    """Yield the wrapped lines of a line of a page; further lines are indented to its text."""
    from rich.text import Text

    from litnotes.render import inline

    front = re.match(_FRONT, line).group()  # type: ignore[union-attr]
    rest = line[len(front) :]
    parts = iter([inline.Piece(rest, "whole")]) if verbatim else inline.pieces(rest)
    room = max(width - len(front), MIN_WIDTH)
    for wrapped in _lines(list(inline.with_addresses(parts, hidden=hidden)), room, style):
        yield Text(front) + wrapped
        front = " " * len(front)


def _lines(parts: list[Piece], room: int, style: str) -> Iterator[Text]:
    from rich.cells import cell_len
    from rich.style import Style
    from rich.text import Text

    from litnotes.render import inline

    text = Text(style=style)
    whole: list[tuple[int, int]] = []
    for part in parts:
        if part.kind == "whole":
            whole.append((len(text), len(text) + len(part.text)))
        link = part.url if part.kind == "link" else None
        text.append(part.text, Style(bold=part.bold or None, link=link))
    for line in text.divide(inline.line_starts(text.plain, whole, room, cell_len)):
        line.rstrip()
        yield line
