"""The folder of a site: only pages that changed are written, and only files of litnotes are touched.

`litnotes-site.json` lists the files of the site: what each was made from, and the hashes that its content
may have. It is written before the files it lists, so that after a kill they still count as ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

from litnotes.errors import Conflict, LitnotesError, Location
from litnotes.store import files

LIST = "litnotes-site.json"
"""The list of the files of a site; a folder without it is not one of litnotes."""

BATCH = 500
"""The number of pages that are made between two writes of the list."""

_MADE_BY = "litnotes site"
_NAME = re.compile(r"(?:(?:days|papers|guide|data)/)?[^/\\\0]+\.(?:html|js)")


class SitePage(NamedTuple):
    """A file of a site: its name, the fingerprint of all it is made from, and what makes its text."""

    name: str
    made_from: str
    make: Callable[[], str]


class SiteWritten(NamedTuple):
    """The outcome: the numbers of files written and unchanged, and the names of removed ones.

    `kept` are pages that no longer belong to the site, but were edited by hand.
    """

    written: int
    unchanged: int
    removed: tuple[str, ...]
    kept: tuple[str, ...]


class _Listed(TypedDict):
    made_from: str
    hashes: list[str]


def write_site(root: Path, pages: Sequence[SitePage]) -> SiteWritten:
    """Make the pages that changed, and remove those that no longer belong to the site.

    Raises:
        Conflict: the folder has files that are not those of a site, or a page was edited by hand.
    """
    listed = _listed(root)
    changed = [page for page in pages if not _is_current(root, page, listed)]
    _refuse_others(root, [page.name for page in changed], listed)
    todo = iter(changed)
    while batch := list(islice(todo, BATCH)):
        texts = {page.name: page.make().encode("utf-8", "backslashreplace") for page in batch}
        for page in batch:
            known = listed.get(page.name, {"made_from": "", "hashes": []})
            now = files.sha256(texts[page.name])
            listed[page.name] = {"made_from": "", "hashes": [*dict.fromkeys((*known["hashes"], now))]}
        _write_list(root, listed)
        for page in batch:
            put(root / page.name, texts[page.name])
            now = listed[page.name]["hashes"][-1]
            listed[page.name] = {"made_from": page.made_from, "hashes": [now]}
    removed, kept = _remove(root, listed.keys() - {page.name for page in pages}, listed)
    _write_list(root, {name: each for name, each in listed.items() if name not in {*removed, *kept}})
    return SiteWritten(len(changed), len(pages) - len(changed), removed, kept)


def _listed(root: Path) -> dict[str, _Listed]:
    """Return the files of the site that are in a folder; raises Conflict if it is another one."""
    if not root.exists() or (root.is_dir() and not any(root.iterdir())):
        return {}
    try:
        data: Any = json.loads(files.read_text(root / LIST))
        if data["made by"] == _MADE_BY:
            return {
                str(name): {"made_from": str(each["from"]), "hashes": [str(one) for one in each["hashes"]]}
                for name, each in data["files"].items()
                if _NAME.fullmatch(name) and name.partition("/")[2] not in ("..", ".")
            }
    except (LitnotesError, ValueError, KeyError, TypeError, AttributeError):
        pass
    why = "this folder is not empty and was not made by `litnotes site`; nothing was written"
    raise Conflict(f"{why}. Give a new folder", location=Location(str(root)))


def _is_current(root: Path, page: SitePage, listed: Mapping[str, _Listed]) -> bool:
    known = listed.get(page.name)
    return known is not None and known["made_from"] == page.made_from and (root / page.name).is_file()


def _refuse_others(root: Path, names: Sequence[str], listed: Mapping[str, _Listed]) -> None:
    """Raise Conflict if a file to be written is not as litnotes left it, or a link leads elsewhere."""
    folders = {root, *(root / name.partition("/")[0] for name in names if "/" in name)}
    for folder in sorted(folders):
        if folder.is_symlink() and folder != root:
            why = "this link leads out of the site; nothing was written. Remove it"
            raise Conflict(why, location=Location(str(folder)))
    for name in names:
        path = root / name
        if (path.exists() or path.is_symlink()) and not _is_ours(path, name, listed):
            why = "this file is not as litnotes wrote it; nothing was written"
            raise Conflict(f"{why}. Remove it, or give a new folder", location=Location(str(path)))


def _is_ours(path: Path, name: str, listed: Mapping[str, _Listed]) -> bool:
    if path.is_symlink() or not path.is_file() or name not in listed:
        return False
    return files.sha256(path.read_bytes()) in listed[name]["hashes"]


def put(path: Path, data: bytes) -> None:
    """Write a file of a site, unless it has this content."""
    before = path.read_bytes() if path.exists() else None
    if before != data:
        files.replace(path, data, expected=before, is_derived=True)


def _remove(
    root: Path, names: set[str], listed: Mapping[str, _Listed]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Remove pages that no longer belong to the site; return the removed ones, and those edited by hand."""
    there = [name for name in sorted(names) if not (root / name).parent.is_symlink()]
    ours = [name for name in there if _is_ours(root / name, name, listed)]
    for name in ours:
        files.remove(root / name, expected=(root / name).read_bytes(), is_derived=True)
    edited = (name for name in there if name not in ours and (root / name).exists())
    return tuple(ours), tuple(edited)


def _write_list(root: Path, listed: Mapping[str, _Listed]) -> None:
    put(root / LIST, "".join(_lines(listed)).encode("utf-8", "backslashreplace"))


def _lines(listed: Mapping[str, _Listed]) -> Iterator[str]:
    yield f'{{"made by": {json.dumps(_MADE_BY)}, "files": {{\n'
    each = (
        f"{json.dumps(name)}: {json.dumps({'from': one['made_from'], 'hashes': one['hashes']})}"
        for name, one in sorted(listed.items())
    )
    yield ",\n".join(each)
    yield "\n}}\n"
