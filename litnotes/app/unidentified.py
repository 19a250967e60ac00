"""The names in reports that are no known paper."""

from __future__ import annotations

from litnotes.app.notes import Notes


def unidentified(session: Notes) -> list[tuple[str, str]]:
    """Return the names nobody identified, with the last day of each."""
    from litnotes.index import items
    from litnotes.library.history import histories

    if session.dry_run:  # the index is not brought up to date
        found = histories(session.days.reports(), session.library)
        return [(history.name, str(history.days[-1])) for history in found if not history.paper]
    rows = items.papers(session.index.connection)
    return [(row.name, row.last_day or "") for row in rows if row.kind == "name"]
