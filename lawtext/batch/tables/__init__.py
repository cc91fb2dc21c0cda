"""Tables of cases: CSV, Excel and JSON Lines, one case a row, whose columns are a case's fields ("person.name")."""

from pathlib import Path

from lawtext.batch.tables.table import Row, Table
from lawtext.errors import UnusableInputError, why

__all__ = ["Row", "Table", "read"]

_LARGEST = 2_000_000_000
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(path: Path) -> Table:
    """Open the table of a file, told by its content; the rows are read as they are asked for.

    Raises UnusableInputError that names file and place where the head or the file itself can't be used.
    """
    start = _start(path)
    if start.startswith(_OLD_EXCEL):
        raise UnusableInputError(f"{path.name}: et gammelt Excel-ark (.xls); gem det som Excel-projektmappe (.xlsx).")
    if start.startswith(_ZIP):
        from lawtext.batch.tables import spreadsheet  # noqa: PLC0415 - openpyxl takes 0.2 s to import

        return spreadsheet.read(path)
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        from lawtext.batch.tables import json_lines  # noqa: PLC0415

        return json_lines.read(path)
    from lawtext.batch.tables import delimited  # noqa: PLC0415

    return delimited.read(path)


def _start(path: Path) -> bytes:
    if str(path) == "-" or (path.exists() and not path.is_file() and not path.is_dir()):
        says = "tabellen læses flere gange, så den kan ikke komme fra standardinput eller et rør; gem den i en fil"
        raise UnusableInputError(f"{path}: {says}.")
    try:
        with path.open("rb") as file:
            start = file.read(4096)
        size = path.stat().st_size
    except OSError as error:
        raise UnusableInputError(f"{path}: filen kan ikke læses ({why(error)}); se efter stien.") from error
    if size > _LARGEST:
        raise UnusableInputError(f"{path.name}: filen er større end {_LARGEST // 1_000_000_000} GB; del den i flere.")
    return start
