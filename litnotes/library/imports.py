"""Decides for each entry of another tool's file: a new paper, an addition to a paper, or nothing new.

Keys never change: an entry keeps its own citation key if that is free and a safe file name. Otherwise
the key becomes a former key, which still finds the paper. Values of the student and of services are
never replaced; differing values of an entry are kept in `differing`.
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
from litnotes.values.enumeration import enumerated
from litnotes.values.names import fold_name, fold_title, is_title


@dataclass(frozen=True, slots=True)
class Added:
    """The entry is a new paper; `remark` says what of it does not come in."""

    entry: ImportedEntry
    paper: Paper
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CompletedPaper:
    """The entry completes a paper of the library: `changes` are the fields that change."""

    entry: ImportedEntry
    paper: Paper
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Skipped:
    """The entry changes nothing, for the reason `why`; `paper` is its paper in the library, if any."""

    entry: ImportedEntry
    why: str
    paper: Paper | None = None


ImportOutcome = Added | CompletedPaper | Skipped


@dataclass
class Intake:
    """Decides on entries one after another.

    `source` is where they come from, as in provenance: `bibtex refs.bib`. Each paper gets the `tags`.
    `unreadable` are the keys of papers whose files cannot be read.
    """

    library: Library
    source: str
    day: datetime.date
    tags: tuple[str, ...] = ()
    unreadable: Collection[str] = ()
    _taken: set[str] = field(init=False)
    _lines: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # In lower case: on some file systems `Smith` and `smith` are one file.
        self._taken = {key.lower() for key in (*self.library.papers, *self.unreadable)}

    def decide(self, entry: ImportedEntry) -> ImportOutcome:
        """Return the outcome for an entry, without changing anything."""
        if why := self._no_paper(entry):
            return Skipped(entry, why)
        tags = {tag.casefold(): tag for tag in (*self.tags, *entry.record.tags)}
        record = replace(entry.record, tags=tuple(tags.values()))
        entry = replace(entry, record=record)
        found = list(claims(record, self.library.called, entry.key))
        if other := _of_another(found):
            return self._without_the_ids_of(other, entry)
        if (paper := certain(found)) is None:
            if keys := ", ".join(_namesakes(record, found)):
                return Skipped(entry, f"several papers may have this title: {keys}")
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

    def _without_the_ids_of(self, other: Paper, entry: ImportedEntry) -> ImportOutcome:
        """Return the outcome for an entry without the ids of another work, such as its book."""
        theirs = {*other.all_ids()}
        ids = entry.record.ids
        own = {kind: value for kind, value in ids.items() if (kind, value.lower()) not in theirs}
        if own == ids:
            return Skipped(entry, f'its id belongs to {other.key}, "{other.title}"', other)
        outcome = self.decide(replace(entry, record=replace(entry.record, ids=own)))
        if not isinstance(outcome, Added):
            return outcome
        left = enumerated(value for kind, value in ids.items() if kind not in own)
        return replace(outcome, remark=f'without {left}, the id of {other.key}, "{other.title}"')

    def keep(self, outcome: ImportOutcome) -> None:
        """Record that an outcome is written, or would be without --dry-run."""
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
            return f"papers/{entry.key}.yaml cannot be read; fix or remove that file first"
        return ""

    def _new(self, entry: ImportedEntry) -> Paper:
        values, sources = fields_of(entry.record)
        key = self._key(entry, values)
        keys = dict.fromkeys((entry.key, *entry.former_keys))
        former = tuple(other for other in keys if other and other != key and self._is_free(other))
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
        """Return the keys and short names of an entry that its paper does not have yet."""
        changes: dict[str, Any] = {}
        known_keys = {paper.key, *paper.former_keys}
        given = dict.fromkeys((entry.key, *entry.former_keys))
        if keys := [key for key in given if key and key not in known_keys and self._is_free(key)]:
            changes["former_keys"] = (*paper.former_keys, *keys)
        known = {fold_name(name) for name in (*paper.short_names, paper.title)}
        names = [name for name in entry.short_names if fold_name(name) not in known]
        if new := [name for name in names if self._is_free_name(name, paper)]:
            changes["short_names"] = (*paper.short_names, *new)
        return changes

    def _is_free(self, key: str) -> bool:
        return key.lower() not in self._taken and not self.library.called("former key", key)

    def _is_free_name(self, name: str, but: Paper | None) -> bool:
        """Whether no other paper has this short name: an ambiguous one would be useless."""
        others = {paper.key for paper in self.library.called("name", fold_name(name))}
        return not others - {but.key if but else ""}


def _of_another(found: Iterable[Claim[Paper]]) -> Paper | None:
    """Return the paper that shares an id with an entry but is another work: the id is wrong."""
    by_id = [claim for claim in found if claim.by == "id"]
    if not by_id or any(claim.comparison.accepted for claim in by_id):
        return None
    return by_id[0].paper


def _namesakes(record: Record, found: Iterable[Claim[Paper]]) -> list[str]:
    """Return the keys of the papers that an entry may be, if its title does not decide."""
    is_vague = not is_title(record.title) and not record.authors
    return sorted({claim.paper.key for claim in found if claim.comparison.accepted or is_vague})
