"""A number with its noun, and several things in one sentence."""

import pytest

from lawtext.wording.prose import counted, listed


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 rækker"), (1, "1 række"), (2, "2 rækker"), (21, "21 rækker"), (1001, "1001 rækker")]
)
def test_only_one_is_one(number: int, said: str) -> None:
    assert counted(number, "række", "rækker") == said


@pytest.mark.parametrize(
    ("parts", "said"),
    [(["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c"), (("§ 1", "§ 2"), "§ 1 og § 2")],
)
def test_several_are_one_sentence_without_a_comma_before_the_last(parts: list[str], said: str) -> None:
    assert listed(parts) == said
