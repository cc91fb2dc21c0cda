"""How far a waiver reaches for one group on one day: the waived provisions opened, each with whom it concerns and what
stands there.

Every provision is resolved afresh on the day, in the edition that counts then; what the order's own date said is
history.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property, partial
from typing import NamedTuple, Protocol

from msgspec import Struct

from lawtext.citing.names import TITLE_PREFIX, key
from lawtext.citing.write import Lone
from lawtext.experiments import saying
from lawtext.experiments.concerns import Basis, ByHand, Concern, GroupsIn, Registers, concerns
from lawtext.experiments.stored import Shipped
from lawtext.experiments.waivers import Fault, Provisions, Waiver
from lawtext.experiments.within import within
from lawtext.law.ids import EditionId, UnitId, UnitRange, steps
from lawtext.law.shelf import NameKind, Naming, Shelf, has_one_stykke
from lawtext.law.verdicts import Status, Verdict
from lawtext.law.works import Listed, Work
from lawtext.wording import dates


class Library(Shelf, Registers, Protocol):
    """A shelf that knows its registers' references too."""


class Reaches(StrEnum):
    """Whether a waived provision concerns the group."""

    YES = "angår gruppen"
    NO = "angår ikke gruppen"
    NOT_KNOWN = "vides ikke"


class Reach(Struct, frozen=True):
    """One waived provision on one day.

    `unit` is a stykke, or the smaller unit that the order cites; `provisions` the citation of the order it comes from.
    `edition` is the one in which groups were looked for, None where none is held. `faults` are the order's known ones.
    """

    provisions: Provisions
    unit: UnitId
    reaches: Reaches
    verdict: Verdict
    edition: EditionId | None = None
    groups: tuple[UnitId, ...] = ()
    basis: Basis | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def barred(self) -> bool:
        """Whether a known fault or a negative verdict keeps it out of a final letter."""
        return self.verdict.negative or any(fault.kind.bars for fault in self.faults)


class Act(NamedTuple):
    """A cited act on a day: its work, and the edition whose register is held; None for what is not known."""

    work: Work | None
    edition: EditionId | None


class Acts:
    """The acts of a library: by their titles, and whom their provisions concern.

    Answers are kept, since an open library does not change: a batch asks the same of law on many days.
    """

    def __init__(self, library: Library, read: tuple[ByHand, ...] = ()) -> None:
        """`read`: whom provisions concern, as people read it."""
        self.library = library
        self._read = read
        self._concerns: dict[tuple[EditionId, UnitId, GroupsIn], tuple[Concern, ...]] = {}

    def concerns(self, edition: EditionId, unit: UnitId, groups_in: GroupsIn) -> tuple[Concern, ...]:
        """As `concerns.concerns`."""
        asked = edition, unit, groups_in
        if asked not in self._concerns:
            self._concerns[asked] = concerns(self.library, edition, unit, groups_in, self._read)
        return self._concerns[asked]

    @cached_property
    def _namings(self) -> dict[str, list[Naming]]:
        found: dict[str, list[Naming]] = {}
        for naming in self.library.namings():
            if not naming.work.startswith(TITLE_PREFIX):
                found.setdefault(key(naming.name), []).append(naming)
        return found

    def listed(self, title: str, day: date) -> Listed | None:
        """The edition that a title means on a day, held or not; None where an edition without a date may be it."""
        work = self.on(title, day).work
        entry = work.edition_on(day) if work else None
        return entry if work and entry and not work.rival(entry, day) else None

    def on(self, title: str, day: date) -> Act:
        """The work that a title means on a day, and the edition of it that counts then, if held."""
        meant = [naming for naming in self._namings.get(key(title), ()) if naming.means_on(day)]
        official = {naming.work for naming in meant if naming.kind is NameKind.OFFICIAL}
        works = official or {naming.work for naming in meant}
        if len(works) != 1:
            return Act(None, None)
        work = self.library.work(works.pop())
        entry = work.edition_on(day)
        return Act(work, entry.edition if entry and entry.held else None)


def lone_in(shelf: Shelf, edition: EditionId | None) -> Lone | None:
    """Whether a § of the edition has one stykke only ("§ 2, nr. 13"); None where the edition is not held."""
    if edition is None:
        return None
    return partial(has_one_stykke, shelf, edition)


class Asked(NamedTuple):
    """What a waiver's reach is asked for. `group`: a number of the target group's paragraph; None for all of them."""

    shipped: Shipped
    waiver: Waiver
    day: date
    group: UnitId | None


def reach(acts: Acts, asked: Asked) -> tuple[Reach, ...]:
    """Every provision that the paragraph waives, for the group on the day, in the order's own order."""
    return tuple(
        found
        for provisions in asked.waiver.waives
        for act in [acts.on(provisions.title, asked.day)]
        for cited in provisions.units
        for found in _opened(acts, asked, provisions, cited, act)
    )


def _groups_in(acts: Acts, edition: EditionId, asked: Asked) -> GroupsIn:
    """Where the groups of a waiver are numbered, seen from an edition whose provisions are asked about."""
    for provisions in asked.waiver.target_group:
        for unit in provisions.units:
            numbered = "_Num" in unit or "_" not in unit
            if within((unit,), asked.group) if asked.group else numbered:
                work = acts.on(provisions.title, asked.day).work
                own = acts.library.work_of(edition)
                other = work.id if work and own and work.id != own.id else None
                return GroupsIn(UnitId(unit.partition("_")[0]), other)
    return GroupsIn(UnitId((asked.group or "").partition("_")[0]))


def _opened(acts: Acts, asked: Asked, provisions: Provisions, cited: str, act: Act) -> Iterator[Reach]:
    first, _, last = cited.partition(":")
    if act.work is None or act.edition is None:
        verdict = Verdict(Status.NOT_KNOWN, why=_not_held(provisions.title, act, asked.day))
        faults = asked.shipped.faults(provisions.at, cited)
        yield Reach(provisions, UnitId(first), Reaches.NOT_KNOWN, verdict, faults=faults)
        return
    units = acts.library.members(act.edition, UnitRange(UnitId(first), UnitId(last))) if last else (UnitId(first),)
    for unit in units or (UnitId(first),):
        found = _concerned(acts, act.edition, unit, asked)
        for one, concern in found.items():
            verdict = acts.library.standing(act.work.id, one, asked.day)
            if last and verdict.status is Status.REPEALED:
                continue
            faults = asked.shipped.faults(provisions.at, one)
            groups, basis = (concern.groups, concern.basis) if concern else ((), None)
            yield Reach(provisions, one, _reaches(concern, asked), verdict, act.edition, groups, basis, faults)


def _concerned(acts: Acts, edition: EditionId, unit: UnitId, asked: Asked) -> dict[UnitId, Concern | None]:
    """The stykker of a unit and whom they concern; a unit below a stykke keeps its own id.

    None for a unit that is not in the edition, or a chapter of one whose chapters are not known.
    """
    found = acts.concerns(edition, unit, _groups_in(acts, edition, asked))
    if not found:
        return {unit: None}
    return {unit if len(steps(unit)) > 2 else one.unit: one for one in found}


def numbered_elsewhere(waiver: Waiver, group: UnitId) -> bool:
    """Whether the waiver's groups stand in other §§ than the group asked about: "§ 2, nr. 13" where they are in § 6."""
    cited = {unit.partition("_")[0] for provisions in waiver.target_group for unit in provisions.units}
    return bool(cited) and group.partition("_")[0] not in cited


def _reaches(concern: Concern | None, asked: Asked) -> Reaches:
    if (
        concern is None
        or concern.basis is Basis.OTHER_ACT
        or (asked.group is not None and numbered_elsewhere(asked.waiver, asked.group))
    ):
        return Reaches.NOT_KNOWN
    return Reaches.YES if asked.group is None or concern.of(asked.group) else Reaches.NO


def _not_held(title: str, act: Act, day: date) -> str:
    if act.work is None:
        return f"{saying.opening(title)} er ikke i korpus."
    return f"Den udgave af {title}, der gjaldt den {dates.write(day)}, er ikke i korpus."
