"""The desk: everything a letter is made from, set up once; a case in, a finished Word file with its record out."""

from functools import cache
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from lawtext.corpus.shelf import SqliteShelf
from lawtext.drafting import check, compose, record, typed
from lawtext.drafting.cases import Case, type_of
from lawtext.drafting.cite import Citer
from lawtext.drafting.contracts import Contract, Templates
from lawtext.drafting.legal import Facts, Legal, Sources, legal
from lawtext.drafting.letters import Cited, Reason, ReasonKind
from lawtext.experiments.book import Book, kept
from lawtext.experiments.reach import Acts, Library

_REMEMBERED = 1000
"""How many answers about law a desk keeps; a batch of one month needs far fewer."""


class Letter(NamedTuple):
    """A made document. `reasons` is () where it is final; `cited` what it rests on, in its own order."""

    content: bytes
    reasons: tuple[Reason, ...]
    cited: tuple[Cited, ...]
    record: record.Record

    @property
    def final(self) -> bool:
        return not self.reasons


class Desk:
    """Makes letters. Safe in threads; what it remembers are answers about law, never cases."""

    def __init__(self, library: Library, book: Book, fingerprint: str, templates: Templates | None = None) -> None:
        """`fingerprint` is the corpus's, for the record."""
        self.templates = templates or Templates()
        self.corpus = fingerprint
        self._citer = Citer(library)
        self._sources = Sources(Acts(library, book.by_hand), book, self._citer.cite)
        self._complaints = self.templates.complaints()
        self._known: dict[tuple[str, Facts], _Known] = {}

    @classmethod
    def open(cls, corpus: Path, templates: Path | None = None) -> "Desk":
        """The desk on a built corpus that carries its experiments; `templates`: another folder than the shipped one.

        Raises UnusableInputError for a file that is no corpus.
        """
        law = SqliteShelf(corpus)
        return cls(law, kept(law), law.fingerprint, Templates(templates))

    def letter(self, case: Case) -> Letter:
        """The letter of a case: final, or a draft with every reason. The same case gives the same bytes.

        Raises UnusableInputError for a value that Word can't hold.
        """
        contract = self.templates.contract(type_of(case))
        known, reasons = self._judged(contract, case)
        return self._rendered(contract, case, known, reasons)

    def reasons(self, case: Case) -> tuple[Reason, ...]:
        """Why the letter of a case would be a draft, without making it; () where it would be final."""
        return self._judged(self.templates.contract(type_of(case)), case)[1]

    def _judged(self, contract: Contract, case: Case) -> "tuple[_Known, tuple[Reason, ...]]":
        """The law of a case, its own words' citations with it, and why its letter would be a draft."""
        known = self._answer(contract, compose.facts(contract, case))
        values = compose.all_of(case)
        own = typed.in_case(contract, case.date, values, self._citer)
        against = (*known.against, *check.reasons(contract, case, values, known.law), *own.against)
        return known.and_cited(own.cited), against

    def law(self, contract: Contract, facts: Facts) -> Legal:
        """The law of a letter on these facts."""
        return self._answer(contract, facts).law

    def _answer(self, contract: Contract, facts: Facts) -> "_Known":
        key = (contract.type, facts)
        known = self._known.get(key)
        if known is None:
            law = legal(contract, self._complaints, self._sources, facts)
            template = self.templates.decision(contract.type)
            own = {text: self._citer.one(text, facts.day) for text in template.cites}
            fixed = typed.in_template(template.fixed, facts.day, self._citer)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            cited = tuple(dict.fromkeys((*law.cited, *own.values(), *fixed.cited)))
            written = {text: one.full for text, one in own.items()}
            against = [Reason(ReasonKind.PROVISION, one.against) for one in own.values() if one.against]
            against += fixed.against
            known = self._known[key] = _Known(law, cited, tuple(map(recorded, cited)), written, tuple(against))
        return known

    def _rendered(self, contract: Contract, case: Case, known: "_Known", reasons: tuple[Reason, ...]) -> Letter:
        values = compose.values(contract, case, known.law)
        template = self.templates.decision(contract.type)
        made_by = record.Record(
            program=program_version(),
            corpus=self.corpus,
            template=contract.type,
            template_version=contract.version,
            template_sha256=template.sha256,
            input_hash=record.input_hash(case),
            date=case.date.isoformat(),
            citations=known.citations,
            reasons=tuple(dict.fromkeys(reason.public for reason in reasons)),
            stated=known.law.stated,
            municipality=case.municipality,
        )
        shown = {**values, "draft": bool(reasons), "reasons": [reason.says for reason in reasons]}
        return Letter(template.render(shown, known.written, made_by), reasons, known.cited, made_by)


class _Known(NamedTuple):
    """An answer about law; `cited` are its citations and those that the template's own tags make on that day.

    `citations` are the same as records keep them, `written` the text of each tag, `against` why a tag can't stand.
    """

    law: Legal
    cited: tuple[Cited, ...]
    citations: tuple[record.RecordedCitation, ...]
    written: dict[str, str]
    against: tuple[Reason, ...]

    def and_cited(self, own: tuple[Cited, ...]) -> "_Known":
        """With what the case's own words cite."""
        if not own:
            return self
        cited = tuple(dict.fromkeys((*self.cited, *own)))
        return self._replace(cited=cited, citations=tuple(dict.fromkeys(map(recorded, cited))))


@cache
def program_version() -> str:
    """The installed version of lawtext."""
    return metadata.version("lawtext-dk")


def recorded(cited: Cited) -> record.RecordedCitation:
    """A citation as the record keeps it."""
    return record.RecordedCitation(
        text=cited.plain,
        addresses=tuple(map(str, cited.addresses)),
        status=cited.status.value,
        on=cited.day.isoformat(),
        doubts=tuple(doubt.says for doubt in cited.doubts),
    )
