"""What a screening card shows besides the record, and the status of a screening with its curve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from litnotes.render.marked import Marked, marked
from litnotes.render.paper_page import cited
from litnotes.screening.stopping import BASIS, curve, percent

if TYPE_CHECKING:
    from litnotes.config import Criteria
    from litnotes.screening.standing import Standing
    from litnotes.screening.stopping import Estimate

INDENT = "    "
WIDTH, HEIGHT = 50, 6
"""The columns and rows of the curve."""
_LIKELY = ((0.6, "likely relevant"), (0.45, "may be relevant"), (0.0, "probably not relevant"))
"""Words for scores; 0.5 is between the included and the excluded."""


def criteria_in_short(criteria: Criteria) -> str:
    """Return the names of the criteria that a person judges: `include if: latent; exclude if: survey`."""
    parts = (("include if", criteria.include), ("exclude if", criteria.exclude))
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in parts if names)


def score_in_words(score: float) -> str:
    """Return a score in words: `likely relevant (0.71)`."""
    words = next(words for limit, words in _LIKELY if score >= limit)
    return f"{words} ({score:.2f})"


def progress_in_words(now: Estimate) -> str:
    """Return how far a screening is: `, 12 % screened, 34 not relevant in a row`."""
    if not now.decided:
        return ""
    row = f", {now.row:,} not relevant in a row" if now.row > 1 else ""
    return f", {percent(now.screened)} screened{row}"


def desk_lines(
    standing: Standing, criteria: Criteria, score: float | None, versions: Sequence[Standing]
) -> Iterator[Marked]:
    """Yield the score, the criteria in short, notes and tags, and other versions of a candidate."""
    if score is not None:
        yield marked(INDENT, f"score: {score_in_words(score)}")
    if short := criteria_in_short(criteria):
        yield marked(INDENT, short)
    for note in standing.notes:
        yield from (marked(f"{INDENT}note: ", text) for text in (note.note,) if text)
        yield from (marked(f"{INDENT}tags: ", ", ".join(tags)) for tags in (note.tags,) if tags)
    for other in versions:
        candidate = other.candidate
        where = cited(candidate.authors, candidate.venue, candidate.venue_year or candidate.year)
        yield marked(f"{INDENT}same work? {candidate.key}  ", f"{candidate.title} ({where})")
    if versions:
        yield marked(INDENT, "your decision counts for all of them; d decides them apart")


def estimate_lines(now: Estimate) -> Iterator[str]:
    """Yield the estimate, and what it rests on."""
    yield now.sentence
    if now.low is not None and now.left:
        yield BASIS


def status_lines(now: Estimate, decisions: Sequence[bool]) -> Iterator[str]:
    """Yield the estimate, and the curve of the relevant ones found."""
    yield from estimate_lines(now)
    if now.found:
        yield from curve_lines(decisions, now.left)


def curve_lines(decisions: Sequence[bool], left: int) -> Iterator[str]:
    """Yield a curve: relevant ones found, by candidates screened; dots are what is left."""
    total, found = len(decisions) + left, sum(decisions)
    counts = [relevant for _, relevant in curve(decisions)]
    ends = [round(total * column / WIDTH) for column in range(1, WIDTH + 1)]
    for row in range(HEIGHT, 0, -1):
        cells = "".join(_cell(counts, end, found * (row - 1) / HEIGHT) for end in ends)
        yield f"{found if row == HEIGHT else '':>6} │{cells.rstrip()}"
    yield f"{0:>6} └{'─' * WIDTH}"
    yield f"{'':>8}{'screened':<{WIDTH - len(f'{total:,}')}}{total:,}"


def _cell(counts: Sequence[int], end: int, level: float) -> str:
    if end >= len(counts):
        return "·" if not level else " "
    return "█" if counts[end] > level else " "
