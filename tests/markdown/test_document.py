"""Bytes of a report as lines, and back."""

from __future__ import annotations

import pytest

from litnotes.markdown.document import BOM, Document


def test_a_byte_order_mark_is_not_part_of_the_first_line() -> None:
    document = Document.from_bytes(f"{BOM}# May 31\r\na\u2028b".encode())
    assert document.bom
    assert [(line.text, line.end) for line in document.lines] == [("# May 31", "\r\n"), ("a\u2028b", "")]
    assert next(document.spans()) == BOM.encode()


@pytest.mark.parametrize(
    ("data", "newline"), [(b"a\r\nb\r\nc\n", "\r\n"), (b"a\r\nb\nc\n", "\n"), (b"", "\n")]
)
def test_new_lines_take_the_most_frequent_line_end(data: bytes, newline: str) -> None:
    assert Document.from_bytes(data).newline == newline
