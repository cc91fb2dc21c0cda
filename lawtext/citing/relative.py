"""What a relative designation means from where it stands: "stk. 2" in § 68 a, stk. 4 → Par68a_Stk2."""

from functools import lru_cache
from itertools import pairwise, takewhile

from lawtext.citing.designated import Chain, Designated
from lawtext.citing.levels import RANK
from lawtext.law.ids import Step, UnitId, UnitRange, join, steps

Unit = UnitId | UnitRange

_STANDS_IN_STK1 = ("Num", "Lit", "Led", "Pkt")


def own_unit(unit: str) -> str:
    """The unit inside the act that the place's § numbers belong to, without prefix, note and table: "" for none.

    >>> own_unit("Ikr11_Par9_Stk2"), own_unit("Not1@Par13_Stk1"), own_unit("Aen1.9_Ny_Par7e_Stk1"), own_unit("Ind")
    ('Par9_Stk2', 'Par13_Stk1', 'Par7e_Stk1', '')
    """
    if "@" in unit:
        unit = unit.rpartition("@")[2]
    parts = unit.split("_")
    while parts and parts[0].startswith(("Ikr", "Aen", "Ny", "Ryk", "Ind", "Und", "Not", "Tab")):
        parts = parts[1:]
    return "_".join(takewhile(lambda part: not part.startswith("Tab"), parts))


def complete(chain: Chain, base: str, *, points: bool = False) -> tuple[tuple[Unit, ...], bool]:
    """The units of a chain, completed from the unit `base`; and whether all of them reach a root of the act.

    Stk. 1 is supplied where nr., litra, led or pkt. follows the § directly, unless `points`: then "§ 1, nr. 25" is
    point 25 of an amending act (gold/GUIDELINES.md section 5).
    """
    return _completed(chain, base if chain.leans else "", points)


@lru_cache(maxsize=1 << 16)
def _completed(chain: Chain, base: str, points: bool) -> tuple[tuple[Unit, ...], bool]:
    around = steps(base) if base else ()
    found: list[Unit] = []
    whole = True
    for designated in chain.units:
        path = _path(designated.path, around)
        level = path[0].level
        if len(path) > 1 or level == "Sub":  # a § alone, the commonest, has none of what follows
            path = tuple([Step("Afs", step.number) if step.level == "Sub" else step for step in path])
            path = _with_stk1(path, points=points)
        whole = whole and RANK.get(level, 0) <= RANK["Par"] and not _hangs_in_annex(designated, path)
        first = join(*path)
        if designated.to:
            found.append(UnitRange(first, join(*path[:-1], Step(path[-1].level, designated.to))))
        else:
            found.append(first)
    return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found), whole


def _path(path: tuple[Step, ...], around: tuple[Step, ...]) -> tuple[Step, ...]:
    """The path with the steps around it that it lacks."""
    level = path[0].level
    if not around:
        return path
    if level in ("Art", "Afs") and around[0].level in ("Bil", "UBil"):
        return (around[0], *path)
    if RANK.get(level, 0) <= RANK["Par"] and level not in ("Del", "Liste"):
        return path
    return (*[step for step in around if RANK.get(step.level, 0) < RANK[level]], *path)


def _hangs_in_annex(designated: Designated, path: tuple[Step, ...]) -> bool:
    """ "stykke 1" somewhere in an annex: of which article is not said."""
    return (
        designated.path[0].level in ("Stk", "Pkt")
        and path[0].level in ("Bil", "UBil")
        and len(path) == 1 + len(designated.path)
    )


def _with_stk1(path: tuple[Step, ...], *, points: bool) -> tuple[Step, ...]:
    for place, (step, below) in enumerate(pairwise(path), start=1):
        if step.level == "Par":
            stands_in_it = below.level in _STANDS_IN_STK1 and not (points and below.level == "Num")
            return (*path[:place], Step("Stk", "1"), *path[place:]) if stands_in_it else path
    return path


def paragraph_of(unit: Unit | str) -> str:
    """The § (or article) a unit lies in; the last of a range."""
    last = unit.last if isinstance(unit, UnitRange) else unit
    chain = []
    for part in last.split("_"):
        chain.append(part)
        if part.startswith(("Par", "Art")):
            return "_".join(chain)
    return ""


def last_unit(units: tuple[Unit, ...]) -> str:
    """The id that a following relative designation starts from: the last unit named."""
    last = units[-1]
    return last.last if isinstance(last, UnitRange) else last
