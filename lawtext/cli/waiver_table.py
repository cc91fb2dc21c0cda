"""The table of `lawtext waivers list`: what a municipality may set aside on a day, paragraph by paragraph."""

from collections.abc import Iterable, Iterator
from datetime import date
from textwrap import shorten
from typing import Any, NamedTuple

from lawtext.citing.write import ActWords, Cited, Lone, act_words, write
from lawtext.corpus.shelf import SqliteShelf
from lawtext.experiments import saying
from lawtext.experiments.book import Book
from lawtext.experiments.reach import Acts, lone_in
from lawtext.experiments.registry import LocalDecision, OrderEntry, Practice
from lawtext.experiments.stored import Shipped
from lawtext.experiments.waivers import Order, ParagraphKind, Provisions, Waiver
from lawtext.law.ids import UnitId, UnitRange
from lawtext.wording import dates

_SCOPE = 90
"""Characters of a waiver's limitation that the table shows; the order has the rest."""


class Row(NamedTuple):
    """One experiment. `uses`: "ja", "nej" or "ikke kendt", as the municipality itself says."""

    paragraph: str
    experiment: str
    waives: tuple[str, ...]
    group: tuple[str, ...]
    operation: str
    uses: str
    faults: tuple[str, ...]


class Table(NamedTuple):
    """The rows and what holds for all of them, in sentences."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {"head": list(self.head), "rows": [row._asdict() for row in self.rows]}


class _Asked(NamedTuple):
    """What the table is made from."""

    book: Book
    shelf: SqliteShelf
    acts: Acts
    municipality: str
    day: date
    entry: OrderEntry
    shipped: Shipped

    @property
    def order(self) -> Order:
        return self.shipped.order


def table(book: Book, shelf: SqliteShelf, municipality: str, day: date) -> Table:
    """The experiments that the order of the day opens to the municipality."""
    entry = book.order_on(day)
    shipped = book.order(entry.edition)
    if shipped is None:
        return Table((f"Fravigelserne i {saying.of_the_day(entry, day)}, er ikke i korpus.",), ())
    asked = _Asked(book, shelf, Acts(shelf), municipality, day, entry, shipped)
    open_ = [waiver for waiver in shipped.order.waivers if _open_to(waiver, shipped.order, municipality)]
    return Table(tuple(_head(asked, open_)), tuple(_row(asked, waiver) for waiver in open_))


def _open_to(waiver: Waiver, order: Order, municipality: str) -> bool:
    if waiver.kind is not ParagraphKind.EXPERIMENT:
        return False
    listed = [one.municipalities for number in waiver.networks if (one := order.network(number))]
    return any(municipality in (waiver.municipalities or names) for names in listed)


def _head(asked: _Asked, open_: list[Waiver]) -> Iterator[str]:
    order, town, entry = asked.order, asked.municipality, asked.entry
    until = f" til og med den {dates.write(entry.until)}" if entry.until else ""
    yield f"{saying.opening(saying.named(order))}, i kraft fra den {dates.write(entry.since)}{until}."
    networks = dict.fromkeys(number for waiver in open_ for number in waiver.networks)
    for number in networks:
        network = order.network(number)
        if network and network.name:
            yield f"Netværk (§ 1, stk. 1, nr. {number}): {network.name}."
    if not open_:
        yield f"{town} er ikke med i noget af bekendtgørelsens netværk, og ingen forsøg er åbne for kommunen."
        return
    if order.expiry:
        yield f"Forsøgene løber »{order.expiry.wording}«."
    practices = list(_practices(asked))
    for practice in practices:
        yield from _practice_lines(practice, town)
    if not practices:
        yield f"Hvilke forsøg {town} har besluttet at bruge, og hvornår de begyndte, er ikke kendt."
    yield from _act_lines(asked, open_)


def _practices(asked: _Asked) -> Iterable[Practice]:
    return (one for one in asked.book.registry.practices if one.municipality == asked.municipality)


def _practice_lines(practice: Practice, town: str) -> Iterator[str]:
    if practice.period:
        yield f"{saying.genitive(town)} egen periode: {practice.period.wording} ({practice.source})."
    yield _decision_line(practice.decision, town)


def _decision_line(decision: LocalDecision | None, town: str) -> str:
    if decision is None:
        return f"{saying.genitive(town)} beslutning om at bruge forsøgene (frikommunevedtægten) er ikke kendt."
    decided = f"{decision.body} besluttede den {dates.write(decision.date)} at bruge forsøgene"
    return f"{decided}; offentliggjort: {decision.published}."


def _act_lines(asked: _Asked, open_: list[Waiver]) -> Iterator[str]:
    """The acts waived from, each with the edition that counts on the day, held or not."""
    titles = dict.fromkeys(one.title for waiver in open_ for one in waiver.waives)
    yield "Fraviges fra, i den udgave der gælder den dag:"
    for title in titles:
        listed = asked.acts.listed(title, asked.day)
        if listed is None:
            yield f"  {title} (ikke i korpus)"
        else:
            words = write([Cited(act_words(asked.shelf, listed.edition))])
            yield f"  {words}{'' if listed.held else ' (ikke i korpus)'}"


def _row(asked: _Asked, waiver: Waiver) -> Row:
    experiment = asked.book.registry.experiment_of(asked.entry.edition, waiver.paragraph)
    return Row(
        paragraph=saying.section(waiver.paragraph),
        experiment=experiment.title if experiment else "",
        waives=tuple(_written(asked, waiver.waives)),
        group=(*_written(asked, waiver.target_group), *([saying.quoted(waiver.criteria)] if waiver.criteria else [])),
        operation=waiver.operation.danish if waiver.operation else "ikke læst",
        uses=_uses(asked, experiment.id if experiment else ""),
        faults=tuple(dict.fromkeys((*waiver.unread, *_faults(asked, waiver)))),
    )


def _written(asked: _Asked, cited: Iterable[Provisions]) -> Iterator[str]:
    """Provisions in the official form, act by act; words of limitation after those they limit."""
    grouped: dict[tuple[str, str], list[UnitId | UnitRange]] = {}
    for one in cited:
        grouped.setdefault((one.title, one.scope), []).extend(_unit(unit) for unit in one.units)
    for (title, scope), units in grouped.items():
        lone = lone_in(asked.shelf, asked.acts.on(title, asked.day).edition)
        text = _in_words(title, tuple(dict.fromkeys(units)), lone)
        yield f"{text} ({shorten(scope, _SCOPE, placeholder=' …')})" if scope else text


def _in_words(title: str, units: tuple[UnitId | UnitRange, ...], lone: Lone | None) -> str:
    return write([Cited(ActWords(title), units)], lone=lambda _: lone)


def _unit(text: str) -> UnitId | UnitRange:
    first, _, last = text.partition(":")
    return UnitRange(UnitId(first), UnitId(last)) if last else UnitId(first)


def _uses(asked: _Asked, experiment: str) -> str:
    practices = [one for one in _practices(asked) if one.experiments]
    if not practices:
        return "ikke kendt"
    return "ja" if any(one.use(experiment) for one in practices) else "nej"


def _faults(asked: _Asked, waiver: Waiver) -> Iterator[str]:
    for fault in asked.shipped.by_hand.faults:
        if fault.at.partition("_")[0] == waiver.paragraph:
            yield f"{saying.section(fault.at)}: {fault.says}"


_COLUMNS = (("§", 3), ("Forsøg", 8), ("Fraviger", 17), ("For", 12), ("Virkning", 8), ("Bruges", 4), ("Bemærkning", 16))
"""The columns and their shares of the width."""


def show(found: Table, width: int) -> str:
    """The table as text for a screen of `width` characters."""
    from rich.console import Console  # noqa: PLC0415 - only where a table is shown
    from rich.table import Table as Grid  # noqa: PLC0415

    console = Console(width=width, highlight=False, no_color=True, force_terminal=False)
    grid = Grid(show_lines=True, expand=True)
    for name, share in _COLUMNS:
        grid.add_column(name, ratio=share, overflow="fold")
    for row in found.rows:
        lists = (";\n".join(row.waives), ";\n".join(row.group))
        grid.add_row(row.paragraph, row.experiment, *lists, row.operation, row.uses, "\n".join(row.faults))
    with console.capture() as capture:
        for line in found.head:
            console.print(line, markup=False)
        if found.rows:
            console.print(grid, markup=False)
    return capture.get().rstrip("\n")
