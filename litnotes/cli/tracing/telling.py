"""What came of a citation search, in rows, sentences and the words of the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from litnotes.cli.tracing.asking import Gathered
from litnotes.cli.tracing.start import Start
from litnotes.errors import LitnotesError

if TYPE_CHECKING:
    from litnotes.model.candidate import Direction, Search, Trace

MAX_NAMED = 4
"""Seeds that a line in the report names; of more, the rest is counted."""


@dataclass(slots=True)
class TraceOutcome:
    """What came of a search: the trace, how it was written, and what the user should know."""

    start: Start
    name: str
    trace: Trace
    before: Trace | None
    left: int
    path: str
    searches: Sequence[Search]
    lines: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    problems: list[LitnotesError] = field(default_factory=list)
    stopped: bool = False
    code: int = 0

    @property
    def new(self) -> int:
        """How many candidates are new in this trace."""
        before = {one.key for one in self.before.candidates} if self.before else set()
        return sum(one.key not in before for one in self.trace.candidates)

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """Return a row for each list: round, paper, direction, service, and what came of it."""
        from litnotes.sources.etiquette import label_of

        names = {one.key: one.title for one in self.trace.candidates}
        return [
            (
                str(one.round),
                self.start.name_of(one.seed) if one.round == 1 else names.get(one.seed, one.seed)[:40],
                "cited by" if one.direction == "cited-by" else "references",
                label_of(one.source),
                told(one),
            )
            for one in self.searches
            if one.seed
        ]

    def data(self) -> dict[str, Any]:
        """Return what came of it as values for JSON."""
        trace = self.trace.model_dump(mode="json", include={"day", "question", "left_out"})
        searches = [one.model_dump(mode="json") for one in self.searches]
        counts = {
            "candidates": len(self.trace.candidates), "new": self.new, "kept": self.trace.kept or 0,
            "left_to_screen": self.left,
        }  # fmt: skip
        return {
            "trace": self.name,
            "file": self.path,
            **trace,
            "searches": searches,
            **counts,
            "stopped": self.stopped,
        }


def told(search: Search) -> str:
    """Return what came of a list in words: `found 3,412 of 3,500`."""
    count = f" {search.count:,}" if search.count or search.outcome == "found" else ""
    total = f" of {search.total:,}" if search.total else ""
    return f"{search.outcome}{count}{total}{f' ({search.why})' if search.why else ''}"


def summary(done: TraceOutcome) -> str:
    """Return in one line how many works were named, and what is left of them."""
    trace = done.trace
    named = sum(one.count for one in trace.searches)
    left_out = {one.why: one.works for one in trace.left_out}
    kept = trace.kept or 0
    distinct = len(trace.candidates) - kept + sum(left_out.values())
    parts = [f"{named:,} named", f"{named - distinct:,} of them repeated"]
    reasons = {
        "seed": "it started from", "year": "outside --year", "match": "without --match",
        "stopped": "waiting for their titles",
    }  # fmt: skip
    parts += [f"{number:,} {reasons.get(why, why)}" for why, number in left_out.items()]
    parts += [f"{kept:,} kept from before"] if kept else []
    return (
        f"{', '.join(parts)}: {len(trace.candidates):,} candidates, {done.new:,} new, "
        f"{done.left:,} left to screen"
    )


def hints(done: TraceOutcome, found: Gathered) -> Iterator[str]:
    """Yield what the user should know, and what to type next."""
    from litnotes.sources.etiquette import label_of

    before = {(one.round, one.seed, one.direction, one.source): one for one in _searches(done.before)}
    for one in done.searches:
        was = before.get((one.round, one.seed, one.direction, one.source))
        if was and one.outcome in ("found", "failed") and one.count < was.count:
            yield (
                f"{label_of(one.source)} names {one.count:,} for {one.seed}, "
                f"{was.count:,} before; what it named before is kept"
            )
    if found.stopped:
        yield "stopped; what was found is kept, and the same command goes on"
    elif any(one.outcome == "failed" for one in done.searches):
        yield "what failed is asked again by the same command; nothing else is"
    if found.waits > 1:
        yield (
            f"round {found.waits} goes on from what was included in round {found.waits - 1}, "
            "and nothing is yet: screen first, then the same command"
        )
    if done.left:
        yield "next: litnotes screen"


def _searches(trace: Trace | None) -> Sequence[Search]:
    return trace.searches if trace else ()


def why_nobody(searches: Sequence[Search]) -> str:
    """Return the sentence that tells why there is nothing at all."""
    from litnotes.sources.etiquette import label_of

    reasons = dict.fromkeys(f"{label_of(one.source)} {one.why}" for one in searches)
    return f"nobody answered, so nothing was written: {'; '.join(reasons)}"


def what_was_done(start: Start) -> Iterator[str]:
    """Yield ways to say what was done: by names, and by keys where a name would read as something else."""
    question = start.question
    if question.file:
        yield f"Took the search results of {question.file}"
        return
    verbs: dict[tuple[Direction, ...], str] = {
        ("cited-by",): "Traced the papers that cite {}",
        ("references",): "Traced the papers that {} cite",
    }
    verb = verbs.get(question.directions, "Traced the papers that cite or are cited by {}")
    narrowed = [f"years {question.year}"] if question.year else []
    narrowed += [f"with {' or '.join(question.match)}"] if question.match else []
    behind = f" ({', '.join(narrowed)})" if narrowed else ""
    for names in ([start.name_of(key) for key in question.seeds], list(question.seeds)):
        yield f"{verb.format(_listed(names))}{behind}"


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:MAX_NAMED])
    if more := len(names) - len(shown):
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
