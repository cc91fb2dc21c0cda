"""The types of plans: three applications, the local decision that citizens can read, and the council's agenda paper."""

import datetime
from collections.abc import Mapping

from msgspec import Struct

from lawtext.drafting.forms import Paragraphs
from lawtext.drafting.plans.parts import Answer, Approval, Contact, Decision, Indicator, Meeting, Period, Row, Target


class Plan(Struct, frozen=True, kw_only=True):
    """What every plan has. `date` is the day that every provision is looked up on.

    `basis` are the provisions or whole acts that the document rests on; `rows` the one list of those to be set aside.
    """

    title: str
    date: datetime.date
    case_number: str = ""
    basis: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


class Proposal(Plan, frozen=True, kw_only=True):
    """What is asked of a ministry: why, for whom, how long, what comes of it, and what could speak against it."""

    municipalities: tuple[str, ...] = ()
    contact: Contact = Contact()
    background: Paragraphs = ()
    barriers: Paragraphs = ()
    target: Target = Target()
    solutions: Paragraphs = ()
    period: Period = Period()
    results: Paragraphs = ()
    indicators: tuple[Indicator, ...] = ()
    economy: Paragraphs = ()
    answers: tuple[Answer, ...] = ()
    evaluation: Paragraphs = ()
    approval: Approval = Approval()


class Network(Proposal, frozen=True, kw_only=True):
    """An application to be a network of free communes. The title is the network's theme."""

    followup: Paragraphs = ()


class Round(Proposal, frozen=True, kw_only=True):
    """An application in one of the rounds of a network. `network` is its id or a name of it in `networks.yaml`."""

    network: str = ""
    round: int | None = None


class Single(Proposal, frozen=True, kw_only=True):
    """An application for one experiment under an act's own clause; `authority` decides it."""

    authority: str = ""


class Bylaw(Plan, frozen=True, kw_only=True):
    """A frikommunevedtægt: what the municipality has decided, so that citizens can see their position.

    `experiment`: its id in `experiments.yaml`, "" where the programme does not know it.
    """

    municipality: str = ""
    experiment: str = ""
    period: Period = Period()
    decision: Decision = Decision()
    background: Paragraphs = ()
    aims: Paragraphs = ()
    target: Target = Target()
    contact: Contact = Contact()


class Agenda(Plan, frozen=True, kw_only=True):
    """An agenda paper with a council's fixed headings."""

    municipality: str = ""
    number: str = ""
    theme: Paragraphs = ()
    account: Paragraphs = ()
    grant: Paragraphs = ()
    goals: Paragraphs = ()
    competence: tuple[str, ...] = ()
    communication: Paragraphs = ()
    recommendation: Paragraphs = ()
    meeting: Meeting = Meeting()


TYPES: Mapping[str, type[Plan]] = {
    "network": Network,
    "round": Round,
    "single": Single,
    "bylaw": Bylaw,
    "agenda": Agenda,
}
"""Type of document → what its plan holds. A class of its own for each, so that a plan tells its type."""


def type_of(plan: Plan) -> str:
    """The name of a plan's type. KeyError for a class that is none of the types."""
    return _NAMES[type(plan)]


_NAMES: Mapping[type[Plan], str] = {held: name for name, held in TYPES.items()}
