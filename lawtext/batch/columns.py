"""From a table's columns to cases: what each column is, worked out once, then a row at a time at a batch's speed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from msgspec import Struct

from lawtext.batch.tables import Row, Table
from lawtext.drafting import forms
from lawtext.drafting.cases import TYPES, Case, unknown_type
from lawtext.drafting.forms import Reader

TYPE = "decision"
"""The column that says which decision a row is."""

_SHORT, _REMEMBERED = 60, 4_000
"""Characters of a cell, and cells a column, that are kept."""


class Fault(Struct, frozen=True):
    """What is wrong in a row, as the end of a sentence; `column` "" where it is the row as a whole. No cell's value
    that could be personal is told beyond what its reader says."""

    row: int
    column: str
    says: str


@dataclass(frozen=True, slots=True)
class _Part:
    """One struct of a case: its own columns with their readers, and the structs in it by field.

    `whole`: the table has a column for each required field; otherwise no row has a case, and `unfit` tells it once.
    """

    type_: type
    outer: str
    cells: tuple[tuple[str, str, Reader], ...]
    inner: tuple[tuple[str, "_Part"], ...]
    required: frozenset[str]
    whole: bool

    def read(self, row: Row, faults: list[Fault]) -> Any:
        """The struct of a row's cells, None where it has none of them or they can't be read."""
        made: dict[str, Any] = {}
        empty: list[str] = []
        values, before = row.values, len(faults)
        for column, name, reader in self.cells:
            cell = values.get(column)
            if cell:
                try:
                    value = reader(cell)
                except ValueError as error:
                    faults.append(Fault(row.number, column, str(error)))
                    continue
                if value is not None:
                    made[name] = value
                    continue
            if name in self.required:
                empty.append(column)
        for name, part in self.inner:
            found = part.read(row, faults)
            if found is not None:
                made[name] = found
        if made or not self.outer:
            faults += [Fault(row.number, column, "skal være udfyldt") for column in empty]
        if len(faults) > before or not self.whole or (self.outer and not made):
            return None
        return self.type_(**made)


class Columns:
    """The cases of a table with these columns. What is worked out is kept for each decision type that a row names."""

    def __init__(self, columns: Iterable[str]) -> None:
        self._columns = tuple(columns)
        self._parts: dict[str, _Part] = {}
        self._foreign: dict[str, tuple[str, ...]] = {}

    def case(self, row: Row, faults: list[Fault]) -> Case | None:
        """The case of a row. What is wrong with it is added to `faults`, and then there is none."""
        if row.unfit:
            faults.append(Fault(row.number, "", row.unfit))
            return None
        kind = row.values.get(TYPE, "").strip()
        if kind not in TYPES:
            faults.append(Fault(row.number, TYPE, unknown_type(kind).rstrip(".")))
            return None
        if kind not in self._parts:
            self._parts[kind] = _part(TYPES[kind], "", frozenset(self._columns))
            self._foreign[kind] = tuple(name for name in self._columns if name not in _fields(kind) and name != TYPE)
        foreign = [name for name in self._foreign[kind] if row.values.get(name)]
        faults += [Fault(row.number, name, f"er ikke et felt for »{kind}«") for name in foreign]
        return None if foreign else self._parts[kind].read(row, faults)

    @property
    def seen(self) -> tuple[str, ...]:
        """The decision types that the rows named so far."""
        return tuple(self._parts)


def unfit(table: Table, types: Iterable[str]) -> Iterator[str]:
    """What is wrong with a table's columns for these decision types, a sentence each, with the nearest right name."""
    fields = {name: field for kind in types for name, field in _fields(kind).items()}
    head = table.place(1)
    if TYPE not in table.columns:
        yield f"{head}: kolonnen »{TYPE}« mangler; skriv i den en af: {', '.join(TYPES)}."
    elif fields:
        for name in table.columns:
            if name not in fields and name != TYPE:
                near = get_close_matches(name, fields, n=1, cutoff=0.5)
                advice = f"Mente du »{near[0]}«?" if near else "Se felterne med: lawtext batch template"
                yield f"{head}: kolonnen »{name}« findes ikke. {advice}"
        for name, field in fields.items():
            if field.required and name not in table.columns:
                yield f"{head}: kolonnen »{name}« mangler; tilføj den."


def _remembering(reader: Reader) -> Reader:
    """The reader with its answers to short cells kept: most columns say the same few things in row after row.

    None for a cell of white space alone.
    """
    known: dict[str, Any] = {}

    def read(cell: Any) -> Any:
        if not isinstance(cell, str):
            return reader(cell)
        value = known.get(cell)
        if value is None and not cell.isspace():
            value = reader(cell)
            if len(cell) < _SHORT and len(known) < _REMEMBERED:
                known[cell] = value
        return value

    return read


def _fields(kind: str) -> Mapping[str, forms.Field]:
    return forms.dotted_fields(TYPES[kind])


def _part(type_: Any, outer: str, columns: frozenset[str]) -> _Part:
    cells, inner = [], []
    for name, field in forms.fields(type_).items():
        dotted = f"{outer}{name}"
        if forms.has_fields(field):
            if any(column.startswith(f"{dotted}.") for column in columns):
                inner.append((name, _part(field.of, f"{dotted}.", columns)))
        elif dotted in columns:
            cells.append((dotted, name, _remembering(forms.reader(field))))
    required = frozenset(name for name, field in forms.fields(type_).items() if field.required)
    whole = all(f"{outer}{name}" in columns for name in required)
    return _Part(type_, outer, tuple(cells), tuple(inner), required, whole)
