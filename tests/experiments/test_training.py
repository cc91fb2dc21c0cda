"""The shipped weights are those of the shipped paragraphs."""

from pathlib import Path

import pytest

from lawtext.experiments import weights
from scripts.training import operations


def test_the_weights_were_learned_of_these_paragraphs() -> None:
    first = operations.WEIGHTS.read_text("utf-8").splitlines()[0]
    assert first == f"# {operations.fingerprint()}", "run: python -m scripts.training.operations --write"


def test_learning_again_gives_the_same() -> None:
    learned, shipped = operations.learn(operations.examples()), weights.shipped()
    assert learned.operations == shipped.operations
    differ = [name for name, row in shipped.rows.items() if max_gap(row, learned.rows.get(name, row)) > 2]
    assert not differ


def max_gap(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("path", sorted(operations.PARAGRAPHS.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_paragraph_is_a_real_orders(path: Path, shared: Path) -> None:
    """Sentences from elsewhere don't belong here: no run of 16 words stands in an act or order on experiments."""
    real = {run for text in (shared / "corpus" / "text").glob("*.txt") for run in runs(text.read_text("utf-8"))}
    assert not runs(path.read_text("utf-8")) & real


def runs(text: str, length: int = 16) -> set[tuple[str, ...]]:
    words = "".join(letter if letter.isalnum() else " " for letter in text.lower().replace("\xad", "")).split()
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}
