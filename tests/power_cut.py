"""What a power cut may leave of a command: strace records its file operations; some of them are lost.

What is written to a file is safe after an fsync of the file, and a name after an fsync of its folder. All
else may be lost: each name alone, and of a file all that is new, its end, or its bytes but not its length.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

CALLS = (
    "openat,write,pwrite64,ftruncate,fsync,fdatasync,mkdir,rename,renameat,renameat2,"
    "link,linkat,unlink,unlinkat,rmdir"
)
FOLDER = -1
"""Stands for a folder where a file has a number."""

_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (\d+)(?:<(.*)>)?")
_PART = re.compile(r'"((?:\\x..)*)"|<((?:\\x..)*)>')


class Call(NamedTuple):
    """A system call that succeeded: its name, its texts and paths, the words between, and its result."""

    name: str
    texts: list[bytes]
    words: str
    returned: int


class Names(NamedTuple):
    """Some names mean other files from now on; None for no file."""

    now: dict[str, int | None]


class Written(NamedTuple):
    """A file has other content from now on."""

    file: int
    content: bytes


class Synced(NamedTuple):
    """The content of a file is on the disk."""

    file: int


class FolderSynced(NamedTuple):
    """The names in a folder are on the disk."""

    folder: str


Operation = Names | Written | Synced | FolderSynced
Tree = dict[str, bytes | None]
"""The content of each file by its path; None for a folder."""


def record(words: Sequence[str], cwd: Path, log: Path) -> list[Call]:
    """Run a command of litnotes under strace, and return its calls that change files."""
    strace = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-y",
        "-xx",
        "-s",
        "100000000",
        "-o",
        str(log),
        "-e",
        f"trace={CALLS}",
    ]
    command = [*strace, sys.executable, "-m", "litnotes", *words]
    subprocess.run(
        command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=120
    )
    with log.open(encoding="ascii", errors="replace") as lines:
        return [call for line in _whole(lines) if (call := _call(line))]


def _whole(lines: Iterator[str]) -> Iterator[str]:
    """Join the parts of calls that another thread interrupted."""
    begun: dict[str, str] = {}
    for line in lines:
        number = line.split(" ", 1)[0]
        if (cut := line.find(" <unfinished ...>")) >= 0:
            begun[number] = line[:cut]
        elif number in begun and " resumed>" in line:
            yield begun.pop(number) + line.split(" resumed>", 1)[1]
        else:
            yield line


def _call(line: str) -> Call | None:
    found = _LINE.match(line)
    if not found or (found[1] == "openat" and "O_CREAT" not in line and "O_TRUNC" not in line):
        return None
    texts = [_bytes(one or other) for one, other in _PART.findall(found[2])]
    if found[4]:
        texts.append(_bytes(found[4]))
    return Call(found[1], texts, _PART.sub("", found[2]), int(found[3]))


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


class Recorded:
    """The operations of a command below some folders, and the files before it."""

    def __init__(self, calls: list[Call], before: Tree, cwd: Path) -> None:
        self.files: list[bytes] = []
        self.names: dict[str, int] = {}
        self.operations: list[Operation] = []
        self._cwd = str(cwd)
        self._places: dict[int, int] = {}
        for path, content in before.items():
            self.names[path] = FOLDER if content is None else self._file(content)
        self.first_names, self.first_files = dict(self.names), list(self.files)
        self.live = list(self.files)
        for call in calls:
            self._add(call)

    def _file(self, content: bytes) -> int:
        self.files.append(content)
        return len(self.files) - 1

    def _path(self, text: bytes) -> str:
        return os.path.normpath(os.path.join(self._cwd, os.fsdecode(text)))  # noqa: PTH118

    def _now(self, now: dict[str, int | None]) -> None:
        self.operations.append(Names(now))
        for path, file in now.items():
            if file is None:
                self.names.pop(path, None)
            else:
                self.names[path] = file

    def _known(self, path: str) -> bool:
        return os.path.dirname(path) in self.names  # noqa: PTH120

    def _add(self, call: Call) -> None:
        paths = [self._path(text) for text in call.texts if b"\0" not in text]
        match call.name:
            case "openat":
                self._opened(paths[-1], call)
            case "write" | "pwrite64":
                self._wrote(paths[0], call)
            case "ftruncate":
                self._cut_off(paths[0], _last_number(call))
            case "fsync" | "fdatasync":
                self._synced(paths[0])
            case "mkdir":
                self._made(paths[0])
            case "unlink" | "unlinkat" | "rmdir":
                self._removed(paths[-1])
            case "link" | "linkat":
                self._linked(paths[0 if call.name == "link" else 1], paths[-1])
            case _:
                self._renamed(paths, call)

    def _cut_off(self, path: str, size: int) -> None:
        if (file := self.names.get(path)) is not None:
            self._content(file, self.live[file][:size])

    def _synced(self, path: str) -> None:
        file = self.names.get(path)
        if file == FOLDER:
            self.operations.append(FolderSynced(path))
        elif file is not None:
            self.operations.append(Synced(file))

    def _made(self, path: str) -> None:
        if self._known(path):
            self._now({path: FOLDER})

    def _removed(self, path: str) -> None:
        if path in self.names:
            self._now({path: None})

    def _linked(self, one: str, other: str) -> None:
        if one in self.names:
            self._now({other: self.names[one]})

    def _renamed(self, paths: list[str], call: Call) -> None:
        one, other = paths[0 if call.name == "rename" else 1], paths[-1]
        if one in self.names:
            back = self.names.get(other) if "EXCHANGE" in call.words else None
            self._now({one: back, other: self.names[one]})

    def _opened(self, path: str, call: Call) -> None:
        if not self._known(path):
            return
        if path not in self.names:
            self.live.append(b"")
            self.files.append(b"")
            self._now({path: len(self.files) - 1})
        file = self.names[path]
        if "O_TRUNC" in call.words and self.live[file]:
            self._content(file, b"")
        self._places[file] = -1 if "O_APPEND" in call.words else 0

    def _wrote(self, path: str, call: Call) -> None:
        file = self.names.get(path)
        if file is None or file == FOLDER:
            return
        data, old = call.texts[1][: call.returned], self.live[file]
        place = self._places.get(file, -1)
        if call.name == "pwrite64":
            place = _last_number(call)
        elif place >= 0:
            self._places[file] = place + len(data)
        start = len(old) if place < 0 else place
        self._content(file, old[:start].ljust(start, b"\0") + data + old[start + len(data) :])

    def _content(self, file: int, content: bytes) -> None:
        self.live[file] = content
        self.operations.append(Written(file, content))

    def trees(self) -> Iterator[Tree]:
        """Yield the files after each operation, as if the power stayed."""
        names, files = dict(self.first_names), dict(enumerate(self.files))
        for operation in self.operations:
            match operation:
                case Names(now):
                    _name(names, now)
                case Written(file, content):
                    files[file] = content
                case _:
                    continue
            yield _tree(names, files)

    def cuts(self, at_most: int, chance: random.Random) -> list[Tree]:
        """Return trees that a power cut may leave, each once: all, or a sample of so many."""
        found: dict[int, Tree] = {}
        for end in range(len(self.operations) + 1):
            for tree in self._cut_after(end):
                found.setdefault(hash(frozenset(tree.items())), tree)
        trees = list(found.values())
        return trees if len(trees) <= at_most else chance.sample(trees, at_most)

    def _cut_after(self, end: int) -> Iterator[Tree]:
        done = self.operations[:end]
        unsafe = [
            at for at, one in enumerate(done) if isinstance(one, Names) and not _is_safe(one, done[at:])
        ]
        for lost in _losses(unsafe):
            names = dict(self.first_names)
            for at, one in enumerate(done):
                if isinstance(one, Names) and at not in lost:
                    _name(names, one.now)
            for files in self._contents(done):
                yield _tree(names, files)

    def _contents(self, done: Sequence[Operation]) -> Iterator[dict[int, bytes]]:
        """Yield what the files may contain: all that is written, what is synced, or a part of the rest."""
        safe, written = dict(enumerate(self.files)), dict(enumerate(self.files))
        for one in done:
            if isinstance(one, Written):
                written[one.file] = one.content
            elif isinstance(one, Synced):
                safe[one.file] = written[one.file]
        yield written
        torn = [file for file in written if written[file] != safe[file]]
        if torn:
            yield safe
            yield written | {file: _half(safe[file], written[file]) for file in torn}
            yield written | {file: _zeros(safe[file], written[file]) for file in torn}


def _losses(unsafe: list[int]) -> Iterator[frozenset[int]]:
    """Yield which operations are lost: none, all from one on, each alone, all but one."""
    everything = frozenset(unsafe)
    yield frozenset()
    for at in unsafe:
        yield frozenset(one for one in unsafe if one >= at)
        yield frozenset({at})
        yield everything - {at}


def _last_number(call: Call) -> int:
    return int(call.words.rsplit(",", 1)[1])


def _is_safe(names: Operation, later: Sequence[Operation]) -> bool:
    synced = {one.folder for one in later if isinstance(one, FolderSynced)}
    return isinstance(names, Names) and all(os.path.dirname(path) in synced for path in names.now)  # noqa: PTH120


def _name(names: dict[str, int], now: dict[str, int | None]) -> None:
    for path, file in now.items():
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file


def _tree(names: dict[str, int], files: dict[int, bytes]) -> Tree:
    """Return the files that have a name in folders that have one."""
    found: Tree = {}
    for path in sorted(names):
        above = os.path.dirname(path)  # noqa: PTH120
        if above in found or not any(path.startswith(f"{top}/") for top in found):
            found[path] = None if names[path] == FOLDER else files[names[path]]
    return found


def _half(old: bytes, new: bytes) -> bytes:
    return new[: (len(old) + len(new)) // 2]


def _zeros(old: bytes, new: bytes) -> bytes:
    return old[: len(new)].ljust(len(new), b"\0")


def read_tree(*tops: Path) -> Tree:
    """Return all folders and files below some folders, and these themselves."""
    found: Tree = {}
    for top in tops:
        for path in sorted([top, *top.rglob("*")]):
            found[str(path)] = None if path.is_dir() else path.read_bytes()
    return found


def write_tree(tree: Tree, present: Tree) -> None:
    """Make the files on the disk those of a tree; `present` is what is there."""
    for path in sorted(present.keys() - tree.keys(), reverse=True):
        Path(path).rmdir() if present[path] is None else Path(path).unlink()
    for path in sorted(tree):
        content = tree[path]
        if path in present and present[path] == content:
            continue
        if content is None:
            Path(path).mkdir()
        else:
            Path(path).write_bytes(content)
