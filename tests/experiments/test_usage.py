"""The use of experiments counted: by period, municipality and paragraph; copies once; nobody is named."""

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from lawtext.experiments import drawing
from lawtext.experiments.book import Book, load
from lawtext.experiments.usage import MadeLetter, Step, usage
from lawtext.experiments.usage_chart import chart
from lawtext.experiments.usage_sheet import xlsx

CITES = ("2018-529#Par33_Stk1", "2018-529#Par33_Stk4_Num1", "2018-529#Par25", "2016-1342#Par96b_Stk1")


@pytest.fixture(scope="module")
def book() -> Book:
    return load()


def letter(same: str, day: date = date(2018, 9, 3), town: str = "Fredensborg", *, final: bool = True) -> MadeLetter:
    return MadeLetter(town, day, "hold", final, CITES, same)


def test_a_letter_uses_the_experiments_that_it_cites_each_once(book: Book) -> None:
    found = usage(book, [letter("a")])
    assert [(row.about.order, row.about.paragraph, row.final, row.drafts) for row in found.rows] == [
        ("bekendtgørelse nr. 529 fra 2018", "§ 33", 1, 0)
    ]


def test_permissions_acts_and_unknown_orders_are_no_use(book: Book) -> None:
    cites = ("2018-529#Par25", "2018-529#Par1_Stk1_Num2", "2016-1342#Par85", "2018-999#Par33", "2018-529#Par99", "")
    found = usage(book, [MadeLetter("Fredensborg", date(2018, 9, 3), "hold", True, cites)])
    assert (found.rows, found.letters, found.without) == ((), 1, 1)


def test_drafts_and_final_letters_stand_apart_and_copies_count_once(book: Book) -> None:
    found = usage(book, [letter("a"), letter("b"), letter("b"), letter("c", final=False)])
    assert [(row.final, row.drafts) for row in found.rows] == [(2, 1)]
    assert (found.letters, found.copies) == (3, 1)


def test_letters_that_say_nothing_of_themselves_are_no_copies(book: Book) -> None:
    assert usage(book, [letter(""), letter("")]).letters == 2


@pytest.mark.parametrize(
    ("step", "periods"),
    [
        (Step.MONTH, ["2018-09", "2018-12", "2019-01"]),
        (Step.QUARTER, ["2018-K3", "2018-K4", "2019-K1"]),
        (Step.YEAR, ["2018", "2019"]),
    ],
)
def test_periods_in_order_of_time(book: Book, step: Step, periods: list[str]) -> None:
    days = [date(2019, 1, 1), date(2018, 12, 31), date(2018, 9, 30)]
    found = usage(book, [letter(str(day), day) for day in days], step)
    assert [row.about.period for row in found.rows] == periods


def test_municipalities_in_base_form_and_one_that_is_not_said(book: Book) -> None:
    found = usage(book, [letter("a", town="Fredensborg Kommune"), letter("b", town="")])
    assert [row.about.municipality for row in found.rows] == ["Fredensborg", "ikke oplyst"]


def test_the_workbook_has_the_rows_the_sums_and_how_it_was_counted(book: Book) -> None:
    found = usage(book, [letter("a"), letter("b", town="Halsnæs"), letter("c", town="=1+1", final=False)])
    sheets = load_workbook(io.BytesIO(xlsx(found, "Valgt: alt")))
    assert sheets.sheetnames == ["Brug", "Pr. forsøg", "Pr. kommune", "Om tallene"]
    assert [row[6:] for row in sheets["Brug"].iter_rows(min_row=2, values_only=True)] == [(0, 1), (1, 0), (1, 0)]
    assert [row[3:] for row in sheets["Pr. forsøg"].iter_rows(min_row=2, values_only=True)] == [(2, 1)]
    assert sheets["Om tallene"]["A1"].value == "Valgt: alt"
    assert all(cell.data_type != "f" for sheet in sheets for row in sheet.iter_rows() for cell in row)


def test_the_chart_is_an_svg_that_names_experiment_and_municipality(book: Book) -> None:
    pytest.importorskip("altair")
    text = drawing.svg(chart(usage(book, [letter("a")]), "Brug")).decode()
    assert all(word in text for word in ("<svg", "Fredensborg", "Ret- og pligttilbud i bero", "2018-09"))


def test_nothing_of_a_person_has_a_place_in_what_is_counted() -> None:
    assert set(MadeLetter.__struct_fields__) == {"municipality", "day", "kind", "final", "addresses", "same"}
    assert "record" not in (Path(__file__).parents[2] / "lawtext" / "experiments" / "usage.py").read_text("utf-8")
