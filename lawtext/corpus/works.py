"""Works made of two things: what registers say, and what `works.yaml` lists besides (`editions`, `amendments`)."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from lawtext.corpus import amendments, editions, saying
from lawtext.corpus.listing import EditionEntry, WorkEntry
from lawtext.corpus.registers import Registers
from lawtext.law.editions import ActType
from lawtext.law.ids import EditionId
from lawtext.law.works import AMENDING, Listed, Work, WorkId


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
        since = editions.begins(register) if register else amendment.since if amendment else None
        title = f"{register.title} {register.subtitle}".strip() if register else saying.act(act, ActType.LOV, signed)
        source = amendment.source if amendment else ""
        entry = Listed(act, register is not None, since or signed, source=source, type=ActType.LOV, signed=signed)
        yield Work(WorkId(f"{AMENDING}{act}"), title, (entry,), original=act, source=source)


def _work(entry: WorkEntry, registers: Registers) -> Work:
    ended = editions.ended(entry, registers)
    listed = editions.of_work(entry, registers)
    return Work(
        id=entry.id,
        title=entry.title,
        editions=editions.known_until(listed, entry, ended, registers),
        amendments=amendments.of_work(entry, listed, registers),
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
    for title, those in titles.items():
        yield WorkEntry(WorkId(f"title:{title}"), title, tuple(EditionEntry(edition) for edition in those))
