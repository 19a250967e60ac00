"""The papers of an export, and messages on them."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from litnotes.app.called import row_of
from litnotes.daily.derive import Reader
from litnotes.errors import NotFound
from litnotes.export.cite_key import cite_keys
from litnotes.export.dossier import Dossier, written_up
from litnotes.export.entry_type import missing
from litnotes.index import items
from litnotes.model.paper import Paper
from litnotes.model.reports import Conclusion

if TYPE_CHECKING:
    import sqlite3

    from litnotes.app.notes import Notes
    from litnotes.index.items import PaperRow

PaperTest = Callable[["PaperRow"], bool]
"""A test that a paper must pass to be exported."""

MAX_NAMED = 5
"""A message names at most this many papers and counts the others."""

COMPLETE = ("looked up", "imported")
"""The kinds of records with all authors; the nickname table has at most three authors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The papers to export; `hashes` are the SHA-256 of their files, by key.

    `unidentified` are included names without a paper; `unnamed` is the number of other chosen names without
    one. `unknown` are cited keys that no paper has.
    """

    dossiers: Sequence[Dossier]
    hashes: Mapping[str, str] = field(default_factory=dict)
    unidentified: Sequence[str] = ()
    unnamed: int = 0
    unknown: Sequence[str] = ()


def chosen(
    notes: Notes, names: Sequence[str], tests: Sequence[PaperTest], *, words: bool = True
) -> Selection:
    """Return the papers with these names, else all that pass the tests, in the order of first mention.

    `words` includes the conclusions of reports; a bibliography needs none. Raises NotFound or Ambiguous if
    a name does not mean one paper.
    """
    if names:
        rows = list({row.id: row for row in (row_of(notes, name) for name in names)}.values())
        for row in rows:
            if row.key is None:
                add = f'`litnotes add-paper "{row.name}"` makes a record'
                raise NotFound(f'"{row.name}" is not identified, so it cannot be exported; {add}')
    else:
        rows = [row for row in notes.ask(items.papers) if all(test(row) for test in tests)]
    return _selection(notes, rows, words=words)


def cited(
    notes: Notes,
    keys: Sequence[str],
    tests: Sequence[PaperTest] | None,
    *,
    words: bool = True,
) -> Selection:
    """Return the papers with these keys or former keys, each under the key that cites it.

    If the document cites everything, all papers that pass `tests` are added.
    """
    rows = notes.ask(items.papers)
    former = notes.ask(items.former_keys)
    by_key = {row.key: row for row in rows if row.key}
    now = {key: key if key in by_key else former.get(key, "") for key in keys}
    rows_cited = [by_key[now[key]] for key in keys if now[key] in by_key]
    if tests is not None:
        rows_cited += [row for row in rows if row not in rows_cited and all(test(row) for test in tests)]
    selection = _selection(notes, list(dict.fromkeys(rows_cited)), words=words)
    names = {now[key]: key for key in reversed(keys) if now[key]}
    return Selection(
        dossiers=[_renamed(dossier, names.get(dossier.key, dossier.key)) for dossier in selection.dossiers],
        hashes={key: sha256 for key, sha256 in selection.hashes.items() if names.get(key, key) == key},
        unidentified=selection.unidentified,
        unknown=[key for key in keys if now[key] not in by_key],
    )


def _renamed(dossier: Dossier, key: str) -> Dossier:
    """Return a paper under the former key that a document cites."""
    if key == dossier.key:
        return dossier
    others = tuple(
        former_key for former_key in (dossier.key, *dossier.paper.former_keys) if former_key != key
    )
    paper = dossier.paper.model_copy(update={"key": key, "former_keys": others})
    return dataclasses.replace(dossier, paper=paper)


def _selection(notes: Notes, rows: Sequence[PaperRow], *, words: bool) -> Selection:
    known = sorted((row for row in rows if row.key), key=lambda row: (row.first_day or "9999", row.key))

    def asked(connection: sqlite3.Connection) -> tuple[list[Dossier], dict[str, str]]:
        with items.at_one_time(connection):
            return _dossiers(notes, connection, known, words=words), items.hashes(connection)

    dossiers, hashes = notes.ask(asked)
    return Selection(
        dossiers=dossiers,
        hashes=hashes,
        unidentified=[row.name for row in rows if not row.key and row.decision == "include"],
        unnamed=sum(not row.key and row.decision != "include" for row in rows),
    )


def _dossiers(
    notes: Notes, connection: sqlite3.Connection, rows: Sequence[PaperRow], *, words: bool
) -> list[Dossier]:
    contents = items.contents(connection)
    concluded = items.conclusions(connection) if words else {}
    is_topic = _topics(notes) if any(row.id in concluded for row in rows) else lambda _: True
    return [
        written_up(
            Paper.model_validate_json(contents[row.key or ""]),
            [Conclusion.model_validate_json(data) for data in concluded.get(row.id, ())],
            is_topic=is_topic,
            reading=row.reading,
            decision=row.decision,
            reason=row.reason,
            by=row.decided_by,
            decided_on=datetime.date.fromisoformat(row.decided_on) if row.decided_on else None,
        )
        for row in rows
    ]


def _topics(notes: Notes) -> Callable[[str], bool]:
    """Return a test whether a group heading is a topic, not a decision, reading state or `Detailed`."""
    vocabulary = Reader.by(notes.settings).vocabulary
    return lambda heading: vocabulary.group(heading) is None


def remarks(selection: Selection) -> Iterator[str]:
    """Yield messages on the papers of an export."""
    retracted = [dossier.name for dossier in selection.dossiers if dossier.paper.retracted]
    if retracted:
        yield f"retracted: {_named(retracted)}; leave it out, or mention the retraction in the text"
    bare = [dossier.name for dossier in selection.dossiers if dossier.paper.record not in COMPLETE]
    if bare:
        yield f"not looked up: {_named(bare)}; `litnotes resolve` completes them"
    if selection.unnamed:
        count = selection.unnamed
        yield f"names not identified, left out: {count}; `litnotes papers --unidentified` lists them"
    for paper in (dossier.paper for dossier in selection.dossiers):
        if absent := missing(paper):
            yield f"{paper.key} has no {' and no '.join(absent)}; write it into papers/{paper.key}.yaml"
    for own, used in cite_keys(dossier.key for dossier in selection.dossiers).items():
        if used != own:
            yield f"LaTeX cannot use the key {own} here; cite it as {used}"
    if not selection.dossiers and not selection.unidentified:
        yield "no papers match; `litnotes verdict PAPER --include` includes one, --all takes every paper"


def problems(selection: Selection) -> Iterator[str]:
    """Yield messages on papers that are missing from an export."""
    for name in selection.unidentified:
        yield f'"{name}" is not identified, so it is not exported; `litnotes add-paper "{name}"` adds it'
    if selection.unknown:
        yield f"cited, but not the key of any paper in these notes: {', '.join(selection.unknown)}"


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    return f"{'; '.join(names[:MAX_NAMED])}{more}"
