"""Follows merged works: an old id to its new one, over several steps, or to nothing if it was deleted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import ibis.expr.types as ir

from litnotes.corpus import openalex_raw, uniting
from litnotes.corpus.engines import Engine, GroupSize, files_below

_MOST_STEPS = 12
"""Each step doubles the length of chains that are followed."""
_PAIRS = GroupSize(65_536, 1_000_000)


def merged(engine: Engine, lists: Sequence[Path], folder: Path) -> ir.Table:
    """Return the pairs (old, new) of lists of merged ids, followed to their end; made once in a folder.

    Works that are merged in a circle stay as they are.
    """
    last = folder / "all.parquet"
    if not last.exists():
        pairs = openalex_raw.merged(engine.csv(lists))
        pairs = pairs.group_by("old").aggregate(new=pairs.new.max())
        table = _written(engine, pairs, folder / "step-00.parquet")
        for number in range(1, _MOST_STEPS):
            table = _written(engine, uniting.followed(table, table), folder / f"step-{number:02}.parquet")
            if not engine.rows(uniting.unfinished(table)):
                break
        _written(engine, uniting.without_circles(table), last)
    return engine.parquet(files_below(last))


def _written(engine: Engine, pairs: ir.Table, path: Path) -> ir.Table:
    if not path.exists():
        engine.write(pairs.select("old", "new").order_by("old"), path, _PAIRS)
    return engine.parquet(files_below(path))
