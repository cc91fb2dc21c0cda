"""Where the YAML of the experiments is read from: the folder in which people write it, or the corpus built of it.

A built corpus carries all of it, so that its fingerprint says which waivers a letter was made with, and no command
needs to read YAML to start.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from lawtext.corpus.shelf import SqliteShelf
from lawtext.errors import UnusableInputError
from lawtext.typed_yaml import load

T = TypeVar("T")

NAMES = ("networks.yaml", "experiments.yaml", "concerns.yaml", "limits.yaml", "positions.yaml")
"""The files that a corpus folder may have, beside `waivers/ORDER.yaml` and `waivers/by-hand/ORDER.yaml`."""

_TABLE = "CREATE TABLE written (name TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID"


class Source(Protocol):
    """Files by their names in a corpus folder ("waivers/2018-529.yaml")."""

    def load(self, name: str, type_: type[T]) -> T | None:
        """A file as its type, None where there is none. Raises UnusableInputError naming file and line."""

    def place(self, name: str) -> str:
        """Where a file is, for a message about it."""


class Folder:
    """A folder that people write in: the shipped `corpus`, or one of the same form."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, name: str, type_: type[T]) -> T | None:
        """As `Source.load`."""
        path = self._folder / name
        return load(path, type_) if path.is_file() else None

    def place(self, name: str) -> str:
        """As `Source.place`."""
        return str(self._folder / name)


class Built:
    """A built corpus; what it carries was of the right form when it was built."""

    def __init__(self, shelf: SqliteShelf) -> None:
        self._shelf = shelf

    def load(self, name: str, type_: type[T]) -> T | None:
        """As `Source.load`."""
        rows = self._shelf.select("SELECT body FROM written WHERE name = ?", (name,))
        try:
            return msgspec.json.decode(rows[0][0], type=type_, strict=False) if rows else None
        except msgspec.DecodeError as error:
            said = f"{self.place(name)} er ikke af den form, programmet kender ({error})"
            raise UnusableInputError(f"{said}. Byg det igen med: lawtext corpus build") from error

    def place(self, name: str) -> str:
        """As `Source.place`."""
        return f"{self._shelf.file}: {name}"


def write(connection: sqlite3.Connection, folder: Path) -> None:
    """Create the table of files in a corpus that is being built, and fill it from the folder."""
    connection.execute(_TABLE)
    for name in _files(folder):
        body = msgspec.json.encode(load(folder / name, object)).decode()
        connection.execute("INSERT INTO written VALUES (?, ?)", (name, body))


def _files(folder: Path) -> Iterator[str]:
    yield from (name for name in NAMES if (folder / name).is_file())
    yield from (path.relative_to(folder).as_posix() for path in sorted((folder / "waivers").rglob("*.yaml")))
