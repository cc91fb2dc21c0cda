"""What a picture of the experiments shows: who waives which provision in an order, and when orders and acts applied."""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from lawtext.citing.write import units_in_words
from lawtext.corpus.chapters import Chapters
from lawtext.corpus.shelf import SqliteShelf
from lawtext.experiments import saying
from lawtext.experiments.book import Book
from lawtext.experiments.reach import Acts
from lawtext.experiments.registry import OrderEntry
from lawtext.experiments.waivers import Operation, Order, Provisions, Waiver
from lawtext.law.ids import EditionId, UnitId, UnitRange, order, steps
from lawtext.law.works import WorkId


class Cell(Struct, frozen=True):
    """An experiment and one § or chapter that it waives something of. All of it is in Danish words.

    `place` is where the order says so, `cited` how; `used`: the municipalities that say that they use it, of those
    asked about.
    """

    act: str
    chapter: str
    provision: str
    experiment: str
    paragraph: str
    operation: str
    cited: str
    place: str
    scope: str
    used: tuple[str, ...]
    rank: tuple[int, ...]


class Span(Struct, frozen=True):
    """A time of an order, an edition of an act, or a municipality's own. `until` is the last day, or the picture's."""

    row: str
    name: str
    what: str
    since: date
    until: date
    held: bool = True


class Overview(Struct, frozen=True):
    """The matrix of one order and the time line of them all."""

    title: str
    cells: tuple[Cell, ...]
    spans: tuple[Span, ...]


def overview(shelf: SqliteShelf, book: Book, entry: OrderEntry, read: Order, municipality: str = "") -> Overview:
    """The picture's contents for one order; with a municipality only the experiments open to it, its use marked."""
    acts = Acts(shelf)
    asked = _Asked(shelf, book, entry, read, acts, municipality)
    cells = sorted({cell for waiver in read.waivers for cell in asked.cells(waiver)}, key=lambda cell: cell.rank)
    title = f"Fravigelser efter {saying.named(read)}"
    spans = tuple(_spans(shelf, book, cells, municipality))
    return Overview(f"{title}: {municipality}" if municipality else title, tuple(cells), spans)


class _Asked:
    def __init__(  # noqa: PLR0913, PLR0917 - what a cell is made from
        self, shelf: SqliteShelf, book: Book, entry: OrderEntry, read: Order, acts: Acts, municipality: str
    ) -> None:
        self._shelf, self._book, self._entry, self._read = shelf, book, entry, read
        self._acts, self._municipality = acts, municipality
        self._chapters = Chapters(shelf, entry.since)
        self._titles: dict[str, int] = {}

    def cells(self, waiver: Waiver) -> Iterator[Cell]:
        """The cells of one paragraph; none for an experiment that is not open to the municipality."""
        listed = [one for number in waiver.networks if (one := self._read.network(number))]
        open_to = {town for one in listed for town in (waiver.municipalities or one.municipalities)}
        if self._municipality and self._municipality not in open_to:
            return
        for cited in waiver.waives:
            for unit in self._units(cited):
                yield self._cell(waiver, cited, unit)

    def _units(self, cited: Provisions) -> Iterator[UnitId]:
        """The §§ and chapters cited, ranges opened where the act is held; what lies in a § is shown as the §."""
        edition = self._acts.on(cited.title, self._entry.since).edition
        for one in cited.units:
            first, _, last = one.partition(":")
            ends = UnitRange(UnitId(first), UnitId(last or first))
            inside = self._shelf.members(edition, ends) if last and edition and "_" not in first else ()
            yield from dict.fromkeys(UnitId(unit.partition("_")[0]) for unit in inside or (first,))

    def _cell(self, waiver: Waiver, cited: Provisions, unit: UnitId) -> Cell:
        act = self._acts.on(cited.title, self._entry.since)
        chapter = self._chapters.of(act.work.id, unit) if act.work else None
        experiment = self._book.registry.experiment_of(self._entry.edition, waiver.paragraph)
        place = self._titles.setdefault(cited.title, len(self._titles))
        number = steps(unit)[0]
        level = 0 if number.level == "Kap" else 1
        value, letters = order(number.number)
        title = experiment.title if experiment else ""
        return Cell(
            act=cited.title,
            chapter=f"{units_in_words([chapter.unit])}: {chapter.heading}" if chapter else "",
            provision=units_in_words([unit]),
            experiment=f"{saying.section(waiver.paragraph)} {title}".strip(),
            paragraph=saying.section(waiver.paragraph),
            operation=(waiver.operation or Operation.NONE).danish if waiver.operation else "ikke læst",
            cited=cited.cited,
            place=f"{saying.named(self._read)} {saying.section(cited.at, lambda _: False)}",
            scope=cited.scope,
            used=self._using(experiment.id) if experiment else (),
            rank=(place, level, value, *letters, 0, order(steps(waiver.paragraph)[0].number)[0]),
        )

    def _using(self, experiment: str) -> tuple[str, ...]:
        """The municipalities that say that they use an experiment; of one asked about only that one."""
        towns = [one.municipality for one in self._book.registry.practices if one.use(experiment)]
        return tuple(town for town in towns if self._municipality in ("", town))


def _spans(shelf: SqliteShelf, book: Book, cells: list[Cell], municipality: str) -> Iterator[Span]:
    """Orders, the editions of the laws in the matrix that are known to have counted meanwhile, and local periods."""
    orders = book.registry.orders
    first, last = orders[0].since, orders[-1].since + timedelta(days=365)
    for entry in orders:
        held = book.order(entry.edition) is not None
        yield Span(
            "Bekendtgørelser",
            _short(entry.edition),
            "bekendtgørelse",
            entry.since,
            entry.until or entry.runs_until or last,
            held,
        )
    for title in dict.fromkeys(cell.act for cell in cells if cell.act.startswith("lov ")):
        for work in _works(shelf, title):
            yield from _editions(shelf, work, title, first, last)
    for practice in book.registry.practices:
        period = practice.period
        if municipality in ("", practice.municipality) and period and period.since and period.until:
            yield Span(f"{practice.municipality}: egen periode", period.wording, "periode", period.since, period.until)


def _works(shelf: SqliteShelf, title: str) -> Iterator[WorkId]:
    yield from (work.id for work in shelf.works() if work.title == title)


def _editions(shelf: SqliteShelf, work_id: WorkId, title: str, first: date, last: date) -> Iterator[Span]:
    work = shelf.work(work_id)
    dated = [entry for entry in work.editions if entry.since is not None]
    for place, entry in enumerate(dated):
        after = dated[place + 1].since if place + 1 < len(dated) else None
        ends = after - timedelta(days=1) if after else work.until or last
        if entry.since and ends >= first and entry.since <= last:
            yield Span(title, _short(entry.edition), "lov", max(entry.since, first), min(ends, last), entry.held)


def _short(edition: EditionId) -> str:
    year, _, number = edition.partition("-")
    return f"{number}/{year}"
