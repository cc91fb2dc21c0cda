"""What a table's check tells: every fault, in its cell, before a letter is made."""

from pathlib import Path

import pytest

from lawtext.batch import check, tables, workbooks
from lawtext.drafting.desk import Desk

from .conftest import Cells, Edited, example, save, unchanged


def test_a_table_that_is_right_has_nothing_to_tell(table: Edited, at_desk: Desk) -> None:
    checked = check(table(unchanged), at_desk)
    assert (checked.rows, checked.usable, checked.drafted) == (3, 3, 0)
    assert not (checked.head or checked.faults or checked.repeated)


def test_all_faults_are_told_by_row_and_column(table: Edited, at_desk: Desk) -> None:
    def spoil(rows: Cells) -> None:
        rows[1]["date"] = "31. juni 2018"
        rows[1]["municipality"] = ""
        rows[2]["channel"] = "brevdue"

    checked = check(table(spoil), at_desk)
    assert {(fault.row, fault.column) for fault in checked.faults} == {
        (3, "date"),
        (3, "municipality"),
        (4, "channel"),
    }
    assert checked.unusable == {3, 4}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("person.name", "person.navn", "kolonnen »person.navn« findes ikke. Mente du »person.name«?"),
        ("decision", "type", "kolonnen »decision« mangler"),
    ],
)
def test_a_column_that_is_not_a_field_is_told_once(table: Edited, at_desk: Desk, old: str, new: str, says: str) -> None:
    def rename(rows: Cells) -> None:
        for row in rows:
            row[new] = row.pop(old)

    head = check(table(rename), at_desk).head
    assert len(head) == 1
    assert says in head[0]


def test_a_column_that_no_case_can_do_without_is_told(table: Edited, at_desk: Desk) -> None:
    def without(rows: Cells) -> None:
        for row in rows:
            del row["municipality"]

    assert any("kolonnen »municipality« mangler" in says for says in check(table(without), at_desk).head)


def test_an_unknown_decision_is_told_by_row(table: Edited, at_desk: Desk) -> None:
    def other(rows: Cells) -> None:
        rows[1]["decision"] = "hold on"

    (fault,) = check(table(other), at_desk).faults
    assert (fault.row, fault.column) == (3, "decision")
    assert "Mente du »hold" in fault.says


def test_a_control_character_is_told_by_its_cell(table: Edited, at_desk: Desk) -> None:
    def spoil(rows: Cells) -> None:
        rows[2]["person.name"] = "Maja\x07"

    (fault,) = check(table(spoil), at_desk).faults
    assert (fault.row, fault.column) == (4, "person.name")
    assert "U+0007" in fault.says


def test_a_draft_is_told_with_its_reasons(table: Edited, at_desk: Desk) -> None:
    def unapproved(rows: Cells) -> None:
        rows[0]["approval.by"] = rows[0]["approval.date"] = ""

    checked = check(table(unapproved), at_desk)
    assert checked.drafted == 1
    assert any("godkendt" in says for says in checked.drafts[0].reasons)


def test_the_same_reasons_in_many_rows_are_told(tmp_path: Path, at_desk: Desk) -> None:
    rows = example()[:12]
    for row in rows[:7]:
        row["facts"] = "Du har fået hjælp i to år."
    checked = check(tables.read(save(rows, tmp_path / "sager.csv")), at_desk)
    (found,) = [one for one in checked.repeated if one.column == "facts"]
    assert found.rows == tuple(range(2, 9))


def test_a_table_without_rows_is_told(table: Edited, at_desk: Desk) -> None:
    def empty(rows: Cells) -> None:
        for name in rows[0]:
            rows[0][name] = ""
        del rows[1:]

    assert any("ingen rækker" in says for says in check(table(empty), at_desk).head)


def test_faults_are_marked_in_a_copy_of_the_table(table: Edited, at_desk: Desk, tmp_path: Path) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415

    def spoil(rows: Cells) -> None:
        rows[1]["date"] = "i går"
        rows[0]["facts"] = "=1+1"

    cases = table(spoil)
    marked = tmp_path / "mærket.xlsx"
    workbooks.mark(cases, check(cases, at_desk).faults, marked)
    sheet = load_workbook(marked).active
    commented = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [(cell.row, sheet.cell(1, cell.column).value) for cell in commented] == [(3, "date")]
    assert "ingen dato" in commented[0].comment.text
    facts = next(cell for cell in sheet[2] if cell.value == "=1+1")
    assert facts.data_type == "s"  # a formula in a cell that came from a table would run in the reader's Excel


def test_the_empty_table_has_the_columns_of_its_type_and_can_be_filled(at_desk: Desk, tmp_path: Path) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415

    path = tmp_path / "tom.xlsx"
    path.write_bytes(workbooks.empty(at_desk.templates.contract("hold")))
    book = load_workbook(path)
    sheet = book["Sager"]
    case = example()[0]
    for cell in sheet[1]:
        sheet.cell(2, cell.column, case.get(cell.value, ""))
    book.save(path)
    checked = check(tables.read(path), at_desk)
    assert (checked.rows, checked.drafted, checked.head, checked.faults) == (1, 0, (), ())
    assert any("ja,nej" in (listed.formula1 or "") for listed in sheet.data_validations.dataValidation)
