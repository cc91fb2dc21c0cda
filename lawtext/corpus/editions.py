"""The editions of a work: what the list and their registers say of each, and until when none is known to be newer."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TypeVar

from msgspec import structs

from lawtext.corpus.designations import units_in
from lawtext.corpus.listing import EditionEntry, WorkEntry
from lawtext.corpus.registers import Register, Registers
from lawtext.errors import UnusableInputError
from lawtext.law.editions import ActType
from lawtext.law.ids import EditionId
from lawtext.law.works import Later, Listed, WorkId

T = TypeVar("T")


def of_work(entry: WorkEntry, registers: Registers) -> list[Listed]:
    """The listed editions of a work, the oldest first. Raises UnusableInputError where list and register disagree."""
    listed = [_listed(entry.id, edition, registers.get(edition.edition)) for edition in entry.editions]
    return sorted(listed, key=_chronological)


def _listed(work: WorkId, entry: EditionEntry, register: Register | None) -> Listed:
    if register is None:
        since = entry.since or (entry.signed if entry.type is ActType.LBK else None)
        later = tuple(_hand_written(entry))
        return Listed(
            entry.edition, False, since, entry.consolidates, entry.source, entry.type or ActType.OTHER, entry.signed,
            entry.newest_until, entry.complete_until, later,
        )  # fmt: skip
    chain = register.chain.consolidates if register.chain else None
    consolidates = _agreed(work, entry.edition, "consolidates", entry.consolidates, chain)
    return Listed(
        edition=entry.edition,
        held=True,
        since=_agreed(work, entry.edition, "since", entry.since, begins(register)),
        consolidates=consolidates,
        source=entry.source,
        type=_agreed(work, entry.edition, "type", entry.type, register.type) or register.type,
        signed=_agreed(work, entry.edition, "signed", entry.signed, register.signed),
        newest_until=entry.newest_until,
        complete_until=entry.complete_until,
        later=(*_hand_written(entry), *_said_by(register, entry)),
    )


def begins(register: Register) -> date | None:
    """An edition's first day: a lovbekendtgørelse replaces the one before it from its date, others say their own."""
    if register.type is ActType.LBK:
        return register.signed
    return register.commencement.since if register.commencement else None


def _hand_written(entry: EditionEntry) -> Iterator[Later]:
    for each in entry.later:
        yield Later(units_in(each.units), each.since, each.source)


def _said_by(register: Register, entry: EditionEntry) -> Iterator[Later]:
    """Later texts that the register reads from the act, unless the list says more of the same units."""
    written = {unit for each in entry.later for unit in units_in(each.units)}
    said = register.chain.later if register.chain else register.commencement.later if register.commencement else ()
    for each in said:
        if not written.issuperset(each.units) and not register.amending:
            yield each


def _agreed(work: WorkId, edition: EditionId, field: str, typed: T | None, read: T | None) -> T | None:
    if typed is not None and read is not None and typed != read:
        raise UnusableInputError(
            f"works.yaml, {work}, {edition}: {field} er skrevet som {typed}, men registeret siger {read}. Ret filen."
        )
    return read if read is not None else typed


def _chronological(entry: Listed) -> tuple[date, int]:
    year, _, number = entry.edition.partition("-")
    return entry.since or entry.signed or date(int(year), 1, 1), int(number) if number.isdigit() else 0


def ended(entry: WorkEntry, registers: Registers) -> date | None:
    """The first day on which the work is no longer in force."""
    if entry.repealed is None:
        return None
    by = registers.get(entry.repealed.by)
    read = by.commencement.since if by and by.commencement else None
    return read or entry.repealed.since


def known_until(listed: list[Listed], entry: WorkEntry, ended: date | None, registers: Registers) -> tuple[Listed, ...]:
    """The editions with the days up to which it is known that none is newer, and that no amending act is missing."""
    cited = _cited_as_newest(registers.values())
    found = []
    for place, edition in enumerate(listed):
        after = listed[place + 1] if place + 1 < len(listed) else None
        newest = [edition.newest_until, cited.get(edition.edition), edition.since, edition.signed]
        complete = [edition.complete_until, edition.signed]
        if after is not None and after.since is not None and _follows(edition, after, registers):
            newest.append(after.since - timedelta(days=1))
            chain = registers[after.edition].chain if after.held else None
            if chain is not None and chain.consolidates == edition.edition:
                complete.append(after.since - timedelta(days=1))
        if ended and entry.repealed and entry.repealed.names == edition.edition:
            newest.append(ended - timedelta(days=1))
        found.append(_replaced(edition, _latest(newest), _latest(complete)))
    return tuple(found)


def _follows(edition: Listed, after: Listed, registers: Registers) -> bool:
    """Whether the next edition says itself that it takes this one over, or repeals it."""
    register = registers.get(after.edition)
    repeals = any(edition.edition == each.edition for each in register.repeals) if register else False
    return repeals or after.consolidates == edition.edition


def _cited_as_newest(registers: Iterable[Register]) -> dict[EditionId, date]:
    """The last day on which an amending act on the shelf says that an edition is what it amends."""
    cited: dict[EditionId, date] = {}
    for register in registers:
        for each in register.amends:
            edition = EditionId(each.edition or each.act)
            cited[edition] = max(cited.get(edition, register.signed), register.signed)
    return cited


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _replaced(edition: Listed, newest: date | None, complete: date | None) -> Listed:
    return structs.replace(edition, newest_until=newest, complete_until=complete)
