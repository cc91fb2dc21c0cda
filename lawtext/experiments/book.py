"""The book of experiments: registry, shipped waivers, what was found by hand; orders are read when asked for."""

from datetime import date
from pathlib import Path

from lawtext import shipped as installed
from lawtext.errors import UsageError
from lawtext.experiments import concerns as concerned
from lawtext.experiments import stored
from lawtext.experiments.registry import Experiment, OrderEntry, Registry, registry
from lawtext.experiments.stored import Shipped
from lawtext.experiments.waivers import Waiver
from lawtext.law.ids import EditionId, UnitId
from lawtext.wording import dates


class Book:
    """Everything known of the experiments. Nothing is changed after reading; orders are read on first use."""

    def __init__(self, folder: Path) -> None:
        """`folder`: the shipped `corpus`, or one of the same form."""
        self.folder = folder
        self.registry: Registry = registry(folder)
        self._orders: dict[EditionId, Shipped | None] = {}
        self._by_hand: tuple[concerned.ByHand, ...] | None = None

    def order(self, edition: EditionId) -> Shipped | None:
        """An order's waivers with its known faults, None where they are not shipped."""
        if edition not in self._orders:
            self._orders[edition] = stored.shipped(self.folder, edition)
        return self._orders[edition]

    def waiver(self, edition: EditionId, paragraph: UnitId) -> Waiver | None:
        """The record of one paragraph of one order."""
        order = self.order(edition)
        return order.waiver(paragraph) if order else None

    @property
    def by_hand(self) -> tuple[concerned.ByHand, ...]:
        """Whom provisions concern, as people read it."""
        if self._by_hand is None:
            self._by_hand = concerned.by_hand(self.folder)
        return self._by_hand

    def order_on(self, day: date) -> OrderEntry:
        """The order in force on a day. Raises UsageError where none is known."""
        entry = self.registry.order_on(day)
        if entry is None:
            raise UsageError(f"Ingen bekendtgørelse om frikommuneforsøg er kendt for den {dates.write(day)}.")
        return entry

    def experiment(self, wanted: str) -> Experiment:
        """An experiment by its id. Raises UsageError naming those there are."""
        found = self.registry.experiment(wanted)
        if found is None:
            known = ", ".join(one.id for one in self.registry.experiments)
            raise UsageError(f"Forsøget »{wanted}« findes ikke. Forsøg: {known}.")
        return found


def load(folder: Path | None = None) -> Book:
    """The book that comes with the program, or that of another folder. Raises UnusableInputError for spoilt files."""
    return Book(folder or installed.folder("corpus"))
