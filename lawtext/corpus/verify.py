"""Compare registers with the texts they were made from: make each again and say what differs."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from lawtext import reading
from lawtext.citing.names import Names
from lawtext.corpus import saying, texts
from lawtext.corpus.making import make
from lawtext.corpus.registers import Register, UnitFacts
from lawtext.law.editions import Form
from lawtext.law.ids import UnitId

_COMPARED = (
    *("type", "amending", "signed", "title", "subtitle", "popular_title", "work_title", "ministry", "published"),
    *("unknown", "chain", "commencement", "repeals", "amended_by", "amends"),
)
_FACTS = {
    "kind": "arten",
    "label": "betegnelsen",
    "heading": "overskriften",
    "status": "om den er ophævet",
    "sentences": "antallet af punktummer",
    "text": "teksten",
}


class Difference(NamedTuple):
    """One difference: the unit ("" for the edition as a whole) and a Danish sentence about it."""

    unit: UnitId
    says: str


class Checked(NamedTuple):
    """What became of one register: `again` is the one made now, None where no `text` was at hand.

    `rereferenced` counts units whose references are read differently now, which is no fault of the register's facts.
    """

    register: Register
    text: Path | None = None
    again: Register | None = None
    differences: tuple[Difference, ...] = ()
    rereferenced: int = 0


def verify(registers: Iterable[Register], folders: Sequence[Path], names: Names) -> Iterator[Checked]:
    """Check each register against its text in the folders, where it is there. Raises UnusableInputError."""
    for register in registers:
        path = texts.find(register.edition, register.source.form, folders)
        if path is None:
            yield Checked(register)
            continue
        again = make(reading.read(path), names)
        yield Checked(register, path, again, tuple(differences(register, again)), _rereferenced(register, again))


def differences(register: Register, again: Register) -> Iterator[Difference]:
    """What a register says, and the one made again does not; references apart.

    A text fetched anew is another file, and no fault: what the site keeps up to date in an act's metadata is no
    difference then, and a register of flattened text is held against XML in what it knows, the body's provisions.
    """
    if register.source.form is Form.FLATTENED and again.source.form is not Form.FLATTENED:
        yield from _in_body(register, again)
        return
    fresh = register.source.sha256 != again.source.sha256
    yield from _in_all(register, _as_kept_up(register, again) if fresh else again)


def _as_kept_up(register: Register, again: Register) -> Register:
    """The register made again, with the first one's word for what the site changes without the act changing.

    Source: domain/lexdania.md section 2 (references in Meta are kept up to date; DiesEdicti in none of the files of
    2017, in all of 2026); 2024-227 names a ministry of 2026.
    """
    return structs.replace(
        again,
        amended_by=register.amended_by,
        ministry=register.ministry,
        published=again.published if register.published else None,
    )


def _in_all(register: Register, again: Register) -> Iterator[Difference]:
    for field in _COMPARED:
        if getattr(register, field) != getattr(again, field):
            yield Difference(UnitId(""), f"{field}: registeret siger noget andet end teksten.")
    before = {unit.id: unit for unit in register.units}
    after = {unit.id: unit for unit in again.units}
    for unit in before.keys() - after.keys():
        yield Difference(unit, f"{saying.provision(unit)} er ikke i teksten.")
    for unit in after.keys() - before.keys():
        yield Difference(unit, f"{saying.provision(unit)} er ikke i registeret.")
    for unit, facts in before.items():
        if unit in after:
            yield from _changed(facts, after[unit])
    if list(before) != list(after) and before.keys() == after.keys():
        yield Difference(UnitId(""), "Bestemmelserne står i en anden rækkefølge.")


def _in_body(register: Register, again: Register) -> Iterator[Difference]:
    found = {unit.id: unit.text for unit in again.units}
    for unit in register.units:
        if unit.id.startswith("Par") and found.get(unit.id) != unit.text:
            says = "teksten er anderledes" if unit.id in found else "er ikke i teksten"
            yield Difference(unit.id, f"{saying.opening(saying.provision(unit.id))}: {says}.")


def _changed(before: UnitFacts, after: UnitFacts) -> Iterator[Difference]:
    for field, name in _FACTS.items():
        if getattr(before, field) != getattr(after, field):
            yield Difference(before.id, f"{saying.opening(saying.provision(before.id))}: {name} er anderledes.")


def _rereferenced(register: Register, again: Register) -> int:
    before = {unit.id: unit.refs for unit in register.units}
    return sum(before.get(unit.id, unit.refs) != unit.refs for unit in again.units)
