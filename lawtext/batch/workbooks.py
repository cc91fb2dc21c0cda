"""Excel files that the program writes: an empty table for a type of document, and a table with its faults marked."""

import io
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawtext import whole_files
from lawtext.batch.checking import Checked
from lawtext.batch.columns import TYPE
from lawtext.batch.tables import Row, Table
from lawtext.batch.tables.spreadsheet import SHEET
from lawtext.drafting import forms
from lawtext.drafting.cases import TYPES
from lawtext.drafting.contracts import Contract, FieldHelp

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_GUIDE = "Vejledning"
_ROWS = 2_000
"""Rows of an empty table that have drop-downs and formats."""
_AUTHOR = "lawtext"
_TEXT, _DAY = "@", "yyyy-mm-dd"
_FAULT, _DRAFT, _DOUBTFUL = "FFD9D9", "FFF2CC", "E7E6E6"
_MOST_DOUBTFUL = 10_000
"""Cells that are marked for one doubt: a workbook that is edited lies in memory."""


def empty(contract: Contract) -> bytes:
    """An empty table for a type of document: a column a field with help, drop-downs, and a sheet that explains.

    Cells are text, so that a CPR number keeps its zeros; days have a format of their own.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - 0.2 s that other commands need not pay

    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    fields = forms.dotted_fields(TYPES[contract.type])
    _head(sheet, 1, TYPE, f"Dokumenttypen: {contract.type}.", required=True)
    _choices(sheet, 1, [contract.type])
    for at, field in enumerate(contract.fields, 2):
        _head(sheet, at, field.name, _help(field, forms.item_parts(fields[field.name])), required=field.required)
        _format(sheet, at, fields[field.name])
    sheet.freeze_panes = "B2"
    _guide(book.create_sheet(_GUIDE), contract)
    return _saved(book)


def mark(table: Table, checked: Checked, target: Path) -> int:
    """Write a copy of a table with what its check found as comments in the cells; how many cells have one.

    Red is a fault, yellow what makes the letter a draft, grey what looks wrong and may be right. The copy is a
    spreadsheet whatever the table was, and holds the same personal data. Raises UnusableInputError where it can't be
    written.
    """
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    book, sheet = _copied(table)
    columns = {name: at for at, name in enumerate(table.columns, 1)}
    marked: dict[tuple[int, int], list[str]] = {}
    for row, column, says, colour in _remarks(checked):
        at = row, columns.get(column, 1)
        if at not in marked:
            sheet.cell(*at).fill = PatternFill("solid", fgColor=colour)
        marked.setdefault(at, []).append(f"{column}: {says}" if column and column not in columns else says)
    for at, told in marked.items():
        _comment(sheet.cell(*at), "\n".join(told))
    whole_files.write(target, _saved(book))
    return len(marked)


def _remarks(checked: Checked) -> Iterator[tuple[int, str, str, str]]:
    """What is said of cells: row, column, words and colour, the most serious first."""
    for fault in checked.faults:
        yield fault.row, fault.column, fault.says, _FAULT
    for draft in checked.drafts:
        for reason in draft.reasons:
            yield draft.row, reason.field, f"Udkast: {reason.says}", _DRAFT
    for one in checked.doubtful:
        for row in one.rows[:_MOST_DOUBTFUL]:
            yield row, one.column, one.says, _DOUBTFUL
    for same in checked.repeated:
        for row in same.rows[:_MOST_DOUBTFUL]:
            yield row, same.column, f"står ord for ord ens i {len(same.rows)} rækker", _DOUBTFUL


def _copied(table: Table) -> "tuple[Workbook, Worksheet]":
    """The table as a workbook, rows where they stood: its own where it is one, with all its looks."""
    from openpyxl import Workbook, load_workbook  # noqa: PLC0415

    if table.sheet:
        book = load_workbook(table.path, keep_links=False)
        return book, book[table.sheet]
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    for at, name in enumerate(table.columns, 1):
        sheet.cell(1, at, name)
    for row in table.rows():
        _fill(sheet, table.columns, row)
    return book, sheet


def _fill(sheet: "Worksheet", columns: tuple[str, ...], row: Row) -> None:
    for at, name in enumerate(columns, 1):
        if value := row.values.get(name):
            cell = sheet.cell(row.number, at)
            cell.number_format = _TEXT
            cell.value = _plain(value)
            cell.data_type = "s"  # a cell that begins with "=" is text here, never a formula


def _plain(value: Any) -> str:
    text = "\n\n".join(map(str, value)) if isinstance(value, list) else str(value)
    return forms.NO_XML.sub("\ufffd", text)


def _head(sheet: "Worksheet", at: int, name: str, says: str, *, required: bool) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    cell = sheet.cell(1, at, name)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="DCE6F1" if required else "F2F2F2")
    cell.alignment = Alignment(vertical="top")
    _comment(cell, says)
    sheet.column_dimensions[get_column_letter(at)].width = max(12, len(name) + 4)


def _comment(cell: Any, says: str) -> None:
    from openpyxl.comments import Comment  # noqa: PLC0415

    cell.comment = Comment(says, _AUTHOR, width=320, height=40 + 18 * (len(says) // 45 + says.count("\n") + 1))


def _help(field: FieldHelp, parts: tuple[str, ...]) -> str:
    must = "Skal udfyldes. " if field.required else "Kan være tom. "
    listed = f" Kan kun stå i JSON Lines: en liste med {', '.join(parts)} i hver." if parts else ""
    return f"{must}{field.help}" + (f" Fx {field.example}." if field.example else "") + listed


def _format(sheet: "Worksheet", at: int, field: forms.Field) -> None:
    if field.of is bool:
        _choices(sheet, at, ["ja", "nej"])
    elif isinstance(field.of, type) and issubclass(field.of, Enum) and not field.many:
        _choices(sheet, at, [str(item.value) for item in field.of])
    for row in range(2, _ROWS + 2):
        sheet.cell(row, at).number_format = _DAY if field.of is date else _TEXT


def _choices(sheet: "Worksheet", at: int, choices: list[str]) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    listed = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    listed.errorTitle, listed.error = "Ikke en mulighed", f"Vælg en af: {', '.join(choices)}."
    letter = get_column_letter(at)
    listed.add(f"{letter}2:{letter}{_ROWS + 1}")
    sheet.add_data_validation(listed)


def _guide(sheet: "Worksheet", contract: Contract) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    rows: list[tuple[str, ...]] = [
        (f"{contract.title}: en sag i hver række i arket »{SHEET}«.",),
        ("Flere afsnit i en celle: tom linje imellem (Alt+Enter to gange).",),
        ("Kolonne", "Skal udfyldes", "Personoplysning", "Hjælp", "Eksempel"),
    ]
    yes: Mapping[bool, str] = {True: "ja", False: "nej"}
    rows += [(each.name, yes[each.required], yes[each.personal], each.help, each.example) for each in contract.fields]
    for row in rows:
        sheet.append(row)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDE", (28, 14, 16, 90, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    for (cell,) in sheet["D4:D200"]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _saved(book: "Workbook") -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
