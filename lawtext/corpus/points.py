"""Points of an amending act: in ids (`Aen1.26`), and in the lists that preambles and commencement provisions print."""

from collections.abc import Iterable

from lawtext.law.ids import UnitId, order


def number(unit: UnitId) -> str:
    """The number of a point: `Aen1.26` → "26", "" for an id that is none."""
    return unit.partition("_")[0].partition(".")[2]


def named(units: str, part: UnitId, point: str) -> bool:
    """Whether "Par1_Num5", "Par1_Num5:Par1_Num9" or "Par1" (all of it) names this point of this part."""
    first, _, last = units.partition(":")
    outer, _, inner = first.partition("_")
    if not inner:
        low, high = order(outer[3:]), order((last or outer)[3:])
        return outer.startswith("Par") and low <= order(part[3:]) <= high
    if outer != part or not inner.startswith("Num") or not point:
        return False
    ending = last.rpartition("_")[2] if last else inner
    return order(inner[3:]) <= order(point) <= order(ending[3:])


def listed(points: str, point: str) -> bool:
    """Whether the printed list "1-12 og 38" has the point; an empty list has all."""
    if not points:
        return True
    for piece in points.replace(" og ", ",").split(","):
        low, dash, high = piece.strip().partition("-")
        if low and point and order(low) <= order(point) <= order(high if dash else low):
            return True
    return False


def written(numbers: Iterable[str]) -> str:
    """Point numbers as they are printed: runs as ranges, "1-12, 14 og 38"."""
    runs: list[list[str]] = []
    for each in dict.fromkeys(numbers):
        if runs and each.isdigit() and runs[-1][-1].isdigit() and int(each) == int(runs[-1][-1]) + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    pieces = [run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return " og ".join(filter(None, (", ".join(pieces[:-1]), pieces[-1]))) if pieces else ""
