"""Opens files of litnotes itself: a link at the place of one is never followed."""

from __future__ import annotations

import os
from pathlib import Path


def no_link(path: str, flags: int) -> int:
    """Return a descriptor, for `open(…, opener=no_link)`; raises OSError for a link."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0), 0o666)


def refuse_link(path: Path) -> None:
    """Make a file for SQLite, which would follow a link; raises OSError if there is one."""
    os.close(no_link(str(path), os.O_WRONLY | os.O_CREAT | os.O_APPEND))
