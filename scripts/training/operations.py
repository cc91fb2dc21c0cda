"""Learns the weights of `lawtext.experiments.weights` from invented paragraphs, and tells how they read others.

    .venv/bin/python -m scripts.training.operations [--write] [--on FILE]

The paragraphs (`paragraphs/*.yaml`) are written for this, each under its operation by gold/waivers/GUIDELINES.md,
section 3. No paragraph of a real order is among them, so that the gold maps stay a test of the weights. Learned is one
linear classifier per operation (scikit-learn's LinearSVC) over binary features, each weighed by how rare it is.
"""

import argparse
import hashlib
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import diags
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from lawtext import reading, whole_files
from lawtext.experiments import cues, weights
from lawtext.experiments.citations import finder
from lawtext.experiments.cues import Cues, Hit
from lawtext.experiments.enumeration import enumeration
from lawtext.experiments.lines import line_of
from lawtext.experiments.marked import Marked
from lawtext.experiments.operations import DOUBTED, FIRM
from lawtext.experiments.waivers import Operation
from lawtext.experiments.weights import Weights
from lawtext.experiments.zones import zones
from scripts.training import invented

PARAGRAPHS = Path(__file__).parent / "paragraphs"
WEIGHTS = Path(weights.__file__).with_name("operation_weights.tsv")
_FOLDS = 10
LEAST = 20
"""A feature whose weights are all smaller (in hundredths) is left out."""


class Example(NamedTuple):
    """An invented paragraph, as the features that it is read by."""

    operation: Operation
    features: frozenset[str]


def examples(folder: Path = PARAGRAPHS) -> list[Example]:
    """The paragraphs of a folder, read as an order's paragraphs are."""
    return [one for path in sorted(folder.glob("*.yaml")) for one in examples_of(path)]


def examples_of(path: Path) -> list[Example]:
    """The paragraphs of one file."""
    return [
        Example(operation, weights.features(marked, zones(marked, hits, enumeration(marked, hits))))
        for operation, marked, hits in paragraphs_of(path)
    ]


def paragraphs_of(path: Path) -> Iterator[tuple[Operation, Marked, tuple[Hit, ...]]]:
    """The paragraphs of one file under their operations, marked, with the cues found in them."""
    import spacy  # noqa: PLC0415 - a second to import

    written = invented.paragraphs(path)
    edition = reading.read(invented.order(text for _, text in written).encode(), path.name)
    nlp, find = spacy.blank("da"), finder(edition.id, ())
    matcher = Cues(nlp.vocab, cues.shipped())
    for unit, (operation, _) in zip(edition.units, written, strict=True):
        line = line_of(unit)
        marked = Marked(nlp, line, find(unit, line))
        yield operation, marked, marked.hits(matcher)


def learn(learned_of: list[Example]) -> Weights:
    """The weights of each feature, in hundredths; features that hardly speak are left out."""
    seen = TfidfVectorizer(analyzer=sorted, binary=True, norm=None, min_df=2)
    rare = seen.fit_transform([one.features for one in learned_of])
    even = diags([1 / math.sqrt(len(one.features)) for one in learned_of])
    model = LinearSVC(C=0.05, fit_intercept=False, random_state=0).fit(
        even @ rare, [one.operation for one in learned_of]
    )
    rows = np.rint(100 * model.coef_ * seen.idf_).T.astype(int)
    speaks = {name: tuple(map(int, row)) for name, row in zip(seen.get_feature_names_out(), rows, strict=True)}
    kept = {name: row for name, row in speaks.items() if max(map(abs, row)) >= LEAST}
    return Weights(tuple(Operation(name) for name in model.classes_), kept)


class Share(NamedTuple):
    """How many of some paragraphs the words were firm, not firm, or in doubt about, and had right."""

    firm: int = 0
    firm_right: int = 0
    weak: int = 0
    weak_right: int = 0
    doubted: int = 0
    doubted_right: int = 0

    def __str__(self) -> str:
        read = self.firm + self.weak + self.doubted
        right = self.firm_right + self.weak_right + self.doubted_right
        told = (f"firm {self.firm_right}/{self.firm}", f"weak {self.weak_right}/{self.weak}")
        return f"{right}/{read} = {right / read:.3f} ({', '.join(told)}, doubted {self.doubted_right}/{self.doubted})"


def tried(learned: Weights, on: list[Example]) -> Share:
    """How weights read paragraphs that they weren't learned of."""
    found = Counter[str]()
    for one in on:
        scores = learned.scores(one.features)
        if scores:
            how = "firm" if scores.margin >= FIRM else "weak" if scores.margin >= DOUBTED else "doubted"
            found.update({how: 1, f"{how}_right": int(scores.first is one.operation)})
    return Share(**found)


def left_out(all_: list[Example]) -> Share:
    """Each tenth of the paragraphs read with weights learned of the others."""
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(all_, [one.operation for one in all_])
    shares = [tried(learn([all_[place] for place in rest]), [all_[place] for place in out]) for rest, out in folds]
    return Share(*map(sum, zip(*shares, strict=True)))


def written(learned: Weights) -> str:
    """The weights as a table, under the fingerprint of the paragraphs they were learned of."""
    rows = [("feature", *learned.operations), *((name, *row) for name, row in sorted(learned.rows.items()))]
    return "\n".join((f"# {fingerprint()}", *("\t".join(map(str, row)) for row in rows), ""))


def fingerprint() -> str:
    """What the paragraphs are known by."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(PARAGRAPHS.glob("*.yaml")))).hexdigest()


def main() -> None:
    """Learn, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    parser.add_argument("--on", type=Path, help="paragraphs of the same form to try the weights on")
    given = parser.parse_args()
    all_ = examples()
    print(f"left out, each tenth in turn: {left_out(all_)}")
    learned = learn(all_)
    if given.on:
        print(f"{given.on.name}: {tried(learned, examples_of(given.on))}")
    if given.write:
        whole_files.write(WEIGHTS, written(learned).encode())
        print(f"{WEIGHTS.name}: {len(learned.rows)} features of {len(all_)} paragraphs")


if __name__ == "__main__":
    main()
