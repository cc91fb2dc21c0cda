"""The registry: networks and their members, experiments through the orders, and what each municipality says it uses.

Read from `corpus/networks.yaml` and `corpus/experiments.yaml`, which people correct. What is not known is None.
"""

from datetime import date
from difflib import get_close_matches
from enum import StrEnum

from msgspec import Struct

from lawtext.errors import UnusableInputError, UsageError
from lawtext.experiments.coherence import incoherent
from lawtext.experiments.sources import Source
from lawtext.experiments.written import Text, Unit
from lawtext.law.ids import EditionId
from lawtext.law.works import WorkId


class Member(Struct, frozen=True, forbid_unknown_fields=True):
    """A municipality of a network. `written`: other forms of the name in law ("Vesthimmerlands").

    `since` and `until` differ from the network's own only where that is known; both days included.
    """

    name: str
    written: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    note: str = ""


class Network(Struct, frozen=True, forbid_unknown_fields=True):
    """A network as the act founds it.

    `in_orders`: its number in each order's § 1, stk. 1 (0: a list of municipalities without networks).
    """

    id: str
    name: str
    theme: str
    act: EditionId
    act_unit: Unit
    source: str
    members: tuple[Member, ...]
    also_called: tuple[str, ...] = ()
    named: date | None = None
    since: date | None = None
    until: date | None = None
    in_orders: dict[EditionId, int] = {}


def _names(member: Member) -> list[str]:
    return [name.casefold() for name in (member.name, *member.written)]


def _plain(name: str) -> str:
    return name.strip().casefold().removesuffix(" kommuner").removesuffix(" kommune")


class Round(Struct, frozen=True, forbid_unknown_fields=True):
    """A round of applications."""

    number: int
    deadline: date
    source: str


class Basis(Struct, frozen=True, forbid_unknown_fields=True):
    """The provisions that an order is made under, where its preamble is known. `source`: where that was read."""

    provisions: dict[WorkId, tuple[Unit, ...]]
    source: str


class OrderEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """An order of the chain. `until`: its last day in force, None while unknown or in force.

    `basis` is None where nobody has seen its preamble.
    """

    edition: EditionId
    since: date
    source: str
    until: date | None = None
    runs_until: date | None = None
    note: str = ""
    basis: Basis | None = None


class Experiment(Struct, frozen=True, forbid_unknown_fields=True):
    """One experiment and its paragraph in each order.

    `absent`: orders whose waivers are not held, but which are known not to have it.
    """

    id: str
    title: str
    network: str
    paragraphs: dict[EditionId, Unit]
    absent: tuple[EditionId, ...] = ()
    source: str = ""


class Period(Struct, frozen=True, forbid_unknown_fields=True):
    """The period a municipality states; `inclusive`: whether `until` is in it, None where its words leave it open."""

    since: date | None = None
    until: date | None = None
    wording: str = ""
    inclusive: bool | None = None


class LocalDecision(Struct, frozen=True, forbid_unknown_fields=True):
    """The municipality's decision to use experiments: who decided, when, and where citizens can read it.

    `stated_by`: the municipality, where it has stated the decision itself in a case; then nobody else has checked it.
    """

    body: Text
    date: date
    published: Text
    source: str = ""
    title: str = ""
    stated_by: str = ""


class StepKind(StrEnum):
    """What a step on the way to an experiment is; each has a date of its own."""

    APPLICATION = "ansøgning"
    JOINING = "tilslutning"
    NAMING = "udpegning"
    APPROVAL = "godkendelse"
    START = "start"


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """A dated step on the way."""

    what: StepKind
    date: date
    body: str
    says: str
    source: str


class Use(Struct, frozen=True, forbid_unknown_fields=True):
    """An experiment that a municipality says it uses; `stated_as`: how it cites the paragraph."""

    experiment: str
    stated_as: str = ""
    started: date | None = None
    note: str = ""


class TargetGroup(Struct, frozen=True, forbid_unknown_fields=True):
    """The persons a municipality has chosen, by edition of the act that numbers the groups.

    `complete` is False where the municipality's list was only seen in part.
    """

    says: str
    groups: dict[EditionId, tuple[Unit, ...]]
    source: str
    complete: bool = True


class Practice(Struct, frozen=True, forbid_unknown_fields=True):
    """What one municipality says of its use of a network's experiments. `experiments` is empty where not known."""

    municipality: str
    network: str
    source: str
    period: Period | None = None
    decision: LocalDecision | None = None
    steps: tuple[Step, ...] = ()
    experiments: tuple[Use, ...] = ()
    target_group: TargetGroup | None = None
    notes: tuple[str, ...] = ()

    def use(self, experiment: str) -> Use | None:
        """Its use of one experiment, None where none is stated."""
        return next((use for use in self.experiments if use.experiment == experiment), None)


class _Networks(Struct, frozen=True, forbid_unknown_fields=True):
    networks: tuple[Network, ...]
    rounds: tuple[Round, ...] = ()


class _Experiments(Struct, frozen=True, forbid_unknown_fields=True):
    orders: tuple[OrderEntry, ...]
    experiments: tuple[Experiment, ...]
    practices: tuple[Practice, ...] = ()


class Registry(Struct, frozen=True):
    """All of it. Every id that one part names is in another, orders stand by their first day (checked when read)."""

    networks: tuple[Network, ...]
    rounds: tuple[Round, ...]
    orders: tuple[OrderEntry, ...]
    experiments: tuple[Experiment, ...]
    practices: tuple[Practice, ...]

    def network(self, network: str) -> Network:
        """A network by its id. KeyError where there is none."""
        return _the(self.networks, network)

    def experiment(self, experiment: str) -> Experiment | None:
        """An experiment by its id."""
        return next((one for one in self.experiments if one.id == experiment), None)

    def experiment_of(self, order: EditionId, paragraph: str) -> Experiment | None:
        """The experiment that this paragraph of this order is."""
        return next((one for one in self.experiments if one.paragraphs.get(order) == paragraph), None)

    def practice(self, municipality: str, network: str) -> Practice | None:
        """What a municipality says of its use of a network's experiments."""
        return next((one for one in self.practices if (one.municipality, one.network) == (municipality, network)), None)

    def order_on(self, day: date) -> OrderEntry | None:
        """The order in force on a day; None before the first, and where it is not known whether one was."""
        begun = [entry for entry in self.orders if entry.since <= day]
        return begun[-1] if begun and (begun[-1].until is None or day <= begun[-1].until) else None

    def order(self, edition: str) -> OrderEntry | None:
        """The entry of one order."""
        return next((entry for entry in self.orders if entry.edition == edition), None)

    def base(self, name: str) -> str:
        """A municipality's name in base form ("Vesthimmerlands Kommune" → "Vesthimmerland"); as written if unknown."""
        return self._bases.get(_plain(name), name)

    def municipality(self, name: str) -> str:
        """As `base`, of a municipality that is or was in a network. Raises UsageError naming the nearest."""
        known, wanted = self._bases, _plain(name)
        if wanted in known:
            return known[wanted]
        near = get_close_matches(wanted, known, n=1, cutoff=0.6)
        advice = f" Nærmeste er {known[near[0]]}." if near else ""
        raise UsageError(f"»{name}« er ikke i noget frikommunenetværk, som programmet kender.{advice}")

    @property
    def _bases(self) -> dict[str, str]:
        members = [member for network in self.networks for member in network.members]
        return {written: member.name for member in members for written in _names(member)}


def _the(networks: tuple[Network, ...], wanted: str) -> Network:
    found = next((one for one in networks if one.id == wanted), None)
    if found is None:
        raise KeyError(wanted)
    return found


def registry(source: Source) -> Registry:
    """The registry. Raises UnusableInputError naming file and line, or the id that nothing answers to."""
    networks = source.load("networks.yaml", _Networks)
    rest = source.load("experiments.yaml", _Experiments)
    if networks is None or rest is None:
        missing = source.place("networks.yaml" if networks is None else "experiments.yaml")
        raise UnusableInputError(f"{missing} findes ikke; et korpus med forsøg har både netværk og forsøg.")
    found = Registry(networks.networks, networks.rounds, rest.orders, rest.experiments, rest.practices)
    for says in incoherent(found):
        raise UnusableInputError(f"{source.place('experiments.yaml')}: {says}")
    return found
