"""Running text: passages joined as a reader reads them, and the way back to where each character came from."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawtext.law.ids import UnitId
from lawtext.law.units import Kind, Passage, Unit
from lawtext.wording import running
from lawtext.wording.clean import clean

INNER = Unit(UnitId("Par1_Stk1_Num1"), Kind.NUMBER, content=(Passage("punkt", "punkt", 0),))


def unit(*texts: str | Unit) -> Unit:
    content = tuple(text if isinstance(text, Unit) else Passage(text, text, 0) for text in texts)
    return Unit(UnitId("Par1_Stk1"), Kind.STK, content=content)


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (("Et.", "To."), "Et. To."),
        (("nr. 1-3", ", samt"), "nr. 1-3, samt"),
        (("et ", " to"), "et to"),
        (("et", ")"), "et)"),
        (("et", "", " ", "to"), "et to"),
        ((" et ",), "et"),
        ((), ""),
        (("før", INNER, "efter"), "før efter"),
        (("før", INNER, ", efter"), "før, efter"),
    ],
)
def test_passages_are_joined_by_a_space_unless_punctuation_follows(texts: tuple[str | Unit, ...], joined: str) -> None:
    assert running.text(unit(*texts)) == joined


def test_a_place_where_a_list_stood_is_kept() -> None:
    assert running.of(unit("før", INNER, "efter", INNER).content).breaks == (4,)
    assert running.of(unit(INNER, "efter").content).breaks == ()


@given(st.lists(st.text(alphabet="ab ,.", max_size=6), max_size=6))
def test_every_character_leads_back_to_its_place_in_the_source(texts: list[str]) -> None:
    source, begins = "".join(texts), list(accumulate(map(len, texts), initial=0))
    passages = tuple(Passage(clean(raw), raw, at) for raw, at in zip(texts, begins, strict=False))
    whole = Unit(UnitId("Par1_Stk1"), Kind.STK, content=passages)
    joined, places = running.text(whole), running.places(whole)
    assert places == sorted(places)
    for char, place in zip(joined, places, strict=True):
        assert char in (" ", source[place])


def test_a_heading_is_one_line() -> None:
    chapter = Unit(UnitId("Kap1"), Kind.CHAPTER, heading=(Passage("Om", "Om", 0), Passage("haver", "haver", 2)))
    assert running.heading(chapter) == "Om haver"
