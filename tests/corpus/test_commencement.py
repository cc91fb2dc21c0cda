"""Commencement provisions of invented acts, as flattened text has them."""

from datetime import date

import pytest

from lawtext import reading
from lawtext.corpus import commencement
from lawtext.law.editions import Edition


def act(*paragraphs: str, type_: str = "LOV") -> Edition:
    numbered = "\n\n".join(f"§ {number}. {text}" for number, text in enumerate(paragraphs, 1))
    return reading.read(f"{type_} nr 9000 af 07/05/2019\nLov om prøvehaver\n\n{numbered}\n".encode())


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("Loven træder i kraft den 1. januar 2020.", date(2020, 1, 1)),
        ("Loven træder i kraft den 1. januar 2020, jf. dog stk. 2. Stk. 2. § 9 gælder kun haver.", date(2020, 1, 1)),
        ("Denne lov træder i kraft 1. januar 2020.", date(2020, 1, 1)),
        ("Bekendtgørelsen træder i kraft den 1. juli 2019.", date(2019, 7, 1)),
        ("Loven træder i kraft dagen efter bekendtgørelsen i Lovtidende.", None),
    ],
)
def test_the_first_day_and_who_says_it(text: str, since: date | None) -> None:
    read = commencement.read(act("Haver er frie.", text))
    assert read is not None
    assert (read.since, read.unit) == (since, "Par2_Stk1")


@pytest.mark.parametrize(
    ("text", "units", "since"),
    [
        ("§ 3, stk. 2, træder i kraft den 1. juli 2020.", ("Par3_Stk2",), date(2020, 7, 1)),
        ("§§ 3-5 og § 7, nr. 2, træder først i kraft den 1. juli 2020.", ("Par3:Par5", "Par7_Stk1_Num2"),
         date(2020, 7, 1)),
        ("Ministeren fastsætter tidspunktet for ikrafttrædelse af lovens § 34, stk. 3.", ("Par34_Stk3",), None),
        ("Ministeren fastsætter tidspunktet for ikrafttræden af §§ 3 og 4.", ("Par3", "Par4"), None),
        ("Tidspunktet for ikrafttrædelsen af lovens § 3, nr. 1 og 2, fastsættes af ministeren.",
         ("Par3_Stk1_Num1", "Par3_Stk1_Num2"), None),
        ("Ministeren fastsætter ikrafttrædelsestidspunktet for § 9 i haveloven som affattet ved denne lovs § 3, nr. 1.",
         ("Par3_Stk1_Num1",), None),
    ],
)  # fmt: skip
def test_parts_with_a_day_of_their_own(text: str, units: tuple[str, ...], since: date | None) -> None:
    read = commencement.read(act(f"Loven træder i kraft den 1. januar 2020, jf. dog stk. 2. Stk. 2. {text}"))
    assert read is not None
    assert [(later.units, later.since) for later in read.later] == [(units, since)]


def test_a_consolidation_says_nothing_of_its_own() -> None:
    assert commencement.read(act("Loven træder i kraft den 1. juli 1998.", type_="LBK")) is None


def test_nothing_is_read_where_nothing_is_said() -> None:
    assert commencement.read(act("Haver er frie.", "Hegn træder frem om foråret.")) is None


@pytest.mark.parametrize(
    ("text", "editions"),
    [
        ("Bekendtgørelse nr. 529 af 23. maj 2018 om forsøg ophæves.", ["2018-529"]),
        ("Samtidig ophæves bekendtgørelse nr. 838 af 28. juni 2013 om forsøg.", ["2013-838"]),
        ("Lov om haver, jf. lovbekendtgørelse nr. 1342 af 21. november 2016, ophæves.", ["2016-1342"]),
        ("§ 5 i lov nr. 12 af 3. marts 2016 ophæves.", []),
        ("Haver omfattet af lov nr. 12 af 3. marts 2016 er frie.", []),
    ],
)
def test_whole_acts_that_are_repealed(text: str, editions: list[str]) -> None:
    assert [repeal.edition for repeal in commencement.repeals(act(text))] == editions


def test_points_of_an_amending_act_have_no_stykke(small: dict) -> None:
    later = small["2002-9005"].commencement.later
    assert [(each.units, each.since) for each in later] == [(("Par1_Num3",), date(2003, 1, 1))]
