"""Adds the papers that reports name exactly to the library."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from litnotes.library.history import names_in
from litnotes.library.identify import Library, Recorded, paper_of
from litnotes.model.paper import Paper
from litnotes.model.reports import Report


def adopt(reports: Mapping[datetime.date, Report], library: Library) -> list[Paper]:
    """Add the papers that reports name exactly to the library; return those that are new."""
    return adopt_named(
        ((day, ways) for day, report in sorted(reports.items()) for ways, _ in names_in(report)), library
    )


def adopt_named(named: Iterable[tuple[datetime.date, Sequence[str]]], library: Library) -> list[Paper]:
    """Add the papers that names mean exactly to the library; return those that are new.

    `named` are days, oldest first, each with the ways in which a name is written.
    """
    adopted: list[Paper] = []
    for day, ways in named:
        outcome = library.identify(*ways)
        if isinstance(outcome, Recorded):
            paper = paper_of(outcome.record, library=library, added=day, by=ways[-1])
            library.add(paper)
            adopted.append(paper)
    return adopted
