"""Decisions, notes and tags that another screening tool wrote into a file, taken over for candidates."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from litnotes.model.candidate import CandidateNote, Screened
from litnotes.screening.decision import TypedDecision, refusal, with_criterion_of_settings
from litnotes.screening.standing import Standing
from litnotes.values.names import fold_title

if TYPE_CHECKING:
    from litnotes.config import Criteria
    from litnotes.formats.entry import ImportedEntry
    from litnotes.formats.labels import Label
    from litnotes.model.candidate import Candidate
    from litnotes.model.described import Described


@dataclass(frozen=True, slots=True)
class LabelsTaken:
    """What is taken over from a file.

    Args:
        decisions: the new decisions.
        notes: the new notes.
        known: the number of decisions of people who decided here already; these stay.
        disagreeing: the number of records that the file has twice with two decisions of one person; the
            candidate is unsure.
        elsewhere: the number of labels on records that are no candidates.
        student: the name in the file that is the student; empty if the file names nobody.
        outside: the number of records included although they are outside the years of the criteria.
        doubtful: the columns that may hold decisions or something else; nothing of them is taken.
    """

    decisions: Sequence[Screened] = ()
    notes: Sequence[CandidateNote] = ()
    known: int = 0
    disagreeing: int = 0
    elsewhere: int = 0
    student: str = ""
    outside: int = 0
    doubtful: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """The names of the other people, sorted."""
        return tuple(sorted({by for made in self.all() if (by := made.by)}))

    def all(self) -> list[Screened | CandidateNote]:
        """Return decisions and notes."""
        return [*self.decisions, *self.notes]


NOTHING_TAKEN = LabelsTaken()


@dataclass(slots=True)
class _Taking:
    """The labels of a file, sorted out by candidate and person."""

    choices: dict[tuple[str, str | None], dict[TypedDecision, datetime.date | None]] = field(
        default_factory=dict
    )
    notes: list[CandidateNote] = field(default_factory=list)
    elsewhere: int = 0


def taken(
    entries: Iterable[ImportedEntry],
    standings: Sequence[Standing],
    criteria: Criteria,
    me: str | None,
    day: datetime.date,
) -> LabelsTaken:
    """Return what is taken over from the entries of a file.

    A person who is named alone in the file is the student, as is `me`. `day` is that of decisions without
    one. Decisions that this person made here stay.
    """
    read = list(entries)
    labelled = [(entry, label) for entry in read for label in entry.labels]
    unclear = tuple(dict.fromkeys(name for entry in read for name in entry.doubtful))
    if not labelled:
        return LabelsTaken(doubtful=unclear)
    student = _student(label for _, label in labelled) if me is None else me
    by_key = {standing.candidate.key: standing for standing in standings}
    found = _sorted_out(labelled, _Finder(standing.candidate for standing in standings), student, day)
    decisions: list[Screened] = []
    known = disagreeing = outside = 0
    for (key, by), choices in found.choices.items():
        if (by or "") in by_key[key].decisions:
            known += 1
            continue
        disagreeing += len({typed.choice for typed in choices}) > 1
        typed, made = _one_of(choices)
        typed = _allowed(typed, criteria)
        outside += refusal(by_key[key], typed, criteria) is not None
        decisions.append(
            Screened(
                key=key,
                decision=typed.choice,
                criterion=typed.criterion,
                reason=typed.reason,
                by=by,
                day=made or day,
            )
        )
    notes = new_notes(found.notes, by_key)
    return LabelsTaken(decisions, notes, known, disagreeing, found.elsewhere, student, outside, unclear)


def _student(labels: Iterable[Label]) -> str:
    names = {label.by for label in labels if label.by}
    return names.pop() if len(names) == 1 else ""


def _sorted_out(
    labelled: Iterable[tuple[ImportedEntry, Label]], finder: _Finder, student: str, day: datetime.date
) -> _Taking:
    found = _Taking()
    for entry, label in labelled:
        key = finder.key_of(entry.record)
        by = None if label.by.casefold() == student.casefold() else label.by or None
        if key is None:
            found.elsewhere += 1
            continue
        if label.choice:
            typed = TypedDecision(label.choice, label.criterion or None, label.reason or None)
            found.choices.setdefault((key, by), {}).setdefault(typed, label.day)
        if label.note or label.tags:
            written = CandidateNote(
                key=key, note=label.note or None, tags=label.tags, by=by, day=label.day or day
            )
            found.notes.append(written)
    return found


def _one_of(
    choices: Mapping[TypedDecision, datetime.date | None],
) -> tuple[TypedDecision, datetime.date | None]:
    """Return the decision of a person on a record; unsure if the file has two different ones."""
    (first, day), *others = choices.items()
    if all(typed.choice == first.choice for typed, _ in others):
        return first, day
    both = " and ".join(dict.fromkeys(typed.choice for typed in choices))
    return TypedDecision("unsure", reason=f"the file has the record twice: {both}"), day


def _allowed(typed: TypedDecision, criteria: Criteria) -> TypedDecision:
    """Return a decision with its criterion as in the settings; one that they lack becomes a reason."""
    named = with_criterion_of_settings(
        TypedDecision(typed.choice, typed.criterion or typed.reason, None), criteria
    )
    known = {*criteria.include, *criteria.exclude, *(f"not {name}" for name in criteria.include)}
    if named.criterion in known:
        reason = typed.reason if typed.criterion else None
        return TypedDecision(typed.choice, named.criterion, reason)
    words = "; ".join(filter(None, (typed.criterion, typed.reason)))
    return TypedDecision(typed.choice, None, words or None)


def new_notes(notes: Iterable[CandidateNote], by_key: Mapping[str, Standing]) -> list[CandidateNote]:
    """Return each note once, without those that the candidates have."""
    new: list[CandidateNote] = []
    for note in notes:
        there = (*by_key[note.key].notes, *(one for one in new if one.key == note.key))
        if not any(one.model_copy(update={"day": note.day}) == note for one in there):
            new.append(note)
    return new


class _Finder:
    """Finds the candidate of a record by its ids, else by its title if only one candidate has it."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._by_id: dict[tuple[str, str], str] = {}
        self._titles: Counter[str] = Counter()
        self._by_title: dict[str, str] = {}
        for candidate in candidates:
            for each in candidate.all_ids():
                self._by_id.setdefault(each, candidate.key)
            for title in map(fold_title, candidate.titles):
                self._titles[title] += 1
                self._by_title[title] = candidate.key

    def key_of(self, record: Described) -> str | None:
        """Return the key of the candidate of a record."""
        return next(self._keys(record), None)

    def _keys(self, record: Described) -> Iterator[str]:
        yield from (self._by_id[each] for each in record.all_ids() if each in self._by_id)
        for title in map(fold_title, record.titles):
            if self._titles[title] == 1:
                yield self._by_title[title]
