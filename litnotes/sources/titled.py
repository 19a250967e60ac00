"""The papers of an answer as an outcome: a paper without a title cannot be told from others."""

from __future__ import annotations

from collections.abc import Iterable

from litnotes.model.record import Record
from litnotes.sources.outcome import Failed, Found, Outcome, Withheld


def titled(label: str, records: Iterable[Record]) -> Outcome[tuple[Record, ...]]:
    """Return the records with a title; withheld where there are only ids, failed where there is nothing.

    Args:
        label: the name of the service for people.
        records: what was read of an answer that should hold papers.
    """
    read = tuple(records)
    with_title = tuple(record for record in read if record.title)
    if with_title:
        return Found(with_title)
    if any(record.ids for record in read):
        return Withheld(f"{label} knows the paper but gives no title")
    return Failed(f"{label}'s answer holds no paper")
