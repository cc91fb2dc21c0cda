"""Where the same experiment gives another legal position in a later order: what was waived and is so no more.

Curated (`corpus/positions.yaml`), since only the words of the acts show which rule took the place of which.
"""

from msgspec import Struct

from lawtext.experiments.sources import Source
from lawtext.experiments.written import Unit
from lawtext.law.ids import EditionId, contains


class Position(Struct, frozen=True, forbid_unknown_fields=True):
    """A rule in one order's time: its act, edition and units (none where it has no successor), and whom it is for.

    `groups` is empty where it is for everyone.
    """

    order: EditionId
    title: str
    edition: EditionId
    units: tuple[Unit, ...]
    groups: tuple[Unit, ...]


class ChangedPosition(Struct, frozen=True, forbid_unknown_fields=True):
    """One change of an experiment's legal position. `says` is one or two whole Danish sentences."""

    experiment: str
    before: Position
    after: Position
    says: str
    source: str

    def about(self, group: str | None) -> bool:
        """Whether it is about that group of the later act; about everyone where no group is given."""
        groups = self.after.groups
        return group is None or not groups or any(contains(group, one) or contains(one, group) for one in groups)


def positions(source: Source) -> tuple[ChangedPosition, ...]:
    """The list, () where there is none. Raises UnusableInputError naming file and line."""
    return source.load("positions.yaml", tuple[ChangedPosition, ...]) or ()


def changed(
    every: tuple[ChangedPosition, ...], experiment: str, order: str | None, group: str | None
) -> tuple[ChangedPosition, ...]:
    """The changes that came to an experiment with an order, as far as they are about the group."""
    return tuple(one for one in every if (one.experiment, one.after.order) == (experiment, order) and one.about(group))
