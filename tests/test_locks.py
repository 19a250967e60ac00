"""One holder at a time, and nobody blocks others for ever."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from litnotes import locks

HOLDER = """
import pathlib, sys
from litnotes import locks
with locks.held(pathlib.Path(sys.argv[1]), 0):
    print(flush=True)
    sys.stdin.read()
"""


def test_a_second_holder_waits_no_longer_than_it_wants_to(tmp_path: Path) -> None:
    path = tmp_path / "kept" / "lock"
    with locks.held(path, 0), pytest.raises(locks.Busy), locks.held(path, 0.1):
        pass
    with locks.held(path, 0):
        pass


def test_a_lock_is_free_when_its_holder_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout
    holder.stdout.readline()
    with pytest.raises(locks.Busy), locks.held(path, 0):
        pass
    holder.kill()
    holder.communicate()
    with locks.held(path, 0):
        pass
    assert path.read_bytes() == b""


@pytest.mark.parametrize("folder", ["file", "junk"])
def test_where_there_can_be_no_lock_the_system_says_why(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "junk").mkdir()
    (tmp_path / "junk" / "lock").write_bytes(b"no database, yet longer than the head of one" * 9)
    why = r"File exists|cannot be locked: file is not a database"
    with pytest.raises(OSError, match=why), locks.held(tmp_path / folder / "lock", 0):
        pass
