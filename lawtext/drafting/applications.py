"""Applications: a plan becomes a document whose list of provisions and annex are written from one list, and findings.

What is found does not stop the document: the adviser gets it and is told what to look at.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

import msgspec
from msgspec import Struct

from lawtext.drafting import record
from lawtext.drafting.cite import Citer, unread
from lawtext.drafting.contracts import Templates
from lawtext.drafting.desk import program_version, recorded
from lawtext.drafting.headings import misfit
from lawtext.drafting.letters import Cited
from lawtext.drafting.plans import Plan, Row, requirements
from lawtext.experiments import saying
from lawtext.law.ids import EditionId, UnitId, UnitRange, contains, order, steps
from lawtext.law.shelf import Shelf
from lawtext.law.verdicts import DoubtKind, Status
from lawtext.wording import dates


class Chaptered(Shelf, Protocol):
    """A shelf that can list an edition's units."""

    def units(self, edition: EditionId) -> Iterable[UnitId]:
        """Every unit of a held edition, in printed order."""


class FindingKind(StrEnum):
    """What is wrong with a row."""

    UNREADABLE = "ikke læst"
    PROVISION = "bestemmelse"
    NAME = "lovens navn"
    CHAPTER = "kapitel"


class Finding(Struct, frozen=True):
    """Something to look at. `says` is a whole Danish sentence; `suggestion` what would be right, "" where not known."""

    kind: FindingKind
    rows: tuple[str, ...]
    cited: str
    says: str
    suggestion: str = ""


class Application(NamedTuple):
    """A made application."""

    content: bytes
    findings: tuple[Finding, ...]
    cited: tuple[Cited, ...]
    record: record.Record


class _Resolved(NamedTuple):
    row: Row
    requirement: str
    cited: tuple[Cited, ...]


class Applicant:
    """Makes applications from plans on one shelf."""

    def __init__(self, shelf: Chaptered, fingerprint: str, templates: Templates | None = None) -> None:
        """`fingerprint` is the corpus's, for the record."""
        self.templates = templates or Templates()
        self._shelf = shelf
        self._fingerprint = fingerprint
        self._citer = Citer(shelf)

    def application(self, plan: Plan) -> Application:
        """The application of a plan. The same plan gives the same bytes.

        Raises UsageError for a template that is not there, UnusableInputError for a value that Word can't hold.
        """
        rows = [
            _Resolved(row, demand, tuple(self._all(row, plan)))
            for row, demand in zip(plan.rows, requirements(plan.rows), strict=True)
        ]
        findings = _merged(finding for resolved in rows for finding in self._findings(resolved))
        cited = tuple(dict.fromkeys(one for resolved in rows for one in resolved.cited))
        template, version = self.templates.application(plan.template)
        made_by = record.Record(
            program=program_version(),
            corpus=self._fingerprint,
            template=plan.template,
            template_version=version,
            template_sha256=template.sha256,
            input_hash=record.input_hash(plan),
            date=plan.date.isoformat(),
            citations=tuple(map(recorded, cited)),
            reasons=tuple(finding.says for finding in findings),
        )
        return Application(template.render(self._values(plan, rows), made_by=made_by), findings, cited, made_by)

    def _all(self, row: Row, plan: Plan) -> Iterator[Cited]:
        """The row's citations; a text that can't be read stands as it is written: nothing of the row is lost."""
        for text in row.provisions:
            found = self._citer.all(text, plan.date)
            if any(one.units for one in found):
                yield from found
            else:
                why = f"»{text}« kan ikke læses som en henvisning."
                yield Cited(text, plan.date, text, "", "", status=Status.NO_SUCH_PROVISION, why=why)

    def _values(self, plan: Plan, rows: Sequence[_Resolved]) -> dict[str, Any]:
        month = f"{dates.MONTHS[plan.date.month - 1]} {plan.date.year}"
        return {
            "title": plan.title,
            "applicants": plan.applicants,
            "month": month.capitalize(),
            "month_inside": month,
            "challenges": list(plan.challenges),
            "barriers": list(plan.barriers),
            "limits": plan.limits,
            "solutions": list(plan.solutions),
            "goals": list(plan.goals),
            "baseline": list(plan.baseline),
            "followup": list(plan.followup),
            "annex": list(plan.annex),
            "acts": list(self._by_act(rows)),
            "rows": [
                {"label": one.row.label, "requirement": one.requirement, "provisions": _in_row(one)} for one in rows
            ],
        }

    def _by_act(self, rows: Sequence[_Resolved]) -> Iterator[dict[str, str]]:
        """The same provisions, act by act in the order they are first named; a part is left out beside its whole."""
        acts: dict[str, list[Cited]] = {}
        for one in (cited for resolved in rows for cited in resolved.cited):
            acts.setdefault(one.dated or one.provisions, []).append(one)
        for dated, found in acts.items():
            units = _widest(unit for one in found for unit in one.units)
            yield {
                "title": saying.opening(dated),
                "provisions": saying.opening(self._citer.words(found[0].edition, units)),
            }

    def _findings(self, resolved: _Resolved) -> Iterator[Finding]:
        label = (resolved.row.label,)
        for text in resolved.row.provisions:
            if words := unread(text, resolved.cited):
                yield Finding(FindingKind.UNREADABLE, label, text, f"I »{text}« kan »{words}« ikke læses.")
        for one in resolved.cited:
            if one.status is not Status.EXISTS:
                kind = FindingKind.PROVISION if one.units else FindingKind.UNREADABLE
                yield Finding(kind, label, one.asked, one.why)
            for doubt in one.doubts:
                if doubt.kind in (DoubtKind.WRONG_NAME, DoubtKind.ALIAS, DoubtKind.WRONG_DATE):
                    yield Finding(FindingKind.NAME, label, one.asked, doubt.says, doubt.about)
            yield from self._misfit(resolved, one)

    def _misfit(self, resolved: _Resolved, one: Cited) -> Iterator[Finding]:
        """A label that doesn't fit the heading of the chapter cited beside it."""
        chapters = [unit for unit in one.units if isinstance(unit, str) and steps(unit)[-1].level == "Kap"]
        if not chapters or one.edition is None or one.status is not Status.EXISTS:
            return
        headings = {
            unit: self._shelf.heading(one.edition, unit)
            for unit in self._shelf.units(one.edition)
            if [step.level for step in steps(unit)] == ["Kap"]
        }
        if found := misfit(resolved.row.label, chapters, headings):
            names = (self._citer.words(one.edition, (unit,)) for unit in (found.cited, found.better))
            cited, better = (name.replace("\u00a0", " ") for name in names)
            says = (
                f"»{resolved.row.label}« passer ikke til {cited}, som hedder »{found.heading}«; "
                f"{better} hedder »{found.better_heading}«."
            )
            yield Finding(FindingKind.CHAPTER, (resolved.row.label,), one.asked, says, better)


def _merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same fault in several rows said once, with the rows it is in."""
    found: dict[tuple[str, str], Finding] = {}
    for one in findings:
        before = found.get((one.kind, one.says))
        rows = tuple(dict.fromkeys((*before.rows, *one.rows))) if before else one.rows
        found[one.kind, one.says] = msgspec.structs.replace(before or one, rows=rows)
    return tuple(found.values())


def _in_row(resolved: _Resolved) -> str:
    """A row's provisions with the acts' official titles: "Kapitel 12 a i lov om …; §§ 9 og 10 i lov om …"."""
    return "; ".join(saying.opening(one.short if one.provisions else one.act) for one in resolved.cited)


def _widest(units: Iterable[UnitId | UnitRange]) -> list[UnitId | UnitRange]:
    """Each unit once, §§ before chapters, in the order of their numbers; what lies inside another one is left out."""
    every = list(dict.fromkeys(units))
    kept = [
        unit
        for unit in every
        if isinstance(unit, UnitRange)
        or not any(isinstance(other, str) and other != unit and contains(other, unit) for other in every)
    ]
    return sorted(kept, key=_place)


def _place(unit: UnitId | UnitRange) -> tuple[bool, list[tuple[int, tuple[int, ...]]]]:
    chain = steps(unit.first if isinstance(unit, UnitRange) else unit)
    return chain[0].level != "Par", [order(step.number) for step in chain]
