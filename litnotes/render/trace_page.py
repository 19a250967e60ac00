"""What came of a citation search, as rows, sentences and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from litnotes.sources.etiquette import label_of

if TYPE_CHECKING:
    from litnotes.app.trace_outcome import TraceOutcome
    from litnotes.model.candidate import Search
    from litnotes.screening.rounds import Round

TRACE_COLUMNS = ("round", "paper", "list", "service", "outcome")
ROUND_COLUMNS = ("trace", "round", "from", "found", "screened", "included", "share")
MAX_TITLE = 40
_LEFT_OUT = {
    "seed": "it started from", "year": "outside --year", "match": "without --match",
    "stopped": "waiting for their titles",
}  # fmt: skip


def trace_rows(done: TraceOutcome) -> list[tuple[str, str, str, str, str]]:
    """Return a row for each list: round, paper, direction, service, and what came of it."""
    titles = {one.key: one.title for one in done.trace.candidates}
    return [
        (
            str(one.round),
            done.start.name_of(one.seed) if one.round == 1 else titles.get(one.seed, one.seed)[:MAX_TITLE],
            "cited by" if one.direction == "cited-by" else "references",
            label_of(one.source),
            search_outcome(one),
        )
        for one in done.searches
        if one.seed
    ]


def search_outcome(search: Search) -> str:
    """Return what came of a list in words: `found 3,412 of 3,500`."""
    count = f" {search.count:,}" if search.count or search.outcome == "found" else ""
    total = f" of {search.total:,}" if search.total else ""
    return f"{search.outcome}{count}{total}{f' ({search.why})' if search.why else ''}"


def trace_lines(done: TraceOutcome) -> Iterator[str]:
    """Yield how many works were named, and what was written."""
    written = done.written
    yield _summary(done)
    yield from (f"{path} made, from the nickname table" for path in written.papers)
    comma = "," if done.before and not written.trace.startswith("would") else ""
    yield f"{done.path}{comma} {written.trace.replace('not changed', 'nothing changed')}"
    if written.note:
        yield f"{written.note.path}:{written.note.line} done: {written.note.text}"


def _summary(done: TraceOutcome) -> str:
    """Return in one line how many works were named, and what is left of them."""
    trace = done.trace
    named = sum(one.count for one in trace.searches)
    kept = trace.kept or 0
    distinct = len(trace.candidates) - kept + sum(one.works for one in trace.left_out)
    parts = [f"{named:,} named", f"{named - distinct:,} of them repeated"]
    parts += [f"{one.works:,} {_LEFT_OUT.get(one.why, one.why)}" for one in trace.left_out]
    parts += [f"{kept:,} kept from before"] if kept else []
    return (
        f"{', '.join(parts)}: {len(trace.candidates):,} candidates, {done.new:,} new, "
        f"{done.left:,} left to screen"
    )


def trace_hints(done: TraceOutcome) -> Iterator[str]:
    """Yield what the user should know, and what to type next."""
    before = {_list_of(one): one for one in (done.before.searches if done.before else ())}
    for one in done.searches:
        was = before.get(_list_of(one))
        if was and one.outcome in ("found", "failed") and one.count < was.count:
            yield (
                f"{label_of(one.source)} names {one.count:,} for {one.seed}, "
                f"{was.count:,} before; what it named before is kept"
            )
    if done.stopped:
        yield "stopped; what was found is kept, and the same command goes on"
    elif done.has_failures:
        yield "what failed is asked again by the same command; nothing else is"
    if done.idle_round:
        yield (
            f"round {done.idle_round} goes on from what was included in round {done.idle_round - 1}, "
            "and nothing is yet: screen first, then the same command"
        )
    if done.left:
        yield "next: litnotes screen"
    if done.written.refused:
        yield "the trace is written; the same command puts its line into the report"


def _list_of(search: Search) -> tuple[int, str | None, str | None, str]:
    return search.round, search.seed, search.direction, search.source


def trace_data(done: TraceOutcome) -> dict[str, Any]:
    """Return what came of a search as values for JSON."""
    trace = done.trace.model_dump(mode="json", include={"day", "question", "left_out"})
    return {
        "trace": done.name,
        "file": done.path,
        **trace,
        "searches": [one.model_dump(mode="json") for one in done.searches],
        "candidates": len(done.trace.candidates),
        "new": done.new,
        "kept": done.trace.kept or 0,
        "left_to_screen": done.left,
        "stopped": done.stopped,
    }


def round_rows(rounds: Sequence[Round]) -> list[tuple[str, ...]]:
    """Return a row for each round of each trace; the share included says whether it pays to go on."""
    return [
        (
            one.trace,
            *(f"{number:,}" for number in (one.round, one.seeds, one.found, one.screened, one.included)),
            f"{one.included / one.screened:.0%}" if one.screened else "",
        )
        for one in rounds
    ]
