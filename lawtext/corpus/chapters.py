"""The chapter that a provision stands in, also where the edition that counts has come to us without its chapters."""

from datetime import date
from typing import NamedTuple

from lawtext.corpus.shelf import SqliteShelf
from lawtext.law.ids import EditionId, UnitId
from lawtext.law.works import WorkId


class Chapter(NamedTuple):
    """A chapter, its heading and the edition it was read in, which may be an earlier one of the same work."""

    edition: EditionId
    unit: UnitId
    heading: str


class Chapters:
    """The chapters of a shelf on a day. Reads only §§ and headings, so that asking of many acts is fast."""

    def __init__(self, shelf: SqliteShelf, day: date) -> None:
        self._shelf = shelf
        self._day = day
        self._of: dict[EditionId, dict[str, Chapter]] = {}
        self._editions: dict[WorkId, tuple[EditionId, ...]] = {}

    def of(self, work: WorkId, unit: UnitId) -> Chapter | None:
        """The chapter of a unit in the edition that counts, else in the nearest earlier one that has its chapters.

        None where no held edition tells.
        """
        outermost = unit.partition("_")[0]
        found = (self._read(edition).get(outermost) for edition in self._backwards(work))
        return next((chapter for chapter in found if chapter), None)

    def _backwards(self, work: WorkId) -> tuple[EditionId, ...]:
        """The held editions of a work that began on the day or before, the latest first."""
        if work not in self._editions:
            begun = [
                one for one in self._shelf.work(work).editions if one.since and one.since <= self._day and one.held
            ]
            self._editions[work] = tuple(one.edition for one in reversed(begun))
        return self._editions[work]

    def _read(self, edition: EditionId) -> dict[str, Chapter]:
        if edition not in self._of:
            rows = self._shelf.select(
                "SELECT id, heading, chapter FROM unit WHERE edition = (SELECT nr FROM edition WHERE id = ?)"
                " AND (id GLOB 'Kap*' OR id GLOB 'Par*') AND id NOT GLOB '*_*'",
                (edition,),
            )
            headings = {unit: heading for unit, heading, _ in rows if heading and unit.startswith("Kap")}
            self._of[edition] = {
                unit: Chapter(edition, UnitId(within), headings[within])
                for unit, _, chapter in rows
                for within in (unit if unit.startswith("Kap") else chapter,)
                if within in headings
            }
        return self._of[edition]
