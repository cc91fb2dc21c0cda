"""Units written in citation form, as `works.yaml` and preambles have them: "§ 6, stk. 4", "§§ 53-54", "kapitel 9"."""

from collections.abc import Iterator

from lawtext.citing.designated import Designated
from lawtext.citing.grammar import CHAIN
from lawtext.citing.parse import parse
from lawtext.errors import UnusableInputError
from lawtext.law.ids import Step, canonical, join

_OUTERMOST = ("Par", "Kap", "Afs", "Bog", "Bil")


def units_in(text: str) -> tuple[str, ...]:
    """The ids that a designation means; a range is "first:last". Raises UnusableInputError for what is none.

    >>> units_in("§ 68, stk. 13, 1. og 2. pkt."), units_in("§§ 53-54"), units_in("§ 2, nr. 11")
    (('Par68_Stk13_Pkt1', 'Par68_Stk13_Pkt2'), ('Par53:Par54',), ('Par2_Stk1_Num11',))
    """
    found = tuple(_ids(parse(text).units))
    if not found or not all(unit.startswith(_OUTERMOST) for unit in found):
        raise UnusableInputError(f"»{text}« er ikke en bestemmelse. Skriv den som »§ 6, stk. 4« eller »kapitel 9«.")
    return found


def designated_in(text: str) -> Iterator[str]:
    """The ids of all that a text designates: "§ 51, stk. 2 og 3, kapitel 13 c og § 75 o"."""
    for match in CHAIN.finditer(text):
        yield from _ids(parse(match[0]).units)


def _ids(units: tuple[Designated, ...]) -> Iterator[str]:
    for unit in units:
        first = canonical(join(*unit.path))
        if not unit.to:
            yield first
            continue
        last = canonical(join(*unit.path[:-1], Step(unit.path[-1].level, unit.to)))
        yield f"{first}:{last}"
