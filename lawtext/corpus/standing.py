"""What stands at an address on a date: the rule (DESIGN rule 4), and little else.

It finds the edition that counts on the day and asks what that prints (`printed`). Then it weighs what came between:
amending acts that are known touch units (`changes`), those that are not leave a doubt, and what nobody has written
down is not known.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property

from lawtext.corpus import changes, saying
from lawtext.corpus.index import Index
from lawtext.corpus.printed import not_known, standing_in
from lawtext.law.editions import ActType
from lawtext.law.ids import EditionId, Step, UnitId, order
from lawtext.law.verdicts import Doubt, DoubtKind, Status, Verdict
from lawtext.law.works import Later, Listed, Work
from lawtext.wording import dates

IndexOf = Callable[[EditionId], Index | None]
"""The index of an edition that is held, None for one that is not."""

_ROOM = {"Par": 20}
_ROOM_INSIDE = 12
"""How far beyond the last printed number an amending act that nobody has seen may have reached. A judgement: numbers
run through the whole act (Vejledning om lovkvalitet 2.6.4.1), so in an act of 140 §§ an unseen act may have inserted
§ 141, but not § 300. The longest step of one § between two editions on the shelf is 8 (§ 26 in lov om aktiv
socialpolitik from stk. 3 in 2015-806 to stk. 11 in 2016-468), and of an act's own §§ 3."""


def standing(work: Work, unit: UnitId, day: date, index_of: IndexOf) -> Verdict:
    """What stands at `unit` ("" for the act itself) of the work on that day (DESIGN rule 4)."""
    found = on(work, day, index_of)
    return found.standing(unit) if isinstance(found, View) else found


def on(work: Work, day: date, index_of: IndexOf) -> "View | Verdict":
    """The work as it stands on a day; or the verdict on all of it, where no edition that is held counts on that day."""
    if work.until is not None and work.until < day:
        return _ended(work, work.until, index_of)
    entry = work.edition_on(day)
    if entry is None:
        return _before_the_first(work)
    if rival := work.rival(entry, day):
        return not_known(f"Det vides ikke, hvornår {saying.edition(rival)} begyndte at gælde.")
    index = index_of(entry.edition) if entry.held else None
    if index is None:
        return not_known(f"Den {dates.write(day)} gjaldt {saying.edition(entry)}, som ikke er i korpus.")
    return View(work, entry, index, day)


def out_of_force(work: Work, entry: Listed, day: date) -> Verdict | None:
    """Why an edition cited by its own number ("bekendtgørelse nr. 529 af 23. maj 2018") does not stand on a day.

    None where the act of that day answers for it: a lovbekendtgørelse only dates the act. Orders repeal one another, so
    there the number is the act.
    """
    if entry.since is not None and day < entry.since and (entry.type is not ActType.LBK or not work.edition_on(day)):
        why = f"{saying.opening(saying.edition(entry))} gælder først fra den {dates.write(entry.since)}."
        return Verdict(Status.NOT_YET_IN_FORCE, why=why)
    counts = work.edition_on(day) if work.successive else None
    if counts is not None and counts.edition != entry.edition:
        why = f"{saying.opening(saying.edition(entry))} er afløst af {saying.edition(counts)}."
        return Verdict(Status.REPEALED, why=why, by=counts.edition)
    return None


class View:
    """A work on one day: the edition that counts, and what is known of what came between. Asked unit by unit."""

    def __init__(self, work: Work, entry: Listed, index: Index, day: date) -> None:
        self.work = work
        self.entry = entry
        self.index = index
        self._day = day
        pending = work.unconsolidated(entry, day)
        early = work.taken_early(entry, day)
        self._pending = changes.Changes(pending, index)
        self._early = changes.Changes(early, index)
        self._later = [later for later in entry.later if later.since is None or day < later.since]
        self._doubts = (
            *changes.unseen(pending),
            *changes.unseen_early(early),
            *_not_in_full(entry, self._later),
            *_knowledge_ends(entry, day),
        )
        self._known: dict[UnitId, Verdict] = {}

    def standing(self, unit: UnitId) -> Verdict:
        """What stands at `unit`, "" for the act itself."""
        verdict = self._known.get(unit)
        if verdict is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            verdict = self._known[unit] = self._weighed(unit)
        return verdict

    def _weighed(self, unit: UnitId) -> Verdict:
        """What the edition prints, set against what is, or is not yet, in force."""
        printed = standing_in(self.index, unit)
        verdict = printed
        if unit:
            verdict = (
                self._begins_later(unit)
                or self._early.too_early(unit)
                or self._pending.touched(unit)
                or self._perhaps_inserted(printed, unit)
                or printed
            )
        inside = self._pending.inside(unit) if unit and verdict.status is Status.EXISTS else ()
        doubts = tuple(dict.fromkeys((*verdict.doubts, *inside, *self._doubts)))
        if doubts == verdict.doubts:
            return verdict
        return Verdict(verdict.status, verdict.address, verdict.why, verdict.found, verdict.by, verdict.choices, doubts)

    def _begins_later(self, unit: UnitId) -> Verdict | None:
        """A unit whose printed text is not in force from the edition's own first day."""
        for later in self._later:
            if any(changes.covers(each, self.index, unit) for each in later.units):
                return self._not_in_force(unit, later)
        return None

    def _not_in_force(self, unit: UnitId, later: Later) -> Verdict:
        what = saying.inside(unit)
        name = saying.edition(self.entry)
        if later.since is None:
            return not_known(f"Det vides ikke, hvornår {what} i {name} træder i kraft.")
        begins = f"først i kraft den {dates.write(later.since)}"
        if self.entry.edition == self.work.original:
            return Verdict(Status.NOT_YET_IN_FORCE, why=f"{saying.opening(what)} træder {begins}.")
        return not_known(f"{saying.opening(what)} træder, som trykt i {name}, {begins}.")

    def _perhaps_inserted(self, printed: Verdict, unit: UnitId) -> Verdict | None:
        """Not known instead of missing, where an amending act that nobody has seen may have inserted the unit."""
        if printed.status is not Status.NO_SUCH_PROVISION:
            return None
        by = self._unseen
        located = self.index.locate(unit)
        if not by or self._too_far(located.unit, located.rest[0]):
            return None
        why = f"{printed.why} Den kan være indsat {by}."
        return Verdict(Status.NOT_KNOWN, why=why, found=printed.found, doubts=printed.doubts)

    @cached_property
    def _unseen(self) -> str:
        """What may have inserted a unit that the edition lacks: acts not held; of a work whose list says that it is not
        whole, acts that are not on it. Orders of a chain are replaced, not amended (domain/experiments.md).
        """
        unseen = [changes.part_name(each) for each in self._pending.amendments if not each.complete]
        if unseen:
            return f"ved {' eller '.join(unseen)}, som ikke er i korpus"
        complete = _complete_until(self.entry)
        if not self.work.not_known or self.work.successive or complete is None or self._day <= complete:
            return ""
        return f"senere; ændringer efter den {dates.write(complete)} er ikke alle kendt"

    def _too_far(self, outer: UnitId, missing: Step) -> bool:
        """Whether the missing number lies too far beyond the last printed one to have been inserted."""
        entry = self.index.entry(outer)
        if missing.level == "Pkt":
            last = str(entry.sentences) if entry else "0"
        else:
            last = self.index.last_sibling(outer, missing.level) or "0"
        return order(missing.number)[0] - order(last)[0] > _ROOM.get(missing.level, _ROOM_INSIDE)


_REMEMBERED = 20_000
"""Verdicts a view keeps: more than an edition has units, so that only units nobody has can fill it."""


def _ended(work: Work, last: date, index_of: IndexOf) -> Verdict:
    repealing = index_of(work.repealed_by) if work.repealed_by else None
    name = saying.short(repealing) if repealing else saying.unnamed(work.repealed_by) if work.repealed_by else ""
    by = f" ved {name}" if name else ""
    why = f"{saying.opening(work.title)} er ophævet den {dates.write(last + timedelta(days=1))}{by}."
    return Verdict(Status.REPEALED, why=why, by=work.repealed_by)


def _before_the_first(work: Work) -> Verdict:
    first = work.editions[0] if work.editions else None
    if first is None or first.since is None:
        return not_known(f"Det vides ikke, hvornår {work.title} trådte i kraft.")
    begins = dates.write(first.since)
    if first.edition == work.original:
        why = f"{saying.opening(saying.edition(first))} træder først i kraft den {begins}."
        return Verdict(Status.NOT_YET_IN_FORCE, why=why)
    return not_known(f"Udgaver af {work.title} fra før den {begins} er ikke i korpus.")


def _not_in_full(entry: Listed, later: Sequence[Later]) -> Iterator[Doubt]:
    """The doubt that a preamble leaves which only says that the text does not yet count in full."""
    for each in later:
        if not each.units and each.since is not None:
            says = f"{saying.opening(saying.edition(entry))} gælder først fuldt ud fra den {dates.write(each.since)}."
            yield Doubt(DoubtKind.AMENDED_UNSEEN, says, entry.edition)


def _complete_until(entry: Listed) -> date | None:
    """The last day for which every amending act is known: of an edition as it was published, at least that day."""
    return entry.complete_until or entry.signed or entry.since


def _knowledge_ends(entry: Listed, day: date) -> Iterator[Doubt]:
    """The doubt that rests on what nobody has written down: a newer edition, or amending acts that are not listed."""
    name = saying.edition(entry)
    newest = entry.newest_until or entry.since
    complete = _complete_until(entry)
    if newest is None or newest < day:
        after = f" efter den {dates.write(newest)}" if newest else ""
        yield Doubt(DoubtKind.CHAIN_UNKNOWN, f"Det vides ikke, om {name} er afløst eller ændret{after}.", entry.edition)
    elif complete is None or complete < day:
        after = f" efter den {dates.write(complete)}" if complete else ""
        yield Doubt(DoubtKind.AMENDED_UNSEEN, f"Det vides ikke, om og hvordan {name} er ændret{after}.", entry.edition)
