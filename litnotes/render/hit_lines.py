"""What a search found, as lines."""

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
    """Yield what an item is, then the places in it where the words stand.

    What was said has day and line in front, such as `2024-05-31:12`; `outside` is how the year of the item
    misses the criteria, if it does.
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
    if what := cited(hit.authors, hit.venue, hit.venue_year or hit.year):
        yield what
    yield from filter(None, (hit.reading, hit.decision))


def _front(context: HitContext) -> str:
    if context.place != "said":
        return f"{context.place}: "
    role = (context.role or "").replace("_", " ")
    return f"{context.day}:{context.line}  {role}: "
