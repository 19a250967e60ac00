"""What `litnotes corpus` does: build a corpus, search it, count it, find what is related to papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.app.called import identified
from litnotes.app.corpora import needed_corpus
from litnotes.app.notes import look_up
from litnotes.app.trace_start import TraceRequest
from litnotes.errors import NotFound, WrongUse
from litnotes.library.identify import Known, Recorded
from litnotes.library.nicknames import described
from litnotes.sources.corpus_service import names_of
from litnotes.values.ids import ids_of, openalex_id

if TYPE_CHECKING:
    from litnotes.app.notes import Notes
    from litnotes.corpus.build import CorpusBuilt
    from litnotes.corpus.corpus_manifest import CorpusManifest
    from litnotes.corpus.engines import EngineName
    from litnotes.corpus.session import CorpusCounts, CorpusRow, CorpusSession, Reach
    from litnotes.model.query import Query

VENUES = 10
NO_PAPER = "name a paper: key, id, title or short name"
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_LEAST = 500_000_000


@dataclass(frozen=True, slots=True)
class FoundWorks:
    """Works from a corpus, how many there are, and the manifest of the corpus."""

    works: list[CorpusRow]
    total: int
    manifest: CorpusManifest


@dataclass(frozen=True, slots=True)
class RelatedWorks:
    """Works related to papers with their strengths.

    `papers` is the number of works that the papers are, `unknown` the names that are not in the corpus,
    `kind` the service that the corpus is of.
    """

    works: list[CorpusRow]
    papers: int
    unknown: tuple[str, ...]
    method: str
    kind: str


def build_corpus(
    snapshot: Path,
    out: Path,
    *,
    engine: EngineName,
    fields: Sequence[str],
    from_year: int | None,
    memory: str,
    step: Callable[[str, int, int], None],
) -> CorpusBuilt:
    """Build a corpus from a snapshot; raises what `litnotes.corpus.build.built` does."""
    from litnotes.corpus.which_engine import require

    require("duckdb")
    require(engine)
    from litnotes.corpus.build import BuildRequest, built

    request = BuildRequest(
        snapshot=snapshot.expanduser(),
        out=out.expanduser(),
        engine=engine,
        fields=tuple(sorted({field.casefold() for field in fields})),
        from_year=from_year,
        memory=bytes_of(memory),
    )
    return built(request, step)


def bytes_of(text: str) -> int:
    """Return the bytes in a text such as `2GB`; raises WrongUse for another text, or too little."""
    number, unit = text.strip().upper().removesuffix("B").rstrip("I"), ""
    if number[-1:] in _UNITS and number[-1:]:
        number, unit = number[:-1], number[-1]
    try:
        size = int(float(number) * _UNITS[unit])
    except (ValueError, OverflowError):
        raise WrongUse(f"--memory {text}: write a size such as 2GB") from None
    if size < _LEAST:
        raise WrongUse(f"--memory {text}: a build needs 500MB at least")
    return size


def saving(text: str, year: str | None, limit: int | None, place: str | None) -> TraceRequest:
    """Return the request for a trace of all that a search in the corpus finds."""
    return TraceRequest(
        names=(),
        directions=(),
        rounds=1,
        year=year,
        match=(),
        limit=limit,
        file=None,
        date=None,
        offline=True,
        refresh=False,
        corpus=place,
        query=text,
    )


def search_corpus(place: str | None, query: Query, limit: int) -> FoundWorks:
    """Return the works that a query finds, those cited most first; raises NotFound if no corpus is set."""
    session = needed_corpus(place)
    found = session.matching(query, limit)
    return FoundWorks(found.works, found.total, session.manifest)


def count_corpus(place: str | None) -> tuple[CorpusCounts, CorpusManifest]:
    """Return the counts of a corpus with its manifest; raises NotFound if no corpus is set."""
    session = needed_corpus(place)
    return session.counts(VENUES), session.manifest


def related_works(notes: str | None, place: str | None, names: Sequence[str], limit: int) -> RelatedWorks:
    """Return the works related to papers.

    Raises NotFound if no corpus is set or it has none of the papers, Ambiguous if a name means several.
    """
    from litnotes.corpus.relatedness import METHOD

    session = needed_corpus(place)
    papers, unknown = _papers(session, notes, names)
    strengths = session.related(papers)[:limit]
    rows = {row["id"]: row for row in session.works([each["id"] for each in strengths])}
    works = [{**rows[each["id"]], **each} for each in strengths if each["id"] in rows]
    return RelatedWorks(works, len(papers), unknown, METHOD, session.manifest.choices.kind)


def reached_works(notes: str | None, place: str | None, names: Sequence[str], rounds: int) -> list[Reach]:
    """Return how many works each round of citations reaches from papers; raises as `related_works` does."""
    session = needed_corpus(place)
    papers, _ = _papers(session, notes, names)
    return session.reached(papers, rounds)


def _papers(
    session: CorpusSession, notes: str | None, names: Sequence[str]
) -> tuple[list[int], tuple[str, ...]]:
    """Return the works that papers are, and the names of those that are not in the corpus."""
    known = {name: ids_in(session, _names(notes, name)) for name in names}
    papers = sorted({id_ for ids in known.values() for id_ in ids})
    unknown = tuple(name for name, ids in known.items() if not ids)
    if not papers:
        raise NotFound(f"the corpus has none of these papers: {', '.join(unknown)}" if names else NO_PAPER)
    return papers, unknown


def ids_in(session: CorpusSession, names: Sequence[str]) -> set[int]:
    """Return the numbers of the works with any of some names."""
    return {id_ for ids in session.ids_of(names).values() for id_ in ids} if names else set()


def _names(notes: str | None, name: str) -> list[str]:
    """Return the names in a corpus of a paper of the notes, or of an id."""
    if own := openalex_id(name):
        return names_of({"openalex": own})
    if found := ids_of(name):
        return names_of(found)
    match identified(_opened(notes), name):
        case Known(paper):
            return names_of(paper.ids, paper.other_ids)
        case Recorded(record):
            return names_of(described(record).ids)
        case _:
            raise NotFound(f'no paper is called "{name}" here; `litnotes add-paper "{name}"` adds it')


def _opened(notes: str | None) -> Notes:
    return look_up(notes).opened()
