"""Follow citations from papers, or import the result list of a database search."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, Optional

from litnotes.app.pool import pool_of
from litnotes.cli.line import completion
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import (
    CorpusOption,
    DateOption,
    DryRunOption,
    JsonOption,
    OfflineOption,
    RefreshOption,
)
from litnotes.cli.say import out, out_data, say, show_end
from litnotes.errors import WrongUse
from litnotes.render.text import as_json
from litnotes.values.typed import line_if_any, one_line, paper_name

if TYPE_CHECKING:
    from litnotes.app.trace_outcome import TraceOutcome
    from litnotes.app.trace_start import TraceRequest
    from litnotes.model.candidate import Direction


class SearchOptions(NamedTuple):
    """Which citations to follow, or which file to read, and which works to keep."""

    cited_by: Annotated[bool, Option("--cited-by", help="Follow citing papers (default).")] = False
    references: Annotated[bool, Option("--references", help="Follow cited papers.")] = False
    both: Annotated[bool, Option("--both", help="Follow citing and cited papers.")] = False
    rounds: Annotated[
        int, Option(metavar="N", min=1, max=9, help="Continue from included candidates, N rounds in all.")
    ] = 1
    year: Annotated[
        Optional[str],
        Option(metavar="YEARS", help="Keep papers first public in 2019..2022 or 2020.. (from 2020)."),
    ] = None
    match: Annotated[
        Optional[list[str]],
        Option(
            metavar="TEXT",
            help="Keep papers whose title or abstract contains TEXT as whole words (codebook* matches "
            "codebooks too); repeat for alternatives.",
        ),
    ] = None
    limit: Annotated[Optional[int], Option(metavar="N", min=1, help="At most N works of each list.")] = None
    file: Annotated[
        Optional[Path],
        Option(
            "--from",
            metavar="FILE",
            readable=False,
            help="Read the result list of a database, or a file of ASReview, Rayyan, Covidence or "
            "EPPI-Reviewer with its decisions: .bib, .ris or .csv.",
        ),
    ] = None
    only: Annotated[
        Optional[list[str]],
        Option(
            metavar="SERVICE",
            help="Ask only SERVICE: corpus, openalex or another; repeat for several. The corpus "
            "alone needs no network.",
        ),
    ] = None
    corpus: CorpusOption = None
    me: Annotated[
        Optional[str], Option("--me", metavar="NAME", help="Your name in FILE: NAME's decisions are yours.")
    ] = None

    def request(self, names: list[str], *, date: str | None, offline: bool, refresh: bool) -> TraceRequest:
        """Return the request; raises WrongUse without a start, and for papers together with a file."""
        from litnotes.app.trace_start import TraceRequest

        if bool(names) == bool(self.file):
            raise WrongUse(
                'no start given; example: litnotes trace "VQ-VAE", or litnotes trace --from FILE'
            )
        if self.file and (self._directions() or self.rounds > 1 or self.limit):
            raise WrongUse(
                "--from reads a whole file; remove --cited-by, --references, --both, --rounds and --limit"
            )
        if self.me is not None and not self.file:
            raise WrongUse("--me is your name in a file; add --from FILE")
        return TraceRequest(
            names=names,
            directions=self._directions() or (("cited-by",) if names else ()),
            rounds=self.rounds,
            year=self.year,
            match=tuple(one_line(text, "--match") for text in self.match or ()),
            limit=self.limit,
            file=self.file,
            date=date,
            offline=offline,
            refresh=refresh,
            me=line_if_any(self.me, "--me"),
            corpus=self.corpus,
            only=tuple(self.only or ()),
        )

    def _directions(self) -> tuple[Direction, ...]:
        chosen: dict[Direction, bool] = {
            "cited-by": self.cited_by or self.both,
            "references": self.references or self.both,
        }
        return tuple(direction for direction, is_chosen in chosen.items() if is_chosen)


def trace(
    context: Context,
    papers: Annotated[
        Optional[list[str]],
        Argument(
            metavar="[PAPER]...",
            help="Papers to start from: key, id, title or short name.",
            autocompletion=completion.papers,
        ),
    ] = None,
    *,
    search: SearchOptions,
    status: Annotated[bool, Option("--status", help="Show what each round found; ask no service.")] = False,
    date: DateOption = None,
    offline: OfflineOption = False,
    refresh: RefreshOption = False,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
) -> int:
    """Follow citations and collect candidates for screening.

    Answers of services are cached. To continue a trace that stopped, run the same command again.

    Example: litnotes trace "VQ-VAE" "VQ-GAN" --cited-by --year 2020.. --match latent
    """
    from litnotes.app.trace_lists import TraceWatch
    from litnotes.app.trace_run import traced
    from litnotes.render.terminal import tally
    from litnotes.render.trace_page import trace_hints

    if status:
        return _show_rounds(context.notes, json=json)
    names = [paper_name(name) for name in papers or ()]
    request = search.request(names, date=date, offline=offline, refresh=refresh)
    done = traced(context.notes, request, TraceWatch(say, tally), dry_run=dry_run)
    _show(done, json=json)
    code = show_end(done.ended())
    for line in trace_hints(done):
        say(line)
    return code


def _show(done: TraceOutcome, *, json: bool) -> None:
    from litnotes.render.terminal import show_table
    from litnotes.render.trace_page import TRACE_COLUMNS, trace_data, trace_lines, trace_rows

    if json:
        out_data(as_json(trace_data(done)))
        return
    if rows := trace_rows(done):
        show_table(TRACE_COLUMNS, rows)
    for line in trace_lines(done):
        out(line)


def _show_rounds(notes: str | None, *, json: bool) -> int:
    """Print a row for each round of each trace; return the exit code."""
    from litnotes.render.terminal import show_table
    from litnotes.render.trace_page import ROUND_COLUMNS, round_rows
    from litnotes.screening.rounds import all_rounds

    pool = pool_of(notes)
    rounds = all_rounds(pool.traces, pool.standings)
    if json:
        out_data(as_json([asdict(each) for each in rounds]))
    elif rounds:
        show_table(ROUND_COLUMNS, round_rows(rounds))
    else:
        say('no traces yet; start one with `litnotes trace "VQ-VAE"`')
    return show_end(pool.ended())
