"""What a plan is made of: provisions with what is wanted of them, measures, period, answers, approval. No rules."""

import datetime

from msgspec import Struct

from lawtext.drafting.forms import Paragraphs
from lawtext.experiments.waivers import Operation


class Indicator(Struct, frozen=True):
    """What is measured. `baseline`: how it stands before the experiment, or when that is measured; `aim`: where to."""

    measures: str
    baseline: str = ""
    aim: str = ""


class Row(Struct, frozen=True):
    """One row of the list that body and annex are both written from: what the law demands, where, and what is wished.

    `provisions` are citations as people write them ("LAB kap. 12a"). `requirement` "som ovenfor" repeats the one above.
    `operation` is written with its Danish words; `instead`: what takes the place of the requirement.
    """

    label: str
    provisions: tuple[str, ...]
    requirement: str = ""
    hinders: Paragraphs = ()
    operation: Operation | None = None
    instead: str = ""
    indicators: tuple[Indicator, ...] = ()


class Contact(Struct, frozen=True):
    """Whom the ministry can ask."""

    name: str = ""
    title: str = ""
    phone: str = ""
    email: str = ""


class Target(Struct, frozen=True):
    """Whom the experiment is for: in words, by the provisions that delimit them, and for whom nothing changes."""

    people: Paragraphs = ()
    provisions: tuple[str, ...] = ()
    others: str = ""


class Period(Struct, frozen=True):
    """First and last day, both in it."""

    begins: datetime.date | None = None
    ends: datetime.date | None = None


class Answer(Struct, frozen=True):
    """The plan's answer to the question of one limit on experiments, by the limit's id (`corpus/limits.yaml`)."""

    limit: str
    says: str = ""


class Approval(Struct, frozen=True):
    """The political approval of an application."""

    body: str = ""
    date: datetime.date | None = None
    case_number: str = ""


class Decision(Struct, frozen=True):
    """A municipality's decision to use an experiment, where citizens can read it, and when the ministry got it."""

    body: str = ""
    date: datetime.date | None = None
    says: Paragraphs = ()
    published: str = ""
    reported: datetime.date | None = None


class Meeting(Struct, frozen=True):
    """A meeting of a council or committee, and what it decided; nothing decided before it has met."""

    body: str = ""
    date: datetime.date | None = None
    decided: Paragraphs = ()
