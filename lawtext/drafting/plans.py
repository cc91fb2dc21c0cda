"""A plan: what an application for an exemption round says, filled in by a legal adviser.

The provisions stand in one list, `rows`; the list by act and the annex table are both written from it, so that they
can't disagree.
"""

import datetime
from pathlib import Path

from msgspec import Struct

from lawtext.drafting import forms
from lawtext.drafting.forms import Paragraphs
from lawtext.errors import UnusableInputError

_AS_ABOVE = "som ovenfor"


class Row(Struct, frozen=True):
    """One row of the annex: benefit or effort, what the law demands, and where it says so.

    `provisions` are citations as people write them ("LAB kap. 12a"). `requirement` "som ovenfor" repeats the one above.
    """

    label: str
    provisions: tuple[str, ...]
    requirement: str = ""


class Plan(Struct, frozen=True):
    """An application. `date` is the day that the provisions are looked up on; `template` names the Word file."""

    template: str
    title: str
    applicants: str
    date: datetime.date
    rows: tuple[Row, ...]
    challenges: Paragraphs = ()
    barriers: Paragraphs = ()
    limits: str = ""
    solutions: Paragraphs = ()
    goals: Paragraphs = ()
    baseline: Paragraphs = ()
    followup: Paragraphs = ()
    annex: Paragraphs = ()


def read(path: Path) -> Plan:
    """The plan of a YAML file. Raises UnusableInputError that names file, line and field of every fault."""
    values, place = forms.read_yaml(path)
    plan = forms.fill(Plan, values, place)
    if plan.rows and plan.rows[0].requirement.strip(". ").lower() == _AS_ABOVE:
        raise UnusableInputError(f"{place('rows[1]')}: den første række kan ikke sige »{_AS_ABOVE}«; skriv kravet.")
    return plan


def requirements(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """The requirement of each row, "som ovenfor" replaced by the one it repeats."""
    found: list[str] = []
    for row in rows:
        as_above = row.requirement.strip(". ").lower() == _AS_ABOVE and found
        found.append(found[-1] if as_above else row.requirement)
    return tuple(found)
