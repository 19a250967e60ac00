"""Edits by lines keep the bytes of all other lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.markdown.document import Document
from litnotes.markdown.edit.edits import Edit, edited, inserted

THREE = b"a\nb\r\nc\n"


@pytest.mark.parametrize(
    ("before", "edits", "after"),
    [
        (THREE, [], THREE),
        (THREE, [Edit(1, 2, ("x",))], b"a\nx\r\nc\n"),
        (THREE, [Edit(1, 2)], b"a\nc\n"),
        (THREE, [Edit(0, 1, ("x", "y"))], b"x\ny\nb\r\nc\n"),
        (THREE, [inserted(1, ["x"]), inserted(1, ["y"])], b"a\nx\ny\nb\r\nc\n"),
        (THREE, [Edit(1, 2), inserted(3, ["b"])], b"a\nc\nb\n"),
        (b"a\r\nb\r\n", [inserted(1, ["x"])], b"a\r\nx\r\nb\r\n"),
        (b"", [inserted(0, ["x"])], b"x\n"),
        (b"a\nb", [inserted(2, ["x"])], b"a\nb\nx"),
        (b"a\nb", [inserted(0, ["x"])], b"x\na\nb"),
        (b"a\nb", [Edit(1, 2, ("x",))], b"a\nx"),
        (b"a\nb", [Edit(1, 2)], b"a\n"),
        (b"a\nb", [Edit(1, 2), inserted(0, ["b"])], b"b\na\n"),
        (b"a\nb", [Edit(0, 1), inserted(2, ["a"])], b"b\na"),
        (b"\xef\xbb\xbfa\n", [inserted(0, ["x"])], b"\xef\xbb\xbfx\na\n"),
        (b"a\xff\n\xe2\x80\xa8\x0c", [Edit(0, 0, ("x",))], b"x\na\xff\n\xe2\x80\xa8\x0c"),
    ],
)
def test_edits_keep_other_bytes(before: bytes, edits: list[Edit], after: bytes) -> None:
    assert edited(Document.from_bytes(before), edits) == after


@given(
    st.lists(st.sampled_from([b"a\n", b"\r\n", b"\xff\r\n", b"\xc2\xa0 \n"])), st.sampled_from([b"", b"z"])
)
def test_replacing_a_line_by_itself_changes_nothing(lines: list[bytes], last: bytes) -> None:
    data = b"".join(lines) + last
    document = Document.from_bytes(data)
    assert edited(document, []) == data
    for number, line in enumerate(document.lines):
        assert edited(document, [Edit(number, number + 1, (line.text,))]) == data
