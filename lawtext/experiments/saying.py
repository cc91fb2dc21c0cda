"""Danish phrases of this room: what an order and a unit are called in a sentence."""

from lawtext.experiments.waivers import Order
from lawtext.law.ids import EditionId, steps
from lawtext.wording import dates


def named(order: Order) -> str:
    """ "bekendtgørelse nr. 529 af 23. maj 2018"."""
    return f"bekendtgørelse nr. {order.edition.partition('-')[2]} af {dates.write(order.signed)}"


def opening(text: str) -> str:
    """The text with a capital, to begin a sentence."""
    return text[:1].upper() + text[1:]


def section(unit: str) -> str:
    """A unit as it is cited: "§ 2, nr. 13", "§ 22, stk. 2" (stk. 1 is not said before a nr.)."""
    chain = steps(unit)
    words = {"Par": "§", "Stk": "stk.", "Num": "nr.", "Kap": "kapitel", "Lit": "litra"}
    silent = [n for n, step in enumerate(chain[:-1]) if step.level == "Stk" and step.number == "1"]
    return ", ".join(
        f"{words.get(step.level, step.level)} {_spaced(step.number)}" for n, step in enumerate(chain) if n not in silent
    )


def quoted(words: tuple[str, ...]) -> str:
    """Words of a text, each in quotation marks, as a list."""
    return listed([f"»{word}«" for word in words])


def _spaced(number: str) -> str:
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyzæøå")
    return f"{digits} {number[len(digits) :]}".strip()


def listed(names: list[str]) -> str:
    """ "a, b og c"."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " og " + names[-1]


def numbered(edition: EditionId) -> str:
    """An order whose date is not at hand: "bekendtgørelse nr. 529 fra 2018"."""
    year, _, number = edition.partition("-")
    return f"bekendtgørelse nr. {number} fra {year}"
