"""The folder of an Overleaf project: read, written, and packed for the upload."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from litnotes.errors import Conflict, Location, Unreadable
from litnotes.export.overleaf import Planned
from litnotes.store import files

OWN = ("references.bib", "related_work.tex", "main.tex", "latexmkrc")
MAX_PACKED = 50_000_000
"""Overleaf accepts uploads up to this number of bytes."""

_PRODUCTS = frozenset(
    [".aux", ".bbl", ".bcf", ".blg", ".dvi", ".fdb_latexmk", ".fls", ".lof", ".log", ".lot", ".nav", ".out",
     ".snm", ".synctex", ".toc", ".vrb", ".xdv", ".zip"]
)  # fmt: skip
"""Files that TeX makes from a document."""


def read(root: Path) -> dict[str, bytes]:
    """Return the files of litnotes and the other TeX files in a folder, by name; empty for a new folder.

    Raises:
        Unreadable: the folder is a file, or one of the files of litnotes cannot be read.
        Conflict: one of the files of litnotes is a link that leads out of the folder.
    """
    if not root.exists():
        return {}
    if not root.is_dir():
        raise Unreadable(
            "this is not a folder; give the folder of the project", location=Location(str(root))
        )
    contents: dict[str, bytes] = {}
    for name in sorted(os.listdir(root)):  # noqa: PTH208
        path = root / name
        if name in OWN:
            _refuse_link_out(root, path)
            contents[name] = files.read(path)
        elif name.endswith(".tex") and path.is_file() and not path.is_symlink():
            contents[name] = files.read(path)
    return contents


def _refuse_link_out(root: Path, path: Path) -> None:
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        why = "this link leads out of the folder; nothing was written. Replace it with a file"
        raise Conflict(why, location=Location(str(path)))


def write(root: Path, planned: Iterable[Planned]) -> list[Path]:
    """Write the files of a plan and return their paths; raises Conflict if a file changed meanwhile."""
    written: list[Path] = []
    for one in planned:
        path = root / one.name
        files.replace(path, one.after, expected=one.before)
        written.append(path)
    return written


def packed(root: Path | None, planned: Iterable[Planned]) -> bytes:
    """Return a project as a zip file: its folder with the planned files, without the products of TeX.

    The same files give the same bytes. Hidden files and links are left out.
    """
    there = dict(_project(root)) if root and root.is_dir() else {}
    contents: Mapping[str, bytes] = {**there, **{one.name: one.after for one in planned}}
    if sum(map(len, contents.values())) > MAX_PACKED:
        raise Conflict(
            f"the project has more than {MAX_PACKED // 1_000_000} MB, which Overleaf does not accept"
        )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, contents[name])
    return buffer.getvalue()


def _project(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a project with their paths in its folder."""
    documents = {path.stem for path in root.glob("*.tex")}
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder) / name
            is_product = path.suffix in _PRODUCTS or name.endswith((".synctex.gz", ".run.xml"))
            is_own_pdf = path.suffix == ".pdf" and path.parent == root and path.stem in documents
            if name.startswith(".") or is_product or is_own_pdf or path.is_symlink() or not path.is_file():
                continue
            if path.stat().st_size <= MAX_PACKED:
                yield path.relative_to(root).as_posix(), path.read_bytes()


def write_zip(path: Path, data: bytes) -> bool:
    """Write a zip file, replacing an earlier one; return whether it changed.

    Raises:
        Conflict: a file that is not a zip file has this name.
    """
    if not path.exists():
        files.create(path, data)
        return True
    before = path.read_bytes() if path.is_file() else b""
    if before == data:
        return False
    if not before.startswith(b"PK"):
        why = "another file has this name and was not changed. Choose another name"
        raise Conflict(why, location=Location(str(path)))
    files.replace(path, data, expected=before)
    return True
