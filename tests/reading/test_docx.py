"""Word files: paragraphs, tables and notes read; deleted text left out; damage and bombs refused."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from lawtext import reading
from lawtext.errors import UnusableInputError
from lawtext.law.editions import Form
from lawtext.reading import agreement, docx, lexdania, losses, to_text

DATA = Path(__file__).parent.parent / "data" / "lexdania"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(*rows: str, table: list[list[str]] | None = None) -> bytes:
    document = Document()
    for row in rows:
        document.add_paragraph(row)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for line, cells in zip(grid.rows, table, strict=True):
            for cell, text in zip(line.cells, cells, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def package(body: str, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def paragraph(*texts: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{text}</w:t></w:r>' for text in texts)}</w:p>"


HEAD = paragraph("BEK nr 9 af ", "23/05/2018") + paragraph("Bekendtgørelse om prøver")


@pytest.mark.parametrize("name", ["consolidation", "books"])
def test_an_act_in_word_reads_as_the_act(name: str) -> None:
    act = reading.read(DATA / f"{name}.xml")
    again = reading.read(word(*to_text.write(act).splitlines()))
    assert again.source.form is Form.DOCX
    assert agreement.of(act, again).wrong == ()
    assert [unit.id for unit in again.units if unit.id.startswith("Kap")] == [
        unit.id for unit in act.units if unit.id.startswith("Kap")
    ]


def test_a_table_stands_where_it_is() -> None:
    data = word("BEK nr 9 af 23/05/2018", "Bekendtgørelse om prøver", "§ 1. Satser:", table=[["Areal", "5 kr."]])
    assert reading.read(data).by_id()["Par1_Stk1_Tab1_R1_C2"].passages[0].text == "5 kr."  # type: ignore[index]


def test_a_note_hangs_on_the_row_of_its_mark_and_deleted_text_is_gone() -> None:
    body = HEAD + (
        "<w:p><w:r><w:t>§ 1. Ord</w:t><w:footnoteReference w:id='2'/></w:r>"
        "<w:del><w:r><w:delText> væk</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>"
    )
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{paragraph("En note.")}</w:footnote></w:footnotes>'
    units = reading.read(package(body, footnotes=notes)).by_id()
    assert units["Par1_Stk1"].passages[0].text == "Ord."  # type: ignore[index]
    assert units["Not1@Par1_Stk1"].passages[0].text == "En note."  # type: ignore[index]


def test_real_acts_in_word_read_as_the_act(shared: Path) -> None:
    for name in ("2014-433", "2012-550"):
        act = lexdania.read((shared / "corpus" / "lexdania" / f"{name}.xml").read_bytes(), name)
        assert agreement.of(act, reading.read(word(*to_text.write(act).splitlines()))).wrong == ()


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 og intet mere", "beskadiget Word-fil"),
        (zipped("a.txt", b"x"), "ikke en Word-fil"),
        (zipped("word/document.xml", b"<w:document"), "beskadiget Word-fil"),
        (zipped("word/document.xml", b"<x/>"), "uden tekst"),
        (zipped("word/document.xml", b'<!DOCTYPE x [<!ENTITY e "y">]><x>&e;</x>'), "DOCTYPE"),
        (zipped("word/document.xml", b" " * (docx.LARGEST_PART + 10)), "fylder pakket ud mere end"),
        (package("<w:p/>" * 3), "begynder ikke med retsaktens nummer"),
        (package("<w:sdt>" * 2000 + "</w:sdt>" * 2000), "beskadiget Word-fil"),
        (package(HEAD), "ingen paragraffer"),
    ],
)
def test_a_word_file_that_cannot_be_read_says_so(data: bytes, said: str) -> None:
    with pytest.raises(UnusableInputError, match=said) as raised:
        reading.read(data, "fil.docx")
    assert str(raised.value).startswith("fil.docx")


ROWS = st.sampled_from(["§ 1. Ord.", "Stk. 2. Et:", "1) to", "Kapitel 1", "", "Ord", "tabel", "§ 2", "a) x"])


@settings(max_examples=100, deadline=None)
@given(st.lists(ROWS, max_size=12))
def test_any_rows_of_a_word_file_are_read_whole(rows: list[str]) -> None:
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>celle</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    body = "".join(table if row == "tabel" else paragraph(row) for row in rows)
    edition = reading.read(package(HEAD + paragraph("§ 1. Først.") + body))
    ids = [unit.id for root in edition.units for unit in root.walk()]
    assert len(ids) == len(set(ids))
    printed = "".join("".join(each.raw.split()) for each in losses.passages(edition))
    wanted = "Bekendtgørelse om prøver § 1. Først." + "".join(rows).replace("tabel", "celle")
    assert sorted(printed) == sorted("".join(wanted.split()))
