"""A table's row is the same case as the YAML that says the same."""

from lawtext.batch.columns import Columns, Fault
from lawtext.batch.tables import Row
from lawtext.drafting import cases

ROW = {
    "decision": "hold",
    "municipality": "Fredensborg",
    "date": "2018-09-03",
    "person.name": "Maja Opdigtet  Lund",
    "person.cpr": "320592-0000",  # day 32
    "person.born": "17/5 1992",
    "unit.jobcenter": "JA",
    "channel": "Digital Post",
    "facts": "Første afsnit,\nsamme afsnit.\r\n\r\nAndet afsnit.",
    "considerations": "at ét\n\nat to",
    "effort.what": " ",
}
VALUES = {
    "decision": "hold",
    "municipality": "Fredensborg",
    "date": "3. september 2018",
    "person": {"name": "Maja Opdigtet Lund", "cpr": "320592-0000", "born": "1992-05-17"},  # day 32
    "unit": {"jobcenter": "ja"},
    "channel": "digital post",
    "facts": ["Første afsnit, samme afsnit.", "Andet afsnit."],
    "considerations": ["at ét", "at to"],
}


def test_a_row_with_dotted_columns_is_the_same_case() -> None:
    faults: list[Fault] = []
    assert Columns(ROW).case(Row(2, ROW), faults) == cases.from_values(VALUES, lambda field: field)
    assert not faults


def test_lists_of_parts_come_from_json_and_their_faults_are_told() -> None:
    values = {
        "decision": "several",
        "municipality": "Fredensborg",
        "date": "2018-09-03",
        "decisions": [{"title": "Én"}, {"title": "To", "findes-ikke": "x"}],
    }
    faults: list[Fault] = []
    assert Columns(values).case(Row(2, values), faults) is None
    assert [(fault.column, "»findes-ikke« findes ikke" in fault.says) for fault in faults] == [("decisions", True)]


def test_a_field_of_another_type_is_told_where_it_is_filled() -> None:
    row = {"decision": "note", "municipality": "Fredensborg", "date": "2018-09-03", "period.end": "2019-01-01"}
    faults: list[Fault] = []
    assert Columns(row).case(Row(7, row), faults) is None
    assert [(fault.row, fault.column) for fault in faults] == [(7, "period.end")]
    faults.clear()
    assert Columns(row).case(Row(8, row | {"period.end": ""}), faults) is not None
