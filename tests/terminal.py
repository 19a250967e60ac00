"""Commands on a pseudo-terminal, as people run them."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect  # type: ignore[import-untyped]

Spawn = Callable[..., Any]

PATIENCE = 300
"""Seconds after which a process hangs for sure, however busy the machine is."""

_WAIT_FOR_LOCKS = (
    f"from litnotes.store import files; files.LOCK_SECONDS = {PATIENCE}; "
    "from litnotes.cli.program import main; raise SystemExit(main())"
)
PATIENT = [sys.executable, "-c", _WAIT_FOR_LOCKS]
"""The program, for many at once: it does not give up a lock for which others queue on a busy machine."""


def spawned(folder: Path, *words: str, columns: int = 100, **env: str) -> Any:
    """Start a command on a pseudo-terminal."""
    environment = {**os.environ, "TERM": "xterm-256color", **env}
    environment.pop("COLUMNS")
    return pexpect.spawn(
        sys.executable,
        ["-m", "litnotes", *words],
        cwd=str(folder),
        env=environment,
        encoding="utf-8",
        timeout=PATIENCE,
        dimensions=(40, columns),
        use_poll=True,  # the tests before may have left more files open than select takes
        preexec_fn=_listen_to_ctrl_c,
    )


def ended(child: Any) -> tuple[str, int | None]:
    """Return the rest of what is printed, and the exit code."""
    child.expect(pexpect.EOF)
    child.close()
    return str(child.before), child.exitstatus


def plain(shown: str) -> list[str]:
    """Return the lines of a screen without colours and bold."""
    return [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in shown.splitlines()]


def _listen_to_ctrl_c() -> None:
    """A shell tells what it starts in the background not to."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
