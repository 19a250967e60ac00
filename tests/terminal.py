"""Commands on a pseudo-terminal, as people run them."""

from __future__ import annotations

import ctypes
import gc
import os
import re
import signal
import subprocess
import sys
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import pexpect  # type: ignore[import-untyped]

from litnotes.cli import program
from litnotes.index import database
from litnotes.store import turns

Spawn = Callable[..., Any]

END = "\x1d"
"""A line that follows a command of a session."""

PATIENCE = 300
"""Seconds after which a process hangs for sure, however busy the machine is."""

DRAWING = ("rich.console", "rich.progress", "rich.table")
"""Slow imports that only commands on a terminal need."""


def started(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """Start a command as a copy of this process; for many at once, it waits for locks without giving up."""
    database.close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # pytest-xdist has a thread; no copy uses it
        return subprocess.Popen(
            [sys.executable, "-m", "litnotes", *words],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=partial(_run_and_exit, [words], {**os.environ}, patient=True),  # noqa: PLW1509
        )


def spawned(folder: Path, *words: str, **env: Any) -> Any:
    """Start a command on a pseudo-terminal."""
    return session(folder, [words], **env)


def session(
    folder: Path, lines: Sequence[Sequence[str]], *, columns: int = 100, rows: int = 40, **env: str | None
) -> Any:
    """Start commands on a pseudo-terminal, one after another; `END` follows each but the last.

    A variable that is None is not set. The process is a copy of this one: it does not start Python and
    does not import the program again.
    """
    database.close()  # SQLite connections must not be shared with a copy
    for module in DRAWING:
        import_module(module)
    usual = {"TERM": "xterm-256color", "PAGER": "cat", "COLUMNS": None, "LINES": None}
    wanted = {**os.environ, **usual, **env}
    environment = {name: value for name, value in wanted.items() if value is not None}
    return pexpect.spawn(
        sys.executable,
        ["-m", "litnotes", *lines[0]],
        cwd=str(folder),
        encoding="utf-8",
        timeout=PATIENCE,
        dimensions=(rows, columns),
        use_poll=True,  # the tests before may have left more files open than select takes
        preexec_fn=partial(_run_and_exit, lines, environment),
    )


def _run_and_exit(
    lines: Sequence[Sequence[str]], environment: Mapping[str, str], *, patient: bool = False
) -> NoReturn:
    """Run command lines in a new process, and end the process with the code of the last."""
    os.closerange(3, 4096)  # so that who starts it goes on, and no file of the tests is open here
    if patient:
        turns.PATIENCE = turns.SILENCE = PATIENCE
    gc.disable()  # it would copy all memory that is shared with the tests
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Pytest imports `readline`, which the program does not; it changes how Ctrl-C ends a question.
    ctypes.c_void_p.in_dll(ctypes.pythonapi, "PyOS_ReadlineFunctionPointer").value = None
    os.environ.clear()
    os.environ.update(environment)
    sys.stdin = os.fdopen(0, encoding="utf-8")
    sys.stdout, sys.stderr = (os.fdopen(number, "w", buffering=1, encoding="utf-8") for number in (1, 2))
    code = 1
    try:
        for number, words in enumerate(lines):
            if number:
                sys.stdout.write(f"{END}\n")
            sys.argv = ["litnotes", *words]
            code = program.main()
    except BaseException:  # noqa: BLE001 as Python does where nobody catches
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def ended(child: Any) -> tuple[str, int | None]:
    """Return the rest of what is printed, and the exit code."""
    child.expect(pexpect.EOF)
    child.close()
    return str(child.before), child.exitstatus


def interrupted(child: Any) -> tuple[str, int | None]:
    """Press Ctrl-C, and return what `ended` returns.

    Where Python is about to read a line, the signal may come in the moment before it waits, and is lost;
    then it is sent again, as a person would.
    """
    for _ in range(PATIENCE):
        child.sendintr()
        if child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=3) == 0:
            break
    child.close()
    return str(child.before), child.exitstatus


def plain(shown: str) -> list[str]:
    """Return the lines of a screen without colours and bold."""
    return [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in shown.splitlines()]
