"""Citations in another form than the acts', and the right one."""

import pytest

from lawtext.drafting.checking.official_form import rightly
from lawtext.law.ids import UnitId, UnitRange


@pytest.mark.parametrize(
    ("written", "units", "right"),
    [
        ("kapitel 12a", ["Kap12a"], "kapitel 12 a"),
        ("§ 6a-6c", ["Par6a", "Par6c"], "§§ 6 a-6 c"),
        ("§5, stk.2,nr.3", ["Par5_Stk2_Num3"], "§ 5, stk. 2, nr. 3"),
        ("§ 5, stk 2", ["Par5_Stk2"], "§ 5, stk. 2"),
        ("§§ 5, stk. 1", ["Par5_Stk1"], "§ 5, stk. 1"),
        ("§ 5 og 6", ["Par5", "Par6"], "§§ 5 og 6"),
    ],
)
def test_wrong_forms(written: str, units: list[str], right: str) -> None:
    assert rightly(written, [UnitId(unit) for unit in units]) == right


@pytest.mark.parametrize(
    ("written", "units"),
    [
        ("§ 5, stk. 1 og 2", ["Par5_Stk1", "Par5_Stk2"]),
        ("§ 5, stk. 1, og § 6", ["Par5_Stk1", "Par6"]),
        ("§§ 5, stk. 1, og 6", ["Par5_Stk1", "Par6"]),
        ("§ 15, 1. og 2. pkt.", ["Par15_Stk1_Pkt1", "Par15_Stk1_Pkt2"]),
        ("lovbekendtgørelse nr. 1342 af 21. november 2016", []),
        ("LBK nr 280 af 01/03/2024", []),
        ("§ 12, litra a", ["Par12_Stk1_Lita"]),
        ("kapitel 9 b-12", ["Kap9b", "Kap12"]),
    ],
)
def test_right_forms_stay(written: str, units: list[str]) -> None:
    assert rightly(written, [UnitId(unit) for unit in units]) == written


def test_a_range_is_two() -> None:
    assert rightly("§ 5-7", [UnitRange(UnitId("Par5"), UnitId("Par7"))]) == "§§ 5-7"
