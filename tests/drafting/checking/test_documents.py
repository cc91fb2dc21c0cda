"""Documents of every form as blocks with places, and hostile ones."""

import io
import zipfile

import pytest
from docx import Document

from lawtext.drafting.checking import documents
from lawtext.drafting.findings.finding import Cell, Part
from lawtext.errors import UnusableInputError


def test_text_has_lines_and_columns() -> None:
    document = documents.read("Første\nlinje.\n\n\nBilag 2\n\nSe § 5.".encode(), "a.txt")
    assert [(block.text, block.spot.line) for block in document.blocks] == [
        ("Første\nlinje.", 1),
        ("Bilag 2", 5),
        ("Se § 5.", 7),
    ]
    spot = document.blocks[0].at(7, 12)
    assert (spot.line, spot.column, spot.text) == (2, 1, "linje")
    assert document.blocks[2].spot.heading == "Bilag 2"


def test_windows_line_ends_count_as_one() -> None:
    document = documents.read(b"En\r\n\r\nTo", "a.txt")
    assert [block.spot.line for block in document.blocks] == [1, 3]


def test_html_has_blocks_cells_and_headings() -> None:
    page = "<html><head><title>x</title><script>§ 1</script></head><body><h1>Klage</h1>Løs tekst<p>Se <b>§ 5</b>.</p>"
    page += "<table><tr><td>LAB</td><td>§ 6</td></tr></table></body></html>"
    document = documents.read(page.encode(), "a.html")
    assert [block.text for block in document.blocks] == ["Klage", "Løs tekst", "Se § 5.", "LAB", "§ 6"]
    assert document.blocks[-1].spot.cell == Cell(1, 1, 2)
    assert document.blocks[-1].spot.heading == "Klage"


def test_word_has_parts_cells_and_headings() -> None:
    word = Document()
    word.add_heading("Regler", 1)
    word.add_table(rows=1, cols=1).cell(0, 0).text = "§ 5"
    word.sections[0].header.paragraphs[0].text = "Sagsnr. 1"
    target = io.BytesIO()
    word.save(target)
    blocks = documents.read(target.getvalue(), "a.docx").blocks
    assert [(block.spot.part, block.text) for block in blocks] == [
        (Part.BODY, "Regler"),
        (Part.BODY, "§ 5"),
        (Part.HEADER, "Sagsnr. 1"),
    ]
    assert (blocks[1].spot.cell, blocks[1].spot.heading) == (Cell(1, 1, 1), "Regler")


def _bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 70_000_000)
    return target.getvalue()


def _entities() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "/etc/passwd">]><a>&b;</a>')
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n ",
        b"\xd0\xcf\x11\xe0 gammelt Word",
        b"{\\rtf1 tekst}",
        b"PK\x03\x04 ikke en zip",
        b"%PDF-1.7 ikke en PDF",
        b"<Dokument><Kapitel/></Dokument>",
        b"abc\x00def" * 99,
        "Æblegrød efter § 5".encode("cp850"),
        b"\xff\xfe\x00\xd8" + b"\x00" * 9,
        _bomb(),
        _entities(),
        ("a" * 5_000_001).encode(),
    ],
    ids=lambda content: repr(content[:12]),
)
def test_what_cannot_be_read_is_told_in_one_sentence(content: bytes) -> None:
    with pytest.raises(UnusableInputError) as told:
        documents.read(content, "fil.x")
    assert str(told.value).startswith("fil.x")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_texts_as_windows_saves_them_are_read(encoding: str) -> None:
    text = "Efter § 5 i lov om en å – »sådan«."
    for content in (text, f"<html><meta charset='{encoding}'><p>{text}</p></html>"):
        (block,) = documents.read(content.encode(encoding), "fil").blocks
        assert block.text == text


def test_a_date_is_no_heading() -> None:
    blocks = documents.read("3. september 2018\n\n1. Sagen\n\nEfter § 5.".encode(), "brev.txt").blocks
    assert [block.spot.heading for block in blocks] == ["", "", "1. Sagen"]
