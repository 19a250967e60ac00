"""Links between candidates and the papers they are reached from, each once, merged over all sources."""

from __future__ import annotations

from litnotes.model.candidate import Candidate, Reached

Links = dict[tuple[str, str], Reached]
"""Links by paper and direction."""


def put(links: Links, reached: Reached) -> None:
    """Add a link; if there is one already, add only what is new."""
    link = (reached.paper, reached.direction)
    known = links.get(link)
    links[link] = _joined(known, reached) if known else reached


def joined_links(*candidates: Candidate) -> tuple[Reached, ...]:
    """Return the links of candidates: one for each paper and direction."""
    links: Links = {}
    for candidate in candidates:
        for reached in candidate.reached:
            put(links, reached)
    return tuple(links.values())


def _joined(one: Reached, other: Reached) -> Reached:
    """Return one link, merged from those of two sources."""
    return one.model_copy(
        update={
            "sources": tuple(dict.fromkeys((*one.sources, *other.sources))),
            "contexts": tuple(dict.fromkeys((*one.contexts, *other.contexts))),
            "intents": tuple(dict.fromkeys((*one.intents, *other.intents))),
            "influential": one.influential if other.influential is None else other.influential,
        }
    )
