"""What litnotes keeps for itself lies in the folders of the user, by the real path of the notes."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from litnotes.store.folders import cache_folder, state_folder


@pytest.mark.parametrize("given", ["", "  ", "elsewhere"])
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs alone is asked")
def test_they_are_where_platformdirs_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: str
) -> None:
    place = str(tmp_path / given) if given.strip() else given
    monkeypatch.setenv("XDG_CACHE_HOME", place)
    monkeypatch.setenv("XDG_STATE_HOME", place)
    assert cache_folder(tmp_path).parent == platformdirs.user_cache_path("litnotes", appauthor=False)
    assert state_folder(tmp_path).parent == platformdirs.user_state_path("litnotes", appauthor=False)


def test_a_link_to_notes_leads_to_the_same_folder(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (tmp_path / "link").symlink_to(notes)
    assert cache_folder(tmp_path / "link") == cache_folder(notes)
    assert cache_folder(tmp_path / "." / "notes" / ".." / "notes") == cache_folder(notes)


def test_no_two_notes_share_one(tmp_path: Path) -> None:
    paths = ["a/b", "a%b", "a%%b", "a/b%", "a", "a b", "ä", "x" * 200, "x" * 199 + "y", "x" * 250 + "/y"]
    folders = {cache_folder(tmp_path / path) for path in paths}
    assert len(folders) == len(paths)
    assert all(len(folder.name.encode()) < 250 for folder in folders)
