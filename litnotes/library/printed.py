"""Where two works of one title were published: what shows that they are two."""

from __future__ import annotations

from litnotes.library.venues import same_venue
from litnotes.model.described import Described
from litnotes.values.paper_types import is_preprint_server


def published_apart(one: Described, other: Described) -> str:
    """Return what speaks against one publication; empty if nothing does.

    Another volume or number of one venue does, as in a series. So do two venues with DOIs of two
    publishers, as of a guideline that several journals print. A preprint is no publication.
    """
    venues = _venue(one), _venue(other)
    if not all(venues):
        return ""
    if not same_venue(*venues):
        dois = one.ids.get("doi", ""), other.ids.get("doi", "")
        publishers = {value.partition("/")[0] for value in dois}
        return f"another DOI in {venues[1]} ({dois[1]})" if all(dois) and len(publishers) > 1 else ""
    for name in ("volume", "number"):
        values = getattr(one, name, None), getattr(other, name, None)
        if all(values) and values[0] != values[1]:
            return f"another {name} of {venues[0]} ({values[1]})"
    return ""


def _venue(work: Described) -> str:
    """Return the venue; empty for a preprint."""
    venue = getattr(work, "venue", None) or ""
    is_preprint = getattr(work, "type", None) == "preprint" or is_preprint_server(venue)
    return "" if is_preprint else venue
