"""A case: what a caseworker knows and decides, as typed data.

Read from YAML that people fill in, or from a table's row. What is missing is no fault here: it makes the letter a draft
(`check`).
"""

import datetime
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

from msgspec import Struct

from lawtext.drafting import forms
from lawtext.drafting.forms import Paragraphs, Place
from lawtext.errors import UnusableInputError


class Channel(StrEnum):
    """How the letter is sent; a deadline's date can only be said where it is known (domain/decision-letters.md)."""

    DIGITAL_POST = "digital post"
    LETTER = "brev"


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


class Period(Struct, frozen=True):
    """From and to, both days included, and when the decision is looked at again."""

    start: date | None = None
    end: date | None = None
    review: date | None = None


class Effort(Struct, frozen=True):
    """The help given under other law instead: what it is, its provision, when it was decided, begins and ends."""

    what: str = ""
    act: str = ""
    provision: str = ""
    decided: date | None = None
    started: date | None = None
    ends: date | None = None


class Hearing(Struct, frozen=True):
    """The party's part: what was sent and answered, the remarks and the reply, or why no hearing was needed."""

    sent: date | None = None
    answered: date | None = None
    remarks: Paragraphs = ()
    reply: Paragraphs = ()
    not_needed: str = ""


class LocalDecision(Struct, frozen=True):
    """The council's decision to use the experiment: which body, when, and where citizens can read it."""

    body: str = ""
    date: datetime.date | None = None
    published: str = ""


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


class Hold(Struct, frozen=True):
    """Ret- og pligttilbud i bero: the deadline to begin an offer is on hold (order 529/2018 § 33; 1184/2019 § 30)."""

    municipality: str
    date: datetime.date
    case_number: str = ""
    channel: Channel | None = None
    person: Person = Person()
    period: Period = Period()
    effort: Effort | None = None
    assessment: Paragraphs = ()
    facts: Paragraphs = ()
    considerations: Paragraphs = ()
    hearing: Hearing = Hearing()
    minister_informed: datetime.date | None = None
    local_decision: LocalDecision = LocalDecision()
    unit: Unit = Unit()
    caseworker: Caseworker = Caseworker()
    approval: Approval = Approval()


TYPES: Mapping[str, type[Hold]] = {"hold": Hold}
"""Decision type → what its case holds."""


def read(path: Path) -> Hold:
    """The case of a YAML file. Raises UnusableInputError that names file, line and field of every fault."""
    values, place = forms.read_yaml(path)
    return from_values(values, place)


def from_values(values: Mapping[str, Any], place: Place) -> Hold:
    """A case from nested values, texts at the ends. Raises UnusableInputError with one line for each fault."""
    kind = str(values.get("decision") or "")
    if kind not in TYPES:
        raise UnusableInputError(f"{place('decision')}: {_unknown_type(kind)}")
    return forms.fill(TYPES[kind], {name: value for name, value in values.items() if name != "decision"}, place)


def from_row(row: Mapping[str, str], place: Place) -> Hold:
    """A case from a table's row, whose columns are dotted names ("person.name"). Raises as `from_values`."""
    return from_values(forms.nested(row), place)


def _unknown_type(kind: str) -> str:
    if not kind:
        return f"feltet »decision« mangler; skriv afgørelsestypen, en af: {', '.join(TYPES)}."
    near = get_close_matches(kind, TYPES, n=1, cutoff=0.4)
    advice = f"Mente du »{near[0]}«?" if near else f"Typer: {', '.join(TYPES)}."
    return f"afgørelsestypen »{kind}« findes ikke. {advice}"
