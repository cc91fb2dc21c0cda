"""Tables as people's spreadsheets save them, and what is refused."""

import datetime
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from lawtext.batch import tables
from lawtext.errors import UnusableInputError


def write(folder: Path, content: bytes, name: str = "sager.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def workbook(*rows: list[Any], title: str = "Sager") -> Workbook:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def saved(book: Workbook, folder: Path) -> Path:
    path = folder / "sager.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    "content",
    [
        b"a;b\n1;2\n",
        b"a,b\n1,2\n",
        b"a\tb\r\n1\t2\r\n",
        b"\xef\xbb\xbfa;b\r\n1;2",
        b' a ;b\n"1";"2"\n;\n\n',
        b"a;b;;\n1;2;;\n;;;\n",
        b'{"a": 1, "b": "2"}\n',
        b'\xef\xbb\xbf{"a": "1", "b": 2}\n\n',
    ],
    ids=[
        "semicolon",
        "comma",
        "tab",
        "byte order mark",
        "quotes, empty rows",
        "empty columns",
        "JSON",
        "JSON with mark",
    ],
)
def test_one_table_in_many_spellings(tmp_path: Path, content: bytes) -> None:
    table = tables.read(write(tmp_path, content))
    assert table.columns == ("a", "b")
    assert [row.values for row in table.rows()] == [{"a": "1", "b": "2"}]
    assert not table.notes


def test_windows_1252_is_told(tmp_path: Path) -> None:
    table = tables.read(write(tmp_path, "a;b\nkøn;»gås«\n".encode("cp1252")))
    assert [row.values for row in table.rows()] == [{"a": "køn", "b": "»gås«"}]
    assert "Windows-1252" in table.notes[0]


def test_a_cell_may_run_over_lines_and_rows_keep_their_number(tmp_path: Path) -> None:
    table = tables.read(write(tmp_path, b'a;b\n"1\n1";2\n;\n3;4\n'))
    assert [(row.number, row.values["a"]) for row in table.rows()] == [(2, "1\n1"), (4, "3")]


def test_rows_can_be_read_again(tmp_path: Path) -> None:
    table = tables.read(write(tmp_path, b"a;b\n1;2\n3;4\n"))
    assert list(table.rows()) == list(table.rows())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "overskriften mangler"),
        (b"a;a\n1;2\n", "»a« står to gange"),
        (b"a;;c\n1;;2\n", "kolonne 2 har intet navn"),
        (b"a;b\nk\x81\xf8n;2\n", "linje 2: hverken UTF-8 eller Windows-1252"),
        (b'a;b\n"1;2\n', "række 2: ikke gyldig CSV"),
        (b"a\x00;b\n", "ikke en tekst"),
        (b"PK\x03\x04\x00\x00", "ødelagt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "gammelt Excel-ark"),
        (b'{"a": 1}\n{"a": \n', "linje 2: ikke gyldig JSON"),
        (b'{"a":' * 5000, "ikke gyldig JSON"),
    ],
)
def test_what_is_no_table_is_told_with_its_place(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(UnusableInputError, match=r"sager\.csv") as caught:
        list(tables.read(write(tmp_path, content)).rows())
    assert says in str(caught.value)


def test_rows_with_too_few_or_many_cells_are_read_as_unfit(tmp_path: Path) -> None:
    rows = list(tables.read(write(tmp_path, b"a;b\n1\n1;2;3\n4;5\n")).rows())
    assert [(row.number, bool(row.unfit)) for row in rows] == [(2, True), (3, True), (4, False)]
    assert "har 3 celler, overskriften 2" in rows[1].unfit


def test_json_may_be_nested_and_has_yes_no_and_lists(tmp_path: Path) -> None:
    table = tables.read(write(tmp_path, b'{"p": {"n": "x", "ok": true}, "l": ["a", 2], "no": null}\n[1]\n', "s.jsonl"))
    rows = list(table.rows())
    assert rows[0].values == {"p.n": "x", "p.ok": "ja", "l": ["a", "2"], "no": ""}
    assert rows[1].unfit
    assert table.place(2, "p.n") == "s.jsonl, linje 2, kolonne »p.n«"


def test_json_too_deep_is_told_by_line(tmp_path: Path) -> None:
    deep = b'{"a":' * 20 + b"1" + b"}" * 20
    assert "dybt" in next(iter(tables.read(write(tmp_path, deep)).rows())).unfit


def test_a_file_changed_while_it_is_read_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, b"a\n" + b"1\n" * 10)
    rows = tables.read(path).rows()
    next(rows)
    path.write_bytes(b"a\n2\n")
    with pytest.raises(UnusableInputError, match="ændret undervejs"):
        list(rows)


def test_a_cell_of_a_megabyte_is_read(tmp_path: Path) -> None:
    row = next(tables.read(write(tmp_path, b"a;b\n" + b"x" * 1_000_000 + b";2\n")).rows())
    assert len(row.values["a"]) == 1_000_000


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="kan ikke læses"):
        tables.read(tmp_path / "ingen.csv")


def test_a_workbook_gives_what_its_reader_would_write(tmp_path: Path) -> None:
    day = datetime.datetime(2018, 9, 3)
    book = workbook(["a", "b", "c", "d", None], [7.0, day, True, "0107"], [None] * 4, ["x", day.date(), 1.5, " y "])
    book.create_sheet("Noter").append(["en anden"])
    table = tables.read(saved(book, tmp_path))
    assert table.columns == ("a", "b", "c", "d")
    assert [(row.number, tuple(row.values.values())) for row in table.rows()] == [
        (2, ("7", "2018-09-03", "ja", "0107")),
        (4, ("x", "2018-09-03", "1.5", "y")),
    ]
    assert not table.notes


def test_the_sheet_of_cases_is_found_by_name_or_told(tmp_path: Path) -> None:
    book = workbook(["noget"], title="Forside")
    book.create_sheet("Sager").append(["a"])
    assert tables.read(saved(book, tmp_path)).columns == ("a",)
    book["Sager"].title = "Ark2"
    table = tables.read(saved(book, tmp_path))
    assert table.columns == ("noget",)
    assert "arket »Forside«" in table.notes[0]


def test_a_merged_head_is_refused_with_its_cells(tmp_path: Path) -> None:
    book = workbook(["a", "b", "c"], ["1", "2", "3"])
    book.active.merge_cells("B1:C1")
    with pytest.raises(UnusableInputError, match="celle B1:C1"):
        tables.read(saved(book, tmp_path))


def test_merged_cells_below_the_head_are_no_fault(tmp_path: Path) -> None:
    book = workbook(["a", "b"], ["1", "2"], ["x", "y"])
    book.active.merge_cells("A11:B12")
    assert len(list(tables.read(saved(book, tmp_path)).rows())) == 2


def test_a_formula_that_nobody_worked_out_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="celle B2: en formel uden resultat"):
        tables.read(saved(workbook(["a", "b"], ["1", "=A2"]), tmp_path))


def test_an_error_in_a_cell_makes_its_row_unfit(tmp_path: Path) -> None:
    rows = tables.read(saved(workbook(["a", "b"], ["1", "#N/A"]), tmp_path)).rows()
    assert "»b« viser en fejl" in next(rows).unfit


def test_a_zip_that_is_no_workbook_or_swells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sager.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("brev.txt", "hej")
    with pytest.raises(UnusableInputError, match="ikke et Excel-ark"):
        tables.read(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 50_000_000)
    with pytest.raises(UnusableInputError, match="for stort"):
        tables.read(path)


def changed(folder: Path, part: str, edit: Callable[[bytes], bytes]) -> Path:
    """A workbook with one of its parts edited."""
    path = saved(workbook(["a", "b"], ["1", "2"]), folder)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, edit(content) if name == part else content)
    return path


def test_texts_kept_apart_from_their_cells_are_read(tmp_path: Path) -> None:
    """As Excel and LibreOffice save them: each text once, cells by its number, runs with looks of their own."""
    path = saved(workbook(["a", "b"], ["køn", "7"]), tmp_path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts[SHEET] = re.sub(
        r"<sheetData>.*</sheetData>",
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>7</v></c></row></sheetData>',
        parts[SHEET],
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    shared = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{main}"><si><t>a</t></si><si><t>b</t></si>'
        "<si><r><t>kø</t></r><r><rPr><b/></rPr><t>n</t></r></si></sst>"
    )
    types = "[Content_Types].xml"
    entry = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{shared}"/></Types>'
    parts[types] = parts[types].replace("</Types>", entry)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert [row.values for row in tables.read(path).rows()] == [{"a": "køn", "b": "7"}]


SHEET = "xl/worksheets/sheet1.xml"
DOCUMENT_TYPE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_a_workbook_with_entities_is_refused(tmp_path: Path, part: str) -> None:
    path = changed(tmp_path, part, lambda content: re.sub(rb"(<\w)", DOCUMENT_TYPE + rb"\1", content, count=1))
    with pytest.raises(UnusableInputError, match="DOCTYPE"):
        tables.read(path)


@pytest.mark.parametrize(
    "edit",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b'r="B2"', b'r="ZZZZZZ2"'),
        lambda content: content.replace(b'<row r="2"', b'<row r="to"'),
        lambda _: b"",
    ],
    ids=["cut", "column that is none", "row that is none", "empty"],
)
def test_a_broken_sheet_is_told(tmp_path: Path, edit: Callable[[bytes], bytes]) -> None:
    with pytest.raises(UnusableInputError, match="ødelagt"):
        list(tables.read(changed(tmp_path, SHEET, edit)).rows())


def test_a_row_far_below_the_others_is_read(tmp_path: Path) -> None:
    book = workbook(["a", "b"], ["1", "2"])
    book.active["A5000"] = "x"
    book.active["B9000"].number_format = "@"  # formatted, empty
    assert [row.number for row in tables.read(saved(book, tmp_path)).rows()] == [2, 5000]


def test_what_can_be_read_only_once_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rør")
    with pytest.raises(UnusableInputError, match="gem den i en fil"):
        tables.read(tmp_path / "rør")


def test_a_column_name_with_a_hidden_character_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="kolonne 2 har et usynligt tegn"):
        tables.read(write(tmp_path, b"a;\x1b[31mb\n1;2\n"))
    assert "usynligt" in next(tables.read(write(tmp_path, b'{"\\u001b[31m": 1}\n')).rows()).unfit


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_table_or_one_of_our_errors(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = write(tmp_path_factory.mktemp("bytes"), content)
    try:
        table = tables.read(path)
        rows = list(table.rows())
    except UnusableInputError:
        return
    assert all(row.unfit or set(row.values) <= set(table.columns) for row in rows)
