"""The law of one letter: basis, rule on hold, what stands unchanged, complaint; each provision resolved on the day.

It depends on a handful of facts, so that a batch of letters asks for the same law many times; `Desk` keeps the answers.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from lawtext.drafting.contracts import Basis, Cites, ComplaintRule, Complaints, Contract, GroupRule, NewSince, Stage
from lawtext.drafting.letters import Cited, Reason, ReasonKind, in_act
from lawtext.experiments import saying
from lawtext.experiments.book import Book
from lawtext.experiments.live import Answer, Ground, GroundKind, Liveness, live
from lawtext.experiments.live import Question as LiveQuestion
from lawtext.experiments.reach import Acts, Reaches
from lawtext.experiments.registry import LocalDecision
from lawtext.law.ids import Address, EditionId, UnitId, contains
from lawtext.wording import dates

MISSING = "[mangler]"
"""What stands in a draft where a value is missing."""

CiteOn = Callable[[str, str, date], Cited]
"""Act's name, provisions and day → the citation, resolved and written."""


class Facts(Struct, frozen=True):
    """What the law of a letter depends on. `effort` is act and provision of the help given instead."""

    day: date
    municipality: str
    group: str
    offered_before: bool | None
    jobcenter: bool | None
    effort: tuple[str, str] | None
    decision: LocalDecision | None


class Legal(Struct, frozen=True):
    """The law of one letter, written. `texts` are what the template calls `law`; `cited` in the letter's own order.

    `benefits`: those whose receivers the rule on hold was read for, () where there is none. `municipality`: its name as
    it stands before "Kommune".
    """

    texts: dict[str, str]
    in_words: str
    unchanged: tuple[str, ...]
    complaint_body: str
    complaint_weeks: int | None
    age_below: int | None
    benefits: tuple[str, ...]
    municipality: str
    latest_end: date | None
    cited: tuple[Cited, ...]
    against: tuple[Reason, ...]


def legal(contract: Contract, complaints: Complaints, sources: "Sources", facts: Facts) -> Legal:
    """The law of a letter of this type on these facts. What can't be found is marked and is a reason against."""
    return _Composing(contract, complaints, sources, facts).done()


class Sources(Struct, frozen=True):
    """Where law is looked up: the acts of the corpus, the book of experiments, and the writer of citations."""

    acts: Acts
    book: Book
    cite: CiteOn


class _Composing:
    """The composing of one letter's law: citations and reasons gathered on the way."""

    def __init__(self, contract: Contract, complaints: Complaints, sources: Sources, facts: Facts) -> None:
        self._contract, self._complaints, self._sources, self._facts = contract, complaints, sources, facts
        self._cited: list[Cited] = []
        self._of_the_party: list[Cited] = []
        self._named: set[str] = set()
        self._against: list[Reason] = []
        self._texts: dict[str, str] = {}

    def done(self) -> Legal:
        entry = self._sources.book.registry.order_on(self._facts.day)
        basis = self._contract.basis(entry.edition) if entry else None
        group = self._group(basis)
        liveness = self._liveness(group.addresses[0].unit if group and group.addresses else None)
        rule = self._rule(basis, group, liveness)
        stage = self._stage(rule)
        self._write(basis, group, rule, stage)
        self._require_reached(liveness, stage, basis)
        complaint = self._complaint(basis)
        self._require_sound()
        return Legal(
            texts={name: self._texts.get(name, MISSING) for name in (*_ROWS, *_OPTIONAL)}
            | {name: self._texts.get(name, "") for name in _OPTIONAL},
            in_words=stage.in_words if stage else MISSING,
            unchanged=tuple(item.says for item in rule.unchanged) if rule else (),
            complaint_body=complaint.body if complaint else MISSING,
            complaint_weeks=self._weeks(complaint),
            age_below=rule.age_below if rule else None,
            benefits=stage.benefits if stage else (),
            municipality=_before_kommune(self._sources.book, self._facts.municipality),
            latest_end=self._latest_end(),
            cited=tuple(dict.fromkeys(self._cited)),
            against=tuple(dict.fromkeys((*self._against, *self._against_citations()))),
        )

    def _group(self, basis: Basis | None) -> Cited | None:
        if basis is None or not self._facts.group:
            return None
        return self._sources.cite(basis.acts["lab"], self._facts.group, self._facts.day)

    def _liveness(self, group: UnitId | None) -> Liveness:
        """Whether the experiment is live, and the one that lets another unit decide, where it does."""
        facts, book = self._facts, self._sources.book
        question = LiveQuestion(book.registry.base(facts.municipality), facts.day, group, facts.decision)
        asked = [self._contract.experiment]
        if facts.jobcenter is False:
            asked.append(self._contract.other_unit_experiment)
        found = [live(book, self._sources.acts, book.experiment(one), question) for one in asked]
        for liveness in found:
            self._against += [
                Reason(ReasonKind.NOT_LIVE, ground.says, personal=ground.kind in _OF_THE_GROUP)
                for ground in liveness.grounds
                if ground.answer is not Answer.YES and not self._said_otherwise(ground, group)
            ]
        return found[0]

    def _said_otherwise(self, ground: Ground, group: UnitId | None) -> bool:
        """What the case has not stated, or can't be read in it, is said by the check of the case itself."""
        if ground.answer is not Answer.NOT_KNOWN:
            return False
        return (ground.kind is GroundKind.DECISION and self._facts.decision is None) or (
            ground.kind is GroundKind.GROUP and group is None
        )

    def _rule(self, basis: Basis | None, group: Cited | None, liveness: Liveness) -> GroupRule | None:
        if basis is None:
            return None
        wanted = group.addresses if group else ()
        cite = self._sources.cite
        for rule in basis.groups:
            if wanted and cite(basis.acts["lab"], rule.group, self._facts.day).addresses == wanted:
                return rule
        if liveness.concerning and wanted:
            fitting = " og ".join(rule.group for rule in basis.groups)
            says = f"Brevet kan kun bruges for {fitting}; det har ingen regel for {self._facts.group}."
            self._against.append(Reason(ReasonKind.GROUP, says, personal=True))
        return None

    def _stage(self, rule: GroupRule | None) -> Stage | None:
        if rule is None:
            return None
        before = self._facts.offered_before
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

    def _write(self, basis: Basis | None, group: Cited | None, rule: GroupRule | None, stage: Stage | None) -> None:
        """The rows of the letter's table, in the letter's order: the first mention of an act has number and date."""
        if basis is None:
            self._effort()
            return
        self._texts["basis"] = self._basis(basis)
        if stage:
            self._texts["on_hold"] = self._cites(basis, stage.on_hold)
        if group:
            self._of_the_party.append(group)
            self._texts["group"] = self._mention(group)
        if self._facts.jobcenter is not None:
            chosen = basis.jobcenter if self._facts.jobcenter else basis.other_unit
            self._texts["decided_by"] = self._cites(basis, chosen)
        self._effort()
        if rule:
            self._texts["unchanged"] = self._unchanged(basis, rule)
            self._new_since(basis, rule)
        self._texts["report"] = self._cites(basis, basis.report)

    def _basis(self, basis: Basis) -> str:
        """The basis and what it stands under, in one order that is named once."""
        order = basis.acts["order"]
        asked = (basis.basis["order"], *basis.under)
        main, *under = (self._sources.cite(order, provisions, self._facts.day) for provisions in asked)
        self._cited += [main, *under]
        self._named.add(main.act)
        return in_act(f"{main.provisions}, jf. {_enumerated([one.provisions for one in under])}", main.dated)

    def _effort(self) -> None:
        """The help given instead: under another law than those that the letter has named by now."""
        if self._facts.effort is None:
            return
        cited = self._sources.cite(*self._facts.effort, self._facts.day)
        self._of_the_party.append(cited)
        if cited.act in self._named:
            says = f"Hjælpen gives efter {cited.plain}, men forsøget kræver en indsats efter anden lovgivning."
            self._against.append(Reason(ReasonKind.CASE, says, personal=True))
        self._texts["effort"] = self._mention(cited)

    def _unchanged(self, basis: Basis, rule: GroupRule) -> str:
        """All that stands, as one designation for each act."""
        together: dict[str, list[str]] = {}
        for item in rule.unchanged:
            for act, provisions in item.cites.items():
                together.setdefault(act, []).append(provisions)
        return saying.opening(self._cites(basis, {act: _enumerated(parts) for act, parts in together.items()}))

    def _new_since(self, basis: Basis, rule: GroupRule) -> None:
        said = [self._was_waived(basis, item.new_since) for item in rule.unchanged if item.new_since]
        if said:
            self._texts["new_since"] = " ".join(said)

    def _was_waived(self, basis: Basis, before: NewSince) -> str:
        day = before.day
        cited = [self._sources.cite(basis.acts[act], text, day) for act, text in before.cites.items()]
        self._cited += cited
        comma = "," if ", jf. " in cited[-1].full else ""
        return (
            f"Til og med den {dates.write(day)} var {_joined([one.full for one in cited])}{comma} fraveget i forsøget."
        )

    def _complaint(self, basis: Basis | None) -> ComplaintRule | None:
        if basis is None or self._facts.jobcenter is None:
            return None
        act = basis.acts[self._contract.complaint_act]
        decided_by = "jobcenter" if self._facts.jobcenter else "other unit"
        rule = self._complaints.rule(act, decided_by, self._facts.day)
        if rule is None:
            says = f"Klagereglen i {act} er ikke læst for den {dates.write(self._facts.day)}."
            self._against.append(Reason(ReasonKind.PROVISION, says))
            return None
        cite, day = self._sources.cite, self._facts.day
        parts = [cite(act, rule.cites, day)]
        self._require_read(parts[0], rule.read_in)
        if rule.through:
            parts.insert(0, cite(basis.acts["order"], rule.through_cites, day))
        if rule.procedure:
            procedure = self._complaints.procedures[rule.procedure]
            parts.append(cite(procedure.act, procedure.cites, day))
            self._require_read(parts[-1], procedure.read_in)
        self._texts["complaint"] = _joined([self._mention(part) for part in parts])
        return rule

    def _weeks(self, rule: ComplaintRule | None) -> int | None:
        if rule is None:
            return None
        return self._complaints.procedures[rule.procedure].weeks if rule.procedure else rule.weeks

    def _cites(self, basis: Basis, cites: Cites) -> str:
        found = [self._sources.cite(basis.acts[act], provisions, self._facts.day) for act, provisions in cites.items()]
        for act, cited in zip(cites, found, strict=True):
            self._require_read(cited, basis.read_in[act])
        return _joined([self._mention(cited) for cited in found])

    def _mention(self, cited: Cited) -> str:
        """The citation in words: number and date of the act the first time it is named."""
        self._cited.append(cited)
        first = cited.act not in self._named
        self._named.add(cited.act)
        return cited.full if first else cited.short

    def _require_reached(self, liveness: Liveness, stage: Stage | None, basis: Basis | None) -> None:
        """What the letter says is on hold is waived by the experiment, concerns the group and has no bar (rule 7)."""
        if stage is None or basis is None:
            return
        for act, provisions in stage.on_hold.items():
            cited = self._sources.cite(basis.acts[act], provisions, self._facts.day)
            for address in cited.addresses:
                if said := _not_reached(address, liveness):
                    says = f"{cited.plain} kan ikke sættes i bero: {said}"
                    self._against.append(Reason(ReasonKind.GROUP, says))

    def _require_sound(self) -> None:
        """Nothing cited of an order has a known fault of the order's own that bars it (rule 7)."""
        for address in dict.fromkeys(address for cited in self._cited for address in cited.addresses):
            order = self._sources.book.order(address.edition)
            for fault in order.faults(address.unit) if order else ():
                if fault.kind.bars:
                    self._against.append(Reason(ReasonKind.PROVISION, fault.says, fault.source))

    def _require_read(self, cited: Cited, read_in: Sequence[EditionId]) -> None:
        """The rule was read in the edition that counts on the day; another one may say something else."""
        if cited.edition and cited.edition not in read_in:
            says = f"{cited.plain} er kun læst i {' og '.join(read_in)}; den dag gjaldt {cited.edition}."
            self._against.append(Reason(ReasonKind.PROVISION, says))

    def _against_citations(self) -> list[Reason]:
        """Why citations can't stand. The group and the help are the party's: what is said of them is personal."""
        return [
            Reason(ReasonKind.PROVISION, cited.against, personal=cited in self._of_the_party)
            for cited in self._cited
            if cited.against
        ]

    def _latest_end(self) -> date | None:
        """The earliest of the order's and the municipality's own end; None where neither is known."""
        book, facts = self._sources.book, self._facts
        entry = book.registry.order_on(facts.day)
        experiment = book.experiment(self._contract.experiment)
        practice = book.registry.practice(book.registry.base(facts.municipality), experiment.network)
        ends = [entry.runs_until if entry else None, practice.period.until if practice and practice.period else None]
        return min((end for end in ends if end), default=None)


_OF_THE_GROUP = (GroundKind.GROUP, GroundKind.LOCAL_GROUP, GroundKind.RESTRICTED, GroundKind.CONCERNS)
"""Grounds whose sentence names the party's group."""
_ROWS = ("basis", "on_hold", "group", "decided_by", "unchanged", "report", "complaint")
_OPTIONAL = ("effort", "new_since")


def _before_kommune(book: Book, municipality: str) -> str:
    """The name as it stands before "Kommune": "Fredensborg", but "Vesthimmerlands"."""
    name = book.registry.base(municipality)
    forms = {form for network in book.registry.networks for member in network.members for form in member.written}
    return f"{name}s" if f"{name}s" in forms else _KOMMUNE.sub("", name)


_KOMMUNE = re.compile(r"\s+kommune$", re.IGNORECASE)


def _not_reached(address: Address, liveness: Liveness) -> str:
    """Why a provision isn't certainly set aside, "" where it is."""
    hits = [one for one in liveness.reach if contains(one.unit, address.unit) or contains(address.unit, one.unit)]
    if not hits:
        return "forsøget fraviger den ikke."
    if any(one.reaches is Reaches.YES and not one.barred and one.edition == address.edition for one in hits):
        return ""
    if all(one.reaches is Reaches.NO for one in hits):
        return "den angår ikke personens målgruppe."
    return next((fault.says for one in hits for fault in one.faults), hits[0].verdict.why or "det er ikke kendt.")


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} og {parts[-1]}"


def _enumerated(parts: list[str]) -> str:
    """Several designations as one: "kapitel 7, § 18 a, stk. 1, og § 91 a, stk. 1"."""
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])}{',' if len(parts) > 2 or ', ' in parts[0] else ''} og {parts[-1]}"
