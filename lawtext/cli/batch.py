"""`lawtext batch`: letters from a table."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawtext.cli import given

if TYPE_CHECKING:
    from lawtext.batch.manifest import Made

_SHOWN = 10


@click.group(context_settings=given.HELP)
def batch() -> None:
    """Lav mange breve fra en tabel."""


@batch.command()
@click.argument("table", metavar="SAGER.csv", type=click.Path(path_type=Path))
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    metavar="MAPPE",
    help="Mappen, som brevene lægges i. De kommer frem, når alle er lavet.",
)
@given.CORPUS
def run(table: Path, folder: Path, corpus: Path | None) -> None:
    """Lav et brev for hver række i en tabel.

    Kolonnerne er sagens felter (»lawtext decision new« viser dem), og kolonnen »decision« er afgørelsestypen. Alle
    rækker kontrolleres, før det første brev laves. Brevene får løbenumre, og manifest.jsonl siger for hvert brev,
    hvilken række det kom af, om det er endeligt eller udkast, og hvorfor.

    \b
    Afslutningskode: 0 alle breve er endelige, 1 nogle er udkast, 3 tabellen kan ikke bruges.

    \b
    Eksempel:
      lawtext batch run examples/sager.csv --out breve
    """
    from lawtext.batch import run as batch_run  # noqa: PLC0415 - help must not load the templates
    from lawtext.batch import tables  # noqa: PLC0415

    cases = tables.read(table)
    found, desk = batch_run.checked(cases), given.desk(corpus)
    with click.progressbar(found, label="Laver breve", show_pos=True, file=sys.stderr) as bar:
        made = batch_run.run(cases, found, desk, folder, on_made=lambda _: bar.update(1))
    _say(made, folder)
    if any(not one.final for one in made):
        raise SystemExit(1)


def _say(made: "list[Made]", folder: Path) -> None:
    """What was made, and the drafts with their reasons; the rest of them stand in the manifest."""
    drafts = [one for one in made if not one.final]
    letters = "1 brev" if len(made) == 1 else f"{len(made)} breve"
    click.echo(f"{letters} i {folder}: {len(made) - len(drafts)} endelige, {len(drafts)} udkast.")
    for one in drafts[:_SHOWN]:
        click.echo(f"  {one.file} (række {one.row}): {' '.join(one.reasons)}")
    if len(drafts) > _SHOWN:
        click.echo(f"  … og {len(drafts) - _SHOWN} til; se manifest.jsonl.")
