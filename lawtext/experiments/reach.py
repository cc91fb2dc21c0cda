"""How far a waiver reaches for one group on one day: the waived provisions opened, each with whom it concerns and what
stands there.

Every provision is resolved afresh on the day, in the edition that counts then; what the order's own date said is
history.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol

from msgspec import Struct

from lawtext.experiments.concerns import Basis, ByHand, Concern, Registers, concerns
from lawtext.experiments.stored import Shipped
from lawtext.experiments.waivers import Fault, Provisions, Waiver
from lawtext.law.ids import EditionId, UnitId, UnitRange, steps
from lawtext.law.shelf import NameKind, Shelf
from lawtext.law.verdicts import Status, Verdict
from lawtext.law.works import Work


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


class _Act(NamedTuple):
    """A waived act on the day: its work, and the edition whose register is held; None for what is not known."""

    work: Work | None
    edition: EditionId | None


class Asked(NamedTuple):
    """What a waiver's reach is asked for. `group`: a number of the target group's paragraph; None for all of them."""

    shipped: Shipped
    waiver: Waiver
    day: date
    group: UnitId | None
    read: tuple[ByHand, ...]


def reach(library: Library, asked: Asked) -> tuple[Reach, ...]:
    """Every provision that the paragraph waives, for the group on the day, in the order's own order."""
    return tuple(
        found
        for provisions in asked.waiver.waives
        for act in [act_on(library, provisions.title, asked.day)]
        for cited in provisions.units
        for found in _opened(library, asked, provisions, cited, act)
    )


def act_on(library: Shelf, title: str, day: date) -> _Act:
    """The work that a title means on a day, and the edition of it that is held."""
    names = {naming.work: naming for naming in library.namings() if _same(naming.name, title) and naming.means_on(day)}
    official = [work for work, naming in names.items() if naming.kind is NameKind.OFFICIAL] or list(names)
    if len(official) != 1:
        return _Act(None, None)
    work = library.work(official[0])
    entry = work.edition_on(day)
    return _Act(work, entry.edition if entry and entry.held else None)


def _same(name: str, title: str) -> bool:
    return _plain(name) == _plain(title)


def _plain(title: str) -> str:
    return title.casefold().replace("m.v.", "mv.").rstrip(".")


def _groups_in(waiver: Waiver) -> UnitId:
    """The paragraph that numbers the groups of a waiver ("§ 2"), "" where it cites none."""
    named = [
        unit.partition("_")[0] for one in waiver.target_group for unit in one.units if "_Num" in unit or "_" not in unit
    ]
    return UnitId(named[0]) if named else UnitId("")


def _opened(library: Library, asked: Asked, provisions: Provisions, cited: str, act: _Act) -> Iterator[Reach]:
    first, _, last = cited.partition(":")
    if act.work is None or act.edition is None:
        verdict = Verdict(Status.NOT_KNOWN, why=_not_held(provisions.title, act, asked.day))
        faults = asked.shipped.faults(provisions.at, cited)
        yield Reach(provisions, UnitId(first), Reaches.NOT_KNOWN, verdict, faults=faults)
        return
    units = library.members(act.edition, UnitRange(UnitId(first), UnitId(last))) if last else (UnitId(first),)
    for unit in units or (UnitId(first),):
        for concern in _concerned(library, act.edition, unit, asked):
            verdict = library.standing(act.work.id, concern.unit, asked.day)
            if last and verdict.status is Status.REPEALED:
                continue
            reaches = Reaches.YES if asked.group is None or concern.of(asked.group) else Reaches.NO
            faults = asked.shipped.faults(provisions.at, concern.unit)
            about = (act.edition, concern.groups, concern.basis)
            yield Reach(provisions, concern.unit, reaches, verdict, *about, faults)


def _concerned(library: Library, edition: EditionId, unit: UnitId, asked: Asked) -> tuple[Concern, ...]:
    """Whom a unit concerns; a unit below a stykke keeps its own id; one that isn't there is left to its verdict."""
    groups_in = UnitId((asked.group or _groups_in(asked.waiver)).partition("_")[0])
    found = concerns(library, edition, unit, groups_in, asked.read)
    if not found:
        return (Concern(edition, unit, (), Basis.EVERYONE),)
    below = len(steps(unit)) > 2
    return tuple(Concern(one.edition, unit, one.groups, one.basis, one.why) for one in found) if below else found


def _not_held(title: str, act: _Act, day: date) -> str:
    if act.work is None:
        return f"{title[:1].upper()}{title[1:]} er ikke i korpus."
    return f"Den udgave af {title}, der gjaldt den {day:%d.%m.%Y}, er ikke i korpus."
