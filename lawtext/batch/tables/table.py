"""A table: named columns and rows that can be read again and again without holding them in memory."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec import Struct

from lawtext.errors import UnusableInputError, why

_TOLD = 20
"""Faults of a head that are told one by one: a spreadsheet has room for 16,384 columns."""


class Row(Struct, frozen=True):
    """One row: its number as a spreadsheet or an editor shows it, its cells by column name.

    A cell is a text; from JSON Lines it may be a list. `unfit` says what is wrong with a row that has no cells to read.
    """

    number: int
    values: dict[str, Any]
    unfit: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a file. Invariant: columns are unique and not empty, and a row has no others.

    `source` reads the rows from the file's start; `row_word` is what a row is called there ("række", "linje"), `sheet`
    the spreadsheet's that was read; `notes` what was understood of the file and should be said.
    """

    path: Path
    columns: tuple[str, ...]
    source: Callable[[], Iterable[Row]]
    row_word: str = "række"
    sheet: str = ""
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.path.name

    def rows(self) -> Iterator[Row]:
        """The rows in order. Raises UnusableInputError for a file that is changed while they are read."""
        before = _state(self.path)
        yield from self.source()
        if _state(self.path) != before:
            raise UnusableInputError(f"{self.name}: filen blev ændret undervejs; kør igen, når den er gemt færdig.")

    def place(self, row: int, column: str = "") -> str:
        """The words that say where a cell stands: "sager.csv, række 3, kolonne »date«"."""
        return f"{self.name}, {self.row_word} {row}" + (f", kolonne »{column}«" if column else "")


def columns(name: str, head: Iterable[str]) -> tuple[str, ...]:
    """The columns of a head. Raises UnusableInputError with all that is wrong with them, by their number."""
    found = tuple(text.strip() for text in head)
    while found and not found[-1]:
        found = found[:-1]  # spreadsheets save empty columns at the end
    if not found:
        raise UnusableInputError(
            f"{name}, række 1: overskriften mangler; skriv et felt i hver kolonne, fx person.name."
        )
    counted = Counter(found)
    faults = [f"kolonne {at} har intet navn" for at, text in enumerate(found, 1) if not text]
    faults += [f"kolonne {at} har et usynligt tegn i navnet" for at, text in enumerate(found, 1) if _hidden(text)]
    faults += [f"kolonnen »{text}« står to gange" for text in counted if text and counted[text] > 1]
    if faults:
        more = f"; og {len(faults) - _TOLD} fejl til" if len(faults) > _TOLD else ""
        raise UnusableInputError(f"{name}, række 1: {'; '.join(faults[:_TOLD])}{more}.")
    return found


def _hidden(text: str) -> bool:
    return bool(text) and not text.isprintable()


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError as error:
        raise UnusableInputError(f"{path}: filen kan ikke længere læses ({why(error)}).") from error
    return found.st_size, found.st_mtime_ns
