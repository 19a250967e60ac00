"""What is kept in the cache folder is believed only as it was written, and for what it was made from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from litnotes.store.kept import KeptFiles


def test_it_comes_back_for_what_it_was_made_from_alone(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path / "below" / "it")
    assert kept.get("order", "a") is None
    for content in (b"1\n2\n\x00\xff", b""):
        kept.put("order", "a", content)
        assert (kept.get("order", "a"), kept.get("order", "b")) == (content, None)
        assert kept.get("vectors", "a") is None
    kept.put("order", "b", b"later")
    assert (kept.get("order", "a"), kept.get("order", "b")) == (None, b"later")


def test_a_damaged_file_counts_as_none(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path)
    kept.put("order", "a", b"content")
    file = tmp_path / "order"
    data = file.read_bytes()
    for place in range(len(data)):
        file.write_bytes(data[:place])
        assert kept.get("order", "a") is None
        file.write_bytes(data[:place] + bytes([data[place] ^ 0x80]) + data[place + 1 :])
        assert kept.get("order", "a") is None
    file.write_bytes(data)
    assert kept.get("order", "a") == b"content"


def test_a_link_in_its_place_is_neither_read_nor_written_through(tmp_path: Path) -> None:
    kept, other = KeptFiles(tmp_path / "it"), tmp_path / "other"
    kept.put("order", "a", b"content")
    (tmp_path / "it" / "order").rename(other)
    before = other.read_bytes()
    (tmp_path / "it" / "order").symlink_to(other)
    assert kept.get("order", "a") is None
    (tmp_path / "it" / f"order.{os.getpid()}").symlink_to(other)
    kept.put("order", "b", b"new")
    assert other.read_bytes() == before


@pytest.mark.parametrize("name", ["folder", "folder/order"])
def test_what_cannot_be_kept_is_not_there(tmp_path: Path, name: str) -> None:
    kept = KeptFiles(tmp_path / "folder")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).mkdir() if name.endswith("order") else (tmp_path / name).write_text("in the way")
    kept.put("order", "a", b"content")
    assert kept.get("order", "a") is None
