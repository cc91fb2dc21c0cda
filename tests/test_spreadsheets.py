"""Tables for spreadsheets: whatever a cell says, it is read back as text and as one cell."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawtext.spreadsheets import as_csv, inert


@pytest.mark.parametrize("formula", ["=1+1", "+45 00", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://example.org")'])
def test_no_cell_is_a_formula(formula: str) -> None:
    assert inert(formula) == f"'{formula}"
    assert inert(f"§ 1 {formula}") == f"§ 1 {formula}"


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))), min_size=2, max_size=4))
def test_every_cell_comes_back(cells: list[str]) -> None:
    made = as_csv(("a", "b"), [cells])
    assert made.startswith(b"\xef\xbb\xbfa;b\r\n")
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1] == [inert(cell) for cell in cells]
