"""An edition as plain text, as it is printed: one unit a line, list items indented, notes at the end.

Cells of a table stand on one line a row, parted by tabulators. The text begins with the act's number, so that it can be
read again.
"""

from collections.abc import Iterator, Sequence

from lawtext.law.editions import Edition
from lawtext.law.units import Kind, Passage, Unit
from lawtext.wording import running

_INDENTED = frozenset((Kind.NUMBER, Kind.LITRA, Kind.INDENT))
_APART = frozenset(
    (
        Kind.BOOK,
        Kind.PART,
        Kind.CHAPTER,
        Kind.GROUP,
        Kind.PARAGRAPH,
        Kind.AMENDING,
        Kind.COMMENCEMENT,
        Kind.ANNEX,
        Kind.SIGNATURE,
        Kind.POINT,
    )
)
_ALONE = frozenset((Kind.BOOK, Kind.PART, Kind.CHAPTER, Kind.ANNEX))
"""Their labels have a line of their own; so has that of a § that amends."""


def write(edition: Edition) -> str:
    """The whole text, ending in a line break."""
    number = edition.id.partition("-")[2]
    lines = [f"{edition.type} nr {number} af {edition.signed:%d/%m/%Y}", edition.title]
    if edition.subtitle:
        lines.append(edition.subtitle)
    notes: list[Unit] = [*edition.title_notes]
    for unit in edition.units:
        lines.extend(_lines(unit, 0, notes))
    if notes:
        lines.extend(["", *(line for note in notes for line in _note(note))])
    return "\n".join(lines) + "\n"


def _lines(unit: Unit, depth: int, notes: list[Unit]) -> Iterator[str]:
    if unit.kind in _APART:
        yield ""
    notes.extend(item for item in unit.heading if isinstance(item, Unit))
    label = _line(unit.label.text) if unit.label and unit.kind is not Kind.IMAGE else ""
    heading = running.heading(unit)
    if label and (heading or unit.kind in _ALONE or not _opens_with_text(unit)):
        yield _indent(depth) + label
        label = ""
    if heading:
        yield heading
    if unit.kind is Kind.TABLE:
        yield from (_row(row, notes) for row in unit.children)
        return
    if unit.kind in (Kind.PREAMBLE, Kind.SIGNATURE) and len(unit.passages) == len(unit.content):
        yield from (_line(run.text) for run in unit.passages)
        return
    yield from _content(unit, label, depth, notes)


def _content(unit: Unit, label: str, depth: int, notes: list[Unit]) -> Iterator[str]:
    """Its runs of text, each on one line, the first after the label; and the units between them."""
    said = label
    run: list[Passage] = []
    for item in unit.content:
        if isinstance(item, Passage):
            run.append(item)
        elif item.kind is Kind.NOTE:
            notes.append(item)
        elif label and not run and _joins(unit, item):
            # a § and its first stykke share a line
            yield from _content(item, f"{label} ", depth, notes)
            label = said = ""
        else:
            if run or said:
                yield _indent(depth) + _said(said, run)
                said, run = "", []
            label = ""
            yield from _lines(item, depth + (item.kind in _INDENTED and unit.kind in _INDENTED), notes)
    if run or said.strip():
        yield _indent(depth) + _said(said, run)


def _joins(unit: Unit, first: Unit) -> bool:
    return unit.kind in (Kind.PARAGRAPH, Kind.AMENDING) and first.kind is Kind.STK and first.label is None


def _opens_with_text(unit: Unit) -> bool:
    if unit.kind is Kind.AMENDING and unit.passages:
        return False
    first = next((item for item in unit.content if not (isinstance(item, Unit) and item.kind is Kind.NOTE)), None)
    if isinstance(first, Unit):
        return _joins(unit, first)
    return first is not None


def _said(label: str, run: Sequence[Passage]) -> str:
    return _line(f"{label} {running.of(run).text}")


def _row(row: Unit, notes: list[Unit]) -> str:
    cells = []
    for cell in row.children or (row,):
        cells.append(" ".join(_line(line) for line in _content(cell, "", 0, notes)))
    return "\t".join(cells)


def _note(note: Unit) -> Iterator[str]:
    inner: list[Unit] = []
    yield from _content(note, _line(note.label.text) if note.label else "", 0, inner)
    for each in inner:
        yield from _note(each)


def _line(text: str) -> str:
    return " ".join(text.split())


def _indent(depth: int) -> str:
    return "   " * depth
