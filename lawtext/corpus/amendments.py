"""The amending acts of a work: what their registers, the list, and preambles and metadata of editions tell of each."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from msgspec import structs

from lawtext.corpus import points
from lawtext.corpus.designations import units_in
from lawtext.corpus.listing import AmendmentEntry, Does, WorkEntry
from lawtext.corpus.registers import Amends, Register, Registers, Taken
from lawtext.errors import UnusableInputError
from lawtext.law.editions import ActType
from lawtext.law.ids import EditionId, UnitId, edition_of_accession, order
from lawtext.law.works import Amendment, Change, ChangeKind, Listed, WorkId


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


def of_work(entry: WorkEntry, listed: list[Listed], registers: Registers) -> tuple[Amendment, ...]:
    """What amends a work, by signature, act and part, each piece with the edition that takes it in.

    `listed` are the work's editions, the oldest first. Raises UnusableInputError where the list can't be used.
    """
    found = _with_destination(_known(entry, listed, registers), listed, registers)
    return tuple(sorted(found, key=lambda each: (each.signed or date.max, each.act, order(each.part[3:]))))


def _known(entry: WorkEntry, listed: list[Listed], registers: Registers) -> list[Amendment]:
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
            if act := edition_of_accession(each.accession):
                yield _Told(act, signed=each.signed, source=f"metadata til {edition.edition}")


def _from_chain(
    taken: Taken, source: str, taken_into: EditionId | None = None, left_out_of: EditionId | None = None
) -> _Told:
    return _Told(taken.act, taken.part, taken.points, taken.signed, taken.since, taken_into, left_out_of, source)


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
        numbers = (points.number(part.by[place]) for place in places)
        yield Amendment(
            act=register.edition,
            part=part.part,
            held=True,
            since=since,
            taken_into=into,
            points=points.written(numbers) if len(pieces) > 1 else "",
            signed=register.signed,
            changes=tuple(part.changes[place] for place in places),
            complete=not part.unread and "points" not in register.unknown,
            source=f"register {register.edition}",
        )


def _begins_at(register: Register, part: UnitId, point: UnitId) -> date | None:
    """The day a point of an amending act takes effect; None where a minister decides, or it is not read."""
    if register.commencement is None:
        return None
    number = points.number(point)
    for later in register.commencement.later:
        if any(points.named(unit, part, number) for unit in later.units):
            return later.since
    return register.commencement.since


def _into(about: list[_Told], point: UnitId) -> EditionId | None:
    """The edition whose preamble takes this point in; a piece that names points goes before one that names none."""
    number = points.number(point)
    left_out = {each.left_out_of for each in about if each.left_out_of and points.listed(each.points, number)}
    for each in sorted(about, key=lambda told: not told.points):
        if each.taken_into and each.taken_into not in left_out and points.listed(each.points, number):
            return each.taken_into
    return None


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
