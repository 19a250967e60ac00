"""Gives a table of Parquet the columns and types that are expected, as far as it has them.

A record in Parquet has the fields of the record in JSON, with more columns or fewer; a map may be written
as the text of a JSON object.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from litnotes.errors import Unreadable


def conformed(
    table: ir.Table,
    schema: ibis.Schema,
    needed: Collection[str],
    where: str,
    map_in_json: Callable[[Any], Any],
) -> ir.Table:
    """Return the expected columns of a table, null where it has none.

    `map_in_json` reads the text of a JSON object of lists of numbers.

    Raises Unreadable if it lacks a needed column: then it is of another version.
    """
    if missing := [name for name in needed if name not in table.columns]:
        raise Unreadable(
            f"{where}: this is a snapshot of another version: it has no column {missing[0]}; "
            "litnotes knows the fields of OpenAlex's API in autumn 2026"
        )
    return table.select(
        **{
            name: _as(table[name], kind, map_in_json) if name in table.columns else ibis.null(kind)
            for name, kind in schema.items()
        }
    )


def _as(value: Any, kind: dt.DataType, map_in_json: Callable[[Any], Any]) -> Any:
    """Return a value as another type; null if it cannot be."""
    have = value.type()
    if have == kind:
        return value
    if kind.is_map() and (have.is_string() or have.is_json()):
        return map_in_json(value)
    if kind.is_array() and have.is_array():
        return value.map(lambda item: _as(item, kind.value_type, map_in_json))
    if kind.is_struct() and have.is_struct():
        return ibis.struct(
            {
                name: _as(value[name], part, map_in_json) if name in have.names else ibis.null(part)
                for name, part in kind.items()
            }
        )
    simple = (have.is_primitive() or have.is_string() or have.is_temporal()) and not kind.is_nested()
    return value.try_cast(kind) if simple or kind.is_map() else ibis.null(kind)
