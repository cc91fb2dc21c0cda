"""What a case is made of: person, period, help, hearing, unit and the rest, as typed data without rules."""

import datetime
from datetime import date
from enum import StrEnum

from msgspec import Struct

from lawtext.drafting.forms import Paragraphs


class Channel(StrEnum):
    """How the letter is sent; a deadline's date can only be said where it is known (domain/decision-letters.md)."""

    DIGITAL_POST = "digital post"
    LETTER = "brev"


class Document(StrEnum):
    """What the document is; it decides which formal parts are asked for (forvaltningsloven §§ 22-25)."""

    DECISION = "afgørelse"
    IN_FAVOUR = "afgørelse med fuldt medhold"
    ORIENTATION = "orientering"
    STEP = "brev i sagen"
    """A step in the case that decides nothing: a hearing, a consent, a notice."""
    NOTE = "notat"


class Person(Struct, frozen=True):
    """The party. `group` is the target group as cited ("§ 2, nr. 13"); `age` only where `born` is not given.

    `offered_before`: whether a first offer under the rules on hold has been completed; it chooses the rule for some
    groups.
    """

    name: str = ""
    address: Paragraphs = ()
    cpr: str = ""
    born: date | None = None
    age: int | None = None
    group: str = ""
    benefit: str = ""
    offered_before: bool | None = None

    def age_on(self, day: date) -> int | None:
        """Years filled on that day, None where neither birth date nor age is known."""
        if self.born is None:
            return self.age
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


class Party(Struct, frozen=True):
    """The party of a letter that rests on no target group."""

    name: str = ""
    address: Paragraphs = ()
    cpr: str = ""


class Named(Struct, frozen=True):
    """The party of a document that is not sent."""

    name: str = ""
    cpr: str = ""


class Recipient(Struct, frozen=True):
    """Who gets a letter that is not sent to the party: an a-kasse, a minister."""

    name: str = ""
    address: Paragraphs = ()


class Period(Struct, frozen=True):
    """From and to, both days included, and when the decision is looked at again."""

    start: date | None = None
    end: date | None = None
    review: date | None = None


class Span(Struct, frozen=True):
    """From and to, both days included."""

    start: date | None = None
    end: date | None = None


class Earlier(Struct, frozen=True):
    """An earlier decision: its date, and the period it set, both days included."""

    date: datetime.date | None = None
    start: datetime.date | None = None
    end: datetime.date | None = None


class Effort(Struct, frozen=True):
    """The help given under other law instead: what it is, its provision, when it was decided, begins and ends."""

    what: str = ""
    act: str = ""
    provision: str = ""
    decided: date | None = None
    started: date | None = None
    ends: date | None = None


class Request(Struct, frozen=True):
    """What the party has asked for, and when."""

    what: str = ""
    date: datetime.date | None = None


class Offer(Struct, frozen=True):
    """An offer: what, where, how much and when, its provision in LAB, and the party's answer as the file has it."""

    what: str = ""
    provision: str = ""
    place: str = ""
    hours: str = ""
    start: date | None = None
    end: date | None = None
    accepted: bool | None = None
    answered: date | None = None


class Plan(Struct, frozen=True):
    """The one plan: when it is made, what it gathers, and how chances of lasting ordinary work are improved."""

    made: date | None = None
    gathers: Paragraphs = ()
    employment: Paragraphs = ()


class FamilyPlan(Struct, frozen=True):
    """ "Familiens plan": when it is made."""

    made: date | None = None


class WorkPlan(Struct, frozen=True):
    """The one plan as an offer tells of it: when it is made, and what it says of work."""

    made: date | None = None
    employment: Paragraphs = ()


class WantedPlan(Struct, frozen=True):
    """The one plan that consent is asked for: what it is to gather, and what it is to say of work."""

    gathers: Paragraphs = ()
    employment: Paragraphs = ()


class Consent(Struct, frozen=True):
    """The party's consent: when and how it was given."""

    given: date | None = None
    how: str = ""


class Fund(Struct, frozen=True):
    """The a-kasse: whether the experiment touches the work with it, its name, and when it was told in writing."""

    touched: bool | None = None
    name: str = ""
    told: date | None = None


class Mentor(Struct, frozen=True):
    """The six items that the plan must have of a mentor (order 529/2018 § 34, stk. 2); the sixth is the guidance."""

    goal: str = ""
    name: str = ""
    contact: str = ""
    tasks: Paragraphs = ()
    start: date | None = None
    end: date | None = None
    hours: str = ""


class Team(Struct, frozen=True):
    """The rehabiliteringsteam: its indstilling, the day, whether it is followed, and the day it saw the case again."""

    met: date | None = None
    recommends: Paragraphs = ()
    followed: bool | None = None
    again: date | None = None


class Hearing(Struct, frozen=True):
    """The party's part: what was sent and answered, the remarks and the reply, or why no hearing was needed."""

    sent: date | None = None
    answered: date | None = None
    remarks: Paragraphs = ()
    reply: Paragraphs = ()
    not_needed: str = ""


class LocalDecision(Struct, frozen=True):
    """The council's decision to use the experiment: which body, when, where citizens can read it, and the first day."""

    body: str = ""
    date: datetime.date | None = None
    published: str = ""
    started: datetime.date | None = None


class Unit(Struct, frozen=True):
    """Who decides: the jobcenter, or another unit of the municipality (`jobcenter` False)."""

    name: str = ""
    jobcenter: bool | None = None
    address: str = ""
    phone: str = ""
    email: str = ""


class Caseworker(Struct, frozen=True):
    """The named caseworker whom the party can ask."""

    name: str = ""
    title: str = ""
    phone: str = ""


class Approval(Struct, frozen=True):
    """Who has approved the letter as it is, and when."""

    by: str = ""
    date: datetime.date | None = None


MAY_BE_EMPTY = ("purpose",)
"""Parts of an item that only some rules ask for."""


class Item(Struct, frozen=True):
    """One decision among several in a letter: result, reasons and the provision it is made under.

    `purpose`: of the effort, which only some provisions ask for.
    """

    title: str = ""
    result: Paragraphs = ()
    facts: Paragraphs = ()
    considerations: Paragraphs = ()
    act: str = ""
    provision: str = ""
    purpose: Paragraphs = ()
