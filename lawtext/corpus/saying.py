"""The Danish sentences of verdicts: what an act and a provision are called, and why a verdict is what it is."""

import re
from datetime import date
from functools import lru_cache
from typing import Protocol

from lawtext.corpus.index import Index
from lawtext.law.editions import ActType
from lawtext.law.ids import EditionId, Step, UnitId, steps
from lawtext.wording import dates

_WORDS = {
    ActType.LOV: "lov",
    ActType.LBK: "lovbekendtgørelse",
    ActType.BEK: "bekendtgørelse",
    ActType.ANORDNING: "anordning",
}
_NAMED = {
    "Stk": "stk.",
    "Num": "nr.",
    "Lit": "litra",
    "Kap": "kapitel",
    "Afs": "afsnit",
    "Bog": "bog",
    "Bil": "bilag",
    "Grp": "overskriftsgruppe",
    "Ind": "indledningen",
    "Ikr": "ikrafttrædelsesbestemmelse",
    "Ny": "ny tekst",
    "Ryk": "rykning",
    "Tab": "tabel",
}
_LETTER = re.compile(r"(?<=\d)(?=[A-Za-zÆØÅæøå])")


class Named(Protocol):
    """Something with an edition's number, type and date (law.works.Listed)."""

    @property
    def edition(self) -> EditionId: ...
    @property
    def type(self) -> ActType: ...
    @property
    def signed(self) -> date | None: ...


@lru_cache(maxsize=1 << 10)
def act(edition: EditionId, type_: ActType, signed: date | None) -> str:
    """An edition's name in running text.

    >>> act(EditionId("2016-1342"), ActType.LBK, date(2016, 11, 21))
    'lovbekendtgørelse nr. 1342 af 21. november 2016'
    """
    year, _, number = edition.partition("-")
    when = f"af {dates.write(signed)}" if signed else f"fra {year}"
    what = _WORDS.get(type_, "retsakt")
    return f"{what} nr. {number} {when}" if number.isdigit() else f"{what} {when} (nummeret er ikke kendt)"


def edition(listed: Named) -> str:
    """The name of a listed edition."""
    return act(listed.edition, listed.type, listed.signed)


def short(edition_of: Index) -> str:
    """An edition by its number alone, where its date is not at hand: "lovbekendtgørelse nr. 1342 fra 2016"."""
    return act(edition_of.edition, edition_of.type, edition_of.signed)


def unnamed(edition_id: EditionId) -> str:
    """An edition of which no more than year and number is known."""
    return act(edition_id, ActType.OTHER, None)


@lru_cache(maxsize=1 << 14)
def provision(unit: UnitId) -> str:
    """A unit in citation form.

    >>> provision(UnitId("Par6_Stk4_Pkt2")), provision(UnitId("Kap9b"))
    ('§ 6, stk. 4, 2. pkt.', 'kapitel 9 b')
    """
    if not unit:
        return "retsakten"
    try:
        return ", ".join(_step(step) for step in steps(unit))
    except ValueError:
        # units of treaties and EU acts have levels that ids here do not
        return unit.replace("_", ", ")


def _step(step: Step) -> str:
    number = _LETTER.sub(" ", step.number).replace("+", " og ")
    match step.level:
        case "Par":
            return f"{'§§' if '-' in number or ' og ' in number else '§'} {number}"
        case "Pkt":
            return "sidste pkt." if number == "Last" else f"{number}. pkt."
        case "Aen":
            part, _, point = number.partition(".")
            return f"§ {part}, nr. {point}" if point else f"§ {part}"
        case "Led":
            return f"{number}. led" if number else "led"
    return f"{_NAMED.get(step.level, step.level)} {number}".rstrip()


def inside(unit: UnitId) -> str:
    """A unit that the sentence goes on after: what is more than a § or a chapter is closed by a comma of its own.

    >>> inside(UnitId("Par6_Stk4")), inside(UnitId("Par6"))
    ('§ 6, stk. 4,', '§ 6')
    """
    said = provision(unit)
    return f"{said}," if "," in said else said


def opening(text: str) -> str:
    """The text with a capital, to open a sentence with.

    >>> opening("kapitel 9 b")
    'Kapitel 9 b'
    """
    return text[:1].upper() + text[1:]
