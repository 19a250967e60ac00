"""When to make the pages again: a file of the notes changed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from litnotes.index.scan import Scan, scan

PAUSE = 1.0
"""Seconds between two looks at the stamps of the files."""


def changes(root: Path, pause: float = PAUSE) -> Iterator[None]:
    """Yield once at the start, then whenever a file of the notes changed; it never ends.

    A change while the caller works counts: the stamps are those from before the work.
    """
    before: Scan = {}
    while True:
        if (now := _stamps(root)) != before:
            before = now
            yield
        time.sleep(pause)


def _stamps(root: Path) -> Scan:
    """Return the stamps of the files; `days/` is derived, and the pages are made from the reports."""
    return {folder: packed for folder, packed in scan(root).items() if folder != "days"}
