"""How far two readings of one act agree, unit by unit: the same id and the same text."""

from typing import NamedTuple

from lawtext.law.editions import Edition
from lawtext.law.ids import UnitId
from lawtext.law.units import Kind, Unit
from lawtext.wording import running

_COUNTED = frozenset((Kind.PARAGRAPH, Kind.STK, Kind.NUMBER, Kind.LITRA, Kind.INDENT))
_LEFT_OUT = frozenset((Kind.ANNEX, Kind.PREAMBLE, Kind.SIGNATURE, Kind.NOTE, Kind.TABLE, Kind.NEW_TEXT, Kind.AMENDING))


class Agreement(NamedTuple):
    """`right`: ids in both with the same text; `first`, `second`: how many units each has; `wrong`: the other ids."""

    right: int
    first: int
    second: int
    wrong: tuple[UnitId, ...]

    @property
    def recall(self) -> float:
        """The share of the first reading's units that the second has right."""
        return self.right / self.first if self.first else 1.0

    @property
    def precision(self) -> float:
        """The share of the second reading's units that are right."""
        return self.right / self.second if self.second else 1.0


def of(first: Edition, second: Edition, prefix: str = "Par") -> Agreement:
    """Compare the paragraphs, stykker and list items whose ids begin with `prefix` ("Par": the act's own body)."""
    return _compared(texts(first, prefix), texts(second, prefix))


def of_all(first: Edition, second: Edition) -> Agreement:
    """Compare every unit of both, whatever its kind; quotation marks around a text are not held against it.

    Pages print »…« around new text, which the XML leaves out.
    """
    return _compared(_all(first), _all(second))


def _compared(one: dict[UnitId, str], other: dict[UnitId, str]) -> Agreement:
    right = {uid for uid, text in one.items() if other.get(uid) == text}
    wrong = tuple(uid for uid in {**one, **other} if uid not in right)
    return Agreement(len(right), len(one), len(other), wrong)


def texts(edition: Edition, prefix: str = "Par") -> dict[UnitId, str]:
    """The own text of each unit, without blanks, and without a label's dot where the source puts it in the text.

    Amending paragraphs, notes, tables and annexes are left out.
    """
    found: dict[UnitId, str] = {}
    for root in edition.units:
        _gather(root, prefix, found)
    return found


def _all(edition: Edition) -> dict[UnitId, str]:
    return {
        unit.id: "".join(running.text(unit).split()).strip("»«.")
        for root in (*edition.title_notes, *edition.units)
        for unit in root.walk()
    }


def _gather(unit: Unit, prefix: str, found: dict[UnitId, str]) -> None:
    if unit.kind in _LEFT_OUT:
        return
    if unit.kind in _COUNTED and unit.id.startswith(prefix):
        found[unit.id] = "".join(running.text(unit).split()).lstrip(".")
    for child in unit.children:
        _gather(child, prefix, found)
