"""The id scheme: what is an id, what it lies in, how numbers are ordered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawtext.law.ids import (
    Address,
    Step,
    address,
    canonical,
    contains,
    edition_of_accession,
    join,
    order,
    parent,
    steps,
)

NUMBERS = st.builds(lambda value, letter: f"{value}{letter}", st.integers(1, 400), st.sampled_from(["", "a", "b", "Æ"]))
CHAINS = st.lists(st.tuples(st.sampled_from(["Par", "Stk", "Num", "Lit", "Kap"]), NUMBERS), min_size=1, max_size=4)


@given(CHAINS)
def test_an_id_is_its_steps_joined(chain: list[tuple[str, str]]) -> None:
    parts = tuple(Step(*step) for step in chain)
    assert steps(join(*parts)) == parts


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("Par2_Num11", "Par2_Stk1_Num11"),
        ("Par2_Stk1_Num11", "Par2_Stk1_Num11"),
        ("Par5_Pkt2", "Par5_Stk1_Pkt2"),
        ("Ikr11_Par9_Num2", "Ikr11_Par9_Stk1_Num2"),
        ("Par2_Lita", "Par2_Stk1_Lita"),
        ("Kap4a", "Kap4a"),
        ("Not3@Par13_Stk1", "Not3@Par13_Stk1"),
    ],
)
def test_stk_1_is_supplied(written: str, official: str) -> None:
    assert canonical(written) == official


@pytest.mark.parametrize("text", ["", "par2", "§ 2", "Par2__Stk1", "Stykke 2"])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no unit id"):
        steps(text)


@pytest.mark.parametrize(
    ("unit", "outer"),
    [
        ("Par2_Stk1_Num3", "Par2_Stk1"),
        ("Par2", None),
        ("Not3@Par13_Stk1", "Par13_Stk1"),
        ("Aen1.26_Ny_Par7e", "Aen1.26_Ny"),
    ],
)
def test_parent_is_one_step_out(unit: str, outer: str | None) -> None:
    assert parent(unit) == outer  # type: ignore[arg-type]


def test_a_paragraph_does_not_contain_its_lettered_neighbour() -> None:
    assert contains("Par7", "Par7_Stk2")
    assert not contains("Par7", "Par7a_Stk2")


def test_numbers_are_ordered_as_a_lawyer_counts() -> None:
    counted = ["1", "2", "2(2)", "2a", "2b", "2æ", "2ø", "2å", "3", "10", "10a"]
    assert sorted(set(counted), key=order) == counted
    assert sorted(["X", "IX", "V", "IV", "I"], key=order) == ["I", "IV", "V", "IX", "X"]


@given(NUMBERS, NUMBERS)
def test_the_order_is_total(one: str, other: str) -> None:
    assert (order(one) == order(other)) == (one.lower() == other.lower())


def test_an_address_is_read_as_it_is_written() -> None:
    read = address("2016-1342#Par2_Num11")
    assert read == Address("2016-1342", "Par2_Stk1_Num11")  # type: ignore[arg-type]
    assert str(read) == "2016-1342#Par2_Stk1_Num11"
    assert read.eli == "https://www.retsinformation.dk/eli/lta/2016/1342#P2"
    assert address("2016-1342").eli == "https://www.retsinformation.dk/eli/lta/2016/1342"


@pytest.mark.parametrize("text", ["1342-2016", "2016/1342#Par2", "2016-1342#§2", ""])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        address(text)


@pytest.mark.parametrize(
    ("accession", "edition"), [("A20170017330", "2017-173"), ("A20170170530", "2017-1705"), ("", None), ("A2017", None)]
)
def test_accession_numbers_name_editions(accession: str, edition: str | None) -> None:
    assert edition_of_accession(accession) == edition
