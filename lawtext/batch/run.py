"""A run: all rows checked first, then a letter a row, then the manifest."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path

from lawtext import whole_files
from lawtext.batch import manifest, tables
from lawtext.batch.manifest import Made
from lawtext.batch.tables import Row, Table
from lawtext.drafting import cases, forms
from lawtext.drafting.cases import TYPES, Hold
from lawtext.drafting.desk import Desk
from lawtext.errors import UnusableInputError

_TYPE = "decision"
"""The column that says which decision a row is."""


def checked(table: Table) -> tuple[Hold, ...]:
    """The case of every row. Raises UnusableInputError with the faults of all rows, by row and column."""
    if faults := list(_unfit_columns(table)):
        raise tables.refused(faults)
    found: list[Hold] = []
    for row in table.rows:
        try:
            found.append(cases.from_row(row.values, _place(table, row)))
        except UnusableInputError as error:
            faults.append(str(error))
    if faults:
        raise tables.refused(faults)
    return tuple(found)


def run(
    table: Table, found: tuple[Hold, ...], desk: Desk, folder: Path, on_made: Callable[[Made], None] | None = None
) -> list[Made]:
    """Make the letters of a table's `checked` cases in `folder`, and their manifest.

    They come into the folder when all are made: a run that stops leaves what stood there. Then letters of an earlier
    run that this one does not make again are removed; other files in the folder stay.
    """
    made = []
    with whole_files.beside(folder) as unfinished:
        for one in letters(table, found, desk, unfinished):
            made.append(one)
            if on_made:
                on_made(one)
        manifest.write(unfinished, made)
        _bring_in(unfinished, folder, [one.file for one in made])
    return made


def letters(table: Table, found: tuple[Hold, ...], desk: Desk, folder: Path) -> Iterator[Made]:
    """Make one letter after the other, named by running number: no personal data in a file's name."""
    width = max(4, len(str(len(found))))
    for at, (row, case) in enumerate(zip(table.rows, found, strict=True), 1):
        file = f"{at:0{width}}.docx"
        letter = desk.letter(case, row.values[_TYPE])
        whole_files.write(folder / file, letter.content)
        yield manifest.entry(row.number, file, letter)


def _bring_in(unfinished: Path, folder: Path, files: list[str]) -> None:
    """The manifest goes first and comes last: while there is one, it says what lies there."""
    before = {one.file for one in manifest.read(folder)}
    (folder / manifest.NAME).unlink(missing_ok=True)
    for file in files:
        whole_files.bring_in(unfinished / file, folder / file)
    for file in before.difference(files):
        (folder / Path(file).name).unlink(missing_ok=True)
    whole_files.bring_in(unfinished / manifest.NAME, folder / manifest.NAME)


def _place(table: Table, row: Row) -> forms.Place:
    return lambda field: f"{table.name}, række {row.number}" + (f", kolonne »{field}«" if field else "")


def _unfit_columns(table: Table) -> Iterator[str]:
    """Columns that no type of the table's decisions has, and those that one can't do without; told once."""
    types = {row.values.get(_TYPE, "") for row in table.rows}
    fields = {name: field for kind in types & set(TYPES) for name, field in forms.dotted_fields(TYPES[kind]).items()}
    known = {_TYPE, *fields}
    if _TYPE not in table.columns:
        yield f"{table.name}, række 1: kolonnen »{_TYPE}« mangler; skriv i den en af: {', '.join(TYPES)}."
    elif types & set(TYPES):
        for name in table.columns:
            if name not in known:
                near = get_close_matches(name, known, n=1, cutoff=0.5)
                advice = f"Mente du »{near[0]}«?" if near else "Se felterne med: lawtext decision new"
                yield f"{table.name}, række 1: kolonnen »{name}« findes ikke. {advice}"
        for name, field in fields.items():
            if field.required and name not in table.columns:
                yield f"{table.name}, række 1: kolonnen »{name}« mangler; tilføj den."
