"""Weights: how much a word in a zone of a paragraph speaks for each operation, learned of invented paragraphs.

The ways in which orders write of an effect can't be listed, but learned. A feature is a word, or two words that stand
together, cut to its first letters so that its forms are one, with the zone it stands in ("M undlade"), and once more
without the zone. `operation_weights.tsv` is made by `scripts/training/operations.py` of the paragraphs beside it; no
paragraph of a real order is among them.
"""

import math
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from lawtext.errors import UnusableInputError
from lawtext.experiments.marked import Marked
from lawtext.experiments.waivers import Operation
from lawtext.experiments.zones import Zone

_STEM = 8
"""Letters of a word that count."""
_NUMBER = re.compile(r"\d+[½.,\d]*\.?|½")
_ACTS = (Zone.MAIN, Zone.MEANS, Zone.REST)
"""Zones whose words count without their zone too."""
_PAIRS = (*_ACTS, Zone.TOLD)
_SILENT = (Zone.ASIDE, Zone.CONDITION)


class Scores(NamedTuple):
    """The operation that a paragraph's words speak most for, and by how much more than for the next (0: as much)."""

    first: Operation
    second: Operation
    margin: float


class Weights(NamedTuple):
    """What each feature speaks for: hundredths for each of `operations`, in that order."""

    operations: tuple[Operation, ...]
    rows: dict[str, tuple[int, ...]]

    def scores(self, features: frozenset[str]) -> Scores | None:
        """How the features speak; None where none of them is known."""
        known = [self.rows[feature] for feature in features if feature in self.rows]
        if not known:
            return None
        even = 100 * math.sqrt(len(features))
        sums = [sum(column) / even for column in zip(*known, strict=True)]
        first, second = sorted(range(len(sums)), key=lambda place: -sums[place])[:2]
        return Scores(self.operations[first], self.operations[second], sums[first] - sums[second])


@cache
def shipped() -> Weights:
    """The weights that come with the program. Raises UnusableInputError where the file has been spoilt."""
    file = resources.files("lawtext.experiments") / "operation_weights.tsv"
    try:
        return read(file.read_text("utf-8"))
    except ValueError as error:
        raise UnusableInputError(f"{file}: vægtene kan ikke læses ({error}). Installér programmet igen.") from error


def read(table: str) -> Weights:
    """The weights of a table: what it was made of, the operations, and a row for each feature.

    Raises ValueError where a row isn't a feature and a number for each operation.
    """
    _, (_, *operations), *rows = (line.split("\t") for line in table.splitlines())
    if any(len(row) != len(operations) + 1 for row in rows):
        raise ValueError("en række er ufuldstændig")
    return Weights(tuple(map(Operation, operations)), {name: tuple(map(int, row)) for name, *row in rows})


def features(marked: Marked, zones: tuple[Zone, ...]) -> frozenset[str]:
    """The features of a paragraph: words and pairs of words in their zones."""
    found: set[str] = set()
    before, zone_before = "", Zone.ASIDE
    for word, zone in _words(marked, zones):
        before = before if zone is zone_before else ""
        pair = f"{before} {word}" if before and zone in _PAIRS else ""
        for feature in filter(None, (word if word != "," else "", pair)):
            found.add(f"{zone} {feature}")
            if zone in _ACTS:
                found.add(feature)
        before, zone_before = word, zone
    return frozenset(found)


def _words(marked: Marked, zones: tuple[Zone, ...]) -> Iterator[tuple[str, Zone]]:
    """The words that count, each with its zone; "" for a mark that parts words."""
    for word, zone in zip(marked.words, zones, strict=True):
        if zone not in _SILENT:
            yield _word(word), zone


def _word(printed: str) -> str:
    if _NUMBER.fullmatch(printed):
        return "#"
    return printed[:_STEM] if printed == "," or printed[0].isalnum() or printed[0] == "§" else ""
