"""Notes with one trace of many candidates with abstracts, made from a seed, and how long they take.

    python -m tests.benchmarks.candidates FOLDER [--candidates N] [--papers N] [--reports N] [--seed N]

The same seed gives the same bytes. Some candidates are decided on, so that the order is learned.
"""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterator
from pathlib import Path
from random import Random

from litnotes.library.citekeys import citation_key
from litnotes.model.candidate import Candidate, Reached, Screened, Search, Trace, TraceQuestion
from litnotes.store import traces
from litnotes.store.notebook import Notebook
from tests.benchmarks.notes import LAST_DAY, VENUES, Words, _author, _short_name, _title, make

NAME = "2024-06-01-seed"


def with_candidates(
    folder: Path,
    *,
    candidates: int = 10_000,
    papers: int = 500,
    reports: int = 50,
    decided: int = 200,
    seed: int = 1,
) -> Trace:
    """Write a notes folder with one trace; return the trace."""
    made = make(folder, papers=papers, reports=reports, seed=seed)
    random = Random(seed)
    seeds = tuple(sketch.key for sketch in made.papers[:3])
    found = tuple(_candidates(random, {sketch.key for sketch in made.papers}, seeds, candidates))
    chosen = random.sample(found, decided)
    trace = Trace(
        day=LAST_DAY,
        question=TraceQuestion(seeds=seeds, directions=("cited-by",)),
        searches=tuple(
            Search(seed=one, direction="cited-by", source="openalex", outcome="found",
                   count=sum(one == link.paper for each in found for link in each.reached),
                   asked=LAST_DAY)
            for one in seeds
        ),
        candidates=found,
        decisions=tuple(
            Screened(key=one.key, decision="include" if random.random() < 0.1 else "exclude",
                     reason=random.choice(["off topic", "a survey"]), by="Lin",
                     day=LAST_DAY + datetime.timedelta(days=1))
            for one in chosen
        ) + tuple(
            Screened(key=one.key, decision="unsure" if number % 10 == 0 else "exclude",
                     reason="off topic", day=LAST_DAY + datetime.timedelta(days=1))
            for number, one in enumerate(chosen)
        ),
    )  # fmt: skip
    traces.create(Notebook(folder), NAME, trace)
    return trace


def _candidates(random: Random, keys: set[str], seeds: tuple[str, ...], number: int) -> Iterator[Candidate]:
    words = Words(random)
    for _ in range(number):
        authors = tuple(_author(random) for _ in range(random.randint(1, 6)))
        title = _title(random, _short_name(random) if random.random() < 0.5 else "")
        year = random.randint(2017, 2024)
        key = citation_key(title=title, authors=authors, year=year, taken=keys)
        keys.add(key)
        links = tuple(
            Reached(
                paper=one,
                direction="cited-by",
                sources=("openalex",),
                contexts=(words.text(25),) if random.random() < 0.3 else (),
            )
            for one in random.sample(seeds, random.choice([1, 1, 1, 2]))
        )
        yield Candidate(
            key=key,
            title=title,
            authors=authors,
            year=year,
            venue=random.choice(VENUES)[0],
            ids={"openalex": f"W{random.randrange(10**9, 4 * 10**9)}"},
            abstract=words.text(random.randint(120, 220)) if random.random() < 0.9 else None,
            sources=("openalex",),
            reached=links,
        )


def main() -> None:
    """Make a folder as the command line says."""
    parser = argparse.ArgumentParser(description="Make notes with a trace of many candidates.")
    parser.add_argument("folder", type=Path)
    for name, usual in (("candidates", 10_000), ("papers", 500), ("reports", 50), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    asked = vars(parser.parse_args())
    trace = with_candidates(**asked)
    print(f"{asked['folder']}: {len(trace.candidates)} candidates")  # noqa: T201


if __name__ == "__main__":
    main()
