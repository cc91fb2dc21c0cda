"""`lawtext concordance`: from an older order's numbers to a newer one's, as suggestions."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawtext.cli import given
from lawtext.errors import UsageError

if TYPE_CHECKING:
    from lawtext.experiments.book import Book
    from lawtext.experiments.correspondences import Concordance
    from lawtext.law.ids import EditionId

_SUGGESTION = "Forslag, udledt af de samme forsøg i begge bekendtgørelser; ingen bestemmelse er slået op på dem."
_BY_NUMBER = re.compile(r"(?P<number>\d+)(?:/| af .*)(?P<year>(?:19|20)\d{2})$")
"""An order by number and year: "529/2018", "bekendtgørelse nr. 529 af 23. maj 2018"."""
_COLUMNS = (
    "art",
    "forsøg",
    "gammel §",
    "ny §",
    "rolle",
    "retsakt",
    "gamle enheder",
    "nye enheder",
    "forhold",
    "status",
)


@click.command(context_settings=given.HELP)
@click.option("--from", "old", default="2018-529", metavar="BEKENDTGØRELSE", help="Den gamle (2018-529).")
@click.option("--to", "new", default="2019-1184", metavar="BEKENDTGØRELSE", help="Den nye (2019-1184).")
@click.option(
    "--csv", "table", type=click.Path(path_type=Path), metavar="FIL", help="Skriv også en tabel til regneark."
)
@given.CORPUS
@click.option("--json", "as_json", is_flag=True, help="Det hele som JSON.")
def concordance(old: str, new: str, table: Path | None, corpus: Path | None, as_json: bool) -> None:
    """Foreslå, hvad gamle bestemmelser er blevet til, ud fra de samme forsøg i to bekendtgørelser.

    Det er altid forslag: et brev slår bestemmelserne op på sin egen dag.

    \b
    Eksempler:
      lawtext concordance
      lawtext concordance --from 2017-1255 --to 2018-529
      lawtext concordance --csv nøgle.csv
    """
    from lawtext.experiments.concordance import concordance as derived  # noqa: PLC0415 - loaded when asked for

    book = given.book(given.shelf(corpus))
    found = derived(book, _order(book, old), _order(book, new))
    if found.old == found.new:
        raise UsageError(f"--from og --to er den samme bekendtgørelse ({found.old}).")
    if table is not None:
        from lawtext import whole_files  # noqa: PLC0415

        whole_files.write(table, _csv(found))
    if as_json:
        import msgspec  # noqa: PLC0415

        click.echo(json.dumps({"status": "forslag", **msgspec.to_builtins(found)}, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(found)))


def _order(book: "Book", name: str) -> "EditionId":
    """An order whose waivers are held. Raises UsageError naming those there are."""
    held = [entry.edition for entry in book.registry.orders if book.order(entry.edition)]
    number = _BY_NUMBER.search(name)
    wanted = f"{number['year']}-{number['number']}" if number else name.strip()
    found = next((edition for edition in held if edition == wanted), None)
    if found is None:
        raise UsageError(f"Fravigelserne i »{name}« er ikke i korpus. Bekendtgørelser: {', '.join(held)}.")
    return found


def _lines(found: "Concordance") -> Iterator[str]:
    from lawtext.experiments import saying  # noqa: PLC0415
    from lawtext.experiments.saying import cited  # noqa: PLC0415

    yield f"Fra {saying.numbered(found.old)} til {saying.numbered(found.new)}. {_SUGGESTION}"
    experiment = ""
    for row in found.rows:
        if row.experiment != experiment:
            there = saying.section(row.new_paragraph) if row.new_paragraph else "findes ikke mere"
            yield f"{row.title}: {saying.section(row.old_paragraph)} → {there}"
        experiment = row.experiment
        old, new = cited(row.old) if row.old else "intet", cited(row.new) if row.new else "intet"
        yield f"  {row.role}: {row.act}: {old} → {new} ({row.relation})"
    if not found.rows:
        yield "Ingen forsøg er kendt i dem begge."
        return
    yield "Enkelte bestemmelser (forslag):"
    for pair in found.pairs:
        yield f"  {pair.act}: {cited((pair.old,))} → {cited((pair.new,))} ({pair.basis}; {len(pair.experiments)})"
    for one in found.open:
        yield f"  {one.act}: {cited(one.old)} → {cited(one.new)} (forsøgene kan ikke skille dem ad)"
    if found.deviations:
        yield "Forsøg, hvis målgruppe ikke følger de andre:"
    titles = {row.experiment: row.title for row in found.rows}
    yield from (f"  {titles[each.experiment]}: {each.says}" for each in found.deviations)


def _csv(found: "Concordance") -> bytes:
    from lawtext.spreadsheets import as_csv  # noqa: PLC0415

    return as_csv(_COLUMNS, _rows(found))


def _rows(found: "Concordance") -> Iterator[tuple[str, ...]]:
    from lawtext.experiments import saying  # noqa: PLC0415
    from lawtext.experiments.saying import cited  # noqa: PLC0415

    for row in found.rows:
        place = saying.section(row.new_paragraph) if row.new_paragraph else ""
        units = (cited(row.old) if row.old else "", cited(row.new) if row.new else "")
        where = (row.title, saying.section(row.old_paragraph), place)
        yield ("forsøg", *where, row.role.value, row.act, *units, row.relation.value, "forslag")
    for pair in found.pairs:
        units = (cited((pair.old,)), cited((pair.new,)))
        from_ = ", ".join(pair.experiments)
        yield ("enhed", from_, "", "", "", pair.act, *units, pair.basis.value, "forslag")


__all__ = ["concordance"]
