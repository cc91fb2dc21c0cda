"""The applicant: makes documents from plans on one corpus, and says what is to be looked at in them."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from lawtext.citing.write import Cited as Written
from lawtext.citing.write import act_words, write
from lawtext.corpus.shelf import SqliteShelf
from lawtext.drafting import record
from lawtext.drafting.applications.appendix import Appendix, appendix
from lawtext.drafting.applications.checklist import Checklist, checklist
from lawtext.drafting.applications.completeness import Completeness
from lawtext.drafting.applications.consequences import Consequences, Dependents
from lawtext.drafting.applications.eligibility import Eligibility
from lawtext.drafting.applications.judging import Judge, merged
from lawtext.drafting.applications.rows import LookedUp, cited, looked_up
from lawtext.drafting.applications.values import Values
from lawtext.drafting.checking import checker
from lawtext.drafting.cite import Citer
from lawtext.drafting.compose import at
from lawtext.drafting.contracts import Templates
from lawtext.drafting.desk import program_version, recorded
from lawtext.drafting.findings import rules
from lawtext.drafting.findings.finding import Finding
from lawtext.drafting.findings.rules import Rule
from lawtext.drafting.letters import Cited
from lawtext.drafting.plans import Plan, type_of
from lawtext.drafting.templates import Renders
from lawtext.experiments.book import Book
from lawtext.experiments.impact import Asking

_RULES = Path(__file__).parent / "rules.yaml"


class Application(NamedTuple):
    """A made document. `cited` is everything it cites, in its own order."""

    content: bytes
    findings: tuple[Finding, ...]
    cited: tuple[Cited, ...]
    record: record.Record


class Asked(NamedTuple):
    """A plan with all that was looked up for it. `typed`: citations in its own words, by field or row."""

    plan: Plan
    rows: tuple[tuple[LookedUp, Consequences], ...]
    basis: tuple[Cited, ...]
    target: tuple[Cited, ...]
    typed: tuple[tuple[str, tuple[Cited, ...]], ...]
    tags: dict[str, Cited]
    checklist: Checklist
    appendix: Appendix

    @property
    def cited(self) -> tuple[Cited, ...]:
        """Everything that the document cites, once each."""
        of_rows = (one for row, _ in self.rows for one in row.cited)
        of_words = (one for _, found in self.typed for one in found)
        return tuple(dict.fromkeys((*self.basis, *self.target, *of_rows, *self.tags.values(), *of_words)))


class Applicant:
    """Makes documents from plans on one corpus."""

    def __init__(
        self,
        shelf: SqliteShelf,
        book: Book,
        fingerprint: str,
        templates: Templates | None = None,
        texts: Sequence[Path] = (),
    ) -> None:
        """`fingerprint` is the corpus's, for the record; `texts`: folders of acts to print provisions from."""
        self.templates = templates or Templates()
        self._shelf = shelf
        self._book = book
        self._fingerprint = fingerprint
        self._texts = texts
        self._citer = Citer(shelf)

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The rules that its findings are made by: those of the check of documents, and those of plans."""
        return rules.read(checker.RULES) | rules.read(_RULES)

    def application(self, plan: Plan, file: str = "planen") -> Application:
        """The document of a plan; `file` is what findings say they stand in. The same plan gives the same bytes.

        Raises UsageError for a template that is not there, UnusableInputError for a value that Word can't hold.
        """
        template, version = self.templates.application(type_of(plan))
        asked = self._asked(plan, template)
        findings = merged(self._findings(asked, file))
        made_by = record.Record(
            program=program_version(),
            corpus=self._fingerprint,
            template=type_of(plan),
            template_version=version,
            template_sha256=template.sha256,
            input_hash=record.input_hash(plan),
            date=plan.date.isoformat(),
            citations=tuple(map(recorded, asked.cited)),
            reasons=tuple(finding.says for finding in findings),
            municipality=at(plan, "municipality") or "",
        )
        written = {text: one.short for text, one in asked.tags.items()}
        return Application(template.render(self._values(asked), written, made_by), findings, asked.cited, made_by)

    def _asked(self, plan: Plan, template: Renders) -> Asked:
        rows = looked_up(plan, self._citer)
        dependents = Dependents(self._shelf, Asking(self._shelf, self._book, plan.date))
        every = tuple(one for row in rows for one in row.cited)
        touched = tuple((row, dependents.of(row.cited)) for row in rows)
        target = at(plan, "target.provisions") or ()
        return Asked(
            plan,
            touched,
            tuple(cited((*self._order(plan), *plan.basis), plan.date, self._citer, whole_acts=True)),
            tuple(cited(target, plan.date, self._citer)),
            tuple(self._judge("").typed(plan, rows)),
            {text: self._citer.one(text, plan.date) for text in template.cites},
            checklist(plan, self._shelf, self._book, dependents.points(every), (one for _, one in touched)),
            appendix(every, self._shelf, self._citer, self._texts),
        )

    def _order(self, plan: Plan) -> Iterator[str]:
        """The § of the order that has a bylaw's experiment, as it is cited."""
        if place := self._eligibility("").paragraph(plan):
            order, unit = place
            yield write([Written(act_words(self._shelf, order), (unit,))])

    def _findings(self, asked: Asked, file: str) -> Iterator[Finding]:
        plan, judge = asked.plan, self._judge(file)
        yield from judge.of_texts(plan.basis, asked.basis, "basis")
        yield from judge.of_texts(at(plan, "target.provisions") or (), asked.target, "target.provisions")
        for row, _ in asked.rows:
            yield from judge.of_row(row)
        for where, found in asked.typed:
            yield from judge.of_typed(where, found)
        yield from judge.of_typed(f"skabelonen {type_of(plan)}", asked.tags.values())
        yield from self._eligibility(file).findings(plan, asked.rows)
        contract = self.templates.plan(type_of(plan))
        yield from Completeness(self.rules, self.templates.deviations(), file).of(plan, contract, asked.checklist)

    def _values(self, asked: Asked) -> dict[str, object]:
        eligibility, plan = self._eligibility(""), asked.plan
        required = frozenset(field.name for field in self.templates.plan(type_of(plan)).fields if field.required)
        values = Values(self._citer, self.templates.deviations(), required)
        return values.of(asked, eligibility.network(plan), eligibility.round(plan))

    def _judge(self, file: str) -> Judge:
        return Judge(self._shelf, self._citer, self.rules, file)

    def _eligibility(self, file: str) -> Eligibility:
        return Eligibility(self._book.registry, self.templates.ends(), self.rules, file)
