"""The result of a trace as rows, sentences and JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from litnotes.render.candidate_page import counts_in_words
from litnotes.render.text import count
from litnotes.sources.etiquette import label_of
from litnotes.values.enumeration import enumerated

if TYPE_CHECKING:
    from litnotes.app.labelled import LabelsTaken
    from litnotes.app.trace_outcome import TraceOutcome
    from litnotes.model.candidate import Search
    from litnotes.screening.rounds import Round

TRACE_COLUMNS = ("round", "paper", "list", "service", "outcome")
ROUND_COLUMNS = ("trace", "round", "from", "found", "screened", "included", "share")
MAX_TITLE = 40
_LEFT_OUT = {
    "seed": "of the seeds", "year": "outside --year", "match": "not matching --match",
    "stopped": "without a title yet", "no title": "without a title",
}  # fmt: skip


def trace_rows(done: TraceOutcome) -> list[tuple[str, str, str, str, str]]:
    """Return a row for each search: round, paper, direction, service, outcome."""
    titles = {candidate.key: candidate.title for candidate in done.trace.candidates}
    return [
        (
            str(search.round),
            done.start.name_of(search.seed)
            if search.round == 1
            else titles.get(search.seed, search.seed)[:MAX_TITLE],
            "cited by" if search.direction == "cited-by" else "references",
            _service(search),
            search_outcome(search),
        )
        for search in done.searches
        if search.seed
    ]


def _service(search: Search) -> str:
    """Return the name of a service; a corpus with its day."""
    dated = search.source == "corpus" and search.asked
    return f"corpus of {search.asked}" if dated else label_of(search.source)


def search_outcome(search: Search) -> str:
    """Return the outcome of a search on one line: `found 3,412 of 3,500`."""
    count = f" {search.count:,}" if search.count or search.outcome == "found" else ""
    total = f" of {search.total:,}" if search.total else ""
    return f"{search.outcome}{count}{total}{f' ({search.why})' if search.why else ''}"


def trace_lines(done: TraceOutcome) -> Iterator[str]:
    """Yield the numbers of records and candidates, and the files written."""
    written = done.written
    yield _summary(done)
    yield from (f"{path} made, from the nickname table" for path in written.papers)
    comma = "," if done.before and not written.trace.startswith("would") else ""
    yield f"{done.path}{comma} {written.trace.replace('not changed', 'nothing changed')}"
    yield from taken_lines(done.taken)
    if written.note:
        yield f"{written.note.path}:{written.note.line} done: {written.note.text}"


def _summary(done: TraceOutcome) -> str:
    """Return on one line the number of records, those left out by reason, and the candidates."""
    trace = done.trace
    records = sum(search.count for search in trace.searches)
    kept = trace.kept or 0
    distinct = len(trace.candidates) - kept + sum(left_out.works for left_out in trace.left_out)
    parts = [f"{records:,} records", f"{records - distinct:,} repeated"]
    parts += [f"{each.works:,} {_LEFT_OUT.get(each.why, each.why)}" for each in trace.left_out]
    parts += [f"{kept:,} kept from before"] if kept else []
    return (
        f"{', '.join(parts)}: {len(trace.candidates):,} candidates, {done.new:,} new, "
        f"{done.left:,} left to screen"
    )


def trace_hints(done: TraceOutcome) -> Iterator[str]:
    """Yield shorter lists, failures, and the next command to type."""
    before = {_list_of(search): search for search in (done.before.searches if done.before else ())}
    for search in done.searches:
        was = before.get(_list_of(search))
        if was and search.outcome in ("found", "failed") and search.count < was.count:
            yield (
                f"{label_of(search.source)} lists {search.count:,} for {search.seed}, "
                f"{was.count:,} before; the earlier records are kept"
            )
    whole = [text for text in done.trace.question.match if not text.endswith("*")]
    if whole and any(left_out.why == "match" for left_out in done.trace.left_out):
        yield f"--match takes whole words; `--match '{whole[0]}*'` takes longer ones too, such as plurals"
    if done.stopped:
        yield "stopped; the results so far are kept. Run the same command to continue"
    elif done.has_failures:
        yield "run the same command to retry the failed lists; no other list is asked again"
    if done.idle_round:
        yield (
            f"round {done.idle_round} starts from the candidates included in round {done.idle_round - 1}, "
            "and none is included yet: screen first, then run the same command"
        )
    if any(made.decision == "include" and not made.by for made in done.taken.decisions):
        yield "next: litnotes screen; it makes papers of the included ones"
    elif done.left:
        yield "next: litnotes screen"
    if done.written.refused:
        yield "the trace is written; run the same command to add its line to the report"


def _list_of(search: Search) -> tuple[int, str | None, str | None, str]:
    return search.round, search.seed, search.direction, search.source


def taken_lines(taken: LabelsTaken) -> Iterator[str]:
    """Yield what is taken over from another screening tool: numbers, people, and what is unclear."""
    counts = Counter[str](decision.decision for decision in taken.decisions)
    if taken.decisions:
        yield f"{count(len(taken.decisions), 'decision')} from the file: {counts_in_words(counts)}"
    if taken.notes:
        tags = sum(len(note.tags) for note in taken.notes)
        with_tags = f", with {count(tags, 'tag')}" if tags else ""
        yield f"{count(len(taken.notes), 'note')} from the file{with_tags}"
    if taken.student:
        yield f"decisions of {taken.student} are yours"
    if taken.people:
        yield f"decisions of {enumerated(taken.people, 5)} stay theirs; --me NAME makes those of NAME yours"
    if taken.known:
        yield f"{count(taken.known, 'decision')} not taken: already decided here"
    if taken.disagreeing:
        yield f"{count(taken.disagreeing, 'record')} twice in the file with two decisions: unsure"
    if taken.outside:
        yield f"{count(taken.outside, 'record')} included outside the years of the criteria"
    for column in taken.doubtful:
        yield (
            f'column "{column}" is not taken: it may hold something else than decisions. If it holds them, '
            "rename it to label_included, with 1, 0 or empty cells"
        )
    if taken.elsewhere:
        yield f"{count(taken.elsewhere, 'label')} not taken: the record is no candidate"


def trace_data(done: TraceOutcome) -> dict[str, Any]:
    """Return the result of a trace as values for JSON."""
    trace = done.trace.model_dump(mode="json", include={"day", "question", "left_out"})
    return {
        "trace": done.name,
        "file": done.path,
        **trace,
        "searches": [search.model_dump(mode="json") for search in done.searches],
        "candidates": len(done.trace.candidates),
        "new": done.new,
        "kept": done.trace.kept or 0,
        "left_to_screen": done.left,
        "stopped": done.stopped,
        "decisions_taken": len(done.taken.decisions),
        "notes_taken": len(done.taken.notes),
    }


def round_rows(rounds: Sequence[Round]) -> list[tuple[str, ...]]:
    """Return a row for each round of each trace; a low share included suggests to stop."""
    return [
        (
            each.trace,
            *(
                f"{number:,}"
                for number in (each.round, each.seeds, each.found, each.screened, each.included)
            ),
            f"{each.included / each.screened:.0%}" if each.screened else "",
        )
        for each in rounds
    ]
