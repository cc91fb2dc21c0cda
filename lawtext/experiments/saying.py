"""Danish phrases of this room: what an order and a unit are called in a sentence."""

from lawtext.citing.write import ActWords, Cited, Lone, units_in_words, write
from lawtext.experiments.waivers import Order
from lawtext.law.ids import EditionId, UnitId
from lawtext.wording import dates


def named(order: Order) -> str:
    """ "bekendtgørelse nr. 529 af 23. maj 2018"."""
    return f"bekendtgørelse nr. {order.edition.partition('-')[2]} af {dates.write(order.signed)}"


def opening(text: str) -> str:
    """The text with a capital, to begin a sentence."""
    return text[:1].upper() + text[1:]


def section(unit: str, lone: Lone | None = None) -> str:
    """A unit as it is cited: "§ 2, nr. 13", "§ 22, stk. 2".

    `lone` tells whether a § has one stykke only, so that stk. 1 is left out. Where that is not at hand stk. 1 is left
    out before a nr., as the acts write their target groups.
    """
    return units_in_words([UnitId(unit)], lone=lone or (lambda _: "_Num" in unit))


def provision(title: str, unit: str, lone: Lone | None = None) -> str:
    """A unit with its act: "§ 96 b, stk. 1, i lov om en aktiv beskæftigelsesindsats"."""
    return write([Cited(ActWords(title), (UnitId(unit),))], lone=lambda _: lone)


def quoted(words: tuple[str, ...]) -> str:
    """Words of a text, each in quotation marks, as a list."""
    return listed([f"»{word}«" for word in words])


def listed(names: list[str]) -> str:
    """ "a, b og c"."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " og " + names[-1]


def numbered(edition: EditionId) -> str:
    """An order whose date is not at hand: "bekendtgørelse nr. 529 fra 2018"."""
    year, _, number = edition.partition("-")
    return f"bekendtgørelse nr. {number} fra {year}"
