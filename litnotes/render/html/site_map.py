"""The citation map as SVG in a page: a row of papers for each year, a curve for each citation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from litnotes.values.printable import printable

if TYPE_CHECKING:
    from litnotes.app.site.citation_map import CitationMap, MappedPaper

ACROSS = 5
LEFT, CELL, BOX, HIGH, ROW, GAP = 56, 180, 164, 28, 50, 26
WIDTH = LEFT + ACROSS * CELL
LONGEST = 18
"""Most letters of a name in its box."""


class MapNode(NamedTuple):
    """A paper in its place; `curves` lead to the papers that it cites."""

    href: str
    label: str
    title: str
    x: int
    y: int
    is_seed: bool
    curves: tuple[str, ...]


def map_values(content: CitationMap) -> dict[str, object]:
    """Return what the template of the map needs."""
    places: dict[str, tuple[int, int]] = {}
    years: list[tuple[str, int]] = []
    top = 10
    for year, group in groupby(content.papers, key=lambda paper: paper.year):
        papers = [*group]
        years.append((str(year or "n.d."), top))
        places |= {
            paper.key: (LEFT + at % ACROSS * CELL, top + at // ACROSS * ROW)
            for at, paper in enumerate(papers)
        }
        top += -(-len(papers) // ACROSS) * ROW + GAP
    return {
        "nodes": [*_nodes(content, places)],
        "years": years,
        "size": {"width": WIDTH, "height": top, "box": BOX, "high": HIGH},
        "left_out": content.left_out,
    }


def _nodes(content: CitationMap, places: Mapping[str, tuple[int, int]]) -> Iterator[MapNode]:
    names = {paper.key: paper.name for paper in content.papers}
    for paper in content.papers:
        x, y = places[paper.key]
        label = printable(" ".join(paper.name.split()))
        short = label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"
        curves = tuple(_curve(x, y, *places[key]) for key in paper.cites)
        title = _title(paper, names)
        yield MapNode(f"papers/{quote(paper.key)}.html", short, title, x, y, paper.is_seed, curves)


def _title(paper: MappedPaper, names: Mapping[str, str]) -> str:
    cites = f"; cites {', '.join(names[key] for key in paper.cites)}" if paper.cites else ""
    year = f" ({paper.year})" if paper.year else ""
    return printable(" ".join(f"{paper.title}{year}{cites}".split()))


def _curve(x: int, y: int, to_x: int, to_y: int) -> str:
    """Return the path from the edge of the citing box to that of the cited one."""
    down = to_y >= y
    start, end = (y + HIGH, to_y) if down else (y, to_y + HIGH)
    if to_y == y:
        start = end = y + HIGH
    bend = max(20, abs(end - start) // 2) * (1 if down else -1)
    back = bend if to_y == y else -bend
    x, to_x = x + BOX // 2, to_x + BOX // 2
    return f"M{x} {start}C{x} {start + bend} {to_x} {end + back} {to_x} {end}"
