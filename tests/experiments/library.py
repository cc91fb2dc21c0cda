# ruff: noqa: ARG002 - the signatures are those of the shelf
"""A small library for tests: one invented act with target groups, its units and their references."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from lawtext.law.editions import ActType
from lawtext.law.ids import Address, EditionId, UnitId, UnitRange
from lawtext.law.shelf import NameKind, Naming
from lawtext.law.verdicts import Status, Verdict
from lawtext.law.works import Listed, Work, WorkId

ACT = EditionId("2001-10")
WORK = WorkId("hjaelp-2001")
TITLE = "lov om hjælp til øvelse"


class Ref(NamedTuple):
    """A reference out of a unit."""

    act: str
    units: tuple[str, ...]


def groups(*numbers: int) -> Ref:
    """A reference to "§ 2, nr. …" of the act itself."""
    return Ref("self", tuple(f"Par2_Stk1_Num{number}" for number in numbers))


def refs(*units: str) -> Ref:
    """A reference to units of the act itself."""
    return Ref("self", units)


UNITS: dict[str, tuple[Ref, ...]] = {
    "Par2": (),
    "Par2_Stk1": (),
    "Par2_Stk1_Num1": (),
    "Par2_Stk1_Num2": (),
    "Par2_Stk1_Num3": (),
    "Kap5": (),
    "Par10": (),
    "Par10_Stk1": (groups(1),),
    "Par10_Stk2": (),
    "Par10_Stk3": (refs("Par20"),),
    "Par11": (),
    "Par11_Stk1": (groups(2),),
    "Par11_Stk2": (groups(3),),
    "Par11_Stk3": (refs("Par11_Stk2"),),
    "Par12": (),
    "Par12_Stk1": (),
    "Par12_Stk1_Num1": (groups(1),),
    "Par12_Stk1_Num2": (Ref("self", ("Par2_Stk1_Num2:Par2_Stk1_Num3",)),),
    "Par13": (),
    "Par14": (),
    "Par14_Stk1": (groups(1, 3),),
    "Par20": (),
    "Par20_Stk1": (),
}
IN_CHAPTER = {"Kap5": ("Par13", "Par14")}


class Library:
    """Just enough of a shelf. `verdicts` overrides what stands at a unit."""

    def __init__(self, verdicts: dict[str, Verdict] | None = None, titles: tuple[str, ...] = (TITLE,)) -> None:
        self.verdicts = verdicts or {}
        self.titles = titles

    def namings(self) -> Iterable[Naming]:
        return [Naming(title, WORK, NameKind.OFFICIAL) for title in self.titles]

    def work(self, work: WorkId) -> Work:
        if work != WORK:
            raise KeyError(work)
        return Work(WORK, TITLE, (Listed(ACT, True, date(2001, 1, 1), type=ActType.LOV, signed=date(2000, 12, 1)),))

    def work_of(self, edition: EditionId) -> Work | None:
        return self.work(WORK) if edition == ACT else None

    def standing(self, work: WorkId, unit: UnitId, day: date) -> Verdict:
        return self.verdicts.get(unit) or self.standing_in(ACT, unit)

    def standing_in(self, edition: EditionId, unit: UnitId) -> Verdict:
        if unit in UNITS:
            return Verdict(Status.EXISTS, Address(edition, unit))
        return Verdict(Status.NO_SUCH_PROVISION, why="Der er ingen sådan bestemmelse.")

    def members(self, edition: EditionId, units: UnitRange) -> tuple[UnitId, ...]:
        depth = units.first.count("_")
        known = [UnitId(unit) for unit in UNITS if unit.count("_") == depth and not unit.startswith("Kap")]
        if units.first not in known or units.last not in known:
            return ()
        return tuple(known[known.index(units.first) : known.index(units.last) + 1])

    def heading(self, edition: EditionId, unit: UnitId) -> str:
        return ""

    def units(self, edition: EditionId) -> Iterable[UnitId]:
        return [UnitId(unit) for unit in UNITS]

    def paragraphs(self, edition: EditionId, chapter: UnitId) -> Iterable[UnitId]:
        return [UnitId(unit) for unit in IN_CHAPTER.get(chapter, ())]

    def references(self, edition: EditionId, unit: UnitId) -> Iterable[tuple[UnitId, str, WorkId | None, str]]:
        return [
            (UnitId(place), ref.act, WORK, units)
            for place, found in UNITS.items()
            if place == unit or place.startswith(f"{unit}_")
            for ref in found
            for units in ref.units
        ]
