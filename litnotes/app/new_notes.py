"""A new notes folder."""

from __future__ import annotations

from pathlib import Path


def make_notes(root: Path, topic: str) -> Path:
    """Make a notes folder with settings and a .gitignore for temporary files; return the folder."""
    from litnotes.store import turns

    with turns.locked(root):
        _write(root, topic)
    return root


def _write(root: Path, topic: str) -> None:
    from litnotes.config import starting_text
    from litnotes.store import files
    from litnotes.store.notebook import SETTINGS

    ignore = root / ".gitignore"
    before = files.read(ignore) if ignore.exists() else None
    if before is None or b".*.new" not in before.split():
        kept = before or b""
        separator = b"" if not kept or kept.endswith(b"\n") else b"\n"
        # A killed command may leave a temporary file next to the one it was writing.
        files.replace(ignore, kept + separator + b".*.new\n", expected=before)
    files.create(root / SETTINGS, starting_text(topic).encode())
