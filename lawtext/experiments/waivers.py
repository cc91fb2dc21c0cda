"""What a waiver is: which provisions an order's paragraph sets aside, how, for whom, and what is wrong in it.

The words are those of gold/waivers/GUIDELINES.md; a record says what the order's text says, no more.
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from lawtext.experiments.written import Unit, Units
from lawtext.law.ids import EditionId


class ParagraphKind(StrEnum):
    """What a paragraph of an order is for."""

    SCOPE = "scope"
    """§ 1: the frame, with the networks or municipalities."""
    AUTHORISATION = "authorisation"
    """Gives one network leave to the experiments of the paragraphs it names."""
    EXPERIMENT = "experiment"
    FINAL = "final"
    """Commencement, period, repeal."""


class Operation(StrEnum):
    """The net effect of a paragraph on the rule its main clause is about.

    In order of precedence: where two fit, the first is the operation (gold/waivers/GUIDELINES.md section 3).
    """

    REASSIGN = "reassign"
    """Another body may do the task or decide (order 529/2018 § 28)."""
    REPLACE = "replace"
    """A named new instrument takes the place of the waived one (§ 26)."""
    SUBSTITUTE = "substitute"
    """Another set of existing rules is used instead."""
    PROLONG = "prolong"
    """A maximum, a deadline or an interval is longer or lifted, while the rule stands (§§ 9, 21, 23, 37)."""
    EXTEND = "extend"
    """A condition, ceiling or group limit for giving an offer is lifted (§§ 8, 10, 16, 17)."""
    EXEMPT_PROCEDURE = "exempt-procedure"
    """One step, document, consultation or attendance is dropped (§§ 12-15)."""
    DISCRETION = "discretion"
    """The municipality sets form, frequency or content (§§ 4, 6, 29)."""
    SUSPEND = "suspend"
    """The rule or duty does not apply, and nothing is put in its place (§§ 19, 33)."""
    PERMIT = "permit"
    """Frame and authorisation: nothing is waived."""
    NONE = "none"
    """Commencement, period, repeal."""

    @property
    def danish(self) -> str:
        return _DANISH[self]


_DANISH = {
    Operation.REASSIGN: "anden enhed kan handle",
    Operation.REPLACE: "erstattes af andet",
    Operation.SUBSTITUTE: "andre regler gælder i stedet",
    Operation.PROLONG: "længere frist eller varighed",
    Operation.EXTEND: "udvides til flere",
    Operation.EXEMPT_PROCEDURE: "et skridt kan udelades",
    Operation.DISCRETION: "kommunen fastlægger selv",
    Operation.SUSPEND: "gælder ikke",
    Operation.PERMIT: "tilladelse",
    Operation.NONE: "ingen",
}


class Provisions(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Provisions of one act as one run of an order's text cites them.

    `units` are canonical ids, a range as `Par87:Par88` (both ends included), exactly as the order writes them, also
    when the order is wrong. `title` is the act in base form ("lov om …"), "" only where the order leaves it open.
    `cited` is the citation as printed; `at` the order's unit it stands in (`Par33_Stk4_Num1`).
    """

    title: str
    units: tuple[Units, ...]
    cited: str
    at: Unit
    edition: EditionId | None = None
    """The edition that the order names, or the one in force the day the order took effect; None: not known."""
    scope: str = ""
    """The order's own words of limitation ("for så vidt angår kravet om …"); "" where it waives the whole."""


class Waiver(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What one paragraph of an order does.

    `networks` are numbers of the order's own § 1, stk. 1 (0 where § 1 lists municipalities without networks);
    `municipalities` is filled only where the paragraph itself names them, and then they alone may use it. `operation`
    is None where it could not be read. `conditions` and `reports` are the stykker or sentences that state a condition
    and a duty to tell the minister. `unread` holds one Danish sentence for each thing that could not be read.
    """

    order: EditionId
    paragraph: Unit
    kind: ParagraphKind
    operation: Operation | None
    also: tuple[Operation, ...] = ()
    networks: tuple[int, ...] = ()
    municipalities: tuple[str, ...] = ()
    permits: tuple[Units, ...] = ()
    """Paragraphs of the order that an authorisation gives leave to, as ids and ranges."""
    waives: tuple[Provisions, ...] = ()
    general_wording: str = ""
    """The order's general phrase for what is waived, where an enumeration says it exactly."""
    via: Unit | None = None
    """The paragraph of the order through which this one reaches its waivers."""
    target_group: tuple[Provisions, ...] = ()
    criteria: tuple[str, ...] = ()
    """Words that delimit the persons beside the citations."""
    preserved: tuple[Provisions, ...] = ()
    """Provisions that the paragraph says still apply."""
    conditions: tuple[Unit, ...] = ()
    reports: tuple[Unit, ...] = ()
    in_force: date | None = None
    """Only where it differs from the order's own date; so with the next two."""
    runs_from: date | None = None
    expiry: "Expiry | None" = None
    unread: tuple[str, ...] = ()


class Expiry(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The end of a period. `inclusive`: whether `day` is in it; None where the words ("til den …") leave it open."""

    day: date
    wording: str
    inclusive: bool | None = None


class OrderNetwork(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A network as an order's § 1 lists it; `number` is the order's own nr., 0 for a plain list of municipalities."""

    number: int
    name: str
    municipalities: tuple[str, ...]


class Restriction(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Municipalities that may not use some paragraphs for some persons (order 1184/2019 § 22, stk. 2)."""

    at: Unit
    municipalities: tuple[str, ...]
    paragraphs: tuple[Units, ...]
    not_for: tuple[Provisions, ...]


class Order(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """An order on experiments, whole. Dates are None where the text does not give them or they could not be read."""

    edition: EditionId
    title: str
    signed: date
    in_force: date | None
    networks: tuple[OrderNetwork, ...]
    waivers: tuple[Waiver, ...]
    runs_from: date | None = None
    expiry: Expiry | None = None
    start_by: date | None = None
    """The last day to start an experiment ("skal være iværksat senest den …"), that day included."""
    repeals: tuple[EditionId, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    unread: tuple[str, ...] = ()

    def waiver(self, paragraph: str) -> Waiver | None:
        """The record of one paragraph (`Par33`)."""
        return next((waiver for waiver in self.waivers if waiver.paragraph == paragraph), None)

    def network(self, number: int) -> OrderNetwork | None:
        """The network with this number in the order's own § 1."""
        return next((network for network in self.networks if network.number == number), None)


class FaultKind(StrEnum):
    """What is wrong with a citation of an order. Only the first four make the provision unusable as cited."""

    WRONG = "wrong"
    """Points at another rule than the one described."""
    MISSING = "missing"
    """Points at nothing."""
    STALE = "stale"
    """Right when signed, wrong when in force."""
    NO_EFFECT = "no effect"
    """Rule and persons do not meet."""
    IMPRECISE = "imprecise"
    """Wider or looser than what is meant; the right rule is hit."""
    INTERNAL = "internal"
    """A wrong number inside the order itself."""

    @property
    def bars(self) -> bool:
        """Whether an item with the fault can't carry a final letter (DESIGN rule 7)."""
        return self in (FaultKind.WRONG, FaultKind.MISSING, FaultKind.STALE, FaultKind.NO_EFFECT)


class Fault(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A known fault of an order's own, found by hand or by the program. `says` is a whole Danish sentence.

    `at` is the order's unit, as in `Provisions.at`; `units` narrows it to some of the provisions cited there, all where
    it is empty.
    """

    at: Unit
    kind: FaultKind
    says: str
    source: str
    units: tuple[Units, ...] = ()
