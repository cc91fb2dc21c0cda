"""Complaint guidance: the rule for an act and who decided, with the order that leads to it and the procedure."""

from lawtext.drafting.complaints import ComplaintRule, Complaints
from lawtext.drafting.legal.facts import Complaint, Facts, Sources
from lawtext.drafting.legal.mentions import Mentions
from lawtext.drafting.letters import Cited, Reason, ReasonKind
from lawtext.law.ids import UnitId, contains
from lawtext.wording import dates
from lawtext.wording.prose import listed


class Appeal:
    """Where the decisions of one letter can be appealed; what was not read is a reason against."""

    def __init__(self, complaints: Complaints, sources: Sources, facts: Facts, mentions: Mentions) -> None:
        self._complaints, self._sources, self._facts, self._mentions = complaints, sources, facts, mentions
        self.against: list[Reason] = []

    def of(self, act: str, resting_on: Cited | None) -> Complaint:
        """The complaint over a decision under an act that rests on a provision of it."""
        if self._facts.jobcenter is None:
            return Complaint()
        decided_by = "jobcenter" if self._facts.jobcenter else "other unit"
        rule = self._complaints.rule(
            act, decided_by, self._facts.day, lambda chapter: _inside(self._sources, resting_on, chapter)
        )
        if rule is None:
            says = f"Klagereglen i {act} er ikke læst for den {dates.write(self._facts.day)}."
            self.against.append(Reason(ReasonKind.PROVISION, says))
            return Complaint()
        if resting_on:
            self._require_ordinary(act, resting_on)
            self._require_same_rule(act, rule, resting_on)
        parts = self._parts(act, rule)
        return Complaint(
            rule.body, self._complaints.weeks(rule), listed([self._mentions.mention(one) for one in parts])
        )

    def _require_ordinary(self, act: str, resting_on: Cited) -> None:
        """The guidance is that of the act's ordinary decisions; a provision with its own rules is said."""
        for special in self._complaints.special:
            meets = (_meet(unit, one.unit) for unit in special.units for one in resting_on.addresses)
            if special.act == act and any(meets):
                says = f"{resting_on.plain}: {special.because}"
                self.against.append(Reason(ReasonKind.PROVISION, says, special.read, personal=True))

    def _require_same_rule(self, act: str, rule: ComplaintRule, resting_on: Cited) -> None:
        """Which rule a decision from before a new one is appealed by was not read."""
        if not rule.holds_on(resting_on.day):
            decided = dates.write(resting_on.day)
            says = f"Klagereglen i {act} er ny siden afgørelsen af {decided}; overgangen er ikke læst."
            self.against.append(Reason(ReasonKind.PROVISION, says))

    def _parts(self, act: str, rule: ComplaintRule) -> list[Cited]:
        mentions = self._mentions
        parts = [mentions.look_up(act, rule.cites)]
        mentions.require_read(parts[0], rule.read_in)
        if rule.through:
            parts.insert(0, mentions.look_up(rule.through_act, rule.through_cites))
        if rule.procedure:
            procedure = self._complaints.procedures[rule.procedure]
            parts.append(mentions.look_up(procedure.act, procedure.cites))
            mentions.require_read(parts[-1], procedure.read_in)
        return parts


def _meet(one: UnitId, other: UnitId) -> bool:
    """Whether a unit is the other or one of them lies in the other."""
    return contains(one, other) or contains(other, one)


def _inside(sources: Sources, cited: Cited | None, chapter: str) -> bool:
    """Whether a provision lies in the chapter of its act."""
    return cited is not None and any(
        UnitId(address.unit.partition("_")[0]) in sources.acts.library.paragraphs(address.edition, UnitId(chapter))
        for address in cited.addresses
    )
