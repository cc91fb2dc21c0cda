"""A work: an act through time. Its editions follow one another; amending acts change it between them.

LAB of 2003 and LAB of 2019 are two works with one title (DESIGN rule 3).
"""

from datetime import date
from typing import NewType

from msgspec import Struct

from lawtext.law.ids import EditionId, UnitId

WorkId = NewType("WorkId", str)
"""A short name of ours for a work: `lab-2003`."""


class Listed(Struct, frozen=True):
    """An edition as the list of known editions has it. `held`: a register of it is on the shelf.

    `since` is the first day the edition is what the work's name means: an act's or order's own commencement, a
    lovbekendtgørelse's date. None: not known. `consolidates` is the edition it says it takes over, None: not known.
    `source` says where the facts were read.
    """

    edition: EditionId
    held: bool
    since: date | None
    consolidates: EditionId | None = None
    source: str = ""


class Amendment(Struct, frozen=True):
    """One amending act's part that changes this work: `part` is the amending act's own § ("" where not known).

    `since`: in force from; None: not known. `taken_into`: the edition that has consolidated it, None while none has, as
    far as known. `touches` are the units it changes in the edition before, only when `held`.
    """

    act: EditionId
    part: UnitId
    held: bool
    since: date | None
    taken_into: EditionId | None = None
    touches: tuple[UnitId, ...] = ()
    source: str = ""


class Work(Struct, frozen=True):
    """A work and all that is known of its course. `editions` are ordered by `since`, those with None last.

    `until` is the last day in force, None while in force or not known; `repealed_by` the act that ended it.
    """

    id: WorkId
    title: str
    editions: tuple[Listed, ...]
    amendments: tuple[Amendment, ...] = ()
    until: date | None = None
    repealed_by: EditionId | None = None

    def listed(self, edition: EditionId) -> Listed | None:
        """The entry of one edition."""
        return next((entry for entry in self.editions if entry.edition == edition), None)

    def edition_on(self, day: date) -> Listed | None:
        """The edition that the work's name means on that day, held or not; None before the first that is known."""
        begun = [entry for entry in self.editions if entry.since is not None and entry.since <= day]
        return begun[-1] if begun else None

    def edition_after(self, entry: Listed) -> Listed | None:
        """The next known edition."""
        place = self.editions.index(entry)
        return self.editions[place + 1] if place + 1 < len(self.editions) else None

    def unconsolidated(self, entry: Listed, day: date) -> tuple[Amendment, ...]:
        """Known amendments in force on `day` that `entry` does not yet contain; a start not known counts as in force."""
        seen = {listed.edition for listed in self.editions[: self.editions.index(entry) + 1]}
        return tuple(
            amendment
            for amendment in self.amendments
            if amendment.taken_into not in seen and (amendment.since is None or amendment.since <= day)
        )
