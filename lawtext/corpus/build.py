"""The corpus on disk: one read-only SQLite file of registers, works and names, and of tables that higher rooms add.

The file is written under another name and then renamed, so that there is a whole one or none; SQLite writes it itself,
so this is not for `whole_files`.
"""

import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from lawtext import whole_files
from lawtext.citing import names
from lawtext.corpus import listing, registers, works
from lawtext.corpus.fingerprint import SCHEMA
from lawtext.corpus.registers import Register
from lawtext.errors import UnusableInputError
from lawtext.law.ids import EditionId
from lawtext.law.shelf import NameKind, Naming
from lawtext.law.units import Kind
from lawtext.law.works import AMENDING, Work, WorkId

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE work (id TEXT PRIMARY KEY, place INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE listed (edition TEXT PRIMARY KEY, work TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE edition (nr INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, work TEXT, facts TEXT NOT NULL);
CREATE TABLE unit (
    edition INTEGER NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL,
    heading TEXT NOT NULL, status TEXT NOT NULL, sentences INTEGER NOT NULL, hash TEXT NOT NULL, chapter TEXT NOT NULL,
    PRIMARY KEY (edition, place)
) WITHOUT ROWID;
CREATE TABLE reference (
    edition INTEGER NOT NULL, unit TEXT NOT NULL, act TEXT NOT NULL, units TEXT NOT NULL, work TEXT, paragraph TEXT
);
CREATE TABLE naming (
    name TEXT NOT NULL, work TEXT NOT NULL, kind TEXT NOT NULL, since TEXT, until TEXT, "right" TEXT NOT NULL
);
"""
_INDEXES = """
CREATE INDEX reference_out ON reference (edition, unit);
CREATE INDEX reference_in ON reference (work, paragraph);
"""


class Table(Protocol):
    """A table that a higher room keeps in the corpus. `version` changes when the same files give other rows."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> int: ...
    def fill(self, connection: sqlite3.Connection, folder: Path) -> None:
        """Create the table and fill it from the corpus folder."""


def named(tables: Iterable[Table]) -> set[str]:
    """Tables by name and version, as a built corpus remembers them."""
    return {f"{table.name}-{table.version}" for table in tables}


Progress = Callable[[str], None]


class Contents(NamedTuple):
    """What a corpus folder holds, read and put together."""

    held: Mapping[EditionId, Register]
    listed: Mapping[WorkId, Work]
    known: Sequence[Naming]


def build(
    folder: Path, target: Path, fingerprint: str, tables: Sequence[Table] = (), progress: Progress = lambda _: None
) -> None:
    """Build the corpus of a folder of registers and YAML into `target`.

    Raises UnusableInputError for a broken file of the folder, and where `target` can't be written.
    """
    contents = read(folder)
    progress(f"{len(contents.held)} registre, {len(contents.listed)} retsakter og {len(contents.known)} navne læst")
    whole_files.folder(target.parent)
    try:
        handle, unfinished = tempfile.mkstemp(prefix=f"{target.stem}-", suffix=".part", dir=target.parent)
        os.close(handle)
        try:
            _write(Path(unfinished), folder, fingerprint, contents, tables)
            Path(unfinished).replace(target)
        finally:
            Path(unfinished).unlink(missing_ok=True)
    except (OSError, sqlite3.OperationalError) as error:
        raise UnusableInputError(f"{target}: kan ikke skrives ({error}); se efter plads og rettigheder.") from error


def read(folder: Path) -> Contents:
    """Read a corpus folder: `registers/`, `works.yaml`, `names.yaml`, `titles.tsv`. Raises UnusableInputError."""
    held = {register.edition: register for register in registers.load_all(folder / "registers")}
    listed = works.assemble(listing.load(folder / "works.yaml"), held)
    known = names_in(folder)
    return Contents(held, listed, (*known, *_own_titles(listed, known)))


def names_in(folder: Path) -> tuple[Naming, ...]:
    """The names of acts that a corpus folder has, in `names.yaml` and `titles.tsv`. Raises UnusableInputError."""
    named, titled = folder / "names.yaml", folder / "titles.tsv"
    return names.join(names.load(named) if named.exists() else (), names.load_titles(titled) if titled.exists() else ())


_ONE_WORD = re.compile(r"[\w-]+lov")
"""A title that texts cite in the definite: "lodsloven" is "lodslov"."""


def _own_titles(listed: Mapping[WorkId, Work], known: Iterable[Naming]) -> Iterator[Naming]:
    """The title of each work that no file of names has."""
    named = {naming.work for naming in known}
    for work in listed.values():
        if work.id not in named and not work.id.startswith(AMENDING):
            yield Naming(work.title, work.id, NameKind.OFFICIAL)
            if _ONE_WORD.fullmatch(work.title):
                yield Naming(f"{work.title}en", work.id, NameKind.POPULAR)


def _write(file: Path, folder: Path, fingerprint: str, contents: Contents, tables: Sequence[Table]) -> None:
    connection = sqlite3.connect(file)
    try:
        connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
        )
        connection.executescript(_TABLES)
        kept = " ".join(sorted(named(tables)))
        about = [("fingerprint", fingerprint), ("schema", str(SCHEMA)), ("tables", kept)]
        connection.executemany("INSERT INTO meta VALUES (?, ?)", about)
        _insert_works(connection, contents.listed)
        _insert_editions(connection, contents.held, _Acts(contents.listed, contents.known))
        connection.executemany("INSERT INTO naming VALUES (?, ?, ?, ?, ?, ?)", map(_naming, contents.known))
        connection.executescript(_INDEXES)
        for table in tables:
            table.fill(connection, folder)
        connection.commit()
    finally:
        connection.close()


def _insert_works(connection: sqlite3.Connection, listed: Mapping[WorkId, Work]) -> None:
    encode = msgspec.json.encode
    rows = [(work.id, place, encode(work).decode()) for place, work in enumerate(listed.values())]
    connection.executemany("INSERT INTO work VALUES (?, ?, ?)", rows)
    entries = [(entry.edition, work.id) for work in listed.values() for entry in work.editions]
    connection.executemany("INSERT OR REPLACE INTO listed VALUES (?, ?)", entries)


class _Acts:
    """What the keys of acts in references mean: editions and names to works."""

    def __init__(self, listed: Mapping[WorkId, Work], known: Iterable[Naming]) -> None:
        self._editions = {entry.edition: work.id for work in listed.values() for entry in work.editions}
        self._namings: dict[str, list[Naming]] = {}
        for naming in known:
            self._namings.setdefault(names.key(naming.name), []).append(naming)

    def work(self, act: str, source: Register) -> WorkId | None:
        """The work that a reference out of `source` means; None where it is not on the shelf."""
        if act == "self":
            return self._editions.get(source.edition)
        if not act.startswith(names.TITLE_PREFIX):
            return self._editions.get(EditionId(act))
        day = (source.commencement.since if source.commencement else None) or source.signed
        meant = {each.work for each in self._namings.get(names.key(act[6:]), ()) if each.means_on(day)}
        found = {work for work in meant if not work.startswith(names.TITLE_PREFIX)} or meant
        return next(iter(found)) if len(found) == 1 else None


def _insert_editions(connection: sqlite3.Connection, held: Mapping[EditionId, Register], acts: _Acts) -> None:
    for nr, register in enumerate(held.values(), 1):
        work = acts.work("self", register)
        header = msgspec.json.encode(msgspec.structs.replace(register, units=())).decode()
        connection.execute("INSERT INTO edition VALUES (?, ?, ?, ?)", (nr, register.edition, work, header))
        connection.executemany("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _units(nr, register))
        connection.executemany("INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?)", _references(nr, register, acts))


def _units(nr: int, register: Register) -> Iterator[tuple[int, int, str, str, str, str, str, int, str, str]]:
    chapter = ""
    for place, unit in enumerate(register.units):
        if unit.kind in _ENDS_A_CHAPTER:
            chapter = unit.id if unit.kind is Kind.CHAPTER else ""
        kind = unit.kind.value
        yield nr, place, unit.id, kind, unit.label, unit.heading, unit.status, unit.sentences, unit.text, chapter


_ENDS_A_CHAPTER = (Kind.BOOK, Kind.PART, Kind.CHAPTER, Kind.COMMENCEMENT, Kind.ANNEX, Kind.SIGNATURE)


def _references(nr: int, register: Register, acts: _Acts) -> Iterator[tuple[int, str, str, str, str | None, str]]:
    """One row for each unit or range that a reference names, with its outermost step to find it by."""
    works: dict[str, WorkId | None] = {}
    for unit in register.units:
        for reference in unit.refs:
            if reference.act not in works:
                works[reference.act] = acts.work(reference.act, register)
            for named in reference.units or ("",):
                yield nr, unit.id, reference.act, named, works[reference.act], named.partition("_")[0].partition(":")[0]


def _naming(naming: Naming) -> tuple[str, str, str, str | None, str | None, str]:
    since = naming.since.isoformat() if naming.since else None
    until = naming.until.isoformat() if naming.until else None
    return naming.name, naming.work, naming.kind.value, since, until, naming.right
