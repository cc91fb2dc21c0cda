"""A table of cases: a CSV file whose columns are a case's fields by dotted name ("person.name")."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from lawtext.errors import UnusableInputError, why

_LARGEST = 500_000_000
_SEPARATORS = ";,\t"
_TOLD = 50
"""How many faults are told; who has more has one fault in every row."""


class Row(Struct, frozen=True):
    """One row: its number as a spreadsheet shows it (the head is row 1), and its cells by column name."""

    number: int
    values: dict[str, str]


class Table(Struct, frozen=True):
    """A table's rows in order. Invariant: columns are unique and not empty, and every row has exactly these."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read(path: Path) -> Table:
    """The table of a CSV file in UTF-8 (with or without BOM), `;`, `,` or tab between the cells.

    Raises UnusableInputError that names file and row, for every row at once where rows have too many or few cells.
    """
    lines = _lines(path, _text(path))
    columns = _columns(path, next(lines, (1, []))[1])
    rows = tuple(_rows(path, columns, lines))
    if not rows:
        raise UnusableInputError(
            f"{path.name}: tabellen har ingen rækker under overskriften; skriv en sag i hver række."
        )
    return Table(path.name, columns, rows)


def refused(faults: list[str]) -> UnusableInputError:
    """The error of a table with these faults, a line each."""
    more = [f"… og {len(faults) - _TOLD} fejl til."] if len(faults) > _TOLD else []
    return UnusableInputError("\n".join([*faults[:_TOLD], *more]))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise UnusableInputError(f"{path}: filen kan ikke læses ({why(error)}); se efter stien.") from error
    if len(content) > _LARGEST:
        raise UnusableInputError(f"{path.name}: filen er større end {_LARGEST // 1_000_000} MB; del den i flere.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnusableInputError(
            f"{path.name}, linje {line}: ikke UTF-8-tekst; gem tabellen som CSV i UTF-8."
        ) from error
    if "\0" in text:
        raise UnusableInputError(f"{path.name}: filen er ikke en tekst; gem tabellen som CSV i UTF-8.")
    return text


def _lines(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row's number and cells. A quoted cell may run over several lines, so a row's number is not its line."""
    head = text.partition("\n")[0]
    csv.field_size_limit(_LARGEST)  # the csv module's own for all readers; the file's size is bounded already
    number = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=head.count), strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except csv.Error as error:
        raise UnusableInputError(
            f"{path.name}, række {number + 1}: ikke gyldig CSV; et anførselstegn mangler eller er for meget."
        ) from error


def _columns(path: Path, head: Iterable[str]) -> tuple[str, ...]:
    columns = tuple(name.strip() for name in head)
    if not any(columns):
        raise UnusableInputError(
            f"{path.name}, række 1: overskriften mangler; skriv et felt i hver kolonne, fx person.name."
        )
    faults = [f"kolonne {at} har intet navn" for at, name in enumerate(columns, 1) if not name]
    faults += [
        f"kolonnen »{name}« står to gange" for name in dict.fromkeys(columns) if name and columns.count(name) > 1
    ]
    if faults:
        raise UnusableInputError(f"{path.name}, række 1: {'; '.join(faults)}.")
    return columns


def _rows(path: Path, columns: tuple[str, ...], lines: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
    """The rows that have any text; a row that a spreadsheet left empty is no case."""
    faults = []
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) == len(columns):
            yield Row(number, dict(zip(columns, cells, strict=True)))
        else:
            faults.append(
                f"{path.name}, række {number} har {len(cells)} celler, overskriften {len(columns)}; ret rækken, eller "
                "sæt celler med skilletegn i anførselstegn."
            )
    if faults:
        raise refused(faults)
