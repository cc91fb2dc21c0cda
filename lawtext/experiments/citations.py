"""The citations of an order's paragraph, found by `citing` and put in the form that reading waivers needs."""

from collections.abc import Callable, Iterable
from datetime import date

from msgspec.structs import replace

from lawtext.citing.citations import Citation, Place
from lawtext.citing.find import find
from lawtext.citing.names import Names
from lawtext.experiments.lines import Line
from lawtext.experiments.marked import Cited
from lawtext.experiments.settled import settled
from lawtext.experiments.waivers import Order, Provisions, Waiver
from lawtext.law.ids import EditionId, UnitRange
from lawtext.law.shelf import NameKind, Naming
from lawtext.law.units import Unit
from lawtext.law.works import WorkId

Finder = Callable[[Unit, Line], tuple[Cited, ...]]
"""Finds the citations of a paragraph of one order."""

EditionOf = Callable[[str, date], EditionId | None]
"""The edition that an act's title means on a day; None where it is not known."""


def finder(order: EditionId, namings: Iterable[Naming]) -> Finder:
    """A finder for the paragraphs of one order. `namings` are the names of acts that the shelf knows."""
    known = tuple(namings)
    names = Names(known)
    titles = _Titles(names, known)

    def in_paragraph(paragraph: Unit, line: Line) -> tuple[Cited, ...]:
        text = _without_labels(line)
        found = find(text, names, Place(edition=order, unit=paragraph.id))
        return settled(text, [_cited(one, titles) for one in found])

    return in_paragraph


def _without_labels(line: Line) -> str:
    """The line with the labels of its lists made unlike numbers, or "§ 2, nr. 1, 2) § 34" would cite nr. 2."""
    text = line.text
    for label in line.labels:
        text = text[: label.start] + "•" * (label.end - label.start) + text[label.end :]
    return text


def _cited(one: Citation, titles: "_Titles") -> Cited:
    act = one.act
    units = tuple(f"{unit.first}:{unit.last}" if isinstance(unit, UnitRange) else str(unit) for unit in one.units)
    own = act.own or not act.known
    title = "" if own else titles.official(act.name) or act.eu
    return Cited(one.start, one.end, one.text, title, units, own, not own, one.dated or (None if own else act.edition))


class _Titles:
    """Official titles by the names that texts use."""

    def __init__(self, names: Names, namings: tuple[Naming, ...]) -> None:
        self._names = names
        self._of: dict[WorkId, str] = {}
        for naming in namings:
            if naming.kind is NameKind.OFFICIAL:
                self._of.setdefault(naming.work, naming.name)

    def official(self, name: str) -> str:
        """The official title that a name means; the name itself where it is not known or has several meanings."""
        meant = {self._of.get(naming.work, naming.right or naming.name) for naming in self._names.meanings(name)}
        return meant.pop() if len(meant) == 1 else name


def with_editions(order: Order, edition_of: EditionOf) -> Order:
    """The order with each cited act's edition on the day the order took effect, where it names none itself."""
    if order.in_force is None:
        return order
    day = order.in_force

    def dated(cited: tuple[Provisions, ...]) -> tuple[Provisions, ...]:
        return tuple(one if one.edition else replace(one, edition=edition_of(one.title, day)) for one in cited)

    def whole(waiver: Waiver) -> Waiver:
        return replace(
            waiver,
            waives=dated(waiver.waives),
            target_group=dated(waiver.target_group),
            preserved=dated(waiver.preserved),
        )

    restrictions = tuple(replace(one, not_for=dated(one.not_for)) for one in order.restrictions)
    return replace(order, waivers=tuple(whole(waiver) for waiver in order.waivers), restrictions=restrictions)
