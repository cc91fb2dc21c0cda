"""What a plan lacks: fields that its document needs, how each rule is to be deviated from, measures and answers."""

from collections.abc import Iterable, Iterator, Mapping

from lawtext.drafting.applications.checklist import Checklist
from lawtext.drafting.compose import at
from lawtext.drafting.contracts import ApplicationContract
from lawtext.drafting.deviations import Deviations
from lawtext.drafting.findings.finding import Finding, Spot
from lawtext.drafting.findings.rules import Rule
from lawtext.drafting.plans import Bylaw, Indicator, Plan, Proposal, Row


class Completeness:
    """Holds a plan against its contract. `file` is what findings say they stand in."""

    def __init__(self, rules: Mapping[str, Rule], deviations: Deviations, file: str) -> None:
        self._rules = rules
        self._deviations = deviations
        self._file = file

    def of(self, plan: Plan, contract: ApplicationContract, asked: Checklist) -> Iterator[Finding]:
        """Everything that is not there, in the order of the contract, the rows and the limits."""
        for field in contract.fields:
            if field.required and not at(plan, field.name):
                says = f"Feltet »{field.name}« er tomt: {field.help}"
                yield self._rules["missing-field"].finding(says, self._spot(field.name), field=field.name)
        for row in plan.rows if isinstance(plan, Proposal | Bylaw) else ():
            yield from self._empty(row, ("requirement", "hinders") if isinstance(plan, Proposal) else ("requirement",))
            yield from self._deviation(row)
            if isinstance(plan, Proposal):
                yield from self._measures(row, plan)
        if isinstance(plan, Proposal):
            yield from self._baselines(plan.indicators, "indicators")
            yield from self._limits(asked)

    def _empty(self, row: Row, names: Iterable[str]) -> Iterator[Finding]:
        for name in names:
            if not getattr(row, name):
                says = f"»{row.label}« har intet i feltet {name}."
                spot = self._spot(row.label, row.label)
                yield self._rules["missing-field"].finding(says, spot, field=f"rows, {name}")

    def _deviation(self, row: Row) -> Iterator[Finding]:
        spot = self._spot(row.label, row.label)
        deviation = self._deviations.of(row.operation)
        if deviation is None:
            says = f"»{row.label}« siger ikke, hvordan bestemmelserne ønskes fraveget; skriv operation."
            yield self._rules["no-operation"].finding(says, spot)
        elif deviation.instead and not row.instead:
            says = f"»{row.label}«: {deviation.says} Skriv i instead, hvad det er."
            yield self._rules["no-instead"].finding(says, spot)

    def _measures(self, row: Row, plan: Proposal) -> Iterator[Finding]:
        if not row.indicators and not plan.indicators:
            yield self._rules["no-indicator"].finding(
                f"»{row.label}« har intet mål; skriv indicators.", self._spot(row.label, row.label)
            )
        yield from self._baselines(row.indicators, row.label)

    def _baselines(self, indicators: Iterable[Indicator], heading: str) -> Iterator[Finding]:
        for one in indicators:
            if not one.baseline:
                says = f"Målet »{one.measures}« har intet udgangspunkt; skriv baseline, eller hvornår det bliver målt."
                yield self._rules["no-baseline"].finding(says, self._spot(heading, one.measures))

    def _limits(self, asked: Checklist) -> Iterator[Finding]:
        for one in asked.questions:
            if not one.answer:
                says = f"Der er intet svar på »{one.limit.title}« ({one.limit.id}): {one.limit.question}"
                yield self._rules["unanswered-limit"].finding(says, self._spot("answers", one.limit.id))
        for name in asked.unknown:
            says = f"Grænsen »{name}« er ikke på listen: {', '.join(asked.known)}."
            yield self._rules["unknown-limit"].finding(says, self._spot("answers", name))

    def _spot(self, heading: str, text: str = "") -> Spot:
        return Spot(self._file, heading=heading, text=text)
