"""Compose the law of a letter: its rows in the letter's order, what stands unchanged, the complaint, what is wrong."""

import re
from collections.abc import Callable

from lawtext.drafting.bases import Cites, GroupRule, NewSince, Stage, TargetGroup, Unchanged
from lawtext.drafting.complaints import Complaints
from lawtext.drafting.contracts import Contract
from lawtext.drafting.legal.appeal import Appeal
from lawtext.drafting.legal.experiment import Experiment, not_reached
from lawtext.drafting.legal.facts import MISSING, Complaint, Facts, Legal, Sources
from lawtext.drafting.legal.mentions import Mentions, enumerated
from lawtext.drafting.legal.named import Named
from lawtext.drafting.letters import Cited, Reason, ReasonKind, in_act
from lawtext.experiments import saying
from lawtext.experiments.book import Book
from lawtext.experiments.live import Liveness
from lawtext.experiments.waivers import Fault, FaultKind
from lawtext.experiments.within import within
from lawtext.wording import dates
from lawtext.wording.prose import listed


def legal(contract: Contract, complaints: Complaints, sources: Sources, facts: Facts) -> Legal:
    """The law of a letter of this type on these facts. What can't be found is marked and is a reason against."""
    return _Composing(contract, complaints, sources, facts).done()


class _Composing:
    """The composing of one letter's law: citations and reasons gathered on the way."""

    def __init__(self, contract: Contract, complaints: Complaints, sources: Sources, facts: Facts) -> None:
        self._contract, self._sources, self._facts = contract, sources, facts
        self._mentions = Mentions(sources.cite, facts.day)
        self._appeal = Appeal(complaints, sources, facts, self._mentions)
        self._against: list[Reason] = []
        self._complaints: dict[str, Complaint] = {}
        entry = sources.book.registry.order_on(facts.day)
        self._basis = contract.basis(entry.edition if entry else None, facts.variant, facts.day)
        self._named = Named(contract, sources, facts, self._mentions, self._basis)
        self._group = self._cited_group()
        self._target = self._fitting_target(self._group)
        self._rule = self._fitting(self._group)
        self._stage: Stage | None = None

    def done(self) -> Legal:
        experiment = Experiment(self._contract, self._sources, self._facts)
        said, liveness = experiment.against(self._group, self._rule, self._basis)
        self._against += said
        self._require_basis()
        self._require_rule(liveness)
        self._stage = self._fitting_stage()
        texts = {name: self._row(name) for name in self._contract.rows}
        self._require_reached(liveness)
        self._require_sound()
        unchanged = self._unchanged()
        return Legal(
            texts=texts,
            given=self._named.texts,
            in_words=self._stage.in_words if self._stage else MISSING,
            unchanged=tuple(item.says for item in unchanged),
            complaints=self._complaints,
            age_below=self._age_below(),
            benefits=self._benefits(),
            municipality=before_kommune(self._sources.book, self._facts.municipality),
            latest_end=experiment.latest_end(),
            cited=tuple(dict.fromkeys(self._mentions.cited)),
            stated=experiment.stated,
            against=tuple(
                dict.fromkeys((*self._against, *self._named.against, *self._appeal.against, *self._mentions.reasons()))
            ),
        )

    def _cited_group(self) -> Cited | None:
        if self._basis is None or not self._facts.group:
            return None
        return self._mentions.look_up(self._basis.acts[self._basis.group_act], self._facts.group)

    def _fitting(self, group: Cited | None) -> GroupRule | None:
        basis = self._basis
        if basis is None or group is None or not group.addresses:
            return None
        act = basis.acts[basis.group_act]
        return next(
            (rule for rule in basis.groups if self._mentions.look_up(act, rule.group).addresses == group.addresses),
            None,
        )

    def _fitting_target(self, group: Cited | None) -> TargetGroup | None:
        """Who the act says is in the group; None where it numbers no group or the definition was not read."""
        if group is None:
            return None
        of_act = (
            target
            for target in self._contract.target_groups
            if (target.act, target.edition) == (group.plain_act, group.edition)
        )
        return next(
            (one for one in of_act if self._mentions.look_up(one.act, one.group).addresses == group.addresses), None
        )

    def _require_basis(self) -> None:
        """Silence about law that nobody has read would be a letter without a basis."""
        facts = self._facts
        if self._basis is None and not (self._contract.chosen_by and not facts.variant):
            if not self._against and self._contract.bases:
                says = f"Reglerne for dette brev er ikke læst for den {dates.write(facts.day)}."
                self._against.append(Reason(ReasonKind.PROVISION, says))
        elif self._basis and self._basis.draft_because:
            self._against.append(Reason(ReasonKind.PROVISION, self._basis.draft_because))

    def _require_rule(self, liveness: Liveness | None) -> None:
        """The letter has a rule for the group; where the experiment reaches nothing for it, that is said instead."""
        basis, group = self._basis, self._group
        if self._rule and self._rule.draft_because:
            self._against.append(Reason(ReasonKind.GROUP, self._rule.draft_because, personal=True))
        if basis is None or basis.open_groups or not basis.groups or self._rule or group is None or not group.addresses:
            return
        if liveness is None or liveness.concerning:
            fitting = listed([rule.group for rule in basis.groups])
            says = f"Brevet kan kun bruges for {fitting}; det har ingen regel for {self._facts.group}."
            self._against.append(Reason(ReasonKind.GROUP, says, personal=True))

    def _fitting_stage(self) -> Stage | None:
        rule, before = self._rule, self._facts.offered_before
        if rule is None or not rule.stages:
            return None
        for stage in rule.stages:
            if stage.offered_before is None or stage.offered_before == before:
                return stage
        if before is None:
            says = "Det mangler, om borgeren har gennemført sit første tilbud; det afgør, hvilken frist der gælder."
            self._against.append(Reason(ReasonKind.MISSING, says))
        else:
            says = f"Der er ingen frist at sætte i bero for {rule.group}, når det første tilbud er gennemført."
            self._against.append(Reason(ReasonKind.GROUP, says, personal=True))
        return None

    def _row(self, name: str) -> str:
        """One row of the letter's table; "" where it does not belong to this letter, marked where it is missing."""
        if name in self._facts.left_out:
            return ""
        if name in _ROWS:
            return _ROWS[name](self)
        if wanted := next((one for one in self._contract.given if one.name == name), None):
            given = list(self._named.row(wanted, self._group))
            return listed(given) if given else ""
        if self._basis is None:
            return MISSING
        cites = self._rules().get(name)
        return self._mentions.of_basis(self._basis, cites) if cites else ""

    def _rules(self) -> dict[str, Cites]:
        return {**(self._basis.rules if self._basis else {}), **(self._rule.rules if self._rule else {})}

    def _main(self) -> str:
        """The basis and what it stands under, in one order that is named once."""
        basis, rules = self._basis, self._rules()
        if basis is None:
            return MISSING
        if not basis.under:
            return self._mentions.of_basis(basis, rules["basis"])
        order = basis.acts["order"]
        main, *under = (self._mentions.look_up(order, text) for text in (rules["basis"]["order"], *basis.under))
        self._mentions.require_read(main, basis.read_in["order"])
        return in_act(*self._mentions.mention_under(main, under))

    def _on_hold(self) -> str:
        return self._mentions.of_basis(self._basis, self._stage.on_hold) if self._basis and self._stage else MISSING

    def _of_group(self) -> str:
        return self._mentions.mention(self._group, of_the_party=True) if self._group else MISSING

    def _decided_by(self) -> str:
        basis, jobcenter = self._basis, self._facts.jobcenter
        if basis is None or jobcenter is None:
            return MISSING
        cites = basis.rules.get("jobcenter" if jobcenter else "other_unit")
        return self._mentions.of_basis(basis, cites) if cites else ""

    def _age_below(self) -> int | None:
        """The age limit of the rule that the letter rests on, else the group's own."""
        of_basis = self._basis.age_below if self._basis else None
        return of_basis or (self._target.age_below if self._target else None)

    def _benefits(self) -> tuple[str, ...]:
        """Those whose receivers the rule on hold was read for, else those the order means, else the group's own."""
        ways = (self._stage, self._rule, self._target)
        return next((one.benefits for one in ways if one and one.benefits), ())

    def _unchanged(self) -> tuple[Unchanged, ...]:
        of_group = self._rule.unchanged if self._rule else ()
        return of_group or (self._basis.unchanged if self._basis else ())

    def _of_unchanged(self) -> str:
        """All that stands, as one designation for each act."""
        together: dict[str, list[str]] = {}
        for item in self._unchanged():
            for act, provisions in item.cites.items():
                together.setdefault(act, []).append(provisions)
        if self._basis is None or not together:
            return "" if self._rule or (self._basis and not self._basis.groups) else MISSING
        cites = {act: enumerated(parts) for act, parts in together.items()}
        return saying.opening(self._mentions.of_basis(self._basis, cites))

    def _new_since(self) -> str:
        return " ".join(self._was_waived(item.new_since) for item in self._unchanged() if item.new_since)

    def _was_waived(self, before: NewSince) -> str:
        basis, day = self._basis, before.day
        if basis is None:
            return ""
        cited = [self._mentions.look_up(basis.acts[act], text, day) for act, text in before.cites.items()]
        self._mentions.cited += cited
        comma = "," if ", jf. " in cited[-1].full else ""
        said = listed([one.full for one in cited])
        return f"Til og med den {dates.write(day)} var {said}{comma} fraveget i forsøget."

    def _complaint(self) -> str:
        """The letter's own complaint, or one for each decision of the case."""
        contract, basis = self._contract, self._basis
        for name, cited in self._named.cited.items():
            if contract.complaint_given and name.partition("[")[0] == contract.complaint_given:
                key = name if "[" in name else ""
                self._complaints[key] = self._appeal.of(cited.plain_act, cited)
        if contract.complaint_act and basis:
            self._complaints[""] = self._appeal.of(basis.acts[contract.complaint_act], None)
        return self._complaints.get("", Complaint(rules="" if self._complaints else MISSING)).rules

    def _require_reached(self, liveness: Liveness | None) -> None:
        """What the letter says is set aside is set aside by the experiment, for the group, with no bar (rule 7)."""
        basis = self._basis
        if basis is None or liveness is None:
            return
        rules, own = self._rules(), self._rule.rules if self._rule else {}
        waived = [(self._stage.on_hold, False)] if self._stage else []
        waived += [(rules[name], name in own) for name in basis.waives if name in rules]
        for act, provisions, read in ((*pair, read) for cites, read in waived for pair in cites.items()):
            cited = self._mentions.look_up(basis.acts[act], provisions)
            for address in cited.addresses:
                if said := not_reached(address, liveness, read=read):
                    self._against.append(Reason(ReasonKind.GROUP, f"{cited.plain} kan ikke fraviges: {said}"))

    def _require_sound(self) -> None:
        """Nothing cited of an order has a known fault of the order's own that bars it (rule 7)."""
        for address in dict.fromkeys(address for cited in self._mentions.cited for address in cited.addresses):
            order = self._sources.book.order(address.edition)
            for fault in order.faults(address.unit) if order else ():
                if fault.kind.bars and self._meets(fault):
                    self._against.append(Reason(ReasonKind.PROVISION, fault.says, fault.source))

    def _meets(self, fault: Fault) -> bool:
        """A fault that is about some groups only does not bar a letter for another."""
        groups = [self._group, *self._named.cited.values()] if fault.kind is FaultKind.NO_EFFECT and fault.units else []
        units = [address.unit for one in groups if one for address in one.addresses]
        return not units or any(within(fault.units, unit) for unit in units)


_ROWS: dict[str, Callable[[_Composing], str]] = {
    "basis": _Composing._main,
    "on_hold": _Composing._on_hold,
    "group": _Composing._of_group,
    "decided_by": _Composing._decided_by,
    "unchanged": _Composing._of_unchanged,
    "new_since": _Composing._new_since,
    "complaint": _Composing._complaint,
}
"""Rows that are found in another way than by the contract's own rules."""


def before_kommune(book: Book, municipality: str) -> str:
    """The name as it stands before "Kommune": "Fredensborg", but "Vesthimmerlands"."""
    name = book.registry.base(municipality)
    forms = {form for network in book.registry.networks for member in network.members for form in member.written}
    return f"{name}s" if f"{name}s" in forms else _KOMMUNE.sub("", name)


_KOMMUNE = re.compile(r"\s+kommune$", re.IGNORECASE)
