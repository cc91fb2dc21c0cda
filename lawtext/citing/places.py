"""Where a text stands, said in words: "Ikraft 11 Par9_Stk2", "Aendring 1.26", "Note 1 @ Par13_Stk1" → `Place`.

Source of the spellings: gold/GUIDELINES.md section 1. Ids of the id scheme are accepted as well.
"""

import re
from collections.abc import Callable, Mapping

from lawtext.citing.citations import Act, Place
from lawtext.citing.names import TITLE_PREFIX
from lawtext.law.ids import EditionId, UnitId, join, steps
from lawtext.wording import labels

_EDITION = re.compile(r"(?:1[6-9]|20)\d{2}-\d+")
_COMMENCEMENT = re.compile(r"Ikraft (?P<block>\d+)(?: (?P<unit>\S+))?")
_POINT = re.compile(r"Aendring (?P<point>\S+)(?: (?P<new>Ny)(?: (?P<unit>\S+))?| (?P<renumbering>Rykning))?")
_NOTE = re.compile(r"Note (?P<mark>\S+)(?: @ (?P<at>.+))?")
_PREAMBLE = re.compile(r"Indledning.*")
_ANNEX = re.compile(
    r"(?=.* )(?P<level>Bilag|Underbilag)(?: Bilag)?(?: (?P<number>\d+[a-z]?|[IVX]+(?: [A-Z])?|[A-Z]))?(?: .*)?"
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
    for pattern, unit in _SPELLINGS:
        if match := pattern.fullmatch(where):
            return UnitId(unit(match))
    return UnitId(where) if is_unit(where) else UnitId("")


def _note(match: re.Match[str]) -> str:
    mark = re.sub(r"\W", "", match["mark"])
    return f"Not{mark}@{unit_at(match['at'] or 'Indledning')}"


def _commencement(match: re.Match[str]) -> str:
    unit = match["unit"] if match["unit"] not in (None, "intro") else ""
    return f"Ikr{match['block']}" + (f"_{unit}" if unit else "")


def _point(match: re.Match[str]) -> str:
    inside = "_Ny" if match["new"] else "_Ryk" if match["renumbering"] else ""
    return f"Aen{match['point']}{inside}" + (f"_{match['unit']}" if match["unit"] else "")


def _annex(match: re.Match[str]) -> str:
    level = "UBil" if match["level"] == "Underbilag" else "Bil"
    return level + (match["number"] or "").replace(" ", "")


_SPELLINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_NOTE, _note),
    (_COMMENCEMENT, _commencement),
    (_POINT, _point),
    (_INTRODUCTION, lambda match: match["unit"]),
    (_PREAMBLE, lambda _: "Ind"),
    (_ANNEX, _annex),
)


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
