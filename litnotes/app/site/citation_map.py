"""Who cites whom among the included papers and the seeds, as the traces found it."""

from __future__ import annotations

from typing import NamedTuple

from litnotes.app.site.contents import Contents

MOST = 250
"""The most papers of a map; those with the most links are kept."""


class MappedPaper(NamedTuple):
    """A paper of the map; `cites` are the keys of other papers of the map."""

    key: str
    name: str
    title: str
    year: int | None
    is_seed: bool
    cites: tuple[str, ...]


class CitationMap(NamedTuple):
    """The papers, the newest first, and the number of those left out."""

    papers: tuple[MappedPaper, ...]
    left_out: int


def citation_map(contents: Contents) -> CitationMap:
    """Return the map of the included papers and the seeds of all traces."""
    former, names = contents.pool.former_keys, contents.pool.names
    seeds = {
        former.get(key, key) for trace in contents.pool.traces.values() for key in trace.question.seeds
    }
    rows = [row for row in contents.rows if row.key and (row.decision == "include" or row.key in seeds)]
    cites, cited_by = contents.links
    rows.sort(key=lambda row: -len(cites.get(row.key or "", ())) - len(cited_by.get(row.key or "", ())))
    kept = {row.key: row for row in rows[:MOST]}
    papers = (
        MappedPaper(
            row.key or "",
            names.get(row.key or "", row.name),
            row.title or row.name,
            row.year,
            row.key in seeds,
            tuple(key for key in cites.get(row.key or "", ()) if key in kept),
        )
        for row in kept.values()
    )
    ordered = sorted(papers, key=lambda paper: (-(paper.year or 0), paper.name.lower()))
    return CitationMap(tuple(ordered), len(rows) - len(kept))
