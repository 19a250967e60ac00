"""Where each candidate stands: who decided what, and what counts.

The candidates of all traces are one pool: a work has one key in all of them. Decisions come from
screening, each person's apart, and from verdicts in reports. A verdict is made on the paper itself, by
whoever reads it or by the advisor, and so it counts before what was screened. Without one, people who
agree have decided, and those who disagree have not.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from litnotes.citations.links import joined_links
from litnotes.model.candidate import Candidate, Choice, Screened, Trace

Stage = Literal[
    "to screen", "unsure", "conflict", "excluded", "not retrieved", "read and excluded", "included"
]
"""Where a candidate is on its way. A paper that is included and not yet read counts as included."""


@dataclass(frozen=True, slots=True)
class ReportVerdict:
    """What a report says of a candidate that is a paper by now, or that it names."""

    decision: Literal["include", "exclude", "unsure"]
    reason: str | None = None
    by: str | None = None
    day: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A candidate with all that was decided on it.

    `traces` are the names of the traces that found it, the newest last; `paper` is the key of the own
    paper that it is, `decisions` the last decision of each person ("" is the student).
    """

    candidate: Candidate
    traces: tuple[str, ...]
    paper: str | None = None
    decisions: Mapping[str, Screened] = field(default_factory=dict)
    verdict: ReportVerdict | None = None

    def with_decision(self, decision: Screened) -> Standing:
        """Return it with what a person decided now."""
        return replace(self, decisions={**self.decisions, decision.by or "": decision})

    def as_seen_by(self, person: str) -> Standing:
        """Return it as a person sees it who is not to know what others decided."""
        return replace(self, decisions={by: one for by, one in self.decisions.items() if by == person})

    @property
    def is_wanted(self) -> bool:
        """Whether it is to be an own paper: the student includes it, or a report does.

        What others include waits for one of these two: the papers are those of the student.
        """
        if self.verdict and self.verdict.decision != "unsure":
            return self.verdict.decision == "include"
        own = self.decisions.get("")
        return own is not None and own.decision == "include"

    @property
    def screened(self) -> Choice | None:
        """What screening says: None where nobody decided, or people disagree."""
        choices = {one.decision for one in self.decisions.values()}
        return next(iter(choices)) if len(choices) == 1 else None

    @property
    def in_conflict(self) -> bool:
        """Whether people disagree, and no verdict in a report has settled it."""
        choices = {one.decision for one in self.decisions.values()}
        return len(choices) > 1 and (self.verdict is None or self.verdict.decision == "unsure")

    @property
    def stage(self) -> Stage:
        """Where it is on its way."""
        if self.verdict and self.verdict.decision == "include":
            return "included"
        if self.verdict and self.verdict.decision == "exclude":
            # Wanted once: whoever decides against it now has its text.
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
        """Whether it need not be shown again."""
        return self.stage not in ("to screen", "unsure", "conflict")

    def why(self) -> str:
        """Return the reason for the decision that counts: a criterion's short name, or words.

        A verdict without one has the reason of those who screened it alike.
        """
        counts: Choice | None = self.screened
        if self.verdict and self.verdict.decision != "unsure":
            if self.verdict.reason:
                return self.verdict.reason
            counts = self.verdict.decision
        said = [one for one in self.decisions.values() if one.decision == counts]
        return next((text for one in said if (text := one.criterion or one.reason)), "")


def standings_of(
    traces: Mapping[str, Trace],
    paper_of: Callable[[Candidate], str | None] = lambda _: None,
    verdict_of: Callable[[Candidate, str | None], ReportVerdict | None] = lambda _candidate, _paper: None,
) -> list[Standing]:
    """Return each candidate of all traces once, in the order they were found.

    Traces come oldest first. `paper_of` returns the key of the own paper that a candidate is, `verdict_of`
    what reports decide on it.
    """
    found: dict[str, list[tuple[str, Candidate]]] = defaultdict(list)
    decisions: dict[str, dict[str, Screened]] = defaultdict(dict)
    for name, trace in traces.items():
        for candidate in trace.candidates:
            found[candidate.key].append((name, candidate))
    for one in decisions_in(traces.values()):
        decisions[one.key][one.by or ""] = one
    standings = []
    for key, named in found.items():
        candidate = united([candidate for _, candidate in named])
        paper = paper_of(candidate)
        verdict = verdict_of(candidate, paper)
        names = tuple(dict.fromkeys(name for name, _ in named))
        standings.append(Standing(candidate, names, paper, decisions.get(key, {}), verdict))
    return standings


def decisions_in(traces: Iterable[Trace]) -> list[Screened]:
    """Return all decisions in the order in which they were made; each person has one spelling in them.

    Within a trace that is the order of the list, whatever days `--date` gave them.
    """
    dated: list[tuple[datetime.date, Screened]] = []
    spelling: dict[str, str] = {}
    for trace in traces:
        day = datetime.date.min
        for one in trace.decisions:
            day = max(day, one.day)
            by = one.by and spelling.setdefault(one.by.casefold(), one.by)
            dated.append((day, one if by == one.by else one.model_copy(update={"by": by})))
    return [one for _, one in sorted(dated, key=lambda entry: entry[0])]


def united(candidates: Sequence[Candidate]) -> Candidate:
    """Return one candidate of those that several traces have for one work: the newest, with all links."""
    newest = candidates[-1]
    if len(candidates) == 1:
        return newest
    abstract = next((one.abstract for one in reversed(candidates) if one.abstract), None)
    sources = tuple(dict.fromkeys(source for one in candidates for source in one.sources))
    return newest.model_copy(
        update={"reached": joined_links(*candidates), "abstract": abstract, "sources": sources}
    )


def conflicts(standings: Iterable[Standing]) -> list[Standing]:
    """Return the candidates on which people disagree, and nothing has settled it."""
    return [one for one in standings if one.in_conflict]


def is_settled_for(standing: Standing, by: str) -> bool:
    """Whether a person need not look at a candidate: they decided on it, or a report did.

    A second person's decisions are made without looking at the first one's.
    """
    if standing.verdict and standing.verdict.decision != "unsure":
        return True
    own = standing.decisions.get(by)
    return own is not None and own.decision != "unsure"
