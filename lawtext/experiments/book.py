"""The book of experiments: registry, shipped waivers, what was found by hand; orders are read when asked for."""

from datetime import date
from pathlib import Path
from typing import Any

from lawtext import shipped as installed
from lawtext.errors import UsageError
from lawtext.experiments import concerns as concerned
from lawtext.experiments import stored
from lawtext.experiments.registry import Experiment, OrderEntry, Registry, registry
from lawtext.experiments.stored import Shipped
from lawtext.experiments.waivers import Waiver
from lawtext.law.ids import EditionId, UnitId


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
            raise UsageError(f"Ingen bekendtgørelse om frikommuneforsøg er kendt for den {day:%d.%m.%Y}.")
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


def tables(book: Book) -> dict[str, list[dict[str, Any]]]:
    """Networks, memberships, experiments and waived provisions as rows, for a corpus that stores what rooms hand in.

    Every row is flat: texts, numbers, dates as ISO texts, None for what is not known.
    """
    return {
        "networks": [_network_row(network) for network in book.registry.networks],
        "memberships": [
            {"network": network.id, "municipality": member.name, "since": _iso(member.since or network.since)}
            for network in book.registry.networks
            for member in network.members
        ],
        "experiments": [
            {
                "experiment": one.id,
                "title": one.title,
                "network": one.network,
                "order_": edition,
                "paragraph": paragraph,
            }
            for one in book.registry.experiments
            for edition, paragraph in one.paragraphs.items()
        ],
        "waived": [row for entry in book.registry.orders for row in _waived_rows(book, entry.edition)],
    }


def _network_row(network: Any) -> dict[str, Any]:
    return {"network": network.id, "name": network.name, "act": network.act, "unit": network.act_unit}


def _waived_rows(book: Book, edition: EditionId) -> list[dict[str, Any]]:
    order = book.order(edition)
    return [
        {
            "order_": edition,
            "paragraph": waiver.paragraph,
            "item": provisions.at,
            "operation": waiver.operation.value if waiver.operation else None,
            "title": provisions.title,
            "edition": provisions.edition,
            "units": unit,
            "scope": provisions.scope,
        }
        for waiver in (order.order.waivers if order else ())
        for provisions in waiver.waives
        for unit in provisions.units
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
