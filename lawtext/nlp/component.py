"""The spaCy component `danish_legal_citations`: finds and resolves citations, each a span of `doc.spans["citations"]`.

>>> import spacy
>>> nlp = spacy.blank("da")
>>> _ = nlp.add_pipe("danish_legal_citations", config={"on": "2018-09-01"})
>>> doc = nlp("Efter § 2, nr. 11, i LAB kan jobcenteret")
>>> [span] = doc.spans["citations"]
>>> span.text, span._.targets, span._.verdict
('§ 2, nr. 11, i LAB', ['2016-1342#Par2_Stk1_Num11'], 'exists')

spaCy imports this module by the entry point in pyproject.toml whenever a pipeline is made, so what finding needs is
imported when the first text comes.
"""

import os
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from lawtext.errors import UsageError
from lawtext.nlp import said, tokens

if TYPE_CHECKING:
    from lawtext.citing.citations import Place
    from lawtext.citing.names import Names
    from lawtext.citing.resolve import Resolver

NAME = "danish_legal_citations"


class _Desk(NamedTuple):
    """What finding and resolving need, opened once in each process."""

    process: int
    names: "Names"
    resolver: "Resolver"


class Citations:
    """The component. It has no state but its settings, which spaCy keeps in the pipeline's own config.

    `on`: the day that citations are resolved on, as 2018-09-01; None: the day the pipeline runs. `lenient`: read
    damaged text too, with a doubt at each guess. `corpus`: a built corpus or a folder of registers; None: the one in
    LAWTEXT_CORPUS, else the shipped one. `spans_key`: where the spans are kept. `tokenize`: let the tokenizer keep
    "§§" and "2.-4. pkt." apart as they are read, and cut words that a citation ends inside of ("stk. 3.").

    A document may know better: `doc._.citation_date` is its own day and `doc._.citation_place` the edition and unit
    that relative citations start from ("2016-1342#Par68a_Stk4").
    """

    def __init__(
        self,
        *,
        on: str | None = None,
        lenient: bool = False,
        corpus: str | None = None,
        spans_key: str = "citations",
        tokenize: bool = True,
    ) -> None:
        self._on = _day(on) if on else None
        self._lenient = lenient
        self._corpus = corpus
        self._spans_key = spans_key
        self._tokenize = tokenize
        self._opened: _Desk | None = None
        said.register()

    def __getstate__(self) -> dict[str, Any]:
        """All but the open corpus, which each process opens for itself."""
        return self.__dict__ | {"_opened": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        said.register()

    def __call__(self, doc: Doc) -> Doc:
        """The same document with its citations. Raises UsageError for a day or place that can't be read."""
        from lawtext.citing.find import find  # noqa: PLC0415 - see the module's docstring
        from lawtext.citing.plain import whole  # noqa: PLC0415

        desk = self._desk()
        day = _day(doc._.citation_date) if doc._.citation_date else self._on or date.today()
        found = find(doc.text, desk.names, _place(doc._.citation_place), lenient=self._lenient)
        if self._tokenize:
            tokens.cut_at(doc, [offset for citation in found for offset in (citation.start, citation.end)])
        spans: list[Span] = []
        for citation in found:
            said.keep(doc, whole(desk.resolver.resolve(citation, day)), spans)
        doc.spans[self._spans_key] = spans
        return doc

    def _desk(self) -> _Desk:
        """The open corpus of this process: a connection must not pass a fork."""
        if self._opened is None or self._opened.process != os.getpid():
            from lawtext.citing.names import Names  # noqa: PLC0415
            from lawtext.citing.resolve import Resolver  # noqa: PLC0415
            from lawtext.corpus.shelf import open_shelf  # noqa: PLC0415

            shelf = open_shelf(self._corpus)
            names = Names(shelf.namings())
            self._opened = _Desk(os.getpid(), names, Resolver(shelf, names))
        return self._opened


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise UsageError(f"{NAME}: »{text}« er ikke en dato. Skriv den som 2018-09-01.") from None


def _place(address: str | None) -> "Place | None":
    if not address:
        return None
    from lawtext.citing.places import place_of  # noqa: PLC0415
    from lawtext.law import ids  # noqa: PLC0415

    try:
        found = ids.address(address)
    except ValueError:
        raise UsageError(f"{NAME}: »{address}« er ikke et sted. Skriv det som 2016-1342#Par68a_Stk4.") from None
    return place_of(found.edition, found.unit)


def make(  # noqa: PLR0913, PLR0917 - one argument for each setting
    nlp: Language,
    name: str,  # noqa: ARG001 - spaCy hands every factory the name
    on: str | None,
    lenient: bool,
    corpus: str | None,
    spans_key: str,
    tokenize: bool,
) -> Citations:
    """The factory that spaCy calls for `nlp.add_pipe`; its settings are those of `Citations`."""
    if tokenize:
        tokens.extend(nlp.tokenizer)
    return Citations(on=on, lenient=lenient, corpus=corpus, spans_key=spans_key, tokenize=tokenize)


Language.factory(
    NAME,
    func=make,
    assigns=["doc.spans"],
    retokenizes=True,
    default_config={"on": None, "lenient": False, "corpus": None, "spans_key": "citations", "tokenize": True},
)
