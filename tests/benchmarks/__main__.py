"""Print the table of "Numbers to reach", measured here and now.

    python -m tests.benchmarks [--runs N] [--quick] [--only TEXT] [--json FILE] [--folder FOLDER]

It takes a quarter of an hour or more; `--quick` measures the largest notes alone, and no growth.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.candidates import with_candidates
from tests.benchmarks.jobs import Job, candidate_jobs, jobs
from tests.benchmarks.notes import LAST_DAY, make
from tests.benchmarks.processes import Place
from tests.benchmarks.table import Row, json_of, measure, text_of

SIZES: Mapping[str, tuple[int, int]] = {
    "all": (10_000, 1_000),
    "1,000 papers": (1_000, 1_000),
    "100 reports": (10_000, 100),
}
"""Papers and reports of each size that is measured; the largest first, the others for the growth."""


def place_in(folder: Path) -> Place:
    """Return notes to be made in a folder, with a home beside them."""
    return Place(folder / "notes", folder / "home", str(LAST_DAY))


def rows_of(
    folder: Path,
    *,
    runs: int,
    sizes: Mapping[str, tuple[int, int]] = SIZES,
    candidates: int = 10_000,
    only: str = "",
    tell: Callable[[str], None] = lambda _: None,
) -> list[Row]:
    """Make the notes below a folder, measure every job in them, and return the rows."""
    rows: dict[str, Row] = {}
    for size, (papers, reports) in sizes.items():
        place = place_in(folder / size.replace(",", "").replace(" ", "-"))
        made = make(place.root, papers=papers, reports=reports)
        place.run("sync")
        place.run("papers")
        measure(_chosen(jobs(place, made), only), place, size, rows, runs=runs, tell=tell)
    place = place_in(folder / "screened")
    chosen = list(_chosen(candidate_jobs(place), only))
    if chosen:
        with_candidates(place.root, candidates=candidates, decided=min(200, candidates // 2))
        place.run("sync")
        measure(chosen, place, "candidates", rows, runs=runs, tell=tell)
    return list(rows.values())


def _chosen(every: Iterable[Job], only: str) -> Iterator[Job]:
    return (job for job in every if only in job.name)


@contextmanager
def _folder(named: Path | None) -> Iterator[Path]:
    if named:
        yield named
    else:
        with tempfile.TemporaryDirectory() as name:
            yield Path(name)


def main() -> None:
    """Measure as the command line says; the table goes to stdout, progress to stderr."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--runs", type=int, default=7, help="repetitions of each job (7)")
    parser.add_argument("--quick", action="store_true", help="measure the largest notes only")
    parser.add_argument("--only", default="", metavar="TEXT", help="only jobs whose name contains TEXT")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every ratio to FILE")
    parser.add_argument("--folder", type=Path, help="make the notes there, and keep them")
    asked = parser.parse_args()
    sizes = dict(list(SIZES.items())[:1]) if asked.quick else SIZES
    with _folder(asked.folder) as folder:
        rows = rows_of(
            folder,
            runs=asked.runs,
            sizes=sizes,
            only=asked.only,
            tell=lambda text: print(text, file=sys.stderr),
        )
    print(text_of(rows, list(sizes)[1:]))
    if asked.json:
        asked.json.write_text(f"{json_of(rows)}\n", "utf-8")


if __name__ == "__main__":
    main()
