"""Papers that reports name exactly, as records of their own."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from litnotes.library.history import names_in
from litnotes.library.identify import Library, Recorded, paper_of
from litnotes.model.paper import Paper
from litnotes.model.report import Report


def adopt(reports: Mapping[datetime.date, Report], library: Library) -> list[Paper]:
    """Return the papers that reports name exactly and that are not in the library; add them to it."""
    adopted: list[Paper] = []
    for day, report in sorted(reports.items()):
        for names, _ in names_in(report):
            outcome = library.identify(*names)
            if isinstance(outcome, Recorded):
                paper = paper_of(outcome.record, library=library, added=day, by=names[-1])
                library.add(paper)
                adopted.append(paper)
    return adopted
