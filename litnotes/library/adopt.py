"""Papers that reports name exactly, as records of their own."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from litnotes.library.history import names_in
from litnotes.library.identify import Library, Recorded, paper_of
from litnotes.model.paper import Paper
from litnotes.model.reports import Report


def adopt(reports: Mapping[datetime.date, Report], library: Library) -> list[Paper]:
    """Return the papers that reports name exactly and that are not in the library; add them to it."""
    return adopt_named(
        ((day, ways) for day, report in sorted(reports.items()) for ways, _ in names_in(report)), library
    )


def adopt_named(named: Iterable[tuple[datetime.date, Sequence[str]]], library: Library) -> list[Paper]:
    """Return the papers that names stand for exactly and that are not in the library; add them to it.

    `named` are days with the ways in which a name is written there, oldest first.
    """
    adopted: list[Paper] = []
    for day, ways in named:
        outcome = library.identify(*ways)
        if isinstance(outcome, Recorded):
            paper = paper_of(outcome.record, library=library, added=day, by=ways[-1])
            library.add(paper)
            adopted.append(paper)
    return adopted
