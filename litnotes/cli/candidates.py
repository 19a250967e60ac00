"""List the candidates of all traces."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Optional

from litnotes.cli.options import JsonOption
from litnotes.cli.parameters import Context, Option
from litnotes.cli.screening.pool import Pool, person, pool_of
from litnotes.cli.shared import out, say
from litnotes.errors import WrongUse

if TYPE_CHECKING:
    from litnotes.screening.standing import Standing

Ranked = tuple["Standing", "float | None"]
COLUMNS = ("key", "title", "authors", "year", "venue", "doi", "arxiv", "url", "abstract", "linked", "score",
           "stage", "decision", "criterion", "reason", "by")  # fmt: skip


class Stage(StrEnum):
    """Where a candidate is on its way."""

    to_screen = "to-screen"
    unsure = "unsure"
    conflict = "conflict"
    excluded = "excluded"
    not_retrieved = "not-retrieved"
    read_and_excluded = "read-and-excluded"
    included = "included"


def candidates(
    context: Context,
    stage: Annotated[
        Optional[list[Stage]], Option(help="Only those that are there; repeat for more.")
    ] = None,
    conflicts: Annotated[bool, Option("--conflicts", help="Only those on which people disagree.")] = False,
    trace: Annotated[Optional[str], Option(metavar="NAME", help="Only those of one trace.")] = None,
    by: Annotated[
        Optional[str],
        Option(
            metavar="NAME", help="As one person is to see it: in their order, without what others decided."
        ),
    ] = None,
    limit: Annotated[Optional[int], Option(metavar="N", min=1, help="How many to show.")] = None,
    json: JsonOption = False,
    csv: Annotated[bool, Option("--csv", help="Print CSV, to be filled in for `screen --decide`.")] = False,
) -> int:
    """List what traces have found, in the order in which it is screened; what is decided comes last.

    To decide in a spreadsheet: litnotes candidates --stage to-screen --csv > left.csv

    What its column decision says then, is taken in by: litnotes screen --decide left.csv

    Example: litnotes candidates --stage to-screen --limit 20
    """
    if json and csv:
        raise WrongUse("--json and --csv ask for two formats; leave one out")
    pool = pool_of(context.notes)
    by = person(pool, by)
    found, order = _chosen(pool, stage or [], trace, by, conflicts=conflicts)
    shown = found[:limit]
    if json:
        _print_json(shown, {"total": len(found), "order": order})
    elif csv:
        for row in _as_csv(pool, shown, by):
            out(row)
    elif shown:
        _print(pool, shown, len(found), order)
        if conflicts:
            say("`litnotes screen KEY` settles one, by whoever changes their mind, or `litnotes verdict`")
    elif pool.traces:
        say("nobody disagrees" if conflicts else "no candidate is like that")
    elif not pool.problems:
        say('no traces yet; `litnotes trace "VQ-VAE"` follows citations')
    return pool.exit_code()


def _chosen(
    pool: Pool, stages: list[Stage], trace: str | None, by: str | None, *, conflicts: bool
) -> tuple[list[Ranked], str | None]:
    """Return the candidates that are wanted, and how their order was made, if one was."""
    wanted = {one.value.replace("-", " ") for one in stages} | ({"conflict"} if conflicts else set())
    if trace is not None and trace not in pool.traces:
        raise WrongUse(f'there is no trace "{trace[:60]}"; there are {", ".join(pool.traces) or "none"}')
    blind = by is not None and not conflicts
    seen = {
        one.candidate.key: shown
        for one in pool.standings
        if (shown := one.as_seen_by(by or "") if blind else one)
        and (not wanted or shown.stage in wanted)
        and (trace is None or trace in one.traces)
    }
    ranked, order = _in_order(pool, by or "", seen)
    return [(seen[key], score) for key, score in ranked], order


def _in_order(
    pool: Pool, by: str, chosen: Collection[str]
) -> tuple[list[tuple[str, float | None]], str | None]:
    """Return keys of candidates with their scores: what is to be screened, the likeliest first.

    The others follow as they were found. Where all are others, no order is made: it takes a second. The
    second value says how it was made.
    """
    from litnotes.cli.screening.ranked import queue_of
    from litnotes.screening.standing import is_settled_for

    ranked: dict[str, float | None] = {}
    method: str | None = None
    if not all(is_settled_for(pool.by_key[key], by) for key in chosen):
        queue = queue_of(pool, by)
        order = queue.order()
        method = order.method
        left = ((one.candidate.key, score) for one, score in queue.left(order))
        ranked = {key: score for key, score in left if key in chosen}
    return [*ranked.items(), *((key, None) for key in chosen if key not in ranked)], method


def _print(pool: Pool, shown: list[Ranked], total: int, order: str | None) -> None:
    from litnotes.render.candidate_page import candidate_row
    from litnotes.render.terminal import show_candidates

    rows = [candidate_row(one, score, pool.names) for one, score in shown]
    show_candidates(rows)
    if more := total - len(shown):
        say(f"and {more:,} more")
    if order:
        say(f"order: {order}")


def _print_json(shown: list[Ranked], about: dict[str, Any]) -> None:
    from litnotes.render.text import json_lines

    items = (_data(one, score) for one, score in shown)
    for line in json_lines("candidates", items, about):
        out(line)


def _data(one: Standing, score: float | None) -> dict[str, Any]:
    decisions = [
        {**decision.model_dump(mode="json", exclude={"key"})} for decision in one.decisions.values()
    ]
    verdict = one.verdict and {
        "decision": one.verdict.decision, "reason": one.verdict.reason, "by": one.verdict.by,
        "day": str(one.verdict.day) if one.verdict.day else None,
    }  # fmt: skip
    return {
        **one.candidate.model_dump(mode="json"),
        "traces": list(one.traces),
        "paper": one.paper,
        "stage": one.stage,
        "score": score,
        "decisions": decisions,
        "verdict": verdict,
    }


def _as_csv(pool: Pool, shown: list[Ranked], by: str | None) -> Iterator[str]:
    """Yield the rows of a table; a row may have several lines."""
    import csv
    import io

    from litnotes.formats.spreadsheet import defused

    rows = (_cells(one, score, by, pool.names) for one, score in shown)
    for cells in itertools.chain([COLUMNS], rows):
        written = io.StringIO()
        csv.writer(written, lineterminator="").writerow(map(defused, cells))
        yield written.getvalue()


def _cells(one: Standing, score: float | None, by: str | None, names: dict[str, str]) -> list[str]:
    candidate, own = one.candidate, one.decisions.get(by or "")
    linked = dict.fromkeys(names.get(reached.paper, reached.paper) for reached in candidate.reached)
    return [
        candidate.key,
        candidate.title,
        "; ".join(candidate.authors),
        str(candidate.year or ""),
        candidate.venue or "",
        candidate.ids.get("doi", ""),
        candidate.ids.get("arxiv", ""),
        candidate.url or "",
        candidate.abstract or "",
        "; ".join(linked),
        "" if score is None else f"{score:.3f}",
        one.stage,
        own.decision if own else "",
        (own.criterion or "") if own else "",
        (own.reason or "") if own else "",
        by or "",
    ]
