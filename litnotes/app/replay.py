"""A finished review, read from a file and screened again in the order of litnotes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from litnotes.errors import Location, Unreadable
from litnotes.formats import finished_review as table
from litnotes.formats import which
from litnotes.formats.entry import Broken
from litnotes.screening import learning, ranking
from litnotes.screening.ranking import RankedText
from litnotes.screening.simulation import replay, stops
from litnotes.store import files
from litnotes.values.names import fold_title

if TYPE_CHECKING:
    from litnotes.app.look_ups import Progress
    from litnotes.formats.finished_review import LabelledRecord
    from litnotes.screening.simulation import Replay
    from litnotes.screening.stopping import Estimate

LARGEST_REVIEW = 500_000_000
_EXPECTED = "expected a table (CSV) of a finished review"


class FinishedReview(NamedTuple):
    """The records of a review. Records without a label are not used."""

    path: Path
    records: list[LabelledRecord]

    @property
    def labelled(self) -> list[LabelledRecord]:
        """The records that were included or excluded."""
        return [record for record in self.records if record.included is not None]

    @property
    def repeated(self) -> int:
        """The number of labelled records whose title and abstract an earlier one has."""
        texts = [(fold_title(record.title), record.abstract) for record in self.labelled]
        return len(texts) - len(set(texts))

    @property
    def included(self) -> int:
        """The number of included records."""
        return sum(record.included is True for record in self.records)


def finished_review(path: Path, start_included: int) -> FinishedReview:
    """Return the records of a review.

    Raises Unreadable, with the line, if the file is not a review, or if no included record is left to find
    beyond the first `start_included`.
    """
    review = FinishedReview(path, _records(path))
    if review.included <= start_included:
        raise Unreadable(
            f"{review.included} of {len(review.labelled)} records are included; to start from "
            f"{start_included} (--start-included), at least {start_included + 1} are needed",
            location=Location(str(path)),
        )
    return review


def _records(path: Path) -> list[LabelledRecord]:
    if path.is_dir():
        raise Unreadable(f"this is a folder; {_EXPECTED}", location=Location(str(path)))
    data = files.read(path, at_most=LARGEST_REVIEW, but=which.is_wide)
    read = table.read(which.decoded(data)[0] if which.is_wide(data) else files.decoded(data, path))
    if isinstance(read, Broken):
        raise Unreadable(read.why, location=Location(str(path), read.line))
    return read


def missing_for_learning() -> str | None:
    """Return the message on missing packages for learning; None if they are installed."""
    return None if learning.is_there() else ranking.MISSING


def replays(
    review: FinishedReview, start_included: int, seeds: range, progress: Progress, wanted: str = ""
) -> list[Replay]:
    """Return a replay of the review for each seed; only one if it starts from no included record.

    The seed chooses these records, and nothing else is left to chance.
    """
    seeds = seeds if start_included else seeds[:1]
    records = review.labelled
    texts = [
        RankedText(record.title, record.abstract, record.keywords, year=record.year) for record in records
    ]
    labels = [record.included is True for record in records]
    with progress(len(records) * len(seeds), "screening") as step:
        return [
            replay(texts, labels, start_included, seed, partial(step, f"seed {seed}"), wanted=wanted)
            for seed in seeds
        ]


def replay_figures(review: FinishedReview, runs: list[Replay]) -> dict[str, Any]:
    """Return the figures for JSON: medians and ranges of all runs, and each run."""
    numbers = [number for number, record in enumerate(review.records, 1) if record.included is not None]
    shown = [_run(run, numbers) for run in runs]
    values = {name: [one[name] for one in shown] for name in ("wss95", "area")}
    rules = shown[0]["stops"]
    recalls = {percent: [one["recall"][percent] for one in shown] for percent in shown[0]["recall"]}
    return {
        "file": str(review.path),
        "records": len(numbers),
        "included": review.included,
        "not_labelled": len(review.records) - len(numbers),
        "repeated": review.repeated,
        "start_included": len(runs[0].start),
        "recall": {percent: _median(one) for percent, one in recalls.items()},
        **{name: _median(one) for name, one in values.items()},
        "range": {
            "recall": {percent: [min(one), max(one)] for percent, one in recalls.items()},
            **{name: [min(one), max(one)] for name, one in values.items()},
        },
        "stops": {
            rule: {name: _median([one["stops"][rule][name] for one in shown]) for name in rules[rule]}
            for rule in rules
        },
        "learned": runs[0].learned,
        "method": runs[0].method,
        "runs": shown,
    }


def _run(replay: Replay, numbers: list[int]) -> dict[str, Any]:
    """Return the figures of a run; records have their number in the file, from 1."""
    return {
        "seed": replay.seed,
        "recall": {str(percent): round(share, 4) for percent, share in replay.recall.items()},
        "wss95": round(replay.wss95, 4),
        "area": round(replay.area, 4),
        "stops": {rule: _stop(look, replay.looks[-1]) for rule, look in stops(replay.looks).items()},
        "looks": [_look(look) for look in replay.looks],
        "start": [numbers[place] for place in replay.start],
        "order": [numbers[place] for place in replay.order],
    }


def _stop(look: Estimate, last: Estimate) -> dict[str, float]:
    """Return the shares screened and found where a rule stops."""
    return {"screened": round(look.screened, 4), "found": round(look.found / last.found, 4)}


def _look(look: Estimate) -> dict[str, Any]:
    return {
        "screened": look.decided,
        "found": look.found,
        "irrelevant_in_a_row": look.row,
        "at_least": None if look.low is None else round(look.low, 4),
    }


def _median(values: list[float]) -> float:
    return round(median(values), 4)
