"""Tables that the built corpus keeps for this room (corpus.build.Table): its YAML, and what is waived where."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lawtext.corpus.build import Table
    from lawtext.experiments.book import Book

_WAIVED = """
CREATE TABLE waived (
    "order" TEXT NOT NULL, paragraph TEXT NOT NULL, item TEXT NOT NULL, experiment TEXT, network TEXT,
    operation TEXT, title TEXT NOT NULL, edition TEXT, first TEXT NOT NULL, last TEXT NOT NULL, scope TEXT NOT NULL
)
"""


class Written:
    """Every file that people or the program wrote of the experiments, held against its type before it is kept."""

    name = "written"
    version = 1

    def fill(self, connection: sqlite3.Connection, folder: Path) -> None:
        """Create the table and fill it from the corpus folder. Raises UnusableInputError naming file and line."""
        from lawtext.experiments import limits, positions, sources  # noqa: PLC0415 - see Waived.fill
        from lawtext.experiments.book import load  # noqa: PLC0415

        book = load(folder)
        for read in (limits.limits, positions.positions):
            read(book.source)
        _ = book.by_hand
        sources.write(connection, folder)


class Waived:
    """One row for each unit or range that a held order waives; `last` is `first` where it is no range."""

    name = "waived"
    version = 1

    def fill(self, connection: sqlite3.Connection, folder: Path) -> None:
        """Create the table and fill it from the corpus folder."""
        from lawtext.experiments.book import load  # noqa: PLC0415 - every command names the tables, few fill them

        connection.execute(_WAIVED)
        connection.executemany("INSERT INTO waived VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _rows(load(folder)))
        connection.execute("CREATE INDEX waived_title ON waived (title, first)")


def tables() -> "tuple[Table, ...]":
    """What `lawtext corpus build` is to keep for experiments."""
    return Written(), Waived()


def _rows(book: "Book") -> Iterator[tuple[str | None, ...]]:
    for entry in book.registry.orders:
        shipped = book.order(entry.edition)
        for waiver in shipped.order.waivers if shipped else ():
            experiment = book.registry.experiment_of(entry.edition, waiver.paragraph)
            place = (entry.edition, waiver.paragraph)
            about = (experiment.id, experiment.network) if experiment else (None, None)
            operation = waiver.operation.value if waiver.operation else None
            for one in waiver.waives:
                for cited in one.units:
                    first, _, last = cited.partition(":")
                    act = (one.title, one.edition, first, last or first, one.scope)
                    yield (*place, one.at, *about, operation, *act)
