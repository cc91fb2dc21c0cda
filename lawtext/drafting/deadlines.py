"""The last day to complain, where it can be said: Digital Post, and the day it could be read, are known.

Weeks are counted as weeks from the day of receipt, which is not counted itself; a last day on a weekend or a holiday
moves to the next weekday (domain/decision-letters.md [AST-FRIST][HJULMAND]). Paper has a presumption only, in words.
"""

from datetime import date, timedelta
from functools import cache

PAPER_WEEKDAYS = 6
"""Hverdage after a paper letter's date when it is assumed to have come, since 2018 [AST-FRIST]."""
_SATURDAY = 5
_DISPUTED = ((6, 5), (12, 24), (12, 31))
"""Grundlovsdag and the last days before Christmas and New Year: no rule was read that says whether they move on."""


def last_day(received: date, weeks: int) -> date | None:
    """The last day of a deadline in weeks from the day of receipt; None where it isn't known to be a weekday."""
    last = received + timedelta(weeks=weeks)
    while is_day_off(last):
        last += timedelta(days=1)
    return None if (last.month, last.day) in _DISPUTED else last


def is_day_off(day: date) -> bool:
    """Whether a day is in a weekend or a Danish public holiday (store bededag until 2023)."""
    return day.weekday() >= _SATURDAY or day in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays  # noqa: PLC0415 - 30 ms that letters without a date need not pay

    return frozenset(country_holidays("DK", years=year))
