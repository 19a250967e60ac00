"""A candidate as people screen it: what it is, where the criteria's words stand, how it is linked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from litnotes.render.marked import Marked, marked
from litnotes.render.paper_page import cited
from litnotes.values import people

if TYPE_CHECKING:
    from litnotes.app.admit import AdmittedPaper
    from litnotes.config import Criteria
    from litnotes.model.candidate import Candidate
    from litnotes.screening.decision import TypedDecision
    from litnotes.screening.eligibility import Check
    from litnotes.screening.standing import Standing

INDENT = "    "
MAX_AUTHORS = 12
MAX_SENTENCES = 3
"""Sentences of one paper that are shown; the trace keeps all."""


def candidate_lines(
    standing: Standing, criteria: Criteria, names: Mapping[str, str], *, by: str = ""
) -> Iterator[Marked]:
    """Yield the lines of a page on a candidate.

    Args:
        standing: the candidate and what was decided on it.
        criteria: whose words are marked, and which are checked.
        names: what papers are called, by key.
        by: who is screening: nobody is shown what others decided.
    """
    from litnotes.screening.eligibility import check
    from litnotes.screening.eligibility import marked as places

    one = standing.candidate
    yield marked(f"{one.key}  ", one.title, places(one.title, criteria))
    yield marked(INDENT, "; ".join(_about(one)))
    if one.abstract:
        yield Marked("", "")
        yield marked("", one.abstract, places(one.abstract, criteria), hang=0)
        yield Marked("", "")
    else:
        yield marked(INDENT, "no abstract")
    yield from _links(one, names)
    if checks := check(one, criteria):
        yield marked(INDENT, f"criteria: {'; '.join(map(_said, checks))}")
    if own := standing.decisions.get(by):
        yield marked(INDENT, f"you said: {own.decision}{_why(own.criterion, own.reason)}")


def _about(one: Candidate) -> Iterator[str]:
    names = [people.shown(name) for name in one.authors[:MAX_AUTHORS]]
    more = len(one.authors) - len(names)
    if names:
        others = f" and {more} more" if more else " et al." if one.more_authors else ""
        yield f"{', '.join(names)}{others}"
    where = cited((), one.venue, one.venue_year or one.year)
    yield where or "no year"
    if one.year and one.venue_year and one.year != one.venue_year:
        yield f"first public {one.year}"
    if one.retracted:
        yield "RETRACTED"


def _links(one: Candidate, names: Mapping[str, str]) -> Iterator[Marked]:
    """Yield which of the student's papers a candidate cites, with the sentences, or is cited by."""
    bare: dict[str, list[str]] = {}
    for reached in one.reached:
        verb = "cites" if reached.direction == "cited-by" else "cited by"
        name = names.get(reached.paper, reached.paper)
        strong = " (influential)" if reached.influential else ""
        if reached.contexts:
            for sentence in reached.contexts[:MAX_SENTENCES]:
                yield marked(f"{INDENT}{verb} {name}{strong}: ", f"“{sentence}”")
        else:
            bare.setdefault(verb, []).append(f"{name}{strong}")
    for verb, listed in bare.items():
        yield marked(INDENT, f"{verb} {', '.join(listed)}")


def _said(check: Check) -> str:
    return (
        f"{check.criterion} {check.outcome} ({check.why})"
        if check.why
        else f"{check.criterion} {check.outcome}"
    )


def _why(criterion: str | None, reason: str | None) -> str:
    told = "; ".join(filter(None, (criterion, reason)))
    return f" ({told})" if told else ""


_DONE = {"include": "included", "exclude": "excluded", "not-retrieved": "not retrieved"}


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Return how many there are of each: `9 left, 1 included, 1 excluded`."""
    return ", ".join(f"{number:,} {_DONE.get(what, what)}" for what, number in counts.items())


def decisions_in_words(standing: Standing) -> Sequence[str]:
    """Return who decided what, and why: `you: exclude (survey)`."""
    told = [
        f"{person or 'you'}: {one.decision}{_why(one.criterion, one.reason)}"
        for person, one in standing.decisions.items()
    ]
    if verdict := standing.verdict:
        told.append(
            f"{verdict.by or 'report'} {verdict.day or ''}: {verdict.decision}{_why(None, verdict.reason)}"
        )
    return told


def typed_in_words(typed: TypedDecision) -> str:
    """Return a decision as people read it: `exclude (survey)`."""
    return f"{typed.choice}{_why(typed.criterion, typed.reason)}"


def what_counts(standing: Standing) -> str | None:
    """Return what a report decides, or of which paper it is known, where the user may not expect it."""
    verdict = standing.verdict
    own = standing.decisions.get("")
    if verdict and verdict.decision != "unsure":
        return (
            f"the report of {verdict.day} says {verdict.decision}, which counts; "
            f"`litnotes verdict` changes that"
        )
    if standing.paper and own and own.decision == "exclude":
        return f"it stays among your papers as {standing.paper}; this decision counts"
    if standing.paper and own and own.decision == "include":
        return f"it is among your papers already: {standing.paper}"
    return None


_NOTED = {
    "written": "a quick note in {}",
    "in this report": "{} names it already",
    "in a report": "a report names it already",
    "not written": "its title cannot stand in {}",
}


def admitted_in_words(admitted: AdmittedPaper) -> str:
    """Return what became of an included candidate: `notes/papers/k.yaml made; a quick note in …`."""
    where = _NOTED[admitted.noted].format(admitted.report)
    if admitted.file:
        return f"{admitted.file} made; {where}"
    return f"it is among your papers, {admitted.key}; {where}"
