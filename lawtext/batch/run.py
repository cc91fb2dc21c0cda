"""A run: all rows checked first, then a letter a row, then the manifest."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path

from lawtext import whole_files
from lawtext.batch import manifest
from lawtext.batch.manifest import Made
from lawtext.batch.tables import Row, Table
from lawtext.drafting import cases, forms
from lawtext.drafting.cases import TYPES, Hold
from lawtext.drafting.desk import Desk
from lawtext.errors import UnusableInputError

_TYPE = "decision"
"""The column that says which decision a row is."""


def checked(table: Table) -> tuple[Hold, ...]:
    """The case of every row. Raises UnusableInputError with every fault of every row, by row and column."""
    faults = list(_unknown_columns(table))
    if faults:
        raise UnusableInputError("\n".join(faults))
    found: list[Hold] = []
    for row in table.rows:
        try:
            found.append(cases.from_row(row.values, _place(table, row)))
        except UnusableInputError as error:
            faults.append(str(error))
    if faults:
        raise UnusableInputError("\n".join(faults))
    return tuple(found)


def run(table: Table, desk: Desk, folder: Path, on_made: Callable[[Made], None] | None = None) -> list[Made]:
    """Make the letters of a table in `folder` and their manifest; every row is checked before the first is made.

    Letters of an earlier run that this one does not make again are removed; other files in the folder stay.
    """
    found = checked(table)
    whole_files.folder(folder)
    before = {one.file for one in manifest.read(folder)}
    (folder / manifest.NAME).unlink(missing_ok=True)
    made = []
    for one in letters(table, found, desk, folder):
        made.append(one)
        if on_made:
            on_made(one)
    for file in before - {one.file for one in made}:
        (folder / Path(file).name).unlink(missing_ok=True)
    manifest.write(folder, made)
    return made


def letters(table: Table, found: tuple[Hold, ...], desk: Desk, folder: Path) -> Iterator[Made]:
    """Make one letter after the other, named by running number: no personal data in a file's name."""
    width = max(4, len(str(len(found))))
    for at, (row, case) in enumerate(zip(table.rows, found, strict=True), 1):
        file = f"{at:0{width}}.docx"
        letter = desk.letter(case, row.values[_TYPE])
        whole_files.write(folder / file, letter.content)
        yield manifest.entry(row.number, file, letter)


def _place(table: Table, row: Row) -> forms.Place:
    return lambda field: f"{table.name}, række {row.number}" + (f", kolonne »{field}«" if field else "")


def _unknown_columns(table: Table) -> Iterator[str]:
    """Columns that no type of the table's decisions has; told once, not for every row."""
    types = {row.values.get(_TYPE, "") for row in table.rows}
    known = {_TYPE, *(name for kind in types & set(TYPES) for name in forms.dotted_fields(TYPES[kind]))}
    if _TYPE not in table.columns:
        yield f"{table.name}, række 1: kolonnen »{_TYPE}« mangler; skriv i den en af: {', '.join(TYPES)}."
    elif types & set(TYPES):
        for name in table.columns:
            if name not in known:
                near = get_close_matches(name, known, n=1, cutoff=0.5)
                advice = f"Mente du »{near[0]}«?" if near else "Se felterne med: lawtext decision new"
                yield f"{table.name}, række 1: kolonnen »{name}« findes ikke. {advice}"
