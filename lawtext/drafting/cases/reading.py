"""A case read from YAML that people fill in (tables are read by `batch.columns`).

What is missing is no fault here: it makes the letter a draft (`check`).
"""

from collections.abc import Mapping
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
        raise UnusableInputError(f"{place('decision')}: {forms.unknown_type(kind, 'decision', TYPES)}")
    return forms.fill(TYPES[kind], {name: value for name, value in values.items() if name != "decision"}, place)
