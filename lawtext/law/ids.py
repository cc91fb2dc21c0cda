"""Ids of units, in the scheme that LexDania itself used: `Kap4a`, `Par13a_Stk2`, `Par2_Stk1_Num3_Lita_Pkt1`.

An id is a chain of steps joined by `_`; a step is a level and a printed number. What stands outside the body carries a
prefix of its own, so that two units of one edition never share an id: `Ikr11_Par9_Stk2`, `Aen1.26_Ny_Par7e`,
`Bil2_Par1`, `Not3@Par13_Stk1` (a list item inside that note: `Not3_Num1@Par13_Stk1`).

A number ends in "(2)" where the source prints the same label twice in one place, "(3)" the third time; "(1)" alone is
the first of those that have no label at all: `Par7(2)`, `Par2_Stk1(2)`, `Kap(1)`.

>>> steps("Par13a_Stk2")
(Step(level='Par', number='13a'), Step(level='Stk', number='2'))
>>> canonical("Par2_Num11")
'Par2_Stk1_Num11'
"""

import re
from functools import lru_cache
from typing import NamedTuple, NewType

UnitId = NewType("UnitId", str)
"""The id of one unit inside an edition, in canonical form (`Par2_Stk1_Num11`, never `Par2_Num11`)."""

EditionId = NewType("EditionId", str)
"""Year and number in Lovtidende A: `2016-1342`. The year is the year of signature."""

BODY_LEVELS = ("Bog", "Afs", "Kap", "Grp", "Par", "Stk", "Num", "Lit", "Led", "Pkt")
"""Levels of an act's body, outer to inner. `Grp` is a headed group of paragraphs inside a chapter."""

_LEVELS = (
    *BODY_LEVELS,
    "Ikr",
    "Aen",
    "Ny",
    "Ryk",
    "Bil",
    "Not",
    "Tab",
    "Img",
    "Ind",
    "Und",
    "Art",
    "Punkt",
    "R",
    "C",
    "UBil",
    "Del",
    "Liste",
    "Afd",
)
_ANY_LEVEL = "|".join(sorted(_LEVELS, key=len, reverse=True))
_STEP = re.compile(rf"(?P<level>{_ANY_LEVEL})(?P<number>.*)")
PATTERN = rf"(?:{_ANY_LEVEL})[^_:\s]*(?:_(?:{_ANY_LEVEL})[^_:\s]*)*"
"""An id as it may be written in a file; no groups."""
_NUMBER = re.compile(r"(?P<value>\d+)(?P<letters>.*)")
_ROMAN = re.compile(r"(?=[MDCLXVI])M*(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})(?P<letters>[A-Za-z]?)")
_TWICE = re.compile(r"\((?P<time>\d+)\)$")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"
_REMEMBERED = 1 << 16
"""Ids and numbers whose parts are remembered: the same few are compared again and again."""


class Step(NamedTuple):
    """One step of an id. `number` is as printed without spaces ("13a", "IV", "2-4", "Last"), "" where there is none."""

    level: str
    number: str


class UnitRange(NamedTuple):
    """Both ends included. Lettered units between the ends belong to it, those after the last end do not.

    Source: gold/waivers/GUIDELINES.md section 2 and the wording of the acts ("§§ 92-96 c" takes in § 96 a).
    """

    first: UnitId
    last: UnitId


@lru_cache(maxsize=_REMEMBERED)
def steps(unit: str) -> tuple[Step, ...]:
    """The steps of an id. Raises ValueError for what is no id."""
    body = unit.partition("@")[0]
    found = [_STEP.fullmatch(part) for part in body.split("_")]
    if not all(found):
        raise ValueError(f"{unit!r} is no unit id; one looks like 'Par13a_Stk2'")
    return tuple(Step(match["level"], match["number"]) for match in found if match)


def join(*parts: Step) -> UnitId:
    """The id made of these steps."""
    return UnitId("_".join([part.level + part.number for part in parts]))


@lru_cache(maxsize=_REMEMBERED)
def canonical(unit: str) -> UnitId:
    """The same id with stk. 1 supplied where nr., litra, led or pkt. follows the § directly.

    Source: the official ids of 2008-2015 write `Par2_Stk1_Num3` for what is cited "§ 2, nr. 3" (domain/lexdania.md 4).
    """
    chain = list(steps(unit))
    for place, step in enumerate(chain[:-1]):
        if step.level == "Par" and chain[place + 1].level in ("Num", "Lit", "Led", "Pkt"):
            chain.insert(place + 1, Step("Stk", "1"))
            break
    suffix = unit.partition("@")[1:]
    return UnitId(join(*chain) + "".join(suffix))


def parent(unit: UnitId) -> UnitId | None:
    """The id one step out, None at the outermost; a note's is the unit it hangs on."""
    body, _, anchor = unit.partition("@")
    outer, _, _ = body.rpartition("_")
    if anchor:
        return UnitId(f"{outer}@{anchor}" if outer else anchor)
    return UnitId(outer) if outer else None


def contains(outer: str, inner: str) -> bool:
    """Whether `inner` is `outer` or lies inside it, by their ids alone (a chapter's paragraphs are not seen here)."""
    return inner == outer or inner.startswith(outer + "_")


@lru_cache(maxsize=_REMEMBERED)
def order(number: str) -> tuple[int, tuple[int, ...]]:
    """A sort key for printed numbers: 5 < 5 a < 5 b < 6, IV as 4, litra by the Danish alphabet (æ, ø, å last).

    A number printed twice stands right after its first: 5 < 5(2) < 5 a.

    >>> sorted(["6", "5b", "5", "5a"], key=order)
    ['5', '5a', '5b', '6']
    """
    if twice := _TWICE.search(number):
        value, letters = order(number[: twice.start()])
        return value, (*letters, 0, int(twice["time"]))
    if match := _NUMBER.fullmatch(number):
        return int(match["value"]), _letters(match["letters"])
    if (match := _ROMAN.fullmatch(number)) and number:
        return _roman(number[: match.start("letters")]), _letters(match["letters"])
    return 0, _letters(number)


def _letters(text: str) -> tuple[int, ...]:
    return tuple(_ALPHABET.find(char) + 1 for char in text.lower() if char.isalpha())


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[char] for char in numeral]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def edition_id(year: int, number: int | str) -> EditionId:
    """The edition's id from its year of signature and its number in Lovtidende A."""
    return EditionId(f"{year}-{number}")


def edition_of_accession(accession: str) -> EditionId | None:
    """The edition that an accession number means: `A20170017330` → `2017-173`.

    Source: domain/lexdania.md section 2 (letter, year in four figures, number in five, class in two).
    """
    year, number = accession[1:5], accession[5:10]
    return edition_id(int(year), int(number)) if len(accession) == 12 and (year + number).isdigit() else None


class Address(NamedTuple):
    """A unit in an edition; the whole edition where `unit` is "". Written `2016-1342#Par2_Stk1_Num11`."""

    edition: EditionId
    unit: UnitId = UnitId("")

    def __str__(self) -> str:
        return f"{self.edition}#{self.unit}" if self.unit else self.edition

    @property
    def eli(self) -> str:
        """The address at Retsinformation; deep links reach the paragraph only (domain/citation-conventions.md)."""
        year, _, number = self.edition.partition("-")
        link = f"https://www.retsinformation.dk/eli/lta/{year}/{number}"
        first = steps(self.unit)[0] if self.unit else None
        return f"{link}#P{first.number}" if first and first.level == "Par" else link


def address(text: str) -> Address:
    """Read `2016-1342#Par2_Num11`. Raises ValueError for what is no address."""
    edition, _, unit = text.partition("#")
    if not re.fullmatch(r"(?:1[6-9]|20)\d{2}-\d+", edition):
        raise ValueError(f"{text!r} is no address; one looks like '2016-1342#Par2_Stk1'")
    return Address(EditionId(edition), canonical(unit) if unit else UnitId(""))
