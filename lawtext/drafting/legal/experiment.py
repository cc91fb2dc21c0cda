"""The experiment behind a letter: is it live for the municipality, the day and the group, and how long does it run?"""

from datetime import date, timedelta

from lawtext.drafting.bases import Basis, GroupRule
from lawtext.drafting.contracts import Contract
from lawtext.drafting.legal.facts import Facts, Sources
from lawtext.drafting.letters import Cited, Reason, ReasonKind
from lawtext.experiments.live import Answer, Ground, GroundKind, Liveness, live
from lawtext.experiments.live import Question as LiveQuestion
from lawtext.experiments.reach import Reaches
from lawtext.law.ids import Address, UnitId, contains

_OF_THE_GROUP = (GroundKind.GROUP, GroundKind.LOCAL_GROUP, GroundKind.RESTRICTED, GroundKind.CONCERNS)
"""Grounds whose sentence names the party's group."""
_GROUP_FIELDS = ("person.group", "groups")
"""Fields that a case says target groups in."""


class Experiment:
    """One letter's experiment; nothing is asked where the letter rests on ordinary law.

    `stated`: what the municipality's own word was taken for when it was asked, without what tells of the party.
    """

    def __init__(self, contract: Contract, sources: Sources, facts: Facts) -> None:
        self._contract, self._sources, self._facts = contract, sources, facts
        self.id = contract.experiments.get(facts.variant, "")
        self.stated: tuple[str, ...] = ()

    def against(
        self, group: Cited | None, rule: GroupRule | None, basis: Basis | None
    ) -> tuple[list[Reason], Liveness | None]:
        """Why the experiment isn't certainly live, and what was found of it; the other unit's is asked too."""
        unit = group.addresses[0].unit if group and group.addresses else None
        found = [self._ask(self.id, unit)] if self.id else []
        reasons = [reason for one in found for reason in self._reasons(one, unit, group, rule)]
        by_law = basis is not None and basis.order is None and "other_unit" in basis.rules
        if self._facts.jobcenter is False and self._contract.other_unit_experiment and not by_law:
            other = self._ask(self._contract.other_unit_experiment, self._lab_group(basis) or unit)
            reasons += self._reasons(other, unit, group, None)
        return reasons, found[0] if found else None

    def latest_end(self) -> date | None:
        """The earliest of the order's, the act's and the municipality's own end; None where none is known."""
        if not self.id:
            return None
        book, facts = self._sources.book, self._facts
        entry = book.registry.order_on(facts.day)
        practice = book.registry.practice(book.registry.base(facts.municipality), book.experiment(self.id).network)
        ends = [entry.runs_until if entry else None, practice.period.until if practice and practice.period else None]
        ends.append(self._left_out_from())
        return min((end for end in (*ends, *(act.until for act in self._contract.ends)) if end), default=None)

    def against_group(self, group: Cited) -> list[Reason]:
        """Why the experiment doesn't certainly reach a group that the letter itself names."""
        found = [self._ask(self.id, address.unit) for address in group.addresses] if self.id else []
        grounds = [ground for one in found for ground in one.grounds if ground.kind in _OF_THE_GROUP]
        return [Reason(ReasonKind.NOT_LIVE, one.says) for one in grounds if one.answer is not Answer.YES]

    def _left_out_from(self) -> date | None:
        """The last day before an order that no longer has the experiment; None where all known ones have it."""
        registry, day = self._sources.book.registry, self._facts.day
        paragraphs = self._sources.book.experiment(self.id).paragraphs
        later = [entry.since for entry in registry.orders if entry.since > day and entry.edition not in paragraphs]
        return min(later) - timedelta(days=1) if later else None

    def _ask(self, experiment: str, group: UnitId | None) -> Liveness:
        facts, book = self._facts, self._sources.book
        town = book.registry.base(facts.municipality)
        question = LiveQuestion(town, facts.day, group, facts.decision, facts.started)
        found = live(book, self._sources.acts, book.experiment(experiment), question)
        own_word = (one.says for one in found.grounds if one.stated_by and one.kind not in _OF_THE_GROUP)
        self.stated = tuple(dict.fromkeys((*self.stated, *own_word)))
        return found

    def _lab_group(self, basis: Basis | None) -> UnitId | None:
        """The group that the other unit's experiment counts in, where the letter's own is numbered by another act."""
        if basis is None or not basis.lab_group:
            return None
        found = self._sources.cite(basis.acts["lab"], basis.lab_group, self._facts.day).addresses
        return found[0].unit if found else None

    def _reasons(
        self, found: Liveness, unit: UnitId | None, group: Cited | None, rule: GroupRule | None
    ) -> list[Reason]:
        return [
            Reason(ReasonKind.NOT_LIVE, ground.says, personal=ground.kind in _OF_THE_GROUP)
            for ground in found.grounds
            if ground.answer is not Answer.YES
            and not self._said_otherwise(ground, unit)
            and not (rule and rule.words and self._known_by_words(ground, group))
        ]

    def _said_otherwise(self, ground: Ground, group: UnitId | None) -> bool:
        """What the case has not stated, or can't be read in it, is said by the check of the case itself."""
        if ground.answer is not Answer.NOT_KNOWN:
            return False
        asked = {field.name for field in self._contract.fields}
        return (
            ground.kind is GroundKind.DECISION and self._facts.decision is None and "local_decision.date" in asked
        ) or (ground.kind is GroundKind.GROUP and group is None and not asked.isdisjoint(_GROUP_FIELDS))

    def _known_by_words(self, ground: Ground, group: Cited | None) -> bool:
        """The order names the group by words only, and the contract says which number they mean."""
        if ground.answer is not Answer.NOT_KNOWN or group is None:
            return False
        return ground.kind is GroundKind.GROUP or (ground.kind is GroundKind.LOCAL_GROUP and self._chosen(group))

    def _chosen(self, group: Cited) -> bool:
        """Whether the municipality's own target group has it."""
        registry, network = self._sources.book.registry, self._sources.book.experiment(self.id).network
        practice = registry.practice(registry.base(self._facts.municipality), network)
        groups = practice.target_group.groups if practice and practice.target_group else {}
        return all(any(contains(chosen, one.unit) for chosen in groups.get(one.edition, ())) for one in group.addresses)


def not_reached(address: Address, liveness: Liveness, *, read: bool = False) -> str:
    """Why a provision isn't certainly set aside for the group, "" where it is (DESIGN rule 7).

    `read`: people have read that it concerns the group, which an act that does not use the groups can't show.
    """
    hits = [one for one in liveness.reach if contains(one.unit, address.unit) or contains(address.unit, one.unit)]
    hits = [one for one in hits if one.edition in (None, address.edition)]
    if not hits:
        return "forsøget fraviger den ikke."
    enough = (Reaches.YES, Reaches.NOT_KNOWN) if read else (Reaches.YES,)
    if any(one.reaches in enough and not one.barred and one.edition == address.edition for one in hits):
        return ""
    if all(one.reaches is Reaches.NO for one in hits):
        return "den angår ikke personens målgruppe."
    return next((fault.says for one in hits for fault in one.faults), hits[0].verdict.why or "det er ikke kendt.")
