"""Where a text stands, said in words: "Ikraft 11 Par9_Stk2", "Aendring 1.26", "Note 1 @ Par13_Stk1" → `Place`.

Source of the spellings: gold/GUIDELINES.md section 1. Ids of the id scheme are accepted as well.
"""

import re
from collections.abc import Mapping

from lawtext.citing.citations import Act, Place
from lawtext.citing.names import TITLE_PREFIX
from lawtext.law.ids import EditionId, UnitId, join, steps
from lawtext.wording import labels

_EDITION = re.compile(r"(?:1[6-9]|20)\d{2}-\d+")
_COMMENCEMENT = re.compile(r"Ikraft (?P<block>\d+)(?: (?P<unit>\S+))?")
_POINT = re.compile(r"Aendring (?P<point>\S+)(?: (?P<new>Ny)(?: (?P<unit>\S+))?| (?P<renumbering>Rykning))?")
_NOTE = re.compile(r"Note (?P<mark>\S+)(?: @ (?P<at>.+))?")
_ANNEX = re.compile(
    r"(?P<level>Bilag|Underbilag)(?: Bilag)?(?: (?P<number>\d+[a-z]?|[IVX]+(?: [A-Z])?|[A-Z]))?(?: .*)?"
)
_ID = re.compile(r"(?!Kapitel|Afsnit|Bilag|Artikel|Punkt\D)\S+$")
_INTRODUCTION = re.compile(r"(?P<unit>Par\S+) intro")


def place_of(doc: str, where: str = "", context: Mapping[str, str] | None = None) -> Place:
    """The place of a text in a document. `doc` is an edition ("2016-1342") or any other name, which says nothing.

    `context` may have chapter, amends ("title:…" or an edition), commencement_of and before.
    """
    known = context or {}
    amends = known.get("amends", "")
    act = None
    if amends:
        act = Act(name=amends[6:]) if amends.startswith(TITLE_PREFIX) else Act(edition=EditionId(amends))
    return Place(
        edition=EditionId(doc) if _EDITION.fullmatch(doc) else None,
        unit=unit_at(where),
        chapter=chapter_of(known.get("chapter", "")),
        amends=act,
        commencement_of=EditionId(known["commencement_of"]) if known.get("commencement_of") else None,
        before=known.get("before", ""),
    )


def unit_at(where: str) -> UnitId:
    """The id of the unit that the words mean; "" for what says no place.

    >>> unit_at("Ikraft 11 Par9_Stk2"), unit_at("Aendring 1.9 Ny Par7e_Stk1"), unit_at("Note 3) @ Par13_Stk1")
    ('Ikr11_Par9_Stk2', 'Aen1.9_Ny_Par7e_Stk1', 'Not3@Par13_Stk1')
    """
    where = where.strip()
    if match := _NOTE.fullmatch(where):
        mark = re.sub(r"\W", "", match["mark"])
        return UnitId(f"Not{mark}@{unit_at(match['at'] or 'Indledning')}")
    if match := _COMMENCEMENT.fullmatch(where):
        unit = match["unit"] if match["unit"] not in (None, "intro") else ""
        return UnitId(f"Ikr{match['block']}" + (f"_{unit}" if unit else ""))
    if match := _POINT.fullmatch(where):
        inside = "_Ny" if match["new"] else "_Ryk" if match["renumbering"] else ""
        return UnitId(f"Aen{match['point']}{inside}" + (f"_{match['unit']}" if match["unit"] else ""))
    if match := _INTRODUCTION.fullmatch(where):
        return UnitId(match["unit"])
    if where.startswith("Indledning"):
        return UnitId("Ind")
    if (match := _ANNEX.fullmatch(where)) and " " in where:
        level = "UBil" if match["level"] == "Underbilag" else "Bil"
        return UnitId(level + (match["number"] or "").replace(" ", ""))
    return UnitId(where) if is_unit(where) else UnitId("")


def is_unit(text: str) -> bool:
    """Whether the text is an id of the id scheme."""
    if not _ID.match(text):
        return False
    try:
        return bool(steps(text))
    except ValueError:
        return False


def chapter_of(label: str) -> UnitId:
    """The id of a chapter or part by its printed label ("Kapitel 9 b", "13. kapitel"), or by its id; "" for none."""
    if is_unit(label):
        return UnitId(label)
    step = labels.step(label, "") if label else None
    return join(step) if step is not None and step.level in ("Kap", "Afs") else UnitId("")
