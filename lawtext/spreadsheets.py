"""Tables for spreadsheets: no cell is a formula, and CSV as a Danish one opens it."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet reckons out or sends off."""


def inert(cell: str) -> str:
    """A cell that a spreadsheet can't take for a formula.

    >>> inert("=1+1"), inert("§ 1")
    ("'=1+1", '§ 1')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table with its columns' names first: semicolons, a byte order mark, every cell inert."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(map(inert, row) for row in rows)
    return text.getvalue().encode("utf-8-sig")
