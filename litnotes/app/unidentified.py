"""The names in reports that mean no known paper."""

from __future__ import annotations

from litnotes.app.notes import Notes


def unidentified(notes: Notes) -> list[tuple[str, str]]:
    """Return the unidentified names, with the last day of each."""
    from litnotes.index import items
    from litnotes.library.history import histories

    if notes.dry_run:  # the index is not brought up to date
        named = histories(notes.days.reports(), notes.library)
        return [(history.name, str(history.days[-1])) for history in named if not history.paper]
    rows = items.papers(notes.index.connection)
    return [(row.name, row.last_day or "") for row in rows if row.kind == "name"]
