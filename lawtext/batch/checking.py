"""All rows checked before the first letter is made, all faults at once."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from msgspec import Struct

from lawtext.batch import columns
from lawtext.batch.columns import Columns, Fault
from lawtext.batch.tables import Row, Table
from lawtext.drafting import cpr
from lawtext.drafting.cases import type_of
from lawtext.drafting.contracts import Contract
from lawtext.drafting.desk import Desk
from lawtext.drafting.letters import Reason

_KEPT = 10_000
"""Faults and drafts that are told one by one; the others are counted. Who has more has one in every row."""
_MANY = 5
"""Rows with the same reasons, word for word, from which it is told: a decision needs the person's own."""
_OWN_PARTS = ("facts", "main considerations", "assessment")
"""The parts of a contract's requirements that are the person's own (forvaltningsloven, LBK 433/2014, § 24)."""


class Draft(Struct, frozen=True):
    """A row whose letter would be a draft, and why."""

    row: int
    reasons: tuple[Reason, ...]


class Doubtful(Struct, frozen=True):
    """What looks wrong in a column of these rows and may be right, the end of a sentence without personal data."""

    column: str
    says: str
    rows: tuple[int, ...]


class Repeated(Struct, frozen=True):
    """A text that stands word for word in many rows of a column where each person should have their own."""

    column: str
    rows: tuple[int, ...]


class Checked(Struct, frozen=True):
    """What a table's check found. `rows` is how many there are, `unusable` the numbers of those that have a fault.

    `head`: what is wrong with the table as a whole, then nothing can be made. `faults` and `drafts` are the first
    10,000; `drafted` counts all drafts. What is `doubtful` or `repeated` is told, and decides nothing.
    """

    rows: int
    decisions: tuple[str, ...]
    head: tuple[str, ...]
    faults: tuple[Fault, ...]
    unusable: frozenset[int]
    drafts: tuple[Draft, ...]
    drafted: int
    doubtful: tuple[Doubtful, ...]
    repeated: tuple[Repeated, ...]

    @property
    def usable(self) -> int:
        """How many letters can be made."""
        return self.rows - len(self.unusable)


def check(table: Table, desk: Desk, rows: Iterable[Row] | None = None) -> Checked:
    """Check every row: its values, then whether its letter could be final.

    `rows`: the table's, where somebody watches them go by. Raises UnusableInputError for a file that can't be read to
    its end.
    """
    reader, found = Columns(table.columns), _Found()
    for row in rows or table.rows():
        faults: list[Fault] = []
        case = reader.case(row, faults)
        if case is None:
            found.unfit(row, faults)
        else:
            contract = desk.templates.contract(type_of(case))
            found.fit(row, contract, desk.reasons(case), cpr.doubtful(case))
    head = list(columns.unfit(table, reader.seen))
    if not found.rows:
        head.append(f"{table.name}: tabellen har ingen rækker under overskriften; skriv en sag i hver række.")
    return found.checked(reader.seen, tuple(head))


class _Found:
    """What is found row by row; bounded, so that memory stays flat in tables that are right."""

    def __init__(self) -> None:
        self.rows = self.drafted = 0
        self._faults: list[Fault] = []
        self._unusable: set[int] = set()
        self._drafts: list[Draft] = []
        self._doubtful: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        self._texts = _Texts()

    def unfit(self, row: Row, faults: list[Fault]) -> None:
        """A row that no case can be read from."""
        self.rows += 1
        self._unusable.add(row.number)
        self._faults += faults[: _KEPT - len(self._faults)]

    def fit(self, row: Row, contract: Contract, reasons: tuple[Reason, ...], doubtful: Iterable[str]) -> None:
        """A row whose letter can be made, final or as a draft."""
        self.rows += 1
        self._texts.add(row, contract)
        if reasons:
            self.drafted += 1
            if len(self._drafts) < _KEPT:
                self._drafts.append(Draft(row.number, reasons))
        for says in doubtful:
            self._doubtful[says].append(row.number)

    def checked(self, decisions: tuple[str, ...], head: tuple[str, ...]) -> Checked:
        return Checked(
            rows=self.rows,
            decisions=decisions,
            head=head,
            faults=tuple(self._faults),
            unusable=frozenset(self._unusable),
            drafts=tuple(self._drafts),
            drafted=self.drafted,
            doubtful=tuple(Doubtful(cpr.FIELD, says, tuple(rows)) for says, rows in sorted(self._doubtful.items())),
            repeated=tuple(self._texts.repeated()),
        )


class _Texts:
    """The texts that should be a person's own, by their hash: 12 bytes a text, so that memory stays flat."""

    def __init__(self) -> None:
        self._own: dict[str, tuple[str, ...]] = {}
        self._seen: dict[str, tuple[array[int], array[int]]] = {}

    def add(self, row: Row, contract: Contract) -> None:
        if contract.type not in self._own:
            parts = (needed.any_of for needed in contract.requires if needed.part in _OWN_PARTS)
            self._own[contract.type] = tuple({name for names in parts for name in names})
        for name in self._own[contract.type]:
            if text := row.values.get(name):
                hashes, rows = self._seen.setdefault(name, (array("q"), array("I")))
                hashes.append(hash(str(text)))
                rows.append(row.number)

    def repeated(self) -> Iterator[Repeated]:
        """The texts that stand in many rows, by column."""
        for name, (hashes, rows) in sorted(self._seen.items()):
            groups: dict[int, list[int]] = {text: [] for text in _in_many(hashes)}
            for text, row in zip(hashes, rows, strict=True):
                if text in groups:
                    groups[text].append(row)
            yield from (Repeated(name, tuple(group)) for group in groups.values())


def _in_many(hashes: "array[int]") -> Iterator[int]:
    """Those that stand there many times, in the order of their first: in order, equals lie beside each other."""
    ordered = sorted(hashes)
    many = {text for text, later in zip(ordered, islice(ordered, _MANY - 1, None), strict=False) if text == later}
    return (text for text in hashes if text in many)
