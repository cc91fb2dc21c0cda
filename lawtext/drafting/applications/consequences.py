"""What depends on a row's provisions: who refers to them, what is waived already, orders made under them.

Everything is read from the corpus on the plan's day and said in whole Danish sentences; nothing is judged.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lawtext.citing.write import ActWords, act_words, write
from lawtext.citing.write import Cited as Written
from lawtext.corpus.shelf import SqliteShelf
from lawtext.corpus.touching import Point
from lawtext.drafting.letters import Cited
from lawtext.experiments import saying
from lawtext.experiments.impact import Asking, Impact, Made, Referring, Waiving
from lawtext.experiments.waivers import Operation
from lawtext.law.ids import EditionId, UnitId, UnitRange, steps
from lawtext.law.verdicts import Status
from lawtext.wording import dates


class Consequences(NamedTuple):
    """What a row touches. `says` are sentences for the document; `impact` None where nothing could be asked."""

    says: tuple[str, ...]
    impact: Impact | None = None

    @property
    def flagged(self) -> dict[str, tuple[Referring, ...]]:
        """Those who refer to the provisions and raise limits themselves, by the limit's id."""
        if self.impact is None:
            return {}
        others = _others(self.impact)
        flagged = {limit.id: tuple(one for one in others if limit.id in one.flags) for limit in self.impact.limits}
        return {limit: found for limit, found in flagged.items() if found}

    @property
    def waived_by(self) -> tuple[Waiving, ...]:
        """The experiments that waive one of the provisions on the day."""
        touched = self.impact.touched if self.impact else ()
        return tuple(dict.fromkeys(waiving for one in touched for waiving in one.waived_by))


class Dependents:
    """Asks what depends on provisions, on one corpus and day."""

    def __init__(self, shelf: SqliteShelf, asking: Asking) -> None:
        self._shelf = shelf
        self._asking = asking

    def points(self, cited: Iterable[Cited]) -> tuple[Point, ...]:
        """The provisions that exist among citations, ranges opened."""
        return tuple(dict.fromkeys(point for one in cited for point in self._points(one)))

    def of(self, cited: Iterable[Cited]) -> Consequences:
        """What the provisions of one row touch."""
        points = self.points(cited)
        if not points:
            return Consequences(("Det vides ikke: bestemmelserne er ikke fundet i korpus.",))
        found = self._asking.impact(points)
        return Consequences(tuple(self._says(found)), found)

    def _points(self, one: Cited) -> Iterator[Point]:
        work = self._shelf.work_of(one.edition) if one.edition else None
        if work is None or one.status is not Status.EXISTS:
            return
        for unit in one.units:
            for member in self._asking.members(work.id, unit) if isinstance(unit, UnitRange) else (unit,):
                yield Point(work.id, member)

    def _says(self, found: Impact) -> Iterator[str]:
        others = _others(found)
        waiving = list(dict.fromkeys(one for each in found.touched for one in each.waived_by))
        made = list(dict.fromkeys(one for each in found.touched for one in each.made_under))
        if others:
            yield saying.ended(f"Der henvises hertil i {in_acts(others)}")
        titles = {limit.id: limit.title for limit in found.limits}
        for limit, flagged in Consequences((), found).flagged.items():
            yield f"Blandt dem rejser {in_acts(flagged)} spørgsmålet »{titles[limit]}«."
        if waiving:
            yield saying.ended(f"Fraviges i forvejen af {self._waiving(waiving)}")
        if made:
            yield saying.ended(f"Udstedt i medfør heraf: {self._made(made)}")
        if not (others or waiving or made):
            yield f"Ingen andre bestemmelser i korpus henviser hertil eller fraviger det den {dates.write(found.day)}."

    def _waiving(self, waiving: Iterable[Waiving]) -> str:
        said = dict.fromkeys(f"{self._at(one.order, one.item)} ({_experiment(one)})" for one in waiving)
        return saying.listed(list(said))

    def _made(self, made: Iterable[Made]) -> str:
        return saying.listed(list(dict.fromkeys(self._act(one.order) for one in made)))

    def _at(self, order: EditionId, item: UnitId) -> str:
        """The § of an order."""
        try:
            words = act_words(self._shelf, order)
        except KeyError:
            return f"{saying.section(_outermost(item))} i {saying.numbered(order)}"
        return write([Written(words, (_outermost(item),))], glue=True)

    def _act(self, order: EditionId) -> str:
        try:
            return write([Written(act_words(self._shelf, order))], glue=True)
        except KeyError:
            return saying.numbered(order)


def _experiment(one: Waiving) -> str:
    how = Operation(one.operation).danish if one.operation else "virkningen er ikke læst"
    return f"»{one.experiment}«: {how}" if one.experiment else how


def _others(found: Impact) -> list[Referring]:
    """Those who refer to what was asked about and do not lie in it themselves."""
    own = {(one.work, steps(one.unit)[0]) for one in found.touched}
    return [other for one in found.touched for other in one.referring if (other.work, steps(other.unit)[0]) not in own]


def in_acts(referring: Iterable[Referring]) -> str:
    """The §§ that refer, act by act: "§§ 13 b og 21 i lov om sygedagpenge"."""
    acts: dict[str, dict[UnitId, None]] = {}
    for one in referring:
        acts.setdefault(one.title, {})[_outermost(one.unit)] = None
    return write([Written(ActWords(title), tuple(units)) for title, units in acts.items()], glue=True)


def _outermost(unit: UnitId) -> UnitId:
    """The § that a unit lies in, with what stands around it outside the body."""
    chain = steps(unit)
    inside = next((at for at, step in enumerate(chain) if step.level == "Par"), 0)
    return UnitId("_".join(f"{step.level}{step.number}" for step in chain[: inside + 1]))
