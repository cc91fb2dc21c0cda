"""The pieces that a LexDania document is made of: a block of text, a label, a table; and the anchors kept in them."""

import re
from collections.abc import Iterable, Sequence

from lxml import etree
from lxml.etree import _Element

from lawtext.law.editions import Anchor
from lawtext.law.units import Passage, Unit

_ANCHORS = "anchors"
_INVALID = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""Characters that XML has no place for; a damaged file may hold them."""


def exitus(body: Iterable["str | _Element"], tag: str = "Exitus", names: tuple[str, ...] = ()) -> _Element:
    """Runs, notes, tables and images as one block of text."""
    block = etree.Element(tag)
    run: _Element | None = None
    for part in body:
        if not isinstance(part, str):
            block.append(part)
            run = None
        elif part:
            if run is None:
                run = etree.SubElement(block, "Linea")
            char = etree.SubElement(run, "Char")
            char.text = storable(part)
            if names:
                char.set(_ANCHORS, storable(" ".join(names)))
                names = ()
    return block


def labelled(tag: str, label: str, names: tuple[str, ...] = ()) -> _Element:
    """An element with its printed label, if there is one."""
    element = etree.Element(tag)
    if label.strip():
        explicatus = etree.SubElement(element, "Explicatus")
        explicatus.text = storable(label)
        if names:
            explicatus.set(_ANCHORS, storable(" ".join(names)))
    return element


def table(rows: Iterable[Sequence[str]]) -> _Element:
    """A table of plain texts, row by row."""
    out = etree.Element("Table")
    for row in rows:
        line = etree.SubElement(out, "Tr")
        for cell in row:
            etree.SubElement(line, "Td").append(exitus((cell.strip(),)))
    return out


def storable(text: str) -> str:
    """The text with what XML has no place for (a damaged file's control characters) replaced by U+FFFD."""
    return _INVALID.sub("\ufffd", text)


def text_of(element: _Element) -> str:
    """Its runs, without labels."""
    return "".join([char.text or "" for char in element.iter("Char")])


def anchors(root: _Element, units: Iterable[Unit]) -> tuple[Anchor, ...]:
    """The source's own names of places, with the units that begin there."""
    starts: dict[int, Unit] = {}
    for outer in units:
        for unit in outer.walk():
            place = start(unit)
            if place is not None and (place not in starts or unit.label is not None):
                starts[place] = unit
    found = []
    at = 0
    for element in root.iter("Char", "Explicatus"):
        for name in element.get(_ANCHORS, "").split():
            if at in starts:
                found.append(Anchor(name, starts[at].id))
        text = element.text or ""
        at += 0 if element.tag == "Explicatus" and text.isspace() else len(text)
    return tuple(found)


def start(unit: Unit) -> int | None:
    """The offset of the unit's first character in the source's text; None for a unit without text."""
    if unit.label is not None and unit.label.raw:
        return unit.label.at
    for item in (*unit.heading, *unit.content):
        place = item.at if isinstance(item, Passage) else start(item)
        if place is not None:
            return place
    return None
