"""Numbered groups that keep company: which number became which, seen over all experiments of two orders.

"§ 2, nr. 3" and "§ 6, nr. 3" stand in the same experiments; where a group has not become what it became elsewhere, that
is a deviation, and perhaps a slip (gold/waivers/ERRORS.md B5).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lawtext.experiments import saying
from lawtext.experiments.correspondences import Basis, Deviation, Open, Pair, Relation, Role, Row
from lawtext.law.ids import order, steps
from lawtext.wording.prose import counted


class Groups(NamedTuple):
    """The numbered groups of one act in one experiment, ranges opened."""

    experiment: str
    act: str
    old: frozenset[str]
    new: frozenset[str]


def groups_of(rows: Iterable[Row]) -> list[Groups]:
    """Experiments whose groups are numbered on both sides and moved."""
    found = []
    for row in rows:
        if row.role is Role.TARGET_GROUP and row.relation is Relation.PAIRED:
            old, new = (frozenset(unit for one in side for unit in _numbers(one)) for side in (row.old, row.new))
            if old and new:
                found.append(Groups(row.experiment, row.act, old, new))
    return found


def _numbers(unit: str) -> Iterator[str]:
    """The numbers of a cited list: "Par2_Stk1_Num1:Par2_Stk1_Num4" gives four; none for a whole paragraph."""
    first, _, last = unit.partition(":")
    outer, _, low = first.rpartition("_Num")
    high = (last or first).rpartition("_Num")[2]
    if outer and low.isdigit() and high.isdigit():
        yield from (f"{outer}_Num{number}" for number in range(int(low), int(high) + 1))


def companions(groups: list[Groups]) -> Iterator[Pair]:
    """Units that stand in the same experiments on both sides, each being the other's one best companion.

    What is paired is taken away and the rest compared again, so that the last ones pair by elimination.
    """
    for act in dict.fromkeys(one.act for one in groups):
        left = [one for one in groups if one.act == act]
        while found := _mutual(left):
            for old, new in found.items():
                shared = (one for one in groups if one.act == act and old in one.old and new in one.new)
                yield Pair(act, old, new, Basis.COMPANY, tuple(one.experiment for one in shared))
            gone = {*found, *found.values()}
            left = [one._replace(old=one.old - gone, new=one.new - gone) for one in left]


def _mutual(groups: list[Groups]) -> dict[str, str]:
    """Old → new for those that are each other's single best."""
    olds = {unit for one in groups for unit in one.old}
    news = {unit for one in groups for unit in one.new}
    forward = {old: _best({new: _company(groups, old, new) for new in news}) for old in olds}
    backward = {new: _best({old: _company(groups, old, new) for old in olds}) for new in news}
    found = {old: new for old, new in forward.items() if new and backward.get(new) == old}
    return dict(sorted(found.items(), key=lambda pair: _number(pair[0])))


def _company(groups: list[Groups], old: str, new: str) -> float:
    """How far two units keep company: 1 for always; an experiment with few groups tells more than one with many."""
    together = either = 0.0
    for one in groups:
        if not one.old or not one.new:
            continue
        weight = 1 / (len(one.old) * len(one.new))
        here = (old in one.old) + (new in one.new)
        together += weight if here == 2 else 0
        either += weight if here else 0
    return together / either if either else 0


def _best(marks: Mapping[str, float]) -> str:
    """The one with the highest mark; "" where none has any or two share it."""
    highest = max(marks.values(), default=0)
    best = [unit for unit, mark in marks.items() if mark == highest]
    return best[0] if highest > 0 and len(best) == 1 else ""


def left_open(groups: list[Groups], pairs: Iterable[Pair]) -> Iterator[Open]:
    """The groups of each act that no pair has."""
    taken = {unit for pair in pairs if pair.basis is Basis.COMPANY for unit in (pair.old, pair.new)}
    for act in dict.fromkeys(one.act for one in groups):
        mine = [one for one in groups if one.act == act]
        old = {unit for one in mine for unit in one.old} - taken
        new = {unit for one in mine for unit in one.new} - taken
        if old or new:
            yield Open(act, tuple(sorted(old, key=_number)), tuple(sorted(new, key=_number)))


def _number(unit: str) -> tuple[int, tuple[int, ...]]:
    return order(steps(unit)[-1].number)


def deviations(groups: list[Groups], pairs: Iterable[Pair]) -> Iterator[Deviation]:
    """Experiments in which a group has not become what it became elsewhere; others by their count."""
    now = {(pair.act, pair.old): pair.new for pair in pairs if pair.basis is Basis.COMPANY}
    for one in groups:
        became = {now[one.act, unit] for unit in one.old if (one.act, unit) in now}
        lost = [unit for unit in one.old if (one.act, unit) in now and now[one.act, unit] not in one.new]
        known = {new for (act, _), new in now.items() if act == one.act}
        added = [unit for unit in one.new if unit in known and unit not in became]
        more = len(one.new - known) - sum((one.act, unit) not in now for unit in one.old)
        says = " ".join(_deviating(one, now, sorted(lost, key=_number), sorted(added, key=_number), more))
        if says:
            yield Deviation(one.experiment, says)


def _deviating(
    one: Groups, now: Mapping[tuple[str, str], str], lost: list[str], added: list[str], more: int
) -> Iterator[str]:
    for unit in lost:
        became = saying.cited((now[one.act, unit],))
        yield f"{saying.cited((unit,))}, svarer ellers til {became}, som ikke er med her."
    if added:
        yield f"{saying.cited(added)} er kommet til."
    if more > 0:
        yield f"Der er {counted(more, 'ny gruppe', 'nye grupper')} uden modstykke."
    elif more < 0:
        yield f"{counted(-more, 'gammel gruppe', 'gamle grupper')} er ikke ført videre."
