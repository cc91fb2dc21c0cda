"""The operation of a paragraph: its net effect on the rule that its main clause is about.

The main clause (the first sentence and the sentences "Forsøget indebærer, at …") decides by its specific wording; where
it has none, the rest of the paragraph does, conditions apart; then what is said of the waived rule; then the general
wording of the main clause. Of several the first in `Operation`'s order counts (gold/waivers/GUIDELINES.md section 3).
Where no wording is known, single words are counted, and that is said.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from lawtext.experiments.cues import Hit
from lawtext.experiments.enumeration import Enumeration
from lawtext.experiments.marked import Marked
from lawtext.experiments.waivers import Operation

_SPECIFIC = {
    operation.value: operation
    for operation in (
        Operation.REASSIGN,
        Operation.REPLACE,
        Operation.SUBSTITUTE,
        Operation.PROLONG,
        Operation.EXTEND,
        Operation.EXEMPT_PROCEDURE,
        Operation.DISCRETION,
    )
}
_GENERAL = {
    "extend-general": Operation.EXTEND,
    "exempt-general": Operation.EXEMPT_PROCEDURE,
    "suspend-general": Operation.SUSPEND,
}
_ALSO = {"discretion-also": Operation.DISCRETION, "prolong-rule": Operation.PROLONG}
_ORDER = list(Operation)


_HINTS = {f"hint-{operation.value}": operation for operation in Operation}


class Effect(NamedTuple):
    """The operation and the others a paragraph has beside it; None where none could be read.

    `hinted`: no known wording decided, only single words.
    """

    operation: Operation | None
    also: tuple[Operation, ...]
    hinted: bool = False


def effect(marked: Marked, hits: tuple[Hit, ...], waived: Enumeration) -> Effect:
    """Read the operation of a paragraph that waives something."""
    main, rest, conditions = _zones(marked, hits, waived)
    specific = _specific(main)
    if _longer(main, conditions, waived, hits):
        specific.add(Operation.PROLONG)
    general = _general(main)
    told = [hit for hit in hits if waived.tells_of(hit.start)]
    chosen = _first(specific) or _first(_specific(rest)) or _described(told, general) or _first(general)
    if chosen in (None, Operation.SUSPEND, Operation.PROLONG) and _limits_fewest(main, waived):
        chosen = Operation.SUSPEND
    beside = specific | _specific(rest) | {_ALSO[hit.shows] for hit in main if hit.shows in _ALSO}
    also = tuple(sorted(beside - {chosen}, key=_ORDER.index))
    hint = _hint([*main, *told]) if chosen is None and waived.waived else None
    return Effect(chosen or hint, also, hinted=hint is not None)


def _general(main: list[Hit]) -> set[Operation]:
    """What the general wordings show; "kan undlade at give" gives nothing to anyone."""
    shown = {hit.shows for hit in main}
    found = {_GENERAL[one] for one in shown if one in _GENERAL}
    return found - {Operation.EXTEND} | {Operation.SUSPEND} if "not-given" in shown else found


def _described(told: list[Hit], general: set[Operation]) -> Operation | None:
    """What the words about the waived rule show: a step of it is dropped; a maximum is, where more can be given."""
    shown = {hit.shows for hit in told}
    if "swaps-rules" in shown:
        return Operation.SUBSTITUTE
    if "drops-step" in shown:
        return Operation.EXEMPT_PROCEDURE
    return Operation.PROLONG if "caps" in shown and general <= {Operation.EXTEND} else None


def _hint(hits: list[Hit]) -> Operation | None:
    """The operation that most single words speak for; of several the first in `Operation`'s order."""
    votes = Counter(_HINTS[hit.shows] for hit in hits if hit.shows in _HINTS)
    return max(votes, key=lambda operation: (votes[operation], -_ORDER.index(operation)), default=None)


def _zones(marked: Marked, hits: tuple[Hit, ...], waived: Enumeration) -> tuple[list[Hit], list[Hit], list[Hit]]:
    """The cues of the main clause, of the rest, and of the conditions; those of what is waived belong to none."""
    main: list[Hit] = []
    rest: list[Hit] = []
    conditions: list[Hit] = []
    for hit in hits:
        if waived.holds(hit.start):
            continue
        sentence = marked.sentence(hit.start)
        shown = {other.shows for other in hits if sentence.holds(other.start)}
        words = [token.lower_ for token in marked.doc[sentence.start : sentence.start + 4]]
        if shown & {"condition"}:
            conditions.append(hit)
        elif sentence.number == 0 or words[1:2] == ["indebærer"]:
            main.append(hit)
        elif not shown & {"reports", "keeps"} and not _about_the_order(marked, sentence.start, sentence.end):
            rest.append(hit)
    return main, rest, conditions


def _about_the_order(marked: Marked, start: int, end: int) -> bool:
    """Whether the sentence elaborates another stykke ("jf. stk. 2") and so has no effect of its own."""
    return any(marked.cites[token].own for token in range(start, end) if token in marked.cites)


def _specific(hits: Iterable[Hit]) -> set[Operation]:
    """What the specific wordings show; how a talk is held is a dropped step only where it isn't left to choose."""
    shown = {hit.shows for hit in hits}
    found = {_SPECIFIC[one] for one in shown if one in _SPECIFIC}
    manner = "exempt-manner" in shown and Operation.DISCRETION not in found
    return found | {Operation.EXEMPT_PROCEDURE} if manner else found


def _first(operations: set[Operation]) -> Operation | None:
    return min(operations, key=_ORDER.index, default=None)


def _longer(main: list[Hit], conditions: list[Hit], waived: Enumeration, hits: tuple[Hit, ...]) -> bool:
    """Whether a limit of the paragraph's own takes the place of one that is waived."""
    own = {hit for hit in main if hit.shows in ("limit", "longer")}
    set_instead = any(hit.shows == "limit" for hit in conditions)
    lifted = any(hit.shows == "lifts-limit" for hit in main)
    described = {hit for hit in hits if hit.shows == "limit" and waived.tells_of(hit.start)}
    two = bool(own and described) and len(own | described) > 1
    no_maximum = {"maximum", "exempts"} <= {hit.shows for hit in main}
    return two or no_maximum or (set_instead and lifted)


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
