"""Orders read: invented ones in the true wording, each beside what must be found; then what must never be invented."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lawtext import reading
from lawtext.experiments.citations import finder
from lawtext.experiments.read import read
from lawtext.experiments.waivers import Expiry, Order, Provisions
from lawtext.law.shelf import NameKind, Naming
from lawtext.law.works import WorkId

ORDERS = Path(__file__).parents[1] / "data" / "orders"
NAMES = ("lov om hjælp til øvelse", "lov om hvile", "bekendtgørelse om øvelse")
DEFAULTS: dict[str, Any] = {
    "kind": "experiment",
    "general_wording": "",
    "via": None,
    "in_force": None,
    "runs_from": None,
}
FRAMED = ("1999-7", "2001-20", "2004-11", "2005-31", "2006-5", "2007-44", "2008-17", "2009-90", "2012-77")
LISTS = ("networks", "municipalities", "permits", "conditions", "reports", "unread", "criteria")


def order(name: str) -> Order:
    edition = reading.read(ORDERS / f"{name}.txt")
    namings = [Naming(title, WorkId(title), NameKind.OFFICIAL) for title in NAMES]
    return read(edition, finder(edition.id, namings), lambda written: "Ceby" if written == "Cebys" else written)


def expected(name: str) -> dict[str, Any]:
    return yaml.safe_load((ORDERS / f"{name}.yaml").read_text(encoding="utf-8"))


def period(expiry: Expiry | None) -> dict[str, Any] | None:
    return {"day": expiry.day, "wording": expiry.wording, "inclusive": expiry.inclusive} if expiry else None


def by_title(cited: tuple[Provisions, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in cited:
        found.setdefault(one.title, []).extend(one.units)
    return found


PARAGRAPHS = [
    (path.stem, paragraph)
    for path in sorted(ORDERS.glob("*.yaml"))
    for paragraph in yaml.safe_load(path.read_text(encoding="utf-8"))["paragraphs"]
]


@pytest.fixture(scope="module")
def orders() -> dict[str, Order]:
    return {path.stem: order(path.stem) for path in ORDERS.glob("*.txt")}


@pytest.mark.parametrize(("name", "paragraph"), PARAGRAPHS)
def test_a_paragraph_gives_what_stands_beside_it(orders, name, paragraph):
    want = expected(name)["paragraphs"][paragraph]
    got = orders[name].waiver(paragraph)
    assert got is not None
    assert got.operation == want["operation"]
    assert period(got.expiry) == want.get("expiry")
    for field, default in DEFAULTS.items():
        assert getattr(got, field) == want.get(field, default), field
    for field in ("waives", "target_group", "preserved"):
        if field != "preserved" or field in want:
            assert by_title(getattr(got, field)) == want.get(field, {}), field
    for field in LISTS:
        if field in want:
            assert list(getattr(got, field)) == want[field], field
    assert {one.scope for one in got.waives} <= {want.get("scope", ""), ""} or "scope" not in want


@pytest.mark.parametrize("name", FRAMED)
def test_the_frame_of_an_order(orders, name):
    want, got = expected(name), orders[name]
    for field in ("in_force", "runs_from", "start_by"):
        assert getattr(got, field) == want.get(field), field
    assert list(got.repeals) == want.get("repeals", [])
    assert {one.number: list(one.municipalities) for one in got.networks} == want.get("networks", {})
    assert period(got.expiry) == want.get("expiry")
    assert list(got.unread) == want.get("unread", [])
    restricted = [(list(r.municipalities), list(r.paragraphs), by_title(r.not_for)) for r in got.restrictions]
    assert restricted == [
        (r["municipalities"], r["paragraphs"], {"lov om hjælp til øvelse": r["not_for"]})
        for r in want.get("restrictions", [])
    ]


def test_what_cannot_be_read_is_left_open_and_said(orders):
    got = orders["2003-3"]
    assert (got.in_force, got.networks, got.expiry) == (None, (), None)
    assert list(got.unread) == expected("2003-3")["unread"]


ONE = "BEK nr 1 af 01/02/2003\nBekendtgørelse om øvelsesforsøg\n\n§ 1. "
LAW = "lov om hjælp til øvelse"

WAIVES = "Forsøget indebærer en fravigelse af "
NEVER = {
    # what a paragraph says → the units it waives; nothing else may be invented
    f"{WAIVES}§ 5 i {LAW}, hvorefter § 6 og § 7 i samme lov gælder.": ["Par5"],
    f"{WAIVES}§ 5, jf. § 6, i {LAW}.": ["Par5"],
    f"{WAIVES}§ 5 i {LAW} for så vidt angår planen efter § 6.": ["Par5"],
    f"{WAIVES}pligten, der følger af § 6 i {LAW}.": [],
    f"Kommunen kan uanset § 5, stk. 3, i {LAW} give hjælp.": [],
    f"Kommunen kan dispensere fra reglerne for personer omfattet af § 2, nr. 1, i {LAW}.": [],
    f"{WAIVES}§ 5 i {LAW}, hvorefter a, og § 9 i lov om hvile, hvorefter b.": ["Par5", "Par9"],
    f"{WAIVES}§ 5 i {LAW}, hvorefter a, og § 9 i lov om hvile, om b.": ["Par5", "Par9"],
    f"{WAIVES}§ 5 i {LAW}, hvorefter hvile sker efter § 6 i {LAW}, og § 9 i lov om hvile.": ["Par5"],
    f"{WAIVES}§ 5 i {LAW}, hvorefter der stilles krav om hvile, og § 9 i lov om hvile.": ["Par5", "Par9"],
    f"{WAIVES}§ 5 i bekendtgørelse om 30-timersreglen.": ["Par5"],
    f"{WAIVES}§§ 5, stk. 1, 7, stk. 1 og 2, og 12-13 a i {LAW}.": [
        "Par5_Stk1",
        "Par7_Stk1",
        "Par7_Stk2",
        "Par12:Par13a",
    ],
    f"{WAIVES}kapitel 9 b-12 i {LAW}.": ["Kap9b:Kap12"],
    f"{WAIVES}§ 5 i {LAW}, hvorefter det følger af § 6 og af § 7 i lov om hvile, at alle hviler.": ["Par5"],
    f"{WAIVES}kapitel 5 i {LAW}, bortset fra samme lovs § 7.": ["Kap5"],
    f"{WAIVES}§ 5 i {LAW} om 1.-10. øvelse og § 6 i samme lov om hvile.": ["Par5", "Par6"],
    f"Kommunen kan undlade at træffe afgørelse om dispensation fra § 3 i {LAW}.": [],
    f"Kommunen kan dispensere fra en plan, jf. § 19 i {LAW}.": [],
    f"Kommunen kan dispensere fra kravet om en plan, jf. § 19 i {LAW}.": ["Par19"],
    f"Kommunen kan ikke fravige § 5 i {LAW}.": [],
    f"Personer, der ikke er omfattet af § 5 i {LAW}, kan få hjælp uden hensyn til § 6 i samme lov.": [],
    f"Frikommunerne er undtaget fra reglerne i {LAW} om, hvornår personer omfattet af § 2 i samme lov øver.": [],
    f"{WAIVES}1) § 5 i {LAW}, hvorefter pligten gælder for personer omfattet af lovens § 2, nr. 1, 2) § 6 i {LAW}.": [
        "Par5",
        "Par6",
    ],
}


@pytest.mark.parametrize(("says", "units"), NEVER.items())
def test_only_what_is_waived_is_waived(says, units):
    edition = reading.read((ONE + says + "\n").encode(), "bekendtgørelsen")
    found = read(edition, finder(edition.id, [Naming(t, WorkId(t), NameKind.OFFICIAL) for t in NAMES]))
    assert [unit for one in found.waivers[0].waives for unit in one.units] == units


VERBS = {
    # what stands before the verb is waived, as acts on free communes write it
    f"Kommunen kan beslutte, at § 5, stk. 2, i {LAW} fraviges, og at § 6 i samme lov gælder.": ["Par5_Stk2"],
    f"§ 4, stk. 4-7, og § 6, stk. 1, i {LAW} finder ikke anvendelse på aftaler efter § 8.": [
        "Par4_Stk4:Par4_Stk7",
        "Par6_Stk1",
    ],
    f"Ministeren kan give dispensation fra §§ 48 og 50 i {LAW}.": ["Par48", "Par50"],
    f"Forsøg efter § 9 i {LAW} finder ikke anvendelse.": [],
    f"Hermed fraviges § 56 i {LAW}, § 8, stk. 2, i lov om hvile om betaling, for så vidt angår aftener.": [
        "Par56",
        "Par8_Stk2",
    ],
    f"Kommunen kan træffe afgørelse om at fravige §§ 19 og 20 i {LAW} og kapitel 1-3 i bekendtgørelse om øvelse.": [
        "Par19",
        "Par20",
        "Kap1:Kap3",
    ],
    f"Ministeren kan godkende, at bestemmelserne i kapitel 4 i {LAW} om 1.-10. klasse fraviges.": ["Kap4"],
    f"Lokaler kan bruges uden at opfylde kravet i § 163, stk. 2, i {LAW} om at udskille dem.": ["Par163_Stk2"],
    f"De i medfør af § 16 i {LAW} fastsatte bestemmelser om gebyrer finder ikke anvendelse.": [],
    f"Der kan aftales forlængelse af fristen i § 59, stk. 11, i {LAW} fra 1 til 2 år.": ["Par59_Stk11"],
}


@pytest.mark.parametrize(("says", "units"), VERBS.items())
def test_other_words_for_waiving(says, units):
    edition = reading.read((ONE + says + "\n").encode(), "loven")
    found = read(edition, finder(edition.id, [Naming(t, WorkId(t), NameKind.OFFICIAL) for t in NAMES]))
    assert [unit for one in found.waivers[0].waives for unit in one.units] == units


WORDS = """
§ §§ stk. 2 nr. 1 og , . 1) 2) kapitel 7 fravigelse af hvorefter i lov om hvile Forsøget indebærer en omfattet personer
samme lovens fraviges jf. for så vidt angår Netværket omfatter følgende Kommuner Aby træder i kraft den 1. januar 2003
senest op til 6 uger »Min Plan« i stedet for undtaget fra reglerne om
"""
SOUP = st.lists(st.sampled_from(WORDS.split()), max_size=60)


@given(SOUP)
@settings(max_examples=60, deadline=None)
def test_any_soup_of_words_is_read_without_a_fault_and_nothing_is_waived_that_is_not_cited(words):
    text = ONE + " ".join(words) + "\n"
    edition = reading.read(text.encode(), "suppen")
    for waiver in read(edition, finder(edition.id, [Naming(t, WorkId(t), NameKind.OFFICIAL) for t in NAMES])).waivers:
        for one in (*waiver.waives, *waiver.target_group):
            assert one.units
            assert one.cited in " ".join(text.split())


def test_an_order_from_a_day_that_cannot_be_is_not_read_as_one():
    edition = reading.read((ONE + "Bekendtgørelsen træder i kraft den 31. juni 2003.\n").encode(), "bekendtgørelsen")
    assert read(edition, finder(edition.id, ())).in_force is None


def test_dates_of_single_paragraphs_are_theirs_alone():
    text = (
        ONE + f"Forsøget indebærer en fravigelse af § 5 i {LAW}.\n\n"
        f"§ 2. Forsøget indebærer en fravigelse af § 6 i {LAW}.\n\n"
        "§ 3. Bekendtgørelsen træder i kraft den 1. marts 2003.\n\n"
        "§ 4. Forsøg efter § 2 løber til den 1. februar 2004. Stk. 2. Øvrige forsøg løber til den 1. januar 2005.\n"
    )
    edition = reading.read(text.encode(), "bekendtgørelsen")
    found = read(edition, finder(edition.id, ()))
    assert found.expiry is not None
    assert found.expiry.day == date(2005, 1, 1)
    assert [waiver.expiry.day if waiver.expiry else None for waiver in found.waivers[:2]] == [None, date(2004, 2, 1)]


def test_an_order_that_is_not_about_experiments_waives_nothing():
    text = (
        "BEK nr 1 af 01/02/2003\nBekendtgørelse om øvelse\n\n"
        f"§ 1. Reglerne gælder for alle, der forsøger at øve. § 5 i {LAW} finder ikke anvendelse.\n\n"
        f"§ 2. Kommunen kan fravige § 6 i {LAW} uanset stk. 3 og er undtaget fra § 7 i {LAW}.\n"
    )
    edition = reading.read(text.encode(), "bekendtgørelsen")
    found = read(edition, finder(edition.id, [Naming(t, WorkId(t), NameKind.OFFICIAL) for t in NAMES]))
    assert [waiver.waives for waiver in found.waivers] == [(), ()]
    assert "er det en bekendtgørelse om forsøg?" in found.unread[0]
