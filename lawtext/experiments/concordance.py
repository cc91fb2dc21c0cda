"""From old numbers to new, derived from the same experiments in two orders: suggestions, and never more than that.

An experiment that stands in both orders cites the old act in one and the new act in the other, for the same persons
and the same rule. So what it waives, and whom it is for, correspond as a whole; single units are paired only where the
whole has one on each side, or where they keep company through all experiments. Nothing resolves by this: a letter asks
the law of its own day.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from lawtext.citing.write import units_in_words
from lawtext.experiments.book import Book
from lawtext.experiments.registry import Experiment
from lawtext.experiments.waivers import Provisions, Waiver
from lawtext.law.ids import EditionId, UnitId, UnitRange, order, steps


class Role(StrEnum):
    """What the units are in the experiment."""

    WAIVES = "fraviges"
    TARGET_GROUP = "målgruppe"
    PRESERVED = "gælder fortsat"


class Relation(StrEnum):
    """How old and new units of one row stand to each other."""

    SAME = "samme"
    PAIRED = "svarer som helhed"
    OLD_ONLY = "kun i den gamle"
    NEW_ONLY = "kun i den nye"
    DROPPED = "forsøget er væk"


class Row(Struct, frozen=True):
    """One act in one role in one experiment: the units of both orders, as they cite them."""

    experiment: str
    title: str
    old_paragraph: UnitId
    new_paragraph: UnitId | None
    role: Role
    act: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    relation: Relation


class Basis(StrEnum):
    """Why two units are paired."""

    ALONE = "den eneste på hver side i et forsøg"
    MANY_TO_ONE = "flere gamle mod én ny i et forsøg"
    COMPANY = "følges ad gennem forsøgene"


class Pair(Struct, frozen=True):
    """A suggestion: an old unit and the new one. `experiments` are the ids it is derived from."""

    act: str
    old: str
    new: str
    basis: Basis
    experiments: tuple[str, ...]


class Deviation(Struct, frozen=True):
    """An experiment whose groups don't follow the pairs of the others. `says` is a whole Danish sentence."""

    experiment: str
    says: str


class Open(Struct, frozen=True):
    """Units that keep company as a whole, but can't be told apart by the experiments alone."""

    act: str
    old: tuple[str, ...]
    new: tuple[str, ...]


class Concordance(Struct, frozen=True):
    """All of it, from the order `old` to the order `new`."""

    old: EditionId
    new: EditionId
    rows: tuple[Row, ...]
    pairs: tuple[Pair, ...]
    open: tuple[Open, ...]
    deviations: tuple[Deviation, ...]


class _Both(NamedTuple):
    experiment: Experiment
    old: Waiver
    new: Waiver | None


def concordance(book: Book, old: EditionId, new: EditionId) -> Concordance:
    """The suggestions from one order to a later one. Experiments that stand in the new one alone have no row."""
    both = list(_both(book, old, new))
    rows = tuple(row for one in both for row in _rows(one))
    groups = _groups(rows)
    pairs = (*_companions(groups), *_alone(rows))
    left = tuple(_open(groups, pairs))
    return Concordance(old, new, rows, tuple(_merged(pairs)), left, tuple(_deviations(groups, pairs)))


def _both(book: Book, old: EditionId, new: EditionId) -> Iterator[_Both]:
    for experiment in book.registry.experiments:
        before, after = experiment.paragraphs.get(old), experiment.paragraphs.get(new)
        waiver = book.waiver(old, before) if before else None
        if waiver:
            yield _Both(experiment, waiver, book.waiver(new, after) if after else None)


def _rows(one: _Both) -> Iterator[Row]:
    for role in Role:
        before = _by_act(_of(one.old, role))
        after = _by_act(_of(one.new, role)) if one.new else {}
        for act in dict.fromkeys((*before, *after)):
            units = tuple(before.get(act, ())), tuple(after.get(act, ()))
            new_paragraph = one.new.paragraph if one.new else None
            yield Row(
                experiment=one.experiment.id,
                title=one.experiment.title,
                old_paragraph=one.old.paragraph,
                new_paragraph=new_paragraph,
                role=role,
                act=act,
                old=units[0],
                new=units[1],
                relation=_relation(*units, dropped=one.new is None),
            )


def _of(waiver: Waiver, role: Role) -> tuple[Provisions, ...]:
    return {
        Role.WAIVES: waiver.waives,
        Role.TARGET_GROUP: waiver.target_group,
        Role.PRESERVED: waiver.preserved,
    }[role]


def _by_act(cited: Iterable[Provisions]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in cited:
        listed = found.setdefault(one.title, [])
        listed += [unit for unit in one.units if unit not in listed]
    return found


def _relation(old: tuple[str, ...], new: tuple[str, ...], *, dropped: bool) -> Relation:
    if dropped:
        return Relation.DROPPED
    if not new:
        return Relation.OLD_ONLY
    if not old:
        return Relation.NEW_ONLY
    return Relation.SAME if set(old) == set(new) else Relation.PAIRED


class _Groups(NamedTuple):
    """The numbered groups of one act in one experiment, ranges opened."""

    experiment: str
    act: str
    old: frozenset[str]
    new: frozenset[str]


def _groups(rows: Iterable[Row]) -> list[_Groups]:
    """Experiments whose groups are numbered on both sides and moved."""
    found = []
    for row in rows:
        if row.role is Role.TARGET_GROUP and row.relation is Relation.PAIRED:
            old, new = (frozenset(unit for one in side for unit in _numbers(one)) for side in (row.old, row.new))
            if old and new:
                found.append(_Groups(row.experiment, row.act, old, new))
    return found


def _numbers(unit: str) -> Iterator[str]:
    """The numbers of a cited list: "Par2_Stk1_Num1:Par2_Stk1_Num4" gives four; none for a whole paragraph."""
    first, _, last = unit.partition(":")
    outer, _, low = first.rpartition("_Num")
    high = (last or first).rpartition("_Num")[2]
    if outer and low.isdigit() and high.isdigit():
        yield from (f"{outer}_Num{number}" for number in range(int(low), int(high) + 1))


def _companions(groups: list[_Groups]) -> Iterator[Pair]:
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


def _mutual(groups: list[_Groups]) -> dict[str, str]:
    """Old → new for those that are each other's single best."""
    olds = {unit for one in groups for unit in one.old}
    news = {unit for one in groups for unit in one.new}
    forward = {old: _best({new: _company(groups, old, new) for new in news}) for old in olds}
    backward = {new: _best({old: _company(groups, old, new) for old in olds}) for new in news}
    found = {old: new for old, new in forward.items() if new and backward.get(new) == old}
    return dict(sorted(found.items(), key=lambda pair: _number(pair[0])))


def _company(groups: list[_Groups], old: str, new: str) -> float:
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


def _alone(rows: Iterable[Row]) -> Iterator[Pair]:
    """Units that have one unit against them: one to one, or several to one."""
    for row in rows:
        if row.relation is Relation.PAIRED and len(row.new) == 1 and not any("_Num" in unit for unit in row.old):
            basis = Basis.ALONE if len(row.old) == 1 else Basis.MANY_TO_ONE
            for unit in row.old:
                yield Pair(row.act, unit, row.new[0], basis, (row.experiment,))


def _merged(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The same suggestion from several experiments once."""
    found: dict[tuple[str, str, str, Basis], list[str]] = {}
    for pair in pairs:
        found.setdefault((pair.act, pair.old, pair.new, pair.basis), []).extend(pair.experiments)
    for (act, old, new, basis), experiments in found.items():
        yield Pair(act, old, new, basis, tuple(dict.fromkeys(experiments)))


def _open(groups: list[_Groups], pairs: Iterable[Pair]) -> Iterator[Open]:
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


def _deviations(groups: list[_Groups], pairs: Iterable[Pair]) -> Iterator[Deviation]:
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
    one: _Groups, now: Mapping[tuple[str, str], str], lost: list[str], added: list[str], more: int
) -> Iterator[str]:
    for unit in lost:
        became = in_words((now[one.act, unit],))
        yield f"{in_words((unit,))}, svarer ellers til {became}, som ikke er med her."
    if added:
        yield f"{in_words(added)} er kommet til."
    if more > 0:
        yield f"Der er {_counted(more, 'ny gruppe', 'nye grupper')} uden modstykke."
    elif more < 0:
        yield f"{_counted(-more, 'gammel gruppe', 'gamle grupper')} er ikke ført videre."


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def in_words(units: Iterable[str]) -> str:
    """Units and ranges as an order cites them: groups without the one stykke of their §, sentences with theirs."""
    every = tuple(units)
    grouped = all("_Num" in unit for unit in every)
    return units_in_words([_unit(unit) for unit in every], lone=lambda _: grouped)


def _unit(text: str) -> UnitId | UnitRange:
    first, _, last = text.partition(":")
    return UnitRange(UnitId(first), UnitId(last)) if last else UnitId(first)
