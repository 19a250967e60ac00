"""Files of an old format, when a command changes them: they are written in the present format.

What they were before is kept in the state folder, under their name and a hash of their content.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from litnotes import locks
from litnotes.model import file_formats
from litnotes.store import atomic, files, yaml
from litnotes.values.patterns import pattern

FOLDER = "migrated"

_START = 4096
_FORMAT = pattern(rb"(?:\A|\n)format: *'?([0-9]+)")


def present_text(model: str, path: Path, data: bytes, state_folder: Path) -> str:
    """Return the text of a file in the present format; an old file is kept before, and the user told.

    Raises Unreadable if a newer litnotes wrote it.
    """
    text = data.decode()
    values = yaml.load(text, str(path))
    was_old = file_formats.is_old(model, values)
    current = file_formats.migrated(model, values, str(path))
    if not was_old:
        return text
    keep_before(model, path, data, state_folder)
    return yaml.dump(file_formats.with_format(model, current))


def is_present(model: str, data: bytes) -> bool:
    """Whether a file whose first bytes are given, and that begins with its format, has the present one."""
    named = _FORMAT.search(data[:_START])
    return file_formats.is_current(model, int(named.group(1) if named else 1))


def has_old_start(model: str, path: Path) -> bool:
    """Whether a file, which begins with its format if it names one, has an old format."""
    if file_formats.plainest(model) == 1:
        return False
    with path.open("rb") as file:
        return not is_present(model, file.read(_START))


def keep_if_old(model: str, path: Path, data: bytes | None, state_folder: Path) -> None:
    """Keep a file that is written anew, if it has an old format."""
    if data is not None and not is_present(model, data):
        keep_before(model, path, data, state_folder)


def keep_before(model: str, path: Path, data: bytes, state_folder: Path) -> None:
    """Keep a file of an old format, and say where."""
    kept = state_folder / FOLDER / f"{path.name}.{files.sha256(data)[:12]}"
    with files.guarded(kept), contextlib.suppress(FileExistsError):
        atomic.create(kept, data)
    locks.tell(f"{path.name} is now in format {file_formats.plainest(model)}; {kept} is the file before")
