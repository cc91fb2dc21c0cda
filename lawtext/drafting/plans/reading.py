"""A plan read from YAML that people fill in. What is missing is no fault here: it is found in the document."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from lawtext.drafting import forms
from lawtext.drafting.forms import Paragraphs
from lawtext.drafting.plans.parts import Row
from lawtext.drafting.plans.types import TYPES, Plan
from lawtext.errors import UnusableInputError

_AS_ABOVE = "som ovenfor"
T = TypeVar("T")


def read(path: Path) -> Plan:
    """The plan of a YAML file. Raises UnusableInputError that names file, line and field of every fault."""
    values, place = forms.read_yaml(path)
    kind = str(values.get("template") or "")
    if kind not in TYPES:
        raise UnusableInputError(f"{place('template')}: {forms.unknown_type(kind, 'template', TYPES)}")
    plan = forms.fill(TYPES[kind], {name: value for name, value in values.items() if name != "template"}, place)
    if plan.rows and _is_as_above(plan.rows[0].requirement):
        raise UnusableInputError(f"{place('rows[1]')}: den første række kan ikke sige »{_AS_ABOVE}«; skriv kravet.")
    return plan


def requirements(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """The requirement of each row, "som ovenfor" replaced by the one it repeats."""
    return _repeated([row.requirement for row in rows], _is_as_above)


def hindrances(rows: tuple[Row, ...]) -> tuple[Paragraphs, ...]:
    """Why each row's requirement hinders, "som ovenfor" replaced as in `requirements`."""
    return _repeated([row.hinders for row in rows], lambda said: len(said) == 1 and _is_as_above(said[0]))


def _repeated(said: Sequence[T], as_above: Callable[[T], bool]) -> tuple[T, ...]:
    found: list[T] = []
    for one in said:
        found.append(found[-1] if as_above(one) and found else one)
    return tuple(found)


def _is_as_above(text: str) -> bool:
    return text.strip(". ").lower() == _AS_ABOVE
