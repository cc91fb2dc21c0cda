"""Danish phrases of this room: what an order, a unit and a municipality are called in a sentence."""

from collections.abc import Iterable
from datetime import date

from lawtext.citing.write import ActWords, Cited, Lone, units_in_words, write
from lawtext.corpus.saying import act, opening
from lawtext.corpus.saying import provision as in_words
from lawtext.experiments.registry import OrderEntry
from lawtext.experiments.waivers import Order
from lawtext.law.editions import ActType
from lawtext.law.ids import EditionId, UnitId, UnitRange
from lawtext.wording import dates
from lawtext.wording.prose import listed

__all__ = [
    "cited",
    "ended",
    "genitive",
    "listed",
    "named",
    "numbered",
    "of_the_day",
    "opening",
    "provision",
    "quoted",
    "section",
]


def named(order: Order) -> str:
    """ "bekendtgørelse nr. 529 af 23. maj 2018"."""
    return act(order.edition, ActType.BEK, order.signed)


def genitive(name: str) -> str:
    """Of whom something is; a name that ends in s takes an apostrophe.

    >>> genitive("Fredensborg"), genitive("Halsnæs")
    ('Fredensborgs', "Halsnæs'")
    """
    return f"{name}'" if name.endswith("s") else f"{name}s"


def section(unit: str, lone: Lone | None = None) -> str:
    """A unit as it is cited: "§ 2, nr. 13", "§ 22, stk. 2".

    `lone` tells whether a § has one stykke only, so that stk. 1 is left out. Where that is not at hand stk. 1 is left
    out before a nr., as the acts write their target groups.

    >>> section("Par2_Stk1_Num13"), section("Par67a-67f"), section("Par1(2)")
    ('§ 2, nr. 13', '§§ 67 a-67 f', '§ 1(2)')
    """
    if _never_cited(unit):
        return in_words(UnitId(unit))
    return units_in_words([UnitId(unit)], lone=lone or (lambda _: "_Num" in unit))


def cited(units: Iterable[str]) -> str:
    """Units and ranges as an order cites them: groups without the one stykke of their §, sentences with theirs.

    >>> cited(["Par85", "Par92:Par96c"])
    '§§ 85 og 92-96 c'
    """
    every = tuple(units)
    grouped = all("_Num" in unit for unit in every)
    return units_in_words([unit_or_range(unit) for unit in every], lone=lambda _: grouped)


def unit_or_range(text: str) -> UnitId | UnitRange:
    """A unit as records write it: "Par85", or a range "Par92:Par96c"."""
    first, _, last = text.partition(":")
    return UnitRange(UnitId(first), UnitId(last)) if last else UnitId(first)


def provision(title: str, unit: str, lone: Lone | None = None) -> str:
    """A unit with its act: "§ 96 b, stk. 1, i lov om en aktiv beskæftigelsesindsats"."""
    if _never_cited(unit):
        return f"{in_words(UnitId(unit))} i {title}"
    return write([Cited(ActWords(title), (UnitId(unit),))], lone=lambda _: lone)


def _never_cited(unit: str) -> bool:
    """Whether it is several §§ printed as one unit ("§§ 67 a-67 f. (Ophævet)"), or the second of one number."""
    return not _SIGNS.isdisjoint(unit)


_SIGNS = frozenset("-+(")
"""Signs of an id (law.ids)."""


def quoted(words: tuple[str, ...]) -> str:
    """Words of a text, each in quotation marks, as a list."""
    return listed([f"»{word}«" for word in words])


def ended(text: str) -> str:
    """The text with its full stop; that of an abbreviation at its end is one.

    >>> ended("§ 6 i lov om leg m.v.")
    '§ 6 i lov om leg m.v.'
    """
    return f"{text.removesuffix('.')}."


def numbered(edition: EditionId) -> str:
    """An order whose date is not at hand: "bekendtgørelse nr. 529 fra 2018"."""
    return act(edition, ActType.BEK, None)


def of_the_day(entry: OrderEntry, day: date) -> str:
    """The order that counts on a day; only since when, where nobody knows whether another had replaced it by then."""
    if entry.until is None:
        since = dates.write(entry.since)
        return f"{numbered(entry.edition)}, der gælder fra den {since} (om og hvornår den er afløst, er ikke kendt)"
    return f"{numbered(entry.edition)}, som gjaldt den {dates.write(day)}"
