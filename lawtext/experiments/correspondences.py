"""What a concordance consists of: rows as two orders have them, suggested pairs, and what doesn't come out even."""

from enum import StrEnum

from msgspec import Struct

from lawtext.law.ids import EditionId, UnitId


class Role(StrEnum):
    """What the units are in the experiment."""

    WAIVES = "fraviges"
    TARGET_GROUP = "målgruppe"
    PRESERVED = "gælder fortsat"


class Relation(StrEnum):
    """How old and new units of one row stand to each other."""

    SAME = "samme"
    PAIRED = "svarer som helhed"
    OLD_ONLY = "kun i den gamle"
    NEW_ONLY = "kun i den nye"
    DROPPED = "forsøget er væk"


class Row(Struct, frozen=True):
    """One act in one role in one experiment: the units of both orders, as they cite them."""

    experiment: str
    title: str
    old_paragraph: UnitId
    new_paragraph: UnitId | None
    role: Role
    act: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    relation: Relation


class Basis(StrEnum):
    """Why two units are paired."""

    ALONE = "den eneste på hver side i et forsøg"
    MANY_TO_ONE = "flere gamle mod én ny i et forsøg"
    COMPANY = "følges ad gennem forsøgene"


class Pair(Struct, frozen=True):
    """A suggestion: an old unit and the new one. `experiments` are the ids it is derived from."""

    act: str
    old: str
    new: str
    basis: Basis
    experiments: tuple[str, ...]


class Deviation(Struct, frozen=True):
    """An experiment whose groups don't follow the pairs of the others. `says` is a whole Danish sentence."""

    experiment: str
    says: str


class Open(Struct, frozen=True):
    """Units that keep company as a whole, but can't be told apart by the experiments alone."""

    act: str
    old: tuple[str, ...]
    new: tuple[str, ...]


class Concordance(Struct, frozen=True):
    """All of it, from the order `old` to the order `new`."""

    old: EditionId
    new: EditionId
    rows: tuple[Row, ...]
    pairs: tuple[Pair, ...]
    open: tuple[Open, ...]
    deviations: tuple[Deviation, ...]
