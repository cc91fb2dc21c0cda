"""From old numbers to new, derived from the same experiments in two orders: suggestions, and never more than that.

An experiment that stands in both orders cites the old act in one and the new act in the other, for the same persons
and the same rule. So what it waives, and whom it is for, correspond as a whole; single units are paired only where the
whole has one on each side, or where they keep company through all experiments. Nothing resolves by this: a letter asks
the law of its own day.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lawtext.experiments.book import Book
from lawtext.experiments.companions import companions, deviations, groups_of, left_open
from lawtext.experiments.correspondences import Basis, Concordance, Pair, Relation, Role, Row
from lawtext.experiments.registry import Experiment
from lawtext.experiments.waivers import Provisions, Waiver
from lawtext.law.ids import EditionId


class _Both(NamedTuple):
    experiment: Experiment
    old: Waiver
    new: Waiver | None


def concordance(book: Book, old: EditionId, new: EditionId) -> Concordance:
    """The suggestions from one order to a later one. Experiments that stand in the new one alone have no row."""
    both = list(_both(book, old, new))
    rows = tuple(row for one in both for row in _rows(one))
    groups = groups_of(rows)
    pairs = (*companions(groups), *_alone(rows))
    left = tuple(left_open(groups, pairs))
    return Concordance(old, new, rows, tuple(_merged(pairs)), left, tuple(deviations(groups, pairs)))


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
