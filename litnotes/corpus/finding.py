"""What a corpus is asked, as expressions: works by name, citations of works, whole rounds, words.

Each expression takes the tables and returns one: the same on every engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

import ibis
import ibis.expr.types as ir

from litnotes.corpus.work_columns import COLUMNS, title_key

Side = Literal["citing", "cited"]


class Tables(NamedTuple):
    """The tables of a corpus."""

    works: ir.Table
    by_citing: ir.Table
    by_cited: ir.Table
    keys: ir.Table


def named(tables: Tables, keys: Iterable[str]) -> ir.Table:
    """Return the pairs (key, id) of names such as `doi:10.1000/x`."""
    wanted = sorted({*keys})
    return tables.keys.filter(tables.keys.key.isin(wanted))


def key_of_title(title: str) -> ir.Table:
    """Return the key of a title, null without a letter; once it is known, it leads to few row groups."""
    key = ibis.literal("title:") + title_key(ibis.literal(title))
    return key.name("key").as_table()


def titled(tables: Tables, key: str, most: int) -> ir.Table:
    """Return works whose title has this key, or begins with it: it may have a subtitle."""
    found = tables.keys.filter(tables.keys.key >= key, tables.keys.key < f"{key}\U0010ffff")
    return works(tables, found.order_by("key", "id").limit(most).select("id"))


def works(tables: Tables, ids: ir.Table | Sequence[int]) -> ir.Table:
    """Return the works with some ids, in the order of these."""
    if isinstance(ids, ir.Table):
        return tables.works.semi_join(ids, "id").select(*COLUMNS).order_by("id")
    return tables.works.filter(tables.works.id.isin(list(ids))).select(*COLUMNS).order_by("id")


def citing(tables: Tables, ids: ir.Table | Sequence[int]) -> ir.Table:
    """Return the pairs (citing, cited) of the works that cite some works."""
    return _pairs(tables.by_cited, "cited", ids)


def cited(tables: Tables, ids: ir.Table | Sequence[int]) -> ir.Table:
    """Return the pairs (citing, cited) of the works that some works cite."""
    return _pairs(tables.by_citing, "citing", ids)


def _pairs(table: ir.Table, side: Side, ids: ir.Table | Sequence[int]) -> ir.Table:
    if isinstance(ids, ir.Table):
        wanted = table.semi_join(ids, table[side] == ids.id)
    else:
        wanted = table.filter(table[side].isin(list(ids)))
    other: Side = "citing" if side == "cited" else "cited"
    return wanted.select("citing", "cited").order_by(side, other)


def rounds(tables: Tables, seeds: Sequence[int], number: int, *, forward: bool = True) -> ir.Table:
    """Return the works reached from seeds in some rounds, with the first round of each: (id, round).

    One query, whatever the number of rounds; the seeds are not among them.
    """
    table, from_, to = (
        (tables.by_cited, "cited", "citing") if forward else (tables.by_citing, "citing", "cited")
    )
    reached: list[ir.Table] = []
    last: ir.Table | None = None
    for at in range(1, number + 1):
        if last is None:
            steps = table.filter(table[from_].isin(list(seeds)))
        else:
            steps = table.semi_join(last, table[from_] == last.id)
        last = steps.select(id=steps[to]).distinct()
        last = last.filter(~last.id.isin(list(seeds)))
        reached.append(last.mutate(round=ibis.literal(at, type="int8")))
    all_rounds = reached[0] if number == 1 else ibis.union(*reached)
    return all_rounds.group_by("id").aggregate(round=all_rounds["round"].min()).order_by("round", "id")


def sizes_of_rounds(tables: Tables, seeds: Sequence[int], number: int, *, forward: bool = True) -> ir.Table:
    """Return how many works each round reaches from seeds: (round, works)."""
    reached = rounds(tables, seeds, number, forward=forward)
    return reached.group_by("round").aggregate(works=reached.count()).order_by("round")


def matching(tables: Tables, condition: Any) -> ir.Table:
    """Return the numbers of the works that satisfy a condition, those cited most first."""
    found = tables.works.filter(condition).select("id", "citations")
    return found.order_by(found.citations.desc(nulls_first=False), "id")
