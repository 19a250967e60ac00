"""Measure building and asking a corpus: `python -m tests.benchmarks.corpus FOLDER [--works 500000]`.

It writes a snapshot below FOLDER, builds a corpus of it, asks it, prints a table, and removes both.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sized
from pathlib import Path
from typing import Any

from litnotes.corpus import finding
from litnotes.corpus.build import BuildRequest, built
from litnotes.corpus.session import CorpusSession, open_corpus, place_of
from tests.benchmarks.large_snapshot import id_of, written

MEMORY = 2_000_000_000


def measured(folder: Path, works: int) -> dict[str, Any]:
    """Return the figures of a snapshot with so many works."""
    snapshot, corpus = folder / "snapshot", folder / "corpus"
    if not snapshot.exists():
        written(snapshot, works)
    size = sum(path.stat().st_size for path in snapshot.rglob("*.gz"))
    build = json.loads(_in_child("build", snapshot, corpus))
    on_disk = sum(path.stat().st_size for path in corpus.rglob("*.parquet"))
    figures = {
        "works": works,
        "citations": build["citations"],
        "snapshot MB": size // 10**6,
        "corpus MB": on_disk // 10**6,
        "build s": round(build["seconds"]),
        "build CPU s": round(build["cpu"]),
        "works/s": round(works / build["seconds"]),
        "MB/s": round(size / 10**6 / build["seconds"], 1),
        "peak MB": round(build["peak"]),
    }
    return {**figures, **json.loads(_in_child("ask", corpus, works))}


def build(snapshot: Path, out: Path) -> dict[str, Any]:
    """Build a corpus in this process, and return time and memory."""
    shutil.rmtree(out, ignore_errors=True)
    start, cpu = time.monotonic(), time.process_time()
    request = BuildRequest(snapshot=snapshot, out=out, memory=MEMORY)
    done = built(request, lambda doing, _more, _total: print(doing, file=sys.stderr) if doing else None)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    seconds, cpu = time.monotonic() - start, time.process_time() - cpu
    return {"citations": done.manifest.citations, "seconds": seconds, "cpu": cpu, "peak": peak}


def ask(corpus: Path, works: int) -> dict[str, Any]:
    """Return the times of questions to an open corpus, in milliseconds."""
    chance = random.Random(1)
    session = open_corpus(place_of(str(corpus)))

    def some(count: int) -> list[int]:
        return [id_of(chance.randrange(works)) for _ in range(count)]

    seeds = [id_of(works // 5 + step) for step in range(4)]
    return {
        "forward, 1 paper ms": _median(lambda: session.citing(some(1)), 15),
        "a work by id ms": _median(lambda: session.works(some(1)), 15),
        "a work by DOI ms": _median(lambda: session.ids_of([f"doi:10.1000/b.{some(1)[0]}"]), 15),
        "forward, 1,000 papers ms": _median(lambda: session.citing(some(1000)), 5),
        "1,000 works by id ms": _median(lambda: session.works(some(1000)), 5),
        "three rounds from four ms": _median(lambda: _rounds(session, seeds), 5),
        "reached": len(_rounds(session, seeds)),
    }


def _rounds(session: CorpusSession, seeds: list[int]) -> list[Any]:
    return session.rows(finding.rounds(session.tables, seeds, 3))


def _median(question: Callable[[], Sized], times: int) -> float:
    taken = []
    question()
    for _ in range(times):
        start = time.perf_counter()
        question()
        taken.append(1000 * (time.perf_counter() - start))
    return round(statistics.median(taken), 1)


def _in_child(*words: object) -> str:
    command = [sys.executable, "-m", "tests.benchmarks.corpus", "--only", *map(str, words)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--works", type=int, default=500_000)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--only", nargs=3)
    given = parser.parse_args()
    if given.only:
        what, one, other = given.only
        print(json.dumps(build(Path(one), Path(other)) if what == "build" else ask(Path(one), int(other))))
        return
    for name, value in measured(given.folder, given.works).items():
        print(f"{name:28}{value:>14,}")
    if not given.keep:
        shutil.rmtree(given.folder)


if __name__ == "__main__":
    main()
