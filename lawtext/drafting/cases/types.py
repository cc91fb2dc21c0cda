"""The types of documents and what a case of each holds. A type's rules and words are data beside its Word template."""

import datetime
from collections.abc import Mapping

from msgspec import Struct

from lawtext.drafting.cases.choices import ConsentScheme, Outcome, PlanBasis, Reported, Scheme, Upheld
from lawtext.drafting.cases.parts import (
    Approval,
    Caseworker,
    Channel,
    Consent,
    Document,
    Earlier,
    Effort,
    FamilyPlan,
    Fund,
    Hearing,
    Item,
    LocalDecision,
    Mentor,
    Named,
    Offer,
    Party,
    Period,
    Person,
    Plan,
    Recipient,
    Request,
    Span,
    Team,
    Unit,
    WantedPlan,
    WorkPlan,
)
from lawtext.drafting.forms import Paragraphs


class Case(Struct, frozen=True):
    """What every document has: who makes it, when, who answers for it, and what it is.

    `document` None: what the type's contract names first.
    """

    municipality: str
    date: datetime.date
    case_number: str = ""
    document: Document | None = None
    unit: Unit = Unit()
    caseworker: Caseworker = Caseworker()
    approval: Approval = Approval()


class Sent(Case, frozen=True):
    """A document that is sent. `sent`: the day it can be read in Digital Post, where that is known."""

    channel: Channel | None = None
    sent: datetime.date | None = None


class Reasoned(Sent, frozen=True):
    """A document to a party of a target group, with facts, main considerations and hearing."""

    person: Person = Person()
    facts: Paragraphs = ()
    considerations: Paragraphs = ()
    hearing: Hearing = Hearing()
    local_decision: LocalDecision = LocalDecision()


class Hold(Reasoned, frozen=True):
    """Ret- og pligttilbud i bero: the deadline to begin an offer is on hold (order 529/2018 § 33; 1184/2019 § 30)."""

    period: Period = Period()
    effort: Effort | None = None
    assessment: Paragraphs = ()
    minister_informed: datetime.date | None = None


class HoldChange(Hold, frozen=True):
    """The hold changed: `earlier` is the decision that is changed, `period` what holds instead."""

    earlier: Earlier = Earlier()


class HoldEnd(Reasoned, frozen=True):
    """The hold ended before its time: `last` is the last day of the hold, `next` what happens then."""

    earlier: Earlier = Earlier()
    last: datetime.date | None = None
    next: Paragraphs = ()


class Refusal(Reasoned, frozen=True):
    """Refusal of an offer that the party has asked for while the deadline is on hold."""

    request: Request = Request()
    earlier: Earlier = Earlier()
    effort: Effort | None = None


class OfferCase(Reasoned, frozen=True):
    """An offer in the one plan (order 529/2018 § 26; 1184/2019 § 23)."""

    offer: Offer = Offer()
    plan: WorkPlan = WorkPlan()
    assessment: Paragraphs = ()


class PlanCase(Sent, frozen=True):
    """One plan instead of several. The user chooses the basis; both are shown in the contract's field."""

    person: Person = Person()
    basis: PlanBasis | None = None
    plan: Plan = Plan()
    assessment: Paragraphs = ()
    consent: Consent = Consent()
    local_decision: LocalDecision = LocalDecision()


class Talks(Sent, frozen=True):
    """Fewer or other talks: an orientation about how contact is planned."""

    person: Person = Person()
    scheme: Scheme | None = None
    period: Period = Period()
    talks: Paragraphs = ()
    assessment: Paragraphs = ()
    level: Paragraphs = ()
    effort: Effort | None = None
    fund: Fund = Fund()
    minister_informed: datetime.date | None = None
    local_decision: LocalDecision = LocalDecision()


class MentorCase(Reasoned, frozen=True):
    """Mentor support in "familiens plan" (order 529/2018 § 34)."""

    parent: bool | None = None
    mentor: Mentor = Mentor()
    plan: FamilyPlan = FamilyPlan()


class Resource(Sent, frozen=True):
    """Grant or refusal of ressourceforløb."""

    person: Person = Person()
    result: Outcome | None = None
    period: Span = Span()
    prepared: datetime.date | None = None
    team: Team = Team()
    assessment: Paragraphs = ()
    facts: Paragraphs = ()
    considerations: Paragraphs = ()
    hearing: Hearing = Hearing()
    local_decision: LocalDecision = LocalDecision()


class Several(Sent, frozen=True):
    """Several decisions in one letter, each with result, reasons, rule and complaint guidance."""

    person: Person = Person()
    decisions: tuple[Item, ...] = ()
    hearing: Hearing = Hearing()
    local_decision: LocalDecision = LocalDecision()


class HearingLetter(Sent, frozen=True):
    """Partshøring: what the party may comment on before a decision is made (forvaltningsloven §§ 19 and 21)."""

    person: Party = Party()
    intended: str = ""
    information: Paragraphs = ()
    answer_by: datetime.date | None = None


class Reassessment(Sent, frozen=True):
    """Reply after genvurdering: what the municipality did with a complaint."""

    person: Person = Person()
    received: datetime.date | None = None
    decided: datetime.date | None = None
    subject: str = ""
    act: str = ""
    provision: str = ""
    result: Upheld | None = None
    explanation: Paragraphs = ()
    passed_on: datetime.date | None = None
    new_decision: datetime.date | None = None
    local_decision: LocalDecision = LocalDecision()


class ConsentForm(Sent, frozen=True):
    """A consent to be given: only where the law asks for one."""

    person: Person = Person()
    scheme: ConsentScheme | None = None
    plan: WantedPlan = WantedPlan()
    answer_by: datetime.date | None = None


class NoticeFund(Sent, frozen=True):
    """Notice to an a-kasse that an experiment touches the work with it (order 529/2018 §§ 29 and 32, stk. 2).

    It is about the experiment, and so about no person.
    """

    recipient: Recipient = Recipient()
    groups: tuple[str, ...] = ()
    scheme: Scheme | None = None
    period: Span = Span()
    talks: Paragraphs = ()
    local_decision: LocalDecision = LocalDecision()


class NoticeMinister(Sent, frozen=True):
    """Notice to the minister of which target groups are in an experiment (order 529/2018 §§ 29, 32 and 33)."""

    recipient: Recipient = Recipient()
    scheme: Reported | None = None
    groups: tuple[str, ...] = ()
    local_decision: LocalDecision = LocalDecision()


class Note(Case, frozen=True):
    """A note to the file."""

    person: Named = Named()
    subject: str = ""
    happened: datetime.date | None = None
    present: Paragraphs = ()
    facts: Paragraphs = ()
    agreed: Paragraphs = ()


TYPES: Mapping[str, type[Case]] = {
    "hold": Hold,
    "hold-change": HoldChange,
    "hold-end": HoldEnd,
    "refusal": Refusal,
    "offer": OfferCase,
    "plan": PlanCase,
    "talks": Talks,
    "mentor": MentorCase,
    "resource": Resource,
    "several": Several,
    "hearing": HearingLetter,
    "reassessment": Reassessment,
    "consent": ConsentForm,
    "notice-fund": NoticeFund,
    "notice-minister": NoticeMinister,
    "note": Note,
}
"""Type of document → what its case holds. A class of its own for each, so that a case tells its type."""


def type_of(case: Case) -> str:
    """The name of a case's type. KeyError for a class that is none of the types."""
    return _NAMES[type(case)]


_NAMES: Mapping[type[Case], str] = {held: name for name, held in TYPES.items()}
