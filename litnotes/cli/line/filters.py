"""Which papers a list is about: the options that choose, and the tests they mean."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.cli.line.declare import Option
from litnotes.cli.line.options import ReadingState
from litnotes.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Callable

    from litnotes.index.items import PaperRow


class DecidedAs(StrEnum):
    """What was decided on a paper."""

    include = "include"
    exclude = "exclude"
    unsure = "unsure"
    none = "none"


ReadingOption = Annotated[Optional[ReadingState], Option("--reading", help="Only papers read that far.")]
DecisionOption = Annotated[
    Optional[DecidedAs], Option("--decision", help="Only papers with this decision.")
]
YearOption = Annotated[
    Optional[str],
    Option("--year", metavar="YEARS", help="First public year: 2020, 2020..2022, 2020.."),
]
TagOption = Annotated[
    Optional[list[str]],
    Option("--tag", metavar="TEXT", help="Only papers with this tag; may repeat."),
]


def filters(
    reading: ReadingState | None, decision: DecidedAs | None, year: str | None, tags: list[str]
) -> list[Callable[[PaperRow], bool]]:
    """Return the tests that a paper must pass; raises WrongUse for years or tags that are none."""
    tests: list[Callable[[PaperRow], bool]] = []
    if reading:
        tests.append(lambda row: row.reading == reading.value)
    if decision:
        tests.append(lambda row: (row.decision or "none") == decision.value)
    if year is not None:
        tests.append(_in_years(year))
    for tag in tags:
        folded = " ".join(tag.split()).casefold()
        if not folded:
            raise WrongUse("--tag: no tag is named; write for instance --tag codebook")
        tests.append(lambda row, folded=folded: folded in (row.tags or "").casefold().split("\n"))  # type: ignore[misc]
    return tests


def _in_years(text: str) -> Callable[[PaperRow], bool]:
    """Return the test for the years that `--year` names; raises WrongUse where it names none."""
    from litnotes.model.query import year_range

    years = year_range(text, "--year ")
    if isinstance(years, str):
        raise WrongUse(f'--year "{text[:40]}": {years}')
    first, last = years.first or 0, 9999 if years.last is None else years.last
    return lambda row: row.year is not None and first <= row.year <= last
