"""What `lawtext batch` says of a table's check, of the letters that were made, and of what has changed since."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawtext.wording.prose import counted

if TYPE_CHECKING:
    from lawtext.batch.checking import Checked
    from lawtext.batch.found import Draft
    from lawtext.batch.manifest import Made
    from lawtext.batch.rechecking import Changed
    from lawtext.batch.tables import Table

SHOWN = 20
"""Findings that are told one by one; the others are counted."""
_NAMED = 5
_ROWS = 8


class Letters:
    """What a run made: how many letters, and the first of its drafts."""

    def __init__(self) -> None:
        self.number = self.drafts = 0
        self.first_drafts: list[Made] = []

    def add(self, letter: "Made") -> None:
        self.number += 1
        if not letter.final:
            self.drafts += 1
            if len(self.first_drafts) < SHOWN:
                self.first_drafts.append(letter)


def say_check(table: "Table", checked: "Checked") -> None:
    """The check's findings: what is wrong with the table, with its cells, what would be drafts, what is doubtful."""
    for says in checked.head:
        click.echo(says)
    _say_faults(table, checked)
    drafts = [(table.place(one.row), f"Udkast. {' '.join(_reasons(one))}") for one in checked.drafts[:SHOWN]]
    _say_rows(drafts)
    if (more := checked.drafted - len(drafts)) > 0:
        click.echo(f"… og {more} til, der bliver udkast.")
    say_doubts(checked)
    if checked.head:
        click.echo(f"{counted(checked.rows, 'række', 'rækker')}: ingen breve kan laves, før tabellen selv er rettet.")
        return
    final = checked.usable - checked.drafted
    click.echo(
        f"{counted(checked.rows, 'række', 'rækker')}: {final} kan blive endelige breve, {checked.drafted} udkast, "
        f"{len(checked.unusable)} har fejl."
    )


def say_doubts(checked: "Checked") -> None:
    """What should be looked at and decides nothing."""
    for one in checked.doubtful:
        click.echo(f"Kolonnen »{one.column}« {one.says}, i {_in_rows(one.rows)}; se efter, at det er rigtigt.")
    for same in checked.repeated[:SHOWN]:
        click.echo(
            f"Kolonnen »{same.column}« siger det samme, ord for ord, i {_in_rows(same.rows)}; en begrundelse skal være "
            "borgerens egen."
        )
    if (more := len(checked.repeated) - SHOWN) > 0:
        click.echo(f"… og {more} andre tekster, der står ens i mange rækker.")


def say_made(letters: Letters, folder: Path) -> None:
    """What was made, and the drafts with their reasons; the rest of them stand in the manifest."""
    click.echo(
        f"{counted(letters.number, 'brev', 'breve')} i {folder}: {letters.number - letters.drafts} endelige, "
        f"{letters.drafts} udkast."
    )
    for one in letters.first_drafts:
        click.echo(f"  {one.file} (række {one.row}): {' '.join(one.reasons)}")
    if letters.drafts > len(letters.first_drafts):
        click.echo(f"  … og {letters.drafts - len(letters.first_drafts)} til; se manifest.jsonl.")


def say_left_out(table: "Table", checked: "Checked") -> None:
    """The rows that no letter was made of: their faults, and all their numbers."""
    if checked.unusable:
        click.echo(f"{counted(len(checked.unusable), 'række', 'rækker')} med fejl blev sprunget over:")
        _say_faults(table, checked)
        if len(checked.unusable) > 1:
            click.echo(f"Sprunget over: {table.row_word} {', '.join(_spans(checked.unusable))}.")


def faults(table: "Table", checked: "Checked") -> list[str]:
    """What is wrong with a table's cells, a line each; the others counted."""
    told = [f"{table.place(one.row, one.column)}: {_sentence(one.says)}" for one in checked.faults[:SHOWN]]
    if (more := len(checked.faults) - SHOWN) > 0:
        told.append(f"… og {more} fejl til; se dem alle i en kopi af tabellen med --check-only --marked FIL.xlsx.")
    return told


def changed(one: "Changed") -> str:
    """A change since letters were made, with the first of them."""
    files = ", ".join(letter.file for letter in one.letters[:_NAMED])
    more = f" og {len(one.letters) - _NAMED} til" if len(one.letters) > _NAMED else ""
    return f"{one.level.value}: {one.says}\n  {counted(len(one.letters), 'brev', 'breve')}: {files}{more}"


def changed_as_json(one: "Changed") -> str:
    """The same as a line of JSON, with all letters."""
    import msgspec  # noqa: PLC0415

    files = [letter.file for letter in one.letters]
    told = {"level": one.level.value, "says": one.says, "address": one.address, "letters": files}
    return msgspec.json.encode(told).decode()


def _reasons(draft: "Draft") -> Iterator[str]:
    """Why a row's letter would be a draft. A screen's words may end in a log, so what is personal is not among them."""
    kinds = dict.fromkeys(reason.kind.value for reason in draft.reasons if reason.personal)
    yield from dict.fromkeys(reason.says for reason in draft.reasons if not reason.personal)
    if kinds:
        yield f"Om borgeren ({', '.join(kinds)}): grunden står kun i en kopi med --marked FIL.xlsx."


def _say_faults(table: "Table", checked: "Checked") -> None:
    _say_rows([(table.place(one.row, one.column), _sentence(one.says)) for one in checked.faults[:SHOWN]])
    if (more := len(checked.faults) - SHOWN) > 0:
        click.echo(f"… og {more} fejl til.")


def _say_rows(rows: Sequence[tuple[str, str]]) -> None:
    """A table where somebody looks; else a line each, whole, for other programs to search."""
    if not sys.stdout.isatty():
        for place, says in rows:
            click.echo(f"{place}: {says}")
        return
    from rich.console import Console  # noqa: PLC0415 - 50 ms that help need not pay
    from rich.table import Table as Grid  # noqa: PLC0415

    grid = Grid(box=None, show_header=False, padding=(0, 2, 0, 0))
    grid.add_column()
    grid.add_column(overflow="fold")
    for place, says in rows:
        grid.add_row(place, says)
    Console(highlight=False, markup=False).print(grid)


def _sentence(says: str) -> str:
    return says if says.endswith((".", "?")) else f"{says}."


def _in_rows(rows: Sequence[int]) -> str:
    named = ", ".join(map(str, rows[:_ROWS])) + (" …" if len(rows) > _ROWS else "")
    return f"{counted(len(rows), 'række', 'rækker')} ({named})"


def _spans(numbers: Iterable[int]) -> Iterator[str]:
    """Numbers in order, those that follow one another as one span.

    >>> ", ".join(_spans([7, 2, 3, 4]))
    '2-4, 7'
    """
    for _, group in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}"
