"""The flow of a review as a self-contained SVG picture for papers, slides and web pages.

The viewer's fonts are unknown. Text wraps by the letter widths of the widest common fonts (Verdana, DejaVu
Sans), so that it fits its box in narrower fonts too.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from litnotes.render.flow_table import FlowLine, FlowStep, drawn_steps
from litnotes.render.inline import line_starts

if TYPE_CHECKING:
    from litnotes.screening.prisma import Flow

MARGIN = 16
BAND = 30
BOX = 330
GAP = 44
"""Space between two boxes of one step; the arrow crosses it."""

LEFT = MARGIN + BAND + 14
RIGHT = LEFT + BOX + GAP
WIDTH = RIGHT + BOX + MARGIN

SIZE = 13
ROW = 18
PAD = 10
INDENT = 14
STEP = 30
"""Space between a step and the next one below."""

FONTS = "Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', sans-serif"
COLOURS = {"Identification": "#cfe0f3", "Screening": "#dcebd3", "Included": "#f6e3c0"}

_INK = "#222222"
_NARROW = frozenset("ijl.,:;'|!()[]Itfr/\\- \"")
_MEDIUM = frozenset("#&+<=>^~")
_BROAD = frozenset("mwMW@%—…")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of text in a box, with its indent in pixels."""

    text: str
    indent: int
    bold: bool


@dataclass(frozen=True, slots=True)
class _Placed:
    """A step with its rows and its vertical position."""

    step: FlowStep
    main: tuple[_Row, ...]
    aside: tuple[_Row, ...]
    top: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height


def flow_svg(flow: Flow) -> str:
    """Return the flow of a review as SVG, as in PRISMA 2020; the height fits the content."""
    placed = list(_placed(drawn_steps(flow)))
    height = placed[-1].bottom + MARGIN
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:g}" '
        f'viewBox="0 0 {WIDTH} {height:g}" role="img" '
        f'aria-labelledby="prisma-flow-title prisma-flow-desc" font-family="{FONTS}" '
        f'font-size="{SIZE}" fill="{_INK}">'
    )
    ways = (_down(above.top + _height(above.main), below.top) for above, below in pairwise(placed))
    return "\n".join(
        (
            head,
            '<title id="prisma-flow-title">PRISMA 2020 flow diagram</title>',
            f'<desc id="prisma-flow-desc">{_escaped(_in_words(flow))}</desc>',
            f'<rect width="{WIDTH}" height="{height:g}" fill="#ffffff"/>',
            *_bands(placed),
            *(line for step in placed for line in _drawn(step)),
            *ways,
            "</svg>",
        )
    )


def _in_words(flow: Flow) -> str:
    return (
        f"Records identified: {flow.identified}. Removed before screening: {flow.removed}. "
        f"Not decided yet: {flow.works - flow.screened}. "
        f"Screened: {flow.screened}. Excluded: {flow.screened - flow.sought}. "
        f"Sought for retrieval: {flow.sought}. Not retrieved: {flow.not_retrieved}. "
        f"Assessed for eligibility: {flow.assessed}. Excluded then: {flow.assessed - flow.included}. "
        f"Included: {flow.included}."
    )


def _placed(steps: Sequence[FlowStep]) -> Iterator[_Placed]:
    top: float = MARGIN
    alone = {phase for phase, of_phase in groupby(steps, lambda step: step.phase) if len([*of_phase]) == 1}
    for step in steps:
        main, aside = tuple(_rows(step.main)), tuple(_rows(step.aside))
        # The name of a phase is turned by 90 degrees and may be longer than a single step is high.
        least = width_of(step.phase) * SIZE + 2 * PAD if step.phase in alone else 0
        height = max(_height(main), _height(aside), float(round(least)))
        yield _Placed(step, main, aside, top, height)
        top += height + STEP


def _height(rows: Sequence[_Row]) -> float:
    return len(rows) * ROW + 2 * PAD if rows else 0


def _rows(lines: Sequence[FlowLine]) -> Iterator[_Row]:
    for line in lines:
        text = str(line)
        room = (BOX - 2 * PAD - INDENT * (line.depth + 1)) / SIZE
        starts = line_starts(text, [(text.rindex("(n = "), len(text))], room, width_of, cut=True)
        for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
            indent = INDENT * (line.depth + (start > 0))
            yield _Row(text[start:end].rstrip(), indent, bold=line.depth == 0)


def width_of(text: str) -> float:
    """Return the greatest width of a text, in units of the font size."""
    return sum(map(_width, text))


def _width(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.4 if letter >= "\U0001f000" else 1.05
    if letter in _NARROW:
        return 0.46
    if letter in _BROAD or not letter.isascii():
        return 1
    if letter in _MEDIUM:
        return 0.85
    return 0.8 if letter.isupper() else 0.68


def _bands(placed: Sequence[_Placed]) -> Iterator[str]:
    """Yield a band with the name of each phase, to the left of its steps."""
    for phase, grouped in groupby(placed, lambda each: each.step.phase):
        group = list(grouped)
        top, bottom = group[0].top, group[-1].bottom
        x, y = MARGIN + BAND / 2, (top + bottom) / 2
        yield _rectangle(MARGIN, top, BAND, bottom - top, COLOURS[phase])
        yield (
            f'<text transform="translate({x:g} {y:g}) rotate(-90)" text-anchor="middle" dy="0.35em" '
            f'font-weight="bold">{_escaped(phase)}</text>'
        )


def _drawn(placed: _Placed) -> Iterator[str]:
    yield from _box(LEFT, placed.top, placed.main)
    if placed.aside:
        yield from _box(RIGHT, placed.top, placed.aside)
        yield _across(LEFT + BOX, placed.top + PAD + ROW / 2, RIGHT)


def _box(x: float, y: float, rows: Sequence[_Row]) -> Iterator[str]:
    yield _rectangle(x, y, BOX, _height(rows), "#ffffff")
    for number, row in enumerate(rows):
        baseline = y + PAD + number * ROW + SIZE
        weight = ' font-weight="bold"' if row.bold else ""
        yield f'<text x="{x + PAD + row.indent:g}" y="{baseline:g}"{weight}>{_escaped(row.text)}</text>'


def _rectangle(x: float, y: float, width: float, height: float, colour: str) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="3" '
        f'fill="{colour}" stroke="{_INK}"/>'
    )


# Arrow heads are drawn as paths: marker ids would clash where a page shows several pictures.


def _across(x: float, y: float, end: float) -> str:
    return f'<path d="M{x:g} {y:g}H{end - 8:g}" stroke="{_INK}"/><path d="M{end:g} {y:g}l-9 -4.5v9z"/>'


def _down(y: float, end: float) -> str:
    x = LEFT + BOX / 2
    return f'<path d="M{x:g} {y:g}V{end - 8:g}" stroke="{_INK}"/><path d="M{x:g} {end:g}l-4.5 -9h9z"/>'


def _escaped(text: str) -> str:
    return html.escape(text)
