"""Files are replaced whole, never lost, and only while they are what was read."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from litnotes.errors import Changed, Conflict, NotFound, Unreadable, Unwritable
from litnotes.store import atomic, exchange, files


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
    with pytest.raises(Conflict, match="changed since"):
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


@pytest.mark.parametrize("step", ["fsync", "chmod", "exchange"])
def test_an_error_on_the_way_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    owner = {"fsync": os, "chmod": Path, "exchange": atomic}[step]
    monkeypatch.setattr(owner, step, full)
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
        with pytest.raises(Conflict, match="changed since"):
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

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:  # the folder of the test is removed before monkeypatch ends
        patch.setattr(os, "open", refuse)
        with pytest.raises(Unreadable, match="cannot be read: permission denied"):
            files.read(tmp_path / "a.md")


def test_reports_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="too long"):
        files.create(tmp_path / ("a" * 300), b"x")


class TestAnEditorThatSavesMeanwhile:
    """It saves while the new version goes to the disk: after the first comparison, before the exchange."""

    @pytest.fixture
    def report(self, tmp_path: Path) -> Path:
        path = tmp_path / "a.md"
        path.write_bytes(b"old")
        return path

    @pytest.mark.parametrize("way", ["in place", "by renaming"])
    @pytest.mark.parametrize("moment", ["fsync", "exchange", "look"])
    @pytest.mark.parametrize("has_exchange", [True, False])
    def test_loses_nothing(
        self, report: Path, monkeypatch: pytest.MonkeyPatch, *, way: str, moment: str, has_exchange: bool
    ) -> None:
        if moment != "fsync" and not has_exchange:
            pytest.skip("without an exchange nobody can look at what came out")
        saves = iter([b"typed in the editor", b"typed once more"])

        def save() -> None:
            text = next(saves, None)
            if text is not None and way == "in place":
                report.write_bytes(text)
            elif text is not None:
                report.with_suffix(".swp").write_bytes(text)
                report.with_suffix(".swp").rename(report)

        owner, name = {
            "fsync": (os, "fsync"),
            "exchange": (atomic, "exchange"),
            "look": (atomic, "content"),
        }[moment]
        real = getattr(owner, name)

        def disturbed(*words: Any) -> Any:
            if moment == "look":
                found = real(*words)
                if words[0] == report:  # compared: the save comes right before the exchange
                    save()
                return found
            save()
            return real(*words)

        monkeypatch.setattr(owner, name, disturbed)
        if not has_exchange:
            monkeypatch.setattr(atomic, "exchange", lambda *_: False)
        with pytest.raises(Changed, match="changed since it was read; nothing was written"):
            files.replace(report, b"new", expected=b"old")
        assert report.read_bytes().startswith(b"typed")
        assert left_behind(report.parent) == ["a.md"]

    def test_while_its_version_goes_back_keeps_the_newest(
        self, report: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real, calls = exchange.exchange, list[int]()

        def exchanged(one: Path, other: Path) -> bool:
            calls.append(0)
            report.with_suffix(".swp").write_bytes(b"save %d" % len(calls))
            if len(calls) <= 2:
                report.with_suffix(".swp").rename(report)
            else:
                report.with_suffix(".swp").unlink()
            return real(one, other)

        monkeypatch.setattr(atomic, "exchange", exchanged)
        with pytest.raises(Changed):
            files.replace(report, b"new", expected=b"old")
        assert report.read_bytes() == b"save 2"
        assert left_behind(report.parent) == ["a.md"]

    def test_that_holds_the_file_open_goes_on_in_it(
        self, report: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = exchange.exchange
        opened: list[IO[bytes]] = []

        def exchanged(one: Path, other: Path) -> bool:
            if not opened:
                opened.append(report.open("wb"))  # it is empty now, and written later
            return real(one, other)

        monkeypatch.setattr(atomic, "exchange", exchanged)
        with pytest.raises(Changed):
            files.replace(report, b"new", expected=b"old")
        with opened[0] as file:
            file.write(b"typed in the editor")
        assert report.read_bytes() == b"typed in the editor"


@pytest.mark.parametrize("what", ["replace", "append", "remove"])
def test_a_read_only_file_is_refused(tmp_path: Path, what: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o444)
    calls: dict[str, Callable[[], None]] = {
        "replace": lambda: files.replace(path, b"new", expected=b"old"),
        "append": lambda: files.append(path, b"new", expected=3),
        "remove": lambda: files.remove(path, expected=b"old"),
    }
    with pytest.raises(Unwritable, match="cannot be written: permission denied; nothing was written"):
        calls[what]()
    assert path.read_bytes() == b"old"
    assert left_behind(tmp_path) == ["a.md"]


def test_nothing_is_made_in_a_read_only_folder(tmp_path: Path) -> None:
    folder = tmp_path / "days"
    folder.mkdir()
    (folder / "a.md").write_bytes(b"old")
    folder.chmod(0o555)
    writes: list[Callable[[], None]] = [
        lambda: files.create(folder / "b.md", b"new"),
        lambda: files.replace(folder / "a.md", b"new", expected=b"old"),
        lambda: files.remove(folder / "a.md", expected=b"old"),
    ]
    for write in writes:
        with pytest.raises(Unwritable, match="permission denied"):
            write()
    folder.chmod(0o755)
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("a.md", b"old")]
