"""What a citation means on a day: which work and edition, and a verdict on every unit it means.

The law is handed in as a `law.shelf.Shelf`; nothing is guessed. What the shelf has not is "not known".
"""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from lawtext.citing.citations import Act, Citation
from lawtext.citing.names import Names
from lawtext.citing.which_work import Target, Works
from lawtext.law.ids import EditionId, UnitId, UnitRange, canonical
from lawtext.law.shelf import Shelf
from lawtext.law.verdicts import Doubt, DoubtKind, Status, Verdict
from lawtext.law.works import Work, WorkId

_REMEMBERED = 1 << 16
_WHOLE = UnitId("")
_NOT_IN_OWN = (
    Doubt(
        DoubtKind.GUESSED,
        "Bestemmelsen findes ikke i den retsakt, teksten står i; måske er en anden retsakt ment.",
    ),
)
_GRAVITY = {
    Status.EXISTS: 0,
    Status.NOT_KNOWN: 1,
    Status.RENUMBERED: 2,
    Status.NOT_YET_IN_FORCE: 3,
    Status.REPEALED: 4,
    Status.AMBIGUOUS: 5,
    Status.NO_SUCH_PROVISION: 6,
    Status.NO_SUCH_ACT: 7,
}


class Meant(Struct, frozen=True, gc=False):
    """One unit that a citation means. `written` is the unit or range it stands for in the text."""

    written: UnitId | UnitRange
    unit: UnitId
    verdict: Verdict

    @property
    def in_range(self) -> bool:
        return isinstance(self.written, UnitRange)


class Resolution(Struct, frozen=True, gc=False):
    """What a citation means on a day.

    `work` None: the act is not on the shelf, or not one act; `title` its official title where that is known. `act` is
    the verdict on the act itself. `meant` has each unit in the order cited, ranges as the units they take in; () for a
    whole act, and where the act is not known. `doubts` are of what is meant: the citation's own and the name's;
    `standing_doubts` of how it stands, from the verdicts.
    """

    citation: Citation
    day: date
    act: Verdict
    work: WorkId | None = None
    title: str = ""
    edition: EditionId | None = None
    meant: tuple[Meant, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    standing_doubts: tuple[Doubt, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The verdict that decides: the worst of the units', or the act's; one repealed inside a range is harmless."""
        verdicts = [meant.verdict for meant in self.meant if not self.harmless(meant)]
        return max(verdicts or [self.act], key=lambda verdict: _GRAVITY[verdict.status])

    @property
    def negative(self) -> bool:
        """Whether something cited certainly can't be relied on as cited."""
        return self.verdict.negative

    def harmless(self, meant: Meant) -> bool:
        """Whether a repealed unit stands inside a range of which something else still stands."""
        if not meant.in_range or meant.verdict.status is not Status.REPEALED:
            return False
        return any(
            other.written == meant.written and other.verdict.status is not Status.REPEALED for other in self.meant
        )


def resolve(citation: Citation, shelf: Shelf, day: date) -> Resolution:
    """What the citation means on that day. For many citations use one `Resolver`: this reads all names each time."""
    return Resolver(shelf).resolve(citation, day)


class Resolver:
    """Resolves citations against one shelf, whose names it reads once."""

    def __init__(self, shelf: Shelf, names: Names | None = None) -> None:
        self._shelf = shelf
        self._works = Works(shelf, names if names is not None else Names(shelf.namings()))
        self._targets: dict[tuple[Act, EditionId | None, date], Target] = {}
        self._seen: dict[tuple[str, UnitId, date], Verdict] = {}

    def resolve(self, citation: Citation, day: date) -> Resolution:
        """What the citation means on that day."""
        asked = (citation.act, citation.dated, day)
        target = self._targets.get(asked)
        if target is None:
            if len(self._targets) > _REMEMBERED:
                self._targets.clear()
            target = self._targets[asked] = self._works.target(citation.act, citation.dated, day)
        if target.work is None:
            return Resolution(citation, day, target.verdict, title=target.title, doubts=citation.doubts + target.doubts)
        return self._with_units(citation, target, target.work, day)

    def _with_units(self, citation: Citation, target: Target, work: Work, day: date) -> Resolution:
        act = self._verdict(target, work, _WHOLE, day)
        edition = act.address.edition if act.address else None
        meant: list[Meant] = []
        for unit in citation.units:
            if isinstance(unit, UnitRange):
                meant.extend(self._range(unit, target, work, edition, day))
            else:
                meant.append(Meant(unit, unit, self._verdict(target, work, unit, day)))
        own = citation.act.own and any(each.verdict.status is Status.NO_SUCH_PROVISION for each in meant)
        doubts = citation.doubts + target.doubts + (_NOT_IN_OWN if own else ())
        verdicts = [act] if not meant else [each.verdict for each in meant]
        standing = (
            verdicts[0].doubts
            if len(verdicts) == 1
            else tuple(dict.fromkeys([doubt for verdict in verdicts for doubt in verdict.doubts]))
        )
        for each in meant:
            edition = edition or (each.verdict.address.edition if each.verdict.address else None)
        return Resolution(citation, day, act, work.id, target.title, edition, tuple(meant), doubts, standing)

    def _range(
        self, units: UnitRange, target: Target, work: Work, edition: EditionId | None, day: date
    ) -> Iterable[Meant]:
        """Every unit the range takes in; where it can't be known, its two ends."""
        members = self._shelf.members(edition, units) if edition else ()
        if not members:
            members = (units.first, units.last)
        return [Meant(units, unit, self._verdict(target, work, unit, day)) for unit in members]

    def _verdict(self, target: Target, work: Work, unit: UnitId, day: date) -> Verdict:
        asked = (target.edition or work.id, unit, day)
        found = self._seen.get(asked)
        if found is None:
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
            whole = canonical(unit) if "Par" in unit else unit
            found = self._seen[asked] = (
                self._shelf.standing(work.id, whole, day)
                if target.edition is None
                else self._shelf.standing_of(target.edition, whole, day)
            )
        return found
