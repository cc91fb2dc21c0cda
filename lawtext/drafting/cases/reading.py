"""A case read from YAML that people fill in, or from a table's row.

What is missing is no fault here: it makes the letter a draft (`check`).
"""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from lawtext.drafting import forms
from lawtext.drafting.cases.types import TYPES, Case
from lawtext.drafting.forms import Place
from lawtext.errors import UnusableInputError


def read(path: Path) -> Case:
    """The case of a YAML file. Raises UnusableInputError that names file, line and field of every fault."""
    values, place = forms.read_yaml(path)
    return from_values(values, place)


def from_values(values: Mapping[str, Any], place: Place) -> Case:
    """A case from nested values, texts at the ends. Raises UnusableInputError with one line for each fault."""
    kind = str(values.get("decision") or "")
    if kind not in TYPES:
        raise UnusableInputError(f"{place('decision')}: {_unknown_type(kind)}")
    return forms.fill(TYPES[kind], {name: value for name, value in values.items() if name != "decision"}, place)


def from_row(row: Mapping[str, str], place: Place) -> Case:
    """A case from a table's row, whose columns are dotted names ("person.name"). Raises as `from_values`."""
    return from_values(forms.nested(row), place)


def _unknown_type(kind: str) -> str:
    if not kind:
        return f"feltet »decision« mangler; skriv typen, en af: {', '.join(TYPES)}."
    near = get_close_matches(kind, TYPES, n=1, cutoff=0.6)
    advice = f"Mente du »{near[0]}«?" if near else f"Typer: {', '.join(TYPES)}."
    return f"typen »{kind}« findes ikke. {advice}"
