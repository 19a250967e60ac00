"""Files are replaced whole, never lost, and only while they are what was read."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from litnotes.errors import Conflict, NotFound, Unreadable, Unwritable
from litnotes.store import files

HOLDER = """
import pathlib, sys
from litnotes.store import files
with files.locked(pathlib.Path(sys.argv[1])):
    print(flush=True)
    sys.stdin.read()
"""


def left_behind(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_replace_puts_the_new_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old\r\n")
    files.replace(path, b"new\r\n\xff", expected=b"old\r\n")
    assert path.read_bytes() == b"new\r\n\xff"
    assert left_behind(tmp_path) == ["a.md"]


def test_a_reader_sees_old_or_new_bytes_never_half(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    held = path.open("rb")
    files.replace(path, b"new", expected=b"old")
    assert held.read() == b"old"
    held.close()


def test_replace_refuses_a_file_that_changed_since(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"typed in the meantime")
    with pytest.raises(Conflict, match="changed since it was read"):
        files.replace(path, b"new", expected=b"old")
    assert path.read_bytes() == b"typed in the meantime"
    assert left_behind(tmp_path) == ["a.md"]


def test_replace_does_not_create_a_removed_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        files.replace(tmp_path / "a.md", b"new", expected=b"old")
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize("hard_links", [True, False])
def test_create_never_overwrites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, hard_links: bool
) -> None:
    if not hard_links:

        def refuse(*_: object) -> None:
            raise OSError(1, "no hard links here")

        monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "sub" / "a.md"
    files.create(path, b"first")
    with pytest.raises(Conflict):
        files.create(path, b"second")
    with pytest.raises(Conflict):
        files.replace(path, b"third", expected=None)
    assert path.read_bytes() == b"first"
    assert left_behind(path.parent) == ["a.md"]


def test_create_does_not_write_through_a_dangling_link(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.symlink_to(tmp_path / "elsewhere.md")
    with pytest.raises(Conflict):
        files.create(path, b"first")
    assert not (tmp_path / "elsewhere.md").exists()


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        files.create(tmp_path / "a.md", b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o640


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_replace_keeps_the_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(mode)
    files.replace(path, b"new", expected=b"old")
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_replace_follows_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "a.md"
    real.write_bytes(b"old")
    link = tmp_path / "a.md"
    link.symlink_to(real)
    files.replace(link, b"new", expected=b"old")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert left_behind(tmp_path) == ["a.md", "real"]


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_an_error_on_the_way_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(Path, step, full)
    with pytest.raises(Unwritable, match="no space left on device"):
        files.replace(path, b"new", expected=b"old")
    assert path.read_bytes() == b"old"
    assert left_behind(tmp_path) == ["a.md"]


class TestAppend:
    def test_adds_to_the_end(self, tmp_path: Path) -> None:
        path = tmp_path / "a.yaml"
        path.write_bytes(b"old\n")
        files.append(path, b"new\n", expected=4)
        assert path.read_bytes() == b"old\nnew\n"
        assert left_behind(tmp_path) == ["a.yaml"]

    def test_another_length_is_a_conflict(self, tmp_path: Path) -> None:
        path = tmp_path / "a.yaml"
        path.write_bytes(b"old and more\n")
        with pytest.raises(Conflict, match="changed since it was read"):
            files.append(path, b"new\n", expected=4)
        assert path.read_bytes() == b"old and more\n"

    def test_a_full_disk_leaves_nothing_of_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "a.yaml"
        path.write_bytes(b"old\n")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(Unwritable, match="no space left on device"):
            files.append(path, b"new\n", expected=4)
        assert path.read_bytes() == b"old\n"

    def test_a_missing_file_is_not_made(self, tmp_path: Path) -> None:
        with pytest.raises(Unwritable, match="no such file"):
            files.append(tmp_path / "a.yaml", b"new\n", expected=0)
        assert left_behind(tmp_path) == []


def test_interruption_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.create(tmp_path / "a.md", b"new")
    assert left_behind(tmp_path) == []


def test_reading_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no such file"):
        files.read(tmp_path / "a.md")


def test_reading_a_folder(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="this is a folder"):
        files.read(tmp_path)


def test_reading_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(Unreadable, match="not a file"):
        files.read(tmp_path / "a.md")


def test_reading_a_file_of_100_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(Unreadable, match="100 MB; more than 20 MB is not read"):
        files.read(path)


def test_reading_a_binary_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\x89PNG\0\0")
    with pytest.raises(Unreadable, match="binary"):
        files.read(tmp_path / "a.md")


def test_reading_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_bytes(b"x")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(Unreadable, match="cannot be read: permission denied"):
        files.read(tmp_path / "a.md")


def test_reports_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="too long"):
        files.create(tmp_path / ("a" * 300), b"x")


def test_the_lock_can_be_taken_again_by_its_holder(tmp_path: Path) -> None:
    lock = tmp_path / "kept" / "lock"
    with files.locked(lock), files.locked(lock):
        pass
    with files.locked(lock):
        pass


def test_reports_a_lock_held_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "kept" / "lock"
    monkeypatch.setattr(files, "LOCK_SECONDS", 0.1)
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLDER,
            str(lock),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout
    holder.stdout.readline()
    with pytest.raises(Conflict, match="another litnotes has been writing"), files.locked(lock):
        pass
    holder.communicate(b"")
    with files.locked(lock):
        pass


def test_a_lock_is_free_when_its_holder_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "kept" / "lock"
    monkeypatch.setattr(files, "LOCK_SECONDS", 0.1)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout
    holder.stdout.readline()
    holder.kill()
    holder.communicate()
    with files.locked(lock):
        assert files.is_held(lock)
    assert not files.is_held(lock)
    assert lock.read_bytes() == b""


def test_reports_a_lock_that_cannot_be_taken(tmp_path: Path) -> None:
    lock = tmp_path / "kept" / "lock"
    lock.parent.mkdir()
    lock.write_bytes(b"no database, yet longer than the head of one" * 9)
    with (
        pytest.raises(Unwritable, match="lock cannot be locked: file is not a database"),
        files.locked(lock),
    ):
        pass
    assert not files.is_held(lock)
