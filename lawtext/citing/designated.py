"""What a chain of designations names: units and ranges, each by its steps from outer to inner."""

from msgspec import Struct

from lawtext.citing.levels import RANK, STANDS_ALONE
from lawtext.law.ids import Step


class Designated(Struct, frozen=True, gc=False):
    """One unit or range that a chain names, outermost step first.

    `path` may begin below the paragraph ("stk. 2"): then it is relative. `to` is the last number of a range, "" for one
    unit.
    """

    path: tuple[Step, ...]
    to: str = ""


class Chain(Struct, eq=False, gc=False):
    """All that a chain names, in order, duplicates once. Not to be changed; the same words give the same object.

    `doubtful` says in Danish what could be read otherwise. `relative`: the first unit starts below the paragraph.
    `leans`: what some unit means depends on where the chain stands.
    """

    units: tuple[Designated, ...]
    doubtful: str = ""
    relative: bool = False
    leans: bool = False

    def __post_init__(self) -> None:
        self.relative = bool(self.units) and RANK[self.units[0].path[0].level] > RANK["Par"]
        self.leans = any(unit.path[0].level not in STANDS_ALONE for unit in self.units)

    @property
    def of_points(self) -> bool:
        """Whether it names points of an amending act among what it names: "§ 1, nr. 2-13, og § 3"."""
        return any([step.level for step in unit.path] == ["Par", "Num"] for unit in self.units)
