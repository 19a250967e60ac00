"""One command writes at a time; what a killed or failed one left half done is taken back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from litnotes import locks
from litnotes.errors import Conflict, Unwritable
from litnotes.store import atomic, files, recording, steps, turns

HOLDER = """
import pathlib, sys
from litnotes.store import turns
with turns.locked(pathlib.Path(sys.argv[1])):
    print(flush=True)
    sys.stdin.read()
"""
Holder = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    return tmp_path / "notes"


@pytest.fixture
def holder(root: Path) -> Iterator[Holder]:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        line = [sys.executable, "-c", HOLDER, str(root)]
        started.append(subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
        assert started[-1].stdout
        started[-1].stdout.readline()
        return started[-1]

    yield start
    for one in started:
        one.communicate(b"")


def killed_while_writing(root: Path, write: Callable[[], None]) -> None:
    """Write in a process that is killed before its step is complete."""
    child = os.fork()
    if child == 0:
        with turns.locked(root):
            write()
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


def test_the_lock_can_be_taken_again_by_its_holder(root: Path) -> None:
    with turns.locked(root), turns.locked(root):
        assert turns.is_held(root)
    assert not turns.is_held(root)
    with turns.locked(root):
        pass


def test_a_lock_held_elsewhere_is_reported_with_its_holder(
    root: Path, holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.1)
    monkeypatch.setattr(turns, "SILENCE", 0)
    said: list[str] = []
    monkeypatch.setattr(locks, "tell", said.append)
    held = holder()
    with pytest.raises(Conflict, match=r"`litnotes .*` has been writing for 0.1 s"), turns.locked(root):
        pass
    assert len(said) == 1
    assert said[0].startswith("waiting for `litnotes ")
    held.communicate(b"")
    with turns.locked(root):
        pass


def test_a_lock_is_free_when_its_holder_is_killed(
    root: Path, holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.1)
    held = holder()
    held.kill()
    held.communicate()
    with turns.locked(root):
        assert turns.is_held(root)
    assert turns.lock_of(root).read_bytes() == b""


def test_a_lock_that_cannot_be_taken_is_reported(root: Path) -> None:
    lock = turns.lock_of(root)
    lock.parent.mkdir(parents=True)
    lock.write_bytes(b"no database, yet longer than the head of one" * 9)
    with (
        pytest.raises(Unwritable, match="lock cannot be locked: file is not a database"),
        turns.locked(root),
    ):
        pass
    assert not turns.is_held(root)


def test_a_link_in_place_of_the_lock_is_not_followed(root: Path, tmp_path: Path) -> None:
    lock = turns.lock_of(root)
    lock.parent.mkdir(parents=True)
    lock.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Unwritable), turns.locked(root):
        pass
    assert not (tmp_path / "elsewhere").exists()


class TestQueue:
    def test_who_asked_first_writes_first(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(locks, "_IS_ALIVE_SECONDS", 600)  # threads of one process share all locks
        lock, order = tmp_path / "lock", list[int]()

        def take(number: int) -> None:
            with locks.held_in_turn(lock, 60, progress=lambda: 0, wait=lambda _: None):
                order.append(number)

        threads = [threading.Thread(target=take, args=(number,)) for number in range(8)]
        with locks.held(lock, 0):
            for number, thread in enumerate(threads):
                thread.start()
                while len(locks._tickets(lock)) <= number:  # noqa: SLF001
                    time.sleep(0.005)
        for thread in threads:
            thread.join()
        assert order == [*range(8)]
        assert locks._tickets(lock) == []  # noqa: SLF001

    def test_a_killed_waiter_holds_nobody_up(self, tmp_path: Path) -> None:
        lock = tmp_path / "lock"
        (tmp_path / locks.QUEUE).mkdir()
        (tmp_path / locks.QUEUE / f"{1:020}-1").touch()
        with locks.held_in_turn(lock, 30, progress=lambda: 0, wait=lambda _: None):
            pass
        assert locks._tickets(lock) == []  # noqa: SLF001

    def test_waiting_lasts_as_long_as_others_make_progress(self, tmp_path: Path) -> None:
        lock, steps_made = tmp_path / "lock", iter(range(6))
        with (
            locks.held(lock, 0),
            pytest.raises(locks.Busy),
            locks.held_in_turn(lock, 0.2, progress=lambda: next(steps_made, 6), wait=lambda _: None),
        ):
            pass
        assert next(steps_made, None) is None


class TestHalfDone:
    def test_the_next_command_takes_a_killed_step_back(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (root / "a.md").write_bytes(b"old a")
        (root / "b.md").write_bytes(b"old b")
        (root / "list").write_bytes(b"line\n")

        def write() -> None:
            files.replace(root / "a.md", b"new a", expected=b"old a")
            files.create(root / "c.md", b"new c")
            files.append(root / "list", b"another\n", expected=5)
            files.remove(root / "b.md", expected=b"old b")

        killed_while_writing(root, write)
        assert (root / "a.md").read_bytes() == b"new a"
        said: list[object] = []
        monkeypatch.setattr(locks, "tell", said.append)
        turns.take_back_half_done(root)
        assert {path.name: path.read_bytes() for path in root.iterdir()} == {
            "a.md": b"old a",
            "b.md": b"old b",
            "list": b"line\n",
        }
        (message,) = map(str, said)
        assert "was stopped before its end; its changes are taken back: a.md, c.md, list, b.md" in message
        assert [*turns.steps_of(root).iterdir()] == []

    def test_what_was_edited_since_stays_and_is_named(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        said: list[object] = []
        monkeypatch.setattr(locks, "tell", said.append)
        (root / "a.md").write_bytes(b"old a")

        def write() -> None:
            files.replace(root / "a.md", b"new a", expected=b"old a")
            files.create(root / "c.md", b"new c")

        killed_while_writing(root, write)
        (root / "a.md").write_bytes(b"by hand")
        turns.take_back_half_done(root)
        assert [(path.name, path.read_bytes()) for path in root.iterdir()] == [("a.md", b"by hand")]
        assert "a.md" in str(said[0]).partition("left as they are")[2]

    @pytest.mark.parametrize("left", range(8))
    def test_the_torn_end_of_a_list_is_taken_back(self, root: Path, left: int) -> None:
        path = root / "list"
        path.write_bytes(b"line\n")
        killed_while_writing(root, lambda: files.append(path, b"another\n", expected=5))
        path.write_bytes(b"line\nanother\n"[: 5 + left])
        turns.take_back_half_done(root)
        assert path.read_bytes() == b"line\n"

    @pytest.mark.parametrize("left", range(8))
    def test_an_end_of_which_a_power_cut_left_zeros_is_taken_back(self, root: Path, left: int) -> None:
        path = root / "list"
        path.write_bytes(b"line\n")
        killed_while_writing(root, lambda: files.append(path, b"another\n", expected=5))
        path.write_bytes(b"line\nanother\n"[: 5 + left].ljust(13, b"\0"))
        turns.take_back_half_done(root)
        assert path.read_bytes() == b"line\n"

    def test_a_step_that_is_being_written_is_left_alone(self, root: Path) -> None:
        ready, go = os.pipe(), os.pipe()
        child = os.fork()
        if child == 0:
            with turns.locked(root):
                files.create(root / "a.md", b"new")
                os.write(ready[1], b"x")
                os.read(go[0], 1)
            os._exit(0)
        os.read(ready[0], 1)
        turns.take_back_half_done(root)
        assert (root / "a.md").exists()
        os.write(go[1], b"x")
        os.waitpid(child, 0)
        assert steps.numbers(turns.steps_of(root)) == [1]
        for end in (*ready, *go):
            os.close(end)

    @pytest.mark.parametrize("error", [Conflict("no"), KeyboardInterrupt(), ZeroDivisionError()])
    def test_a_command_that_fails_leaves_all_files_as_they_were(
        self, root: Path, error: BaseException
    ) -> None:
        (root / "a.md").write_bytes(b"old a")

        def fail() -> None:
            with turns.locked(root):
                files.replace(root / "a.md", b"new a", expected=b"old a")
                files.create(root / "c.md", b"new c")
                raise error

        with pytest.raises(type(error)):
            fail()
        assert [(path.name, path.read_bytes()) for path in root.iterdir()] == [("a.md", b"old a")]
        assert [*turns.steps_of(root).iterdir()] == []

    def test_a_change_that_failed_is_no_part_of_the_step(self, root: Path) -> None:
        (root / "a.md").write_bytes(b"other")
        with turns.locked(root):
            with pytest.raises(Conflict):
                files.create(root / "a.md", b"new")
            files.create(root / "b.md", b"new")
        step = steps.read(turns.steps_of(root) / "000001")
        assert step
        assert [change.path.name for change in step.changes] == ["b.md"]


class TestLeftovers:
    @pytest.fixture
    def leftover(self, root: Path) -> Path:
        (root / "papers").mkdir()
        path = root / "papers" / ".a.yaml.x1y2z3w4.new"
        path.write_bytes(b"half of a pap")
        return path

    def test_they_are_removed_after_a_kill_when_a_minute_old(self, root: Path, leftover: Path) -> None:
        killed_while_writing(root, lambda: None)
        with turns.locked(root):
            pass
        assert leftover.exists()
        os.utime(leftover, (time.time() - 61,) * 2)
        with turns.locked(root):
            pass
        assert not leftover.exists()

    def test_without_a_kill_nobody_looks_for_them(self, root: Path, leftover: Path) -> None:
        os.utime(leftover, (0, 0))
        with turns.locked(root):
            pass
        assert leftover.exists()

    def test_other_files_stay(self, root: Path) -> None:
        names = [".notes.new", "a.new", ".a.md.x1y2.old", ".a.x1y2.new.md"]
        for name in names:
            (root / name).write_bytes(b"mine")
            os.utime(root / name, (0, 0))
        (root / ".b.md.x1.new").symlink_to(root / "a.new")
        killed_while_writing(root, lambda: None)
        with turns.locked(root):
            pass
        assert {path.name for path in root.iterdir()} >= {*names[1:]}
        assert (root / ".b.md.x1.new").is_symlink()


def test_old_steps_are_removed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "MAX_STEPS", 5)
    monkeypatch.setattr(recording, "PRUNED_EACH", 1)
    for number in range(9):
        with turns.locked(root):
            files.create(root / f"{number}.md", b"x")
    assert steps.numbers(turns.steps_of(root)) == [5, 6, 7, 8, 9]
    monkeypatch.setattr(recording, "MAX_BYTES", 900)
    with turns.locked(root):
        files.create(root / "large.md", b"x" * 1000)
    assert steps.numbers(turns.steps_of(root)) == [10]


def test_folders_are_on_the_disk_before_a_file_is_removed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "old.md").write_bytes(b"old")
    seen: list[str] = []
    sync, unlink = atomic.sync_folder, Path.unlink

    def synced(path: Path) -> None:
        seen.append(f"sync {path.name}")
        sync(path)

    def unlinked(path: Path, *, missing_ok: bool = False) -> None:
        seen.append(f"remove {path.name}")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(atomic, "sync_folder", synced)
    monkeypatch.setattr(Path, "unlink", unlinked)
    with turns.locked(root):
        files.create(root / "papers" / "new.md", b"new")
        files.remove(root / "old.md", expected=b"old")
        removed = len(seen)
    assert {"sync notes", "sync papers"} <= {*seen[: seen.index("remove old.md")]}
    assert "sync notes" in seen[removed:]
