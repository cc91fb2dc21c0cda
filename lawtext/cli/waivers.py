"""`lawtext waivers`: who may set aside what, read from the orders; and whether it is live for a case."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lawtext.cli import given
from lawtext.cli.waiver_lint import lint
from lawtext.errors import UsageError

if TYPE_CHECKING:
    from lawtext.corpus.shelf import SqliteShelf
    from lawtext.experiments.book import Book
    from lawtext.experiments.live import Liveness
    from lawtext.experiments.positions import ChangedPosition
    from lawtext.experiments.registry import Experiment, LocalDecision
    from lawtext.experiments.waivers import Order, Provisions, Waiver
    from lawtext.law.ids import UnitId

_WIDE, _NARROWEST = 150, 110


_MUNICIPALITY = click.option("--municipality", required=True, metavar="KOMMUNE", help="Kommunens navn.")
_ON = click.option("--on", "day", required=True, metavar="DATO", type=given.day, help="Dagen, fx 2018-09-03.")


@click.group(context_settings=given.HELP)
def waivers() -> None:
    """Fravigelser i frikommuneforsøg: hvem må fravige hvad, for hvem og hvornår.

    \b
    Eksempler:
      lawtext waivers list --municipality Fredensborg --on 2018-09-03
      lawtext waivers check --municipality Fredensborg --experiment ret-og-pligt --on 2018-09-03 --group "§ 2, nr. 13"
      lawtext waivers read 2018-529.txt --json
      lawtext waivers lint 2018-529.txt
    """


waivers.add_command(lint)


@waivers.command("list", context_settings=given.HELP)
@_MUNICIPALITY
@_ON
@given.CORPUS
@click.option("--json", "as_json", is_flag=True, help="Tabellen som JSON.")
def list_(municipality: str, day: date, corpus: Path | None, as_json: bool) -> None:
    """Vis de fravigelser, en kommune kan bruge på en dag.

    Bekendtgørelsen, der gjaldt den dag, findes af sig selv, og bestemmelserne er dem, den nævner.

    \b
    Eksempler:
      lawtext waivers list --municipality Fredensborg --on 2018-09-03
      lawtext waivers list --municipality Fredensborg --on 2020-03-02
    """
    from lawtext.cli.waiver_table import show, table  # noqa: PLC0415 - each command loads only what it needs

    shelf = given.shelf(corpus)
    book = given.book(shelf)
    found = table(book, shelf, book.registry.municipality(municipality), day)
    click.echo(json.dumps(found.plain(), ensure_ascii=False, indent=1) if as_json else show(found, _width()))


@waivers.command(context_settings=given.HELP)
@click.argument("file", metavar="FIL")
@given.CORPUS
@click.option("--json", "as_json", is_flag=True, help="Det læste som JSON.")
@click.option("--yaml", "as_yaml", is_flag=True, help="Det læste som YAML, i den form programmet selv bruger.")
def read(file: str, corpus: Path | None, as_json: bool, as_yaml: bool) -> None:
    """Læs fravigelserne ud af en bekendtgørelses eller en lovs tekst (LexDania-XML eller ren tekst).

    Af love læses kun dem om frikommuner, også ændringslove; andre love fraviger intet. Det, der ikke kan læses, står
    åbent og siges. »-« læser standardinput.

    \b
    Eksempler:
      lawtext waivers read 2018-529.txt
      lawtext waivers read 2018-529.txt --json > 529.json
      lawtext waivers read 2018-529.txt --yaml > 2018-529.yaml
    """
    if as_json and as_yaml:
        raise UsageError("Vælg enten --json eller --yaml.")
    order = _read(file, corpus)
    if as_yaml:
        from lawtext.experiments.stored import yaml_text  # noqa: PLC0415

        click.echo(yaml_text(order), nl=False)
    elif as_json:
        click.echo(json.dumps(_order_plain(order), ensure_ascii=False))
    else:
        click.echo("\n".join(_order_lines(order)))


@waivers.command(context_settings=given.HELP)
@_MUNICIPALITY
@click.option(
    "--experiment", required=True, metavar="FORSØG", help="Forsøgets navn i registret, dets titel, eller »§ 33«."
)
@_ON
@click.option("--group", metavar="MÅLGRUPPE", help="Målgruppen, fx »§ 2, nr. 13«.")
@click.option(
    "--decision",
    nargs=3,
    metavar="ORGAN DATO STED",
    help="Kommunens egen beslutning: hvem der besluttede det, hvornår, og hvor den er offentliggjort.",
)
@click.option(
    "--started", metavar="DATO", type=given.day, help="Dagen, forsøget begyndte i kommunen, som den selv oplyser den."
)
@given.CORPUS
@click.option("--json", "as_json", is_flag=True, help="Svaret som JSON.")
def check(  # noqa: PLR0913, PLR0917 - one argument for each option
    municipality: str,
    experiment: str,
    day: date,
    group: str | None,
    decision: tuple[str, str, str] | None,
    started: date | None,
    corpus: Path | None,
    as_json: bool,
) -> None:
    """Svar, om et forsøg kan bruges for en kommune, en dag og en målgruppe: ja, nej eller ikke kendt, grund for grund.

    Det, kommunen selv oplyser (--decision og --started), vises som dens egen oplysning og holdes op mod fristen,
    beslutningen, bekendtgørelserne og registret; en dag, der ikke kan passe, giver nej.

    Er retsstillingen en anden end efter den tidligere bekendtgørelse, vises det med Δ. Afslutter med 0, når alt er ja,
    ellers 1.

    \b
    Eksempler:
      lawtext waivers check --municipality Fredensborg --experiment ret-og-pligt --on 2018-09-03 --group "§ 2, nr. 13"
      lawtext waivers check --municipality Ballerup --experiment "§ 33" --on 2018-09-03 --group "§ 2, nr. 11"
      lawtext waivers check --municipality Allerød --experiment anden-enhed --on 2018-09-03 --group "§ 2, nr. 3" \\
          --decision Byrådet 2018-08-20 www.alleroed.dk --started 2018-09-01
    """
    from lawtext.experiments.live import Answer, Question, live  # noqa: PLC0415
    from lawtext.experiments.positions import changed, positions  # noqa: PLC0415
    from lawtext.experiments.reach import Acts  # noqa: PLC0415

    shelf = given.shelf(corpus)
    book = given.book(shelf)
    town = book.registry.municipality(municipality)
    wanted = _experiment(book, experiment, day)
    unit = None if group is None else _group(group)
    question = Question(town, day, unit, _stated(decision, town), started)
    answer = live(book, Acts(shelf, book.by_hand), wanted, question)
    moved = changed(positions(book.source), wanted.id, answer.order, question.group)
    if as_json:
        click.echo(json.dumps(_answer_plain(answer, moved), ensure_ascii=False))
    else:
        lines = _answer_lines(answer, wanted.title, shelf, for_group=question.group is not None)
        click.echo("\n".join([*lines, *_changed_lines(moved)]))
    if answer.answer is not Answer.YES:
        raise SystemExit(1)


def _width() -> int:
    """The screen's width, but never so narrow that the table can't be read; a wide one where there is no screen."""
    return max(shutil.get_terminal_size((_WIDE, 40)).columns, _NARROWEST)


def _read(file: str, corpus: Path | None) -> "Order":
    from lawtext.experiments.orders import read_order  # noqa: PLC0415
    from lawtext.experiments.reach import Acts  # noqa: PLC0415

    edition = given.act(file)
    shelf = given.shelf(corpus)
    book = given.book(shelf)
    return read_order(edition, book, Acts(shelf))


def _experiment(book: "Book", wanted: str, day: date) -> "Experiment":
    from lawtext.experiments import saying  # noqa: PLC0415

    if not wanted.lstrip().startswith("§"):
        return book.experiment(wanted)
    entry, paragraph = book.order_on(day), _unit(wanted)
    if paragraph is None or "_" in paragraph:
        raise UsageError(f"»{wanted}« er ikke én paragraf. Skriv forsøgets paragraf alene, fx »§ 33«.")
    found = book.registry.experiment_of(entry.edition, paragraph)
    if found is None:
        where = f"{saying.section(paragraph)} i {saying.of_the_day(entry, day)}"
        raise UsageError(f"{where}, er ikke et kendt forsøg.")
    return found


def _group(text: str) -> "UnitId":
    unit = _unit(text)
    if unit is None:
        raise UsageError(f"»{text}« er ikke én målgruppe. Skriv den som »§ 2, nr. 13«.")
    return unit


def _unit(text: str) -> "UnitId | None":
    """The one unit that the words are, None where they are none or several."""
    from lawtext.citing.parse import parse  # noqa: PLC0415
    from lawtext.citing.relative import complete  # noqa: PLC0415

    units, whole = complete(parse(text.strip()), "") if text.strip().startswith("§") else ((), False)
    return units[0] if len(units) == 1 and whole and isinstance(units[0], str) else None


def _stated(decision: tuple[str, str, str] | None, town: str) -> "LocalDecision | None":
    """The decision as the municipality states it. Raises UsageError where a part of it is missing."""
    from lawtext.experiments.registry import LocalDecision  # noqa: PLC0415

    if decision is None:
        return None
    body, when, published = (part.strip() for part in decision)
    if not (body and published):
        raise UsageError("--decision skal have både organ, dato og sted, fx --decision Byrådet 2018-08-20 www.by.dk.")
    return LocalDecision(body, given.day(when), published.rstrip("."), stated_by=town)


def _answer_lines(found: "Liveness", title: str, shelf: "SqliteShelf", *, for_group: bool) -> Iterator[str]:
    from lawtext.experiments import saying  # noqa: PLC0415
    from lawtext.experiments.reach import lone_in  # noqa: PLC0415

    marks = {"ja": "✓", "nej": "✗", "ikke kendt": "?"}
    where = (
        f", {saying.numbered(found.order)} {saying.section(found.paragraph)}" if found.order and found.paragraph else ""
    )
    yield f"{title}{where}: {found.answer}"
    for ground in found.grounds:
        yield f"  {marks[ground.answer]} {ground.kind}: {ground.says}"
    if found.concerning:
        yield f"  Det, der fraviges{', og som angår gruppen' if for_group else ''}:"
    for one in found.concerning:
        notes = dict.fromkeys([one.verdict.why, *(fault.says for fault in one.faults)])
        said = " ".join(note for note in notes if note) or one.verdict.status.danish
        cited = saying.provision(one.provisions.title, one.unit, lone_in(shelf, one.edition))
        yield f"    {cited}: {said}"
    doubts = dict.fromkeys(doubt.says for one in found.concerning for doubt in one.verdict.doubts)
    yield from (f"  ! {says}" for says in doubts)


def _changed_lines(moved: "tuple[ChangedPosition, ...]") -> Iterator[str]:
    """Where the experiment gives another legal position than in the order before."""
    from lawtext.experiments import saying  # noqa: PLC0415

    for one in moved:
        yield f"  Δ Anderledes end efter {saying.numbered(one.before.order)}: {one.says}"


def _answer_plain(found: "Liveness", moved: "tuple[ChangedPosition, ...]") -> dict[str, Any]:
    import msgspec  # noqa: PLC0415

    plain: dict[str, Any] = msgspec.to_builtins(found)
    return plain | {"changed": msgspec.to_builtins(moved)}


def _order_plain(order: "Order") -> dict[str, Any]:
    import msgspec  # noqa: PLC0415

    plain: dict[str, Any] = msgspec.to_builtins(order)
    plain["order"] = plain["edition"]
    plain["paragraphs"] = [
        _paragraph_plain(waiver, one) for waiver, one in zip(order.waivers, plain.pop("waivers"), strict=True)
    ]
    return plain


def _paragraph_plain(waiver: "Waiver", plain: dict[str, Any]) -> dict[str, Any]:
    """A record with every list in it, also the empty ones, and `act` beside `edition`."""
    for field in ("waives", "target_group", "preserved"):
        plain[field] = [dict(one, act=one.get("edition") or "") for one in plain.get(field, ())]
    plain["operation"] = waiver.operation.value if waiver.operation else None
    return plain


def _order_lines(order: "Order") -> Iterator[str]:
    from lawtext.experiments import saying  # noqa: PLC0415

    yield f"{order.title} ({order.edition})"
    yield from (f"  ! {note}" for note in order.unread)
    for network in order.networks:
        yield f"  Netværk {network.number}: {network.name}: {', '.join(network.municipalities)}"
    for waiver in order.waivers:
        yield f"{saying.section(waiver.paragraph)}: {waiver.operation.danish if waiver.operation else 'ikke læst'}"
        yield from (f"    fraviger {_short(one)}" for one in waiver.waives)
        yield from (f"    for {_short(one)}" for one in waiver.target_group)
        yield from (f"    ! {note}" for note in waiver.unread)


def _short(one: "Provisions") -> str:
    return one.cited + (f" – {one.scope}" if one.scope else "")


__all__ = ["waivers"]
