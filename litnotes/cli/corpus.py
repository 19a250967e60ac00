"""Build and ask a corpus: the snapshot of a whole field on this machine."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Optional

from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import CorpusOption, JsonOption
from litnotes.cli.say import out, out_data, say, show_end
from litnotes.errors import PROBLEMS_FOUND, NotFound, WrongUse
from litnotes.render.text import as_json
from litnotes.values.typed import paper_name

SHOWN = 20
ROUNDS = 3


class CorpusAction(StrEnum):
    """What to do with a corpus."""

    build = "build"
    search = "search"
    stats = "stats"
    related = "related"
    reach = "reach"


CorpusEngine = Literal["duckdb", "spark"]


class BuildOptions(NamedTuple):
    """What `build` keeps, and with what it computes."""

    engine: Annotated[
        Optional[CorpusEngine],
        Option(help="build: the engine, duckdb (default) or spark."),
    ] = None
    fields: Annotated[
        Optional[list[str]],
        Option(
            metavar="FIELD", help='build: keep works of this field, such as "computer science"; repeat.'
        ),
    ] = None
    from_year: Annotated[
        Optional[int], Option(metavar="YEAR", help="build: keep works from this year on.")
    ] = None
    memory: Annotated[
        Optional[str], Option(metavar="SIZE", help="build: the memory to use (default 2GB).")
    ] = None

    @property
    def names(self) -> list[str]:
        """The options that are given."""
        return [f"--{name.replace('_', '-')}" for name in self._fields if getattr(self, name) is not None]


class FindOptions(NamedTuple):
    """What `search` keeps, and how much is shown."""

    year: Annotated[
        Optional[str],
        Option(metavar="YEARS", help="search: keep works of 2019..2022 or 2020.. (from 2020)."),
    ] = None
    save: Annotated[
        bool, Option("--save", help="search: make a trace of all that is found, to be screened.")
    ] = False
    limit: Annotated[
        Optional[int], Option(metavar="N", min=1, help="search, related: at most N works (default 20).")
    ] = None

    @property
    def names(self) -> list[str]:
        """The options that are given."""
        return [f"--{name}" for name in self._fields if getattr(self, name)]


def corpus(
    context: Context,
    action: Annotated[CorpusAction, Argument(help="What to do: build, search, stats, related or reach.")],
    words: Annotated[
        Optional[list[str]],
        Argument(
            metavar="[TEXT]...", help="build: SNAPSHOT and OUT. search: a query. related, reach: papers."
        ),
    ] = None,
    *,
    building: BuildOptions,
    finding: FindOptions,
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> int:
    """Build and ask a corpus, a whole field on this machine.

    build SNAPSHOT OUT makes a corpus in OUT of a snapshot of OpenAlex or Semantic Scholar; run it again to
    go on after a stop, or to add new partitions. search finds works by words of title and abstract, stats
    counts them, related lists works that share citations with papers, reach counts the works that three
    rounds of citations reach from papers.

    To build: litnotes corpus build openalex-snapshot corpus

    To keep what a search finds: litnotes corpus search "latent codebook*" --year 2020.. --save

    Example: litnotes corpus search codebook --year 2020..
    """
    _refuse(action, building, finding)
    match action:
        case CorpusAction.build:
            return _build(words or [], building, json=json)
        case CorpusAction.search:
            return _search(context, " ".join(words or ()), finding, corpus, json=json)
        case CorpusAction.related:
            return _related(context, words or [], finding, corpus, json=json)
        case CorpusAction.reach:
            return _reach(context, words or [], corpus, json=json)
        case CorpusAction.stats:
            if words:
                raise WrongUse("stats takes no TEXT")
            return _stats(corpus, json=json)


def _refuse(action: CorpusAction, building: BuildOptions, finding: FindOptions) -> None:
    """Raise WrongUse for an option of another action."""
    takes = {
        CorpusAction.build: set(building.names),
        CorpusAction.search: {"--year", "--save", "--limit"},
        CorpusAction.related: {"--limit"},
        CorpusAction.stats: set[str](),
        CorpusAction.reach: set[str](),
    }[action]
    if wrong := [name for name in (*building.names, *finding.names) if name not in takes]:
        raise WrongUse(f"{action.value} takes no {wrong[0]}; see `litnotes corpus --help`")


def _build(words: list[str], building: BuildOptions, *, json: bool) -> int:
    from litnotes.app.corpus_questions import build_corpus
    from litnotes.render.corpus_page import built_data, built_lines
    from litnotes.render.terminal import bytes_progress

    if len(words) != 2:
        raise WrongUse("build takes the folder of a SNAPSHOT and the folder OUT of the corpus")
    snapshot, place = map(Path, words)
    with bytes_progress("building") as step:
        done = build_corpus(
            snapshot,
            place,
            engine=building.engine or "duckdb",
            fields=building.fields or (),
            from_year=building.from_year,
            memory=building.memory or "2GB",
            step=step,
        )
    for line in [as_json(built_data(done))] if json else built_lines(done, str(place)):
        (out_data if json else out)(line)
    if done.changed and done.manifest.works and not json:
        say(f"to ask it: --corpus {place}, or set it once: `litnotes guide corpus`")
    is_whole = done.manifest.works and not done.manifest.broken and not done.manifest.unread
    return 0 if is_whole else PROBLEMS_FOUND


def _search(context: Context, text: str, finding: FindOptions, place: str | None, *, json: bool) -> int:
    from litnotes.app.corpora import query_of
    from litnotes.app.corpus_questions import search_corpus
    from litnotes.render.corpus_page import FOUND_COLUMNS, found_rows, works_data
    from litnotes.render.terminal import show_table

    query = query_of(text, finding.year)
    if finding.save:
        return _save(context, text, finding, place, json=json)
    found = search_corpus(place, query, finding.limit or SHOWN)
    if json:
        out_data(as_json({"query": text, "total": found.total, "works": works_data(found.works)}))
    elif found.works:
        show_table(FOUND_COLUMNS, found_rows(found))
        if more := found.total - len(found.works):
            say(f"{more:,} more; --limit {found.total} shows all, --save makes candidates of them")
    if not found.total:
        raise NotFound("nothing found in the corpus")
    return 0


def _save(context: Context, text: str, finding: FindOptions, place: str | None, *, json: bool) -> int:
    from litnotes.app.corpus_questions import saving
    from litnotes.app.trace_run import traced
    from litnotes.render.trace_page import trace_data, trace_hints, trace_lines

    done = traced(context.notes, saving(text, finding.year, finding.limit, place))
    if json:
        out_data(as_json(trace_data(done)))
    else:
        for line in trace_lines(done):
            out(line)
    code = show_end(done.ended())
    for line in trace_hints(done):
        say(line)
    return code


def _related(
    context: Context, names: list[str], finding: FindOptions, place: str | None, *, json: bool
) -> int:
    from litnotes.app.corpus_questions import related_works
    from litnotes.render.corpus_page import RELATED_COLUMNS, related_rows, works_data
    from litnotes.render.terminal import show_table

    found = related_works(
        context.notes, place, [paper_name(name) for name in names], finding.limit or SHOWN
    )
    if json:
        out_data(
            as_json({"method": found.method, "papers": found.papers, "works": works_data(found.works)})
        )
        return 0
    if found.works:
        show_table(RELATED_COLUMNS, related_rows(found))
    for name in found.unknown:
        say(f"{name} is not in the corpus")
    say(f"order: {found.method}" if found.works else "no work shares citations with these papers")
    return 0


def _reach(context: Context, names: list[str], place: str | None, *, json: bool) -> int:
    from litnotes.app.corpus_questions import reached_works
    from litnotes.render.corpus_page import REACH_COLUMNS, reach_rows
    from litnotes.render.terminal import show_table

    reached = reached_works(context.notes, place, [paper_name(name) for name in names], ROUNDS)
    if json:
        out_data(as_json([each._asdict() for each in reached]))
    else:
        show_table(REACH_COLUMNS, reach_rows(reached))
    return 0


def _stats(place: str | None, *, json: bool) -> int:
    from litnotes.app.corpus_questions import count_corpus
    from litnotes.render.corpus_page import (
        VENUE_COLUMNS,
        YEAR_COLUMNS,
        corpus_line,
        coverage_lines,
        venue_rows,
        year_rows,
    )
    from litnotes.render.terminal import show_table

    counts, manifest = count_corpus(place)
    if json:
        about = manifest.model_dump(mode="json", exclude={"parts", "merged"})
        out_data(as_json({**about, **counts._asdict()}))
        return 0
    out(corpus_line(manifest))
    for line in coverage_lines(counts, manifest):
        out(line)
    show_table(YEAR_COLUMNS, year_rows(counts))
    show_table(VENUE_COLUMNS, venue_rows(counts))
    return 0
