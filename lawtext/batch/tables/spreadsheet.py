"""Excel: the sheet "Sager", or the first; dates and numbers as a person would write them."""

import datetime
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawtext.batch.tables.table import Row, Table, columns
from lawtext.errors import UnusableInputError

if TYPE_CHECKING:
    from lxml.etree import _Element
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

SHEET = "Sager"
"""The sheet of the cases, in the tables that the program writes; other sheets are there for people."""

_SHEET_XML = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LARGEST = 1_000_000_000
_MOST_PARTS = 5_000
_HIGHEST_RATIO = 300
_EMPTY_ROWS = 1_000
"""After so many empty rows the table is over: a formatted sheet may have a million."""


def read(path: Path) -> Table:
    """The table of an .xlsx file.

    Raises UnusableInputError for what is no workbook, a head with merged cells, and for formulas without a result.
    """
    _require_small(path)
    with closing(_opened(path)) as book:
        sheet = _sheet(path, book)
        head = columns(path.name, (_as_written(value) for value in _head(sheet)))
        notes: tuple[str, ...] = ()
        if sheet.title != SHEET and len(book.worksheets) > 1:
            notes = (f"{path.name} har flere ark; arket »{sheet.title}« er læst.",)
    _require_readable_cells(path, sheet.title)
    return Table(path, head, partial(_rows, path, sheet.title, head), sheet=sheet.title, notes=notes)


def _require_small(path: Path) -> None:
    """A workbook is a zip; one that swells is refused before it is opened."""
    try:
        with zipfile.ZipFile(path) as parts:
            entries = parts.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise UnusableInputError(f"{path.name}: filen er ødelagt; gem regnearket igen.") from error
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > _MOST_PARTS or total > _LARGEST or total > max(packed, 1) * _HIGHEST_RATIO:
        raise UnusableInputError(f"{path.name}: regnearket er for stort, når det pakkes ud; gem det som CSV.")
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise UnusableInputError(f"{path.name}: ikke et Excel-ark; en tabel er CSV, Excel (.xlsx) eller JSON Lines.")


def _opened(path: Path) -> "Workbook":
    from openpyxl import load_workbook  # noqa: PLC0415 - only for Excel's files

    try:
        return load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl lets whatever its parts raise through
        raise UnusableInputError(f"{path.name}: regnearket kan ikke læses; gem det igen fra Excel.") from error


def _sheet(path: Path, book: "Workbook") -> "ReadOnlyWorksheet":
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise UnusableInputError(f"{path.name}: regnearket har intet synligt ark.")
    return next((sheet for sheet in visible if sheet.title == SHEET), visible[0])


def _head(sheet: "ReadOnlyWorksheet") -> Iterable[Any]:
    sheet.reset_dimensions()  # what other programs write there may be wrong
    return next(iter(sheet.iter_rows(max_row=1, values_only=True)), ())


def _require_readable_cells(path: Path, title: str) -> None:
    """Refuse what the streaming reader doesn't tell: merged cells in the head, and formulas without a result.

    A merged head would leave columns without a name; a formula that no program has worked out would read as empty.
    """
    from lxml import etree  # noqa: PLC0415

    with closing(_opened(path)) as book:
        part = book[title]._worksheet_path
    with zipfile.ZipFile(path) as parts, parts.open(part) as file:
        tags = (f"{_SHEET_XML}row", f"{_SHEET_XML}mergeCell")
        for _, element in etree.iterparse(file, tag=tags, resolve_entities=False, no_network=True):
            if merged := _merged_head(element):
                raise UnusableInputError(
                    f"{path.name}, celle {merged}: overskriften har flettede celler; ophæv fletningen, og skriv et "
                    "felt i hver kolonne."
                )
            if cell := _unworked(element):
                raise UnusableInputError(
                    f"{path.name}, celle {cell}: en formel uden resultat; åbn regnearket i Excel, og gem det igen."
                )
            element.clear()


def _merged_head(element: "_Element") -> str:
    reference = element.get("ref") or ""
    return reference if re.match(r"[A-Z]+1(?!\d)", reference) else ""


def _unworked(row: "_Element") -> str:
    formulas = row.iter(f"{_SHEET_XML}f")
    cells = (formula.getparent() for formula in formulas)
    empty = (cell for cell in cells if cell is not None and not cell.findtext(f"{_SHEET_XML}v"))
    return next((cell.get("r") or "?" for cell in empty), "")


def _rows(path: Path, title: str, head: tuple[str, ...]) -> Iterator[Row]:
    with closing(_opened(path)) as book:
        sheet = book[title]
        sheet.reset_dimensions()
        empty = 0
        for number, cells in enumerate(sheet.iter_rows(min_row=2, max_col=len(head)), 2):
            values = [cell.value for cell in cells]
            empty = empty + 1 if all(value is None or value == "" for value in values) else 0
            if empty > _EMPTY_ROWS:
                return
            if not empty:
                yield _row(number, head, cells)


def _row(number: int, head: tuple[str, ...], cells: Iterable[Any]) -> Row:
    values = dict.fromkeys(head, "")
    for name, cell in zip(head, cells, strict=False):
        if cell.data_type == "e":
            return Row(number, {}, unfit=f"kolonnen »{name}« viser en fejl i regnearket ({cell.value}); ret formlen")
        values[name] = _as_written(cell.value)
    return Row(number, values) if any(values.values()) else Row(number, {}, unfit="rækken har kun mellemrum")


def _as_written(value: Any) -> str:
    """A cell as its reader would write it: a day without a clock, a whole number without decimals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("_x000D_\n", "\n").strip()
