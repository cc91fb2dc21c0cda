"""The curated registry held against what the program reads of orders and acts: where they differ, and what stands open.

People write the registry, the program reads the texts; neither corrects the other. A difference is for a person to look
at, and what nobody knows is said.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from msgspec import Struct

from lawtext.experiments import frame, saying
from lawtext.experiments.lines import line_of
from lawtext.experiments.registry import Network, OrderEntry, Practice, Registry, StepKind
from lawtext.experiments.waivers import Order, ParagraphKind
from lawtext.law.editions import Edition
from lawtext.law.ids import EditionId
from lawtext.law.units import Unit
from lawtext.wording import dates

OrderOf = Callable[[EditionId], Order | None]
"""An order as read, None where it is not held."""

EditionOf = Callable[[EditionId], Edition | None]
"""An act's text, None where it is not held."""


class Difference(Struct, frozen=True):
    """One difference. `about` is what it concerns; `curated` and `read` are the two sides, in Danish words."""

    about: str
    curated: str
    read: str


class Agreement(Struct, frozen=True):
    """What was compared (whole Danish sentences), where it differs, and what stands open."""

    compared: tuple[str, ...]
    differences: tuple[Difference, ...]
    open: tuple[str, ...]


def agreement(registry: Registry, order_of: OrderOf, edition_of: EditionOf) -> Agreement:
    """The registry against every order and founding act that is held."""
    orders = [(entry, order) for entry in registry.orders if (order := order_of(entry.edition))]
    acts = [(network, act) for network in registry.networks if (act := edition_of(network.act))]
    differences = (
        *(one for entry, order in orders for one in _order(registry, entry, order)),
        *(one for network, act in acts for one in _act(registry, network, act)),
    )
    return Agreement(tuple(_compared(registry, orders, len(acts))), differences, tuple(_open(registry, order_of)))


def _compared(registry: Registry, orders: list[tuple[OrderEntry, Order]], acts: int) -> Iterator[str]:
    second = [network for network in registry.networks if not _first(network)]
    first = [network for network in registry.networks if _first(network)]
    towns = {member.name for network in second for member in network.members}
    before = {member.name for network in first for member in network.members}
    rounds = saying.listed([dates.write(one.deadline) for one in registry.rounds]) if registry.rounds else "ingen kendt"
    yield f"Frikommuneforsøg II: {len(second)} netværk og {len(towns)} kommuner; ansøgningsrunder: {rounds}."
    yield f"Frikommuneforsøg I: {len(before)} kommuner."
    experiments = f"{len(registry.experiments)} forsøg og {len(registry.practices)} kommuners egne oplysninger"
    yield f"{experiments}; {len(orders)} af {len(registry.orders)} bekendtgørelser er læst."
    if acts:
        yield f"Medlemmerne af {acts} netværk er holdt op mod loven, der oprettede dem."


def _first(network: Network) -> bool:
    """Whether it is the one list of frikommuneforsøg I, which has no networks (number 0 in its orders)."""
    return set(network.in_orders.values()) == {0}


def _order(registry: Registry, entry: OrderEntry, order: Order) -> Iterator[Difference]:
    name = saying.named(order)
    yield from _dates(registry, entry, order, name)
    for network in registry.networks:
        number = network.in_orders.get(entry.edition)
        read = order.network(number) if number is not None else None
        if number is not None:
            yield from _members(network, f"{name} § 1, stk. 1", read.municipalities if read else ())
    listed = {number for network in registry.networks if (number := network.in_orders.get(entry.edition)) is not None}
    for read in order.networks:
        if read.number not in listed:
            yield Difference(f"{name} § 1, stk. 1, nr. {read.number}", "står ikke i registret", read.name)
    yield from _experiments(registry, order, name)


def _dates(registry: Registry, entry: OrderEntry, order: Order, name: str) -> Iterator[Difference]:
    pairs = [
        ("i kraft", entry.since, order.in_force),
        ("forsøg løber til", entry.runs_until, order.expiry.day if order.expiry else None),
    ]
    for what, curated, read in pairs:
        if curated != read:
            sides = (dates.write(day) if day else "ikke kendt" for day in (curated, read))
            yield Difference(f"{name}: {what}", *sides)
    before = registry.orders[registry.orders.index(entry) - 1] if registry.orders.index(entry) else None
    if before and order.repeals and before.edition not in order.repeals:
        yield Difference(f"{name}: ophæver", before.edition, ", ".join(order.repeals))
    ends = before.until + timedelta(days=1) if before and before.until else None
    if ends and before and before.edition in order.repeals and order.in_force and ends != order.in_force:
        yield Difference(f"{name}: afløser {before.edition}", dates.write(ends), dates.write(order.in_force))


def _members(network: Network, where: str, read: tuple[str, ...]) -> Iterator[Difference]:
    curated = {member.name for member in network.members}
    if curated != set(read):
        about = f"»{network.name}« i {where}"
        mine, theirs = sorted(curated - set(read)), sorted(set(read) - curated)
        yield Difference(about, ", ".join(mine) or "ingen andre", ", ".join(theirs) or "ingen andre")


def _experiments(registry: Registry, order: Order, name: str) -> Iterator[Difference]:
    """Each experiment of the order is in the registry under its network, and the other way round."""
    for waiver in order.waivers:
        about = f"{name} {saying.section(waiver.paragraph)}"
        experiment = registry.experiment_of(order.edition, waiver.paragraph)
        if waiver.kind is ParagraphKind.EXPERIMENT and experiment is None and any(registry.experiments):
            networks = [network for network in registry.networks if order.edition in network.in_orders]
            if any(not _first(network) for network in networks):
                yield Difference(about, "intet forsøg", "et forsøg")
        if experiment is not None:
            number = registry.network(experiment.network).in_orders.get(order.edition)
            if waiver.kind is not ParagraphKind.EXPERIMENT:
                yield Difference(about, experiment.title, "intet forsøg")
            elif number not in waiver.networks:
                listed = " og ".join(map(str, waiver.networks)) or "intet"
                yield Difference(about, f"netværk {number}", f"netværk {listed}")
    known = {waiver.paragraph for waiver in order.waivers}
    for experiment in registry.experiments:
        paragraph = experiment.paragraphs.get(order.edition)
        if paragraph and paragraph not in known:
            yield Difference(f"{name} {saying.section(paragraph)}", experiment.title, "paragraffen findes ikke")


def _act(registry: Registry, network: Network, act: Edition) -> Iterator[Difference]:
    """The members of a network against the provision of the act that founds it."""
    unit = act.by_id().get(network.act_unit)
    read = _founded(unit, registry.base) if unit else ()
    where = f"lov nr. {act.id.partition('-')[2]} af {dates.write(act.signed)} {saying.section(network.act_unit)}"
    yield from _members(network, where, read)


def _founded(unit: Unit, base: frame.Base) -> tuple[str, ...]:
    text = line_of(unit).text
    found = frame.networks(unit, text, base)
    return found[0].municipalities if found else frame.municipalities(text, base)


def _open(registry: Registry, order_of: OrderOf) -> Iterator[str]:
    """What nobody knows yet, sentence by sentence."""
    missing = [saying.numbered(entry.edition) for entry in registry.orders if order_of(entry.edition) is None]
    if missing:
        yield f"Ikke læst, fordi teksten ikke er i korpus: {saying.listed(missing)}."
    for network in registry.networks:
        yield from (f"{member.name} i »{network.name}«: {member.note}" for member in network.members if member.note)
    unseen = [network.name for network in registry.networks if not network.in_orders and not _first(network)]
    if unseen:
        yield f"Netværk uden forsøg i de læste bekendtgørelser: {saying.listed([f'»{name}«' for name in unseen])}."
    for practice in registry.practices:
        yield from _open_of(practice)
    stated = {practice.municipality for practice in registry.practices}
    silent = {one.name for network in registry.networks if not _first(network) for one in network.members} - stated
    yield f"For {len(silent)} kommuner er det ikke kendt, hvilke forsøg de bruger."


def _open_of(practice: Practice) -> Iterator[str]:
    town = practice.municipality
    if practice.decision is None:
        yield f"{town}: den lokale beslutning om at bruge forsøgene (frikommunevedtægten) er ikke kendt."
    for what in (StepKind.APPLICATION, StepKind.APPROVAL, StepKind.START):
        if not any(step.what is what for step in practice.steps):
            yield f"{town}: dagen for {what.value} er ikke kendt."
    if not practice.experiments:
        yield f"{town}: hvilke forsøg kommunen bruger, er ikke kendt."
    unstarted = [use for use in practice.experiments if use.started is None]
    if unstarted:
        yield f"{town}: hvornår det enkelte forsøg begyndte, er ikke kendt for {len(unstarted)} forsøg."
