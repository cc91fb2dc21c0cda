"""The shipped weights are those of the shipped paragraphs."""

import re
from pathlib import Path

import pytest

from lawtext.experiments import weights
from lawtext.experiments.marked import Marked
from lawtext.experiments.waivers import Operation
from lawtext.experiments.weights import Weights
from scripts.training import operations

AGAIN = "paragraphs or cues have changed; run: python -m scripts.training.operations --write"
UNSEEN = Path(__file__).with_name("unseen_paragraphs.yaml")


def test_the_weights_were_learned_of_these_paragraphs() -> None:
    first = operations.WEIGHTS.read_text("utf-8").splitlines()[0]
    assert first == f"# {operations.fingerprint()}", AGAIN


def test_learning_again_gives_the_same() -> None:
    learned, shipped = operations.learn(operations.examples()), weights.shipped()
    assert learned.operations == shipped.operations
    weak = operations.LEAST + 2
    for one, other in ((learned.rows, shipped.rows), (shipped.rows, learned.rows)):
        silent = (0,) * len(learned.operations)
        gaps = {name: max_gap(row, other.get(name, silent)) for name, row in one.items()}
        assert not [name for name, gap in gaps.items() if gap > (2 if name in other else weak)], AGAIN


def test_weights_are_read_as_they_were_written() -> None:
    learned = Weights((Operation.EXTEND, Operation.SUSPEND), {"# dage": (-30, 41), "M kan": (0, 20), "§": (5, -25)})
    assert weights.read(operations.written(learned)) == learned


def max_gap(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("path", [*sorted(operations.PARAGRAPHS.glob("*.yaml")), UNSEEN], ids=lambda path: path.stem)
def test_no_paragraph_is_a_real_orders(path: Path, real: set[tuple[str, ...]]) -> None:
    """Sentences from elsewhere don't belong here: no run of 12 words stands in an act or order on experiments.

    Every order cites the same provisions and opens with the same words; those are cut out first.
    """
    for _, marked, _ in operations.paragraphs_of(path):
        assert not runs(SHARED.sub("\n", without_citations(marked))) & real


SHARED = re.compile(
    r"har givet tilladelse til, at .{,40}\bgennemføre[rs] forsøg, hvorefter"
    r"|\bi (?:en frikommune i )?frikommunenetværket om\b"
    r"|bekendtgørelse om rehabiliteringsplan og rehabiliteringsteamets indstilling"
)


def without_citations(marked: Marked) -> str:
    text = marked.line.text
    for cite in sorted(marked.cites.values(), key=lambda cite: -cite.start):
        text = text if cite.own else f"{text[: cite.start]}\n{text[cite.end :]}"
    return text


@pytest.fixture(scope="module")
def real(shared: Path) -> set[tuple[str, ...]]:
    return {run for text in (shared / "corpus" / "text").glob("*.txt") for run in runs(text.read_text("utf-8"))}


def runs(text: str, length: int = 12) -> set[tuple[str, ...]]:
    """All runs of so many words of one line."""
    lines = [re.findall(r"\w+", line) for line in text.lower().replace("\xad", "").splitlines()]
    return {tuple(words[at : at + length]) for words in lines for at in range(len(words) - length + 1)}
