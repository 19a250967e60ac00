"""A candidate as people screen it: its record, the criteria's words marked in it, and its links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from litnotes.render.marked import Marked, marked
from litnotes.render.paper_page import cited
from litnotes.values import people

if TYPE_CHECKING:
    from litnotes.app.admit import AdmittedPaper
    from litnotes.app.concluding import TypedConclusion
    from litnotes.config import Criteria
    from litnotes.model.candidate import Candidate
    from litnotes.screening.decision import TypedDecision
    from litnotes.screening.eligibility import Check
    from litnotes.screening.standing import Standing

INDENT = "    "
MAX_AUTHORS = 12
MAX_SENTENCES = 3
"""Citing sentences shown for each paper, so that a page stays short; the trace keeps all."""


def candidate_lines(
    standing: Standing, criteria: Criteria, names: Mapping[str, str], *, by: str = "", known: str = ""
) -> Iterator[Marked]:
    """Yield the lines of a page on a candidate.

    Args:
        standing: the candidate and all decisions on it.
        criteria: those to check; their keywords are marked.
        names: the name of each paper, by key.
        by: who is screening; other people's decisions stay hidden.
        known: what is known of the candidate's own paper.
    """
    from litnotes.screening.eligibility import check
    from litnotes.screening.eligibility import marked as places

    candidate = standing.candidate
    if known:
        yield marked("", known)
    yield marked(f"{candidate.key}  ", candidate.title, places(candidate.title, criteria))
    yield marked(INDENT, "; ".join(_about(candidate)))
    if candidate.abstract:
        yield Marked("", "")
        yield marked("", candidate.abstract, places(candidate.abstract, criteria), hang=0)
        yield Marked("", "")
    else:
        yield marked(INDENT, "no abstract")
    yield from _links(candidate, names)
    if checks := check(candidate, criteria):
        yield marked(INDENT, f"criteria: {'; '.join(map(_check_text, checks))}")
    if own := standing.decisions.get(by):
        yield marked(INDENT, f"your decision: {own.decision}{_why(own.criterion, own.reason)}")


def _about(candidate: Candidate) -> Iterator[str]:
    names = [people.shown(name) for name in candidate.authors[:MAX_AUTHORS]]
    more = len(candidate.authors) - len(names)
    if names:
        others = f" and {more} more" if more else " et al." if candidate.more_authors else ""
        yield f"{', '.join(names)}{others}"
    where = cited((), candidate.venue, candidate.venue_year or candidate.year)
    yield where or "no year"
    if candidate.year and candidate.venue_year and candidate.year != candidate.venue_year:
        yield f"first public {candidate.year}"
    if candidate.retracted:
        yield "RETRACTED"


def _links(candidate: Candidate, names: Mapping[str, str]) -> Iterator[Marked]:
    """Yield the student's papers that a candidate cites, with the citing sentences, or is cited by."""
    bare: dict[str, list[str]] = {}
    for reached in candidate.reached:
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


def _check_text(check: Check) -> str:
    return (
        f"{check.criterion} {check.outcome} ({check.why})"
        if check.why
        else f"{check.criterion} {check.outcome}"
    )


def _why(criterion: str | None, reason: str | None) -> str:
    why = "; ".join(filter(None, (criterion, reason)))
    return f" ({why})" if why else ""


_DONE = {"include": "included", "exclude": "excluded", "not-retrieved": "not retrieved"}


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Return counts on a line: `9 left, 1 included, 1 excluded`."""
    return ", ".join(f"{number:,} {_DONE.get(what, what)}" for what, number in counts.items())


def decisions_in_words(standing: Standing) -> Sequence[str]:
    """Return each person's decision with its reason: `you: exclude (survey)`."""
    decisions = [
        f"{person or 'you'}: {screened.decision}{_why(screened.criterion, screened.reason)}"
        for person, screened in standing.decisions.items()
    ]
    if verdict := standing.verdict:
        decisions.append(
            f"{verdict.by or 'report'} {verdict.day or ''}: {verdict.decision}{_why(None, verdict.reason)}"
        )
    return decisions


def verdict_in_words(written: TypedConclusion) -> str:
    """Return where a verdict is: `verdict in notes/2024-06-02.md:12`."""
    return f"verdict in {written.notes.notebook.shown(written.path)}:{written.line}"


def typed_in_words(typed: TypedDecision) -> str:
    """Return a typed decision with its reason: `exclude (survey)`."""
    return f"{typed.choice}{_why(typed.criterion, typed.reason)}"


def what_counts(standing: Standing) -> str | None:
    """Return which decision counts, or which paper the candidate is, where that may surprise the user."""
    verdict = standing.verdict
    own = standing.decisions.get("")
    if verdict and verdict.decision != "unsure":
        return (
            f"the verdict in the report of {verdict.day} counts: {verdict.decision}; "
            f"change it with `litnotes verdict`"
        )
    if standing.paper and own and own.decision == "exclude":
        return f"this decision counts; {standing.paper} stays one of your papers"
    if standing.paper and own and own.decision == "include":
        return f"already one of your papers: {standing.paper}"
    return None


_NOTED = {
    "written": "a quick note in {}",
    "in this report": "already named in {}",
    "in a report": "already named in a report",
    "not written": "its title cannot be written to {}",
}


def admitted_in_words(admitted: AdmittedPaper) -> str:
    """Return where an included candidate was written: `notes/papers/k.yaml made; a quick note in …`."""
    where = _NOTED[admitted.noted].format(admitted.report)
    if admitted.file:
        return f"{admitted.file} made; {where}"
    return f"already one of your papers: {admitted.key}; {where}"
