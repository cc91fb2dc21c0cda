"""The one list: the provisions of a plan's rows looked up on its day, row by row and act by act."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from lawtext.drafting.cite import Citer
from lawtext.drafting.forms import Paragraphs
from lawtext.drafting.letters import Cited
from lawtext.drafting.plans import Plan, Row, hindrances, requirements
from lawtext.experiments import saying
from lawtext.law.ids import UnitId, UnitRange, contains, order, steps
from lawtext.law.verdicts import Status


class LookedUp(NamedTuple):
    """A row with its requirement and why it hinders (never "som ovenfor"), and its citations as they are on the day."""

    row: Row
    requirement: str
    hinders: Paragraphs
    cited: tuple[Cited, ...]

    @property
    def in_words(self) -> str:
        """The provisions with the acts' official titles: "Kapitel 12 a i lov om …; §§ 9 og 10 i lov om …"."""
        return in_words(self.cited)


def looked_up(plan: Plan, citer: Citer) -> tuple[LookedUp, ...]:
    """The rows of a plan; a text that can't be read stands as it is written: nothing of a row is lost."""
    return tuple(
        LookedUp(row, demand, hinders, tuple(cited(row.provisions, plan.date, citer)))
        for row, demand, hinders in zip(plan.rows, requirements(plan.rows), hindrances(plan.rows), strict=True)
    )


def cited(texts: Iterable[str], day: date, citer: Citer, *, whole_acts: bool = False) -> Iterator[Cited]:
    """The citations of texts that are nothing else. `whole_acts`: an act without a provision is one too."""
    for text in texts:
        found = citer.all(text, day)
        if any(one.units or (whole_acts and one.dated) for one in found):
            yield from found
        else:
            why = f"»{text}« kan ikke læses som en henvisning."
            yield Cited(text, day, text, "", "", status=Status.NO_SUCH_PROVISION, why=why)


def in_words(found: Iterable[Cited]) -> str:
    """Citations one after the other, each opening with a capital."""
    return "; ".join(saying.opening(one.short if one.provisions else one.act) for one in found)


def by_act(found: Iterable[Cited], citer: Citer) -> Iterator[dict[str, str]]:
    """The provisions act by act in the order they are first named; a part is left out beside its whole."""
    acts: dict[str, list[Cited]] = {}
    for one in found:
        acts.setdefault(one.dated or one.provisions, []).append(one)
    for dated, of_act in acts.items():
        units = _widest(unit for one in of_act for unit in one.units)
        yield {
            "title": saying.opening(dated),
            "provisions": saying.opening(citer.words(of_act[0].edition, units)),
        }


def _widest(units: Iterable[UnitId | UnitRange]) -> list[UnitId | UnitRange]:
    """Each unit once, §§ before chapters, in the order of their numbers; what lies inside another one is left out."""
    every = list(dict.fromkeys(units))
    kept = [
        unit
        for unit in every
        if isinstance(unit, UnitRange)
        or not any(isinstance(other, str) and other != unit and contains(other, unit) for other in every)
    ]
    return sorted(kept, key=_place)


def _place(unit: UnitId | UnitRange) -> tuple[bool, Sequence[tuple[int, tuple[int, ...]]]]:
    chain = steps(unit.first if isinstance(unit, UnitRange) else unit)
    return chain[0].level != "Par", [order(step.number) for step in chain]
