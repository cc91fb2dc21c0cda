"""What a template may use and must show: the fields of the contract beside it, and the values made of them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, convert, to_builtins

from lawtext import shipped
from lawtext.drafting import forms
from lawtext.drafting.cases import TYPES
from lawtext.drafting.contracts import FieldHelp, Given, Requirement, Shared, SharedPlans, Templates
from lawtext.drafting.plans import TYPES as PLANS
from lawtext.typed_yaml import load

VALUES = "rules/values.yaml"
_OF_PLANS = "applications.yaml"


class Value(Struct, frozen=True, forbid_unknown_fields=True):
    """A value that the program makes: `of` the fields that a letter shows when it shows this."""

    name: str
    help: str
    of: tuple[str, ...] = ()


class Made(Struct, frozen=True, forbid_unknown_fields=True):
    """The values of a folder of templates; `deciding`: fields that need not stand in a letter themselves."""

    values: tuple[Value, ...]
    deciding: tuple[str, ...]


class Declared(Struct, frozen=True):
    """A contract as lint sees it. `elsewhere`: names it may use though it has no field for them."""

    type: str
    title: str
    version: str
    fields: tuple[FieldHelp, ...]
    values: tuple[Value, ...] = ()
    deciding: frozenset[str] = frozenset()
    requires: tuple[Requirement, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every dotted name that a template may use."""
        return (*(field.name for field in self.fields), *(value.name for value in self.values), *self.elsewhere)

    def shown_by(self, used: frozenset[str]) -> frozenset[str]:
        """The fields that a template shows which uses these names: themselves, or a value made of them."""
        made = (field for value in self.values if _uses(used, value.name) for field in value.of)
        own = (*(field.name for field in self.fields), *self.elsewhere)
        return frozenset((*(name for name in own if _uses(used, name)), *made))


class _Beside(Struct, frozen=True):
    """What a contract beside a template has that lint asks for, whatever else its type has."""

    type: str
    title: str
    version: str
    fields: tuple[FieldHelp, ...] = ()
    requires: tuple[Requirement, ...] = ()
    rows: tuple[str, ...] = ()
    given: tuple[Given, ...] = ()
    chosen_by: str = ""


def of_type(folder: Path | None, kind: str, name: str) -> Declared:
    """The contract of a template among `decisions` or `applications` of a folder (None: the shipped one).

    Raises UnusableInputError for a file that can't be read.
    """
    root = folder or shipped.folder("templates")
    if name not in (TYPES if kind == "decisions" else PLANS):
        return beside(root / kind / f"{name}.yaml", kind)
    whole = Templates(root).contract(name) if kind == "decisions" else Templates(root).plan(name)
    return _of(convert(to_builtins(whole), _Beside), kind, ())


def beside(path: Path, kind: str = "decisions") -> Declared:
    """The contract in a file that stands beside a template. Raises UnusableInputError where it can't be read."""
    rules = shipped.folder("templates") / "rules"
    shared = load(rules / "shared.yaml", Shared) if kind == "decisions" else load(rules / _OF_PLANS, SharedPlans)
    return _of(load(path, _Beside), kind, tuple(field.name for field in shared.fields))


def _of(own: _Beside, kind: str, elsewhere: tuple[str, ...]) -> Declared:
    made = load(shipped.folder("templates") / VALUES, dict[str, Made])[kind]
    types: Mapping[str, type[Struct]] = TYPES if kind == "decisions" else PLANS
    return Declared(
        type=own.type,
        title=own.title,
        version=own.version,
        fields=own.fields,
        values=(*made.values, *_rows(own), *_given(own), *_in_lists(types, own.type)),
        deciding=frozenset((*made.deciding, own.chosen_by)),
        requires=own.requires,
        elsewhere=elsewhere,
    )


def _rows(own: _Beside) -> Iterator[Value]:
    return (Value(f"law.{row}", "En række i brevets tabel over reglerne.") for row in own.rows)


def _given(own: _Beside) -> Iterator[Value]:
    """The rows of provisions that the case itself names: they show the fields with the act and the designation."""
    for one in own.given:
        of = (one.each,) if one.each else tuple(filter(None, (one.act, one.provisions)))
        yield Value(f"law.{one.name}", "Bestemmelsen, som sagen nævner.", of)


def _in_lists(types: Mapping[str, type[Struct]], name: str) -> Iterator[Value]:
    """What the items of a case's or plan's lists hold, by the names that a loop over them uses."""
    for outer, field in forms.dotted_fields(types[name]).items() if name in types else ():
        if field.many and isinstance(field.of, type) and issubclass(field.of, Struct):
            for inner in forms.dotted_fields(field.of):
                yield Value(f"{outer}[].{inner}", "Et felt i listen.", (outer,))


def _uses(used: frozenset[str], name: str) -> bool:
    """Whether a name, something in it, or an item of it is used."""
    return any(one == name or one.startswith((f"{name}.", f"{name}[")) for one in used)
