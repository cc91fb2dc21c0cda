"""Which stykke concerns which group: the rule, step by step, on an invented act."""

import pytest

from lawtext.experiments.concerns import Basis, ByHand, GroupsIn, concerns
from lawtext.law.ids import UnitId
from lawtext.law.works import WorkId
from tests.experiments.library import ACT, Library

GROUPS = GroupsIn(UnitId("Par2"))

CASES = [
    # unit, stykke → group numbers, basis
    ("Par10", "Par10_Stk1", (1,), Basis.NAMED),
    ("Par10", "Par10_Stk2", (1,), Basis.INHERITED),
    ("Par10", "Par10_Stk3", (1,), Basis.INHERITED),  # a reference to another § says nothing of whom
    ("Par11", "Par11_Stk2", (3,), Basis.NAMED),
    ("Par11", "Par11_Stk3", (3,), Basis.REFERRED),
    ("Par11_Stk1", "Par11_Stk1", (2,), Basis.NAMED),
    ("Par12_Stk1_Num1", "Par12_Stk1", (1, 2, 3), Basis.NAMED),
    ("Par13", "Par13", (), Basis.EVERYONE),
    ("Kap5", "Par14_Stk1", (1, 3), Basis.NAMED),
]


@pytest.mark.parametrize(("unit", "stk", "numbers", "basis"), CASES)
def test_a_stykke_concerns_the_groups_it_names_refers_to_or_stands_under(unit, stk, numbers, basis):
    found = {one.unit: one for one in concerns(Library(), ACT, UnitId(unit), GROUPS)}
    assert found[stk].groups == tuple(f"Par2_Stk1_Num{number}" for number in numbers)
    assert found[stk].basis is basis


def test_what_people_read_goes_before_the_rule():
    read = (ByHand(ACT, UnitId("Par11"), (UnitId("Par2_Stk1_Num1"),), "Kun nr. 1.", "§ 11"),)
    found = concerns(Library(), ACT, UnitId("Par11"), GROUPS, read)
    assert {one.basis for one in found} == {Basis.BY_HAND}
    assert all(one.of("Par2_Stk1_Num1") and not one.of("Par2_Stk1_Num2") for one in found)


def test_a_rule_that_names_nobody_concerns_everybody():
    (found,) = concerns(Library(), ACT, UnitId("Par13"), GROUPS)
    assert found.of("Par2_Stk1_Num3")


def test_a_unit_that_is_not_there_concerns_nobody():
    assert concerns(Library(), ACT, UnitId("Par99"), GROUPS) == ()


def test_a_rule_of_another_act_that_names_no_group_concerns_nobody_knows_whom():
    (found,) = concerns(Library(), ACT, UnitId("Par13"), GroupsIn(UnitId("Par2"), WorkId("anden-lov")))
    assert found.basis is Basis.OTHER_ACT
