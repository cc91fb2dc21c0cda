"""What a check finds in rows, a slice of the table at a time; slices are put together in the table's order."""

from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from typing import Any

from msgspec import Struct

from lawtext.batch.columns import Columns, Fault
from lawtext.batch.tables import Row
from lawtext.drafting import cpr
from lawtext.drafting.cases import type_of
from lawtext.drafting.contracts import Contract
from lawtext.drafting.desk import Desk
from lawtext.drafting.letters import Reason

Rows = tuple[Row, ...]
"""A slice of a table."""

_KEPT = 10_000
"""Faults and drafts that are told one by one; the others are counted. Who has more has one in every row."""
_MANY = 5
"""Rows with the same reasons, word for word, from which it is told: a decision needs the person's own."""
_OWN_PARTS = ("facts", "main considerations", "assessment")
"""The parts of a contract's requirements that are the person's own (forvaltningsloven, LBK 433/2014, § 24)."""
_HASH_BYTES = 8


class Draft(Struct, frozen=True):
    """A row whose letter would be a draft, and why."""

    row: int
    reasons: tuple[Reason, ...]


class Repeated(Struct, frozen=True):
    """A text that stands word for word in many rows of a column where each person should have their own."""

    column: str
    rows: tuple[int, ...]


class Found:
    """What is found row by row; bounded, so that memory stays flat in tables that are right.

    `types`: the decisions that rows named. `faults` and `drafts` are the first 10,000, `drafted` counts all drafts.
    `doubtful`: the rows of which a thing is said.
    """

    def __init__(self) -> None:
        self.rows = self.drafted = 0
        self.types: dict[str, None] = {}
        self.faults: list[Fault] = []
        self.unusable: set[int] = set()
        self.drafts: list[Draft] = []
        self.doubtful: dict[str, array[int]] = {}
        self._texts = _Texts()

    def add(self, later: "Found") -> None:
        """What is found in the rows that follow."""
        self.rows += later.rows
        self.drafted += later.drafted
        self.types |= later.types
        self.faults += later.faults[: _KEPT - len(self.faults)]
        self.unusable |= later.unusable
        self.drafts += later.drafts[: _KEPT - len(self.drafts)]
        for says, rows in later.doubtful.items():
            self.doubtful.setdefault(says, array("I")).extend(rows)
        self._texts.add(later._texts)

    def unfit(self, row: Row, faults: list[Fault]) -> None:
        """A row that no case can be read from."""
        self.rows += 1
        self.unusable.add(row.number)
        self.faults += faults[: _KEPT - len(self.faults)]

    def fit(self, row: Row, contract: Contract, reasons: tuple[Reason, ...], doubtful: Iterable[str]) -> None:
        """A row whose letter can be made, final or as a draft."""
        self.rows += 1
        self._texts.of_row(row, contract)
        if reasons:
            self.drafted += 1
            if len(self.drafts) < _KEPT:
                self.drafts.append(Draft(row.number, reasons))
        for says in doubtful:
            self.doubtful.setdefault(says, array("I")).append(row.number)

    def repeated(self) -> Iterator[Repeated]:
        """The texts that stand in many rows, by column."""
        return self._texts.repeated()


def found(rows: Rows, columns: Columns, desk: Desk) -> Found:
    """Check rows: each one's values, then whether its letter could be final."""
    found = Found()
    for row in rows:
        faults: list[Fault] = []
        case = columns.case(row, faults)
        if case is None:
            found.unfit(row, faults)
        else:
            contract = desk.templates.contract(type_of(case))
            found.fit(row, contract, desk.reasons(case), cpr.doubtful(case))
    found.types = dict.fromkeys(columns.seen)
    return found


class _Texts:
    """The texts that should be a person's own, by their hash: 12 bytes a text, so that memory stays flat."""

    def __init__(self) -> None:
        self._own: dict[str, tuple[str, ...]] = {}
        self._seen: dict[str, tuple[array[int], array[int]]] = {}

    def add(self, later: "_Texts") -> None:
        for name, (hashes, rows) in later._seen.items():
            here = self._column(name)
            here[0].extend(hashes)
            here[1].extend(rows)

    def of_row(self, row: Row, contract: Contract) -> None:
        if contract.type not in self._own:
            parts = (needed.any_of for needed in contract.requires if needed.part in _OWN_PARTS)
            self._own[contract.type] = tuple({name for names in parts for name in names})
        for name in self._own[contract.type]:
            if text := row.values.get(name):
                hashes, rows = self._column(name)
                hashes.append(_hash(text))
                rows.append(row.number)

    def repeated(self) -> Iterator[Repeated]:
        for name, (hashes, rows) in sorted(self._seen.items()):
            groups: dict[int, list[int]] = {text: [] for text in _in_many(hashes)}
            for text, row in zip(hashes, rows, strict=True):
                if text in groups:
                    groups[text].append(row)
            yield from (Repeated(name, tuple(group)) for group in groups.values())

    def _column(self, name: str) -> "tuple[array[int], array[int]]":
        return self._seen.setdefault(name, (array("q"), array("I")))


def _hash(text: Any) -> int:
    """The same in every process, which Python's own is not."""
    digest = blake2b(str(text).encode("utf-8", "surrogatepass"), digest_size=_HASH_BYTES).digest()
    return int.from_bytes(digest, "big", signed=True)


def _in_many(hashes: "array[int]") -> Iterator[int]:
    """Those that stand there many times, in the order of their first: in order, equals lie beside each other."""
    ordered = sorted(hashes)
    many = {text for text, later in zip(ordered, islice(ordered, _MANY - 1, None), strict=False) if text == later}
    return (text for text in hashes if text in many)
