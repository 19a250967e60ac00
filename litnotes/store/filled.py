"""The values of a model as a file in the notes has them: without what is empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel


def filled(model: BaseModel) -> dict[str, Any]:
    """Return the values of a model by name, without None, false and what is empty."""
    return {name: _plain(value) for name, value in model.model_dump().items() if not _is_empty(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items() if not _is_empty(item)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _is_empty(value: object) -> bool:
    return value is None or value is False or (isinstance(value, tuple | list | dict) and not value)
