"""The book of experiments: registry, waivers, what people found in them; all but the registry read when asked for."""

from datetime import date
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from lawtext import shipped as installed
from lawtext.corpus.shelf import SqliteShelf
from lawtext.errors import UsageError
from lawtext.experiments import concerns as concerned
from lawtext.experiments import stored
from lawtext.experiments.registry import Experiment, OrderEntry, Registry, registry
from lawtext.experiments.sources import Built, Folder, Source
from lawtext.experiments.stored import Shipped
from lawtext.experiments.waivers import Waiver
from lawtext.law.ids import EditionId, UnitId
from lawtext.wording import dates


class Book:
    """Everything known of the experiments. Nothing is changed after reading."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.registry: Registry = registry(source)
        self._orders: dict[EditionId, Shipped | None] = {}

    def order(self, edition: EditionId) -> Shipped | None:
        """An order's waivers with its known faults, None where they are not held."""
        if edition not in self._orders:
            self._orders[edition] = stored.shipped(self.source, edition)
        return self._orders[edition]

    def waiver(self, edition: EditionId, paragraph: UnitId) -> Waiver | None:
        """The record of one paragraph of one order."""
        order = self.order(edition)
        return order.waiver(paragraph) if order else None

    @cached_property
    def by_hand(self) -> tuple[concerned.ByHand, ...]:
        """Whom provisions concern, as people read it."""
        return concerned.by_hand(self.source)

    def order_on(self, day: date) -> OrderEntry:
        """The order in force on a day. Raises UsageError where none is known."""
        entry = self.registry.order_on(day)
        if entry is None:
            raise UsageError(f"Ingen bekendtgørelse om frikommuneforsøg er kendt for den {dates.write(day)}.")
        return entry

    def experiment(self, wanted: str) -> Experiment:
        """An experiment by id or title. Raises UsageError naming the nearest, or those that share a title."""
        name = wanted.strip().casefold()
        every = self.registry.experiments
        found = [one for one in every if name == one.id] or [one for one in every if name == one.title.casefold()]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"»{wanted}« er flere forsøg: {', '.join(one.id for one in found)}. Vælg ét af dem.")
        near = get_close_matches(name, [one.id for one in every], n=1, cutoff=0.6)
        advice = f"Nærmeste er {near[0]}." if near else f"Forsøg: {', '.join(one.id for one in every)}."
        raise UsageError(f"Forsøget »{wanted}« findes ikke. {advice}")


def load(folder: Path | None = None) -> Book:
    """The book of a corpus folder, the shipped one if none is named. Raises UnusableInputError for spoilt files."""
    return Book(Folder(folder or installed.folder("corpus")))


def kept(shelf: SqliteShelf) -> Book:
    """The book that a built corpus carries."""
    return Book(Built(shelf))
