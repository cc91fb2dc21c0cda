"""Tables made of the example's invented cases, over the shipped corpus."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from lawtext.batch import tables
from lawtext.batch.tables import Table
from lawtext.cli.given import desk
from lawtext.drafting.desk import Desk

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "sager.csv"
Cells = list[dict[str, str]]
Edited = Callable[[Callable[[Cells], object]], Table]


def example() -> Cells:
    """The example table's rows."""
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def save(rows: Cells, path: Path) -> Path:
    """Write rows as a CSV table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="session")
def at_desk() -> Desk:
    return desk(None)


@pytest.fixture
def table(tmp_path: Path) -> Edited:
    """The first three cases of the example, after an edit."""

    def edited(edit: Callable[[Cells], object]) -> Table:
        rows = example()[:3]
        edit(rows)
        return tables.read(save(rows, tmp_path / "sager.csv"))

    return edited


def unchanged(_: Cells) -> None:
    """The rows as they are."""
