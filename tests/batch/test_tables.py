"""Tables as people's spreadsheets save them, and what is refused."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawtext.batch import tables
from lawtext.errors import UnusableInputError


def write(folder: Path, content: bytes) -> Path:
    path = folder / "sager.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        b"a;b\n1;2\n",
        b"a,b\n1,2\n",
        b"a\tb\r\n1\t2\r\n",
        b"\xef\xbb\xbfa;b\r\n1;2",
        b' a ;b\n"1";"2"\n;\n\n',
    ],
    ids=["semicolon", "comma", "tab and CRLF", "byte order mark, no last line end", "quotes and empty rows"],
)
def test_one_table_in_many_spellings(tmp_path: Path, content: bytes) -> None:
    table = tables.read(write(tmp_path, content))
    assert table.columns == ("a", "b")
    assert [row.values for row in table.rows] == [{"a": "1", "b": "2"}]


def test_a_cell_may_run_over_lines_and_rows_keep_their_number(tmp_path: Path) -> None:
    table = tables.read(write(tmp_path, b'a;b\n"1\n1";2\n3;4\n'))
    assert [(row.number, row.values["a"]) for row in table.rows] == [(2, "1\n1"), (3, "3")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "overskriften mangler"),
        (b"a;b\n", "ingen rækker"),
        (b"a;a\n1;2\n", "»a« står to gange"),
        (b"a;\n1;2\n", "kolonne 2 har intet navn"),
        (b"a;b\n1\n1;2;3\n", "række 2 har 1 celler"),
        (b"a;b\n1\n1;2;3\n", "række 3 har 3 celler"),
        (b"a;b\nk\xf8n;2\n", "linje 2: ikke UTF-8"),
        (b'a;b\n"1;2\n', "række 2: ikke gyldig CSV"),
        (b"PK\x03\x04\x00\x00", "ikke en tekst"),
    ],
)
def test_what_is_no_table_is_told_with_its_place(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(UnusableInputError, match=r"sager\.csv") as caught:
        tables.read(write(tmp_path, content))
    assert says in str(caught.value)


def test_a_cell_of_a_megabyte_is_read(tmp_path: Path) -> None:
    table = tables.read(write(tmp_path, b"a;b\n" + b"x" * 1_000_000 + b";2\n"))
    assert len(table.rows[0].values["a"]) == 1_000_000


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="kan ikke læses"):
        tables.read(tmp_path / "ingen.csv")


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_table_or_one_of_our_errors(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = write(tmp_path_factory.mktemp("bytes"), content)
    try:
        table = tables.read(path)
    except UnusableInputError:
        return
    assert all(tuple(row.values) == table.columns for row in table.rows)
