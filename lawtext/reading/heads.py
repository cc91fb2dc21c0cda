"""The line that names an act: "LBK nr 433 af 22/04/2014", as pages, files and metadata of Retsinformation print it."""

import re
from datetime import date
from typing import NamedTuple

from lawtext.errors import UnusableInputError
from lawtext.law.editions import ActType
from lawtext.law.ids import EditionId, edition_id
from lawtext.wording import dates

_HEAD = re.compile(
    r"(?P<type>[A-ZÆØÅ]{2,4})\s+nr\.?\s+(?P<number>\d{1,5})\s+af\s+(?P<date>\d{1,2}/\d{1,2}/\d{4})(?!\d)"
)
_TYPES = {each.value: each for each in ActType}


class Head(NamedTuple):
    """What an act is called: its abbreviation ("LBK"), its number and the day it was signed."""

    abbreviation: str
    number: str
    signed: date

    @property
    def type(self) -> ActType:
        return act_type(self.abbreviation)

    @property
    def edition(self) -> EditionId:
        return edition_id(self.signed.year, self.number)

    def __str__(self) -> str:
        return f"{self.abbreviation} nr {self.number} af {self.signed:%d/%m/%Y}"


def at_start(text: str, name: str) -> tuple[Head, int]:
    """The head that a text opens with, and where it ends. Raises UnusableInputError, for a file called `name`."""
    match = _HEAD.match(text, len(text) - len(text.lstrip()))
    if match is None:
        raise UnusableInputError(
            f"{name} begynder ikke med retsaktens nummer. Første linje skal være som »LBK nr 433 af 22/04/2014«."
        )
    return _head(match, f"{name}, linje 1"), match.end()


def within(text: str, name: str) -> Head | None:
    """The first head that stands anywhere in a text, None where there is none. Raises UnusableInputError."""
    match = _HEAD.search(text)
    return _head(match, name) if match else None


def act_type(abbreviation: str) -> ActType:
    """The type that Retsinformation's abbreviation names."""
    return _TYPES.get(abbreviation, ActType.OTHER)


def address(edition: EditionId) -> str:
    """The act's public address."""
    year, _, number = edition.partition("-")
    return f"https://www.retsinformation.dk/eli/lta/{year}/{number}"


def _head(match: re.Match[str], place: str) -> Head:
    signed = dates.read(match["date"])
    if signed is None:
        raise UnusableInputError(f"{place}: »{match['date']}« er ikke en dato.")
    return Head(match["type"], match["number"], signed)
