"""The references of the acts in force on a day, followed backwards: what depends on a provision, step by step.

A reference counts where it means the provision, something inside it, or something it lies in: its paragraph, a range,
its chapter. Amending acts, commencement blocks and notes are left out: they tell what was changed, not what applies.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from lawtext.corpus.chapters import Chapters
from lawtext.corpus.index import lies_in
from lawtext.corpus.shelf import SqliteShelf
from lawtext.law.ids import EditionId, UnitId
from lawtext.law.works import AMENDING, Work, WorkId

_OUTSIDE = ("Ikr", "Aen", "Ind", "Bil", "Und")


class Point(NamedTuple):
    """A provision of a work: a §, a stykke, or what lies in one; or a chapter."""

    work: WorkId
    unit: UnitId


class Reference(NamedTuple):
    """A reference as it stands: `point` refers to `named` (a unit or "first:last") of `to`."""

    point: Point
    edition: EditionId
    to: WorkId
    named: str


class Touching(NamedTuple):
    """A provision that depends on `asked`, `depth` references away."""

    asked: Point
    reference: Reference
    depth: int


class DayOfReferences:
    """Every reference between provisions in force on one day, as far as their editions are held."""

    def __init__(self, shelf: SqliteShelf, day: date) -> None:
        self._shelf = shelf
        self.day = day
        self._to: dict[WorkId, dict[str, list[Reference]]] = {}
        self._preambles: dict[WorkId, tuple[Reference, ...]] = {}
        self.chapters = Chapters(shelf, day)

    @cached_property
    def editions(self) -> dict[WorkId, EditionId]:
        """The held edition of each work that counts on the day."""
        found = {}
        for work in self._shelf.works():
            entry = work.edition_on(self.day)
            if entry and entry.held and self._counts(work):
                found[work.id] = entry.edition
        return found

    @cached_property
    def not_held(self) -> tuple[str, ...]:
        """Titles of works whose edition of the day is not held, so that their references are not known."""
        entries = ((work, work.edition_on(self.day)) for work in self._shelf.works() if self._counts(work))
        return tuple(work.title for work, entry in entries if entry and not entry.held)

    def _counts(self, work: Work) -> bool:
        """Whether a work's references count on the day: an act that has ended, or that only amends, has none."""
        return not work.id.startswith(AMENDING) and (work.until is None or self.day <= work.until)

    @cached_property
    def _works(self) -> dict[EditionId, WorkId]:
        """The other way round of `editions`."""
        return {edition: work for work, edition in self.editions.items()}

    def _by_target(self, work: WorkId) -> dict[str, list[Reference]]:
        """References to a work by the paragraph or chapter they name; those of ranges of these by ""."""
        if work not in self._to:
            found: dict[str, list[Reference]] = {}
            rows = self._shelf.select(
                "SELECT edition.id, unit, units FROM reference JOIN edition ON nr = edition"
                " WHERE reference.work = ? AND units <> '' ORDER BY reference.rowid",
                (work,),
            )
            for edition, unit, named in rows:
                inside = not unit.startswith(_OUTSIDE) and "@" not in unit and not named.startswith(_OUTSIDE)
                if inside and edition in self._works:
                    first, _, last = named.partition(":")
                    key = "" if last and "_" not in first else first.partition("_")[0]
                    one = Reference(Point(self._works[edition], unit), edition, work, named)
                    found.setdefault(key, []).append(one)
            self._to[work] = found
        return self._to[work]

    def made_under(self, point: Point) -> Iterator[Reference]:
        """The references that the preambles of orders in force make to a provision: what they are made under."""
        return (one for one in self._in_preambles(point.work) if _meets(one.named, point.unit, UnitId("")))

    def _in_preambles(self, work: WorkId) -> tuple[Reference, ...]:
        if work not in self._preambles:
            rows = self._shelf.select(
                "SELECT edition.id, unit, units FROM reference JOIN edition ON nr = edition"
                " WHERE reference.work = ? AND unit GLOB 'Ind*' AND units <> '' AND facts ->> 'type' = 'BEK'",
                (work,),
            )
            self._preambles[work] = tuple(
                Reference(Point(self._works[edition], unit), edition, work, named)
                for edition, unit, named in rows
                if edition in self._works
            )
        return self._preambles[work]

    def referring(self, point: Point) -> Iterator[Reference]:
        """The references that mean a provision, something in it, or something it lies in."""
        chapter = self._chapter(point)
        for key in dict.fromkeys((point.unit.partition("_")[0], chapter, "")):
            for one in self._by_target(point.work).get(key, ()):
                if _meets(one.named, point.unit, chapter):
                    yield one

    def _chapter(self, point: Point) -> UnitId:
        found = self.chapters.of(*point) if point.unit.startswith("Par") else None
        return found.unit if found else UnitId("")

    def touching(self, asked: Iterable[Point], depth: int) -> tuple[Touching, ...]:
        """What depends on each of the provisions, nearest first, each stykke once for each of them.

        References from one of those asked are left out, since they are asked about themselves.
        """
        start = tuple(dict.fromkeys(asked))
        return tuple(found for point in start for found in self._touching(point, start, depth))

    def _touching(self, asked: Point, start: tuple[Point, ...], depth: int) -> Iterator[Touching]:
        seen: set[Point] = set()
        level = [asked]
        for step in range(1, depth + 1):
            following: list[Point] = []
            for one in (one for target in level for one in self.referring(target)):
                stykke = Point(one.point.work, _stykke(one.point.unit))
                if stykke not in seen and not any(_within(stykke, point) for point in start):
                    seen.add(stykke)
                    following.append(stykke)
                    yield Touching(asked, one, step)
            level = following


def _stykke(unit: UnitId) -> UnitId:
    return UnitId("_".join(unit.split("_")[:2]))


def _within(inner: Point, outer: Point) -> bool:
    return inner.work == outer.work and lies_in(outer.unit, inner.unit)


def _meets(named: str, unit: UnitId, chapter: UnitId) -> bool:
    if lies_in(named, unit) or lies_in(unit, UnitId(named.partition(":")[0])):
        return True
    return bool(chapter) and named.startswith("Kap") and lies_in(named, chapter)
