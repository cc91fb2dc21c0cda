"""An edition written as flattened text: one block a paragraph, its stykker, list items and notes run together.

The form that `flattened` reads: preamble, headings, annexes, tables' structure and new text of amendments are left out,
and the notes of a run of text stand after it. What it is for: to measure how well such text is split again.
"""

from collections.abc import Iterator

from lawtext.law.editions import Edition
from lawtext.law.units import Kind, Passage, Unit

_HOLDS_NO_PARAGRAPH = frozenset((Kind.PREAMBLE, Kind.ANNEX, Kind.SIGNATURE, Kind.NEW_TEXT))


def write(edition: Edition) -> str:
    """The whole text, ending in a line break."""
    number = edition.id.partition("-")[2]
    head = f"{edition.type} nr {number} af {edition.signed:%d/%m/%Y}\n{edition.title}"
    blocks = [block(unit) for root in edition.units for unit in paragraphs(root)]
    return "\n\n".join([head, *blocks]) + "\n"


def paragraphs(unit: Unit) -> Iterator[Unit]:
    """The paragraphs in a unit of the body or in a commencement block, in printed order."""
    if unit.kind in (Kind.PARAGRAPH, Kind.AMENDING):
        yield unit
    elif unit.kind not in _HOLDS_NO_PARAGRAPH:
        for child in unit.children:
            yield from paragraphs(child)


def block(unit: Unit) -> str:
    """One paragraph on one line."""
    return " ".join(" ".join(_pieces(unit)).split())


def _pieces(unit: Unit) -> Iterator[str]:
    """The unit's label, then its runs of text, each followed by its notes, and its inner units."""
    if unit.label and unit.kind is not Kind.IMAGE:
        yield unit.label.text
    notes: list[Unit] = []
    for item in unit.content:
        if isinstance(item, Passage):
            yield item.text
        elif item.kind is Kind.NOTE:
            notes.append(item)
        else:
            yield from _noted(notes)
            if item.kind is not Kind.NEW_TEXT:
                yield from _pieces(item)
    yield from _noted(notes)


def _noted(notes: list[Unit]) -> Iterator[str]:
    for note in notes:
        yield from _pieces(note)
    notes.clear()
