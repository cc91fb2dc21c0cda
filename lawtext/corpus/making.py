"""Make the register of an edition: its facts, unit by unit, and none of its text."""

import re
from collections.abc import Iterator

from lawtext.citing.citations import Citation
from lawtext.citing.find import find
from lawtext.citing.names import TITLE_PREFIX, Names
from lawtext.corpus import amending_sections, chains, commencement
from lawtext.corpus.designations import designated_in
from lawtext.corpus.registers import FORMAT, Chain, Reference, Register, UnitFacts, hash_of
from lawtext.corpus.surroundings import Around, inside
from lawtext.law.editions import ActType, Edition, Form
from lawtext.law.ids import EditionId, UnitRange
from lawtext.law.units import Kind, Passage, Unit
from lawtext.law.works import Later
from lawtext.wording import running, sentences

_CONSOLIDATES = re.compile(r"^Bekendtgørelse af ")
_ALIAS = re.compile(r"(?<=\S) \([^()]+\)$")
_HIDDEN = (Kind.SENTENCE, Kind.NOTE, Kind.ROW, Kind.CELL, Kind.IMAGE, Kind.SIGNATURE)
_COUNTED = (Kind.PARAGRAPH, Kind.STK, Kind.NUMBER, Kind.LITRA, Kind.INDENT)
_UNHASHED = (Kind.CHAPTER, Kind.PART, Kind.BOOK, Kind.GROUP)


def make(edition: Edition, names: Names) -> Register:
    """The register of an edition. `names` are the names of acts by which its references are read."""
    flattened = edition.source.form is Form.FLATTENED
    amends = amending_sections.amends_of(edition)
    return Register(
        format=FORMAT,
        edition=edition.id,
        type=edition.type,
        amending=edition.amending,
        signed=edition.signed,
        title=edition.title,
        subtitle=edition.subtitle,
        popular_title=edition.popular_title,
        work_title=work_title(edition.title),
        ministry=edition.ministry,
        published=edition.published,
        source=edition.source,
        unknown=tuple(_unknown(edition, has_points=bool(amends))) if flattened else (),
        chain=_chain(edition),
        commencement=commencement.read(edition),
        repeals=tuple(dict.fromkeys(commencement.repeals(edition))),
        amended_by=edition.amended_by,
        amends=amends,
        units=tuple(_Facts(edition.id, names).of(edition.units)),
    )


def work_title(title: str) -> str:
    """An act's title in base form: without "Bekendtgørelse af" and popular name in parentheses, first letter small.

    >>> work_title("Bekendtgørelse af lov om integration af udlændinge i Danmark (integrationsloven)")
    'lov om integration af udlændinge i Danmark'
    """
    base = _ALIAS.sub("", _CONSOLIDATES.sub("", " ".join(title.replace("\\n", " ").split())))
    return base[:1].lower() + base[1:]


def _unknown(edition: Edition, *, has_points: bool) -> Iterator[str]:
    """What flattened text can't tell (DESIGN, "The corpus")."""
    yield from ("preamble", "chapters", "headings", "annexes")
    if edition.type is ActType.LBK:
        yield "chain"
    if edition.amending and not has_points:
        yield "points"


def _chain(edition: Edition) -> Chain | None:
    if edition.type is not ActType.LBK:
        return None
    preamble = next((unit for unit in edition.units if unit.kind is Kind.PREAMBLE), None)
    text = " ".join(running.text(unit) for unit in preamble.walk() if unit.kind is not Kind.NOTE) if preamble else ""
    chain = chains.read(text)
    if chain is None:
        return None
    later = tuple(
        Later(tuple(designated_in(units)) if units else (), day, f"præamblen til {edition.id}")
        for units, day in chains.later_texts(text)
    )
    return Chain(chain.consolidates, chain.consolidates_signed, chain.takes_in, chain.left_out, later)


class _Facts:
    """The units of one edition as facts, in printed order."""

    def __init__(self, edition: EditionId, names: Names) -> None:
        self._edition = edition
        self._names = names

    def of(self, units: tuple[Unit, ...], where: Around | None = None) -> Iterator[UnitFacts]:
        around = where or Around()
        for unit in units:
            if unit.kind in _HIDDEN:
                continue
            below = inside(unit, around, self._edition, self._names)
            if not around.new:
                yield self._facts(unit, below if unit.kind is Kind.COMMENCEMENT else around)
            yield from self.of(unit.children, below)

    def _facts(self, unit: Unit, around: Around) -> UnitFacts:
        return UnitFacts(
            id=unit.id,
            kind=unit.kind,
            label=unit.label.text.strip() if unit.label else "",
            heading=running.heading(unit),
            status="repealed" if unit.repealed else "omitted" if unit.omitted else "",
            sentences=len(sentences.of(unit)) if unit.kind in _COUNTED else 0,
            text="" if unit.kind in _UNHASHED else hash_of("".join(_texts(unit))),
            refs=tuple(self._references(unit, around)),
        )

    def _references(self, unit: Unit, around: Around) -> Iterator[Reference]:
        text = running.text(unit)
        if not text:
            return
        place = around.place(self._edition, unit)
        found = {_key(citation): None for citation in find(text, self._names, place)}
        yield from (reference for reference in found if reference.act)


def _key(citation: Citation) -> Reference:
    act = citation.act
    units = tuple(":".join(unit) if isinstance(unit, UnitRange) else unit for unit in citation.units)
    if citation.dated:
        return Reference(citation.dated, units)
    if act.own:
        return Reference("self", units)
    if act.edition:
        return Reference(act.edition, units)
    if act.eu:
        return Reference(f"eu:{act.eu}", units)
    return Reference(f"{TITLE_PREFIX}{act.name}" if act.name else "", units)


def _texts(unit: Unit) -> Iterator[str]:
    """The text of a unit and what lies in it; labels, headings and notes are not part of it."""
    for item in unit.content:
        if isinstance(item, Passage):
            yield item.text
        elif item.kind is not Kind.NOTE:
            yield from _texts(item)
