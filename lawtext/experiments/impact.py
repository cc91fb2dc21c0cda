"""What a provision touches on a day: experiments that waive it, provisions that refer to it, orders made under it.

All of it is read from registers and shipped waivers; what is not held is said in `not_known`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from lawtext.corpus import saying as corpus_saying
from lawtext.corpus.shelf import SqliteShelf
from lawtext.corpus.touching import DayOfReferences, Point, Touching
from lawtext.experiments import saying
from lawtext.experiments.book import Book
from lawtext.experiments.limits import Limit, Limits, Provision
from lawtext.experiments.limits import limits as checklist
from lawtext.experiments.within import meets
from lawtext.law.ids import EditionId, UnitId, UnitRange
from lawtext.law.verdicts import Status, Verdict
from lawtext.law.works import WorkId
from lawtext.wording import dates


class Waiving(Struct, frozen=True):
    """An experiment that waives a provision: the order's item, what it cites there, and who may use it."""

    order: EditionId
    item: UnitId
    experiment: str
    network: str
    operation: str
    cited: str
    scope: str


class Referring(Struct, frozen=True):
    """A provision that refers to another, `depth` references away from what was asked.

    `refers_to` is what it names (a unit or "first:last") of `to`. `flags` are ids of the limits it raises.
    """

    work: WorkId
    title: str
    edition: EditionId
    unit: UnitId
    depth: int
    to: WorkId
    refers_to: str
    heading: str
    flags: tuple[str, ...]


class Made(Struct, frozen=True):
    """An order made under a provision, and where that was read."""

    order: EditionId
    under: UnitId
    source: str


class Touched(Struct, frozen=True):
    """One provision asked about, with all that it touches."""

    work: WorkId
    title: str
    unit: UnitId
    verdict: Verdict
    heading: str
    flags: tuple[str, ...]
    waived_by: tuple[Waiving, ...]
    referring: tuple[Referring, ...]
    made_under: tuple[Made, ...]


class Impact(Struct, frozen=True):
    """The answer. `limits` are those that any of it raises; `not_known` holds whole Danish sentences."""

    day: date
    touched: tuple[Touched, ...]
    limits: tuple[Limit, ...]
    not_known: tuple[str, ...]


class Asking:
    """What impact is asked of: a corpus, its experiments and a day."""

    def __init__(self, shelf: SqliteShelf, book: Book, day: date) -> None:
        self.shelf = shelf
        self.book = book
        self.day = day
        self._references = DayOfReferences(shelf, day)
        self._waived: dict[str, list[tuple[Any, ...]]] = {}
        self._every = checklist(book.source)
        self._limits = Limits(shelf, self._every, day, self._references.chapters)

    def impact(self, asked: Iterable[Point], depth: int = 1) -> Impact:
        """What the provisions touch, to `depth` references away. Chapters are opened into their §§."""
        points = [point for one in asked for point in self._opened(one)]
        near: dict[Point, list[Referring]] = {point: [] for point in points}
        for one in self._references.touching(points, depth):
            near[one.asked].append(self._referring_one(one))
        touched = tuple(self._touched(point, near[point]) for point in near)
        raised = {one.limit.id for one in self._limits.raised(Provision(*point) for point in points) if one.because}
        raised |= {flag for one in touched for other in one.referring for flag in other.flags}
        limits = tuple(limit for limit in self._every if limit.id in raised)
        doubts = dict.fromkeys(
            f"{saying.opening(one.title)}: {doubt.says}" for one in touched for doubt in one.verdict.doubts
        )
        return Impact(self.day, touched, limits, (*self._not_known(), *doubts))

    def opens(self, work: WorkId, units: UnitRange) -> tuple[UnitId, ...]:
        """The units that a range means in the edition of the day; () where it is not held or has not both ends."""
        edition = self._references.editions.get(work)
        return self.shelf.members(edition, units) if edition else ()

    def members(self, work: WorkId, units: UnitRange) -> tuple[UnitId, ...]:
        """As `opens`; both ends where it can't be opened."""
        return self.opens(work, units) or (units.first, units.last)

    def _opened(self, point: Point) -> Iterator[Point]:
        edition = self._references.editions.get(point.work)
        inside = self.shelf.paragraphs(edition, point.unit) if edition and point.unit.startswith("Kap") else ()
        yield from (Point(point.work, unit) for unit in inside or (point.unit,))

    def _referring_one(self, one: Touching) -> Referring:
        work, unit = one.reference.point
        return Referring(
            work=work,
            title=self.shelf.work(work).title,
            edition=one.reference.edition,
            unit=unit,
            depth=one.depth,
            to=one.reference.to,
            refers_to=one.reference.named,
            heading=self._heading(Point(work, unit)),
            flags=self._flags(Point(work, unit)),
        )

    def _touched(self, point: Point, referring: list[Referring]) -> Touched:
        work, verdict = self.shelf.work(point.work), self.shelf.standing(point.work, point.unit, self.day)
        if verdict.status is Status.NO_SUCH_PROVISION:
            return Touched(point.work, work.title, point.unit, verdict, "", (), (), (), ())
        waived_by = tuple(self._waived_by(work.title, point))
        items = {(one.order, one.item) for one in waived_by}
        return Touched(
            work=point.work,
            title=work.title,
            unit=point.unit,
            verdict=verdict,
            heading=self._heading(point),
            flags=self._flags(point),
            waived_by=waived_by,
            referring=tuple(one for one in referring if (one.edition, one.unit) not in items),
            made_under=tuple(self._made_under(point)),
        )

    def _heading(self, point: Point) -> str:
        chapter = self._references.chapters.of(*point)
        return chapter.heading if chapter else ""

    def _flags(self, point: Point) -> tuple[str, ...]:
        """The limits that the provision raises by what it is; those that always count say nothing of it."""
        return tuple(dict.fromkeys(limit for limit, _ in self._limits.of(Provision(*point))))

    def _waived_by(self, title: str, point: Point) -> Iterator[Waiving]:
        within = self._references.chapters.of(*point)
        for order, item, experiment, network, operation, first, last, scope in self._waived_of(title):
            cited = first if first == last else f"{first}:{last}"
            if meets(cited, point.unit) or (cited.startswith("Kap") and within and meets(cited, within.unit)):
                known = self.book.registry.experiment(experiment or "")
                yield Waiving(order, item, known.title if known else "", network or "", operation or "", cited, scope)

    def _waived_of(self, title: str) -> list[tuple[Any, ...]]:
        """What the day's order waives of an act."""
        if title not in self._waived:
            entry = self.book.registry.order_on(self.day)
            self._waived[title] = self.shelf.select(
                'SELECT "order", item, experiment, network, operation, first, last, scope FROM waived'
                ' WHERE title = ? AND "order" = ? ORDER BY rowid',
                (title, entry.edition if entry else ""),
            )
        return self._waived[title]

    def _made_under(self, point: Point) -> Iterator[Made]:
        """Orders of the day whose preamble names the provision, in the registry or in a register."""
        for entry in self.book.registry.orders:
            in_force = entry.since <= self.day and (entry.until is None or self.day <= entry.until)
            for unit in entry.basis.provisions.get(point.work, ()) if entry.basis and in_force else ():
                if meets(unit, point.unit):
                    yield Made(entry.edition, unit, entry.basis.source if entry.basis else "")
        for one in self._references.made_under(point):
            yield Made(one.edition, UnitId(one.named.partition(":")[0]), "indledningen")

    def _not_known(self) -> Iterator[str]:
        day = dates.write(self.day)
        missing = self._references.not_held
        if missing:
            acts = saying.listed(list(missing))
            yield f"Henvisninger fra {acts} kendes ikke: udgaven, der gjaldt den {day}, er ikke i korpus."
        entry = self.book.registry.order_on(self.day)
        if entry is None:
            yield f"Ingen bekendtgørelse om frikommuneforsøg er kendt for den {day}."
        elif self.book.order(entry.edition) is None:
            yield f"Fravigelserne i {self._order(entry.edition)}, som gjaldt den {day}, er ikke i korpus."
        elif entry.basis is None:
            yield f"Indledningen til {self._order(entry.edition)} er ikke set, så dens hjemmel kendes ikke."

    def _order(self, edition: EditionId) -> str:
        """An order by number and date, by number and year where its date is not listed."""
        work = self.shelf.work_of(edition)
        listed = work.listed(edition) if work else None
        return corpus_saying.edition(listed) if listed else saying.numbered(edition)
