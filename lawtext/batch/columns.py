"""From a table's columns to cases: what each column is, worked out once, then a row at a time at a batch's speed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from msgspec import Struct

from lawtext.batch.tables import Row, Table
from lawtext.drafting import forms
from lawtext.drafting.cases import TYPES, Case
from lawtext.drafting.forms import Reader

TYPE = "decision"
"""The column that says which decision a row is."""
_TOLD = 20
"""Unknown columns that are told one by one: a spreadsheet has room for 16,384."""
_text = forms.reader(forms.Field(str, many=False, required=False))

_SHORT, _REMEMBERED = 60, 4_000
"""Characters of a cell, and cells a column, that are kept."""


class Fault(Struct, frozen=True):
    """What is wrong in a row, as the end of a sentence; `column` "" where it is the row as a whole.

    No cell's value that could be personal is told beyond what its reader says.
    """

    row: int
    column: str
    says: str


@dataclass(frozen=True, slots=True)
class _Part:
    """One struct of a case: its own columns with their readers, and the structs in it by field.

    `cells`: column, field, what short cells of it were read as, and the reader. `required`: the fields that must be
    filled, of those with a column. `whole`: all of them have one; otherwise no row has a case, and `unfit` tells it
    once.
    """

    type_: type
    outer: str
    cells: tuple[tuple[str, str, dict[str, Any], Reader], ...]
    inner: tuple[tuple[str, "_Part"], ...]
    required: frozenset[str]
    whole: bool

    def read(self, row: Row, faults: list[Fault]) -> Any:
        """The struct of a row's cells, None where it has none of them or they can't be read."""
        made: dict[str, Any] = {}
        values, before = row.values, len(faults)
        for column, name, known, reader in self.cells:
            cell = values.get(column)
            if not cell:
                continue
            value = known.get(cell) if cell.__class__ is str else None
            if value is None:
                value = _value(row, column, known, reader, faults)
            if value is not None:
                made[name] = value
        for name, part in self.inner:
            found = part.read(row, faults)
            if found is not None:
                made[name] = found
        if made or not self.outer:
            faults += self._lacking(row, made)
        if len(faults) > before or not self.whole or (self.outer and not made):
            return None
        return self.type_(**made)

    def _lacking(self, row: Row, made: Mapping[str, Any]) -> list[Fault]:
        """What must be filled and is empty; a cell that can't be read is neither."""
        if self.required <= made.keys():
            return []
        lacking = sorted(f"{self.outer}{name}" for name in self.required - made.keys())
        return [Fault(row.number, name, "skal være udfyldt") for name in lacking if _is_empty(row.values.get(name))]


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
        kind = self._kind(row, faults)
        if kind is None:
            return None
        if kind not in self._parts:
            self._parts[kind] = _part(TYPES[kind], "", frozenset(self._columns))
            # What is no type's is told once, of the table (`unfit`).
            self._foreign[kind] = tuple(
                name
                for name in self._columns
                if name not in _fields(kind) and any(name in _fields(one) for one in TYPES)
            )
        foreign = [name for name in self._foreign[kind] if row.values.get(name)]
        faults += [Fault(row.number, name, f"er ikke et felt for »{kind}«") for name in foreign]
        return None if foreign else self._parts[kind].read(row, faults)

    @staticmethod
    def _kind(row: Row, faults: list[Fault]) -> str | None:
        try:
            kind: str = _text(row.values.get(TYPE, ""))
        except ValueError as error:
            faults.append(Fault(row.number, TYPE, str(error)))
            return None
        if kind not in TYPES:
            faults.append(Fault(row.number, TYPE, forms.unknown_type(kind, TYPE, TYPES)))
            return None
        return kind

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
        unknown = [name for name in table.columns if name not in fields and name != TYPE]
        for name in unknown[:_TOLD]:
            near = get_close_matches(name, fields, n=1, cutoff=0.5)
            advice = f"Mente du »{near[0]}«?" if near else "Se felterne med: lawtext batch template"
            yield f"{head}: kolonnen »{name}« findes ikke. {advice}"
        if more := len(unknown[_TOLD:]):
            yield f"{head}: {more} kolonner til findes ikke."
        for name, field in fields.items():
            if field.required and name not in table.columns:
                yield f"{head}: kolonnen »{name}« mangler; tilføj den."


def _value(row: Row, column: str, known: dict[str, Any], reader: Reader, faults: list[Fault]) -> Any:
    """The value of a cell, None where it has none or can't be read.

    Kept where it is short: most columns say the same few things in row after row.
    """
    cell = row.values[column]
    if _is_empty(cell):
        return None
    try:
        value = reader(cell)
    except ValueError as error:
        faults.append(Fault(row.number, column, str(error)))
        return None
    if isinstance(cell, str) and len(cell) < _SHORT and len(known) < _REMEMBERED:
        known[cell] = value
    return value


def _is_empty(cell: Any) -> bool:
    return not cell or (isinstance(cell, str) and cell.isspace())


def _fields(kind: str) -> Mapping[str, forms.Field]:
    return forms.dotted_fields(TYPES[kind])


def _reader(field: forms.Field) -> Reader:
    """What reads a cell; a list of several things has no form in a cell of text."""
    parts, reader = forms.item_parts(field), forms.reader(field)

    def listed(value: Any) -> Any:
        if isinstance(value, str):
            says = f"er en liste af {', '.join(parts)}; den kan kun stå i JSON Lines"
            raise ValueError(says)  # noqa: TRY004 - a fault of the file
        return reader(value)

    return listed if parts else reader


def _part(type_: Any, outer: str, columns: frozenset[str]) -> _Part:
    cells: list[tuple[str, str, dict[str, Any], Reader]] = []
    inner: list[tuple[str, _Part]] = []
    for name, field in forms.fields(type_).items():
        dotted = f"{outer}{name}"
        if forms.has_fields(field):
            if any(column.startswith(f"{dotted}.") for column in columns):
                inner.append((name, _part(field.of, f"{dotted}.", columns)))
        elif dotted in columns:
            cells.append((dotted, name, {}, _reader(field)))
    required = frozenset(name for name, field in forms.fields(type_).items() if field.required)
    there = frozenset(name for name in required if f"{outer}{name}" in columns)
    return _Part(type_, outer, tuple(cells), tuple(inner), there, whole=there == required)
