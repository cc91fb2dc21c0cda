"""Ids for the units of one document as they are met: each is given once.

A label that stands twice in one place gets "(2)" the second time; a unit without a label is counted, "(1)" the first.
"""

from collections.abc import Callable

from lawtext.law.ids import UnitId


def inside(outer: str, tail: str) -> str:
    """The id of what lies inside `outer`: `Par1_Stk1`; inside a note the steps stay before its anchor.

    >>> inside("Par1", "Stk1"), inside("Not3@Par13_Stk1", "Num2"), inside("", "Ind")
    ('Par1_Stk1', 'Not3_Num2@Par13_Stk1', 'Ind')
    """
    if "@" in outer:
        body, _, anchor = outer.partition("@")
        return f"{body}_{tail}@{anchor}"
    return f"{outer}_{tail}" if outer else tail


class Names:
    """The ids that one document has given so far."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.clashes: list[UnitId] = []
        self._free: dict[tuple[str, int], int] = {}

    def give(self, wanted: str) -> UnitId:
        """The id wanted, or the same with "(2)", "(3)" … where it is taken."""
        if wanted not in self.taken:
            self.taken.add(wanted)
            return UnitId(wanted)
        given = self.again(wanted, 2)
        self.clashes.append(given)
        return given

    def again(self, wanted: str, time: int = 1) -> UnitId:
        """The first free id among `wanted(time)`, `wanted(time+1)` …"""
        body, mark, anchor = wanted.partition("@")
        return self._first_free(wanted, time, lambda place: f"{body}({place}){mark}{anchor}")

    def count(self, wanted: str) -> UnitId:
        """The first free id among `wanted1`, `wanted2` …, for what is counted and never labelled."""
        body, mark, anchor = wanted.partition("@")
        return self._first_free(wanted, 0, lambda place: f"{body}{place or 1}{mark}{anchor}")

    def _first_free(self, wanted: str, start: int, named: Callable[[int], str]) -> UnitId:
        """The first free name from `start` on; no name is free again, so the next search begins where this one ends."""
        place = self._free.get((wanted, start), start)
        while (given := named(place)) in self.taken:
            place += 1
        self._free[wanted, start] = place
        self.taken.add(given)
        return UnitId(given)
