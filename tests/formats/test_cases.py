"""Files in the style of the tools that write them, each with what is read from it beside it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import yaml

from litnotes.formats import which
from tests.conftest import DATA

CASES = sorted(path for path in (DATA / "imports").iterdir() if path.suffix != ".yaml")


def _brief(value: Any) -> Any:
    """Return what says something: no defaults, tuples as lists."""
    return {
        name: list(one) if isinstance(one, tuple) else dict(one) if isinstance(one, dict) else one
        for name, one in value.items()
        if one not in (None, (), {}, False, "")
    }


def as_read(path: Path) -> dict[str, Any]:
    text, encoding = which.decoded(path.read_bytes())
    found = which.format_of(text)
    assert found
    entries, broken = which.reader_of(found)(text)
    return {
        "encoding": encoding,
        "format": found,
        "entries": [
            _brief(
                dataclasses.asdict(entry)
                | {"record": _brief(dataclasses.asdict(entry.record))}
                | {"labels": tuple(_brief(dataclasses.asdict(label)) for label in entry.labels)}
            )
            for entry in entries
        ],
        "broken": [_brief(dataclasses.asdict(one)) for one in broken],
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_a_file_is_read_as_its_twin_says(path: Path) -> None:
    expected = yaml.safe_load(path.with_name(f"{path.name}.expected.yaml").read_text("utf-8"))
    assert as_read(path) == expected
