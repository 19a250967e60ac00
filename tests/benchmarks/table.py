"""Ratios as a table beside the numbers to reach, and as JSON."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.benchmarks.jobs import GROWTH, Job
from tests.benchmarks.processes import Place, cpu_seconds


@dataclass(slots=True)
class Row:
    """A job, and its ratios in notes of each size.

    Args:
        name: the job.
        target: the ratio to reach.
        everyday: whether its cost may not grow with the notes.
        ratios: of each repetition, by the size of the notes; the largest comes first.
    """

    name: str
    target: float | None
    everyday: bool
    ratios: dict[str, list[float]] = field(default_factory=dict)

    @property
    def median(self) -> float:
        """The ratio in the largest notes."""
        return statistics.median(next(iter(self.ratios.values())))

    def growth(self, size: str) -> float | None:
        """Return how much more it costs in the largest notes than in those of a size."""
        return self.median / statistics.median(self.ratios[size]) if size in self.ratios else None

    def missed(self, leeway: float = 1.0) -> bool:
        """Whether the ratio is above the one to reach, times some leeway."""
        return self.target is not None and self.median > self.target * leeway


def measure(
    jobs: Iterable[Job],
    place: Place,
    size: str,
    rows: dict[str, Row],
    *,
    runs: int,
    tell: Callable[[str], None],
) -> None:
    """Measure jobs in notes of a size, and put the ratios into the rows."""
    for job in jobs:
        row = rows.setdefault(job.name, Row(job.name, job.target, job.everyday))
        tell(f"{size}: {job.name}")
        row.ratios[size] = ratios(job, place, min(runs, job.runs))


def ratios(job: Job, place: Place, runs: int) -> list[float]:
    """Return the CPU time of each run in terms of the floor, which runs right before it."""
    found = []
    for number in range(runs):
        if job.before:
            job.before(number)
        floor = cpu_seconds(place.floor)
        found.append(cpu_seconds(lambda n=number: job.work(n)) / floor)  # type: ignore[misc]
    return found


def text_of(rows: Iterable[Row], smaller: Sequence[str]) -> str:
    """Return rows as a table: median, spread, the number to reach, growth from the smaller sizes."""
    cells = [("job", "median", "spread", "to reach", *(f"from {size}" for size in smaller)), *(
        (
            row.name,
            f"{row.median:.2f}{'*' if row.missed() else ''}",
            _spread(next(iter(row.ratios.values()))),
            "" if row.target is None else f"{row.target:g}",
            *(_growth(row, size) for size in smaller),
        )
        for row in rows
    )]  # fmt: skip
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = (
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]).rstrip()
        for line in cells
    )
    return "\n".join(
        [*lines, f"* above the number to reach, or everyday and grows more than {GROWTH:g} times"]
    )


def json_of(rows: Iterable[Row]) -> str:
    """Return rows as JSON, with the ratio of every run."""
    found: list[Mapping[str, object]] = [
        {
            "job": row.name,
            "target": row.target,
            "median": round(row.median, 3),
            "growth": {size: round(row.growth(size) or 0, 3) for size in list(row.ratios)[1:]},
            "ratios": {size: [round(one, 3) for one in each] for size, each in row.ratios.items()},
        }
        for row in rows
    ]
    return json.dumps(found, indent=1)


def _spread(found: Sequence[float]) -> str:
    return f"{min(found):.2f}-{max(found):.2f}"


def _growth(row: Row, size: str) -> str:
    growth = row.growth(size)
    if growth is None:
        return ""
    return f"{growth:.2f}{'*' if row.everyday and growth > GROWTH else ''}"
