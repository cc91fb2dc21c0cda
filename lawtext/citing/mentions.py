"""An act that a text mentions: which, of what sort, and how the text says so."""

import re
from collections.abc import Callable
from enum import Enum, auto

from msgspec import Struct

from lawtext.citing.citations import Act
from lawtext.citing.names import Names
from lawtext.law.verdicts import Doubt, DoubtKind


class Sort(Enum):
    """What an act is, as far as "loven", "forordningen" and their like tell acts apart."""

    LAW = auto()
    AMENDING = auto()
    ORDER = auto()
    REGULATION = auto()
    DIRECTIVE = auto()
    EU_OTHER = auto()
    TREATY = auto()
    CONVENTION = auto()
    CIRCULAR = auto()

    @property
    def eu(self) -> bool:
        return self in _OF_THE_EU

    @property
    def other(self) -> bool:
        return self in _NO_STATUTE


_OF_THE_EU = (Sort.REGULATION, Sort.DIRECTIVE, Sort.EU_OTHER, Sort.TREATY)
_NO_STATUTE = (Sort.CONVENTION, Sort.CIRCULAR)


class Way(Enum):
    """How a mention says which act it means."""

    NAMED = auto()
    THIS = auto()
    """The act the text stands in: "denne lov"."""
    SAME = auto()
    """The act named before: "samme lov", "nævnte forordning"."""
    UNTOLD = auto()
    """Another act than the text's own, but the words don't say which: "den hidtil gældende lov", "førstnævnte lov"."""
    BARE = auto()
    """Only with a designation a citation at all: "lovens § 3", "§ 3 i forordningen"."""


class Mention(Struct, frozen=True, gc=False):
    """An act in a text. `genitive`: its designation follows ("serviceloven|s § 4")."""

    start: int
    end: int
    act: Act
    sort: Sort
    way: Way = Way.NAMED
    genitive: bool = False
    doubts: tuple[Doubt, ...] = ()


Reader = Callable[[str, int, int, Names], tuple[Mention, ...]]
"""A reader gets the text, where the cue starts and ends, and the names; it returns mentions, mostly one or none."""


_PROPER = re.compile(r"[A-ZÆØÅ]{2}|[A-ZÆØÅ]\w*['’]|[A-ZÆØÅ]-")


def base(name: str) -> str:
    """Base form: first letter small unless it is a name proper, a broken word mended, blanks single.

    >>> base("Lov om social  service")
    'lov om social service'
    """
    if "  " in name:
        name = re.sub(r"\s+", " ", name)
    if _PROPER.match(name) or name.startswith(
        ("Europa", "Rådets", "Kommissionens", "Kyoto", "Schengen", "Haag", "Dublin", "Eurodac")
    ):
        return name
    return name[:1].lower() + name[1:]


def unsure(sure: bool) -> tuple[Doubt, ...]:
    """The doubt to state where a title's end is not sure."""
    if sure:
        return ()
    return (Doubt(DoubtKind.GUESSED, "Det er uklart, hvor titlen på retsakten slutter."),)


def word_start(text: str, at: int) -> int:
    """Where the word begins that stands at or ends before an offset; a hyphen is of the word."""
    while at and (text[at - 1].isalnum() or text[at - 1] == "-"):
        at -= 1
    return at
