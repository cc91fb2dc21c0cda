"""The picture: every waived § is in the matrix with its place, and both files stand on their own."""

import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from lawtext.corpus.shelf import SqliteShelf
from lawtext.experiments.book import Book, load
from lawtext.experiments.overview import Overview, overview


def _overview(shelf: SqliteShelf, municipality: str = "") -> Overview:
    book: Book = load()
    entry = book.order_on(date(2018, 9, 3))
    shipped = book.order(entry.edition)
    assert shipped
    return overview(shelf, book, entry, shipped.order, municipality)


def test_the_matrix_has_each_paragraph_waived_with_chapter_operation_and_place(shelf: SqliteShelf) -> None:
    found = _overview(shelf)
    rows = {cell.provision: cell for cell in found.cells if cell.paragraph == "§ 33" and cell.act.startswith("lov ")}
    assert list(rows) == ["§ 85", "§ 87", "§ 88", "§ 92", "§ 93", "§ 94", "§ 95", "§ 96", "§ 96 a", "§ 96 b", "§ 96 c"]
    cell = rows["§ 96 b"]
    assert cell.chapter.startswith("kapitel 17 a: Ret og pligt")
    assert cell.operation == "gælder ikke"
    assert cell.place == "bekendtgørelse nr. 529 af 23. maj 2018 § 33, stk. 4, nr. 1"
    assert cell.experiment == "§ 33 Ret- og pligttilbud i bero"
    assert len({cell.experiment for cell in found.cells}) == 33
    assert {town for cell in found.cells for town in cell.used} == {"Fredensborg"}


def test_a_municipality_sees_its_own_with_those_it_uses_marked(shelf: SqliteShelf) -> None:
    cells = _overview(shelf, "Fredensborg").cells
    assert {cell.paragraph for cell in cells} == {f"§ {number}" for number in range(26, 35)}
    assert {cell.paragraph for cell in cells if not cell.used} == {"§ 30"}


def test_a_municipality_sees_no_other_ones_period(shelf: SqliteShelf) -> None:
    rows = {town: {span.row for span in _overview(shelf, town).spans} for town in ("Fredensborg", "Gladsaxe")}
    assert [row for row in rows["Fredensborg"] if "periode" in row] == ["Fredensborg: egen periode"]
    assert not [row for row in rows["Gladsaxe"] if "periode" in row]


def test_the_time_line_has_orders_acts_and_local_periods(shelf: SqliteShelf) -> None:
    spans = {(span.row, span.name): span for span in _overview(shelf).spans}
    order = spans["Bekendtgørelser", "529/2018"]
    assert (order.since, order.until, order.held) == (date(2018, 7, 1), date(2019, 12, 31), True)
    assert not spans["Bekendtgørelser", "1002/2015"].held
    assert spans["lov om en aktiv beskæftigelsesindsats", "548/2019"].since == date(2020, 1, 1)
    assert ("Fredensborg: egen periode", "fra 1. oktober 2017 til 1. juli 2020") in spans
    assert all(span.since <= span.until for span in spans.values())


def test_the_svg_fits_a_sheet_and_its_text_is_text(shelf: SqliteShelf) -> None:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    from lawtext.experiments import picture  # noqa: PLC0415 - only where the drawing library is

    found = _overview(shelf)
    root = etree.fromstring(picture.svg(found))
    width, height = (float(root.get(side).removesuffix("mm")) for side in ("width", "height"))
    assert max(width, height) <= 297
    assert min(width, height) <= 210
    words = " ".join(root.itertext())
    for said in ("kap. 17 a · § 96 b", "§ 33 Ret- og pligttilbud i bero", "gælder ikke", "Hvornår de gjaldt"):
        assert said in words
    assert picture.svg(found) == picture.svg(found)


def test_what_is_printed_on_a_sheet_is_large_enough_and_no_two_years_touch(shelf: SqliteShelf) -> None:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    from lawtext.experiments import picture  # noqa: PLC0415 - only where the drawing library is

    for town in ("", "Fredensborg", "Gladsaxe"):
        root = etree.fromstring(picture.svg(_overview(shelf, town)))
        points = float(root.get("width").removesuffix("mm")) / float(root.get("viewBox").split()[2]) / 25.4 * 72
        texts = [one for one in root.iter("{*}text") if "".join(one.itertext()).strip()]
        assert min(float(one.get("font-size").removesuffix("px")) * points for one in texts) >= 5
        years = [one for one in texts if re.fullmatch(r"20\d\d", "".join(one.itertext()))]
        places = sorted(float(re.search(r"translate\(([-\d.]+)", one.get("transform"))[1]) for one in years)
        assert len(places) == 15
        widest = 4 * 0.56 * float(years[0].get("font-size").removesuffix("px"))
        assert min(after - before for before, after in pairwise(places)) > 1.2 * widest


def test_the_page_needs_nothing_from_elsewhere_and_tells_the_place(shelf: SqliteShelf) -> None:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    from lawtext.experiments import picture  # noqa: PLC0415 - only where the drawing library is

    page = picture.html(_overview(shelf, "Fredensborg")).decode()
    assert not re.search(r"<script[^>]+src=", page)
    assert not re.search(r"\b(?:src|href)=", re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL))
    assert '<html lang="da">' in page
    assert json.dumps("bekendtgørelse nr. 529 af 23. maj 2018 § 33, stk. 4, nr. 1") in page
    assert "Henvisning" in page


def test_no_other_module_loads_the_drawing_library() -> None:
    package = Path(__file__).parents[2] / "lawtext"
    users = [path.name for path in package.rglob("*.py") if "import altair" in path.read_text(encoding="utf-8")]
    assert users == ["drawing.py"]
