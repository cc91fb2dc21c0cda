"""Excel: the sheet "Sager", or the first; dates and numbers as a person would write them."""

import datetime
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawtext.batch.tables.table import Row, Table, columns
from lawtext.errors import UnusableInputError
from lawtext.reading import strict_xml

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
_XML = (".xml", ".rels", ".vml")


def read(path: Path) -> Table:
    """The table of an .xlsx file.

    Raises UnusableInputError for what is no workbook, a head with merged cells, and for formulas without a result.
    """
    _require_small(path)
    _require_plain(path)
    with _read_whole(path), closing(_opened(path)) as book:
        sheet = _sheet(path, book)
        head = columns(path.name, (_as_written(value) for value in _head(sheet)))
        notes: tuple[str, ...] = ()
        if sheet.title != SHEET and len(book.worksheets) > 1:
            notes = (f"{path.name} har flere ark; arket »{sheet.title}« er læst.",)
    last = _last_row(path, sheet.title)
    return Table(path, head, partial(_rows, path, sheet.title, head, last), sheet=sheet.title, notes=notes)


@contextmanager
def _read_whole(path: Path) -> Iterator[None]:
    """Whatever the zip, its XML and openpyxl let through for a broken file, as one of our errors."""
    try:
        yield
    except UnusableInputError:
        raise
    except Exception as error:  # openpyxl has no error of its own
        raise UnusableInputError(
            f"{path.name}: regnearket er ødelagt og kan ikke læses; gem det igen fra Excel."
        ) from error


def _require_small(path: Path) -> None:
    """A workbook is a zip; one that swells is refused before it is opened."""
    with _read_whole(path), zipfile.ZipFile(path) as parts:
        entries = parts.infolist()
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > _MOST_PARTS or total > _LARGEST or total > max(packed, 1) * _HIGHEST_RATIO:
        raise UnusableInputError(f"{path.name}: regnearket er for stort, når det pakkes ud; gem det som CSV.")
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise UnusableInputError(f"{path.name}: ikke et Excel-ark; en tabel er CSV, Excel (.xlsx) eller JSON Lines.")


def _require_plain(path: Path) -> None:
    """No part of a workbook has a document type: entities are how XML swells, or reads other files."""
    from lxml import etree  # noqa: PLC0415 - only for Excel's files

    with _read_whole(path), zipfile.ZipFile(path) as parts:
        for entry in parts.infolist():
            if entry.filename.lower().endswith(_XML):
                with parts.open(entry) as file:
                    _, root = next(etree.iterparse(file, events=("start",), resolve_entities=False, no_network=True))
                if strict_xml.has_document_type(root):
                    raise UnusableInputError(
                        f"{path.name}: {entry.filename} har en dokumenttype (DOCTYPE); det har regneark ikke."
                    )


def _opened(path: Path) -> "Workbook":
    from openpyxl import load_workbook  # noqa: PLC0415 - only for Excel's files

    with _read_whole(path):
        return load_workbook(path, read_only=True, data_only=True, keep_links=False)


def _sheet(path: Path, book: "Workbook") -> "ReadOnlyWorksheet":
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise UnusableInputError(f"{path.name}: regnearket har intet synligt ark.")
    return next((sheet for sheet in visible if sheet.title == SHEET), visible[0])


def _head(sheet: "ReadOnlyWorksheet") -> Iterable[Any]:
    sheet.reset_dimensions()  # what other programs write there may be wrong
    return next(iter(sheet.iter_rows(max_row=1, values_only=True)), ())


def _last_row(path: Path, title: str) -> int:
    """The number of the last row that has a value, 1 where none has: a formatted sheet may have a million empty ones.

    Refuses what the streaming reader doesn't tell: merged cells in the head would leave columns without a name, and a
    formula that no program has worked out would read as empty.
    """
    from lxml import etree  # noqa: PLC0415

    with closing(_opened(path)) as book:
        part = book[title]._worksheet_path
    last = at = 1
    with _read_whole(path), zipfile.ZipFile(path) as parts, parts.open(part) as file:
        tags = (f"{_SHEET_XML}row", f"{_SHEET_XML}mergeCell")
        for _, element in etree.iterparse(file, tag=tags, resolve_entities=False, no_network=True):
            if element.tag == tags[0]:
                at = int(element.get("r") or at + 1)
                last = at if _has_value(element) else last
            _require_readable(path, element)
            element.clear()
    return last


def _has_value(row: "_Element") -> bool:
    return any(cell.find(f"{_SHEET_XML}{tag}") is not None for cell in row for tag in ("v", "is"))


def _require_readable(path: Path, element: "_Element") -> None:
    if merged := _merged_head(element):
        raise UnusableInputError(
            f"{path.name}, celle {merged}: overskriften har flettede celler; ophæv fletningen, og skriv et felt i hver "
            "kolonne."
        )
    if cell := _unworked(element):
        raise UnusableInputError(
            f"{path.name}, celle {cell}: en formel uden resultat; åbn regnearket i Excel, og gem det igen."
        )


def _merged_head(element: "_Element") -> str:
    reference = element.get("ref") or ""
    return reference if re.match(r"[A-Z]+1(?!\d)", reference) else ""


def _unworked(row: "_Element") -> str:
    formulas = row.iter(f"{_SHEET_XML}f")
    cells = (formula.getparent() for formula in formulas)
    empty = (cell for cell in cells if cell is not None and not cell.findtext(f"{_SHEET_XML}v"))
    return next((cell.get("r") or "?" for cell in empty), "")


def _rows(path: Path, title: str, head: tuple[str, ...], last: int) -> Iterator[Row]:
    with closing(_opened(path)) as book:
        sheet = book[title]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(min_row=2, max_row=last, max_col=len(head)) if last > 1 else iter(())
        for number, cells in enumerate(_whole(path, rows), 2):
            if any(cell.value not in (None, "") for cell in cells):
                yield _row(number, head, cells)


def _whole(path: Path, rows: Iterable[Any]) -> Iterator[Any]:
    """The rows, while only reading them may be at fault, not what is done with each."""
    rows = iter(rows)
    while True:
        with _read_whole(path):
            row = next(rows, None)
        if row is None:
            return
        yield row


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
