"""The text of the first pages of a PDF, and its metadata, by pypdf (`litnotes[pdf]`).

A PDF may be made to take all memory or never to end. So a process of its own reads it, with limits, and is
stopped after some seconds. It gets the bytes of the file, and answers in JSON.
"""

from __future__ import annotations

import importlib.util
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LARGEST = 200_000_000
PAGES = 2
LONGEST = 20_000
"""Most characters of a page or a value that are used."""
SECONDS = 20
MEMORY = 2_000_000_000


@dataclass(frozen=True, slots=True)
class PdfText:
    """What the first pages and the metadata of a PDF say."""

    metadata: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


def is_installed() -> bool:
    """Whether pypdf is installed."""
    return importlib.util.find_spec("pypdf") is not None


def read_pdf(data: bytes) -> PdfText | str:
    """Return the text of a PDF, or why it cannot be read."""
    if len(data) > LARGEST:
        return f"it has more than {LARGEST // 1_000_000} MB"
    command = [sys.executable, "-I", "-m", __name__]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return f"reading it takes more than {SECONDS} seconds"
    try:
        found = json.loads(done.stdout)
        return PdfText(tuple(map(str, found["metadata"])), tuple(map(str, found["pages"])))
    except (ValueError, TypeError, KeyError):
        return "it is broken, encrypted or not a PDF"


def _limit() -> None:
    """Limit memory and time of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _text_of(data: bytes) -> dict[str, Any]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    pages = [page.extract_text()[:LONGEST] for page in reader.pages[:PAGES]]
    return {"metadata": list(_metadata(reader)), "pages": pages}


def _metadata(reader: Any) -> Iterator[str]:
    """Yield the values in which publishers write ids: the entries of the document, and its XMP."""
    for value in list((reader.metadata or {}).values())[:50]:
        yield str(value)[:LONGEST]
    found = reader.trailer["/Root"].get("/Metadata")
    if found is not None:
        yield found.get_object().get_data()[:LONGEST].decode(errors="replace")


if __name__ == "__main__":
    import logging

    _limit()
    logging.disable()
    print(json.dumps(_text_of(sys.stdin.buffer.read())))  # noqa: T201 the answer
