"""What a file is: told from its content, with one clear sentence for what it can't be."""

import pytest

from lawtext import reading
from lawtext.errors import UnusableInputError
from lawtext.law.editions import Form
from lawtext.reading import detect

TEXT = "LBK nr 9 af 22/04/2014\nBekendtgørelse af lov om prøver\n\n§ 1. Øer er små.\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "er tom"),
        (b" \n\t ", "er tom"),
        (b"\xef\xbb\xbf", "er tom"),
        (b"\xd0\xcf\x11\xe0....", "gammelt Word-dokument"),
        (b"\xd0\xcf\x11\xe0...." + "EncryptedPackage".encode("utf-16-le"), "Fjern adgangskoden"),
        (b"{\\rtf1", "en RTF-fil"),
        (b"\x1f\x8b\x08", "en gzip-fil"),
        (b"<!DOCTYPE html><html></html>", "ingen af retsakters klasser"),
        (b"  <HTML><body>", "ingen af retsakters klasser"),
        (b"<?xml version='1.0'?><!-- x --><html xmlns='x'/>", "ingen af retsakters klasser"),
        (b'<div><p class="Titel2">Lov om haver</p></div>', "siger ikke retsaktens nummer"),
        (b'{"shortName": "LOV nr 1 af 02/01/2020"', "ikke gyldig JSON"),
        (b'[{"shortName": "LOV nr 1 af 02/01/2020"}]', "ingen tekst i sin HTML"),
        (b"[1, 2]", "ingen tekst i sin HTML"),
        (b"LBK\x00nr", "er ikke tekst"),
        (TEXT.encode("utf-16"), "er ikke tekst"),
        (TEXT.encode("cp1252"), r"er ikke UTF-8 \(linje 2\).*Windows-1252"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UnusableInputError, match=said) as raised:
        reading.read(data, "fil.xyz")
    assert str(raised.value).startswith("fil.xyz")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("before", ["", "\ufeff", "\n \n"])
def test_a_byte_order_mark_or_empty_lines_before_do_not_matter(before: str) -> None:
    edition = reading.read((before + TEXT).encode(), "fil")
    assert edition.source.form is Form.FLATTENED
    assert edition.by_id()["Par1_Stk1"].passages[0].text == "Øer er små."  # type: ignore[index]


def test_a_file_with_carriage_returns_is_read_the_same() -> None:
    edition = reading.read(TEXT.replace("\n", "\r\n").encode(), "fil")
    assert edition.title == "Bekendtgørelse af lov om prøver"
    assert edition.by_id()["Par1_Stk1"].passages[0].text == "Øer er små."  # type: ignore[index]


def test_a_file_too_large_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detect, "LARGEST", 10)
    with pytest.raises(UnusableInputError, match="fylder mere end"):
        reading.read(TEXT.encode(), "fil")


def test_a_path_that_is_no_file_is_named(tmp_path: object) -> None:
    with pytest.raises(UnusableInputError, match="er en mappe"):
        reading.read(str(tmp_path))
    with pytest.raises(UnusableInputError, match="findes ikke"):
        reading.read(f"{tmp_path}/væk.xml")
