"""How a rule can be wished deviated from: the operations that orders are read with, each with its sentence."""

from msgspec import Struct

from lawtext.experiments.waivers import Operation


class Deviation(Struct, frozen=True, forbid_unknown_fields=True):
    """One way. `operation`: its Danish words, as a plan has them; `instead`: something must take the rule's place."""

    operation: str
    says: str
    instead: bool
    source: str


class Deviations(Struct, frozen=True, forbid_unknown_fields=True):
    """The ways there are."""

    deviations: tuple[Deviation, ...]

    def of(self, operation: Operation | None) -> Deviation | None:
        """The way that an operation is; None for none, or for one that no provision can be deviated from by."""
        return next((one for one in self.deviations if operation and one.operation == operation.danish), None)
