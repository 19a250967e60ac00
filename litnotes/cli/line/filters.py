"""The options that filter a list of papers, and the tests that they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, Optional

from litnotes.cli.line.declare import Option
from litnotes.cli.line.options import ReadingState
from litnotes.errors import WrongUse

if TYPE_CHECKING:
    from litnotes.app.selection import PaperTest

DecidedAs = Literal["include", "exclude", "unsure", "none"]
"""The decision on a paper; `none` for a paper without one."""


class PaperFilters(NamedTuple):
    """The options that filter a list of papers."""

    reading: Annotated[
        Optional[ReadingState], Option("--reading", help="Only papers with this reading state.")
    ] = None
    decision: Annotated[
        Optional[DecidedAs], Option("--decision", help="Only papers with this decision.")
    ] = None
    year: Annotated[
        Optional[str],
        Option(
            "--year",
            metavar="YEARS",
            help="Only papers first public in 2020, 2020..2022 or 2020.. (from 2020).",
        ),
    ] = None
    tag: Annotated[
        Optional[list[str]],
        Option("--tag", metavar="TEXT", help="Only papers with this tag; repeat for several tags."),
    ] = None

    def tests(self) -> list[PaperTest]:
        """Return the tests that a paper must pass; raises WrongUse for invalid years and empty tags."""
        tests: list[PaperTest] = []
        if reading := self.reading:
            tests.append(lambda row: row.reading == reading)
        if decision := self.decision:
            tests.append(lambda row: (row.decision or "none") == decision)
        if self.year is not None:
            tests.append(_in_years(self.year))
        return [*tests, *map(_has_tag, self.tag or ())]


def _has_tag(tag: str) -> PaperTest:
    folded = " ".join(tag.split()).casefold()
    if not folded:
        raise WrongUse("--tag is empty; example: --tag codebook")
    return lambda row: folded in (row.tags or "").casefold().split("\n")


def _in_years(text: str) -> PaperTest:
    """Return the test for the years of `--year`; raises WrongUse where they are invalid."""
    from litnotes.model.query import year_range

    years = year_range(text, "--year ")
    if isinstance(years, str):
        raise WrongUse(f'--year "{text[:40]}": {years}')
    first, last = years.first or 0, 9999 if years.last is None else years.last
    return lambda row: row.year is not None and first <= row.year <= last
