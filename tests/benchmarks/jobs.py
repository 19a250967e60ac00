"""What is measured: the rows of "Numbers to reach", each also right after a write where that matters.

Commands that write run again and again in the same notes, each with other words, and nothing reads in
between: so each finds the index out of date, as a student's second command does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tests.benchmarks.notes import Made
from tests.benchmarks.processes import Place

GROWTH = 1.5
NEXT_DAY = "2024-06-03"
SLIPS_DAY = "2024-06-04"
CHECKED = (0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A command to measure.

    Args:
        name: its row.
        work: runs it, with the number of the repetition.
        target: the ratio to reach, if there is one.
        before: what is done before each run, and not measured.
        everyday: whether its cost may not grow with the notes.
        runs: the most repetitions.
    """

    name: str
    work: Callable[[int], None]
    target: float | None
    before: Callable[[int], None] | None = None
    everyday: bool = True
    runs: int = 99


def jobs(place: Place, made: Made) -> Iterator[Job]:
    """Yield what is measured in notes of any size, in the order in which it runs."""
    read = list(_reading(place, made))
    yield from read
    yield from _writing(place, made)
    for job in read:
        if job.name != "--version":
            yield replace(job, name=f"{job.name}, after a write", before=partial(_write, place))
    yield _new_day(place)
    yield _slips(place, made)
    yield from _rare(place, made)


def candidate_jobs(place: Place) -> Iterator[Job]:
    """Yield what is measured in notes with many candidates."""
    rare = partial(Job, everyday=False, runs=3)
    yield rare(name="candidates", work=lambda _: place.run("candidates"), target=30)
    yield rare(name="screen, first card", target=30, work=lambda _: place.first_card())
    yield rare(name="search, after a new candidate", work=lambda _: place.run("search", "latent diffusion"),
               target=15, before=partial(_add_candidate, place))  # fmt: skip


def _add_candidate(place: Place, number: int) -> None:
    for beside in (place.root / "traces").glob("*.candidates.jsonl"):
        with beside.open("a", encoding="utf-8") as file:
            file.write(f'{{"key":"added{number}","title":"Added {number}"}}\n')


def _reading(place: Place, made: Made) -> Iterator[Job]:
    paper = _named(made)[0]
    file = f"{made.days[-1]}.md"
    rows: Iterable[tuple[str, Sequence[str], float, Sequence[int]]] = (
        ("--version", ("--version",), 0.6, (0,)),
        ("show", ("show", paper), 1.9, (0,)),
        ("search", ("search", "latent diffusion"), 1.9, (0,)),
        ("papers", ("papers",), 3, (0,)),
        ("todo", ("todo",), 5, (0,)),
        ("status", ("status",), 5, (0,)),
        ("report", ("report",), 5, (0,)),
        ("check FILE", ("check", file), 5, CHECKED),
    )
    for name, words, target, codes in rows:
        yield Job(
            name=name, target=target, everyday=name != "papers",
            work=lambda _, words=words, codes=codes: place.run(*words, codes=codes),  # type: ignore[misc]
        )  # fmt: skip


def _writing(place: Place, made: Made) -> Iterator[Job]:
    names = _named(made)
    row = partial(Job, target=3.2)
    yield row(name='todo "…"', work=partial(_write, place))
    yield row(name="ask", work=lambda n: place.run("ask", f"does part {n} hold?"))
    yield row(
        name="answer", work=lambda n: place.run("answer", "1", f"it does, {n}"), before=partial(_ask, place)
    )
    yield row(
        name="verdict",
        work=lambda n: place.run("verdict", names[n % len(names)], "--include", "--reason", f"it fits {n}"),
    )
    yield row(
        name="add-paper NEW --offline",
        work=lambda n: place.run("add-paper", f"Newcomer{n}", "--offline"),
    )


def _new_day(place: Place) -> Job:
    def before(_: int) -> None:
        (place.root / f"{NEXT_DAY}.md").unlink(missing_ok=True)

    return Job(
        name="new-day", target=5, before=before, work=lambda _: place.run("new-day", "--date", NEXT_DAY)
    )


def _slips(place: Place, made: Made) -> Job:
    """Return a check of a report that no reader took in yet, with names that nobody knows."""
    title = max((paper.title for paper in made.papers), key=len)
    text = f"## Quick Notes\n\n1. {title[:20]}{title[21:]}\n2. {_named(made)[0]}x\n"
    return Job(
        name="check FILE, names with slips", target=5,
        before=partial(_write_report, place.root / f"{SLIPS_DAY}.md", text),
        work=lambda _: place.run("check", f"{SLIPS_DAY}.md", codes=CHECKED),
    )  # fmt: skip


def _rare(place: Place, made: Made) -> Iterator[Job]:
    rare = partial(Job, everyday=False)
    export = ("export", "bibtex", "--all")

    def nothing_kept(_: int) -> None:
        place.forget()
        place.run("show", _named(made)[0])

    yield rare(name="export --all, first", work=lambda _: place.run(*export), target=20, runs=3,
               before=nothing_kept)  # fmt: skip
    yield rare(name="export --all, again", work=lambda _: place.run(*export), target=20, runs=3)
    yield rare(
        name="show, index deleted", work=lambda _: place.run("show", _named(made)[0]), target=60, runs=3,
        before=lambda _: place.forget(),
    )  # fmt: skip


def _write_report(path: Path, text: str, _: int) -> None:
    path.write_text(text, "utf-8")


def _write(place: Place, number: int) -> None:
    place.run("todo", f"read appendix {number} again")


def _ask(place: Place, number: int) -> None:
    place.run("ask", f"is lemma {number} needed?")


def _named(made: Made) -> list[str]:
    """Return short names of papers, from the middle of the list on."""
    names = [paper.short_name for paper in made.papers if paper.short_name]
    return names[len(names) // 2 :] + names[: len(names) // 2]
