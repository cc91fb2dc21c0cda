"""A marked paragraph: what is printed comes back token by token, however it is written."""

from types import SimpleNamespace
from typing import Any

import pytest

from lawtext import reading
from lawtext.experiments.citations import finder
from lawtext.experiments.lines import line_of
from lawtext.experiments.marked import Marked


def marked(text: str, nlp: Any) -> Marked:
    edition = reading.read(f"BEK nr 1 af 01/02/2003\nBekendtgørelse om øvelse\n\n§ 1. {text}\n".encode(), "øvelsen")
    line = line_of(edition.units[0])
    return Marked(nlp, line, finder(edition.id, ())(edition.units[0], line))


@pytest.fixture(scope="module")
def nlp() -> Any:
    import spacy  # noqa: PLC0415 - a second to import

    return spacy.blank("da")


@pytest.mark.parametrize(
    "text", ["Der øves.", "(" * 1000, f"Der {'»' * 250} øves {'§' * 101}, {'=' * 99} {'a' * 300}."]
)
def test_words_stand_where_they_are_printed_and_no_long_run_is_tokenised_whole(text: str, nlp: Any) -> None:
    given: list[str] = []
    spy = SimpleNamespace(vocab=nlp.vocab, tokenizer=lambda piece: given.append(piece) or nlp.tokenizer(piece))
    got = marked(text, spy)
    assert "".join(token.text for token in got.doc) == "".join(got.line.text.split())
    assert all(got.line.text.startswith(token.text, at) for token, at in zip(got.doc, got.offsets, strict=True))
    assert max(len(run) for piece in given for run in piece.split()) <= 100


def test_each_token_is_in_its_sentence(nlp: Any) -> None:
    got = marked("Der øves. Der hviles, jf. § 5 i lov om hvile. Stk. 2. Nogen sover.", nlp)
    assert [got.sentence(token) for one in got.sentences for token in range(one.start, one.end)] == [
        one for one in got.sentences for _ in range(one.start, one.end)
    ]
    assert len(got.sentences) == 3
