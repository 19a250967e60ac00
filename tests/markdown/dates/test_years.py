"""Open dates are resolved by other dates of the file or folder, and by neighbouring reports."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.markdown.dates import years
from litnotes.markdown.dates.file_names import file_date
from litnotes.markdown.dates.headings import day_heading
from litnotes.markdown.dates.written import WrittenDate, WrittenRange
from litnotes.values.day_order import Order
from tests.markdown.dates.test_forms import SOME_DATES

SOME_DAY = datetime.date(2000, 1, 1)


def written(text: str) -> WrittenDate | WrittenRange:
    result = file_date(text) or day_heading(text)
    assert result, text
    assert result.written, text
    return result.written


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["03-04-31"], None),
        (["03-04-31", "17-10-30"], "dmy"),
        (["17-10-24", "24-11-13"], None),
        (["14/07", "03/04"], "dmy"),
        (["10/16/23", "03/04"], "mdy"),
        (["9/25-10/1", "03/04"], "mdy"),
        (["14-15/07/2021", "03/04"], "dmy"),
        (["14/07", "10/16/23"], None),
        (["May 31", "2024-05-31", "2024.5.11-5.24"], None),
    ],
)
def test_the_order_that_all_dates_allow(texts: list[str], order: Order | None) -> None:
    assert years.decided_order(map(written, texts)) == order


def test_the_default_decides_only_what_the_dates_leave_open() -> None:
    assert years.decided_order([written("03/04")], "mdy") == "mdy"
    assert years.decided_order([written("14/07")], "mdy") == "dmy"
    assert years.decided_order([written("14/07"), written("10/16")], "mdy") is None
    assert years.decided_order([], "mdy") == "mdy"
    assert years.decided_order([written("17-10-24")], "mdy") is None


def test_a_date_is_read_in_the_order_of_the_one_beside_it() -> None:
    order = years.decided_order(map(written, ["03-04-31", "17-10-30"]))
    assert written("03-04-31").on(None) is None
    assert written("03-04-31").on(None, order) == datetime.date(2031, 4, 3)


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("2031-06-31", None, "2031-06-30"),
        ("June 31", 2031, "2031-06-30"),
        ("31/06/2031", None, "2031-06-30"),
        ("2031-02-29", None, "2031-02-28"),
        ("2031-31-05", None, "2031-05-31"),
        ("2031.02.17~2030.03.02", None, "2031-03-02"),
        ("2031.12.17~2031.01.02", None, "2032-01-02"),
        ("2031.02.17~2031.02.30", None, "2031-02-28"),
        ("2031.02.30~2031.03.02", None, "2031-02-28"),
        ("2031-02-02", None, None),
        ("5/13-5/3", 2031, None),
        ("June 31", None, None),
        ("03/04", 2031, None),
    ],
)
def test_suggests_the_nearest_day(text: str, year: int | None, day: str | None) -> None:
    result = years.suggested(written(text), year)
    assert (str(result) if result else None) == day


@pytest.mark.parametrize(
    ("known", "year"),
    [
        (["2030-12-20"], 2031),
        (["2031-02-20", "2031-06-01"], 2031),
        (["2031-04-01"], None),
        (["2030-12-20", "2032-01-20"], None),
        ([], None),
    ],
)
def test_a_neighbour_within_sixty_days_gives_the_year(known: list[str], year: int | None) -> None:
    reports = [datetime.date.fromisoformat(day) for day in known]
    assert years.year_from_neighbours(1, 5, reports) == year


@pytest.mark.parametrize(
    ("texts", "first_year", "expected"),
    [
        (["30/12", "2/1"], 2031, [2031, 2032]),
        (["14/07", "13/07"], 2031, [2031, 2031]),
        (["May 3", "Jan 2", "Dec 30", "Nov 5"], 2031, [2031, 2031, 2030, 2030]),
        (["May 3", "May 9", "May 8", "June 1"], 2031, [2031] * 4),
        (["Dec 30", "Jan 2", "Dec 31", "Jan 5"], 2031, [2031, 2032, 2031, 2032]),
        (["Feb 1", "Nov 1", "Dec 1", "Jan 3"], 2031, [2031, 2031, 2031, 2032]),
        (["Dec 1", "2032-01-05", "Jan 9", "Oct 24", "Jan 2"], None, [2031, 2032, 2032, 2032, 2033]),
        (["2032-01-05", "Dec 24", "2031-12-01", "Nov 3"], 1999, [2032, 2031, 2031, 2031]),
        (["12/28-1/3", "1/4-1/13"], 2031, [2031, 2032]),
        (["May 3", "03/04"], 2031, [2031, None]),
        (["02-06-2022", "May 31"], None, [2022, 2022]),
        (["May 3"], None, [None]),
        ([], 2031, []),
    ],
)
def test_dates_take_the_year_of_the_date_before(
    texts: list[str], first_year: int | None, expected: list[int | None]
) -> None:
    assert years.years_of_file([written(text) for text in texts], first_year) == expected


@given(st.lists(SOME_DATES, min_size=2, max_size=20, unique=True), st.booleans())
def test_finds_the_years_of_a_log(days: list[datetime.date], newest_first: bool) -> None:  # noqa: FBT001
    days = sorted(
        {datetime.date(2020, 1, 1) + (day - SOME_DAY) / 100 for day in days}, reverse=newest_first
    )
    without = [WrittenDate(day.month, day.day) for day in days]
    result = years.years_of_file(
        [WrittenDate(days[0].month, days[0].day, days[0].year), *without[1:]], None
    )
    gaps = [abs(b - a).days for a, b in itertools.pairwise(days)]
    if max(gaps, default=0) < 150:
        assert result == [day.year for day in days]
