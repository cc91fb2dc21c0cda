"""Every cue is found in the paragraph or the sentence that stands beside it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from lawtext import reading
from lawtext.citing import names
from lawtext.experiments import cues
from lawtext.experiments.citations import finder
from lawtext.experiments.cues import Cue, Cues, pattern
from lawtext.experiments.lines import line_of
from lawtext.experiments.marked import Marked
from lawtext.law.shelf import NameKind, Naming
from lawtext.law.units import Unit
from lawtext.law.works import WorkId

CORPUS = Path(__file__).parents[2] / "corpus"
EXAMPLE = re.compile(r"(?P<edition>\d{4}-\d+) § (?P<number>\d+(?: [a-z]\b)?)")
SHIPPED = cues.shipped()


@pytest.fixture(scope="module")
def nlp() -> Any:
    import spacy  # noqa: PLC0415 - a second to import

    return spacy.blank("da")


@pytest.fixture(scope="module")
def paragraph(shared: Path, nlp: Any) -> Callable[[str, str], Marked]:
    """A paragraph of a real order or act, marked."""
    known = (*names.load(CORPUS / "names.yaml"), *names.load_titles(CORPUS / "titles.tsv"))
    editions: dict[str, dict[Any, Unit]] = {}

    def marked(edition: str, number: str) -> Marked:
        if edition not in editions:
            editions[edition] = reading.read(shared / "corpus" / "text" / f"{edition}.txt").by_id()
        unit = editions[edition][f"Par{number.replace(' ', '')}"]
        line = line_of(unit)
        return Marked(nlp, line, finder(edition, known)(unit, line))

    return marked


def ids(cue: Cue) -> str:
    return f"{cue.shows}: {cue.words}"


@pytest.mark.parametrize("cue", [cue for cue in SHIPPED if cue.example], ids=ids)
def test_a_cue_is_in_its_example(cue: Cue, paragraph: Callable[[str, str], Marked], nlp: Any) -> None:
    place = EXAMPLE.match(cue.example)
    assert place
    assert paragraph(place["edition"], place["number"]).hits(Cues(nlp.vocab, (cue,)))


@pytest.mark.parametrize("cue", [cue for cue in SHIPPED if cue.sentence], ids=ids)
def test_a_cue_is_in_its_sentence(cue: Cue, nlp: Any) -> None:
    text = f"BEK nr 1 af 01/02/2003\nBekendtgørelse om øvelse\n\n§ 1. {cue.sentence}\n"
    edition = reading.read(text.encode(), "sætningen")
    unit = edition.by_id()["Par1"]
    line = line_of(unit)
    known = [Naming("lov om hvile", WorkId("hvile"), NameKind.OFFICIAL)]
    marked = Marked(nlp, line, finder(edition.id, known)(unit, line))
    assert marked.hits(Cues(nlp.vocab, (cue,)))


def test_every_class_of_words_is_in_a_cue() -> None:
    folder = Path(cues.__file__).parent
    written = "".join((folder / name).read_text("utf-8") for name in ("cues.yaml", "effects.yaml"))
    classes = yaml.safe_load((folder / "cue_words.yaml").read_text("utf-8"))
    assert not [name for name in classes if not re.search(rf"words: .*\b{name}\b", written)]


def test_every_cue_has_an_example_or_a_sentence() -> None:
    assert all(bool(cue.example) != bool(cue.sentence) for cue in SHIPPED)


@pytest.mark.parametrize(
    ("words", "tokens"),
    [
        ("kan undlade", [{"LOWER": "kan"}, {"LOWER": "undlade"}]),
        ("?en", [{"LOWER": "en", "OP": "?"}]),
        ("fritaget|undtaget", [{"LOWER": {"IN": ["fritaget", "undtaget"]}}]),
        ("*plan", [{"LOWER": {"REGEX": r"^(\w*plan)$"}}]),
        ("CIT", [{"ORTH": "§CIT"}]),
        ("..3", [{"ORTH": {"NOT_IN": [".", "§LABEL"]}, "OP": "{0,3}"}]),
    ],
)
def test_a_wording_is_a_token_pattern(words: str, tokens: list[dict[str, Any]]) -> None:
    assert pattern(words) == tokens
