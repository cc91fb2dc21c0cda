"""Names: an id is given once, and what is given is an id."""

from hypothesis import given
from hypothesis import strategies as st

from lawtext.law.ids import steps
from lawtext.reading.names import Names, inside

WANTED = st.sampled_from(["Par1", "Par1(2)", "Par1_Stk1", "Not1@Par1", "Not1(2)@Par1", "Tab", "Par"])


@given(st.lists(st.tuples(st.sampled_from(["give", "again", "count"]), WANTED), max_size=30))
def test_no_id_is_given_twice(asked: list[tuple[str, str]]) -> None:
    names = Names()
    given_ids = [getattr(names, how)(wanted) for how, wanted in asked]
    assert len(given_ids) == len(set(given_ids))
    assert all(steps(uid) for uid in given_ids)


def test_the_second_of_a_label_is_marked_and_remembered() -> None:
    names = Names()
    assert [names.give("Par7"), names.give("Par7"), names.give("Par7")] == ["Par7", "Par7(2)", "Par7(3)"]
    assert names.clashes == ["Par7(2)", "Par7(3)"]


def test_a_note_twice_at_one_place_keeps_its_anchor() -> None:
    names = Names()
    assert [names.give("Not1@Par1"), names.give("Not1@Par1")] == ["Not1@Par1", "Not1(2)@Par1"]


def test_steps_inside_a_note_stand_before_its_anchor() -> None:
    assert inside(inside("Not1@Par1_Stk1", "Num2"), "Lita") == "Not1_Num2_Lita@Par1_Stk1"
