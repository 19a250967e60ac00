"""Edits of a document by lines, and the bytes of the edited document.

A line without edit keeps its bytes and its line end; a last line without line end stays so. A line that
replaces another takes its line end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from litnotes.markdown.document import BOM, Document


class Edit(NamedTuple):
    """New `lines` for lines `start` to `end` (0-based, end exclusive).

    If `start` is `end`, the edit only inserts; without `lines`, it only deletes.
    """

    start: int
    end: int
    lines: tuple[str, ...] = ()


def inserted(at: int, lines: Sequence[str]) -> Edit:
    """Return the edit that inserts lines before line `at`."""
    return Edit(at, at, tuple(lines))


def edited(document: Document, edits: Sequence[Edit]) -> bytes:
    """Return the bytes of a document after edits; edits at the same line keep their order.

    A file without a last line end stays without, unless its last line is deleted.
    """
    newline = document.newline
    written: list[tuple[str, str]] = []
    at = 0
    is_new = False
    for edit in sorted(edits, key=lambda edit: edit.start):
        if edit.start < at:
            raise AssertionError("edits of a report must not overlap")  # pragma: no cover
        kept = document.lines[at : edit.start]
        written += [(line.text, line.end) for line in kept]
        ends = [line.end for line in document.lines[edit.start : edit.end]]
        ends += [newline] * (len(edit.lines) - len(ends))
        written += zip(edit.lines, ends, strict=False)
        is_new = bool(edit.lines) or (is_new and not kept)
        at = edit.end
    rest = document.lines[at:]
    written += [(line.text, line.end) for line in rest]
    is_cut_off = bool(document.lines) and not document.lines[-1].end
    if is_cut_off and is_new and not rest:
        written[-1] = (written[-1][0], "")
    whole = [f"{text}{end or newline}" for text, end in written[:-1]]
    last = ["".join(line) for line in written[-1:]]
    return "".join([BOM * document.bom, *whole, *last]).encode("utf-8", "surrogateescape")
