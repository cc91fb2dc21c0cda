"""What stands where in one edition: the lookup that every verdict begins with."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from lawtext.law.editions import ActType, Form
from lawtext.law.ids import BODY_LEVELS, EditionId, Step, UnitId, UnitRange, join, order, parent, steps
from lawtext.law.units import Kind

Order = tuple[int, tuple[int, ...]]
"""What `law.ids.order` gives for a printed number."""


_FIRST = Step("Stk", "1")


class Entry(Struct, frozen=True, gc=False):
    """A unit's facts that verdicts need. `place` counts in printed order; `chapter` is the one it lies in, or ""."""

    kind: Kind
    status: str
    sentences: int
    heading: str
    place: int
    chapter: UnitId


class Located(Struct, frozen=True, gc=False):
    """Where the way to a unit led: the id that stands for it (its own, or a printed range's), or how far it came.

    `unit` is the deepest unit found ("" for none), `rest` the steps that are missing there.
    """

    unit: UnitId
    rest: tuple[Step, ...] = ()


class _Range(NamedTuple):
    low: Order
    high: Order
    unit: UnitId


class Index:
    """One edition's units by id.

    >>> index = Index(EditionId("2016-1342"), ActType.LBK, date(2016, 11, 21), Form.LEXDANIA, {})
    >>> index.locate(UnitId("Par2"))
    Located(unit='', rest=(Step(level='Par', number='2'),))
    """

    def __init__(
        self, edition: EditionId, type_: ActType, signed: date, form: Form, entries: Mapping[UnitId, Entry]
    ) -> None:
        self.edition = edition
        self.type = type_
        self.signed = signed
        self.form = form
        self.entries = entries

    @cached_property
    def _siblings(self) -> dict[tuple[str, str], list[tuple[UnitId, str]]]:
        """The numbered units of the body by the unit they stand in and their level, in printed order."""
        found: dict[tuple[str, str], list[tuple[UnitId, str]]] = defaultdict(list)
        for unit in self.entries:
            outer, _, tail = unit.rpartition("_")
            level = tail[:3]
            if level in BODY_LEVELS and "@" not in unit:
                found[outer, level].append((unit, tail[3:]))
        return dict(found)

    @cached_property
    def _numbered(self) -> dict[tuple[str, str], list[tuple[Order, UnitId]]]:
        """The same by the order of every number that a label names."""
        return {
            place: [(order(end), unit) for unit, number in siblings for end in _parts(number)]
            for place, siblings in self._siblings.items()
        }

    @cached_property
    def _unlabelled(self) -> list[tuple[Order, Order]]:
        """The numbers between which a § stands that is printed without its own: "(Ophævet)" for "§§ 38-41."."""
        found: list[tuple[Order, Order]] = []
        before, waits = order("0"), False
        printed = sorted(self.entries, key=lambda unit: self.entries[unit].place)
        for unit in (unit for unit in printed if unit.startswith("Par") and "_" not in unit):
            if unit.startswith("Par("):
                waits = True
                continue
            numbers = [order(number) for number in _parts(unit.removeprefix("Par"))]
            if waits:
                found.append((before, numbers[0]))
            before, waits = numbers[-1], False
        return found

    def may_be_unlabelled(self, number: str) -> bool:
        """Whether a § of that number, which has no unit, may be one of those printed without their number."""
        return any(low < order(number) < high for low, high in self._unlabelled)

    @cached_property
    def _ranges(self) -> dict[tuple[str, str], list[_Range]]:
        """Units whose label is a range or an enumeration, by the unit they stand in and their level."""
        found: dict[tuple[str, str], list[_Range]] = {}
        for outer_and_level, siblings in self._siblings.items():
            several = [(unit, number) for unit, number in siblings if "-" in number or "+" in number]
            spans = [_Range(low, high, unit) for unit, number in several for low, high in _spans(number)]
            if spans:
                found[outer_and_level] = spans
        return found

    def locate(self, unit: UnitId) -> Located:
        """Follow the id step by step; a printed range ("§§ 22-26.") stands for each number in it.

        A step that counts sentences is found where its unit has that many; `PktLast` where it has any. Of an id that is
        none (levels that only treaties have) the missing step has no level.
        """
        if unit in self.entries:
            return Located(unit)
        try:
            chain = steps(unit)
        except ValueError:
            return Located(UnitId(""), (Step("", unit),))
        if "@" in unit:
            return Located(UnitId(""), chain)
        at = UnitId("")
        for place, step in enumerate(chain):
            found = self._sentence(at, step) if step.level == "Pkt" else self._child(at, step)
            if found is None:
                return Located(at, chain[place:])
            at = found
        return Located(at)

    def entry(self, unit: UnitId) -> Entry | None:
        """The facts of a unit that has a line of its own; a sentence has those of the unit it stands in."""
        found = self.entries.get(unit)
        if found is None and "_Pkt" in unit:
            return self.entries.get(UnitId(unit.rpartition("_")[0]))
        return found

    def twice(self, unit: UnitId) -> tuple[UnitId, ...]:
        """Units printed under the same label in the same place ("§ 7" twice): the second, third …; () mostly."""
        found = []
        number = 2
        while (other := UnitId(f"{unit}({number})")) in self.entries:
            found.append(other)
            number += 1
        return tuple(found)

    def last_sibling(self, outer: UnitId, level: str) -> str:
        """The highest printed number of a level in a unit ("" for the body), "" where there is none."""
        siblings = self._siblings.get((outer, level), [])
        return max((number for _, printed in siblings for number in _parts(printed)), key=order, default="")

    def members(self, units: UnitRange) -> tuple[UnitId, ...]:
        """The units that a range means, in printed order; () where an end is missing or the ends differ in level.

        Lettered units between the ends belong to it; a printed range that overlaps it does too.
        """
        outer = parent(units.first) or UnitId("")
        low, high = steps(units.first)[-1], steps(units.last)[-1]
        if any(self.locate(end).rest for end in units) or units.last != _beside(units.first, high):
            return ()
        if low.level == "Pkt":
            return _sentences(outer, low.number, high.number)
        first, last = order(low.number), order(high.number)
        numbered = self._numbered.get((outer, low.level), []) if low.level == high.level else []
        return tuple(dict.fromkeys([unit for end, unit in numbered if first <= end <= last]))

    def _child(self, outer: UnitId, step: Step) -> UnitId | None:
        direct = UnitId(f"{outer}_{step.level}{step.number}" if outer else f"{step.level}{step.number}")
        if direct in self.entries:
            return direct
        for low, high, unit in self._ranges.get((outer, step.level), ()):
            if low <= order(step.number) <= high:
                return unit
        return self._point(outer, step)

    def _point(self, outer: UnitId, step: Step) -> UnitId | None:
        """A point of an amending §, which is cited as its nr. ("§ 1, nr. 26"), with or without a stykke between."""
        part, _, inner = outer.partition("_")
        entry = self.entries.get(outer)
        if step == _FIRST and entry is not None and entry.kind is Kind.AMENDING:
            return outer
        point = UnitId(f"Aen{part[3:]}.{step.number}")
        return point if step.level == "Num" and inner in ("", "Stk1") and point in self.entries else None

    def _sentence(self, outer: UnitId, step: Step) -> UnitId | None:
        entry = self.entries.get(outer)
        if entry is None:
            return None
        if entry.status:
            return outer
        wanted = entry.sentences if step.number == "Last" else int(step.number) if step.number.isdigit() else 0
        return UnitId(f"{outer}_Pkt{wanted}") if 1 <= wanted <= entry.sentences else None


def lies_in(outer: str, unit: UnitId) -> bool:
    """Whether a unit is `outer` or inside it; `outer` may be a range "first:last" of one level.

    >>> lies_in("Par92:Par96c", UnitId("Par96a_Stk1")), lies_in("Par6_Stk4", UnitId("Par6_Stk40"))
    (True, False)
    """
    first, _, last = outer.partition(":")
    if not last:
        return unit == first or unit.startswith(first + "_")
    ends = steps(first), steps(last)
    chain = steps(unit)
    depth = len(ends[0])
    if len(chain) < depth or len(ends[1]) != depth or chain[: depth - 1] != ends[0][:-1]:
        return False
    step = chain[depth - 1]
    low, high = ends[0][-1], ends[1][-1]
    return step.level == low.level and order(low.number) <= order(step.number) <= order(high.number)


def _sentences(outer: UnitId, first: str, last: str) -> tuple[UnitId, ...]:
    if not (first.isdigit() and last.isdigit()):
        return ()
    return tuple(UnitId(f"{outer}_Pkt{number}") for number in range(int(first), int(last) + 1))


def _beside(unit: UnitId, step: Step) -> str:
    outer = parent(unit)
    return f"{outer}_{join(step)}" if outer else join(step)


def _spans(number: str) -> Iterator[tuple[Order, Order]]:
    """What a printed range or enumeration covers: "22-26" one span, "5+9" two; nothing for a single number."""
    for part in number.split("+"):
        first, dash, last = part.partition("-")
        if dash or part != number:
            yield order(first), order(last or first)


def _parts(number: str) -> list[str]:
    """The ends and single numbers that a printed number names: "22-26" gives both ends, "5+9" both."""
    return [end for part in number.split("+") for end in part.partition("-")[::2] if end]
