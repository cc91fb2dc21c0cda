"""The shelf: the built corpus, opened and asked (law.shelf.Shelf on SQLite).

An edition's units are read into memory the first time they are asked for and kept; nothing else is held.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from lawtext import shipped
from lawtext.corpus import fingerprint, printed, standing
from lawtext.corpus.index import Entry, Index, lies_in
from lawtext.corpus.registers import Register
from lawtext.errors import UnusableInputError, UsageError
from lawtext.law.editions import ActType, Form
from lawtext.law.ids import EditionId, UnitId, UnitRange
from lawtext.law.shelf import NameKind, Naming
from lawtext.law.units import Kind
from lawtext.law.verdicts import Status, Verdict
from lawtext.law.works import Listed, Work, WorkId

if TYPE_CHECKING:
    from lawtext.corpus.build import Table

ENVIRONMENT = "LAWTEXT_CORPUS"
"""The environment variable that names another built corpus, or a folder of registers and YAML to build one from."""


class Referring(NamedTuple):
    """A reference found by what it points at: where it stands, and what it names there ("" for the whole act)."""

    edition: EditionId
    unit: UnitId
    named: str


class SqliteShelf:
    """A built corpus. Use `open_shelf`; close it, or let it go, when done."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._connection = _connect(file)
        meta = dict(self._connection.execute("SELECT key, value FROM meta"))
        if meta.get("schema") != str(fingerprint.SCHEMA):
            raise UnusableInputError(f"{file} er bygget af en anden version af programmet. Kør: lawtext corpus build")
        self.fingerprint: str = meta["fingerprint"]
        self._tables = frozenset(meta["tables"].split())
        self._works: dict[WorkId, Work] = {}
        self._work_of: dict[EditionId, WorkId] | None = None
        self._views: dict[tuple[WorkId, date], standing.View | Verdict] = {}
        self._indexes: dict[EditionId, Index | None] = {}
        self._facts: dict[EditionId, Register | None] = {}

    def lacks(self, tables: Sequence["Table"]) -> str:
        """The name of a table that this corpus was built without, or with another version of it; "" for none."""
        return next((table.name for table in tables if f"{table.name}-{table.version}" not in self._tables), "")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # law.shelf.Shelf

    def namings(self) -> Iterator[Naming]:
        """Every name on the shelf."""
        rows = self._connection.execute('SELECT name, work, kind, since, until, "right" FROM naming ORDER BY rowid')
        for name, work, kind, since, until, right in rows:
            yield Naming(name, WorkId(work), NameKind(kind), _day(since), _day(until), right)

    def work(self, work: WorkId) -> Work:
        """A work by its id. KeyError where there is none."""
        if work not in self._works:
            row = self._connection.execute("SELECT body FROM work WHERE id = ?", (work,)).fetchone()
            if row is None:
                raise KeyError(work)
            self._works[work] = _WORK.decode(row[0])
        return self._works[work]

    def work_of(self, edition: EditionId) -> Work | None:
        """The work that a known edition belongs to, held or not; None where the edition is not listed."""
        if self._work_of is None:
            self._work_of = dict(self._connection.execute("SELECT edition, work FROM listed"))
        work = self._work_of.get(edition)
        return self.work(work) if work else None

    def standing(self, work: WorkId, unit: UnitId, day: date) -> Verdict:
        """What stands at `unit` ("" for the act itself) of the work on that day (DESIGN rule 4)."""
        found = self._views.get((work, day))
        if found is None:
            if len(self._views) > _DAYS_REMEMBERED:
                self._views.clear()
            found = self._views[work, day] = standing.on(self.work(work), day, self.index)
        return found if isinstance(found, Verdict) else found.standing(unit)

    def standing_in(self, edition: EditionId, unit: UnitId) -> Verdict:
        """What stands at `unit` in that edition as published, whatever came after."""
        index = self.index(edition)
        if index is None:
            return Verdict(Status.NOT_KNOWN, why=f"Teksten til {edition} er ikke i korpus.")
        return printed.standing_in(index, unit)

    def members(self, edition: EditionId, units: UnitRange) -> tuple[UnitId, ...]:
        """The units of the edition that a range means, in printed order; () where an end is missing."""
        index = self.index(edition)
        return index.members(units) if index else ()

    def heading(self, edition: EditionId, unit: UnitId) -> str:
        """The printed heading of a chapter, part, group or §; "" where there is none or it is not known."""
        index = self.index(edition)
        entry = index.entry(unit) if index else None
        return entry.heading if entry else ""

    # What else can be asked

    def works(self) -> tuple[Work, ...]:
        """Every work on the shelf, in the order of works.yaml."""
        ids = [WorkId(row[0]) for row in self._connection.execute("SELECT id FROM work ORDER BY place")]
        return tuple(self.work(each) for each in ids)

    def edition(self, edition: EditionId) -> Register | None:
        """The facts of an edition, without its units; None for one that is not held."""
        if edition not in self._facts:
            row = self._connection.execute("SELECT facts FROM edition WHERE id = ?", (edition,)).fetchone()
            self._facts[edition] = _REGISTER.decode(row[0]) if row else None
        return self._facts[edition]

    def listed(self, edition: EditionId) -> Listed | None:
        """What the list of known editions says of one, held or not."""
        work = self.work_of(edition)
        return work.listed(edition) if work else None

    def standing_of(self, edition: EditionId, unit: UnitId, day: date) -> Verdict:
        """What stands at a unit of an edition that is cited by its number on a day.

        A lovbekendtgørelse only dates the act, so the act of that day answers; an order that another one has repealed
        is repealed; an edition that is not in force yet is not yet in force.
        """
        work = self.work_of(edition)
        entry = work.listed(edition) if work else None
        if work is None or entry is None:
            return Verdict(Status.NOT_KNOWN, why=f"Retsakt {edition} er ikke i korpus.")
        return standing.out_of_force(work, entry, day) or self.standing(work.id, unit, day)

    def chapter(self, edition: EditionId, unit: UnitId) -> UnitId:
        """The chapter that a unit lies in; "" where it lies in none, or chapters are not known."""
        index = self.index(edition)
        located = index.locate(UnitId(unit.partition("_")[0])).unit if index and unit else ""
        entry = index.entry(UnitId(located)) if index and located else None
        return entry.chapter if entry else UnitId("")

    def paragraphs(self, edition: EditionId, chapter: UnitId) -> tuple[UnitId, ...]:
        """The §§ of a chapter, in printed order."""
        index = self.index(edition)
        entries = index.entries.items() if index else ()
        return tuple(unit for unit, entry in entries if entry.chapter == chapter and entry.kind is Kind.PARAGRAPH)

    def units(self, edition: EditionId) -> tuple[UnitId, ...]:
        """Every unit of a held edition, in printed order."""
        index = self.index(edition)
        return tuple(index.entries) if index else ()

    def hash_of(self, edition: EditionId, unit: UnitId) -> str:
        """The short hash of a unit's text (registers.hash_of); "" where there is none."""
        row = self._connection.execute(
            "SELECT hash FROM unit WHERE edition = (SELECT nr FROM edition WHERE id = ?) AND id = ?", (edition, unit)
        ).fetchone()
        return row[0] if row else ""

    def references(self, edition: EditionId, unit: UnitId) -> tuple[tuple[UnitId, str, WorkId | None, str], ...]:
        """References out of a unit and what lies in it: where, the act's key, its work if on the shelf, the unit."""
        rows = self._connection.execute(
            "SELECT unit, act, work, units FROM reference WHERE edition = (SELECT nr FROM edition WHERE id = ?)"
            " AND (unit = ? OR unit GLOB ?) ORDER BY rowid",
            (edition, unit, f"{unit}_*"),
        )
        return tuple(rows)

    def referring(self, work: WorkId, unit: UnitId) -> tuple[Referring, ...]:
        """References on the shelf to a unit of a work, to something inside it, or to what it lies in (ranges too)."""
        rows = self._connection.execute(
            "SELECT edition.id, unit, units FROM reference JOIN edition ON nr = edition"
            " WHERE reference.work = ? ORDER BY reference.rowid",
            (work,),
        )
        return tuple(
            Referring(EditionId(edition), UnitId(place), named)
            for edition, place, named in rows
            if named and (lies_in(named, unit) or lies_in(unit, UnitId(named.partition(":")[0])))
        )

    def select(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Rows of a table that a higher room keeps in the corpus."""
        return self._connection.execute(sql, parameters).fetchall()

    def index(self, edition: EditionId) -> Index | None:
        """The units of a held edition by id; None for one that is not held."""
        if edition not in self._indexes:
            self._indexes[edition] = self._read_index(edition)
        return self._indexes[edition]

    def _read_index(self, edition: EditionId) -> Index | None:
        row = self._connection.execute(
            "SELECT nr, facts ->> 'type', facts ->> 'signed', facts ->> '$.source.form' FROM edition WHERE id = ?",
            (edition,),
        ).fetchone()
        if row is None:
            return None
        nr, type_, signed, form = row
        rows = self._connection.execute(
            "SELECT id, kind, status, sentences, heading, place, chapter FROM unit WHERE edition = ? ORDER BY place",
            (nr,),
        )
        entries = {
            unit: Entry(_KINDS[kind], status, sentences, heading, place, chapter)
            for unit, kind, status, sentences, heading, place, chapter in rows
        }
        return Index(edition, ActType(type_), date.fromisoformat(signed), Form(form), entries)


_DAYS_REMEMBERED = 256
_WORK = msgspec.json.Decoder(Work)
_REGISTER = msgspec.json.Decoder(Register)
_KINDS = {kind.value: kind for kind in Kind}


def open_shelf(path: str | Path | None = None, tables: Sequence["Table"] = ()) -> SqliteShelf:
    """The corpus: the file or folder named, else the one in LAWTEXT_CORPUS, else the shipped one.

    A folder of registers and YAML is built into the user's cache where that has not been done; one line on stderr says
    so. `tables` are those of higher rooms that the caller needs in it. Raises UsageError for a path that is not there,
    UnusableInputError for a file that is no corpus or lacks a table.
    """
    found = place(path)
    if found.is_dir():
        shelf = SqliteShelf(built(found, tables))
        if shelf.lacks(tables):
            shelf.close()
            shelf = SqliteShelf(built(found, tables, again=True))
        return shelf
    if not found.exists():
        raise UsageError(f"Korpus {found} findes ikke. Giv en fil lavet af »lawtext corpus build« eller en mappe.")
    shelf = SqliteShelf(found)
    if missing := shelf.lacks(tables):
        raise UnusableInputError(f"{found} mangler tabellen {missing}. Byg det igen med: lawtext corpus build")
    return shelf


def place(path: str | Path | None = None) -> Path:
    """Where the corpus lies: the file or folder named, else the one in LAWTEXT_CORPUS, else the shipped folder."""
    named = path or os.environ.get(ENVIRONMENT)
    return Path(named) if named else shipped.folder("corpus")


def built(folder: Path, tables: Sequence["Table"] = (), *, again: bool = False) -> Path:
    """The built file of a corpus folder, in the user's cache; built now where it is missing, or `again`.

    The file is named by its fingerprint; beside it lies, for each state of the folder, which file is made of it.
    """
    cache = cache_folder()
    remembered = cache / "known" / fingerprint.of_times(folder)
    if not again and (file := _remembered(remembered, cache)):
        return file
    name = fingerprint.of_contents(folder)
    file = cache / f"corpus-{name}.sqlite"
    if again or not file.exists():
        from lawtext.corpus.build import build  # noqa: PLC0415 - most commands find the corpus built

        print(f"lawtext: bygger korpus af {folder} …", file=sys.stderr)
        build(folder, file, name, tables)
    remembered.parent.mkdir(parents=True, exist_ok=True)
    remembered.write_text(file.name, encoding="utf-8")
    return file


def cache_folder() -> Path:
    """Where built corpora lie: a folder `lawtext` in the user's cache, or in the temporary folder if that is closed."""
    place = _users_cache()
    try:
        place.mkdir(parents=True, exist_ok=True)
        open_to_us = os.access(place, os.W_OK)
    except OSError:
        open_to_us = False
    if open_to_us:
        return place
    import getpass  # noqa: PLC0415 - rarely needed, and slow to load
    import tempfile  # noqa: PLC0415

    return Path(tempfile.gettempdir()) / f"lawtext-{getpass.getuser()}"


def _users_cache() -> Path:
    """XDG_CACHE_HOME or the platform's own cache."""
    if base := os.environ.get("XDG_CACHE_HOME"):
        return Path(base) / "lawtext"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "lawtext"
    if sys.platform == "win32" and (base := os.environ.get("LOCALAPPDATA")):
        return Path(base) / "lawtext" / "Cache"
    return Path.home() / ".cache" / "lawtext"


def _remembered(key: Path, cache: Path) -> Path | None:
    try:
        file = cache / key.read_text(encoding="utf-8")
    except OSError:
        return None
    return file if file.is_file() else None


def _connect(file: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        connection.execute("SELECT key FROM meta LIMIT 1")
    except sqlite3.DatabaseError as error:
        raise UnusableInputError(f"{file} er ikke et korpus ({error}). Lav et med: lawtext corpus build") from None
    return connection


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
