"""Standings: each candidate with all decisions on it, and the one that counts.

The candidates of all traces are one pool: a work has the same key in all of them. Decisions come from
screening, separately for each person, and from verdicts in reports. A verdict is made by someone who read
the paper, or by the advisor, so it counts more than screening. Without a verdict, the decision of all
people counts if they agree.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from litnotes.citations.links import joined_links
from litnotes.model.candidate import Candidate, CandidateNote, Choice, Screened, Trace
from litnotes.model.decisions import agreed, screened_in_order

Stage = Literal[
    "to screen", "unsure", "conflict", "excluded", "not retrieved", "read and excluded", "included"
]
"""The stage of a candidate. An included paper counts as included even if it is not read yet."""


@dataclass(frozen=True, slots=True)
class ReportVerdict:
    """The verdict of a report on a candidate, by its paper or its title."""

    decision: Literal["include", "exclude", "unsure"]
    reason: str | None = None
    by: str | None = None
    day: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A candidate with all decisions on it.

    `traces` are the names of the traces that found it, the newest last; `paper` is the key of its own
    paper, `decisions` the last decision of each person ("" is the student), `notes` what people wrote.
    """

    candidate: Candidate
    traces: tuple[str, ...]
    paper: str | None = None
    decisions: Mapping[str, Screened] = field(default_factory=dict)
    verdict: ReportVerdict | None = None
    notes: tuple[CandidateNote, ...] = ()

    def with_note(self, note: CandidateNote) -> Standing:
        """Return it with a new note; an abstract in it becomes that of the candidate."""
        candidate = self.candidate.model_copy(update={"abstract": note.abstract or self.candidate.abstract})
        return replace(self, candidate=candidate, notes=(*self.notes, note))

    def with_decision(self, decision: Screened) -> Standing:
        """Return it with a new decision."""
        return replace(self, decisions={**self.decisions, decision.by or "": decision})

    def as_seen_by(self, person: str) -> Standing:
        """Return it with only the decisions of one person, for blind screening."""
        return replace(
            self,
            decisions={by: decision for by, decision in self.decisions.items() if by == person},
            notes=tuple(note for note in self.notes if (note.by or "") == person),
        )

    @property
    def is_wanted(self) -> bool:
        """Whether it becomes an own paper: the student or a report includes it.

        Decisions of other people are not enough: the papers are those of the student.
        """
        if self.verdict and self.verdict.decision != "unsure":
            return self.verdict.decision == "include"
        own = self.decisions.get("")
        return own is not None and own.decision == "include"

    @property
    def screened(self) -> Choice | None:
        """The decision of screening; None if there is none, or people disagree."""
        one = agreed(self.decisions.values())
        return one.decision if one else None

    @property
    def in_conflict(self) -> bool:
        """Whether people disagree, and no verdict in a report decides."""
        choices = {decision.decision for decision in self.decisions.values()}
        return len(choices) > 1 and (self.verdict is None or self.verdict.decision == "unsure")

    @property
    def stage(self) -> Stage:
        """The stage that follows from verdict and decisions."""
        if self.verdict and self.verdict.decision == "include":
            return "included"
        if self.verdict and self.verdict.decision == "exclude":
            # Screening wanted it, so the person who excludes it has read its text.
            return "read and excluded" if self.screened in ("include", "not-retrieved") else "excluded"
        if self.in_conflict:
            return "conflict"
        stages: dict[Choice | None, Stage] = {
            "include": "included",
            "exclude": "excluded",
            "not-retrieved": "not retrieved",
            "unsure": "unsure",
            None: "unsure" if self.verdict else "to screen",
        }
        return stages[self.screened]

    @property
    def is_decided(self) -> bool:
        """Whether it has a decision that counts."""
        return self.stage not in ("to screen", "unsure", "conflict")

    def why(self) -> str:
        """Return the reason for the decision that counts: the name of a criterion, or words.

        A verdict without a reason takes that of people with the same decision.
        """
        counts: Choice | None = self.screened
        if self.verdict and self.verdict.decision != "unsure":
            if self.verdict.reason:
                return self.verdict.reason
            counts = self.verdict.decision
        same = [decision for decision in self.decisions.values() if decision.decision == counts]
        return next((text for decision in same if (text := decision.criterion or decision.reason)), "")


def standings_of(
    traces: Mapping[str, Trace],
    paper_of: Callable[[Candidate], str | None] = lambda _: None,
    verdict_of: Callable[[Candidate, str | None], ReportVerdict | None] = lambda _candidate, _paper: None,
) -> list[Standing]:
    """Return the standing of each candidate of all traces once, in the order of the traces.

    Traces come oldest first. `paper_of` returns the key of the own paper of a candidate, `verdict_of` the
    verdict of reports on it.
    """
    by_key: dict[str, list[tuple[str, Candidate]]] = defaultdict(list)
    decisions: dict[str, dict[str, Screened]] = defaultdict(dict)
    for name, trace in traces.items():
        for candidate in trace.candidates:
            by_key[candidate.key].append((name, candidate))
    for decision in decisions_in(traces.values()):
        decisions[decision.key][decision.by or ""] = decision
    notes = _notes_by_key(traces.values())
    standings = []
    for key, named in by_key.items():
        candidate = united([candidate for _, candidate in named])
        written = notes.get(key, ())
        if abstract := next((note.abstract for note in reversed(written) if note.abstract), None):
            candidate = candidate.model_copy(update={"abstract": abstract})
        paper = paper_of(candidate)
        verdict = verdict_of(candidate, paper)
        names = tuple(dict.fromkeys(name for name, _ in named))
        standings.append(Standing(candidate, names, paper, decisions.get(key, {}), verdict, tuple(written)))
    return standings


def _notes_by_key(traces: Iterable[Trace]) -> dict[str, list[CandidateNote]]:
    notes: dict[str, list[CandidateNote]] = defaultdict(list)
    for note in (note for trace in traces for note in trace.notes):
        notes[note.key].append(note)
    return notes


def decisions_in(traces: Iterable[Trace]) -> list[Screened]:
    """Return all decisions in the order they were made; each person has one spelling in them."""
    return screened_in_order(trace.decisions for trace in traces)


def united(candidates: Sequence[Candidate]) -> Candidate:
    """Merge the candidates of several traces for the same work: the newest, with all links."""
    newest = candidates[-1]
    if len(candidates) == 1:
        return newest
    abstract = next((candidate.abstract for candidate in reversed(candidates) if candidate.abstract), None)
    sources = tuple(dict.fromkeys(source for candidate in candidates for source in candidate.sources))
    return newest.model_copy(
        update={"reached": joined_links(*candidates), "abstract": abstract, "sources": sources}
    )


def conflicts(standings: Iterable[Standing]) -> list[Standing]:
    """Return the candidates on which people disagree and no verdict decides."""
    return [standing for standing in standings if standing.in_conflict]


def is_settled_for(standing: Standing, by: str) -> bool:
    """Whether a person need not screen a candidate: they or a report decided on it.

    Decisions of other people do not count, because people screen independently.
    """
    if standing.verdict and standing.verdict.decision != "unsure":
        return True
    own = standing.decisions.get(by)
    return own is not None and own.decision != "unsure"
