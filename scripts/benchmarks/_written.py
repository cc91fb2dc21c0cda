"""Every citable unit of a corpus written in the long form, found again, and resolved on the edition's own day."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lawtext import reading, shipped
from lawtext.citing.find import find
from lawtext.citing.names import Names
from lawtext.citing.resolve import Resolver
from lawtext.citing.write import Form, write_addresses
from lawtext.corpus import making, registers
from lawtext.corpus.build import build, names_in
from lawtext.corpus.fingerprint import of_contents
from lawtext.corpus.index import Entry
from lawtext.corpus.shelf import SqliteShelf
from lawtext.law.ids import Address, EditionId, UnitId, UnitRange, canonical, steps
from lawtext.law.verdicts import Status

_BODY = ("Par", "Kap", "Afs", "Bil", "Stk", "Num", "Lit")
_OUTSIDE = {
    "Ikr": "commencement block behind the act",
    "Aen": "point of an amending act",
    "Ny": "new wording in an amending act",
    "Ind": "preamble",
    "Und": "signature",
    "Grp": "headed group of paragraphs",
    "Tab": "table",
    "Bog": "book",
    "Led": "part of a list without a mark",
}


def written(shelf: SqliteShelf) -> dict[str, Any]:
    """How many units were written, how many were not read back as the same address, and what was left out and why.

    A unit that does not stand on that day (repealed, or printed before it is in force) is counted by its verdict: it is
    read back, but no text of that day has it.
    """
    names = Names(shelf.namings())
    resolver = Resolver(shelf, names)
    said: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    failures: list[str] = []
    for address in _addresses(shelf, left_out):
        try:
            words = write_addresses([address], shelf, Form.LONG)
        except ValueError:
            left_out["label that is no number"] += 1
            continue
        outcome = _read_back(words, address, shelf, names, resolver)
        said[outcome] += 1
        if outcome.startswith("failed"):
            failures.append(f"{address}: {words}")
    standing = {status.danish: said[status] for status in Status if said[status] and status is not Status.EXISTS}
    return {
        "written_units": said.total(),
        "written_failures": len(failures),
        "written_failures_first": failures[:20],
        "written_not_standing": standing,
        "written_left_out": dict(left_out.most_common()),
    }


def _read_back(words: str, address: Address, shelf: SqliteShelf, names: Names, resolver: Resolver) -> str:
    """The verdict's status where the words are read as the same unit, else what failed."""
    citations = find(words, names)
    units = [unit if isinstance(unit, UnitRange) else canonical(unit) for each in citations for unit in each.units]
    if len(citations) != 1 or units != [address.unit] or citations[0].doubts:
        return "failed: found otherwise"
    listed = shelf.listed(address.edition)
    day = (listed.since or listed.signed) if listed else None
    if day is None:
        return "failed: no day"
    meant = resolver.resolve(citations[0], day).meant
    if len(meant) != 1 or canonical(meant[0].unit) != address.unit:
        return "failed: resolved otherwise"
    verdict = meant[0].verdict
    if verdict.status is Status.EXISTS and verdict.address != address:
        return "failed: resolved elsewhere"
    return "failed: missing" if verdict.status is Status.NO_SUCH_PROVISION else verdict.status


def _addresses(shelf: SqliteShelf, left_out: Counter[str]) -> Iterator[Address]:
    """The citable units of what is held, sentences where there are several; the others are counted by kind."""
    for work in shelf.works():
        for listed in work.editions:
            index = shelf.index(listed.edition) if listed.held else None
            for unit, entry in index.entries.items() if index else ():
                reason = _left_out(unit)
                if reason:
                    left_out[reason] += 1
                else:
                    yield from _with_sentences(listed.edition, unit, entry)


def _with_sentences(edition: EditionId, unit: UnitId, entry: Entry) -> Iterator[Address]:
    yield Address(edition, unit)
    if entry.sentences > 1 and not entry.status and "_" in unit and not unit.startswith("Bil"):
        for number in range(1, entry.sentences + 1):
            yield Address(edition, UnitId(f"{unit}_Pkt{number}"))


def _left_out(unit: UnitId) -> str:
    """Why a unit has no citation form of its own, "" for one that has."""
    if "@" in unit:
        return "note"
    levels = [step.level for step in steps(unit)]
    outside = next((_OUTSIDE[level] for level in levels if level in _OUTSIDE), "")
    if outside:
        return outside
    if "(1)" in unit:
        return "unit without a label"
    if "(" in unit:
        return "label printed twice"
    if "-" in unit or "+" in unit:
        return "several units printed as one"
    return next((f"level {level}" for level in levels if level not in _BODY), "")


def of_all_acts(lexdania: Path, folder: Path) -> dict[str, Any]:
    """The same over registers made of every act in a folder of LexDania, beside the shipped ones; takes minutes."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(shipped.folder("corpus"), folder, ignore=shutil.ignore_patterns("waivers"))
    names = Names(names_in(folder))
    for path in sorted(lexdania.glob("*.xml")):
        edition = reading.read(path)
        target = registers.path_in(folder / "registers", edition.id)
        if not target.exists():
            registers.write(making.make(edition, names), target)
    file = folder / "corpus.sqlite"
    build(folder, file, of_contents(folder))
    return {name.replace("written", "written_all_acts"): value for name, value in written(SqliteShelf(file)).items()}
