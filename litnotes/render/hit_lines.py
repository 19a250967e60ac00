"""The hits of a search in the notes, as lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from litnotes.render.marked import Marked, marked
from litnotes.render.paper_page import cited
from litnotes.render.text import count

if TYPE_CHECKING:
    from litnotes.index.hits import Hit, HitContext

INDENT = "    "


def hit_lines(hit: Hit, outside: str) -> Iterator[Marked]:
    """Yield the name of an item, then the places in it that match.

    A line of a report starts with its place, such as `2024-05-31:12`. `outside` states how the year of the
    item misses the criteria; it is empty where it does not.
    """
    indent = ""
    if hit.kind != "said":
        indent = INDENT
        front = f"{hit.key}  " if hit.key else ""
        yield marked(front, hit.name, hit.spans, f" ({'; '.join(filter(None, (*_about(hit), outside)))})")
    for context in hit.contexts:
        yield marked(f"{indent}{_front(context)}", context.text, context.spans)
    if hit.more:
        yield marked(indent, f"and {count(hit.more, 'more place')} in reports")


def _about(hit: Hit) -> Iterator[str]:
    if hit.kind == "name":
        yield "not identified"
    if hit.kind == "candidate":
        yield "candidate"
    if citation := cited(hit.authors, hit.venue, hit.venue_year or hit.year):
        yield citation
    yield from filter(None, (hit.reading, hit.decision))


def _front(context: HitContext) -> str:
    if context.place != "said":
        return f"{context.place}: "
    role = (context.role or "").replace("_", " ")
    return f"{context.day}:{context.line}  {role}: "
