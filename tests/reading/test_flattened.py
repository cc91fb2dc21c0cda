"""Flattened text: each small text in tests/data/flattened has the tree that stands beside it, and nothing is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notation import tree

from lawtext import reading
from lawtext.errors import UnusableInputError
from lawtext.law.editions import Form
from lawtext.reading import flatten, flattened, losses

CASES = sorted((Path(__file__).parent.parent / "data" / "flattened").glob("*.txt"))
HEAD = "BEK nr 9 af 23/05/2018\nBekendtgørelse om prøver\n\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_text_has_the_tree_beside_it(path: Path) -> None:
    assert tree(reading.read(path)) == path.with_suffix(".tree").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_character_is_lost_or_read_twice(path: Path) -> None:
    edition = reading.read(path)
    assert losses.found(edition, path.read_text(encoding="utf-8")) == []
    assert losses.in_order(edition)


def test_what_the_form_cannot_tell_is_said() -> None:
    edition = reading.read(CASES[0])
    assert edition.source.form is Form.FLATTENED
    assert not edition.chapters_known


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kære borger", "begynder ikke med retsaktens nummer"),
        ("LBK nr 433 af 31/02/2014\nTitel\n\n§ 1. Ord.", "linje 1: »31/02/2014« er ikke en dato"),
        ("LBK nr 433 af 22/04/2014\nTitel\n\nIngen paragraffer her.", "ingen paragraffer"),
        ("LBK nr 433 af 22/04/2014", "ingen paragraffer"),
    ],
)
def test_a_text_that_is_no_act_says_why(text: str, said: str) -> None:
    with pytest.raises(UnusableInputError, match=said):
        reading.read(text.encode(), "prøve.txt")


def test_a_block_without_a_paragraph_sign_goes_on_only_where_it_looks_so() -> None:
    text = HEAD + "§ 1. Første stykke.\n\nStk. 2. Andet stykke:\n\n1) et og\n\n2) to.\n\nEn løs linje."
    ids = [unit.id for root in flattened.read(text, text.encode(), "x").units for unit in root.walk()]
    assert ids == ["Par1", "Par1_Stk1", "Par1_Stk2", "Par1_Stk2_Num1", "Par1_Stk2_Num2", "Par(1)", "Par(1)_Stk1"]


def test_what_was_read_and_written_flat_reads_the_same_again() -> None:
    for path in CASES:
        edition = reading.read(path)
        if not edition.amending and not any(unit.kind == "ændringsparagraf" for unit in edition.units):
            again = flatten.write(edition)
            assert flatten.write(flattened.read(again, again.encode(), "igen")) == again


PIECES = "§ §§ 1. 2. Stk. stk. nr. 1) 2) a) b) i) » « ( ) jf. og Ord ord, ord. 3-4. (Ophævet) : litra 7 a. 3."
WORDS = st.lists(
    st.sampled_from(
        [
            *PIECES.split(),
            "\n\n",
            "\u200d",
            "Loven træder i kraft",
            "I lov foretages følgende ændringer:",
            "5) Se note 2.",
        ]
    ),
    max_size=40,
)


@given(WORDS)
def test_any_words_are_read_whole_and_every_id_once(words: list[str]) -> None:
    text = HEAD + "§ 1. " + " ".join(words) + "\n"
    edition = flattened.read(text, text.encode(), "x")
    ids = [unit.id for root in edition.units for unit in root.walk()]
    assert len(ids) == len(set(ids))
    assert losses.found(edition, text) == []
    assert losses.in_order(edition)
