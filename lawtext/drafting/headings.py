"""Whether the words of a label fit the heading of the chapter it cites, and which chapter of the act fits better.

No list of answers: words are compared with the headings of the act itself. A word counts the more, the fewer of the
act's headings it stands in.
"""

import math
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from lawtext.law.ids import UnitId

_WORD = re.compile(r"[a-zæøå]{4,}")
_ENDINGS = ("erne", "ernes", "ens", "ets", "ene", "es", "er", "en", "et", "e", "s")
_STEM = 4
"""Shortest stem that an ending is cut from."""
_SHARED = 5
"""Fewest letters that two words must share at their beginning or end to be of one stem ("mentor" in "mentorstøtte")."""
_CLEARLY = 2
"""How many times better another chapter must fit before the cited one is doubted."""


class Misfit(Struct, frozen=True):
    """The cited chapter that doesn't fit its label, and the one that does."""

    cited: UnitId
    heading: str
    better: UnitId
    better_heading: str


def misfit(label: str, cited: Iterable[UnitId], headings: Mapping[UnitId, str]) -> Misfit | None:
    """The first of `cited` that fits `label` clearly worse than another chapter; None where all fit or none can tell.

    `headings` are those of all the act's chapters; a cited chapter without a heading can't be told.
    """
    chapters = tuple(cited)
    words = _stems(label)
    if not words or not chapters:
        return None
    marks = {unit: _mark(words, _stems(heading), headings) for unit, heading in headings.items()}
    best = max(marks, key=lambda unit: marks[unit], default=None)
    if best is None or best in chapters:
        return None
    for unit in chapters:
        if unit in headings and headings[unit] and marks[unit] * _CLEARLY < marks[best]:
            return Misfit(unit, headings[unit], best, headings[best])
    return None


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _WORD.findall(text.lower()))


def _stem(word: str) -> str:
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def _mark(words: frozenset[str], heading: frozenset[str], headings: Mapping[UnitId, str]) -> float:
    """Sum over the label's words of how rare they are in the act's headings, for those that the heading has."""
    return sum(_rarity(word, headings) for word in words if any(_one_stem(word, other) for other in heading))


def _rarity(word: str, headings: Mapping[UnitId, str]) -> float:
    having = sum(any(_one_stem(word, other) for other in _stems(heading)) for heading in headings.values())
    return math.log(1 + len(headings) / max(having, 1))


def _one_stem(one: str, other: str) -> bool:
    """Whether the words are of one stem: equal, or the shorter begins or ends the longer, as compounds do."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHARED and (long.startswith(short) or long.endswith(short))
