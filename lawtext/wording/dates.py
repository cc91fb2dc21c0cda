"""Dates, read in every spelling seen in law and in fields (2018-09-03), and written in the Danish prose form."""

import re
from datetime import date

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)

PATTERN = rf"(?:\d{{1,2}}\.?\s?(?:{'|'.join(MONTHS)})\s\d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/. -]\s?\d{{4}})"
"""A date in prose ("8. juni 2018") or figures ("08/06/2018", "20/3 2023", "23.5.2018"); no groups."""

_PROSE = re.compile(rf"(\d{{1,2}})\.?\s?({'|'.join(MONTHS)})\s(\d{{4}})", re.IGNORECASE)
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/. -]\s?(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def read(text: str) -> date | None:
    """The date that the whole of `text` says; None where it is none, or can't be (31 June).

    >>> read("20/3 2023"), read("2018-09-03")
    (datetime.date(2023, 3, 20), datetime.date(2018, 9, 3))
    """
    text = text.strip()
    if match := _PROSE.fullmatch(text):
        day, month, year = int(match[1]), MONTHS.index(match[2].lower()) + 1, int(match[3])
    elif match := _FIGURES.fullmatch(text):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
    elif match := _ISO.fullmatch(text):
        day, month, year = int(match[3]), int(match[2]), int(match[1])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def write(day: date) -> str:
    """The prose form: `8. juni 2018`."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
