"""The provisions that a case itself names: looked up, held against what the contract wants of them, and mentioned."""

from collections.abc import Iterator

from lawtext.drafting.bases import Basis
from lawtext.drafting.contracts import Contract, Given
from lawtext.drafting.legal.experiment import Experiment
from lawtext.drafting.legal.facts import MISSING, Facts, GivenProvision, Sources
from lawtext.drafting.legal.mentions import Mentions
from lawtext.drafting.letters import Cited, Reason, ReasonKind
from lawtext.experiments.concerns import GroupsIn
from lawtext.law.ids import Address, UnitId, contains


class Named:
    """What one case names: `cited` and `texts` (written) by the name of what is given, and what is wrong with it."""

    def __init__(
        self, contract: Contract, sources: Sources, facts: Facts, mentions: Mentions, basis: Basis | None
    ) -> None:
        self._contract, self._sources, self._facts = contract, sources, facts
        self._mentions, self._basis = mentions, basis
        self.cited: dict[str, Cited] = {}
        self.texts: dict[str, str] = {}
        self.against: list[Reason] = []

    def row(self, wanted: Given, group: Cited | None) -> Iterator[str]:
        """The provisions that the case names under this name, each as the contract wants it."""
        names = [one for one in self._facts.given if one.name == wanted.name or _item_of(wanted, one.name)]
        if 0 < len(names) < wanted.least:
            self.against.append(Reason(ReasonKind.CASE, wanted.least_says))
        for given in names:
            self.texts[given.name] = text = self._one(wanted, given, group)
            yield text

    def _one(self, wanted: Given, given: GivenProvision, group: Cited | None) -> str:
        act = self._basis.acts[wanted.of] if wanted.of and self._basis else given.act
        if not (act and given.provisions):
            return "" if not wanted.each else MISSING
        cited = self.cited[given.name] = self._mentions.look_up(act, given.provisions, given.day)
        self._require_other_law(wanted, cited)
        self._require_within(wanted.name, cited)
        self._require_more(wanted.name, cited, given.more)
        if wanted.for_group:
            self._require_concerned(cited, group)
        if wanted.in_experiment:
            self.against += Experiment(self._contract, self._sources, self._facts).against_group(cited)
        return self._mentions.mention(cited, of_the_party=True)

    def _require_other_law(self, wanted: Given, cited: Cited) -> None:
        if wanted.other_law and self._mentions.named(cited.act):
            says = f"Hjælpen gives efter {cited.plain}, men forsøget kræver en indsats efter anden lovgivning."
            self._say(ReasonKind.CASE, says)
        elif cited.plain_act in wanted.no_help:
            self._say(ReasonKind.CASE, f"{cited.plain} giver ingen hjælp; skriv den bestemmelse, hjælpen gives efter.")

    def _require_within(self, name: str, cited: Cited) -> None:
        """What the case names lies in the chapters that the basis is about."""
        allowed = self._basis.within.get(name, ()) if self._basis else ()
        for address in cited.addresses:
            if allowed and not any(self._lies_in(address, unit) for unit in allowed):
                says = f"{cited.plain} er ikke en af de bestemmelser, som reglerne for brevet gælder for."
                self._say(ReasonKind.CASE, says)

    def _require_more(self, name: str, cited: Cited, filled: tuple[str, ...]) -> None:
        """What the provision itself asks for besides."""
        for asked in self._contract.asks_more:
            meant = asked.given == name and asked.act == cited.plain_act
            named = any(contains(unit, address.unit) for unit in asked.units for address in cited.addresses)
            if meant and named and asked.field not in filled:
                self.against.append(Reason(ReasonKind.MISSING, asked.says, asked.source))

    def _require_concerned(self, cited: Cited, group: Cited | None) -> None:
        """What the case names of the act that numbers the groups is a rule for the person's target group."""
        for one in group.addresses if group else ():
            groups_in = GroupsIn(UnitId(one.unit.partition("_")[0]))
            for address in cited.addresses:
                if address.edition != one.edition:
                    continue
                found = self._sources.acts.concerns(address.edition, address.unit, groups_in)
                if found and not any(each.of(one.unit) for each in found):
                    self._say(ReasonKind.GROUP, f"{cited.plain} gælder ikke for {self._facts.group}.")

    def _lies_in(self, address: Address, unit: UnitId) -> bool:
        paragraph = UnitId(address.unit.partition("_")[0])
        in_chapter = paragraph in self._sources.acts.library.paragraphs(address.edition, unit)
        return contains(unit, address.unit) or in_chapter

    def _say(self, kind: ReasonKind, says: str) -> None:
        self.against.append(Reason(kind, says, personal=True))


def _item_of(wanted: Given, name: str) -> bool:
    return bool(wanted.each) and name.startswith(f"{wanted.name}[")
