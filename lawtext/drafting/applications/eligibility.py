"""Who applies, when and for how long, held against what is known of networks, rounds, experiments and their acts."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from lawtext.drafting.applications.consequences import Consequences
from lawtext.drafting.applications.rows import LookedUp
from lawtext.drafting.compose import at
from lawtext.drafting.contracts import ActEnd
from lawtext.drafting.findings.finding import Finding, Spot
from lawtext.drafting.findings.rules import Rule
from lawtext.drafting.plans import Bylaw, Plan, Proposal, Round
from lawtext.experiments import registry
from lawtext.law.ids import EditionId, UnitId
from lawtext.wording import dates


class Eligibility:
    """Holds a plan against the registry. `file` is what findings say they stand in."""

    def __init__(
        self, known: registry.Registry, ends: tuple[ActEnd, ...], rules: Mapping[str, Rule], file: str
    ) -> None:
        self._known = known
        self._ends = ends
        self._rules = rules
        self._file = file

    def network(self, plan: Plan) -> registry.Network | None:
        """The network that a plan names, or that its experiment belongs to."""
        if isinstance(plan, Bylaw):
            experiment = self._known.experiment(plan.experiment)
            return self._known.network(experiment.network) if experiment else None
        wanted = plan.network.casefold() if isinstance(plan, Round) else ""
        return next((one for one in self._known.networks if wanted and wanted in _called(one)), None)

    def round(self, plan: Plan) -> registry.Round | None:
        """The round that a plan is for."""
        number = plan.round if isinstance(plan, Round) else None
        return next((one for one in self._known.rounds if one.number == number), None)

    def paragraph(self, plan: Plan) -> tuple[EditionId, UnitId] | None:
        """Where the order of the day has the experiment of a bylaw; None where that is not known."""
        experiment = self._known.experiment(plan.experiment) if isinstance(plan, Bylaw) else None
        entry = self._known.order_on(plan.date)
        unit = experiment.paragraphs.get(entry.edition) if experiment and entry else None
        return (entry.edition, unit) if entry and unit else None

    def findings(self, plan: Plan, rows: Iterable[tuple[LookedUp, Consequences]]) -> Iterator[Finding]:
        """Everything that does not fit."""
        yield from self._members(plan)
        yield from self._dates(plan)
        if isinstance(plan, Round):
            yield from self._round(plan)
        if isinstance(plan, Bylaw):
            yield from self._bylaw(plan, rows)

    def _members(self, plan: Plan) -> Iterator[Finding]:
        named = at(plan, "municipalities") or (at(plan, "municipality"),)
        network = self.network(plan)
        if isinstance(plan, Round) and plan.network and network is None:
            names = ", ".join(one.id for one in self._known.networks)
            says = f"Netværket »{plan.network}« kendes ikke. Netværk: {names}."
            yield self._finding("unknown-network", says, "network", plan.network)
        members = {member.name for member in network.members} if network else set()
        for name in filter(None, named if network else ()):
            if self._known.base(name) not in members and network:
                says = f"{name} er ikke med i netværket »{network.name}« ({network.source})."
                yield self._finding("not-a-member", says, "municipalities", name)

    def _round(self, plan: Round) -> Iterator[Finding]:
        found = self.round(plan)
        if plan.round and found is None:
            numbers = ", ".join(str(one.number) for one in self._known.rounds)
            says = f"Der er ingen ansøgningsrunde {plan.round}; runderne er {numbers}."
            yield self._finding("no-such-round", says, "round", str(plan.round))
        if found and plan.date > found.deadline:
            says = (
                f"Ansøgningen er dateret den {dates.write(plan.date)}; fristen i {found.number}. ansøgningsrunde var "
                f"den {dates.write(found.deadline)}."
            )
            yield self._finding("after-deadline", says, "round", str(found.number))

    def _dates(self, plan: Plan) -> Iterator[Finding]:
        begins, ends = at(plan, "period.begins"), at(plan, "period.ends")
        if begins and ends and ends < begins:
            yield self._finding("dates", "Perioden slutter, før den begynder.", "period", "period")
        approved = at(plan, "approval.date")
        if approved and approved > plan.date:
            says = f"Godkendelsen er dateret den {dates.write(approved)}, efter ansøgningens dato."
            yield self._finding("dates", says, "approval", "approval")
        if isinstance(plan, Proposal) and begins and begins <= plan.date:
            says = f"Forsøget begynder den {dates.write(begins)}, før der er søgt om det."
            yield self._finding("dates", says, "period", "period")
        yield from self._beyond(plan, ends)

    def _beyond(self, plan: Plan, ends: date | None) -> Iterator[Finding]:
        for one in self._ends if ends and self.network(plan) else ():
            if ends and ends > one.until:
                says = (
                    f"Perioden slutter den {dates.write(ends)}; efter {one.act} kan forsøg gennemføres indtil den "
                    f"{dates.write(one.until)} ({one.source})."
                )
                yield self._finding("beyond-the-act", says, "period", one.act)

    def _bylaw(self, plan: Bylaw, rows: Iterable[tuple[LookedUp, Consequences]]) -> Iterator[Finding]:
        decided, begins = plan.decision.date, plan.period.begins
        if decided and begins and decided > begins:
            says = f"Beslutningen er fra den {dates.write(decided)}, efter forsøgets første dag, {dates.write(begins)}."
            yield self._finding("late-decision", says, "decision", dates.write(decided))
        if plan.experiment and self.paragraph(plan) is None:
            says = f"Forsøget »{plan.experiment}« kendes ikke i nogen bekendtgørelse den {dates.write(plan.date)}."
            yield self._finding("unknown-experiment", says, "experiment", plan.experiment)
        for row, consequences in rows:
            if not any(self._is_of(plan, waiving.order, waiving.item) for waiving in consequences.waived_by):
                says = f"Ingen kendt fravigelse i forsøget omfatter {row.in_words} den {dates.write(plan.date)}."
                yield self._finding("not-waived", says, row.row.label, row.in_words)

    def _is_of(self, plan: Bylaw, order: EditionId, item: UnitId) -> bool:
        place = self.paragraph(plan)
        return place is None or (order == place[0] and f"{item}_".startswith(f"{place[1]}_"))

    def _finding(self, rule: str, says: str, heading: str, text: str) -> Finding:
        return self._rules[rule].finding(says, Spot(self._file, heading=heading, text=text))


def _called(network: registry.Network) -> tuple[str, ...]:
    return tuple(name.casefold() for name in (network.id, network.name, network.theme, *network.also_called))
