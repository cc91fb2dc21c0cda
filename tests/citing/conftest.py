"""A shelf in memory with three invented acts, for what is resolved and written."""

from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from lawtext.law.editions import ActType
from lawtext.law.ids import Address, EditionId, UnitId, UnitRange, order, parent, steps
from lawtext.law.shelf import NameKind, Naming, Shelf
from lawtext.law.verdicts import Status, Verdict
from lawtext.law.works import Listed, Work, WorkId

OLD, CONSOLIDATED, NEW, CANAL, ORDER = (
    EditionId(edition) for edition in ("2001-10", "2005-99", "2009-50", "2003-7", "2011-529")
)
_BRIDGES = (
    "Kap1 Kap2 Kap2a Kap3 Par1 Par2 Par2_Stk1 Par2_Stk1_Num1 Par2_Stk1_Num2 Par2_Stk1_Num3 Par3 Par3_Stk1 Par3_Stk2"
)
UNITS: dict[EditionId, tuple[str, ...]] = {
    OLD: tuple(_BRIDGES.split()),
    CONSOLIDATED: (*_BRIDGES.split(), "Par3a", "Par3b", "Par4"),
    NEW: ("Par1", "Par2", "Par2_Stk1"),
    CANAL: ("Par1", "Par1_Stk1", "Par12", "Par12i"),
    ORDER: ("Par33", "Par33_Stk1", "Par33_Stk2"),
}
REPEALED = {(CONSOLIDATED, "Par3a")}
WORKS = {
    work.id: work
    for work in (
        Work(
            WorkId("bro-2001"),
            "lov om broer m.v.",
            (
                Listed(OLD, True, date(2001, 6, 1), type=ActType.LOV, signed=date(2001, 5, 8)),
                Listed(CONSOLIDATED, True, date(2005, 3, 2), OLD, type=ActType.LBK, signed=date(2005, 3, 2)),
            ),
            until=date(2009, 12, 31),
            repealed_by=NEW,
        ),
        Work(
            WorkId("bro-2010"),
            "lov om broer m.v.",
            (Listed(NEW, True, date(2010, 1, 1), type=ActType.LOV, signed=date(2009, 2, 3)),),
        ),
        Work(
            WorkId("kanal"),
            "lov om kanaler",
            (Listed(CANAL, True, date(2003, 4, 4), type=ActType.LOV, signed=date(2003, 4, 4)),),
        ),
        Work(
            WorkId("bek-bro"),
            "bekendtgørelse om brogebyr",
            (Listed(ORDER, True, date(2011, 7, 1), type=ActType.BEK, signed=date(2011, 5, 23)),),
        ),
    )
}
NAMINGS = (
    Naming("lov om broer m.v.", WorkId("bro-2001"), NameKind.OFFICIAL, until=date(2009, 12, 31)),
    Naming("lov om broer m.v.", WorkId("bro-2010"), NameKind.OFFICIAL, since=date(2010, 1, 1)),
    Naming("broloven", WorkId("bro-2001"), NameKind.POPULAR, until=date(2009, 12, 31)),
    Naming("broloven", WorkId("bro-2010"), NameKind.POPULAR, since=date(2010, 1, 1)),
    Naming("vandloven", WorkId("bro-2010"), NameKind.POPULAR),
    Naming("vandloven", WorkId("kanal"), NameKind.POPULAR),
    Naming("lov om en kanal", WorkId("kanal"), NameKind.WRONG, right="lov om kanaler"),
    Naming("lov om kanaler", WorkId("kanal"), NameKind.OFFICIAL),
    Naming("bekendtgørelse om brogebyr", WorkId("bek-bro"), NameKind.OFFICIAL),
    Naming("lov om tog", WorkId("title:lov om tog"), NameKind.OFFICIAL),
)


class MemoryShelf:
    """The acts above as a `law.shelf.Shelf`."""

    def namings(self) -> Iterator[Naming]:
        return iter(NAMINGS)

    def work(self, work: WorkId) -> Work:
        return WORKS[work]

    def work_of(self, edition: EditionId) -> Work | None:
        return next((work for work in WORKS.values() if work.listed(edition)), None)

    def standing(self, work: WorkId, unit: UnitId, day: date) -> Verdict:
        found = WORKS[work]
        if found.until and found.until < day:
            return Verdict(Status.REPEALED, why="Loven er ophævet.", by=found.repealed_by)
        entry = found.edition_on(day)
        if entry is None:
            return Verdict(Status.NOT_YET_IN_FORCE, why="Loven gælder ikke endnu.")
        return self.standing_in(entry.edition, unit)

    def standing_in(self, edition: EditionId, unit: UnitId) -> Verdict:
        if (edition, unit) in REPEALED:
            return Verdict(Status.REPEALED, why="Paragraffen er ophævet.")
        if unit and unit not in UNITS[edition]:
            return Verdict(Status.NO_SUCH_PROVISION, why=f"{unit} findes ikke.")
        return Verdict(Status.EXISTS, Address(edition, unit))

    def standing_of(self, edition: EditionId, unit: UnitId, day: date) -> Verdict:
        work = self.work_of(edition)
        assert work is not None
        return self.standing(work.id, unit, day)

    def members(self, edition: EditionId, units: UnitRange) -> tuple[UnitId, ...]:
        if not {units.first, units.last} <= set(UNITS[edition]):
            return ()
        last = steps(units.last)[-1]
        row = [
            UnitId(unit)
            for unit in UNITS[edition]
            if parent(UnitId(unit)) == parent(units.first) and steps(unit)[-1].level == last.level
        ]
        low, high = order(steps(units.first)[-1].number), order(last.number)
        return tuple(unit for unit in _sorted(row) if low <= order(steps(unit)[-1].number) <= high)

    def heading(self, edition: EditionId, unit: UnitId) -> str:  # noqa: ARG002 - the signature is the shelf's
        return ""


def _sorted(units: Iterable[UnitId]) -> list[UnitId]:
    return sorted(units, key=lambda unit: order(steps(unit)[-1].number))


@pytest.fixture
def memory_shelf() -> Shelf:
    return MemoryShelf()
