"""Which waived provision concerns which target group, derived from the provisions themselves.

The rule, applied to each stykke of a waived provision, by the references that its edition's register has of it:

1. it concerns the groups that it names ("personer, der er omfattet af § 2, nr. 3");
2. where it names none, those of the stykker and paragraphs of the same act that it refers to *within its own §*
   ("en person, der er omfattet af stk. 2");
3. where there are none either, those that the § it stands in names elsewhere;
4. where the whole § names none, it is a rule for everyone: it concerns every group of its own act. Whom a rule of
   another act concerns is then not known: sygedagpengeloven does not use the groups of lov om en aktiv
   beskæftigelsesindsats.

A register has no words, so "overgår fra nr. 12 til nr. 2" and "bortset fra nr. 5" look like any other naming; what
people found by reading stands in `corpus/concerns.yaml` and goes before the rule. domain/decision-letters.md has order
529/2018 § 33 done by hand.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple, Protocol

from msgspec import Struct

from lawtext.experiments.sources import Source
from lawtext.experiments.written import Unit
from lawtext.law.ids import EditionId, UnitId, UnitRange, contains, order, steps
from lawtext.law.works import WorkId


class Registers(Protocol):
    """What must be known of an edition's units (corpus.shelf knows it)."""

    def units(self, edition: EditionId) -> Iterable[UnitId]:
        """Every unit of a held edition, in printed order."""

    def paragraphs(self, edition: EditionId, chapter: UnitId) -> Iterable[UnitId]:
        """The §§ of a chapter; none where chapters are not known."""

    def references(self, edition: EditionId, unit: UnitId) -> Iterable[tuple[UnitId, str, WorkId | None, str]]:
        """References out of a unit and what lies in it: where, the act ("self" for its own), its work, the units."""

    def members(self, edition: EditionId, units: UnitRange) -> tuple[UnitId, ...]:
        """The units that a range means."""


class Basis(StrEnum):
    """How it is known whom a stykke concerns."""

    NAMED = "nævner gruppen"
    REFERRED = "henviser til et stykke, der nævner gruppen"
    INHERITED = "står i en paragraf, der nævner gruppen"
    EVERYONE = "nævner ingen gruppe og gælder alle"
    OTHER_ACT = "står i en lov, der ikke bruger målgrupperne"
    BY_HAND = "læst af teksten"


class Concern(Struct, frozen=True):
    """Whom one stykke (or a paragraph without stykker) concerns.

    `groups` is () where it concerns everyone, and where it is not known (`basis` OTHER_ACT).
    """

    edition: EditionId
    unit: UnitId
    groups: tuple[UnitId, ...]
    basis: Basis
    why: str = ""

    def of(self, group: str) -> bool:
        """Whether it concerns that group; a whole target-group paragraph ("§ 2") is concerned by anything in it."""
        return not self.groups or any(contains(group, one) or contains(one, group) for one in self.groups)


class ByHand(Struct, frozen=True, forbid_unknown_fields=True):
    """What people read: whom a unit of an edition concerns. `unit` may be a § and then holds for all of it."""

    edition: EditionId
    unit: Unit
    groups: tuple[Unit, ...]
    why: str
    source: str


def by_hand(source: Source) -> tuple[ByHand, ...]:
    """The list, () where there is none. Raises UnusableInputError naming file and line."""
    return source.load("concerns.yaml", tuple[ByHand, ...]) or ()


class GroupsIn(NamedTuple):
    """The paragraph that numbers the groups (`Par2` in LBK 1342/2016).

    `work` is its act where that is another than the one whose provisions are asked about, None for the same.
    """

    paragraph: UnitId
    work: WorkId | None = None


class _Place(NamedTuple):
    """Where groups are looked for."""

    registers: Registers
    edition: EditionId
    groups_in: GroupsIn


def concerns(
    registers: Registers,
    edition: EditionId,
    unit: UnitId,
    groups_in: GroupsIn,
    read: tuple[ByHand, ...] = (),
) -> tuple[Concern, ...]:
    """Whom a waived unit of `edition` concerns, stykke by stykke; () where the edition has no such unit.

    A chapter is opened.
    """
    place = _Place(registers, edition, groups_in)
    return tuple(_concern(place, stk, read) for stk in _stykker(place, unit))


def _concern(place: _Place, stk: UnitId, read: tuple[ByHand, ...]) -> Concern:
    told = next((one for one in read if one.edition == place.edition and contains(one.unit, stk)), None)
    if told:
        return Concern(place.edition, stk, told.groups, Basis.BY_HAND, told.why)
    if named := _named(place, stk):
        return Concern(place.edition, stk, named, Basis.NAMED)
    if referred := _referred(place, stk):
        return Concern(place.edition, stk, referred, Basis.REFERRED)
    paragraph = UnitId(stk.partition("_")[0])
    if around := _merged(_named(place, other) for other in _stykker(place, paragraph)):
        return Concern(place.edition, stk, around, Basis.INHERITED)
    return Concern(place.edition, stk, (), Basis.OTHER_ACT if place.groups_in.work else Basis.EVERYONE)


def _stykker(place: _Place, unit: UnitId) -> tuple[UnitId, ...]:
    """The stykker of a § or chapter, the stykke of what lies in one, a § without stykker itself."""
    chain = steps(unit)
    if chain[0].level == "Kap":
        paragraphs = place.registers.paragraphs(place.edition, unit)
        return tuple(stk for paragraph in paragraphs for stk in _stykker(place, paragraph))
    wanted = UnitId("_".join(unit.split("_")[:2])) if len(chain) > 1 and chain[1].level == "Stk" else unit
    inside = [one for one in place.registers.units(place.edition) if contains(wanted, one)]
    levels = {one: [step.level for step in steps(one)] for one in inside}
    stykker = tuple(one for one in inside if levels[one] == ["Par", "Stk"])
    return stykker or tuple(one for one in inside if levels[one] == ["Par"])


def _targets(place: _Place, unit: UnitId, work: WorkId | None = None) -> tuple[UnitId, ...]:
    """What a unit and all inside it refer to in its own act (`work` None) or in another, ranges opened."""
    return tuple(
        target
        for _, act, meant, units in place.registers.references(place.edition, unit)
        if units and (meant == work if work else act == "self")
        for target in _opened(place, units)
    )


def _named(place: _Place, unit: UnitId) -> tuple[UnitId, ...]:
    """The groups that a stykke or its list items name."""
    return _merged(
        (group,)
        for group in _targets(place, unit, place.groups_in.work)
        if contains(place.groups_in.paragraph, group) and steps(group)[-1].level == "Num"
    )


def _referred(place: _Place, stk: UnitId) -> tuple[UnitId, ...]:
    """The groups of the stykker of its own § that a stykke refers to."""
    paragraph = UnitId(stk.partition("_")[0])
    return _merged(
        _named(place, UnitId("_".join(target.split("_")[:2])))
        for target in _targets(place, stk)
        if contains(paragraph, target) and "_" in target and not contains(stk, target)
    )


def _opened(place: _Place, target: str) -> tuple[UnitId, ...]:
    """The units of a range; both ends where it can't be opened, as in another act."""
    first, _, last = target.partition(":")
    if not last:
        return (UnitId(first),)
    ends = UnitRange(UnitId(first), UnitId(last))
    return place.registers.members(place.edition, ends) or ends


def _merged(groups: Iterable[tuple[UnitId, ...]]) -> tuple[UnitId, ...]:
    """Each group once, by number."""
    every = {group for some in groups for group in some}
    return tuple(sorted(every, key=lambda group: order(steps(group)[-1].number)))
