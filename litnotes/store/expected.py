"""Messages for wrong values in a file: what is expected instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

ValuePlace = tuple[str | int, ...]
"""The path to a value: names and item numbers."""

_EXPECTED = {
    "int_parsing": "expected a whole number, such as 2021",
    "int_from_float": "expected a whole number, such as 2021",
    "int_type": "expected a whole number, such as 2021",
    "string_type": "expected a text",
    "tuple_type": "expected a list: one item per line, each after a dash",
    "list_type": "expected a list: one item per line, each after a dash",
    "dict_type": "expected names and values: one per line, with a colon between them",
    "model_type": "expected names and values: one per line, with a colon between them",
    "date_from_datetime_parsing": "expected a date such as 2024-05-31",
    "date_parsing": "expected a date such as 2024-05-31",
    "date_type": "expected a date such as 2024-05-31",
    "bool_parsing": "expected true or false",
    "bool_type": "expected true or false",
}


def sentence(kind: str, place: ValuePlace, error: Mapping[str, Any], model: type[BaseModel]) -> str:
    """Return a message for an error of pydantic: what is wrong with a value, and what is expected."""
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in place)
    if kind == "extra_forbidden":
        import difflib

        near = difflib.get_close_matches(str(place[-1]), _names_at(model, place[:-1]), n=1)
        return f"{name} is not known here" + (f"; did you mean {near[0]}?" if near else "")
    if kind == "missing":
        return f"{name} is missing"
    if kind == "literal_error":
        return f"{name}: expected {error['ctx']['expected']}"
    if kind == "value_error":
        return f"{name}: {error['ctx']['error']}"
    return f"{name}: {_EXPECTED.get(kind, error['msg'])}"


def _names_at(model: type[BaseModel], place: ValuePlace) -> list[str]:
    """Return the names that are allowed at a place of a model."""
    for part in place:
        field = model.model_fields.get(str(part))
        inner = field.annotation if field else None
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return []
        model = inner
    return list(model.model_fields)
