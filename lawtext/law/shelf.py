"""The seam between citing and the corpus: what must be known of the law, asked for and never reached for."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from lawtext.law.ids import EditionId, UnitId, UnitRange
from lawtext.law.verdicts import Status, Verdict
from lawtext.law.works import Work, WorkId


class NameKind(StrEnum):
    """How a name names its act."""

    OFFICIAL = "official"
    POPULAR = "popular"
    ABBREVIATION = "abbreviation"
    WRONG = "wrong"
    """Seen in practice, but not (or no longer) the act's name: gives the act with a doubt."""


class Naming(Struct, frozen=True):
    """A name, the work it means, and when. `name` is in base form (no genitive, lower case unless a name proper).

    `since` and `until` bound the days on which the name means this work, both included; None: open. `right` is the name
    that should have been used where `kind` is WRONG.
    """

    name: str
    work: WorkId
    kind: NameKind
    since: date | None = None
    until: date | None = None
    right: str = ""

    def means_on(self, day: date) -> bool:
        """Whether the name means the work on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Shelf(Protocol):
    """What stands at an address on a date, and which acts have which names. It does not change while it is open."""

    def __hash__(self) -> int:
        """By identity: what is worked out of a shelf may be remembered with it."""

    def namings(self) -> Iterable[Naming]:
        """Every name on the shelf."""

    def work(self, work: WorkId) -> Work:
        """A work by its id. KeyError where there is none."""

    def work_of(self, edition: EditionId) -> Work | None:
        """The work that a known edition belongs to, held or not; None where the edition is not listed."""

    def standing(self, work: WorkId, unit: UnitId, day: date) -> Verdict:
        """What stands at `unit` ("" for the act itself) of the work on that day (DESIGN rule 4)."""

    def standing_in(self, edition: EditionId, unit: UnitId) -> Verdict:
        """What stands at `unit` in that edition as published, whatever came after."""

    def standing_of(self, edition: EditionId, unit: UnitId, day: date) -> Verdict:
        """What stands at a unit of an edition that is cited by its own number on a day.

        A lovbekendtgørelse only dates the act, so the act of that day answers; an order is the order of that number.
        """

    def members(self, edition: EditionId, units: UnitRange) -> tuple[UnitId, ...]:
        """The units of the edition that a range means, in printed order; () where an end is missing."""

    def heading(self, edition: EditionId, unit: UnitId) -> str:
        """The printed heading of a chapter, part or group; "" where there is none or it is not known."""


def has_one_stykke(shelf: Shelf, edition: EditionId, paragraph: UnitId) -> bool:
    """Whether a § of an edition certainly has one stykke only, which is then not named ("§ 2, nr. 13")."""
    return shelf.standing_in(edition, UnitId(f"{paragraph}_Stk2")).status is Status.NO_SUCH_PROVISION
