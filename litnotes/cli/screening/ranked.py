"""The candidates of the notes in the order in which a person screens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litnotes.cli.screening.pool import Pool

if TYPE_CHECKING:
    from litnotes.screening.queue import Queue
    from litnotes.screening.ranking import RankedText


def queue_of(pool: Pool, by: str = "") -> Queue:
    """Return what a person has to screen."""
    from litnotes.screening.queue import Queue
    from litnotes.screening.standing import decisions_in

    return Queue(pool.standings, decisions_in(pool.traces.values()), _known(pool), by)


def _known(pool: Pool) -> list[RankedText]:
    """Return the papers to be like: those that searches started from, and own ones that are included.

    Candidates are not among them; they are known by their decisions.
    """
    from litnotes.index import items
    from litnotes.screening.ranking import RankedText

    candidates = {one.paper for one in pool.standings if one.paper}
    traced = [key for trace in pool.traces.values() for key in trace.question.seeds]
    seeds = [pool.former_keys.get(key, key) for key in traced]
    rows = pool.notes.ask(items.decided)
    included = [row.key for row in rows if row.key and row.decision == "include"]
    keys = [key for key in dict.fromkeys((*seeds, *included)) if key not in candidates]
    records = pool.notes.ask(lambda connection: [(key, items.record(connection, key)) for key in keys])
    return [
        RankedText(
            title=record["title"],
            abstract=record.get("abstract") or "",
            keywords=" ; ".join(record.get("tags") or ()),
            venue=record.get("venue") or "",
            year=record.get("year"),
            cites=frozenset({key, *(before for before, now in pool.former_keys.items() if now == key)}),
        )
        for key, record in records
        if record
    ]
