"""The count of used waivers as an Excel file: every row, two tables of sums, and how it was counted."""

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from lawtext.experiments.usage import Usage, Used
from lawtext.spreadsheets import inert
from lawtext.wording.prose import counted

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEAD = ("Periode", "Kommune", "Bekendtgørelse", "Paragraf", "Forsøg", "Brevtype", "Endelige", "Udkast")
_WIDTHS = (11, 18, 28, 10, 42, 22, 10, 10)
_HOW = (
    "Talt ud af de oplysninger, som brevene selv bærer. Et brev tæller én gang for hvert forsøg, det henviser til.",
    "Endelige breve og udkast står hver for sig. Samme brev lavet to gange tæller én gang.",
    "Filen har hverken navne, sagsnumre eller CPR-numre. Små tal kan i en lille kommune alligevel pege på en borger.",
    "Vælg derfor en længere periode (--by quarter eller --by year), før tallene offentliggøres.",
)


def xlsx(found: Usage, chosen: str) -> bytes:
    """The workbook. `chosen` says which letters were asked for, as one line."""
    from openpyxl import Workbook  # noqa: PLC0415 - 0.2 s that other commands need not pay

    book = Workbook()
    sheet = book.active
    sheet.title = "Brug"
    _table(sheet, _HEAD, [_cells(row) for row in found.rows], _WIDTHS)
    _sums(book.create_sheet("Pr. forsøg"), found.rows, ("Bekendtgørelse", "Paragraf", "Forsøg"), (28, 10, 42))
    _sums(book.create_sheet("Pr. kommune"), found.rows, ("Kommune", "Periode"), (18, 11))
    about = book.create_sheet("Om tallene")
    about.column_dimensions["A"].width = 110
    for line in (chosen, *_counted(found), *_HOW):
        about.append([line])
    book.properties.creator = "lawtext"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(row: Used) -> tuple[str | int, ...]:
    return (*map(inert, row.about), row.final, row.drafts)


def _table(sheet: "Worksheet", head: Sequence[str], rows: Iterable[Sequence[Any]], widths: Sequence[int]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _sums(sheet: "Worksheet", rows: Iterable[Used], by: tuple[str, ...], widths: tuple[int, ...]) -> None:
    """The rows summed by some of their columns."""
    places = [_HEAD.index(name) for name in by]
    final: Counter[tuple[str, ...]] = Counter()
    drafts: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        cells = _cells(row)
        key = tuple(str(cells[place]) for place in places)
        final[key] += row.final
        drafts[key] += row.drafts
    lines = [(*key, final[key], drafts[key]) for key in sorted(final)]
    _table(sheet, (*by, "Endelige", "Udkast"), lines, (*widths, 10, 10))


def _counted(found: Usage) -> Iterable[str]:
    yield f"{counted(found.letters, 'brev', 'breve')} er talt; {found.without} bruger intet forsøg."
    if found.copies:
        yield f"{counted(found.copies, 'kopi', 'kopier')} af breve, der er talt, tæller ikke med."
