"""List against annex, in a small application of our own: as tables, and run together as text."""

import io
from datetime import date

import pytest
from docx import Document

from lawtext.drafting.checking.checker import Asked, Checker
from lawtext.drafting.findings.finding import Level

DAY = date(2018, 9, 3)
LIST = [
    ("Lov", "Paragraffer"),
    ("Lov om en aktiv beskæftigelsesindsats", "22, kapitel 9 b-11"),
    ("Lov om social service", "§ 85"),
    ("Lov om sygedagpenge", "Kapitel 6"),
]
ANNEX = [
    ("Indsats", "Krav", "Sted"),
    ("Mentor", "Kun jobcenteret", "LAB kap. 9"),
    ("Tilbud", "Kun jobcenteret", "LAB § 22"),
    ("Støtte", "Efter ansøgning", "SEL § 85"),
    ("Støtte", "Efter ansøgning", "SEL § 86"),
]


def word(listed: list[tuple[str, ...]], annex: list[tuple[str, ...]]) -> bytes:
    document = Document()
    document.add_paragraph("Vi søger om fritagelse for følgende bestemmelser:")
    for heading, rows in (("", listed), ("Bilag 1", annex)):
        if heading:
            document.add_heading(heading, 1)
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for line, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                cell.text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def text(listed: list[tuple[str, ...]], annex: list[tuple[str, ...]]) -> bytes:
    said = ["Vi søger om fritagelse for følgende bestemmelser: " + " ".join(" ".join(row) for row in listed[1:]) + "."]
    return "\n\n".join([*said, "Bilag 1", *(" ".join((row[0], row[2])) for row in annex[1:])]).encode()


def says(checker: Checker, content: bytes) -> list[str]:
    findings = checker.check(content, "a", Asked(DAY, DAY)).findings
    wanted = ("only-in-list", "only-in-annex", "chapter-misfit")
    return [one.says for one in findings if one.rule in wanted and one.level is Level.WARNING]


@pytest.mark.parametrize("made", [word, text])
def test_what_only_one_of_them_has(checker: Checker, made: type) -> None:
    said = says(checker, made(LIST, ANNEX))  # type: ignore[call-arg]
    assert any(one.startswith("Kapitel 6 i lov om sygedagpenge står på listen") for one in said)
    assert any(one.startswith("§ 86 i lov om social service står i bilaget") for one in said)
    assert not any("§ 22" in one or "§ 85" in one for one in said)


def test_a_row_whose_words_fit_another_chapter(checker: Checker) -> None:
    said = says(checker, word(LIST, ANNEX))
    assert any("»Mentor« passer ikke til kapitel 9" in one and "kapitel 9 b" in one for one in said)


def test_of_a_range_those_that_lack_are_told(checker: Checker) -> None:
    listed = [*LIST[:2], ("Lov om social service", "§§ 85-88"), LIST[3]]
    said = [one for one in says(checker, text(listed, ANNEX)) if "social service" in one]
    assert said == ["§§ 87 og 88 i lov om social service står på listen over det, der søges om, men ikke i bilaget."]


def test_a_document_without_annex_is_not_compared(checker: Checker) -> None:
    assert says(checker, text(LIST, ANNEX).partition(b"Bilag 1")[0]) == []
