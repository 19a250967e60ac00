"""Start the user's editor at a line of a file, and wait until the file is closed.

An editor that is not in the list gets the file without a line.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.cli.say import say
from litnotes.errors import PROBLEMS_FOUND, WrongUse

if TYPE_CHECKING:
    from litnotes.store.notebook import Notebook


@dataclass(frozen=True, slots=True)
class _Editors:
    """Editors with the same options; those that return at once wait with the first of `waits`."""

    names: str
    place: tuple[str, ...]
    waits: tuple[str, ...] = ()


_PLUS = ("+{line}", "{path}")
_COLON = ("{path}:{line}",)
_KNOWN = (
    _Editors("vi vim nvim nano emacs emacsclient micro kak hx joe", _PLUS),
    _Editors("gvim mvim", _PLUS, ("--nofork", "-f")),
    _Editors("gedit bbedit", _PLUS, ("--wait", "-w")),
    _Editors("code code-insiders codium vscodium cursor windsurf", ("--goto", *_COLON), ("--wait", "-w")),
    _Editors("subl sublime_text zed zeditor", _COLON, ("--wait", "-w")),
    _Editors("mate", ("-l", "{line}", "{path}"), ("--wait", "-w")),
    _Editors("kate", ("-l", "{line}", "{path}"), ("--block", "-b")),
    _Editors(
        "idea idea64 pycharm charm clion goland webstorm phpstorm rubymine rider rustrover studio",
        ("--line", "{line}", "{path}"),
        ("--wait", "-w"),
    ),
)
USUAL = ("nano", "vi")
"""Editors to try where the user set none, as git does."""
_BY_NAME = {name: editors for editors in _KNOWN for name in editors.names.split()}


def command_line(editor: Sequence[str], path: Path, line: int) -> list[str]:
    """Return the words that open a file at a line in an editor, and return when it is closed.

    Args:
        editor: the command of the editor, with the user's options.
        path: the file.
        line: the line, from 1.
    """
    known = _BY_NAME.get(Path(editor[0]).stem)
    if known is None:
        return [*editor, str(path)]
    waits = known.waits[:1] if not set(known.waits) & set(editor[1:]) else ()
    return [*editor, *waits, *(word.format(line=line, path=path) for word in known.place)]


def editor_command() -> list[str]:
    """Return the command of the user's editor; on a terminal, without one, nano or vi.

    Raises WrongUse if no editor is set or found.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise WrongUse(f"cannot read EDITOR: {error}") from None
    if not words and sys.stdin.isatty() and sys.stdout.isatty():
        words = [name for name in USUAL if shutil.which(name)][:1]
    if not words:
        raise WrongUse("no editor is set; set one, for example: export EDITOR=nano")
    if shutil.which(words[0]) is None:
        raise WrongUse(
            f"cannot find the editor {words[0]}; set another one, for example: export EDITOR=nano"
        )
    return words


def edit_file(notebook: Notebook, path: Path, line: int) -> int:
    """Open a file of the notes in the user's editor, at a line; return 1 if the editor fails.

    `undo` can take back what the user changes. The notes are not locked meanwhile: commands may write. What
    they wrote is not taken back with it, nor what the user saved before the last of them.

    Raises Unwritable for a link out of the notes.
    """
    from litnotes.store import files, outward_links, turns

    with notebook.locked():
        outward_links.target(path)
        before, step = files.read(path), turns.last_step(notebook.root)
    failed = _open_editor(path, line)
    with notebook.locked():
        files.keep(path, turns.left_since(notebook.root, path, step) or before)
    return failed


def _open_editor(path: Path, line: int) -> int:
    """Open a file in the user's editor, at a line if the editor can do that; return 1 if it fails."""
    import subprocess

    words = editor_command()
    try:
        ended = subprocess.run(command_line(words, path, line), check=False)  # noqa: S603
    except OSError as error:
        raise WrongUse(f"cannot start the editor {words[0]}: {error.strerror}") from None
    if ended.returncode:
        code = ended.returncode
        how = f"exited with code {code}" if code > 0 else f"was killed by signal {-code}"
        say(f"the editor {words[0]} {how}")
    return PROBLEMS_FOUND if ended.returncode else 0
