"""What amending acts do to a unit that an edition prints: those not worked in yet, and those worked in too early."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lawtext.corpus import saying
from lawtext.corpus.index import Index, lies_in
from lawtext.corpus.printed import not_known
from lawtext.law.ids import UnitId, steps
from lawtext.law.verdicts import Doubt, DoubtKind, Status, Verdict
from lawtext.law.works import Amendment, Change, ChangeKind
from lawtext.wording import dates

_IN_TEXT = (ChangeKind.REPLACE, ChangeKind.MODIFY)


class Hit(NamedTuple):
    """A change, and the amendment that makes it."""

    amendment: Amendment
    change: Change


class Changes:
    """The changes of some amendments to one edition, arranged by the paragraph or chapter they are in."""

    def __init__(self, amendments: Sequence[Amendment], index: Index) -> None:
        self.amendments = amendments
        self._index = index
        self._hits = [
            Hit(amendment, _as_numbered_in(index, amendment, change))
            for amendment in amendments
            for change in amendment.changes
        ]
        self._by_outermost: dict[str, list[Hit]] = {}
        self._wide: list[Hit] = []
        for hit in self._hits:
            if ":" in hit.change.unit or hit.change.unit.startswith("Kap"):
                self._wide.append(hit)
            else:
                self._by_outermost.setdefault(hit.change.unit.partition("_")[0], []).append(hit)

    def touched(self, unit: UnitId) -> Verdict | None:
        """The verdict on a unit that a known change in force hits; None where none does.

        A number that was moved away and not filled again is renumbered, one that was repealed and not filled again is
        repealed; everything else that was touched is not known, since the program does not apply amendments yet.
        """
        near = self._near(unit)
        if not near:
            return None
        hits = [hit for hit in near if covers(hit.change.unit, self._index, unit)]
        arrived = [hit for hit in near if hit.change.to and lies_in(hit.change.to, unit)]
        inserted = [hit for hit in hits if hit.change.how is ChangeKind.INSERT and _can_hold(hit.change, unit)]
        moved = [hit for hit in hits if hit.change.how is ChangeKind.RENUMBER]
        repealed = [hit for hit in hits if hit.change.how is ChangeKind.REPEAL]
        rewritten = [hit for hit in hits if hit.change.how in _IN_TEXT]
        shifted = [hit for hit in near if _shifts(hit.change, self._index, unit)]
        if moved:
            return _renumbered(moved[0], unit, refilled=bool(arrived or inserted))
        if repealed and not (arrived or inserted or rewritten or _moves_up(repealed[0].change, self._index, unit)):
            return _repealed(repealed[0], unit)
        if arrived:
            return _changed(arrived[0], unit, "har fået sit nummer")
        if inserted:
            return _changed(inserted[0], unit, "er indsat")
        first = next(iter(rewritten + repealed + shifted), None)
        return _changed(first, unit, "er ændret") if first else None

    def too_early(self, unit: UnitId) -> Verdict | None:
        """The verdict on a unit that the edition prints as an amending act will have it, before that is in force."""
        for amendment, change in self._near(unit):
            if not covers(change.to or change.unit, self._index, unit):
                continue
            what = saying.opening(saying.inside(unit))
            name = part_name(amendment)
            starts = f"den {dates.write(amendment.since)}" if amendment.since else "senere"
            if change.how is ChangeKind.INSERT:
                why = f"{what} er indsat ved {name}, som træder i kraft {starts}."
                return Verdict(Status.NOT_YET_IN_FORCE, why=why, by=amendment.act)
            return not_known(f"{what} er trykt med ændringer ved {name}, som træder i kraft {starts}.")
        return None

    def inside(self, unit: UnitId) -> Iterator[Doubt]:
        """A doubt for each amendment that changes a part of the unit, or only its heading."""
        if not self._hits:
            return
        chapter = unit if unit.startswith("Kap") else ""
        candidates = self._hits if chapter else self._by_outermost.get(unit.partition("_")[0], ())
        found = dict.fromkeys(
            hit.amendment.act
            for hit in candidates
            if lies_in(unit, UnitId(hit.change.unit.partition(":")[0]))
            or (chapter and self._chapter(hit.change.unit) == chapter)
        )
        for amendment in self.amendments:
            if amendment.act in found:
                what = saying.inside(unit)
                says = f"En del af {what} er ændret {_by(amendment)}, som ikke er indarbejdet i korpus."
                yield Doubt(DoubtKind.AMENDED_INSIDE, says, amendment.act)

    def _near(self, unit: UnitId) -> list[Hit]:
        """The changes of text that may hit a unit: those in its paragraph, and those of ranges and chapters."""
        if not self._hits:
            return []
        found = [*self._by_outermost.get(unit.partition("_")[0], ()), *self._wide]
        return [hit for hit in found if hit.change.how is not ChangeKind.HEADING]

    def _chapter(self, unit: str) -> UnitId:
        entry = self._index.entry(UnitId(unit.partition(":")[0].partition("_")[0]))
        return entry.chapter if entry else UnitId("")


def _as_numbered_in(index: Index, amendment: Amendment, change: Change) -> Change:
    """The change in the edition's numbering.

    An act that is older than the edition, and still not worked in, numbers stykker as they were in its own time. What
    they are called now is not known, so it touches its whole paragraph.
    """
    outermost, inner, _ = change.unit.partition("_")
    if not inner or amendment.signed is None or amendment.signed >= index.signed:
        return change
    return Change(change.how if change.how is ChangeKind.HEADING else ChangeKind.MODIFY, UnitId(outermost))


def unseen(pending: Iterable[Amendment]) -> Iterator[Doubt]:
    """One doubt for each amending act in force of which it is not known all that it changes."""
    for amendment in pending:
        if not amendment.complete:
            unread = "hvis ændringer ikke alle er læst" if amendment.held else "hvis tekst ikke er i korpus"
            says = f"Retsakten er ændret {_by(amendment)}, {unread}."
            yield Doubt(DoubtKind.AMENDED_UNSEEN, says, amendment.act)


def unseen_early(early: Iterable[Amendment]) -> Iterator[Doubt]:
    """One doubt for each amending act that the edition prints too early, where it is not known what it changes."""
    for amendment in early:
        if not amendment.complete:
            says = f"Teksten indeholder ændringer ved {part_name(amendment)}, som først træder i kraft senere."
            yield Doubt(DoubtKind.AMENDED_UNSEEN, says, amendment.act)


def covers(changed: str, index: Index, unit: UnitId) -> bool:
    """Whether what is changed is the unit itself, or a unit, range or chapter that it lies in."""
    if lies_in(changed, unit):
        return True
    if changed.startswith("Kap"):
        entry = index.entry(index.locate(UnitId(unit.partition("_")[0])).unit)
        return entry is not None and bool(entry.chapter) and lies_in(changed, entry.chapter)
    return False


def part_name(amendment: Amendment) -> str:
    """The amending act's part in running text: "§ 4 i lov nr. 707 af 8. juni 2018"."""
    act = saying.act(amendment.act, amendment.type, amendment.signed)
    if not amendment.part:
        return act
    if not amendment.points:
        return f"{saying.inside(amendment.part)} i {act}"
    return f"{saying.provision(amendment.part)}, nr. {amendment.points}, i {act}"


def _can_hold(insertion: Change, unit: UnitId) -> bool:
    """Whether the inserted text can have what the id asks for: a text of one sentence has no second one."""
    rest = unit[len(insertion.unit) + 1 :]
    if insertion.sentences == 0 or not rest.startswith("Pkt"):
        return True
    number = rest[3:]
    return not number.isdigit() or int(number) <= insertion.sentences


def _shifts(change: Change, index: Index, unit: UnitId) -> bool:
    """Whether a sentence inserted or repealed before this one in the same unit has moved its number, without a word."""
    outer, _, number = unit.rpartition("_Pkt")
    other, _, changed = change.unit.rpartition("_Pkt")
    if not outer or outer != other or change.how not in (ChangeKind.INSERT, ChangeKind.REPEAL):
        return False
    entry = index.entry(UnitId(outer))
    inside = entry is not None and changed.isdigit() and int(changed) <= entry.sentences
    return not number.isdigit() or (inside and int(changed) < int(number) <= (entry.sentences if entry else 0))


def _moves_up(repeal: Change, index: Index, unit: UnitId) -> bool:
    """Whether the number of what was repealed is used again without a word: sentences move up."""
    step = steps(repeal.unit.rpartition(":")[2])[-1]
    if step.level != "Pkt":
        return False
    entry = index.entry(unit)
    return entry is None or not step.number.isdigit() or int(step.number) < entry.sentences


def _renumbered(move: Hit, unit: UnitId, *, refilled: bool) -> Verdict:
    now = UnitId(move.change.to + unit[len(move.change.unit) :])
    what = saying.inside(unit)
    why = f"{saying.opening(what)} er blevet til {saying.inside(now)} {_by(move.amendment)}."
    if not refilled:
        return Verdict(Status.RENUMBERED, why=why, by=move.amendment.act, choices=(now,))
    why += f" Hvad der nu står som {saying.provision(unit)}, er ikke i korpus."
    return Verdict(Status.NOT_KNOWN, why=why, by=move.amendment.act, choices=(now,))


def _repealed(repeal: Hit, unit: UnitId) -> Verdict:
    why = f"{saying.opening(saying.inside(unit))} er ophævet {_by(repeal.amendment)}."
    return Verdict(Status.REPEALED, why=why, by=repeal.amendment.act)


def _changed(hit: Hit, unit: UnitId, how: str) -> Verdict:
    why = f"{saying.opening(saying.inside(unit))} {how} {_by(hit.amendment)}, som ikke er indarbejdet i korpus."
    return Verdict(Status.NOT_KNOWN, why=why, by=hit.amendment.act)


def _by(amendment: Amendment) -> str:
    since = f"den {dates.write(amendment.since)} " if amendment.since else ""
    return f"{since}ved {part_name(amendment)}"
