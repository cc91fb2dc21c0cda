"""Is it the act that was asked for, all of it?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback_retsinformation import act

from lawtext.corpus.retsinformation.answers import document
from lawtext.corpus.retsinformation.refusals import Fault, Refused
from lawtext.law.editions import Edition
from lawtext.law.ids import EditionId

WANTED = EditionId("2024-9001")
GOOD = act(WANTED)


@pytest.mark.parametrize("data", [GOOD, b"\xef\xbb\xbf" + GOOD, GOOD.replace(b"\n", b"\r\n")])
def test_the_act_asked_for_is_read(data: bytes) -> None:
    got = document(data, WANTED)
    assert isinstance(got, Edition)
    assert got.id == WANTED


@pytest.mark.parametrize(
    ("data", "fault", "said"),
    [
        (b"", Fault.CUT_SHORT, "Svaret er tomt"),
        (b"\xef\xbb\xbf  \n", Fault.CUT_SHORT, "Svaret er tomt"),
        (b"<!DOCTYPE html><html></html>", Fault.NOT_XML, "webside (HTML)"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', Fault.NOT_XML, "webside (HTML)"),
        (b"No document found", Fault.NOT_XML, "ikke XML"),
        (b'[{"id": 1}]', Fault.NOT_XML, "ikke XML"),
        (GOOD[:400], Fault.CUT_SHORT, "ingen slutning"),
        (GOOD[:-12], Fault.CUT_SHORT, "ingen slutning"),
        (GOOD.replace(b"</Kapitel>", b""), Fault.UNREADABLE, "ikke velformet"),
        (b"<note>hej</note>", Fault.NOT_LEXDANIA, "roden er <note>"),
        (b'<l:LexDaniaDokument xmlns:l="x"/>', Fault.NOT_LEXDANIA, "roden er <LexDaniaDokument>"),
        (b"<Dokument/>", Fault.NOT_LEXDANIA, "roden er <Dokument>"),
        (GOOD.replace(b"<Year>2024</Year>", b""), Fault.NOT_LEXDANIA, "årstal eller nummer"),
        (act("2024-9002"), Fault.OTHER_ACT, "2024-9002 i Lovtidende A"),
        (act("2024-9001", gazette="Lovtidende C"), Fault.OTHER_ACT, "2024-9001 i Lovtidende C"),
        (act("2024-9001", body=""), Fault.NO_TEXT, "kun metadata og ingen tekst i XML."),
        (GOOD.replace(b"<DiesSigni>2024-03-07</DiesSigni>", b""), Fault.UNREADABLE, "DiesSigni"),
        (b'<!DOCTYPE Dokument [<!ENTITY a "b">]>' + GOOD.partition(b"\n")[2], Fault.UNREADABLE, "DOCTYPE"),
    ],
)
def test_anything_else_is_refused_and_said(data: bytes, fault: Fault, said: str) -> None:
    got = document(data, WANTED)
    assert isinstance(got, Refused)
    assert got.fault is fault
    assert said in got.says


def test_an_old_document_with_metadata_only_is_told_why() -> None:
    got = document(act("2006-1", body=""), EditionId("2006-1"))
    assert isinstance(got, Refused) and got.fault is Fault.NO_TEXT
    assert "før 25. september 2007" in got.says
    later = document(act("2007-1081", body=""), EditionId("2007-1081"))
    assert isinstance(later, Refused) and "2007" not in later.says


@given(st.integers(0, len(GOOD) - 1))
def test_no_piece_of_an_act_passes_for_the_whole(end: int) -> None:
    if GOOD[:end].rstrip() == GOOD.rstrip():
        return
    assert isinstance(document(GOOD[:end], WANTED), Refused)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_with_a_sentence(data: bytes) -> None:
    got = document(data, WANTED)
    assert isinstance(got, Refused) and got.says
