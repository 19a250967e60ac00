"""Pictures of the notes folder, embedded into a page."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from litnotes.errors import LitnotesError
from litnotes.store import files

if TYPE_CHECKING:
    from litnotes.store.notebook import Notebook

LARGEST_PICTURE = 5_000_000
LARGEST_TOTAL = 30_000_000
"""Most bytes of one picture, and of all pictures of a page; others are only named."""

_STARTS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
_RIFF = b"RIFF"
"""The first bytes of pictures and of WebP's container. SVG is left out: it may contain scripts."""


class Pictures:
    """The pictures that a report shows; `left_out` are addresses of files that were not embedded."""

    def __init__(self, notebook: Notebook, report: Path) -> None:
        self._root = notebook.root.resolve()
        self._folders = list(dict.fromkeys((report.parent, notebook.root)))
        self._left = LARGEST_TOTAL
        self.left_out: list[str] = []

    def embed(self, address: str) -> str | None:
        """Return a picture inside the notes as a `data:` address; None for any other address."""
        if "//" in address or address.startswith(("data:", "/")):
            return None
        data = next(filter(None, (self._read(folder, address) for folder in self._folders)), None)
        kind = _kind_of(data) if data else None
        if data is None or kind is None:
            self.left_out.append(address)
            return None
        self._left -= len(data)
        return f"data:{kind};base64,{base64.b64encode(data).decode()}"

    def remarks(self) -> list[str]:
        """Return the message on pictures that were not embedded, if there are any."""
        names = ", ".join(dict.fromkeys(self.left_out))
        kinds = "PNG, JPEG, GIF and WebP in the notes, up to 5 MB"
        return [f"not embedded: {names}; litnotes embeds {kinds}"] if names else []

    def _read(self, folder: Path, address: str) -> bytes | None:
        """Return the bytes of a file inside the notes, also of a link that leads there."""
        try:
            path = (folder / unquote(address.partition("#")[0].partition("?")[0])).resolve()
            if not path.is_relative_to(self._root) or not path.is_file():
                return None
            return files.read(
                path, at_most=min(LARGEST_PICTURE, self._left), but=lambda data: _kind_of(data) is not None
            )
        except (LitnotesError, OSError, ValueError):
            return None


def _kind_of(data: bytes) -> str | None:
    if data.startswith(_RIFF) and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _STARTS.items() if data.startswith(start)), None)
