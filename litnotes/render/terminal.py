"""Output on a terminal: tables, bold headings, lines wrapped at words.

Rich is known here, in `guide_page` (Markdown) and in `wrap` (the width of letters).
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from litnotes.render.report_page import SECTIONS
from litnotes.render.text import terminal_of
from litnotes.render.wrap import HANG, columns_of, hung, spans, width_of, wrapped
from litnotes.values.printable import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from litnotes.render.inline import Piece
    from litnotes.render.marked import Marked
    from litnotes.render.side_by_side import Styled

MIN_WIDTH = 20
LINES_AT_ONCE = 200
"""Lines that Rich prints together, because it takes twice as long for each alone."""
MIN_RULE = 4
MAX_DOING = 40
MAX_WAITING = 60
HEADINGS = frozenset(dict(SECTIONS).values())
_BREAKS = r"[\t\n]"
_FRONT = r"\s*(?:\d+\. |- )?"
_LABEL = r"[a-z][a-z -]{0,30}: "
_ROW = r"\s*(?:\d+\. )?\|.*\|\s*"


def console_of(stream: TextIO) -> Console:
    """Return the console of a stream, as wide as its terminal."""
    from rich.console import Console

    # The width, because Rich takes 80 columns on a dumb terminal.
    return Console(file=stream, width=columns_of(stream), highlight=False)


def show_rows(rows: Iterable[Sequence[str]]) -> None:
    """Print rows for a program: cells separated by tabs, all at once because there may be many."""
    lines = (re.sub(_BREAKS, " ", "\0".join(row)).replace("\0", "\t") for row in rows)
    print(printable("\n".join(lines)))  # noqa: T201


def show_styled(lines: Iterable[Iterable[Styled]]) -> None:
    """Print lines that fit the terminal; in a pipe without styles."""
    if not sys.stdout.isatty():
        for line in lines:
            print("".join(part.text for part in line))  # noqa: T201
        return
    from rich.text import Text

    console = console_of(sys.stdout)
    rest = iter(lines)
    while some := list(itertools.islice(rest, LINES_AT_ONCE)):
        texts = [Text.assemble(*line) for line in some]
        console.print(Text("\n").join(texts), soft_wrap=True)


def terminal_columns() -> int | None:
    """Return the width of the terminal on stdout, None for a pipe."""
    if not sys.stdout.isatty():
        return None
    return max(columns_of(sys.stdout), MIN_WIDTH)


def show_rule(text: str) -> None:
    """Print a line across the terminal with a few words in it; many words are printed alone."""
    from rich.rule import Rule
    from rich.text import Text

    console = console_of(sys.stdout)
    text = printable(text)
    if width_of(text) + MIN_RULE > console.width:
        console.print(Text(wrapped(text, console.width), style="dim"), soft_wrap=True)
    else:
        console.print(Rule(Text(text), align="left", style="dim"))


def show_table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: Collection[str] = ()) -> None:
    """Print rows: a table on a terminal, where cells wrap; tab-separated lines in a pipe.

    Columns in `right` hold numbers and are aligned right.
    """
    clean = [[printable(cell.replace("\t", " ").replace("\n", " ")) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in clean:
            print("\t".join(row))  # noqa: T201
        return
    from rich.text import Text

    console = console_of(sys.stdout)
    head = [Text(name, "bold") for name in columns]
    for line in table_of([head, *([Text(cell) for cell in row] for row in clean)], right, console.width):
        console.print(line, soft_wrap=True)


def table_of(rows: Sequence[Sequence[Text]], right: Collection[str], room: int) -> Iterator[Text]:
    """Yield the lines of a table with formatted cells; see `table.table_lines`."""
    from rich.text import Text

    from litnotes.render.table import table_lines

    for line in table_lines([[cell.plain for cell in row] for row in rows], right, room):
        shown = Text(style="bold" if line.is_title else "")
        for part in line.parts:
            shown.append(part.before)
            shown.append_text(rows[part.row][part.column][part.start : part.end])
        shown.rstrip()
        yield shown


@contextlib.contextmanager
def progress(total: int, what: str) -> Iterator[Callable[[str, int], None]]:
    """Yield a function that moves a progress bar: the current item, how many more are done."""
    if not sys.stderr.isatty() or not total:
        yield lambda _doing, _more: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[doing]}", markup=False),
    )  # fmt: skip
    with Progress(*columns, console=console_of(terminal_of(sys.stderr)), transient=True) as bar:
        task = bar.add_task(what, total=total, doing="")
        yield lambda doing, more: bar.update(task, advance=more, doing=printable(doing)[:MAX_DOING])


@contextlib.contextmanager
def tally(what: str) -> Iterator[Callable[[str, int, int | None], None]]:
    """Yield a function that moves a counter: the current item, how many more are done, the total or None.

    For long work of unknown length: a bar with count and rate, on a terminal only.
    """
    if not sys.stderr.isatty():
        yield lambda _doing, _more, _total: None
        return
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(bar_width=20), TextColumn("{task.completed:,}"),
        TextColumn("{task.fields[rate]}"), TextColumn("{task.fields[doing]}", markup=False),
    )  # fmt: skip
    with Progress(*columns, console=console_of(terminal_of(sys.stderr)), transient=True) as bar:
        task = bar.add_task(what, total=None, doing="", rate="")

        def step(doing: str, more: int, total: int | None) -> None:
            seconds = bar.tasks[0].elapsed or 0
            done = bar.tasks[0].completed + more
            rate = f"{done / seconds:,.0f}/s" if seconds > 1 and done else ""
            shown = printable(doing)[:MAX_WAITING]
            is_new = shown != bar.tasks[0].fields["doing"]  # shown at once, also if it lasts only a moment
            bar.update(task, advance=more, total=total, doing=shown, rate=rate, refresh=is_new)

        yield step


@contextlib.contextmanager
def bytes_progress(what: str) -> Iterator[Callable[[str, int, int], None]]:
    """Yield a function that moves a bar in bytes, with the time left: the current item, more, the total."""
    if not sys.stderr.isatty():
        yield lambda _doing, _more, _total: None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(bar_width=20), DownloadColumn(), TimeRemainingColumn(),
        TextColumn("{task.fields[doing]}", markup=False),
    )  # fmt: skip
    with Progress(*columns, console=console_of(terminal_of(sys.stderr)), transient=True) as bar:
        task = bar.add_task(what, total=None, doing="")

        def step(doing: str, more: int, total: int) -> None:
            bar.update(task, advance=more, total=total)
            if doing:
                bar.update(task, doing=printable(doing)[:MAX_DOING], refresh=True)

        yield step


def show_diff(lines: Iterable[str]) -> None:
    """Print the lines of a diff; on a terminal they wrap, removed lines are red and added lines green."""
    if not sys.stdout.isatty():
        for line in lines:
            print(line)  # noqa: T201
        return
    from rich.text import Text

    console = console_of(sys.stdout)
    styles = {"-": "red", "+": "green", "@": "cyan"}
    for line in lines:
        named = line.startswith(("--- ", "+++ "))
        style = "bold" if named else styles.get(line[:1], "")
        for part in hung(line, console.width):
            console.print(Text(part, style=style), soft_wrap=True)


def show_marked(lines: Iterable[Marked], stream: TextIO | None = None) -> None:
    """Print lines to a stream, stdout by default.

    On a terminal, their marked places are highlighted and they wrap at words.
    """
    stream = stream or sys.stdout
    if not stream.isatty():
        for line in lines:
            print(f"{line.front}{line.text}", file=stream)
        return
    console = console_of(stream)
    for line in lines:
        for part in _marked_lines(line, console.width):
            console.print(part, soft_wrap=True)


def _marked_lines(line: Marked, columns: int) -> Iterator[Text]:
    from rich.text import Text

    text = Text(line.text)
    for start, end in line.spans:
        text.stylize("bold yellow", start, end)
    front = line.front
    indent = len(front) - len(front.lstrip())
    style = line.style or ("dim" if indent else "bold")
    hang = width_of(front) - indent if line.hang is None else line.hang
    if front.strip() and columns - width_of(front) < MIN_WIDTH:  # it has a line of its own
        yield from (Text(part, style=style) for part in hung(front.rstrip(), columns))
        hang = HANG if line.hang is None else line.hang
        front = " " * (indent + hang)
    below = max(columns - indent - hang, MIN_WIDTH)
    for start, end in spans(line.text, max(columns - width_of(front), MIN_WIDTH), below):
        yield Text.assemble((front, style), text[start:end])
        front = " " * (indent + hang)


def show_page(text: str, headings: Collection[str] = HEADINGS) -> None:
    """Print a page of plain text.

    On a terminal, the first line and the headings are bold, lines wrap at words, and links and bold text
    are formatted; math and rows of tables are printed unchanged.
    """
    if not sys.stdout.isatty():
        print(text)  # noqa: T201
        return
    from litnotes.render import inline

    console = console_of(sys.stdout)
    hidden = console.color_system is not None and inline.opens_links(os.environ)
    for number, (line, verbatim) in enumerate(_marked(text)):
        style = "bold" if number == 0 or line in headings else ""
        for part in _wrapped(line, console.width, style, hidden=hidden, verbatim=verbatim):
            console.print(part, soft_wrap=True)


def fitted(lines: Iterable[str]) -> str:
    """Return lines as text for `print`: on a terminal, wrapped as `show_page` wraps it, without styles."""
    text = printable("\n".join(lines))
    if not sys.stdout.isatty():
        return text
    width = columns_of(sys.stdout)
    return "\n".join(
        part.plain
        for line, verbatim in _marked(text)
        for part in _wrapped(line, width, "", hidden=False, verbatim=verbatim)
    )


def _marked(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether it is printed unchanged (math, rows of tables)."""
    from litnotes.render import inline

    for line, in_math in inline.math_blocks(text.split("\n")):
        yield line, in_math or re.fullmatch(_ROW, line) is not None


def _wrapped(line: str, width: int, style: str, *, hidden: bool, verbatim: bool) -> Iterator[Text]:
    """Yield the wrapped lines of a line of a page.

    Further lines are indented to the text of an item, and below a label such as `authors: `.
    """
    from rich.text import Text

    from litnotes.render import inline

    front = re.match(_FRONT, line).group()  # type: ignore[union-attr]
    rest = line[len(front) :]
    parts = iter([inline.Piece(rest, "whole")]) if verbatim else inline.pieces(rest)
    hang = len(front) + (HANG if re.match(_LABEL, rest) else 0)
    rooms = max(width - len(front), MIN_WIDTH), max(width - hang, MIN_WIDTH)
    for part in _lines(list(inline.with_addresses(parts, hidden=hidden)), *rooms, style):
        yield Text(front) + part
        front = " " * hang


def _lines(parts: list[Piece], room: int, below: int, style: str) -> Iterator[Text]:
    from rich.style import Style
    from rich.text import Text

    from litnotes.render import inline

    text = Text(style=style)
    whole: list[tuple[int, int]] = []
    for part in parts:
        if part.kind == "whole" and not (part.text.startswith("`") and width_of(part.text) > below):
            whole.append((len(text), len(text) + len(part.text)))
        link = part.url if part.kind == "link" else None
        text.append(part.text, Style(bold=part.bold or None, link=link))
    for line in text.divide(inline.line_starts(text.plain, whole, room, width_of, below=below)):
        line.rstrip()
        yield line
