"""Whether the parts of a registry agree: names that are there, nothing told twice, days in order."""

from collections import Counter
from collections.abc import Container, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lawtext.experiments.registry import Registry


def incoherent(found: "Registry") -> "Iterator[str]":
    """What is wrong between the parts: whole sentences that say what to do, those that others follow from first."""
    yield from _unknown(found)
    yield from _twice(found)
    yield from _out_of_order(found)


def _unknown(found: "Registry") -> Iterator[str]:
    """What one part names and no other has."""
    networks = {network.id: network for network in found.networks}
    experiments = {one.id for one in found.experiments}
    orders: set[str] = {entry.edition for entry in found.orders}
    named: list[tuple[str, str, Container[str]]] = [
        *((f"forsøget »{one.id}«", one.network, networks) for one in found.experiments),
        *(
            (f"forsøget »{one.id}«", order, orders)
            for one in found.experiments
            for order in (*one.paragraphs, *one.absent)
        ),
        *((one.municipality, one.network, networks) for one in found.practices),
        *((one.municipality, use.experiment, experiments) for one in found.practices for use in one.experiments),
    ]
    for where, name, known in named:
        if name not in known:
            yield f"{where} nævner »{name}«, som ikke findes; ret navnet eller tilføj posten."
    for one in found.practices:
        network = networks.get(one.network)
        if network and one.municipality not in {member.name for member in network.members}:
            yield f"{one.municipality} er ikke med i »{network.id}«; ret kommunens navn eller netværket."


def _twice(found: "Registry") -> Iterator[str]:
    """What is told twice: only the first would be found."""
    told = [
        *(f"netværket »{one.id}«" for one in found.networks),
        *(f"forsøget »{one.id}«" for one in found.experiments),
        *(f"{order} {unit}" for one in found.experiments for order, unit in one.paragraphs.items()),
        *(f"{one.municipality} i »{one.network}«" for one in found.practices),
        *(f"{one.municipality}, »{use.experiment}«" for one in found.practices for use in one.experiments),
    ]
    yield from (f"{one} står to gange; slet det ene." for one, count in Counter(told).items() if count > 1)


def _out_of_order(found: "Registry") -> Iterator[str]:
    """Orders and periods that end before they begin, and orders that don't stand by their first day."""
    for entry in found.orders:
        if entry.until and entry.until < entry.since:
            yield f"bekendtgørelse {entry.edition} slutter, før den begynder; ret dagene."
    for one, after in pairwise(found.orders):
        if after.since <= (one.until or one.since):
            yield f"bekendtgørelse {after.edition} skal gælde efter {one.edition}; ret dagene."
    for practice in found.practices:
        period = practice.period
        if period and period.since and period.until and period.until < period.since:
            yield f"perioden for {practice.municipality} slutter, før den begynder; ret dagene."
