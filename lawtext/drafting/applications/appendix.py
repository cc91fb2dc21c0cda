"""The provisions' own texts as an appendix, from acts that lie beside the corpus; it carries none itself."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lawtext.citing.write import Cited as Written
from lawtext.citing.write import act_words, write
from lawtext.corpus import texts
from lawtext.corpus.shelf import SqliteShelf
from lawtext.drafting.cite import Citer
from lawtext.drafting.letters import Cited, in_act
from lawtext.experiments import saying
from lawtext.law.ids import UnitId, UnitRange
from lawtext.law.verdicts import DoubtKind, Status

_NONE = "Bestemmelsernes ordlyd er ikke vedlagt; retsakternes tekster var ikke til rådighed."
_LABEL = re.compile(r"§ ?\d+(?: ?[a-zæøå])?\.")


class Printed(NamedTuple):
    """A provision as its edition prints it, a line for each stykke or number; `edition` names where from, unended."""

    heading: str
    edition: str
    lines: tuple[str, ...]
    reservations: tuple[str, ...]


class Appendix(NamedTuple):
    """The texts, and one sentence on those that are not there, "" where all are."""

    printed: tuple[Printed, ...]
    lacking: str


def appendix(cited: Iterable[Cited], shelf: SqliteShelf, citer: Citer, folders: Sequence[Path]) -> Appendix:
    """The texts of what exists among citations, from the folders; texts elsewhere on the machine are left alone."""
    once = [one for one in dict.fromkeys(cited) if one.status is Status.EXISTS and one.edition]
    if not folders:
        return Appendix((), _NONE if once else "")
    printed: list[Printed] = []
    lacking: list[str] = []
    for one in once:
        units = list(_units(one, shelf))
        found = _texts(one, units, folders)
        printed += (_printed(one, unit, found[unit], shelf, citer) for unit in units if unit in found)
        if any(unit not in found for unit in units):
            lacking.append(one.plain)
    return Appendix(tuple({(one.heading, one.edition): one for one in printed}.values()), _lacking(lacking))


def _lacking(provisions: Iterable[str]) -> str:
    named = list(dict.fromkeys(provisions))
    return f"Ordlyden af {saying.listed(named)} er ikke vedlagt; teksten er ikke til rådighed." if named else ""


def _units(one: Cited, shelf: SqliteShelf) -> Iterator[UnitId]:
    for unit in one.units:
        if isinstance(unit, UnitRange) and one.edition:
            yield from shelf.members(one.edition, unit) or (unit.first, unit.last)
        elif isinstance(unit, str):
            yield unit


def _texts(one: Cited, units: Iterable[UnitId], folders: Sequence[Path]) -> dict[UnitId, str]:
    return texts.provisions(one.edition, units, folders, own=False) if one.edition else {}


def _printed(one: Cited, unit: UnitId, text: str, shelf: SqliteShelf, citer: Citer) -> Printed:
    heading = saying.opening(in_act(citer.words(one.edition, (unit,)), one.act))
    edition = write([Written(act_words(shelf, one.edition))], glue=True) if one.edition else ""
    return Printed(heading, edition.removesuffix("."), tuple(_lines(text)), tuple(_reservations(one, unit, shelf)))


def _lines(text: str) -> Iterator[str]:
    """The lines of a provision; the label of each § stands on the line of its text."""
    label = ""
    for line in text.split("\n"):
        if _LABEL.fullmatch(line.strip()):
            label = line.strip()
        else:
            yield f"{label} {line.strip()}" if label else line
            label = ""
    if label:
        yield label


def _reservations(one: Cited, unit: UnitId, shelf: SqliteShelf) -> Iterator[str]:
    """What of this unit is known to be another text by now; all other doubts stand with the document's own."""
    work = shelf.work_of(one.edition) if one.edition else None
    doubts = shelf.standing(work.id, unit, one.day).doubts if work else ()
    yield from dict.fromkeys(doubt.says for doubt in doubts if doubt.kind is DoubtKind.AMENDED_INSIDE)
