"""What a table's check tells: every fault, in its cell, before a letter is made."""

from pathlib import Path

import pytest

from lawtext.batch import checking, manifest, tables, workbooks
from lawtext.batch.checking import Checked
from lawtext.batch.tables import Table
from lawtext.batch.workers import Here, Processes, Workshop
from lawtext.cli.given import shelf
from lawtext.drafting.desk import Desk

from .conftest import Cells, Edited, example, save, unchanged


def check(table: Table, desk: Desk) -> Checked:
    return checking.check(table, Here(desk, table.columns))


def test_a_table_that_is_right_has_nothing_to_tell(table: Edited, at_desk: Desk) -> None:
    checked = check(table(unchanged), at_desk)
    assert (checked.rows, checked.usable, checked.drafted) == (3, 3, 0)
    assert not (checked.head or checked.faults or checked.repeated)


def test_several_processes_find_the_same_as_one(tmp_path: Path, at_desk: Desk) -> None:
    rows = [dict(row) for row in example() * 8]
    for at, row in enumerate(rows):
        row["facts"] += f" (opdigtet sag {at % 300})"
        row["date"] = row["date"] if at % 97 else "i går"
        row["municipality"] = row["municipality"] if at % 101 else ""
        if at % 7 == 0:
            row["approval.by"] = row["approval.date"] = ""
        row["decision"] = row["decision"] if at % 1500 or not at else "stop"
    cases = tables.read(save(rows, tmp_path / "sager.csv"))
    with Processes(2, Workshop(shelf(None).file, cases.columns), manifest.made_with(at_desk)) as several:
        found = checking.check(cases, several)
    assert found == check(cases, at_desk)
    assert (found.rows, len(found.unusable)) == (1600, 17 + 16 - 1 + 1)
    assert found.repeated
    assert found.drafted
    assert found.doubtful


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
    assert any("godkendt" in reason.says for reason in checked.drafts[0].reasons)


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
    workbooks.mark(cases, check(cases, at_desk), marked)
    sheet = load_workbook(marked).active
    commented = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    told = {(cell.row, sheet.cell(1, cell.column).value): cell.comment.text for cell in commented}
    assert "ingen dato" in told.pop((3, "date"))
    assert {column for _, column in told} == {"person.cpr"}  # the example's people have no day of birth
    facts = next(cell for cell in sheet[2] if cell.value == "=1+1")
    assert facts.data_type == "s"  # a formula in a cell that came from a table would run in the reader's Excel


def test_drafts_are_marked_with_what_no_screen_says(table: Edited, at_desk: Desk, tmp_path: Path) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415

    def too_old(rows: Cells) -> None:
        rows[1]["person.born"] = "1960-01-01"

    cases, marked = table(too_old), tmp_path / "mærket.xlsx"
    checked = check(cases, at_desk)
    workbooks.mark(cases, checked, marked)
    comments = [cell.comment.text for cell in load_workbook(marked).active[3] if cell.comment]
    assert any("for gammel" in says for says in comments)
    assert all("for gammel" not in reason.public for reason in checked.drafts[0].reasons)


@pytest.mark.parametrize(
    ("number", "born", "says"),
    [
        ("320598-0000", "1998-05-11", "begynder ikke med en dag, der findes"),
        ("300299-0000", "", "begynder ikke med en dag, der findes"),
        ("290200-4000", "2000-02-29", ""),  # 0-3 would be 1900, no leap year
        ("290200-0000", "", "begynder ikke med en dag, der findes"),
        ("110598-0000", "1998-05-12", "siger en anden fødselsdag end person.born"),
        ("110530-4000", "", "siger en fødselsdag efter brevets dato"),
    ],
)
def test_a_cpr_number_whose_day_looks_wrong_is_told_and_decides_nothing(
    table: Edited, at_desk: Desk, number: str, born: str, says: str
) -> None:
    def numbered(rows: Cells) -> None:
        del rows[1:]
        rows[0]["person.cpr"], rows[0]["person.born"] = number, born

    checked = check(table(numbered), at_desk)
    assert [(one.says, one.rows) for one in checked.doubtful] == ([(says, (2,))] if says else [])
    assert not checked.faults


def test_a_cpr_number_without_its_ten_digits_makes_a_draft(table: Edited, at_desk: Desk) -> None:
    def cut(rows: Cells) -> None:
        rows[0]["person.cpr"] = "320598-000"

    checked = check(table(cut), at_desk)
    assert checked.drafted == 1
    assert "10 cifre" in checked.drafts[0].reasons[0].says


def test_a_list_of_decisions_has_no_form_in_a_cell(tmp_path: Path, at_desk: Desk) -> None:
    row = {"decision": "several", "municipality": "Fredensborg", "date": "2018-09-03", "decisions": "1. Bevilget"}
    (fault,) = check(tables.read(save([row], tmp_path / "sager.csv")), at_desk).faults
    assert (fault.column, "JSON Lines" in fault.says) == ("decisions", True)


@pytest.mark.parametrize("decision", ['["hold"]', '{"a": "hold"}', '"hold\\u001b[31m"', "1", "null"])
def test_a_decision_that_is_no_word_is_told(tmp_path: Path, at_desk: Desk, decision: str) -> None:
    path = tmp_path / "sager.jsonl"
    path.write_text(f'{{"decision": {decision}, "municipality": "Fredensborg", "date": "2018-09-03"}}\n')
    checked = check(tables.read(path), at_desk)
    assert checked.unusable == {1} or checked.head
    assert "\x1b" not in str(checked.faults)


def test_a_thousand_unknown_columns_are_counted_not_listed(table: Edited, at_desk: Desk) -> None:
    def wide(rows: Cells) -> None:
        for row in rows:
            row.update({f"kolonne {at}": "x" for at in range(1000)})

    checked = check(table(wide), at_desk)
    assert len(checked.head) == 21
    assert "980 kolonner til" in checked.head[-1]
    assert not checked.faults  # told once, not row by row


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("43354", "tal for dagen 2018-09-11"),
        ("320598-0000", "er ingen dato; skriv fx"),
        ("Maja Opdigtet Lund", "er ingen dato; skriv fx"),
    ],
)
def test_what_is_no_date_is_told_without_the_cell(table: Edited, at_desk: Desk, cell: str, says: str) -> None:
    def spoil(rows: Cells) -> None:
        rows[0]["date"] = cell

    (fault,) = check(table(spoil), at_desk).faults
    assert says in fault.says
    assert cell.isdecimal() or cell not in fault.says


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
