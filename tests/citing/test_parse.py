"""What chains say, and how they are completed."""

from unittest import mock

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lawtext.citing import plain_chains
from lawtext.citing.designated import Designated
from lawtext.citing.grammar import CHAIN
from lawtext.citing.levels import RANK
from lawtext.citing.parse import parse
from lawtext.citing.relative import complete, last_unit, own_unit, paragraph_of
from lawtext.law.ids import Step, UnitId, UnitRange, join, steps

SAYS = [
    ("§ 5", "Par5"),
    ("§§ 69, 69 b og 69 d-e", "Par69 Par69b Par69d:69e"),
    ("§ 5, stk. 1 og 2, nr. 3", "Par5_Stk1 Par5_Stk2_Num3"),
    ("§ 11, stk. 4, 2. pkt., og stk. 6, 2. pkt.", "Par11_Stk4_Pkt2 Par11_Stk6_Pkt2"),
    ("§§ 4 a, 15, stk. 3, 17 og 27 b", "Par4a Par15_Stk3 Par17 Par27b"),
    ("§§ 119, stk. 3, 4 og 6", "Par119_Stk3 Par119_Stk4 Par119_Stk6"),
    ("§ 1, stk. 1, nr. 2, 3 a og 4", "Par1_Stk1_Num2 Par1_Stk1_Num3a Par1_Stk1_Num4"),
    ("§ 3, stk. 1, 4 pkt., § 3 stk. 3, 1. pkt.", "Par3_Stk1_Pkt4 Par3_Stk3_Pkt1"),
    ("stk. 2-stk. 4", "Stk2:4"),
    ("§ 6 a-§ 6 c", "Par6a:6c"),
    ("28. kapitel", "Kap28"),
    ("kapitel 6 a-6 c og IV", "Kap6a:6c"),
    ("afsnit III-VII", "AfsIII:VII"),
    ("artikel 10, 1. afsnit", "Art10_Afs1"),
    ("bilag VI, del 1, punkt 68-71", "BilVI_Del1_Punkt68:71"),
    ("bilag 1, liste A, nr. 31", "Bil1_ListeA_Num31"),
    ("litra a-f", "Lita:f"),
    ("1.-3. pkt.", "Pkt1:3"),
    ("1. og sidste pkt.", "Pkt1 PktLast"),
    ("§ 218, stk. 1, §§ 219-221, § 222, stk. 2, 1. led", "Par218_Stk1 Par219:221 Par222_Stk2_Led1"),
    ("bilag 2, kapitel 7", "Bil2 Kap7"),
    ("§ 5, nr. 2-4 og 6, §§ 7 og 9, og § 12, stk. 2", "Par5_Num2:4 Par5_Num6 Par7 Par9 Par12_Stk2"),
]


def shown(unit: Designated) -> str:
    return "_".join(step.level + step.number for step in unit.path) + (f":{unit.to}" if unit.to else "")


@pytest.mark.parametrize(("text", "says"), SAYS)
def test_a_chain_says(text: str, says: str) -> None:
    match = CHAIN.match(text)
    assert match is not None
    assert " ".join(shown(unit) for unit in parse(match[0]).units) == says


@pytest.mark.parametrize(
    "text",
    ["§§ 5, stk. 1, 7 og 9", "§§ 5-7, nr. 2 og 3", "§ 100, stk. 1 og 2, 100 a, stk. 1", "§ 1 eller nr. 2"],
)
def test_what_can_be_read_in_two_ways_is_said(text: str) -> None:
    assert parse(text).doubtful or "§§ 5, stk. 1, 7" in text


@pytest.mark.parametrize("text", ["§ 15.75.59.10", "§ 1.200", "§ 1408/71", "stk.", "nr. 3.000", "§ x"])
def test_what_is_no_number_of_a_provision_begins_no_chain(text: str) -> None:
    assert CHAIN.match(text) is None


@pytest.mark.parametrize(
    ("unit", "own"),
    [
        ("Ikr11_Par9_Stk2", "Par9_Stk2"),
        ("Not1@Par13_Stk1", "Par13_Stk1"),
        ("Not1@Ikr3_Par4", "Par4"),
        ("Aen1.9_Ny_Par7e_Stk1", "Par7e_Stk1"),
        ("Aen1.26", ""),
        ("Ind", ""),
        ("Bil1_Art8_Stk1", "Bil1_Art8_Stk1"),
    ],
)
def test_the_unit_that_relative_designations_start_from(unit: str, own: str) -> None:
    assert own_unit(unit) == own


@pytest.mark.parametrize(
    ("text", "base", "units", "whole"),
    [
        ("stk. 2", "Par68a_Stk4", "Par68a_Stk2", True),
        ("nr. 12", "Par2_Stk1_Num3", "Par2_Stk1_Num12", True),
        ("litra b", "Par2_Stk1_Num3_Lita", "Par2_Stk1_Num3_Litb", True),
        ("1. pkt.", "Par75_Stk1", "Par75_Stk1_Pkt1", True),
        ("§ 2, nr. 3", "Par9", "Par2_Stk1_Num3", True),
        ("artikel 5", "Bil1_Art8_Stk1", "Bil1_Art5", True),
        ("§ 5", "Bil1_Art8_Stk1", "Par5", True),
        ("stk. 2", "", "Stk2", False),
        ("stk. 2", "Bil1", "Bil1_Stk2", False),
    ],
)
def test_relative_units_are_completed(text: str, base: str, units: str, whole: bool) -> None:
    found, complete_ = complete(parse(text), base)
    assert (" ".join(str(unit) for unit in found), complete_) == (units, whole)


def test_points_of_an_amending_act_stand_straight_under_their_paragraph() -> None:
    assert complete(parse("§ 1, nr. 25"), "", points=True)[0] == ("Par1_Num25",)


def test_the_last_unit_of_a_range_is_its_end() -> None:
    units, _ = complete(parse("§ 5, stk. 1-3"), "")
    assert units == (UnitRange(UnitId("Par5_Stk1"), UnitId("Par5_Stk3")),)
    assert last_unit(units) == "Par5_Stk3"
    assert paragraph_of(units[0]) == "Par5"


@given(st.text(alphabet="§ stk.nrlitapkouge0123456789,-–abci()IVX", max_size=40))
def test_any_text_is_read_without_an_error(text: str) -> None:
    parse(text)


_NUMBER = st.sampled_from(["1", "2", "3", "5", "12", "14 a", "7b", "120", "3 F", "311"])
_WORD = st.sampled_from(["§ ", "§§ ", "stk. ", "nr. ", "Stk. ", "kapitel ", "artikel ", "bilag ", ""])
_PIECE = st.one_of(
    st.tuples(_WORD, _NUMBER).map("".join),
    st.sampled_from(["litra a", "litra b", "1. pkt.", "2. og 3. pkt.", "1.-3. pkt."]),
)
_JOINT = st.sampled_from([", ", ", ", " og ", " eller ", ", og ", ", samt ", "-"])


@given(_PIECE, st.lists(st.tuples(_JOINT, _PIECE).map("".join), max_size=6))
def test_what_is_read_without_tokens_says_what_they_say(first: str, more: list[str]) -> None:
    match = CHAIN.match("".join([first, *more]))
    assume(match is not None)
    assert match is not None
    quick = parse.__wrapped__(match[0])
    with mock.patch.object(plain_chains, "units", return_value=()):
        by_tokens = parse.__wrapped__(match[0])
    assert (quick.units, quick.doubtful) == (by_tokens.units, by_tokens.doubtful)


@pytest.mark.parametrize("level", sorted(RANK.keys() - {"Sub"}))
def test_every_level_is_one_of_the_id_scheme(level: str) -> None:
    assert steps(join(Step(level, "1"))) == (Step(level, "1"),)
