"""What the program asserts of a PDF, held against what pikepdf and pdfua find in the same file."""

import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pdfua import validate
from pypdf import PdfReader

from lawtext.drafting import pdf
from lawtext.drafting.pdf import asserted, normal


@pytest.fixture(params=[0, 1], ids=["final", "draft"])
def letter(made: list[pdf.Converted], request: pytest.FixtureRequest) -> Path:
    path = made[request.param].pdf
    assert path, made[request.param].faults
    return path


def test_pdfua_finds_nothing(letter: Path) -> None:
    report = validate(str(letter))
    assert list(report.findings) == []
    assert report.exit_code == 0


def test_what_pikepdf_sees(letter: Path) -> None:
    with pikepdf.open(letter) as document:
        root = document.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "da-DK"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(document.docinfo["/Title"]).startswith("Afgørelse: ")
        kinds = [str(one.get("/S", "")) for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        assert kinds.count("/Table") == 1
        assert kinds.count("/TH") == 2
        fonts = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one]
        assert {str(one.FontName).split("+")[1] for one in fonts} == {"LiberationSans", "LiberationSans-Bold"}
        assert all("/FontFile2" in one for one in fonts)
        assert not document.check_pdf_syntax()


def test_pdf_a_2b_is_what_it_says_and_no_more(letter: Path) -> None:
    with pikepdf.open(letter) as document:
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            assert metadata.pdfa_status == "2B"
            assert metadata["xmp:CreateDate"] == f"{date.fromisoformat(letter_day(letter))}T00:00:00Z"
            assert metadata["pdfuaid:part"] == "1"
        assert str(document.docinfo["/CreationDate"]) == f"D:{letter_day(letter).replace('-', '')}000000Z"
        first, second = document.trailer.ID
        assert bytes(first) == bytes(second) != bytes(16)


def letter_day(path: Path) -> str:
    return {"hold-2018": "2018-09-03", "hold-2020": "2020-03-02"}[path.stem]


TAKEN_AWAY = {
    "/MarkInfo": "ikke mærket op",
    "/StructTreeRoot": "ikke mærket op",
    "/Lang": "Sproget er ikke oplyst",
    "/ViewerPreferences": "Titlen bliver ikke vist",
    "/Metadata": "ikke mærket som PDF/A-2b",
}


def faults(document: pikepdf.Pdf) -> str:
    target = io.BytesIO()
    document.save(target)
    return " ".join(asserted.faults(PdfReader(target)))


@pytest.mark.parametrize("key", TAKEN_AWAY)
def test_what_is_taken_away_from_the_file_is_missed(made: list[pdf.Converted], key: str) -> None:
    with pikepdf.open(made[0].pdf) as document:
        del document.Root[key]
        assert TAKEN_AWAY[key] in faults(document)


def test_a_font_outside_the_file_is_missed(made: list[pdf.Converted]) -> None:
    with pikepdf.open(made[0].pdf) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one:
                del one["/FontFile2"]
        assert "Skriften CAAAAA+LiberationSans er ikke i filen." in faults(document)


def test_header_cells_that_are_plain_cells_are_missed(made: list[pdf.Converted]) -> None:
    with pikepdf.open(made[0].pdf) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TH":
                one.S = pikepdf.Name("/TD")
        assert "ingen overskriftsrække" in faults(document)


def test_a_picture_without_words_is_missed(made: list[pdf.Converted]) -> None:
    with pikepdf.open(made[0].pdf) as document:
        heading = next(
            one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/H1"
        )
        heading.S = pikepdf.Name("/Figure")
        assert "alternativ tekst" in faults(document)
        heading.Alt = "En tegning"
        assert faults(document) == ""


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("/OpenAction", {"/S": "/JavaScript", "/JS": "1"}, "åbner eller kører"),
        ("/OpenAction", {"/S": "/Launch", "/F": "x"}, "åbner eller kører"),
    ],
)
def test_what_runs_is_found(made: list[pdf.Converted], key: str, value: dict[str, str], said: str) -> None:
    with pikepdf.open(made[0].pdf) as document:
        turned = {name: pikepdf.Name(text) if text.startswith("/") else text for name, text in value.items()}
        document.Root[key] = document.make_indirect(pikepdf.Dictionary(turned))
        assert said in faults(document)


def test_another_day_is_another_file_and_nothing_else_changes(made: list[pdf.Converted]) -> None:
    path = made[0].pdf
    assert path
    again = normal.normalised(PdfReader(path), date(2018, 9, 3))
    assert again == normal.normalised(PdfReader(io.BytesIO(again)), date(2018, 9, 3))
    assert again != normal.normalised(PdfReader(path), date(2018, 9, 4))
