"""What the rules look at: one order as read, its text, and the law of the day it took effect."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property

from lawtext.citing.citations import Citation, Place
from lawtext.citing.find import find
from lawtext.citing.names import Names
from lawtext.experiments.lines import Line, line_of
from lawtext.experiments.reach import Act, Acts
from lawtext.experiments.waivers import Fault, FaultKind, Order, ParagraphKind, Provisions, Waiver
from lawtext.law.editions import Edition
from lawtext.law.ids import EditionId, UnitId, UnitRange
from lawtext.law.units import Kind, Unit

FOUND = "fundet af programmet"
"""The source of every fault that the rules find."""

UnitOf = Callable[[EditionId, UnitId], Unit | None]
"""A unit of an edition with its text, None where no text is held."""

Fits = Callable[[str, tuple[UnitId, ...], Mapping[UnitId, str]], tuple[UnitId, UnitId] | None]
"""Words, cited chapters and the act's headings → a chapter that doesn't fit and the one that does; None: all fit."""


class Checked:
    """One order under the rules. `day` is the one it took effect, its date where that could not be read."""

    def __init__(self, edition: Edition, order: Order, acts: Acts, unit_of: UnitOf | None = None) -> None:
        self.order = order
        self.acts = acts
        self.unit_of: UnitOf = unit_of or (lambda _edition, _unit: None)
        self.day: date = order.in_force or order.signed
        self._paragraphs = {
            unit.id: unit for root in edition.units for unit in root.walk() if unit.kind is Kind.PARAGRAPH
        }
        self._lines: dict[UnitId, Line] = {}

    @cached_property
    def names(self) -> Names:
        """The names of acts, for finding citations that a record leaves out."""
        return Names(self.acts.library.namings())

    @property
    def experiments(self) -> Iterator[Waiver]:
        """The paragraphs that waive something."""
        return (waiver for waiver in self.order.waivers if waiver.kind is ParagraphKind.EXPERIMENT)

    def act(self, cited: Provisions) -> Act:
        """The act that provisions are cited of, on the day."""
        return self.acts.on(cited.title, self.day)

    def opened(self, edition: EditionId, unit: str) -> tuple[UnitId, ...]:
        """The units of a range, () where an end is missing; a unit alone."""
        first, _, last = unit.partition(":")
        ends = UnitRange(UnitId(first), UnitId(last))
        return self.acts.library.members(edition, ends) if last else (UnitId(first),)

    def paragraph(self, paragraph: UnitId) -> Unit | None:
        """A paragraph of the order as a tree."""
        return self._paragraphs.get(paragraph)

    def line(self, paragraph: UnitId) -> Line | None:
        """A paragraph's running text; None for one the text has not."""
        unit = self._paragraphs.get(paragraph)
        if unit is not None and paragraph not in self._lines:
            self._lines[paragraph] = line_of(unit)
        return self._lines.get(paragraph)

    def citations(self, paragraph: UnitId) -> tuple[Citation, ...]:
        """Every citation of a paragraph's running text."""
        line = self.line(paragraph)
        return find(line.text, self.names, Place(self.order.edition, paragraph)) if line else ()


def fault(kind: FaultKind, at: str, says: str, *units: str) -> Fault:
    """A fault found by a rule; `units` are those of the citation that it is about, none for all of it."""
    return Fault(UnitId(at), kind, says, FOUND, units)
