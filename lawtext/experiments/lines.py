"""A paragraph of an order as one line of text, and which unit each character of it stands in."""

from bisect import bisect_right
from typing import NamedTuple

from lawtext.law.ids import UnitId
from lawtext.law.units import Kind, Passage, Unit

_LIST_KINDS = (Kind.NUMBER, Kind.LITRA, Kind.INDENT)
_CLOSING = ",.;:)"


class Label(NamedTuple):
    """The printed label of a list item ("1)"), by its place in the line."""

    start: int
    end: int
    unit: UnitId


class Line(NamedTuple):
    """`text` is the paragraph without its own label; `starts` and `units` say where each unit of it begins."""

    text: str
    starts: tuple[int, ...]
    units: tuple[UnitId, ...]
    labels: tuple[Label, ...]

    def unit(self, at: int) -> UnitId:
        """The unit that the character at `at` stands in."""
        return self.units[max(bisect_right(self.starts, at) - 1, 0)]


def line_of(paragraph: Unit) -> Line:
    """The paragraph's running text: its notes are left out, the labels of stykker too, those of list items kept."""
    line = _Writing()
    line.add_unit(paragraph)
    return Line("".join(line.pieces), tuple(line.starts), tuple(line.units), tuple(line.labels))


class _Writing:
    """A line under construction."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.units: list[UnitId] = []
        self.labels: list[Label] = []
        self._length = 0

    def add_unit(self, unit: Unit) -> None:
        """Append a unit and all inside it."""
        self._begin(unit.id)
        if unit.label and unit.kind in _LIST_KINDS:
            start = self._add(unit.label.text)
            self.labels.append(Label(start, self._length, unit.id))
        for item in unit.content:
            if isinstance(item, Passage):
                self._add(item.text)
            elif item.kind is not Kind.NOTE:
                self.add_unit(item)
                self._begin(unit.id)

    def _begin(self, unit: UnitId) -> None:
        if self.starts and self.starts[-1] == self._length:
            self.units[-1] = unit
        else:
            self.starts.append(self._length)
            self.units.append(unit)

    def _add(self, text: str) -> int:
        """Append a run with one space between it and what stands before; returns where it begins."""
        text = text.strip()
        if text and self.pieces and text[0] not in _CLOSING:
            self.pieces.append(" ")
            self._length += 1
        start = self._length
        self.pieces.append(text)
        self._length += len(text)
        return start
