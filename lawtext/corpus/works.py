"""Works made of two things: what registers say, and what `works.yaml` lists besides."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from msgspec import structs

from lawtext.corpus import saying
from lawtext.corpus.designations import units_in
from lawtext.corpus.listing import AmendmentEntry, Does, EditionEntry, WorkEntry
from lawtext.corpus.registers import Amends, Register, Taken
from lawtext.errors import UnusableInputError
from lawtext.law.editions import ActType
from lawtext.law.ids import EditionId, UnitId, edition_id, order
from lawtext.law.works import AMENDING, Amendment, Change, ChangeKind, Later, Listed, Work, WorkId

Registers = Mapping[EditionId, Register]
T = TypeVar("T")


def assemble(entries: Iterable[WorkEntry], registers: Registers) -> dict[WorkId, Work]:
    """Every listed work; one for each title that no list has; and one for each amending act, held or only named.

    Raises UnusableInputError where the list and a register disagree.
    """
    works = {entry.id: _work(entry, registers) for entry in entries}
    listed = {edition.edition for work in works.values() for edition in work.editions}
    works |= {entry.id: _work(entry, registers) for entry in _unlisted(registers, listed)}
    listed |= {edition.edition for work in works.values() for edition in work.editions}
    return works | {work.id: work for work in _amending_acts(works.values(), registers, listed)}


def _amending_acts(works: Iterable[Work], registers: Registers, listed: set[EditionId]) -> Iterator[Work]:
    """A work for each amending act, so that one cited by number is found, or known not to be held."""
    named = {amendment.act: amendment for work in works for amendment in work.amendments}
    for act in dict.fromkeys([*registers, *named]):
        if act in listed:
            continue
        register, amendment = registers.get(act), named.get(act)
        signed = register.signed if register else amendment.signed if amendment else None
        since = _begins(register) if register else amendment.since if amendment else None
        title = f"{register.title} {register.subtitle}".strip() if register else saying.act(act, ActType.LOV, signed)
        source = amendment.source if amendment else ""
        entry = Listed(act, register is not None, since or signed, source=source, type=ActType.LOV, signed=signed)
        yield Work(WorkId(f"{AMENDING}{act}"), title, (entry,), original=act, source=source)


def _work(entry: WorkEntry, registers: Registers) -> Work:
    ended = _ended(entry, registers)
    listed = [_listed(entry.id, edition, registers.get(edition.edition)) for edition in entry.editions]
    listed.sort(key=_chronological)
    amendments = _with_destination(_amendments(entry, listed, registers), listed, registers)
    return Work(
        id=entry.id,
        title=entry.title,
        editions=_known_until(listed, entry, ended, registers),
        amendments=tuple(
            sorted(amendments, key=lambda each: (each.signed or date.max, each.act, order(each.part[3:])))
        ),
        until=ended - timedelta(days=1) if ended else None,
        repealed_by=entry.repealed.by if entry.repealed else None,
        original=entry.original,
        successive=entry.successive,
        not_known=entry.not_known,
        source=entry.source,
    )


def _unlisted(registers: Registers, listed: set[EditionId]) -> Iterator[WorkEntry]:
    """Acts and orders on the shelf that nobody has listed: one work for each title."""
    titles: dict[str, list[EditionId]] = {}
    for register in registers.values():
        if register.edition not in listed and not register.amending:
            titles.setdefault(register.work_title, []).append(register.edition)
    for title, editions in titles.items():
        yield WorkEntry(WorkId(f"title:{title}"), title, tuple(EditionEntry(edition) for edition in editions))


# Editions


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
        since=_agreed(work, entry.edition, "since", entry.since, _begins(register)),
        consolidates=consolidates,
        source=entry.source,
        type=_agreed(work, entry.edition, "type", entry.type, register.type) or register.type,
        signed=_agreed(work, entry.edition, "signed", entry.signed, register.signed),
        newest_until=entry.newest_until,
        complete_until=entry.complete_until,
        later=(*_hand_written(entry), *_said_by(register, entry)),
    )


def _begins(register: Register) -> date | None:
    """A lovbekendtgørelse replaces the edition before it from its date; an act or order says its own day."""
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


def _ended(entry: WorkEntry, registers: Registers) -> date | None:
    """The first day on which the work is no longer in force."""
    if entry.repealed is None:
        return None
    by = registers.get(entry.repealed.by)
    read = by.commencement.since if by and by.commencement else None
    return read or entry.repealed.since


def _known_until(
    listed: list[Listed], entry: WorkEntry, ended: date | None, registers: Registers
) -> tuple[Listed, ...]:
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


# Amendments


class _Told(NamedTuple):
    """An amending act as one source tells of it."""

    act: EditionId
    part: UnitId = UnitId("")
    points: str = ""
    signed: date | None = None
    since: date | None = None
    taken_into: EditionId | None = None
    left_out_of: EditionId | None = None
    source: str = ""


def _amendments(entry: WorkEntry, listed: list[Listed], registers: Registers) -> list[Amendment]:
    """What is known of each amending act, act by act: the held act's own register, the list, or what others tell."""
    told = list(_told(listed, registers))
    typed: dict[EditionId, list[AmendmentEntry]] = {}
    for each in entry.amendments:
        typed.setdefault(each.act, []).append(each)
    own = {edition.edition for edition in listed}
    acts = dict.fromkeys([*typed, *(each.act for each in told), *_held_amending(own, registers)])
    found: list[Amendment] = []
    for act in acts:
        about = [each for each in told if each.act == act]
        entries = typed.get(act, ())
        if (register := registers.get(act)) and (parts := _parts(register, own)):
            about = [*(_of_list(entry.id, each) for each in entries), *about]
            found += [made for part in parts for made in _held(register, part, about)]
        elif entries:
            found += [_typed(entry.id, each, registers, about) for each in entries]
        else:
            found += _only_told(act, about)
    return found


def _of_list(work: WorkId, entry: AmendmentEntry) -> _Told:
    """What the list tells of a held act: where it went. What it does, and from when, its register says."""
    if entry.does or entry.since or entry.complete:
        raise UnusableInputError(
            f"works.yaml, {work}, {entry.act}: hvad loven gør, og hvornår, står i dens register. Slet det i filen."
        )
    part = _part(work, entry)
    return _Told(entry.act, part, entry.points, entry.signed, taken_into=entry.taken_into, source=entry.source)


def _part(work: WorkId, entry: AmendmentEntry) -> UnitId:
    try:
        return UnitId(units_in(entry.part)[0]) if entry.part else UnitId("")
    except UnusableInputError as error:
        raise UnusableInputError(f"works.yaml, {work}, {entry.act}: {error}") from None


def _told(listed: list[Listed], registers: Registers) -> Iterator[_Told]:
    """What preambles and the metadata of held editions tell of amending acts."""
    for edition in listed:
        register = registers.get(edition.edition)
        if register is None:
            continue
        source = f"præamblen til {edition.edition}"
        for taken in register.chain.takes_in if register.chain else ():
            yield _from_chain(taken, source, taken_into=edition.edition)
        for taken in register.chain.left_out if register.chain else ():
            yield _from_chain(taken, source, left_out_of=edition.edition)
        for each in register.amended_by:
            if act := act_of_accession(each.accession):
                yield _Told(act, signed=each.signed, source=f"metadata til {edition.edition}")


def _from_chain(
    taken: Taken, source: str, taken_into: EditionId | None = None, left_out_of: EditionId | None = None
) -> _Told:
    return _Told(taken.act, taken.part, taken.points, taken.signed, taken.since, taken_into, left_out_of, source)


def act_of_accession(accession: str) -> EditionId | None:
    """The edition that an accession number means: `A20170017330` → `2017-173`.

    Source: domain/lexdania.md section 2 (letter, year in four figures, number in five, class in two).
    """
    year, number = accession[1:5], accession[5:10]
    return edition_id(int(year), int(number)) if len(accession) == 12 and (year + number).isdigit() else None


def _held_amending(own: set[EditionId], registers: Registers) -> Iterator[EditionId]:
    for register in registers.values():
        if register.edition not in own and _parts(register, own):
            yield register.edition


def _parts(register: Register, own: set[EditionId]) -> list[Amends]:
    """The §§ of an amending act that amend this work."""
    return [each for each in register.amends if each.act in own or each.edition in own]


def _typed(work: WorkId, entry: AmendmentEntry, registers: Registers, about: list[_Told]) -> Amendment:
    part = _part(work, entry)
    try:
        changes = tuple(_changes(entry.does)) if entry.does else ()
    except UnusableInputError as error:
        raise UnusableInputError(f"works.yaml, {work}, {entry.act}: {error}") from None
    taken = entry.taken_into or next((each.taken_into for each in about if each.taken_into), None)
    return Amendment(
        act=entry.act,
        part=part,
        held=entry.act in registers,
        since=entry.since,
        taken_into=taken,
        points=entry.points,
        signed=entry.signed,
        changes=changes,
        complete=entry.complete,
        source=entry.source,
    )


def _changes(does: Does) -> Iterator[Change]:
    for text, sentences in does.inserts.items():
        yield from (Change(ChangeKind.INSERT, UnitId(unit), sentences=sentences) for unit in units_in(text))
    for kind, texts in (
        (ChangeKind.REPLACE, does.replaces),
        (ChangeKind.MODIFY, does.modifies),
        (ChangeKind.REPEAL, does.repeals),
        (ChangeKind.HEADING, does.headings),
    ):
        yield from (Change(kind, UnitId(unit)) for text in texts for unit in units_in(text))
    for old, new in does.renumbers.items():
        pairs = zip(units_in(old), units_in(new), strict=True)
        yield from (Change(ChangeKind.RENUMBER, UnitId(one), UnitId(other)) for one, other in pairs)


def _held(register: Register, part: Amends, about: list[_Told]) -> Iterator[Amendment]:
    """A held act's §, in as many pieces as it has commencements and destinations."""
    pieces: dict[tuple[date | None, EditionId | None], list[int]] = {}
    mine = [each for each in about if not each.part or each.part == part.part]
    for place, point in enumerate(part.by):
        key = _begins_at(register, part.part, point), _into(mine, point)
        pieces.setdefault(key, []).append(place)
    if not part.by:
        pieces[(_begins_at(register, part.part, UnitId("")), _into(mine, UnitId("")))] = []
    for (since, into), places in pieces.items():
        points = _compressed(_point(part.by[place]) for place in places) if len(pieces) > 1 else ""
        yield Amendment(
            act=register.edition,
            part=part.part,
            held=True,
            since=since,
            taken_into=into,
            points=points,
            signed=register.signed,
            changes=tuple(part.changes[place] for place in places),
            complete=not part.unread and "points" not in register.unknown,
            source=f"register {register.edition}",
        )


def _begins_at(register: Register, part: UnitId, point: UnitId) -> date | None:
    """The day a point of an amending act takes effect; None where a minister decides, or it is not read."""
    if register.commencement is None:
        return None
    number = _point(point)
    for later in register.commencement.later:
        if any(_names(unit, part, number) for unit in later.units):
            return later.since
    return register.commencement.since


def _names(units: str, part: UnitId, point: str) -> bool:
    """Whether "Par1_Num5", "Par1_Num5:Par1_Num9" or "Par1" (all of it) names this point of this part."""
    first, _, last = units.partition(":")
    outer, _, number = first.partition("_")
    if not number:
        low, high = order(outer[3:]), order((last or outer)[3:])
        return outer.startswith("Par") and low <= order(part[3:]) <= high
    if outer != part or not number.startswith("Num") or not point:
        return False
    ending = last.rpartition("_")[2] if last else number
    return order(number[3:]) <= order(point) <= order(ending[3:])


def _point(unit: UnitId) -> str:
    """The number of a point: `Aen1.26` → "26", "" for an id that is none."""
    return unit.partition("_")[0].partition(".")[2]


def _into(about: list[_Told], point: UnitId) -> EditionId | None:
    """The edition whose preamble takes this point in; a piece that names points goes before one that names none."""
    number = _point(point)
    left_out = {each.left_out_of for each in about if each.left_out_of and _covers(each.points, number)}
    for each in sorted(about, key=lambda told: not told.points):
        if each.taken_into and each.taken_into not in left_out and _covers(each.points, number):
            return each.taken_into
    return None


def _compressed(numbers: Iterable[str]) -> str:
    """Point numbers as they are printed: runs as ranges, "1-12, 14 og 38"."""
    runs: list[list[str]] = []
    for number in dict.fromkeys(numbers):
        if runs and number.isdigit() and runs[-1][-1].isdigit() and int(number) == int(runs[-1][-1]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    written = [run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return " og ".join(filter(None, (", ".join(written[:-1]), written[-1]))) if written else ""


def _covers(points: str, number: str) -> bool:
    """Whether the printed list "1-12 og 38" has the number; an empty list has all."""
    if not points:
        return True
    for piece in points.replace(" og ", ",").split(","):
        low, dash, high = piece.strip().partition("-")
        if low and number and order(low) <= order(number) <= order(high if dash else low):
            return True
    return False


def _only_told(act: EditionId, about: list[_Told]) -> Iterator[Amendment]:
    """An act that is not held: one amendment for each piece that a preamble takes in, leaves out, or metadata names."""
    pieces = [each for each in about if each.taken_into] or [each for each in about if each.left_out_of] or about[:1]
    signed = next((each.signed for each in about if each.signed), None)
    for each in pieces:
        yield Amendment(
            act=act,
            part=each.part,
            held=False,
            since=each.since,
            taken_into=each.taken_into,
            points=each.points,
            signed=signed,
            source=each.source,
        )


def _with_destination(amendments: list[Amendment], listed: list[Listed], registers: Registers) -> list[Amendment]:
    """Give each amendment that nobody says was taken in the edition that must have done it.

    A lovbekendtgørelse gives the act with the amendments in force (Vejledning om lovkvalitet 11.8.3): so it is the
    first one of the day it takes effect or later; of one whose day is not known, the first one signed after it that
    does not say itself that it leaves it out.
    """
    found = []
    for amendment in amendments:
        into = amendment.taken_into or _presumed(amendment, listed, registers)
        found.append(structs.replace(amendment, taken_into=into))
    return found


def _presumed(amendment: Amendment, listed: list[Listed], registers: Registers) -> EditionId | None:
    begins = amendment.since or amendment.signed
    for edition in listed:
        if edition.type is not ActType.LBK or begins is None or edition.since is None or edition.since < begins:
            continue
        register = registers.get(edition.edition)
        left_out = register.chain.left_out if register and register.chain else ()
        if not any(each.act == amendment.act and (not each.part or each.part == amendment.part) for each in left_out):
            return edition.edition
    return None
