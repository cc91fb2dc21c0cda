"""A work: an act through time. Its editions follow one another; amending acts change it between them.

LAB of 2003 and LAB of 2019 are two works with one title (DESIGN rule 3).
"""

from datetime import date
from enum import StrEnum
from typing import NewType

from msgspec import Struct

from lawtext.law.editions import ActType
from lawtext.law.ids import EditionId, UnitId

WorkId = NewType("WorkId", str)
"""A short name of ours for a work: `lab-2003`."""

AMENDING = "act:"
"""Begins the id of an amending act's work: `act:2018-707`. It has no name but its number and date."""


class Later(Struct, frozen=True):
    """A part of an edition's printed text that is not in force from the edition's own first day.

    `units` are ids, a range as "first:last". `since`: its first day; None: a minister decides, or not known.
    """

    units: tuple[str, ...]
    since: date | None
    source: str = ""


class Listed(Struct, frozen=True):
    """An edition as the list of known editions has it. `held`: a register of it is on the shelf.

    `since` is the first day the edition is what the work's name means: an act's or order's own commencement, a
    lovbekendtgørelse's date. None: not known. `consolidates` is the edition it says it takes over, None: not known.
    `newest_until` is the last day on which the edition is known to have been the newest (an act of that day cites it
    so, or the next edition says that it takes this one over); `complete_until` the last day for which every amending
    act in force is in `Work.amendments`; None: neither is known. `source` says where the facts were read.
    """

    edition: EditionId
    held: bool
    since: date | None
    consolidates: EditionId | None = None
    source: str = ""
    type: ActType = ActType.OTHER
    signed: date | None = None
    newest_until: date | None = None
    complete_until: date | None = None
    later: tuple[Later, ...] = ()


class ChangeKind(StrEnum):
    """What one instruction of an amending act does."""

    INSERT = "indsætter"
    REPLACE = "affatter"
    MODIFY = "ændrer"
    REPEAL = "ophæver"
    RENUMBER = "rykker"
    HEADING = "overskrift"
    """A heading only: the unit under it stays as it was."""


class Change(Struct, frozen=True, omit_defaults=True):
    """What an amending act does to one unit, numbered as before the act (INSERT: as the act numbers the new unit).

    `to`: the new id of a renumbered unit, else "". `sentences`: how many the new text of `unit` has, 0: not known.
    """

    how: ChangeKind
    unit: UnitId
    to: UnitId = UnitId("")
    sentences: int = 0


class Amendment(Struct, frozen=True):
    """One amending act's part that changes this work, or those points of it that have one commencement.

    `part` is the amending act's own § ("" where not known), `points` its points where not all of them ("1-12 og 38").
    `held`: a register of it is on the shelf. `signed` is its date; `since`: in force from, None: not known.
    `taken_into`: the edition that has consolidated it, None while none has, as far as known. `changes` are what it
    does; `complete`: they are all of it, so that what they don't touch is as before.
    """

    act: EditionId
    part: UnitId
    held: bool
    since: date | None
    taken_into: EditionId | None = None
    points: str = ""
    signed: date | None = None
    changes: tuple[Change, ...] = ()
    complete: bool = False
    source: str = ""
    type: ActType = ActType.LOV

    @property
    def touches(self) -> tuple[UnitId, ...]:
        """The units it changes, headings not among them."""
        return tuple(change.unit for change in self.changes if change.how is not ChangeKind.HEADING)

    def in_force(self, day: date) -> bool:
        """Whether it is, or may be, in force: a start not known counts from the day the act was signed."""
        begins = self.since or self.signed
        return begins is None or begins <= day


class Work(Struct, frozen=True):
    """A work and all that is known of its course. `editions` are ordered by `since`, else by the day they were signed.

    `original` is the edition that began the work, None where it is not listed: what lies before the first edition of a
    work without it is not known. `until` is the last day in force, None while in force or not known; `repealed_by` the
    act that ended it. `successive`: each edition is an order of its own that repeals the one before, so one of them
    that is cited by its number does not mean the next. `not_known` says in Danish what nobody has written down of its
    course, `source` where title and end were read.
    """

    id: WorkId
    title: str
    editions: tuple[Listed, ...]
    amendments: tuple[Amendment, ...] = ()
    until: date | None = None
    repealed_by: EditionId | None = None
    original: EditionId | None = None
    successive: bool = False
    not_known: str = ""
    source: str = ""

    def listed(self, edition: EditionId) -> Listed | None:
        """The entry of one edition."""
        return next((entry for entry in self.editions if entry.edition == edition), None)

    def edition_on(self, day: date) -> Listed | None:
        """The edition that the work's name means on that day, held or not; None before the first that is known."""
        begun = [entry for entry in self.editions if entry.since is not None and entry.since <= day]
        return begun[-1] if begun else None

    def rival(self, entry: Listed, day: date) -> Listed | None:
        """An edition of about that time whose first day is not known, so that it may be the one that counts."""
        for other in self.editions:
            if other.since is not None or entry.since is None:
                continue
            year = int(other.edition.partition("-")[0])
            earliest, latest = other.signed or date(year, 1, 1), other.signed or date(year, 12, 31)
            if earliest <= day and entry.since <= latest:
                return other
        return None

    def unconsolidated(self, entry: Listed, day: date) -> tuple[Amendment, ...]:
        """Known amendments that are, or may be, in force on `day` and that `entry` does not yet contain."""
        seen = {listed.edition for listed in self.editions[: self.editions.index(entry) + 1]}
        return tuple(
            amendment for amendment in self.amendments if amendment.taken_into not in seen and amendment.in_force(day)
        )

    def taken_early(self, entry: Listed, day: date) -> tuple[Amendment, ...]:
        """Amendments that `entry` already prints though they are not in force on `day`."""
        return tuple(
            amendment
            for amendment in self.amendments
            if amendment.taken_into == entry.edition and not amendment.in_force(day)
        )
