"""The operation of a paragraph: its net effect on the rule that its main clause is about.

A formula of real orders that stands in the main clause decides (`effects.yaml`); of several the first in `Operation`'s
order counts, and one of suspending gives way to what the rest puts in the rule's place (gold/waivers/GUIDELINES.md
section 3). Where none does, `weights` tell what the paragraph's words speak for, and doubt it where they speak for two
operations about as much.
"""

from typing import NamedTuple

from lawtext.experiments import weights
from lawtext.experiments.cues import Hit
from lawtext.experiments.enumeration import Enumeration
from lawtext.experiments.marked import Marked
from lawtext.experiments.waivers import Operation
from lawtext.experiments.zones import DOES, Zone, zones

FIRM = 0.4
"""The margin from which the words outdo a formula in the rest of the paragraph."""
DOUBTED = 0.2
"""The margin below which words alone are doubted.

Of paragraphs left out of the learning, words have 0.98 right from FIRM on, some 0.8 between the two margins, and half
below; `scripts/training/operations.py` prints it.
"""

_ORDER = list(Operation)
_NAMED = {operation.value: operation for operation in Operation}
_ALSO = {"discretion-also": Operation.DISCRETION, "prolong-rule": Operation.PROLONG}


class Effect(NamedTuple):
    """The operation and the others a paragraph has beside it.

    The operation is None where no word tells it, or where no waived provision is named and the words leave doubt.
    `or_else`: what the words speak for about as much.
    """

    operation: Operation | None
    also: tuple[Operation, ...]
    or_else: Operation | None = None


def effect(marked: Marked, hits: tuple[Hit, ...], waived: Enumeration, least: float = 0) -> Effect:
    """Read the operation of a paragraph. `least`: the margin below which its words tell none."""
    placed = zones(marked, hits, waived)
    formulas = _formulas(hits, placed, waived)
    operation, or_else = formulas.decided, None
    if operation is None:
        words = weights.shipped().scores(weights.features(marked, placed))
        least = least if waived.waived else max(least, DOUBTED)
        operation, or_else = _said(words if words and words.margin >= least else None, _first(formulas.rest))
    return Effect(operation, tuple(sorted(formulas.also - {operation}, key=_ORDER.index)), or_else)


def _said(words: weights.Scores | None, beside: Operation | None) -> tuple[Operation | None, Operation | None]:
    """What the words say, and the other that they may mean; a formula of the rest decides where they aren't firm."""
    if words is None or (beside and words.margin < FIRM):
        return beside, None
    return words.first, words.second if words.margin < DOUBTED else None


class _Formulas(NamedTuple):
    """The operations that formulas name: in the main clause, in the rest, and all that count beside another."""

    main: frozenset[Operation]
    rest: frozenset[Operation]
    also: frozenset[Operation]

    @property
    def decided(self) -> Operation | None:
        """The first of the main clause; suspending gives way to what the rest puts in the rule's place."""
        return _first(self.main | self.rest if self.main == {Operation.SUSPEND} else self.main)


def _formulas(hits: tuple[Hit, ...], placed: tuple[Zone, ...], waived: Enumeration) -> _Formulas:
    main = [hit for hit in hits if placed[hit.start] in DOES]
    conditions = [hit for hit in hits if placed[hit.start] is Zone.CONDITION]
    rest = _named([hit for hit in hits if placed[hit.start] is Zone.REST])
    also = frozenset(_ALSO[hit.shows] for hit in main if hit.shows in _ALSO)
    named = _named(main) | _longer(main, conditions, waived, hits)
    if _limits_fewest(main, waived):
        return _Formulas(frozenset({Operation.SUSPEND}), frozenset(), named | rest | also)
    return _Formulas(named, rest, named | rest | also)


def _named(hits: list[Hit]) -> frozenset[Operation]:
    return frozenset(_NAMED[hit.shows] for hit in hits if hit.shows in _NAMED)


def _first(operations: frozenset[Operation]) -> Operation | None:
    return min(operations, key=_ORDER.index, default=None)


def _longer(main: list[Hit], conditions: list[Hit], waived: Enumeration, hits: tuple[Hit, ...]) -> frozenset[Operation]:
    """Prolonging, where a limit of the paragraph's own takes the place of one that is waived."""
    own = {hit for hit in main if hit.shows in ("limit", "longer")}
    described = {hit for hit in hits if hit.shows == "limit" and waived.tells_of(hit.start)}
    two = bool(own and described) and len(own | described) > 1
    set_instead = any(hit.shows == "limit" for hit in conditions) and any(hit.shows == "lifts-limit" for hit in main)
    return frozenset({Operation.PROLONG} if two or set_instead else ())


def _limits_fewest(main: list[Hit], waived: Enumeration) -> bool:
    """Whether the main clause names several rules, and a limit on duration is the smaller part of what is waived.

    "If the main clause names several rules, the one with most waived units decides": order 529/2018 § 3.
    """
    rules = [hit for hit in main if hit.shows == "rule"]
    limited = any(hit.shows == "prolong-rule" for hit in main)
    if not limited or len(rules) < 2:
        return False
    about_limits = sum(len(one.cite.units) for one in waived.waived if "varighed" in one.about)
    return 2 * about_limits < sum(len(one.cite.units) for one in waived.waived)
