"""Edits of a document by lines: what is replaced, and the bytes that come of it.

A line that no edit covers keeps its bytes and its line end, also where it is the last one and has
none; a line that is replaced by another keeps its line end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from litnotes.markdown.document import BOM, Document


class Edit(NamedTuple):
    """Lines to put in place of lines `start` to `end` (0-based, end exclusive).

    Where `start` is `end`, nothing is taken away; without `lines`, nothing is put in.
    """

    start: int
    end: int
    lines: tuple[str, ...] = ()


def inserted(at: int, lines: Sequence[str]) -> Edit:
    """Return the edit that puts lines in front of line `at`."""
    return Edit(at, at, tuple(lines))


def edited(document: Document, edits: Sequence[Edit]) -> bytes:
    """Return the bytes of a document with edits made; edits in one place keep their order.

    A file without a last line end stays without, unless that line is taken away.
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
