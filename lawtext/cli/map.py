"""`lawtext map`: the experiments as a picture: experiments by provisions, and a time line; SVG or a page of its own."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawtext.cli import given
from lawtext.errors import UsageError

if TYPE_CHECKING:
    from lawtext.experiments.book import Book
    from lawtext.experiments.registry import OrderEntry
    from lawtext.experiments.waivers import Order


@click.command("map", context_settings=given.HELP)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="FIL", help="Navnet ender på .svg eller .html."
)
@click.option("--on", "day", type=given.day, metavar="DATO", help="Vis den bekendtgørelse, der gjaldt den dag.")
@click.option(
    "--municipality", metavar="KOMMUNE", help="Kun forsøg, der er åbne for kommunen; dem, den bruger, får et mærke."
)
@given.CORPUS
def map_(out: Path, day: date | None, municipality: str | None, corpus: Path | None) -> None:
    """Tegn forsøgene: hvilke bestemmelser hvert forsøg fraviger og hvordan, og hvornår bekendtgørelser og love gjaldt.

    SVG passer på et A4-ark. HTML er én side uden forbindelse til nettet; hold musen over et felt for at se
    henvisningen og stedet. Uden --on vises den seneste bekendtgørelse, hvis fravigelser er i korpus.

    \b
    Eksempler:
      lawtext map --out kort.svg
      lawtext map --on 2018-09-03 --municipality Fredensborg --out fredensborg.html
    """
    from lawtext import whole_files  # noqa: PLC0415 - each command loads only what it needs
    from lawtext.experiments.overview import overview  # noqa: PLC0415

    suffix = out.suffix.lower()
    if suffix not in (".svg", ".html"):
        raise UsageError(f"{out}: filens navn skal ende på .svg eller .html.")
    shelf = given.shelf(corpus)
    book = given.book(shelf)
    entry, read = _order(book, day)
    town = book.registry.municipality(municipality) if municipality else ""
    found = overview(shelf, book, entry, read, town)
    if not found.cells:
        raise UsageError(f"{found.title}: ingen forsøg at vise.")
    from lawtext.experiments import picture  # noqa: PLC0415 - loads the drawing library

    whole_files.write(out, picture.svg(found) if suffix == ".svg" else picture.html(found))
    click.echo(f"{out}: {found.title}, {len({cell.experiment for cell in found.cells})} forsøg.")


def _order(book: "Book", day: date | None) -> "tuple[OrderEntry, Order]":
    """The order of a day, or the last one whose waivers are held. Raises UsageError where there is none."""
    from lawtext.experiments import saying  # noqa: PLC0415

    if day is not None:
        entry = book.order_on(day)
        shipped = book.order(entry.edition)
        if shipped is None:
            raise UsageError(f"Fravigelserne i {saying.of_the_day(entry, day)}, er ikke i korpus.")
        return entry, shipped.order
    for entry in reversed(book.registry.orders):
        shipped = book.order(entry.edition)
        if shipped is not None:
            return entry, shipped.order
    raise UsageError("Ingen bekendtgørelses fravigelser er i korpus.")


map = map_  # noqa: A001 - the command is found by its own name
__all__ = ["map", "map_"]
