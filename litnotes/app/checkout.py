"""Commits of exported files in the git checkout of an Overleaf project.

Only the exported files are committed, whatever else is changed or staged. Nothing is pushed or signed.
Hooks and programs of the checkout do not run: someone else may have written them.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

from litnotes.errors import Conflict, Location, WrongUse

MAX_SECONDS = 60

_PROGRAMS = r"^filter\..*\.(clean|smudge|process)$"
"""Settings that name programs; git has no option to ignore them."""

_SAFE = (
    "-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false", "-c", "core.pager=cat",
    "-c", "core.editor=true", "-c", "commit.gpgSign=false", "-c", "gc.auto=0",
)  # fmt: skip


def refuse_no_checkout(root: Path) -> None:
    """Raise WrongUse if a folder is not in a git checkout, or if its settings run programs."""
    done = _git(root, "rev-parse", "--is-inside-work-tree") if root.is_dir() else None
    if done is None or done.stdout.strip() != "true":
        why = (
            "--git needs a git checkout, and this folder is not in one; "
            "clone the project first, or run `git init` in the folder"
        )
        raise WrongUse(why, location=Location(str(root)))
    if _git(root, "config", "--local", "--get-regexp", _PROGRAMS).stdout.strip():
        why = "the settings of this checkout run programs when files are added; commit by hand"
        raise WrongUse(why, location=Location(str(root)))


def commit(root: Path, names: Sequence[str], message: str) -> str | None:
    """Commit some files of a checkout; return the short name of the commit, None if nothing changed.

    Raises:
        Conflict: git refuses; the message contains its reason.
    """
    there = [name for name in names if (root / name).is_file()]
    _done(root, "add", "--", *there)
    if not _done(root, "status", "--porcelain", "--", *there).strip():
        return None
    _done(root, "commit", "--quiet", "--no-verify", "--only", "-m", message, "--", *there)
    return _done(root, "rev-parse", "--short", "HEAD").strip()


def push_command(root: Path) -> str:
    """Return the command that pushes a checkout."""
    return "git push" if root.resolve() == Path.cwd() else f"git -C {shlex.quote(str(root))} push"


def _done(root: Path, *words: str) -> str:
    done = _git(root, *words)
    if done.returncode:
        reason = " ".join((done.stderr or done.stdout).split())
        why = f"the files are written, but git did not commit them: {reason[:300]}"
        raise Conflict(why, location=Location(str(root)))
    return done.stdout


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603
            ["git", *_SAFE, "-C", str(root), *words],  # noqa: S607
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=MAX_SECONDS,
        )
    except FileNotFoundError:
        raise WrongUse("--git needs git, which is not installed") from None
    except subprocess.TimeoutExpired:
        raise Conflict(f"git did not answer within {MAX_SECONDS} s", location=Location(str(root))) from None
