"""The line on a citation search in the report of the day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from litnotes.app.asked_for import asked_for
from litnotes.app.day import report_for_writing, write
from litnotes.app.notes import Notes
from litnotes.app.trace_outcome import TraceNote, TraceOutcome
from litnotes.app.trace_start import TraceStart
from litnotes.daily.typing.done_line import note_done
from litnotes.errors import WrongUse
from litnotes.library.identify import Known, Library, Recorded
from litnotes.values.enumeration import enumerated

if TYPE_CHECKING:
    from litnotes.model.candidate import Direction

_TRACES = re.compile(
    r"\b(?:re)?trac|\bcit|\bzit|\bref|snowball|verfolg|引用|被引|追踪|参考文献|인용|цитир", re.IGNORECASE
)
"""Words of a task that asks for a citation search, in several languages."""
MOST_WORDS = 12
"""A name has at most this many words."""
MAX_NAMED = 4
"""The line names at most this many seeds and counts the others."""


def write_note(notes: Notes, done: TraceOutcome, day: datetime.date) -> TraceNote | None:
    """Write the line into the report of a day and return it; None if the report already has it.

    Raises WrongUse if every wording would be read differently, and errors of writing a report.
    """
    if done.start.new:
        notes.refresh()
    target = report_for_writing(notes, day)
    outcome = f"{len(done.trace.candidates):,} found, {done.left:,} left to screen"
    refused: WrongUse | None = None
    for wording in _wordings(done.start):
        try:
            typed = note_done(target.found, target.layout, notes.reader.vocabulary, wording, outcome)
        except WrongUse as problem:
            refused = problem
            continue
        if typed is None:
            return None
        write(notes, target, typed.data)
        return TraceNote(notes.notebook.shown(target.path), typed.line, f"{wording}: {outcome}")
    raise refused or WrongUse("nothing was traced")


def tasks_for(notes: Notes, start: TraceStart, day: datetime.date) -> Iterator[str]:
    """Yield a message for each open task that asks to trace exactly the papers of a search."""
    seeds = {paper.key for paper in start.papers}
    if seeds:
        yield from asked_for(
            notes,
            day,
            lambda text: bool(_TRACES.search(text)) and papers_named(notes.library, text) == seeds,
        )


def papers_named(library: Library, text: str) -> set[str]:
    """Return the papers that a sentence names: the keys of own papers, the titles of others.

    Ordinary words are no names, unless they are those of an own paper.
    """
    words = re.findall(r"[^\s,;:()（）、，。]+", text)
    named: set[str] = set()
    at = 0
    while at < len(words):
        for end in range(min(at + MOST_WORDS, len(words)), at, -1):
            name = " ".join(words[at:end]).strip(".!?\"'")
            match library.identify(name) if len(name) > 1 else None:
                case Known(paper):
                    named.add(paper.key)
                case Recorded(record) if _is_name(name):
                    named.add(record["title"])
                case _:
                    continue
            at = end - 1
            break
        at += 1
    return named


def _is_name(text: str) -> bool:
    """Whether a text is written as a name: with capitals inside, a digit or a hyphen."""
    return bool(re.search(r"[A-Z0-9-].*[A-Z0-9-]|\w-\w", text))


def _wordings(start: TraceStart) -> Iterator[str]:
    """Yield wordings of the line: with names, and with keys in case a name is read as something else."""
    question = start.question
    if question.query is not None:
        years = f" (years {question.year})" if question.year else ""
        yield f'Searched the corpus for "{question.query}"{years}'
        yield "Searched the corpus"
        return
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
    conditions = f" ({', '.join(narrowed)})" if narrowed else ""
    for names in (map(start.name_of, question.seeds), question.seeds):
        yield f"{verb.format(enumerated(names, MAX_NAMED))}{conditions}"
