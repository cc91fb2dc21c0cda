"""Gazette PDFs: what setting did to the lines is undone; heads, feet and columns; damage and bombs are refused."""

import logging
import zlib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawtext import reading
from lawtext.errors import UnusableInputError
from lawtext.law.editions import Form
from lawtext.reading import agreement, lexdania, pdf, setting
from lawtext.reading.pdf import Page, Piece
from lawtext.reading.setting import SetLine
from scripts import acts_as_pdf


def column(*texts: str, left: float = 43, leading: float = 14) -> list[SetLine]:
    return [SetLine(left, 700 - leading * place, 10, text) for place, text in enumerate(texts)]


def rows(lines: list[SetLine]) -> list[str]:
    return [row.text for row in setting.rows(lines, setting.words(lines))]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("den 1. novem-", "ber 2010", "den 1. november 2010"),
        ("social-", "og boligministeren", "social- og boligministeren"),
        ("EU-", "retten", "EU-retten"),
        ("Nord-", "Vestjylland", "Nord-Vestjylland"),
        ("§§ 3-", "5", "§§ 3-5"),
        ("loven", "gælder", "loven gælder"),
        ("Corona-", "virus", "Corona-virus"),
    ],
)
def test_a_word_cut_at_the_lines_end_is_whole_again(before: str, after: str, expected: str) -> None:
    assert setting.joined(before, after, Counter(["corona-virus"])) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ﬁnansloven og ﬂere", "finansloven og flere"),
        ("de\x01nition", "definition"),
        ("a\ufffdald", "a\ufffdald"),
        ("fri\ufffd", "fri\ufffd"),
    ],
)
def test_ligatures_are_letters_and_lost_ones_come_back_only_where_sure(text: str, expected: str) -> None:
    assert setting.mended(text, Counter(["definition", "affald", "aftald"][:1])) == expected


def test_lines_are_joined_to_rows_and_a_reference_at_a_lines_start_is_no_label() -> None:
    lines = column(
        "§ 1. Loven gælder for den, der er nævnt i § 9, jf.",
        "stk. 2, eller som følger af",
        "§ 3. i en anden lov, når",
        "1) den ene er sket, og",
        "2) den anden.",
        "Stk. 2. Loven gælder ikke i novem-",
        "ber.",
    )
    assert rows(lines) == [
        "§ 1. Loven gælder for den, der er nævnt i § 9, jf. stk. 2, eller som følger af § 3. i en anden lov, når",
        "1) den ene er sket, og",
        "2) den anden.",
        "Stk. 2. Loven gælder ikke i november.",
    ]


def test_a_sentence_that_begins_with_a_reference_goes_on() -> None:
    lines = column(
        "Stk. 4. Den, der har fri, er omfattet.",
        "Stk. 2 gælder også. Det samme gør 1) og 2), jf. dog",
        "stk. 5-6 og § 7.",
        "Stk. 5 a. Den, der er ny, er ikke.",
        "Stk. 6 og 7. (Ophævet)",
    )
    assert rows(lines) == [
        "Stk. 4. Den, der har fri, er omfattet. Stk. 2 gælder også. Det samme gør 1) og 2), jf. dog stk. 5-6 og § 7.",
        "Stk. 5 a. Den, der er ny, er ikke.",
        "Stk. 6 og 7. (Ophævet)",
    ]


def page(*pieces: tuple[float, float, str]) -> Page:
    return Page([Piece(left, base, 10, text, False) for left, base, text in pieces], 595, 842)


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [(43.0, 700.0 - 12 * each, f"venstre {each}") for each in range(20)]
    right = [(307.0, 700.0 - 12 * each - 1, f"højre {each}") for each in range(20)]
    both = page(
        (43.0, 760.0, "En titel der går på tværs af hele siden og derfor hører til begge spalter, ja"), *left, *right
    )
    found = [line.text for line in pdf.lines(both, pdf.gutter([both]))]
    assert found[0].startswith("En titel")
    assert found[1:] == [text for _, _, text in (*left, *right)]


def test_one_column_has_no_gutter() -> None:
    one = page(*[(43.0, 700.0 - 12 * each, "en linje, der går på tværs af hele siden og videre") for each in range(30)])
    assert pdf.gutter([one]) is None


def test_heads_feet_and_page_numbers_go_and_the_text_runs_on() -> None:
    pages = [
        [
            SetLine(43, 810, 10, "Lovtidende A"),
            SetLine(43, 700, 10, f"Tekst på side {number}."),
            SetLine(43, 30, 10, f"{number}"),
            SetLine(300, 20, 10, "BEK nr 986 af 25/06/2020 1"),
        ]
        for number in (1, 2, 3)
    ]
    assert [line.text for line in pdf.without_edges(pages, [842.0] * 3)] == [f"Tekst på side {n}." for n in (1, 2, 3)]


def test_a_real_gazette_is_read(shared: Path) -> None:
    edition = reading.read(shared / "corpus" / "pdf" / "2020-986.pdf")
    assert (edition.id, edition.source.form) == ("2020-986", Form.PDF)
    assert edition.title.endswith("som følge af Corona-virussygdom 2019 (COVID-19)")
    assert [unit.id for unit in edition.units] == ["Ind", "Par1", "Par2", "Und"]
    stk = edition.by_id()["Par1_Stk1"].passages[0].text  # type: ignore[index]
    assert stk.startswith("Social- og indenrigsministerens beføjelser")
    assert stk.endswith("fra social- og indenrigsministeren til Socialstyrelsen.")


@pytest.mark.parametrize("columns", [1, 2])
def test_acts_set_and_made_to_pdf_read_as_the_act(columns: int, shared: Path) -> None:
    if not acts_as_pdf.available():
        pytest.skip("needs LibreOffice (soffice) to make PDFs")
    acts = [
        lexdania.read((shared / "corpus" / "lexdania" / f"{n}.xml").read_bytes(), n) for n in ("2014-433", "2012-550")
    ]
    made = acts_as_pdf.write(acts, columns)
    for act in acts:
        assert agreement.of(act, pdf.read(made[act.id], act.id)).wrong == ()


def minimal(stream: bytes, extra: bytes = b"") -> bytes:
    """A PDF of one page with that content."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), extra, stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + tail


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "beskadiget PDF"),
        (minimal(b""), "ingen tekst i sig"),
        (minimal(b"BT /F 10 Tf 50 700 Td (Hej med dig) Tj ET"), "siger ikke retsaktens type"),
        (minimal(zlib.compress(b"BT /F 9 Tf (x) Tj ET " * 4_000_000), b"/Filter/FlateDecode"), "beskadiget|for tung"),
        (minimal(b"BT /F 9 Tf " + b"(x) Tj " * 300_000 + b"ET"), "for tung|beskadiget"),
    ],
    ids=["broken", "empty", "no act", "bomb", "many operators"],
)
def test_a_pdf_that_cannot_be_read_says_so(data: bytes, said: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    with pytest.raises(UnusableInputError, match=said) as raised:
        reading.read(data, "fil.pdf")
    assert str(raised.value).startswith("fil.pdf")


WORDS = [
    *("§ 1. Ord", "Stk. 2. Mere.", "1) et,"),
    "ord novem-",
    "ber og",
    "a)",
    "Kapitel 1",
    "-",
    "",
    "jf.",
    "de\x01nition",
    "ﬁ",
]
LINES = st.lists(
    st.builds(
        SetLine,
        st.sampled_from([43.0, 53.0, 200.0]),
        st.floats(0, 800),
        st.sampled_from([9.0, 10.0, 16.0]),
        st.sampled_from(WORDS),
        st.booleans(),
    )
)


@given(LINES)
def test_no_word_of_a_set_line_is_lost_in_rows(lines: list[SetLine]) -> None:
    known = setting.words(lines)
    printed = "".join(row.text for row in setting.rows(lines, known))
    wanted = "".join(setting.mended(line.text, known) for line in lines)
    assert sorted("".join(printed.replace("-", "").split())) == sorted("".join(wanted.replace("-", "").split()))
