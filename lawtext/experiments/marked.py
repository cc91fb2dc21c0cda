"""A paragraph with what is known of it marked in the text: citations, list labels, sentences, cues.

spaCy sees `§CIT` where the order cites provisions, so that a cue can say "omfattet af CIT" and never needs to know how
a citation is written.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from lawtext.experiments.cues import ACT, CIT, LABEL, OWN, Cues, Hit
from lawtext.experiments.lines import Line
from lawtext.law.ids import EditionId, UnitId


class Cited(NamedTuple):
    """A citation found in the paragraph, characters `start` to `end` of its text.

    `title` is the act in base form, "" where the citation itself leaves it open; `own`: it means the order itself, or
    names no act and so may mean it. `named`: the citation names its act. `units` are empty for an act alone.
    """

    start: int
    end: int
    text: str
    title: str
    units: tuple[str, ...]
    own: bool = False
    named: bool = True
    edition: EditionId | None = None


class Sentence(NamedTuple):
    """Tokens `start` to `end` (exclusive) of the marked text; `number` 0 opens the paragraph."""

    start: int
    end: int
    number: int

    def holds(self, token: int) -> bool:
        """Whether the token is in the sentence."""
        return self.start <= token < self.end


class Marked:
    """One paragraph, marked. Token numbers are those of `doc`; `words` are its tokens in small letters."""

    def __init__(self, nlp: Any, line: Line, cites: tuple[Cited, ...]) -> None:
        self.line = line
        self.offsets: list[int] = []
        self.cites: dict[int, Cited] = {}
        self.doc = self._marked(nlp, cites)
        self.words = tuple(token.lower_ for token in self.doc)
        self.sentences = tuple(self._sentences())

    def _marked(self, nlp: Any, cites: tuple[Cited, ...]) -> Any:
        from spacy.tokens import Doc  # noqa: PLC0415 - spaCy takes a second to import

        words: list[str] = []
        at = 0
        for start, end, mark, cite in self._marks(cites):
            self._plain(nlp, at, start, words)
            if cite:
                self.cites[len(words)] = cite
            words.append(mark)
            self.offsets.append(start)
            at = end
        self._plain(nlp, at, len(self.line.text), words)
        return Doc(nlp.vocab, words=words)

    def _marks(self, cites: tuple[Cited, ...]) -> list[tuple[int, int, str, Cited | None]]:
        found: list[tuple[int, int, str, Cited | None]] = [(one.start, one.end, _mark(one), one) for one in cites]
        labels = [(one.start, one.end, LABEL, None) for one in self.line.labels]
        return sorted([*found, *labels], key=lambda one: one[:2])

    def _plain(self, nlp: Any, start: int, end: int, words: list[str]) -> None:
        for at, piece in _pieces(self.line.text[start:end]):
            for token in nlp.tokenizer(piece):
                if not token.is_space:
                    words.append(token.text)
                    self.offsets.append(start + at + token.idx)

    def _sentences(self) -> Iterator[Sentence]:
        """A stykke ends a sentence; so does a full stop, where no small letter follows ("1.-10. klasse")."""
        start = number = 0
        for place, token in enumerate(self.doc):
            last = place + 1 == len(self.doc)
            stops = token.text == "." and not (last or self.doc[place + 1].text[0].islower())
            if last or stops or self._stk(place) != self._stk(place + 1):
                yield Sentence(start, place + 1, number)
                start, number = place + 1, number + 1

    def unit(self, token: int) -> UnitId:
        """The unit of the order that the token stands in."""
        return self.line.unit(self.offsets[token])

    def _stk(self, token: int) -> str:
        return "_".join(self.unit(token).split("_")[:2])

    def stk(self, token: int) -> UnitId:
        """The stykke that the token stands in."""
        return UnitId(self._stk(token))

    def sentence(self, token: int) -> Sentence:
        """The sentence that the token stands in."""
        return self.sentences[bisect_right(self.sentences, token, key=lambda one: one.start) - 1]

    def text(self, start: int, end: int) -> str:
        """The printed text of tokens `start` to `end` (exclusive)."""
        stop = self.offsets[end] if end < len(self.offsets) else len(self.line.text)
        return self.line.text[self.offsets[start] : stop].strip()

    def texts(self) -> Iterator[str]:
        """The printed text of each sentence."""
        return (self.text(sentence.start, sentence.end) for sentence in self.sentences)

    def hits(self, cues: Cues) -> tuple[Hit, ...]:
        """The cues found in the paragraph."""
        return cues.find(self.doc)


_RUN = re.compile(r"\S{100}")


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The pieces of a text and where each begins; runs without a blank are cut: spaCy's time is their square."""
    at = 0
    for run in _RUN.finditer(text):
        yield at, text[at : run.end()]
        at = run.end()
    yield at, text[at:]


def _mark(cite: Cited) -> str:
    if cite.own:
        return OWN
    return CIT if cite.units else ACT
