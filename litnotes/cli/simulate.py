"""Screen a finished review once more, to see how good the order of candidates is."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from litnotes.cli.options import JsonOption
from litnotes.cli.parameters import Argument, Context, Option
from litnotes.cli.shared import out, say
from litnotes.errors import Location, Unreadable

if TYPE_CHECKING:
    from litnotes.formats.finished_review import LabelledRecord
    from litnotes.screening.simulation import Replay

MAX_BYTES = 500_000_000
LONG = 200
"""From so many records on there is a progress bar."""
MOST_SHOWN = 20
"""Records of the order that are printed; `--json` lists all."""
_EXPECTED = "a table (CSV) of a finished review is expected"


def simulate(
    context: Context,  # noqa: ARG001 - a review needs no notes
    file: Annotated[
        Path, Argument(metavar="FILE.csv", readable=False, help="A finished review, as a table.")
    ],
    start_included: Annotated[
        int, Option(metavar="N", min=0, help="How many of the included are known from the start.")
    ] = 3,
    seed: Annotated[int, Option(metavar="S", help="Chooses those, and shuffles the records.")] = 0,
    runs: Annotated[
        int, Option(metavar="N", min=1, help="So many runs, with seeds from S on: median and range.")
    ] = 1,
    json: JsonOption = False,
) -> int:
    """Screen a finished review once more in the order that litnotes gives, and say how good it is.

    The columns title, abstract and label_included (1 or 0) are needed, keywords are used. The records that
    are known from the start count in no figure; those with a label of -1 or none are left out.

    Example: litnotes simulate review.csv --runs 10
    """
    read = _read(file)
    records = [record for record in read if record.included is not None]
    included = sum(record.included is True for record in records)
    if included <= start_included:
        raise Unreadable(
            f"{included} of {len(records)} records are included; to start from {start_included} "
            f"(--start-included), at least {start_included + 1} are needed",
            location=Location(str(file)),
        )
    _tell_what_is_missing()
    replays = _replayed(records, start_included, range(seed, seed + runs))
    told = _summary(file, read, records, replays)
    if json:
        from litnotes.render.text import as_json

        out(as_json(told))
    else:
        _print(told)
    return 0


def _read(path: Path) -> list[LabelledRecord]:
    """Return the records of a review; raises Unreadable, with the line, where it is none."""
    from litnotes.formats import finished_review
    from litnotes.formats.entry import Broken
    from litnotes.store import files

    if path.is_dir():
        raise Unreadable(f"this is a folder; {_EXPECTED}", location=Location(str(path)))
    read = finished_review.read(files.decoded(files.read(path, at_most=MAX_BYTES), path))
    if isinstance(read, Broken):
        raise Unreadable(read.why, location=Location(str(path), read.line))
    return read


def _tell_what_is_missing() -> None:
    from litnotes.screening import learning, ranking

    if not learning.is_there():
        say(ranking.MISSING)


def _replayed(records: list[LabelledRecord], start: int, seeds: range) -> list[Replay]:
    from litnotes.render.terminal import progress
    from litnotes.screening.ranking import RankedText
    from litnotes.screening.simulation import replay

    texts = [RankedText(one.title, one.abstract, one.keywords, year=one.year) for one in records]
    labels = [one.included is True for one in records]
    total = len(records) * len(seeds)
    with progress(total if total >= LONG else 0, "screening") as step:
        return [replay(texts, labels, start, seed, partial(step, f"seed {seed}")) for seed in seeds]


def _summary(
    path: Path, read: list[LabelledRecord], records: list[LabelledRecord], replays: list[Replay]
) -> dict[str, Any]:
    """Return what `--json` prints: the medians of all runs, their range, and each run."""
    numbers = [number for number, record in enumerate(read, 1) if record.included is not None]
    runs = [_run(replay, numbers) for replay in replays]
    values = {name: [one[name] for one in runs] for name in ("wss95", "area")}
    recalls = {percent: [one["recall"][percent] for one in runs] for percent in runs[0]["recall"]}
    return {
        "file": str(path),
        "records": len(records),
        "included": sum(record.included is True for record in records),
        "not_labelled": len(read) - len(records),
        "start_included": len(replays[0].start),
        "recall": {percent: _median(one) for percent, one in recalls.items()},
        **{name: _median(one) for name, one in values.items()},
        "range": {
            "recall": {percent: [min(one), max(one)] for percent, one in recalls.items()},
            **{name: [min(one), max(one)] for name, one in values.items()},
        },
        "learned": replays[0].learned,
        "method": replays[0].method,
        "runs": runs,
    }


def _run(replay: Replay, numbers: list[int]) -> dict[str, Any]:
    """Return a run for `--json`: records by their number in the file, from 1."""
    return {
        "seed": replay.seed,
        "recall": {str(percent): round(share, 4) for percent, share in replay.recall.items()},
        "wss95": round(replay.wss95, 4),
        "area": round(replay.area, 4),
        "start": [numbers[place] for place in replay.start],
        "order": [numbers[place] for place in replay.order],
    }


def _median(values: list[float]) -> float:
    from statistics import median

    return round(median(values), 4)


def _print(told: dict[str, Any]) -> None:
    """Print the figures, with their range where there are several runs."""
    runs = told["runs"]
    several = len(runs) > 1
    left_out = f", {told['not_labelled']} without label left out" if told["not_labelled"] else ""
    print(f"{told['file']}: {told['records']} records, {told['included']} included{left_out}")
    seeds = (
        f"{len(runs)} runs, seeds {runs[0]['seed']} to {runs[-1]['seed']}: median (range)"
        if several
        else f"seed {runs[0]['seed']}"
    )
    print(f"started from {told['start_included']} of the included; {seeds}")
    for percent, share in told["recall"].items():
        low, high = told["range"]["recall"][percent]
        spread = f" ({low:.0%} to {high:.0%})" if several else ""
        print(f"found after {percent:>2} % screened: {share:.0%}{spread}")
    for name, words in (("wss95", "WSS@95"), ("area", "area under the recall curve")):
        low, high = told["range"][name]
        spread = f" ({low:.3f} to {high:.3f})" if several else ""
        print(f"{words}: {told[name]:.3f}{spread}")
    print(f"order: {told['method']}")
    if not several:
        order = runs[0]["order"]
        more = f" and {len(order) - MOST_SHOWN} more (--json)" if len(order) > MOST_SHOWN else ""
        print(f"records in that order: {' '.join(map(str, order[:MOST_SHOWN]))}{more}")
