"""Rows as CSV that a Danish spreadsheet opens as they are: semicolons, a byte order mark, and no cell a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet reckons out or sends off."""


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file of a table, its columns' names first.

    >>> as_csv(("§", "lov"), [("§ 1", "=1+1")]).decode("utf-8-sig").splitlines()
    ['§;lov', "§ 1;'=1+1"]
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
