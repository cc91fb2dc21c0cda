"""Acts as sources of waivers: the acts on free communes read paragraph by paragraph; ordinary acts have none."""

from pathlib import Path

import pytest

from lawtext import reading
from lawtext.corpus.shelf import SqliteShelf, open_shelf
from lawtext.experiments.book import load
from lawtext.experiments.orders import read_order
from lawtext.experiments.reach import Acts
from lawtext.experiments.tables import tables
from lawtext.experiments.waivers import Order, ParagraphKind
from lawtext.law.ids import UnitId

SERVICE = "lov om social service"
LETTING = "lov om leje"
SOCIAL_LETTING = "lov om leje af almene boliger"
ASSIGNING = "lov om kommunal anvisningsret"
NETWORKS: dict[str, list[tuple[str, tuple[str, ...]]]] = {
    # LBK 831/2018, each paragraph read in its text
    "Par9d": [("lov om aktiv socialpolitik", ("Par74c",))],
    "Par11": [
        (SERVICE, ("Par54_Stk2_Pkt3",)),
        (SERVICE, ("Par70_Stk4",)),
        (SERVICE, ("Par70_Stk1",)),
    ],
    "Par10": [
        (SERVICE, ("Par48", "Par50", "Par54_Stk2_Pkt3", "Par140_Stk1", "Par140_Stk3:Par140_Stk7", "Par155b_Stk2")),
        (SERVICE, ("Par50b", "Par52_Stk2")),
        (SERVICE, ("Par54a",)),
        (SERVICE, ("Par68_Stk11", "Par68_Stk12_Pkt2")),
        (SERVICE, ("Par68_Stk13",)),
        (SERVICE, ("Par68_Stk14_Pkt2",)),
        (SERVICE, ("Par68b_Stk1_Pkt1",)),
        (SERVICE, ("Par70_Stk1_Pkt1",)),
        (SERVICE, ("Par70_Stk3",)),
        (SERVICE, ("Par140_Stk7",)),
        (SERVICE, ("Par70_Stk4",)),
    ],
    "Par25": [(SOCIAL_LETTING, ("Par4_Stk3_Pkt4",))],
    "Par26": [(ASSIGNING, ("Par1_Stk1_Pkt1",)), (ASSIGNING, ("Par4_Stk4:Par4_Stk7", "Par6_Stk1"))],
    "Par26c": [
        (SOCIAL_LETTING, ("Par39", "Par40", "Par64:Par68", "Par69", "Par70:Par77", "Par87_Stk1:Par87_Stk3")),
    ],
    "Par26g": [(LETTING, ("Par62a", "KapXII"))],
    "Par26h": [(LETTING, ("Par62a", "KapXII", "Par80"))],
    "Par26i": [("lov om almene boliger m.v.", ("Par59_Stk11",))],
    "Par26j": [("lov om almene boliger m.v.", ("Par28_Stk4",))],
    "Par26k": [(ASSIGNING, ("Par3_Stk1_Pkt1",)), (ASSIGNING, ("Par4_Stk4:Par4_Stk7", "Par6_Stk1"))],
    "Par29": [(SERVICE, ("Par151_Stk2_Pkt1", "Par151a_Stk2_Pkt1"))],
}
FIRST = {
    # lov 550/2012
    "Par7": ("Par74c",),
    "Par8": ("Kap4",),
    "Par11": ("AfsII",),
    "Par13": ("Par16_Stk5",),
    "Par14": (),
    "Par16": ("Par15_Stk2_Num1",),
    "Par17": (),
    "Par18": ("Par13_Stk1_Num1",),
    "Par19": ("Par5p_Stk3", "Par5p_Stk4"),
    "Par20": ("Par5q_Stk1",),
    "Par23": ("Par24_Stk3",),
    "Par24": ("Par13_Stk2",),
    "Par25": ("Par15",),
    "Par26": ("Par141_Stk5",),
    "Par27": ("Par2_Stk1_Num6_Lita",),
}
ORDINARY = ("2014-433", "2016-1342", "2014-1482", "2016-468", "2016-1032", "2016-1345", "2012-810", "2010-247")
ACT = """\
LOV nr 9 af 20/02/2001
Lov om {about}

§ 1. Formålet med denne lov er at give kommuner mulighed for forsøg indtil den 31. december 2004.

§ 2. Der etableres frikommunenetværk: {items}

§ 3. {experiment}

§ 4. Kommunalbestyrelsen i en frikommune i frikommunenetværket om hvile kan give hjælp til alle.

§ 5. Hjælp kan uanset stk. 3 gives i 3 måneder. § 7 finder ikke anvendelse i ferien, jf. § 8 i lov om hvile.

§ 6. Loven træder i kraft den 1. marts 2001.
"""
ITEMS = (
    "1) Frikommunenetværk om hvile med Aby og Beby Kommuner."
    " 2) Frikommunenetværk om øvelse, herunder leg, med Ceby og Deby Kommuner."
)
EXPERIMENT = (
    "Kommunalbestyrelsen i en frikommune i frikommunenetværket om øvelse, herunder leg, kan træffe beslutning om at"
    " fravige § 5, stk. 1, i lov om hvile. § 6 i lov om hvile finder ikke anvendelse."
)


@pytest.fixture(scope="module")
def acts(tmp_path_factory: pytest.TempPathFactory) -> Acts:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("LAWTEXT_CORPUS", raising=False)
        shelf: SqliteShelf = open_shelf(None, tables())
    return Acts(shelf)


def _read(source: Path | bytes, acts: Acts) -> Order:
    edition = reading.read(source, "prøven") if isinstance(source, bytes) else reading.read(source)
    return read_order(edition, load(), acts)


def _waived(order: Order) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    return {one.paragraph: [(each.title, each.units) for each in one.waives] for one in order.waivers if one.waives}


def test_the_act_on_networks_is_read_as_its_text_has_it(shared: Path, acts: Acts) -> None:
    order = _read(shared / "corpus" / "text" / "2018-831.txt", acts)
    found = _waived(order)
    assert {paragraph: found.get(paragraph) for paragraph in NETWORKS} == NETWORKS
    assert [len(network.municipalities) for network in order.networks] == [11, 6, 7, 3, 4, 5, 9, 6]
    assert str(order.expiry.day if order.expiry else "") == "2021-12-31"
    others = {one.paragraph for one in order.waivers if one.kind is not ParagraphKind.EXPERIMENT}
    assert {f"Par{number}" for number in range(1, 9)} <= others
    networks = {one.paragraph: one.networks for one in order.waivers}
    some = ("Par9d", "Par10", "Par26", "Par29")
    assert [networks[UnitId(paragraph)] for paragraph in some] == [(1,), (4,), (2, 3), (6,)]


@pytest.mark.parametrize("amending", ["2017-1570", "2018-749"])
def test_an_amending_act_gives_the_same_as_the_consolidation(amending: str, shared: Path, acts: Acts) -> None:
    whole = _waived(_read(shared / "corpus" / "text" / "2018-831.txt", acts))
    part = _waived(_read(shared / "corpus" / "text" / f"{amending}.txt", acts))
    assert part
    assert part == {paragraph: whole[paragraph] for paragraph in part}


@pytest.mark.parametrize("name", ["2012-550", "2013-1027"])
def test_the_act_of_the_nine_is_read_as_its_text_has_it(name: str, shared: Path, acts: Acts) -> None:
    order = _read(shared / "corpus" / "lexdania" / f"{name}.xml", acts)
    assert [(one.number, len(one.municipalities)) for one in order.networks] == [(0, 9)]
    if name == "2012-550":
        found = {paragraph: tuple(u for _, units in each for u in units) for paragraph, each in _waived(order).items()}
        assert {paragraph: found.get(paragraph, ()) for paragraph in FIRST} == FIRST


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_act_waives_nothing(name: str, shared: Path, acts: Acts) -> None:
    path = shared / "corpus" / "lexdania" / f"{name}.xml"
    if not path.is_file():
        pytest.skip(f"{name} is not among the acts")
    order = _read(path, acts)
    assert _waived(order) == {}
    assert not [one for one in order.waivers if one.kind is ParagraphKind.EXPERIMENT]


def test_an_invented_act_has_networks_period_and_two_ways_of_waiving(acts: Acts) -> None:
    order = _read(ACT.format(about="frikommuner", items=ITEMS, experiment=EXPERIMENT).encode(), acts)
    assert [(one.name, one.municipalities) for one in order.networks] == [
        ("hvile", ("Aby", "Beby")),
        ("øvelse, herunder leg", ("Ceby", "Deby")),
    ]
    assert _waived(order)["Par3"] == [("lov om hvile", ("Par5_Stk1",)), ("lov om hvile", ("Par6",))]
    kinds = {one.paragraph: one.kind.value for one in order.waivers}
    assert [kinds[f"Par{number}"] for number in (1, 2, 3, 4, 6)] == [
        "scope", "scope", "experiment", "experiment", "final"
    ]  # fmt: skip
    assert {one.paragraph: one.networks for one in order.waivers if one.networks} == {"Par3": (2,), "Par4": (1,)}
    assert str(order.in_force) == "2001-03-01"


def test_the_same_words_in_another_act_waive_nothing(acts: Acts) -> None:
    order = _read(ACT.format(about="øvelse", items=ITEMS, experiment=EXPERIMENT).encode(), acts)
    assert _waived(order) == {}
    assert order.unread == ("Ingen paragraf fraviger en bestemmelse for frikommuner.",)
