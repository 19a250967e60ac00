"""Which versions of modules make a result: a kept result of other versions is made again."""

from __future__ import annotations

import contextlib
from importlib.util import find_spec
from pathlib import Path


def made_by(*modules: str) -> list[tuple[str, int, int]]:
    """Return file, time and size of each module; empty where there are no files, as in an archive."""
    origins = [spec.origin for name in modules if (spec := find_spec(name)) and spec.origin]
    with contextlib.suppress(OSError):
        return [
            (origin, status.st_mtime_ns, status.st_size)
            for origin in origins
            if (status := Path(origin).stat())
        ]
    return []
