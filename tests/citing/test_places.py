"""Where a text stands, said in words."""

import pytest

from lawtext.citing.places import chapter_of, is_unit, place_of, unit_at


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("Par2_Stk1", "Par2_Stk1"),
        (" Par2_Stk1 ", "Par2_Stk1"),
        ("Par5_Stk1 intro", "Par5_Stk1"),
        ("Ikraft 11 Par9_Stk2", "Ikr11_Par9_Stk2"),
        ("Ikraft 11 intro", "Ikr11"),
        ("Ikraft 11", "Ikr11"),
        ("Aendring 1.26", "Aen1.26"),
        ("Aendring 1.9 Ny Par7e_Stk1", "Aen1.9_Ny_Par7e_Stk1"),
        ("Aendring 2.3 Rykning", "Aen2.3_Ryk"),
        ("Note 3) @ Par13_Stk1", "Not3@Par13_Stk1"),
        ("Note 1", "Not1@Ind"),
        ("Note 1 @ Ikraft 2 Par3", "Not1@Ikr2_Par3"),
        ("Indledning", "Ind"),
        ("Bilag 2 a", "Bil2"),
        ("Bilag 2a", "Bil2a"),
        ("Underbilag IV punkt 3", "UBilIV"),
        ("Not3@Par13_Stk1", "Not3@Par13_Stk1"),
        ("et sted", ""),
        ("", ""),
    ],
)
def test_words_for_a_place(words: str, unit: str) -> None:
    assert unit_at(words) == unit


def test_a_chapter_is_told_by_its_label_or_its_id() -> None:
    assert [chapter_of(label) for label in ("Kapitel 9 b", "13. kapitel", "Afsnit IV", "Kap3", "§ 5", "")] == [
        "Kap9b",
        "Kap13",
        "AfsIV",
        "Kap3",
        "",
        "",
    ]


def test_the_context_says_what_is_amended_and_by_what() -> None:
    context = {"amends": "title:lov om broer", "commencement_of": "2001-10", "chapter": "Kapitel 2", "before": "I § 3"}
    place = place_of("2003-7", "Aendring 1.2", context)
    assert (place.edition, place.unit, place.chapter) == ("2003-7", "Aen1.2", "Kap2")
    assert place.amends is not None
    assert (place.amends.name, place.commencement_of, place.before) == ("lov om broer", "2001-10", "I § 3")
    by_number = place_of("2003-7", "Aendring 1.2", {"amends": "2001-10"}).amends
    assert by_number is not None
    assert (by_number.name, by_number.edition) == ("", "2001-10")


def test_a_document_that_is_no_edition_says_nothing() -> None:
    assert place_of("brev.txt").edition is None
    assert place_of("2003-7").edition == "2003-7"


@pytest.mark.parametrize("text", ["Par2", "Par2_Stk1_Num3_Lita", "Ikr1_Par2", "KapIIb"])
def test_what_is_a_unit(text: str) -> None:
    assert is_unit(text)


@pytest.mark.parametrize("text", ["", "Kapitel", "Bilag 2", "par2", "Par2 Stk1", "§ 2"])
def test_what_is_none(text: str) -> None:
    assert not is_unit(text)
