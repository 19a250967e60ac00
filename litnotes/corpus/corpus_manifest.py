"""The manifest of a corpus: from which snapshot it is, what is in it, and where its tables are.

It is written last. A folder without a manifest is no corpus, or its build has not ended.
"""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import ValidationError

from litnotes.corpus.snapshot import SnapshotKind
from litnotes.errors import NotFound, Unreadable, Unwritable
from litnotes.model.reports import Model

NAME = "manifest.json"
FORMAT: Final = 1


class SnapshotPart(Model):
    """A file of the snapshot that is in the corpus."""

    name: str
    size: int


class BrokenLine(Model):
    """A line of a snapshot that is no record; `line` is None if only the file is known."""

    file: str
    line: int | None = None


class Choices(Model):
    """What of the snapshot is kept: works of some fields, and from some year on."""

    kind: SnapshotKind
    fields: tuple[str, ...] = ()
    from_year: int | None = None


class CorpusManifest(Model):
    """What a corpus is made of.

    `day` is the day of the snapshot, `tables` the folder with the tables, `broken` the number of broken
    lines with the first of them in `broken_lines`, `unread` the files that are damaged.
    """

    format: Literal[1] = FORMAT
    day: datetime.date
    choices: Choices
    layout: str
    engine: str
    tables: str
    works: int
    citations: int
    broken: int = 0
    broken_lines: tuple[BrokenLine, ...] = ()
    unread: tuple[str, ...] = ()
    parts: tuple[SnapshotPart, ...] = ()
    merged: tuple[SnapshotPart, ...] = ()


def manifest_in(folder: Path) -> CorpusManifest:
    """Return the manifest of a corpus.

    Raises NotFound if the folder is no corpus or its build has not ended, Unreadable if it is of another
    version of litnotes.
    """
    path = folder / NAME
    try:
        return CorpusManifest.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        begun = (folder / ".building").is_dir()
        why = "its build has not ended; run `litnotes corpus build` again" if begun else "no corpus"
        raise NotFound(f"{folder}: {why}") from None
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}") from None
    except ValidationError:
        raise Unreadable(f"{path}: the corpus is of another version of litnotes; build it again") from None


def put_json(path: Path, value: Any) -> None:
    """Write a value as JSON, all of it or nothing; raises Unwritable."""
    new = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with new.open("w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise Unwritable(f"{path}: {error.strerror}") from None
