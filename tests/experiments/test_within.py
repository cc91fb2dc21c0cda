"""Units in ranges, by the convention of gold/waivers/GUIDELINES.md section 2."""

import pytest

from lawtext.experiments.within import meets, within

CASES = [
    (("Par92:Par96c",), "Par96a", True),
    (("Par92:Par96c",), "Par96d", False),
    (("Par17:Par18",), "Par18a", False),
    (("Par17:Par20b",), "Par18a", True),
    (("Par17:Par20b",), "Par18a_Stk2", True),
    (("Par2_Stk1_Num1:Par2_Stk1_Num4",), "Par2_Stk1_Num3", True),
    (("Par2_Stk1_Num1:Par2_Stk1_Num4",), "Par2_Stk1_Num13", False),
    (("Par2_Stk1_Num1:Par2_Stk1_Num4",), "Par6_Stk1_Num3", False),
    (("Par2",), "Par2_Stk1_Num13", True),
    (("Par2",), "Par21", False),
    (("Kap9b:Kap12",), "Kap12a", False),
    (("Par6_Stk3", "Par8"), "Par8_Stk1", True),
    ((), "Par1", False),
]


@pytest.mark.parametrize(("cited", "unit", "inside"), CASES)
def test_a_unit_is_in_what_is_cited(cited, unit, inside):
    assert within(cited, unit) is inside


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("Par35:Par39", "Par37:Par39", True),
        ("Par37:Par39", "Par35:Par39", True),
        ("Par38", "Par35:Par39", True),
        ("Par35", "Par37:Par39", False),
        ("Par6_Stk4_Pkt2", "Par6_Stk4", True),
        ("Par5", "Par6", False),
    ],
)
def test_two_citations_may_have_units_in_common(one, other, common):
    assert meets(one, other) is common
