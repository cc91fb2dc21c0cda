"""What stands around a unit that its citations may depend on: chapter, amended act, commencement block, lead-in."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lawtext.citing.citations import Act, CitationKind, Place
from lawtext.citing.find import find
from lawtext.citing.names import Names
from lawtext.law.editions import Edition
from lawtext.law.ids import EditionId, UnitId, edition_id
from lawtext.law.units import Kind, Unit
from lawtext.wording import dates, running

_AROUND = (Kind.CHAPTER, Kind.BOOK)
_WITHOUT_TEXT = (Kind.SENTENCE, Kind.IMAGE, Kind.SIGNATURE)
_BESIDE = (Kind.NOTE, Kind.TABLE, Kind.ROW, Kind.CELL)
_ACT = re.compile(rf"\b[Ll]ov nr\.? ?(?P<number>\d+) af (?:d\. |den )?(?P<day>{dates.PATTERN})")


class Around(NamedTuple):
    """What stands around the units in a unit. `new`: they are the new wording that an amending act gives."""

    chapter: UnitId = UnitId("")
    amends: Act | None = None
    commencement_of: EditionId | None = None
    before: str = ""
    new: bool = False
    part: UnitId = UnitId("")

    def place(self, edition: EditionId, unit: Unit) -> Place:
        """The place of a unit that stands so."""
        return Place(edition, unit.id, self.chapter, self.amends, self.commencement_of, self.before, self.part)


def inside(unit: Unit, around: Around, edition: EditionId, names: Names) -> Around:
    """What stands around the units in this one, which itself stands in `around`."""
    if unit.kind is Kind.PART:
        return around._replace(part=unit.id, chapter=_heading_chapter(unit) or unit.id, before="")
    if unit.kind in _AROUND:
        return around._replace(chapter=unit.id, before="")
    if unit.kind is Kind.COMMENCEMENT:
        return around._replace(commencement_of=_first_act(running.text(unit)), chapter=UnitId(""))
    if unit.kind is Kind.NEW_TEXT:
        return around._replace(new=True)
    points = any(child.kind is Kind.POINT for child in unit.children)
    amends = _amended(unit, edition, names) if points else around.amends
    return around._replace(amends=amends, before=running.text(unit))


def _heading_chapter(part: Unit) -> UnitId:
    """The chapter that stands as an empty heading before the §§ of a part, as retsplejeloven is marked up; else ""."""
    first, *others = part.children or (part,)
    heads = first.kind is Kind.CHAPTER and all(child.kind is not Kind.PARAGRAPH for child in first.children)
    return first.id if heads and any(child.kind is Kind.PARAGRAPH for child in others) else UnitId("")


def texts(edition: Edition, names: Names) -> Iterator[tuple[str, Place]]:
    """Every unit's own running text with its place, in printed order; those of notes and tables among them."""
    return _texts(edition.units, Around(), edition.id, names)


def _texts(units: Iterable[Unit], around: Around, edition: EditionId, names: Names) -> Iterator[tuple[str, Place]]:
    for unit in units:
        if unit.kind in _WITHOUT_TEXT:
            continue
        below = around if unit.kind in _BESIDE else inside(unit, around, edition, names)
        if text := running.text(unit):
            yield text, (below if unit.kind is Kind.COMMENCEMENT else around).place(edition, unit)
        parts = (item for item in (*unit.heading, *unit.content) if isinstance(item, Unit))
        yield from _texts(parts, below, edition, names)


def _amended(unit: Unit, edition: EditionId, names: Names) -> Act | None:
    for citation in find(running.text(unit), names, Place(edition, unit.id)):
        if citation.kind is CitationKind.AMENDMENT_TARGET:
            return citation.act
    return None


def _first_act(text: str) -> EditionId | None:
    """The act whose commencement provisions a block gives: "Lov nr. 1377 af 23. december 2012 (…) indeholder …"."""
    match = _ACT.search(text)
    signed = dates.read(match["day"]) if match else None
    return edition_id(signed.year, match["number"]) if match and signed else None
