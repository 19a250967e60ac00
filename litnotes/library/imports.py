"""Entries of another tool's file, and the own papers: what is new, what completes one, what is there.

Keys never change: an entry keeps its own citation key wherever that can be the name of a file and is
free, and where not, the paper is still found by it. What the student wrote or a service said is never
replaced; where an entry says something else, that is kept as differing.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from litnotes.formats.entry import ImportedEntry
from litnotes.library.citekeys import citation_key, is_safe_key
from litnotes.library.fill import completed, fields_of
from litnotes.library.identify import Library
from litnotes.library.twins import Claim, certain, claims
from litnotes.model.paper import Paper
from litnotes.model.record import Record
from litnotes.values.names import fold_name, fold_title, is_title


@dataclass(frozen=True, slots=True)
class Added:
    """The entry is a new paper."""

    entry: ImportedEntry
    paper: Paper


@dataclass(frozen=True, slots=True)
class CompletedPaper:
    """The entry completes an own paper: `changes` are the fields of its file that change."""

    entry: ImportedEntry
    paper: Paper
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Skipped:
    """The entry changes nothing, and why; `paper` is the own paper that it is, if it is one."""

    entry: ImportedEntry
    why: str
    paper: Paper | None = None


ImportOutcome = Added | CompletedPaper | Skipped


@dataclass
class Intake:
    """Decides what becomes of entries, one after the other.

    `source` is where they come from, as files say it: `bibtex refs.bib`. `tags` are for all of them,
    `unreadable` keys of own papers whose files cannot be read.
    """

    library: Library
    source: str
    day: datetime.date
    tags: tuple[str, ...] = ()
    unreadable: Collection[str] = ()
    _taken: set[str] = field(init=False)
    _lines: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # In lower case, as there are file systems on which `Smith` and `smith` are one file.
        self._taken = {key.lower() for key in (*self.library.papers, *self.unreadable)}

    def decide(self, entry: ImportedEntry) -> ImportOutcome:
        """Return what becomes of an entry; nothing changes by that."""
        if why := self._no_paper(entry):
            return Skipped(entry, why)
        tags = {tag.casefold(): tag for tag in (*self.tags, *entry.record.tags)}
        record = replace(entry.record, tags=tuple(tags.values()))
        entry = replace(entry, record=record)
        found = list(claims(record, self.library.called, entry.key))
        if other := _of_another(found):
            return Skipped(entry, f'it has an id of {other.key}, which is "{other.title}"', other)
        if (paper := certain(found)) is None:
            if keys := ", ".join(_namesakes(record, found)):
                return Skipped(entry, f"it may be one of several papers of this title: {keys}")
            return Added(entry, self._new(entry))
        changes = completed(paper, record, self.source, self.day)
        changes |= self._names(entry, paper.model_copy(update=changes))
        if entry.reading and not paper.reading:
            changes["reading"] = entry.reading
        if changes:
            return CompletedPaper(entry, paper, changes)
        line = self._lines.get(paper.key)
        again = f"the same paper as in line {line}" if line else "nothing new"
        return Skipped(entry, again, paper)

    def keep(self, outcome: ImportOutcome) -> None:
        """Note that an outcome is written, or would be in a dry run."""
        match outcome:
            case Added(entry, paper):
                self.library.add(paper)
                self._taken.add(paper.key.lower())
                self._lines[paper.key] = entry.line
            case CompletedPaper(entry, paper, changes):
                self.library.add(paper.model_copy(update=dict(changes)))
                self._lines.setdefault(paper.key, entry.line)
            case Skipped(entry, _, paper):
                if paper:
                    self._lines.setdefault(paper.key, entry.line)

    def _no_paper(self, entry: ImportedEntry) -> str:
        if entry.aside:
            return entry.aside
        if not fold_title(entry.record.title):
            return "it has no title"
        if entry.key.lower() in map(str.lower, self.unreadable):
            return f"papers/{entry.key}.yaml cannot be read; mend or remove that file first"
        return ""

    def _new(self, entry: ImportedEntry) -> Paper:
        values, sources = fields_of(entry.record)
        key = self._key(entry, values)
        every = dict.fromkeys((entry.key, *entry.former_keys))
        former = tuple(one for one in every if one and one != key and self._is_free(one))
        return Paper(
            key=key,
            record="imported",
            **values,
            short_names=tuple(name for name in entry.short_names if self._is_free_name(name, None)),
            former_keys=former,
            reading=entry.reading,
            added=self.day,
            provenance=dict.fromkeys(sources, f"{self.source} {self.day}"),
        )

    def _key(self, entry: ImportedEntry, values: Mapping[str, Any]) -> str:
        if is_safe_key(entry.key) and entry.key.lower() not in self._taken:
            return entry.key
        return citation_key(
            title=values["title"],
            authors=values.get("authors", ()),
            year=values.get("venue_year") or values.get("year"),
            taken=self._taken,
        )

    def _names(self, entry: ImportedEntry, paper: Paper) -> dict[str, Any]:
        """Return the key and the short name of an entry, where they are new names of its paper."""
        changes: dict[str, Any] = {}
        known_keys = {paper.key, *paper.former_keys}
        every = dict.fromkeys((entry.key, *entry.former_keys))
        if keys := [one for one in every if one and one not in known_keys and self._is_free(one)]:
            changes["former_keys"] = (*paper.former_keys, *keys)
        known = {fold_name(name) for name in (*paper.short_names, paper.title)}
        names = [one for one in entry.short_names if fold_name(one) not in known]
        if new := [name for name in names if self._is_free_name(name, paper)]:
            changes["short_names"] = (*paper.short_names, *new)
        return changes

    def _is_free(self, key: str) -> bool:
        return key.lower() not in self._taken and not self.library.called("former key", key)

    def _is_free_name(self, name: str, but: Paper | None) -> bool:
        """Whether no other paper has a short name: one that stands for several is of no use."""
        others = {paper.key for paper in self.library.called("name", fold_name(name))}
        return not others - {but.key if but else ""}


def _of_another(found: Iterable[Claim[Paper]]) -> Paper | None:
    """Return the own paper that has an id of an entry and is another work: the id is a wrong one."""
    by_id = [one for one in found if one.by == "id"]
    if not by_id or any(one.comparison.accepted for one in by_id):
        return None
    return by_id[0].paper


def _namesakes(record: Record, found: Iterable[Claim[Paper]]) -> list[str]:
    """Return the keys of the own papers of its title that an entry may be, of which nothing tells more."""
    says_little = not is_title(record.title) and not record.authors
    return sorted({one.paper.key for one in found if one.comparison.accepted or says_little})
