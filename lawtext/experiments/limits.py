"""Limits on experiments: the questions that provisions raise before anyone may set them aside.

The limits are data (`corpus/limits.yaml`), each with the source it was read in. Nothing here answers a question: it is
raised, and says why.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from lawtext.corpus import saying
from lawtext.corpus.chapters import Chapter, Chapters
from lawtext.corpus.index import lies_in
from lawtext.corpus.shelf import SqliteShelf
from lawtext.experiments.sources import Source
from lawtext.experiments.written import Units
from lawtext.law.ids import UnitId
from lawtext.law.works import Listed, Work, WorkId

_EU = "eu:"
"""How registers begin the key of an EU act."""


class Provision(NamedTuple):
    """A provision of a work; `unit` may be a chapter."""

    work: WorkId
    unit: UnitId


class Named(Struct, frozen=True, forbid_unknown_fields=True):
    """Provisions that raise a limit wherever they are touched, as ids and ranges of one work."""

    work: WorkId
    units: tuple[Units, ...]


class Limit(Struct, frozen=True, forbid_unknown_fields=True):
    """One limit.

    It is raised always, by the provisions named, by a word of the heading of the chapter they stand in, by a reference
    to an EU act of their own, or, where only `acts` are given, by any provision of those works. With `acts` a heading
    counts in those works alone. `source` is where the limit stands, as documents of any day may name it; `read_in` the
    page or edition that it was read in.
    """

    id: str
    title: str
    question: str
    why: str
    source: str
    read_in: str = ""
    always: bool = False
    acts: tuple[WorkId, ...] = ()
    headings: tuple[str, ...] = ()
    provisions: tuple[Named, ...] = ()
    eu: bool = False


class Raised(Struct, frozen=True):
    """A limit that is raised; `because` has a whole Danish sentence for each provision that raises it."""

    limit: Limit
    because: tuple[str, ...]


def limits(source: Source) -> tuple[Limit, ...]:
    """The checklist, () where there is none. Raises UnusableInputError naming file and line."""
    return source.load("limits.yaml", tuple[Limit, ...]) or ()


class Limits:
    """The checklist on one shelf and one day."""

    def __init__(
        self, shelf: SqliteShelf, every: tuple[Limit, ...], day: date, chapters: Chapters | None = None
    ) -> None:
        self._shelf = shelf
        self._every = every
        self._day = day
        self._chapters = chapters or Chapters(shelf, day)
        self._seen: dict[Provision, tuple[tuple[str, str], ...]] = {}

    def raised(self, provisions: Iterable[Provision]) -> tuple[Raised, ...]:
        """The limits that these provisions raise, those that always count among them, in the list's own order."""
        asked = tuple(dict.fromkeys(provisions))
        found: dict[str, list[str]] = {limit.id: [] for limit in self._every if limit.always}
        for provision in asked:
            for limit, because in (*self.of(provision), *self._by_act(provision)):
                found.setdefault(limit, []).append(because)
        return tuple(Raised(limit, tuple(found[limit.id])) for limit in self._every if limit.id in found)

    def of(self, provision: Provision) -> tuple[tuple[str, str], ...]:
        """The limits that one provision raises by what it is itself, by id, each with why."""
        if provision not in self._seen:
            self._seen[provision] = tuple(self._raises(provision))
        return self._seen[provision]

    def _raises(self, provision: Provision) -> Iterator[tuple[str, str]]:
        work = self._shelf.work(provision.work)
        entry = work.edition_on(self._day)
        chapter = self._chapters.of(provision.work, provision.unit)
        for limit in self._every:
            because = self._because(limit, provision, work, entry, chapter)
            if because:
                yield limit.id, because

    def _because(
        self, limit: Limit, provision: Provision, work: Work, entry: Listed | None, chapter: Chapter | None
    ) -> str:
        what = f"{saying.opening(saying.inside(provision.unit))} i {work.title}"
        if any(one.work == work.id and _meets(one.units, provision.unit) for one in limit.provisions):
            return f"{what} er selv en regel herom."
        mine = not limit.acts or work.id in limit.acts
        word = next((word for word in limit.headings if chapter and word in chapter.heading.lower()), "")
        if mine and word and chapter and chapter.unit == provision.unit:
            return f"{what} hedder »{chapter.heading}«."
        if mine and word and chapter:
            return f"{what} står i {saying.provision(chapter.unit)}, »{chapter.heading}«."
        if limit.eu and entry and entry.held and (eu := self._eu(entry, provision.unit)):
            return f"{what} nævner en EU-retsakt ({eu})."
        return ""

    def _by_act(self, provision: Provision) -> Iterator[tuple[str, str]]:
        """The limits that any provision of its act raises."""
        for limit in self._every:
            alone = not (limit.headings or limit.provisions or limit.eu)
            if provision.work in limit.acts and alone:
                title = self._shelf.work(provision.work).title
                yield limit.id, f"{saying.opening(saying.inside(provision.unit))} er en bestemmelse i {title}."

    def _eu(self, entry: Listed, unit: UnitId) -> str:
        acts = (act for _, act, _, _ in self._shelf.references(entry.edition, unit) if act.startswith(_EU))
        return ", ".join(dict.fromkeys(act.removeprefix(_EU) for act in acts))


def _meets(named: Iterable[str], unit: UnitId) -> bool:
    return any(lies_in(one, unit) or lies_in(unit, UnitId(one.partition(":")[0])) for one in named)
