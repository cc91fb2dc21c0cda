"""All rows checked before the first letter is made, all faults at once."""

from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct

from lawtext.batch import columns
from lawtext.batch.columns import Fault
from lawtext.batch.found import Draft, Found, Repeated, Rows
from lawtext.batch.tables import Row, Table
from lawtext.batch.workers import Workers
from lawtext.drafting import cpr

_SLICE = 250
"""Rows that a process is given at a time: enough that the way there costs little, few enough that memory stays flat."""


class Doubtful(Struct, frozen=True):
    """What looks wrong in a column of these rows and may be right, the end of a sentence without personal data."""

    column: str
    says: str
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


def check(table: Table, workers: Workers, rows: Iterable[Row] | None = None) -> Checked:
    """Check every row: its values, then whether its letter could be final. The same whoever the workers are.

    `rows`: the table's, where somebody watches them go by. Raises UnusableInputError for a file that can't be read to
    its end.
    """
    found = Found()
    for part in workers.checked(_slices(table.rows() if rows is None else rows)):
        found.add(part)
    head = list(columns.unfit(table, found.types))
    if not found.rows:
        head.append(f"{table.name}: tabellen har ingen rækker under overskriften; skriv en sag i hver række.")
    return Checked(
        rows=found.rows,
        decisions=tuple(found.types),
        head=tuple(head),
        faults=tuple(found.faults),
        unusable=frozenset(found.unusable),
        drafts=tuple(found.drafts),
        drafted=found.drafted,
        doubtful=tuple(Doubtful(cpr.FIELD, says, tuple(rows)) for says, rows in sorted(found.doubtful.items())),
        repeated=tuple(found.repeated()),
    )


def _slices(rows: Iterable[Row]) -> Iterator[Rows]:
    rows = iter(rows)
    while part := tuple(islice(rows, _SLICE)):
        yield part
