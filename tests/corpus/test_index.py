"""Looking units up in one edition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_works import index_of

from lawtext.corpus.index import lies_in
from lawtext.law.ids import UnitId, UnitRange

INDEX = index_of(
    "2001-10",
    "Kap1 Par1 Par1_Stk1=2 Par1_Stk2-4? Kap2 Par2 Par2_Stk1 Par2_Stk1_Num1 Par2_Stk1_Num2 Par2_Stk1_Num2a "
    "Par3 Par4-6! Par6a Par7+9! Par10 Par10(2) Kap2a Par11 Ikr1 Ikr1_Par2 Ikr1_Par2_Stk1",
)


@pytest.mark.parametrize(
    ("unit", "found", "rest"),
    [
        ("Par1_Stk1_Pkt2", "Par1_Stk1_Pkt2", ()),
        ("Par1_Stk1_Pkt3", "Par1_Stk1", ("Pkt3",)),
        ("Par1_Stk1_PktLast", "Par1_Stk1_Pkt2", ()),
        ("Par1_Stk3", "Par1_Stk2-4", ()),
        ("Par5", "Par4-6", ()),
        ("Par5a", "Par4-6", ()),
        ("Par7", "Par7+9", ()),
        ("Par8", "", ("Par8",)),
        ("Par9_Stk2", "Par7+9", ("Stk2",)),
        ("Par2_Stk1_Num2b", "Par2_Stk1", ("Num2b",)),
        ("Ikr1_Par2_Stk1", "Ikr1_Par2_Stk1", ()),
        ("Ikr2_Par2", "", ("Ikr2", "Par2")),
        ("Bil1_Skema3", "", ("Bil1_Skema3",)),
        ("§ 5", "", ("§ 5",)),
    ],
)
def test_locate_follows_an_id_as_far_as_it_goes(unit: str, found: str, rest: tuple[str, ...]) -> None:
    located = INDEX.locate(UnitId(unit))
    steps = tuple(step.level + step.number for step in located.rest)
    assert (located.unit, steps) == (found, rest)


@pytest.mark.parametrize(
    ("first", "last", "members"),
    [
        ("Par2", "Par6a", ["Par2", "Par3", "Par4-6", "Par6a"]),
        ("Par5", "Par6a", ["Par4-6", "Par6a"]),
        ("Par2_Stk1_Num1", "Par2_Stk1_Num2", ["Par2_Stk1_Num1", "Par2_Stk1_Num2"]),
        ("Kap1", "Kap2", ["Kap1", "Kap2"]),
        ("Par1_Stk1_Pkt1", "Par1_Stk1_Pkt2", ["Par1_Stk1_Pkt1", "Par1_Stk1_Pkt2"]),
        ("Par2", "Par99", []),
        ("Par2", "Kap2", []),
        ("Par1_Stk1", "Par2_Stk1", []),
    ],
)
def test_a_range_has_lettered_units_between_its_ends_and_none_after(first: str, last: str, members: list[str]) -> None:
    assert list(INDEX.members(UnitRange(UnitId(first), UnitId(last)))) == members


def test_a_label_printed_twice_is_found_by_its_first() -> None:
    assert INDEX.twice(UnitId("Par10")) == ("Par10(2)",)
    assert INDEX.twice(UnitId("Par11")) == ()


@pytest.mark.parametrize(
    ("outer", "unit", "inside"),
    [
        ("Par6", "Par6", True),
        ("Par6", "Par6_Stk1", True),
        ("Par6", "Par60", False),
        ("Par6_Stk4", "Par6", False),
        ("Par92:Par96c", "Par96a_Stk1", True),
        ("Par92:Par96c", "Par96d", False),
        ("Par2_Stk1_Num2:Par2_Stk1_Num4", "Par2_Stk1_Num3_Lita", True),
        ("Par2_Stk1_Num2:Par2_Stk1_Num4", "Par3_Stk1_Num3", False),
        ("Kap9:Kap13", "Kap12b", True),
        ("Kap9:Kap13", "Par12", False),
    ],
)
def test_lies_in(outer: str, unit: str, inside: bool) -> None:
    assert lies_in(outer, UnitId(unit)) is inside


@given(st.text(alphabet="ParStkNumPktKapBilLitIkr0123456789abcæ_()-+@:§ ", max_size=24))
def test_no_id_however_broken_is_an_exception(unit: str) -> None:
    located = INDEX.locate(UnitId(unit))
    assert located.rest or located.unit in INDEX.entries or "_Pkt" in located.unit or not unit
