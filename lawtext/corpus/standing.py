"""What stands at an address on a date: the rule (docs/architecture.md, "Verdicts"), and little else.

It finds the edition that counts on the day and asks what that prints (`printed`). Then it weighs what came between:
amending acts that are known touch units (`amended`), those that are not leave a doubt, and what nobody has written
down is not known.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from lawtext.corpus import amended, saying
from lawtext.corpus.index import Index
from lawtext.corpus.printed import not_known, standing_in
from lawtext.law.editions import ActType
from lawtext.law.ids import EditionId, Step, UnitId, order
from lawtext.law.verdicts import Doubt, DoubtKind, Status, Verdict
from lawtext.law.works import Amendment, Later, Listed, Work
from lawtext.wording import dates

IndexOf = Callable[[EditionId], Index | None]
"""The index of an edition that is held, None for one that is not."""

_ROOM = {"Par": 20}
_ROOM_INSIDE = 5
"""How far beyond the last printed number an amending act that nobody has seen may have reached. A judgement: numbers
run through the whole act (Vejledning om lovkvalitet 2.6.4.1), so in an act of 140 §§ an unseen act may have inserted
§ 141, but not § 300."""


def standing(work: Work, unit: UnitId, day: date, index_of: IndexOf) -> Verdict:
    """What stands at `unit` ("" for the act itself) of the work on that day (DESIGN rule 4)."""
    if work.until is not None and work.until < day:
        return _ended(work, work.until)
    entry = work.edition_on(day)
    if entry is None:
        return _before_the_first(work)
    if rival := _undated_rival(work, entry, day):
        return not_known(f"Det vides ikke, hvornår {saying.edition(rival)} begyndte at gælde.")
    index = index_of(entry.edition) if entry.held else None
    if index is None:
        return not_known(f"Den {dates.write(day)} gjaldt {saying.edition(entry)}, som ikke er i korpus.")
    return _weighed(work, entry, index, unit, day)


def _weighed(work: Work, entry: Listed, index: Index, unit: UnitId, day: date) -> Verdict:
    """What the edition prints, set against what is, or is not yet, in force."""
    pending = work.unconsolidated(entry, day)
    early = work.taken_early(entry, day)
    printed = standing_in(index, unit)
    verdict = printed
    if unit:
        verdict = (
            _begins_later(work, entry, index, unit, day)
            or amended.too_early(early, index, unit)
            or amended.touched(pending, index, unit)
            or _perhaps_inserted(printed, pending, index, unit)
            or printed
        )
    inside = amended.changed_inside(pending, unit) if unit and verdict.status is Status.EXISTS else ()
    doubts = (
        *verdict.doubts,
        *inside,
        *amended.unseen(pending),
        *amended.unseen_early(early),
        *_knowledge_ends(entry, day),
    )
    return _with_doubts(verdict, tuple(dict.fromkeys(doubts)))


def _ended(work: Work, last: date) -> Verdict:
    by = f" ved {saying.act(work.repealed_by, ActType.OTHER, None)}" if work.repealed_by else ""
    ended = dates.write(last + timedelta(days=1))
    return Verdict(Status.REPEALED, why=f"{saying.opening(work.title)} er ophævet {ended}{by}.", by=work.repealed_by)


def _before_the_first(work: Work) -> Verdict:
    first = work.editions[0] if work.editions else None
    if first is None or first.since is None:
        return not_known(f"Det vides ikke, hvornår {work.title} trådte i kraft.")
    begins = dates.write(first.since)
    if first.edition == work.original:
        why = f"{saying.opening(saying.edition(first))} træder først i kraft {begins}."
        return Verdict(Status.NOT_YET_IN_FORCE, why=why)
    return not_known(f"Udgaver af {work.title} fra før {begins} er ikke i korpus.")


def _undated_rival(work: Work, entry: Listed, day: date) -> Listed | None:
    """A known edition of about that time whose first day is not known, and which may be the one that counts."""
    for other in work.editions:
        year = int(other.edition.partition("-")[0])
        earliest, latest = other.signed or date(year, 1, 1), other.signed or date(year, 12, 31)
        if other.since is None and earliest <= day and entry.since is not None and entry.since <= latest:
            return other
    return None


def _begins_later(work: Work, entry: Listed, index: Index, unit: UnitId, day: date) -> Verdict | None:
    """A unit whose printed text is not in force from the edition's own first day."""
    for later in entry.later:
        if later.since is not None and later.since <= day:
            continue
        if any(amended.covers(each, index, unit) for each in later.units):
            return _later(work, entry, later, unit)
    return None


def _later(work: Work, entry: Listed, later: Later, unit: UnitId) -> Verdict:
    what = saying.provision(unit)
    name = saying.edition(entry)
    if later.since is None:
        return not_known(f"Det vides ikke, hvornår {what} i {name} træder i kraft.")
    begins = dates.write(later.since)
    if entry.edition == work.original:
        return Verdict(Status.NOT_YET_IN_FORCE, why=f"{saying.opening(what)} træder først i kraft {begins}.")
    return not_known(f"{saying.opening(what)} træder, som trykt i {name}, først i kraft {begins}.")


def _perhaps_inserted(printed: Verdict, pending: Sequence[Amendment], index: Index, unit: UnitId) -> Verdict | None:
    """Not known instead of missing, where an amending act that nobody has seen may have inserted the unit."""
    unseen = [amended.part_name(amendment) for amendment in pending if not amendment.complete]
    if printed.status is not Status.NO_SUCH_PROVISION or not unseen:
        return None
    located = index.locate(unit)
    if _too_far(index, located.unit, located.rest[0]):
        return None
    why = f"{printed.why} Den kan være indsat ved {' eller '.join(unseen)}, som ikke er i korpus."
    return Verdict(Status.NOT_KNOWN, why=why, found=printed.found, doubts=printed.doubts)


def _too_far(index: Index, outer: UnitId, missing: Step) -> bool:
    """Whether the missing number lies too far beyond the last printed one to have been inserted."""
    entry = index.entry(outer)
    if missing.level == "Pkt":
        last = str(entry.sentences) if entry else "0"
    else:
        last = index.last_sibling(outer, missing.level) or "0"
    return order(missing.number)[0] - order(last)[0] > _ROOM.get(missing.level, _ROOM_INSIDE)


def _knowledge_ends(entry: Listed, day: date) -> Iterator[Doubt]:
    """The doubt that rests on what nobody has written down: a newer edition, or amending acts that are not listed."""
    name = saying.edition(entry)
    newest = entry.newest_until or entry.since
    complete = entry.complete_until or entry.since
    if newest is None or newest < day:
        after = f" efter {dates.write(newest)}" if newest else ""
        says = f"Det vides ikke, om {name} er afløst eller ændret{after}."
        yield Doubt(DoubtKind.CHAIN_UNKNOWN, says, entry.edition)
    elif complete is None or complete < day:
        after = f" efter {dates.write(complete)}" if complete else ""
        yield Doubt(
            DoubtKind.AMENDED_UNSEEN, f"Det vides ikke, hvilke love der har ændret {name}{after}.", entry.edition
        )


def _with_doubts(verdict: Verdict, doubts: tuple[Doubt, ...]) -> Verdict:
    return Verdict(verdict.status, verdict.address, verdict.why, verdict.found, verdict.by, verdict.choices, doubts)
