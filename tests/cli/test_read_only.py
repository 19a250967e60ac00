"""Commands that read leave nothing in notes that they may not write to, nor anywhere beside them."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_undo import READING
from tests.cli.test_width import LINES
from tests.conftest import REPOSITORY, Run, digest

pytestmark = [
    pytest.mark.gate,
    pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="needs another user"),
]
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
LINES_READ = [LINES[name].split("; ")[0] for name in sorted(READING - {"simulate", "open", "guide"})]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder where another user may read the example notes, and write to `home`."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        shutil.copytree(REPOSITORY / "notes", place / "notes")
        (place / "home").mkdir()
        for path in (place, *place.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield place


@pytest.mark.parametrize("may_write", [True, False], ids=["own cache", "no cache"])
def test_reading_works_and_writes_nothing_but_cache_and_state(
    launch: Run, run: Run, place: Path, *, may_write: bool
) -> None:
    home = place / "home"
    home.chmod(0o777 if may_write else 0o555)
    env = {"HOME": str(home)}
    if launch("--version", cwd=place, before=NOBODY, env=env).code:
        pytest.skip("another user cannot run this Python")
    before = digest(place / "notes")
    for line in LINES_READ:
        words = shlex.split(line)
        found = launch(*words, cwd=place, before=NOBODY, env=env)
        as_owner = run(*words, cwd=place)
        assert (found.code, found.out) == (as_owner.code, as_owner.out), (line, found.err)
        assert digest(place / "notes") == before, line
    assert {path.name for path in place.iterdir()} == {"notes", "home"}
    written = {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}
    assert bool(written) == may_write
    assert all(name.startswith((".cache/litnotes/", ".local/state/litnotes/")) for name in written)
