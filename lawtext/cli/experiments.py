"""`lawtext experiments`: the registry of networks, experiments and what municipalities say, held against the texts."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawtext.cli import given
from lawtext.cli.usage_report import report

if TYPE_CHECKING:
    from lawtext.experiments.agreement import Agreement
    from lawtext.experiments.book import Book
    from lawtext.experiments.reach import Acts
    from lawtext.experiments.waivers import Order
    from lawtext.law.editions import Edition
    from lawtext.law.ids import EditionId


@click.group(context_settings=given.HELP)
def experiments() -> None:
    """Registret over frikommuneforsøg: netværk, kommuner, forsøg, runder og perioder; og hvad breve har brugt.

    \b
    Eksempler:
      lawtext experiments verify
      lawtext experiments report breve/ --out brug.xlsx
    """


experiments.add_command(report)


@experiments.command(context_settings=given.HELP)
@given.texts("Mappe med tekster, fx 2018-529.txt.")
@given.CORPUS
@click.option("--json", "as_json", is_flag=True, help="Det hele som JSON.")
def verify(texts: tuple[Path, ...], corpus: Path | None, as_json: bool) -> None:
    """Hold registret, som mennesker skriver, op mod det, programmet læser af bekendtgørelser og love.

    Uden --texts bruges det læste, der følger med; med tekster læses de igen, og netværkene holdes op mod loven. Det,
    der ikke er kendt, siges. Afslutter med 1, når noget er forskelligt.

    \b
    Eksempler:
      lawtext experiments verify
      lawtext experiments verify --texts ../lovtekster
    """
    from lawtext.experiments.agreement import agreement  # noqa: PLC0415 - loaded when asked for
    from lawtext.experiments.reach import Acts  # noqa: PLC0415

    shelf = given.shelf(corpus)
    book = given.book(shelf)
    text_of = _texts(texts)
    again = Acts(shelf) if texts else None
    found = agreement(book.registry, _orders(book, text_of, again), text_of)
    if as_json:
        import msgspec  # noqa: PLC0415

        click.echo(json.dumps(msgspec.to_builtins(found), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(found)))
    if found.differences:
        sys.exit(1)


def _texts(folders: tuple[Path, ...]) -> "Callable[[EditionId], Edition | None]":
    """The text of an edition, in the folders or among those added."""
    from lawtext import reading  # noqa: PLC0415
    from lawtext.corpus import texts  # noqa: PLC0415

    searched = [*folders, texts.data_folder()]

    def text_of(edition: "EditionId") -> "Edition | None":
        path = texts.find(edition, None, searched)
        return reading.read(path) if path else None

    return text_of


def _orders(
    book: "Book", text_of: "Callable[[EditionId], Edition | None]", acts: "Acts | None"
) -> "Callable[[EditionId], Order | None]":
    """An order as read: from its text where that is held and `acts` are given to read it with, else what is kept."""
    from lawtext.experiments.orders import read_order  # noqa: PLC0415

    done: dict[EditionId, Order | None] = {}

    def order_of(edition: "EditionId") -> "Order | None":
        if edition not in done:
            text = text_of(edition) if acts else None
            shipped = book.order(edition)
            done[edition] = read_order(text, book, acts) if text and acts else shipped.order if shipped else None
        return done[edition]

    return order_of


def _lines(found: "Agreement") -> Iterator[str]:
    yield from found.compared
    if not found.differences:
        yield "Registret og det læste er ens."
    for one in found.differences:
        yield f"  ≠ {one.about}: registret: {one.curated}; læst: {one.read}"
    if found.open:
        yield "Ikke kendt:"
        yield from (f"  ? {says}" for says in found.open)


__all__ = ["experiments"]
