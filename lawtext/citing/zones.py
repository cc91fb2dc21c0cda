"""In what kind of text a place lies: that decides which act a bare "§ 5" belongs to (gold/GUIDELINES.md section 4)."""

import re
from enum import Enum, auto

from lawtext.citing.citations import NO_ACT, Act, Place
from lawtext.law.ids import EditionId


class Zone(Enum):
    """The kinds of text; in each a bare designation has another act."""

    BODY = auto()
    NOTE = auto()
    COMMENCEMENT = auto()
    """The commencement rules of an amending act, printed behind the act that it changed."""
    INTRODUCTION = auto()
    """ "I lov om X … foretages følgende ændringer"."""
    INSTRUCTION = auto()
    """One change: "I § 5 indsættes …"."""
    RENUMBERING = auto()
    NEW = auto()
    """The wording that an instruction gives."""


AMENDING = (Zone.INSTRUCTION, Zone.RENUMBERING)
"""Where a designation without an act is what is changed."""

_INTRODUCES = re.compile(
    r"\s*(?:§ \d+\. )?I (?=.{0,1200}foretages (?:følgende|nedennævnte|herefter følgende) ændring)", re.DOTALL
)
_INSTRUCTS = re.compile(
    r"\s*(?:I (?!lov |medfør)|Efter §|Efter stk|Efter nr|Efter kapitel|Overalt|Overskriften|[Ii] overskriften"
    r"|§|Stk\.|Nr\.|Kapitel|Bilag|Fodnote|Afsnit|\d+\. )"
    r".{0,600}?(?:ændres|indsættes|affattes|udgår|ophæves|nyaffattes|bliver (?:herefter )?(?:§|stk|nr|til))",
    re.DOTALL,
)
_GIVES_WORDING = ("»", "indsættes", "affattes")
_MARK = re.compile("[»«]")
_LOST_MARK = re.compile(r"« til: (?=[^»\s])")


def zone_of(text: str, place: Place) -> Zone:
    """The zone of a text at a place; without a place an instruction is told by its words."""
    unit = place.unit
    if "_Ny" in unit:
        return Zone.NEW
    if "@" in unit:
        return Zone.NOTE
    if unit.startswith("Ikr"):
        return Zone.COMMENCEMENT if place.commencement_of or "_" in unit else Zone.BODY
    if _INTRODUCES.match(text):
        return Zone.INTRODUCTION
    if "Ryk" in unit:
        return Zone.RENUMBERING
    return Zone.INSTRUCTION if unit.startswith("Aen") or (not unit and _instructs(text)) else Zone.BODY


def _instructs(text: str) -> bool:
    return _INSTRUCTS.match(text) is not None and any(word in text for word in _GIVES_WORDING)


def quotes(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of »…« in an instruction; also what follows "til: " where the marks are lost."""
    found: list[tuple[int, int]] = []
    depth, start = 0, 0
    for match in _MARK.finditer(text):
        if match[0] == "»":
            depth += 1
            if depth == 1:
                start = match.start()
        elif depth:
            depth -= 1
            if depth == 0:
                found.append((start, match.start()))
    if depth:
        found.append((start, len(text)))
    if found and (lost := _LOST_MARK.search(text, found[-1][1])):
        found.append((lost.end() - 1, len(text)))
    return tuple(found)


def default_act(zone: Zone, place: Place) -> Act:
    """The act that a bare § belongs to at a place."""
    if zone in (*AMENDING, Zone.NEW):
        return place.amends or NO_ACT
    if zone is Zone.COMMENCEMENT and "_" in place.unit:
        return edition_act(place.commencement_of)
    return own_act(place)


def own_act(place: Place) -> Act:
    """The act that a text itself stands in."""
    return Act(own=True, edition=place.edition) if place.edition or place.unit else NO_ACT


def edition_act(edition: EditionId | None) -> Act:
    """The act of an edition, unknown for None."""
    return Act(edition=edition) if edition else NO_ACT
