"""An empty plan: the YAML that is filled in, each field's help above it."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from lawtext.drafting import forms
from lawtext.drafting.forms import Field
from lawtext.drafting.plans.types import TYPES

_WIDTH = 110


class Help(Protocol):
    """A field's help, as a contract has it."""

    @property
    def name(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def help(self) -> str: ...
    @property
    def example(self) -> str: ...


class Described(Protocol):
    """A contract as an empty plan needs it."""

    @property
    def title(self) -> str: ...
    @property
    def fields(self) -> Sequence[Help]: ...


def empty(kind: str, contract: Described) -> str:
    """The YAML of an empty plan of that type, which reads as a plan once title and date are filled in."""
    known = forms.dotted_fields(TYPES[kind])
    lines = [f"# {contract.title}. Felter mærket * skal være udfyldt.", f"template: {kind}"]
    inside = ""
    for field in contract.fields:
        outer, _, name = field.name.rpartition(".")
        if outer != inside:
            lines += ["", f"{outer}:"] if outer else [""]
            inside = outer
        lines += _field(field, name, "  " if outer else "", known)
    return "\n".join(lines) + "\n"


def _field(field: Help, name: str, indent: str, known: Mapping[str, Field]) -> Iterable[str]:
    example = f" Fx {field.example}." if field.example else ""
    said = f"{'* ' if field.required else ''}{field.help}{example}"
    yield from textwrap.wrap(said, _WIDTH, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}#   ")
    yield f"{indent}{name}:"
    yield from (f"{indent}  # {line}" for line in _item(known[field.name]))


def _item(field: Field) -> Iterator[str]:
    """The parts of one item of a list of things, those of things in it below them."""
    for at, part in enumerate(forms.item_parts(field)):
        yield f"{'  ' if at else '- '}{part}:"
        yield from (f"    {line}" for line in _item(forms.fields(field.of)[part]))
