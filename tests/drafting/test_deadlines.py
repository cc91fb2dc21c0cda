"""Deadlines to the day: weeks from the day of receipt, moved off weekends and holidays."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawtext.drafting import deadlines

LAST_DAYS = [
    ("2018-09-03", "2018-10-01", "a Monday, four weeks on a Monday"),
    ("2018-08-11", "2018-09-10", "received on a Saturday: the last day is moved to the Monday"),
    ("2018-11-27", "2018-12-27", "25 and 26 December are holidays"),
    ("2018-12-04", "2019-01-02", "1 January is a holiday"),
    ("2023-04-07", "2023-05-08", "store bededag, 5 May 2023, was a holiday"),
    ("2024-03-29", "2024-04-26", "store bededag, 26 April 2024, was none any more"),
    ("2019-03-21", "2019-04-23", "Maundy Thursday to Easter Monday"),
    ("2019-05-02", "2019-05-31", "Ascension Day"),
]


@pytest.mark.parametrize(("received", "last", "why"), LAST_DAYS, ids=[why for *_, why in LAST_DAYS])
def test_last_day_of_four_weeks(received: str, last: str, why: str) -> None:
    assert deadlines.last_day(date.fromisoformat(received), 4) == date.fromisoformat(last), why


@pytest.mark.parametrize("received", ["2018-11-26", "2018-12-03", "2019-05-08"])
def test_no_day_is_said_where_it_is_not_known_whether_it_moves_on(received: str) -> None:
    """It would be 24 December, 31 December and 5 June."""
    assert deadlines.last_day(date.fromisoformat(received), 4) is None


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(1, 8))
def test_a_deadline_is_never_cut_and_never_ends_on_a_day_off(received: date, weeks: int) -> None:
    last = deadlines.last_day(received, weeks)
    if last is None:
        return
    assert not deadlines.is_day_off(last)
    assert 0 <= (last - received).days - 7 * weeks <= 6


@pytest.mark.parametrize("year", range(2010, 2030))
def test_store_bededag_is_a_holiday_until_2023(year: int) -> None:
    """The fourth Friday after Easter; Easter is found by what the library says is Easter Sunday's Monday."""
    easter_monday = next(
        day
        for day in (date(year, 3, 23 + at) if at < 9 else date(year, 4, at - 8) for at in range(35))
        if day.weekday() == 0 and deadlines.is_day_off(day) and day != date(year, 5, 1)
    )
    prayer_day = date.fromordinal(easter_monday.toordinal() + 25)
    assert prayer_day.weekday() == 4
    assert deadlines.is_day_off(prayer_day) == (year <= 2023)
